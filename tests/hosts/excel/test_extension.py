"""The extension as install and the doctor see it: on a simulated office PC, and in a real LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from hosts.excel.office_pc import Elsewhere, OfficePC, workbook
from weibao import __version__
from weibao.functions.registry import FUNCTIONS
from weibao.hosts.actions import actions
from weibao.hosts.command import command_file
from weibao.hosts.excel import extension
from weibao.hosts.excel.extension_state import standing
from weibao.hosts.excel.install import install, uninstall
from weibao.hosts.excel.report import State
from weibao.hosts.excel.system import Ran
from weibao.hosts.libreoffice import build
from weibao.hosts.libreoffice.build import READ_BY_OFFICE, build_oxt, own_files

LOCKED = (
    "ERROR: unopkg cannot be started. The lock file indicates it is already running. If this does not apply, "
    "delete the lock file at:\n{}"
)


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


class Deployed:
    """A LibreOffice that has the extension, and what its `unopkg list` prints."""

    def __init__(self, folder: Path, files: dict[str, bytes]) -> None:
        self.pc = Elsewhere(folder)
        self.pc.environment["XDG_CONFIG_HOME"] = str(folder / "config")
        self.pc.programs["unopkg"] = Path("/usr/bin/unopkg")
        self.url = "uno_packages/lu1.tmp_/weibao.oxt"
        self.files = folder / "config" / "libreoffice" / "4" / "user" / "uno_packages" / "cache" / self.url
        for name, data in files.items():
            self.pc.add_file(self.files / name, data)
        self.version, self.registered = __version__, dict.fromkeys(READ_BY_OFFICE, "yes")
        self.pc.answer = lambda _: Ran(0, self.listed())

    def listed(self) -> str:
        base = f"vnd.sun.star.expand:$UNO_USER_PACKAGES_CACHE/{self.url}"
        lines = [
            "All deployed user extensions:", "", "Identifier: org.weibao.calc.other", "  Version: 9", "",
            "Identifier: org.weibao.calc", f"  Version: {self.version}", f"  URL: {base}", "  is registered: yes",
        ]  # fmt: skip
        for name, answer in self.registered.items():
            lines += [f"      URL: {base}/{name}", f"      is registered: {answer}", ""]
        return "\n".join([*lines, "Identifier: org.another", "  Version: 3"])


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """What the extension holds: a second's work, of which these tests look at the result only."""
    return own_files(FUNCTIONS, actions())


@pytest.fixture
def deployed(files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Deployed:
    monkeypatch.setattr(build, "own_files", lambda *_: dict(files))
    return Deployed(tmp_path, files)


# --- how it stands ---------------------------------------------------------------------------------------
def test_an_extension_in_order(deployed: Deployed) -> None:
    assert standing(deployed.pc) == (State.OK, "扩展已装，文件齐全", "")


def test_another_extension_is_not_ours(deployed: Deployed) -> None:
    deployed.pc.answer = lambda _: Ran(0, "Identifier: org.weibao.calc.other\n  Version: 0.1.0")
    found = standing(deployed.pc)
    assert (found.state, found.text) == (State.OK, "扩展没有装")
    assert "addin install" in found.remedy


@pytest.mark.parametrize("name", [*READ_BY_OFFICE, "pythonpath/weibao/functions/registry.py"])
def test_a_file_is_missing(deployed: Deployed, name: str) -> None:
    (deployed.files / name).unlink()
    found = standing(deployed.pc)
    assert found.state is State.PROBLEM
    assert found.text == f"扩展没有装完整：缺 {name}"
    assert "addin install" in found.remedy


def test_many_missing_files_are_counted(deployed: Deployed) -> None:
    shutil.rmtree(deployed.files)
    text = standing(deployed.pc).text
    assert text.startswith("扩展没有装完整：缺 Addons.xcu、CalcAddIns.xcu、Jobs.xcu 等 ")


@pytest.mark.parametrize("answer", ["no", None])
@pytest.mark.parametrize("name", READ_BY_OFFICE)
def test_a_part_is_not_registered(deployed: Deployed, name: str, answer: str | None) -> None:
    if answer:
        deployed.registered[name] = answer
    else:
        del deployed.registered[name]
    found = standing(deployed.pc)
    assert found.state is State.PROBLEM
    assert found.text == f"扩展在 LibreOffice 里没有登记好：{name}"
    assert "扩展管理器" in found.remedy


def test_an_older_version_and_older_files_of_the_same(deployed: Deployed) -> None:
    changed = deployed.files / "pythonpath/weibao/functions/cells.py"
    changed.write_bytes(changed.read_bytes() + b"\n")
    found = standing(deployed.pc)
    assert found.state is State.WARNING
    assert found.text == "扩展是旧版本（和这里的 weibao 不同的有 pythonpath/weibao/functions/cells.py）"
    assert "重新运行 weibao addin install" in found.remedy
    deployed.version = "0.0.9"
    changed.unlink()  # it may not have had the file
    found = standing(deployed.pc)
    assert (found.state, found.text) == (State.WARNING, f"扩展是旧版本（装着的是 0.0.9，weibao 是 {__version__}）")


def test_a_profile_that_somebody_moved(deployed: Deployed) -> None:
    deployed.pc.environment["XDG_CONFIG_HOME"] = str(deployed.files)
    assert "没有核对" in standing(deployed.pc).text
    deployed.registered["component.py"] = "no"
    assert standing(deployed.pc).state is State.PROBLEM


def test_a_lock_hides_how_it_stands(deployed: Deployed) -> None:
    deployed.pc.answer = lambda _: Ran(1, LOCKED.format("/users/zhang/.config/libreoffice/4/.lock"))
    found = standing(deployed.pc)
    assert found.state is State.UNKNOWN
    assert "/users/zhang/.config/libreoffice/4/.lock" in found.remedy


# --- why unopkg fails ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("output", "said"),
    [
        (
            "ERROR: Exception occurred: Bad Zip File, stream data looks to be broken at ./package/ZipFile.cxx:116"
            " at ./ucb/source/pkgprovider.cxx:240\n\nERROR: unopkg failed.",
            "Bad Zip File, stream data looks to be broken",
        ),
        (
            "Warning: failed to read path from javaldx\n"
            "ERROR: Exception occurred: <class 'SyntaxError'>: invalid syntax (component.py, line 10), "
            'traceback follows\n  File "pythonloader.py", line 147\n    mod = x\n\n'
            "ERROR: unopkg failed.",
            "<class 'SyntaxError'>: invalid syntax (component.py, line 10)",
        ),
        ("ERROR: one.\nERROR: two", "one；two"),
    ],
)  # fmt: skip
def test_the_lines_that_tell_why(output: str, said: str) -> None:
    told = extension.failure(Ran(1, output))
    assert f"报告：“{said}”。" in told
    assert "关闭 LibreOffice" in told


