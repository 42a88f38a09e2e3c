"""install and uninstall on a simulated office PC."""

from __future__ import annotations

import csv
import os
import shutil
import sys
import types
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hosts.excel.office_pc import XLWINGS, Elsewhere, OfficePC, workbook
from weibao.hosts.excel import places, settings_file
from weibao.hosts.excel.install import install, uninstall
from weibao.hosts.excel.system import InstallError, Ran, System
from weibao.hosts.excel.vba_version import xlwings_version


@pytest.fixture
def pc(tmp_path: Path) -> OfficePC:
    return OfficePC(tmp_path)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder as `addin build` leaves it, without the extension."""
    folder = tmp_path / "加载项"
    folder.mkdir()
    (folder / "weibao.xlam").write_bytes(workbook())
    return folder


def vba_reads(path: Path, key: str) -> str:
    """What VBA's `Input #` finds for a key: pairs of fields from the top, capitals ignored, in the ANSI code page."""
    with path.open(encoding="gbk", newline="") as file:
        fields = [field for row in csv.reader(file, skipinitialspace=True) for field in row]
    pairs = zip(fields[::2], fields[1::2], strict=False)
    return next((value for name, value in pairs if name.lower() == key.lower()), "")


def snapshot(pc: OfficePC) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in pc.drive.rglob("*") if path.is_file()}


def text(steps: list[object]) -> str:
    return "\n".join(str(step) for step in steps)