def test_no_word_from_unopkg() -> None:
    assert "退出码 7" in extension.failure(Ran(7, ""))
    assert "退出码 1" in extension.failure(Ran(1, "ERROR: unopkg failed."))


@pytest.mark.parametrize("lock", ["/users/zhang/.config/libreoffice/4/.lock", r"C:\Users\张\LibreOffice\4\.lock"])
@pytest.mark.parametrize(
    "sentence", [LOCKED, "错误：无法启动 unopkg。如果不是这样，请删除以下位置的锁定文件：\r\n{}\r\n"]
)
def test_a_lock_file_is_named_in_any_language(lock: str, sentence: str) -> None:
    told = extension.failure(Ran(1, sentence.format(lock)))
    assert f"请删除锁文件 {lock}，" in told
    assert "快速启动" in told
    assert "ERROR" not in told


def test_unopkg_is_asked_as_the_user_and_its_word_is_passed_on(pc: OfficePC, built: Path) -> None:
    (built / "weibao.oxt").write_bytes(b"oxt")
    assert "没有找到 LibreOffice" in install(pc, built)[-1].text
    folder = pc.drive / "LibreOffice" / "program"
    unopkg = pc.add_file(folder / "unopkg.com")
    pc.set(r"HKLM\SOFTWARE\LibreOffice\UNO\InstallPath", "", str(folder))
    step = install(pc, built)[-1]
    assert step.done
    assert pc.commands[-1] == (str(unopkg), "add", "-f", "-s", str(built / "weibao.oxt"))
    pc.answer = lambda command: Ran(1, "x\nERROR: unopkg cannot be started.") if "add" in command else Ran(0, "")
    step = install(pc, built)[-1]
    assert step.done is False
    assert "unopkg cannot be started" in step.text
    assert "关闭 LibreOffice" in step.text
    assert "没有装这个扩展" in uninstall(pc)[-1].text
    pc.answer = lambda _: Ran(0, "Identifier: org.weibao.calc")
    assert uninstall(pc)[-1].done
    assert pc.commands[-1] == (str(unopkg), "remove", "org.weibao.calc")


def test_one_that_lost_files_is_taken_away_first(pc: OfficePC, built: Path) -> None:
    """`unopkg` refuses to put anything over it."""
    (built / "weibao.oxt").write_bytes(workbook())
    pc.set(r"HKLM\SOFTWARE\LibreOffice\UNO\InstallPath", "", str(pc.drive / "LibreOffice"))
    pc.add_file(pc.drive / "LibreOffice" / "unopkg.com")

    def answer(command: tuple[str, ...]) -> Ran:
        removed = any("remove" in earlier for earlier in pc.commands)
        return Ran(1, "ERROR: while enabling: component.py") if "add" in command and not removed else Ran(0, "")

    pc.answer = answer
    assert install(pc, built)[-1].done
    # Not for a locked one, nor for a package that is none: the old one stays.
    for output, package in (LOCKED.format("/x/.lock"), workbook()), ("ERROR: Bad Zip File", b"x"):
        pc.commands.clear()
        (built / "weibao.oxt").write_bytes(package)
        pc.answer = lambda command, output=output: Ran(int("add" in command), output)  # type: ignore[misc]
        assert install(pc, built)[-1].done is False
        assert not any("remove" in command for command in pc.commands)


def test_libreoffice_is_told_where_the_command_is(pc: OfficePC, built: Path) -> None:
    """Its own Python has no weibao, and a program started from the menu no search path."""
    (built / "weibao.oxt").write_bytes(b"oxt")
    pc.set(r"HKLM\SOFTWARE\LibreOffice\UNO\InstallPath", "", str(pc.drive / "LibreOffice"))
    pc.add_file(pc.drive / "LibreOffice" / "unopkg.com")
    command = pc.add_file(pc.python.with_name("weibao.exe"))
    told = command_file(pc.env)
    assert install(pc, built)[-1].done
    assert told.read_text(encoding="utf-8").strip() == str(command)
    uninstall(pc)
    assert not told.exists()


def test_root_is_told_to_come_back_as_the_user(tmp_path: Path, built: Path) -> None:
    class Root(Elsewhere):
        @property
        def root(self) -> bool:
            return True

    (built / "weibao.oxt").write_bytes(b"oxt")
    here = Root(tmp_path / "pc")
    here.programs["unopkg"] = Path("/usr/bin/unopkg")
    step = install(here, built)[-1]
    assert step.done is False
    assert "平常使用 LibreOffice 的账号" in step.text
    assert here.commands == []


# --- a real LibreOffice ----------------------------------------------------------------------------------
_AS_A_USER = """
import sys
from pathlib import Path
from weibao.hosts.excel import extension
from weibao.hosts.excel.extension_state import standing
from weibao.hosts.excel.system import System

system, package = System(), Path(sys.argv[1])
lock = extension.profile(system) / ".lock"

def show(text):
    print(text.replace("\\n", " "), flush=True)

show(extension.remove(system).text)
show(standing(system).text)
show(extension.add(system, package).text)
show(extension.add(system, package).text)
show(standing(system).text)
[files] = (extension.profile(system) / "user/uno_packages/cache/uno_packages").glob("*/weibao.oxt")
(files / "pythonpath/weibao/functions/cells.py").write_text("old")
show(standing(system).text)
(files / "component.py").unlink()
show(standing(system).text)
show(extension.add(system, package).text)
show(standing(system).text)
lock.touch()
show(extension.add(system, package).text)
show(standing(system).remedy)
lock.unlink()
show(str(lock))
package.write_text("x")
show(extension.add(system, package).text)
show(extension.remove(system).text)
show(standing(system).text)
"""


@pytest.mark.office
@pytest.mark.xdist_group("office")
@pytest.mark.skipif(not shutil.which("unopkg"), reason="LibreOffice is not installed")
def test_a_real_libreoffice_takes_the_extension_and_gives_it_back() -> None:
    import weibao

    prefix = []
    if os.geteuid() == 0:
        if not (setpriv := shutil.which("setpriv")):
            pytest.skip("unopkg refuses to run as root, and there is no setpriv to become somebody else")
        prefix = [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"]
    with tempfile.TemporaryDirectory(prefix="weibao-home-", ignore_cleanup_errors=True) as home:
        package = Path(home, "weibao.oxt")
        package.write_bytes(build_oxt(FUNCTIONS, actions()))
        for path in (Path(home), package):
            path.chmod(0o777)
        environment = {
            **os.environ, "HOME": home, "XDG_CONFIG_HOME": f"{home}/.config", "XDG_CACHE_HOME": f"{home}/.cache",
            "PYTHONPATH": str(Path(weibao.__file__).parent.parent), "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        done = subprocess.run(
            [*prefix, sys.executable, "-c", _AS_A_USER, str(package)],
            cwd=home, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=300,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (
        nothing, none, added, again, whole, old, half, mended, whole_again, locked, unlock, lock, bad, removed, gone,
    ) = done.stdout.splitlines()  # fmt: skip
    assert "没有装这个扩展" in nothing
    assert none == gone == "扩展没有装"
    assert added == again == mended
    assert "已给 LibreOffice 装上扩展" in added
    assert whole == whole_again == "扩展已装，文件齐全"
    assert old.startswith("扩展是旧版本")
    assert half == "扩展没有装完整：缺 component.py"
    assert f"请删除锁文件 {lock}，" in locked
    assert f"请删除锁文件 {lock}，" in unlock
    assert "Zip" in bad
    assert "卸掉扩展" in removed