# --- Excel -------------------------------------------------------------------------------------------
@pytest.fixture
def like_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A read-only file can be neither replaced nor removed there."""
    replace, unlink = Path.replace, Path.unlink

    def check(path: Path) -> None:
        if path.exists() and not path.stat().st_mode & 0o200:
            raise PermissionError(13, "read only", str(path))

    def checked_replace(self: Path, target: Path) -> Path:
        check(Path(target))
        return replace(self, target)

    def checked_unlink(self: Path, missing_ok: bool = False) -> None:
        check(self)
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "replace", checked_replace)
    monkeypatch.setattr(Path, "unlink", checked_unlink)


@pytest.mark.usefixtures("like_windows")
def test_the_add_in_is_read_only_and_still_replaced_and_removed(pc: OfficePC, built: Path) -> None:
    """Else a second Excel says that it is locked for editing."""
    target = pc.startup / "weibao.xlam"
    for content in (workbook(), workbook(), workbook() + b"newer"):
        (built / "weibao.xlam").write_bytes(content)
        install(pc, built)
        assert target.read_bytes() == content
        assert not target.stat().st_mode & 0o222
    uninstall(pc)
    assert not target.exists()


def test_the_add_in_lies_in_xlstart_and_excel_is_told_of_this_python(pc: OfficePC, built: Path) -> None:
    steps = install(pc, built)
    assert (pc.startup / "weibao.xlam").read_bytes() == workbook()
    assert list(pc.startup.iterdir()) == [pc.startup / "weibao.xlam"]
    assert vba_reads(pc.settings, "interpreter_win") == str(pc.python)
    assert all(step.done is not False for step in steps)
    assert "用户" in str(pc.python)
    assert str(pc.python).encode("gbk") in pc.settings.read_bytes()


def test_installing_again_changes_nothing(pc: OfficePC, built: Path) -> None:
    install(pc, built)
    before = snapshot(pc)
    steps = install(pc, built)
    assert snapshot(pc) == before
    assert [step.done for step in steps] == [None, None, None, True]


def test_the_other_lines_of_the_settings_stay_byte_for_byte(pc: OfficePC, built: Path) -> None:
    theirs = '"SHOW CONSOLE","False"\r\n"TEMP DIR","D:\\临时"\n\r\n"LICENSE_KEY","x"'.encode("gbk")
    pc.add_file(pc.settings, theirs)
    install(pc, built)
    assert pc.settings.read_bytes().endswith(b"\r\n" + theirs)
    assert vba_reads(pc.settings, "TEMP DIR") == "D:\\临时"
    uninstall(pc)
    assert pc.settings.read_bytes() == theirs


@pytest.mark.parametrize(
    "line", ['"INTERPRETER_WIN","C:\\别的\\python.exe"', "interpreter_win , C:\\Anaconda\\python.exe"]
)
def test_what_the_user_had_is_remembered_and_given_back(pc: OfficePC, built: Path, line: str) -> None:
    theirs = f'"A","1"\r\n{line}\r\n"B","2"\r\n'.encode("gbk")
    pc.add_file(pc.settings, theirs)
    steps = install(pc, built)
    assert "原来用的是 C:\\" in text(steps)
    ours = pc.settings.read_bytes()
    assert ours.count(b"python.exe") == 1
    assert [line.split(b",")[0] for line in ours.splitlines()] == [b'"A"', b'"INTERPRETER_WIN"', b'"B"']
    uninstall(pc)
    assert pc.settings.read_bytes() == theirs


def test_a_newer_python_keeps_the_memory_of_the_first_state(pc: OfficePC, built: Path) -> None:
    theirs = b'"INTERPRETER_WIN","C:\\old.exe"\r\n'
    pc.add_file(pc.settings, theirs)
    install(pc, built)
    first = pc.venv
    pc.venv = pc.drive / "venv2"
    pc.add_file(pc.python)
    shutil.copytree(first, pc.venv, dirs_exist_ok=True)
    steps = install(pc, built)
    assert vba_reads(pc.settings, "INTERPRETER_WIN") == str(pc.python)
    assert "原来用的是" not in text(steps)
    uninstall(pc)
    assert pc.settings.read_bytes() == theirs


def test_a_run_that_was_cut_off_between_note_and_settings_loses_nothing(
    pc: OfficePC, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = b'"INTERPRETER_WIN","C:\\old.exe"\r\n'
    pc.add_file(pc.settings, theirs)
    install(pc, built)
    old, pc.venv = pc.venv, pc.drive / "venv2"
    shutil.copytree(old, pc.venv)
    with monkeypatch.context() as patch:
        patch.setattr(settings_file, "put", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            install(pc, built)
    assert vba_reads(pc.settings, "INTERPRETER_WIN") == str(old / "Scripts" / "python.exe")
    install(pc, built)
    assert vba_reads(pc.settings, "INTERPRETER_WIN") == str(pc.python)
    uninstall(pc)
    assert pc.settings.read_bytes() == theirs


def test_settings_that_somebody_changed_since_are_left_alone(pc: OfficePC, built: Path) -> None:
    install(pc, built)
    pc.settings.write_bytes(b'"INTERPRETER_WIN","D:\\newer.exe"\r\n')
    steps = uninstall(pc)
    assert vba_reads(pc.settings, "INTERPRETER_WIN") == "D:\\newer.exe"
    assert "保持现状" in text(steps)


def test_uninstall_leaves_no_trace(pc: OfficePC, built: Path) -> None:
    before = snapshot(pc)
    install(pc, built)
    assert snapshot(pc) != before
    uninstall(pc)
    assert snapshot(pc) == before
    assert [step.done for step in uninstall(pc)] == [None, None]


def test_the_mark_of_a_download_goes_from_our_file_only(pc: OfficePC, built: Path) -> None:
    install(pc, built)
    pc.mark(pc.startup / "weibao.xlam")
    pc.mark(built / "weibao.xlam")
    steps = install(pc, built)
    assert not pc.has_mark(pc.startup / "weibao.xlam")
    assert pc.has_mark(built / "weibao.xlam")
    assert "标记" in text(steps)


def test_dlls_that_lie_elsewhere_come_beside_the_interpreter(pc: OfficePC, built: Path) -> None:
    for name in places.dll_names(XLWINGS):
        (pc.venv / name).unlink()
        pc.package_files[name] = pc.add_file(pc.drive / "site" / name, name.encode())
    install(pc, built)
    for name in places.dll_names(XLWINGS):
        assert (pc.venv / "Scripts" / name).read_bytes() == name.encode()
    uninstall(pc)
    assert not list((pc.venv / "Scripts").glob("*.dll"))


def test_a_missing_dll_is_said_and_nothing_is_half_installed(pc: OfficePC, built: Path) -> None:
    (pc.venv / f"xlwings64-{XLWINGS}.dll").unlink()
    before = snapshot(pc)
    with pytest.raises(InstallError, match=r"找不到 xlwings64-0\.37\.8\.dll.*install\.cmd"):
        install(pc, built)
    assert snapshot(pc) == before


def test_an_add_in_of_another_version_is_refused(pc: OfficePC, built: Path) -> None:
    (built / "weibao.xlam").write_bytes(workbook("0.30.1"))
    with pytest.raises(InstallError, match=r"xlwings 0\.30\.1 生成的，本机装的是 0\.37\.8.*addin build"):
        install(pc, built)
    assert not pc.startup.exists()
    del pc.packages["xlwings"]
    with pytest.raises(InstallError, match="没有装 xlwings"):
        install(pc, built)


def test_excel_in_the_way(pc: OfficePC, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(pc, built)
    (built / "weibao.xlam").write_bytes(workbook() + b"newer")
    real = Path.replace

    def busy(self: Path, target: Path) -> Path:
        if Path(target).name == "weibao.xlam":
            raise PermissionError(13, "used by another process", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    with pytest.raises(InstallError, match="正被 Excel 占用。请关闭 Excel"):
        install(pc, built)
    assert list(pc.startup.iterdir()) == [pc.startup / "weibao.xlam"]
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "busy")))
    with pytest.raises(InstallError, match="正被 Excel 占用"):
        uninstall(pc)


def test_python_that_does_not_start_is_a_step_that_failed(pc: OfficePC, built: Path) -> None:
    pc.answer = lambda _: Ran(1, "Traceback\nModuleNotFoundError: No module named 'weibao'")
    step = install(pc, built)[-1]
    assert step.done is False
    assert "No module named 'weibao'" in step.text
    assert "addin doctor" in step.text
    assert pc.commands[-1][:3] == (str(pc.python), "-E", "-B")


def test_a_folder_name_outside_the_code_page_is_refused(pc: OfficePC, built: Path) -> None:
    pc.venv = pc.drive / "Ωмега😀"
    for name in (*places.dll_names(XLWINGS), "Scripts/python.exe"):
        pc.add_file(pc.venv / name)
    with pytest.raises(InstallError, match="代码页没有的字"):
        install(pc, built)
    assert not pc.settings.exists()


def test_a_damaged_note_is_said(pc: OfficePC, built: Path) -> None:
    install(pc, built)
    note = places.memory_path(pc)
    note.write_text("{", encoding="utf-8")
    for action in (lambda: uninstall(pc), lambda: install(pc, built)):
        with pytest.raises(InstallError, match=r"安装记录 .* 已损坏"):
            action()


def test_an_empty_folder_is_said(pc: OfficePC, tmp_path: Path) -> None:
    with pytest.raises(InstallError, match="addin build"):
        install(pc, tmp_path)


def test_on_another_system_excel_is_left_out_and_that_is_said(tmp_path: Path, built: Path) -> None:
    here = Elsewhere(tmp_path / "pc")
    before = snapshot(here)
    steps = install(here, built)
    assert [step.done for step in steps] == [None]
    assert "只能装在 Windows" in text(steps)
    assert "命令行" in text(steps)
    uninstall(here)
    assert snapshot(here) == before


# --- xlwings' own reading --------------------------------------------------------------------------------
def test_xlwings_reads_our_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    xlwings = pytest.importorskip("xlwings")
    from xlwings.utils import read_user_config

    path = tmp_path / "xlwings.conf"
    path.write_bytes(settings_file.put(b'"PYTHONPATH","a;b"\r\n', "INTERPRETER_WIN", b'"INTERPRETER_WIN","C:\\p.exe"'))
    monkeypatch.setattr(xlwings, "USER_CONFIG_FILE", str(path))
    assert read_user_config() == {"interpreter_win": "C:\\p.exe", "pythonpath": "a;b"}


def test_what_xlwings_bas_asks_for_is_what_we_set(tmp_path: Path) -> None:
    xlwings = pytest.importorskip("xlwings")
    source = (Path(xlwings.__file__).parent / "xlwings.bas").read_text(encoding="utf-8")
    assert f'GetConfig("{places.INTERPRETER}"' in source
    assert 'Environ("USERPROFILE") & "\\." & PROJECT_NAME & "\\" & PROJECT_NAME & ".conf"' in source
    assert "Input #iFileNum, sVarName, sVarValue" in source
    for name in places.dll_names(xlwings.__version__):
        assert f'"{name}"' in source
    assert 'LoadLibrary(ParentFolder(PYTHON_WIN) + "\\" + XLPyDLLName)' in source
    assert 'LoadLibrary(ParentFolder(ParentFolder(PYTHON_WIN)) + "\\" + XLPyDLLName)' in source


def test_the_version_is_read_from_workbooks_that_excel_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    xlwings = pytest.importorskip("xlwings")
    folder = Path(xlwings.__file__).parent
    for name in ("quickstart_standalone.xlsm", "addin/xlwings.xlam", "quickstart_addin_ribbon.xlam"):
        assert xlwings_version(folder / name) == xlwings.__version__
    assert xlwings_version(folder / "quickstart.xlsm") is None
    monkeypatch.setitem(sys.modules, "olefile", None)
    assert xlwings_version(folder / "quickstart_standalone.xlsm") == xlwings.__version__
    (tmp_path / "x.xlsm").write_bytes(b"no package")
    assert xlwings_version(tmp_path / "x.xlsm") is None
    assert xlwings_version(tmp_path / "missing.xlsm") is None


def test_damaged_projects_do_not_break_the_reader(tmp_path: Path) -> None:
    good = zipfile.ZipFile(Path(tmp_path / "a.xlam"), "w")
    with good:
        good.writestr("xl/vbaProject.bin", b"\x01\x05\xb0\x00Attribut\xff\xff\xff\xff")
    assert xlwings_version(tmp_path / "a.xlam") is None


# --- the registry --------------------------------------------------------------------------------------
class _Key(dict):  # type: ignore[type-arg]
    def __enter__(self) -> _Key:
        return self

    def __exit__(self, *_: object) -> None:
        return None


@pytest.fixture
def winreg(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[tuple[int, str], dict[str, object]]]:
    """A stand-in for Windows' module with two views; the content is filled by the test."""
    content: dict[tuple[int, str], dict[str, object]] = {}
    module = types.ModuleType("winreg")
    module.HKEY_CURRENT_USER, module.HKEY_LOCAL_MACHINE, module.HKEY_CLASSES_ROOT = "u", "m", "c"  # type: ignore[attr-defined]
    module.KEY_READ, module.KEY_WOW64_64KEY, module.KEY_WOW64_32KEY = 1, 0x100, 0x200  # type: ignore[attr-defined]

    def open_key(hive: str, key: str, reserved: int, access: int) -> _Key:
        assert (reserved, access & 1) == (0, 1)
        if (access & ~1, f"{hive}:{key}") not in content:
            raise FileNotFoundError(2, "no such key")
        return _Key(content[access & ~1, f"{hive}:{key}"])

    def below(key: _Key) -> list[str]:
        return [str(name) for name in key.get("<keys>", [])]

    def own(key: _Key) -> list[tuple[str, object]]:
        return [(name, value) for name, value in key.items() if name != "<keys>"]

    module.OpenKey = open_key  # type: ignore[attr-defined]
    module.QueryInfoKey = lambda key: (len(below(key)), len(own(key)), 0)  # type: ignore[attr-defined]
    module.EnumValue = lambda key, n: (*own(key)[n], 1)  # type: ignore[attr-defined]
    module.EnumKey = lambda key, n: below(key)[n]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "winreg", module)
    monkeypatch.setattr(sys, "platform", "win32")
    yield content
    monkeypatch.undo()


def test_both_views_of_the_registry_are_read_the_64_bit_one_first(
    winreg: dict[tuple[int, str], dict[str, object]],
) -> None:
    winreg[0x100, "m:SOFTWARE\\K"] = {"": "sixty-four", "Path": "C:\\a", "<keys>": ["A", "B"]}
    winreg[0x200, "m:SOFTWARE\\K"] = {"": "thirty-two", "Only": 7, "Unset": None, "<keys>": ["B", "C"]}
    system = System()
    assert system.value("HKLM\\SOFTWARE\\K") == "sixty-four"
    assert system.value("HKLM\\SOFTWARE\\K", "PATH") == "C:\\a"
    assert system.values("HKLM\\SOFTWARE\\K") == {"": "sixty-four", "Path": "C:\\a", "Only": 7}
    assert system.subkeys("HKLM\\SOFTWARE\\K") == ["A", "B", "C"]
    assert system.value("HKCU\\SOFTWARE\\K") is None
    assert system.ansi == "mbcs"


def test_this_computer(tmp_path: Path) -> None:
    system = System()
    assert system.run(system.python, "-c", "print('好')") == Ran(0, "好")
    assert system.run(tmp_path / "none").code == -1
    assert system.run(system.python, "-c", "import time; time.sleep(30)", timeout=0.5).code == -2
    assert system.installed("pytest") == pytest.__version__
    assert system.installed("no-such-thing-anywhere") is None
    assert system.package_file("no-such-thing-anywhere", "x") is None
    assert system.expand("%PATH%|%NO_SUCH_VARIABLE%") == f"{os.environ['PATH']}|%NO_SUCH_VARIABLE%"
    if sys.platform != "win32":
        assert system.values("HKLM\\SOFTWARE") == {}
    with pytest.raises(InstallError, match="NO_SUCH_VARIABLE"):
        system.folder("NO_SUCH_VARIABLE")
