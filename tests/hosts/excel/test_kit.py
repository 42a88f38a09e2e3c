"""The offline kit: the computed list, the calls of pip, the scripts' text, one real wheel, the sums."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from weibao.documents.kit_guide import guide
from weibao.hosts.excel import kit, kit_pins
from weibao.hosts.excel.kit_pins import PYTHONS, KitError, pins, wheel_requirements
from weibao.hosts.excel.kit_scripts import scripts
from weibao.hosts.excel.system import Ran, System

OWN = ("click>=8.5", "pandas>=2.2", 'xlwings>=0.33; extra == "excel"', 'pytest>=8; extra == "dev"')
NO_REGISTRY = re.compile("No matching distribution|Could not find a version|Connection|connection|Timeout|timed out")


def named(pinned: Iterable[str]) -> dict[str, str]:
    return dict(pin.split("==") for pin in pinned)


def a_wheel(path: Path, requirements: Iterable[str]) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        lines = [
            "Metadata-Version: 2.4",
            "Name: weibao",
            "Version: 0.1.0",
            *(f"Requires-Dist: {r}" for r in requirements),
        ]
        package.writestr("weibao-0.1.0.dist-info/METADATA", "\n".join(lines) + "\n\nText\n")
    return path


# --- the list ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("python", PYTHONS)
def test_what_an_office_pc_needs_is_computed_for_windows(python: str) -> None:
    pytest.importorskip("xlwings")
    found = named(pins(OWN, python))
    assert found["xlwings"] == metadata.version("xlwings")
    assert found["numpy"] == metadata.version("numpy")
    assert found["pywin32"] == kit_pins.WINDOWS_ONLY["pywin32"]
    assert "tzdata" in found
    assert not {"pytest", "psutil", "appscript", "weibao", "pip"} & set(found)
    assert list(found) == sorted(found)


def test_our_own_requirements_are_all_there_and_satisfied() -> None:
    pytest.importorskip("xlwings")
    own = metadata.requires("weibao") or []
    found = named(pins(own, "3.12"))
    for text in own:
        requirement = Requirement(text)
        extra = {**kit_pins.environment("3.12"), "extra": "excel"}
        if requirement.marker is None or requirement.marker.evaluate(extra):
            assert requirement.specifier.contains(found[canonicalize_name(requirement.name)], prereleases=True)


def test_conditions_are_judged_for_windows_and_the_python_asked_about() -> None:
    texts = (
        'colorama; sys_platform == "win32"', 'nothing-there; sys_platform == "linux"',
        'nothing-there; python_version < "3.12"', 'nothing-there; platform_machine == "x86_64"',
    )  # fmt: skip
    assert pins(texts, "3.13") == ("colorama==0.4.6",)
    with pytest.raises(KitError, match=r"weibao 在 Windows 上需要 nothing-there.*WINDOWS_ONLY"):
        pins(texts, "3.11")


def test_extras_of_other_packages_are_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {
        "a": ['b[more]; extra == "x"', "c"],
        "b": ['d; extra == "more"', 'e; extra == "none"'],
        "c": [],
        "d": ["a"],
    }
    monkeypatch.setattr(metadata, "version", lambda name: {"a": "1", "b": "2", "c": "3", "d": "4"}[name])
    monkeypatch.setattr(metadata, "requires", lambda name: known[name])
    assert pins(["a[x]"], "3.12") == ("a==1", "b==2", "c==3", "d==4")
    assert pins(["a"], "3.12") == ("a==1", "c==3")
    with pytest.raises(KitError, match=r"weibao 需要 a<1，而这里的 a 是 1。"):
        pins(["a<1"], "3.12")


def test_the_requirements_are_those_of_the_wheel_itself(tmp_path: Path) -> None:
    assert wheel_requirements(a_wheel(tmp_path / "w.whl", OWN)) == OWN
    (tmp_path / "broken.whl").write_bytes(b"PK")
    with pytest.raises(KitError, match="不是完好的 wheel"):
        wheel_requirements(tmp_path / "broken.whl")


# --- the calls -----------------------------------------------------------------------------------------
class Recorder(System):
    """Writes down what would be run; a wheel of weibao appears when one is built."""

    def __init__(self, requirements: tuple[str, ...] = ("colorama", "click>=8.5"), code: int = 0) -> None:
        self.commands: list[list[str]] = []
        self.requirements, self.code = requirements, code

    def run(self, *command: str | Path, timeout: float = 60) -> Ran:
        parts = [str(part) for part in command]
        self.commands.append(parts)
        folder = Path(parts[parts.index("--outdir" if "build" in parts else "--dest") + 1])
        if "build" in parts:
            a_wheel(folder / "weibao-0.1.0-py3-none-any.whl", self.requirements)
        elif not self.code:
            for pin in parts[parts.index(str(folder)) + 1 :]:
                (folder / f"{pin.replace('==', '-')}-py3-none-any.whl").write_bytes(b"")
        return Ran(self.code if "pip" in parts else 0, "ERROR: no network")


def add_in(folder: Path) -> None:
    (folder / "weibao.xlam").write_bytes(b"xlam")
    (folder / "weibao.oxt").write_bytes(b"oxt")


def test_the_kit_is_complete_and_its_sums_hold(tmp_path: Path) -> None:
    system, out = Recorder(), tmp_path / "离线 安装包"
    files = kit.build_kit(out, add_in, system)
    click = f"click-{metadata.version('click')}-py3-none-any.whl"
    assert [path.relative_to(out).as_posix() for path in files] == [
        "addin/weibao.oxt", "addin/weibao.xlam", "install.cmd", "uninstall.cmd", "weibao.cmd", f"wheels/{click}",
        "wheels/colorama-0.4.6-py3-none-any.whl", "wheels/weibao-0.1.0-py3-none-any.whl", "安装说明.docx", "SHA256SUMS",
    ]  # fmt: skip
    lines = (out / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(files) - 1
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest


def test_pip_is_asked_for_windows_wheels_of_exactly_these_versions(tmp_path: Path) -> None:
    system = Recorder()
    kit.build_kit(tmp_path / "kit", add_in, system)
    build, *downloads = system.commands
    assert build[1:5] == ["-m", "build", "--wheel", "--no-isolation"]
    assert (Path(build[-1]) / "pyproject.toml").is_file()
    assert len(downloads) == len(PYTHONS) == 3
    wheels = str(tmp_path / "kit" / "wheels")
    for python, command in zip(PYTHONS, downloads, strict=True):
        assert command == [
            str(system.python), "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input",
            "--only-binary=:all:", "--platform", "win_amd64", "--python-version", python, "--implementation", "cp",
            "--no-deps", "--dest", wheels, f"click=={metadata.version('click')}", "colorama==0.4.6",
        ]  # fmt: skip
        assert not [part for part in command if "://" in part or "index" in part]


def test_an_earlier_kit_is_brought_up_to_date_and_strangers_are_kept_out(tmp_path: Path) -> None:
    out = tmp_path / "kit"
    kit.build_kit(out, add_in, Recorder())
    first = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    for name in ("click-1.0-py3-none-any.whl", "requests-2.0-py3-none-any.whl", "notes.txt"):
        (out / "wheels" / name).write_bytes(b"old")
    (out / "install.cmd").write_bytes(b"old")
    kit.build_kit(out, add_in, Recorder())
    again = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    own = {path for path in again if path.name.startswith("weibao-") or path.name == "SHA256SUMS"}
    assert again.keys() == first.keys()
    assert all(again[path] == first[path] for path in again if path not in own)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(KitError, match="换一个空文件夹"):
        kit.build_kit(tmp_path / "full", add_in, Recorder())


def test_what_went_wrong_is_passed_on_and_the_next_run_goes_on(tmp_path: Path) -> None:
    out = tmp_path / "kit"
    with pytest.raises(
        KitError, match=r"没有得到Python 3\.11 的 Windows 安装包(.|\n)*no network(.|\n)*已下载的不会再下载"
    ):
        kit.build_kit(out, add_in, Recorder(code=1))
    kit.build_kit(out, add_in, Recorder())


def test_outside_a_checkout_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit.weibao, "__file__", str(tmp_path / "a" / "b" / "weibao" / "__init__.py"))
    with pytest.raises(KitError, match="源码文件夹"):
        kit.build_kit(tmp_path / "kit", add_in, Recorder())


def test_a_wrong_call_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert kit.main([]) == 2
    assert "用法：python -m weibao.hosts.excel.kit 文件夹" in capsys.readouterr().err


def test_one_wheel_for_windows_is_really_downloaded(tmp_path: Path) -> None:
    version = metadata.version("markupsafe")
    system = System()
    for python in PYTHONS[:2]:
        ran = system.run(*kit.download_command(system, python, [f"markupsafe=={version}"], tmp_path), timeout=120)
        if ran.code and NO_REGISTRY.search(ran.output):
            pytest.skip("no package registry answers here")
        assert ran.code == 0, ran.output
    names = [path.name for path in sorted(tmp_path.iterdir())]
    assert names == [
        f"markupsafe-{version}-cp{p.replace('.', '')}-cp{p.replace('.', '')}-win_amd64.whl" for p in PYTHONS[:2]
    ]
    with zipfile.ZipFile(tmp_path / names[0]) as package:
        assert any(name.endswith(".cp311-win_amd64.pyd") for name in package.namelist())


# --- the scripts ---------------------------------------------------------------------------------------
TEXTS = {name: content.decode("gbk") for name, content in scripts().items()}
# What the command interpreter takes for its own signs.
SIGNS = set(b'^&|<>%"!()=@,;\\`~{}[]')


@pytest.mark.parametrize("name", TEXTS)
def test_scripts_are_safe_in_any_code_page(name: str) -> None:
    content = scripts()[name]
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert content.endswith(b"\r\n")
    assert not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe"))
    lines = TEXTS[name].splitlines()
    chinese = [line for line in lines if not line.isascii()]
    assert all(line.startswith("echo ") for line in chinese)
    if chinese:
        assert lines.index("chcp 936 >nul 2>nul") < lines.index(chinese[0])
        assert "chcp %OLDCP% >nul" in TEXTS[name]
    for character in "".join(chinese):
        if not character.isascii():
            assert not SIGNS & set(character.encode("gbk")[1:]), character
    for line in chinese:
        # Nothing that would redirect or chain in the midst of a message.
        assert not re.search(r"[<>|&^]", line), line


@pytest.mark.parametrize("name", TEXTS)
def test_paths_are_quoted_and_labels_exist(name: str) -> None:
    text = TEXTS[name]
    labels = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    assert set(re.findall(r"(?:goto|call) :?(\w+)", text)) <= labels
    for line in text.splitlines():
        if line.startswith(("echo", "rem")):
            continue
        bare = re.sub(r'"[^"]*"', "", line.removeprefix('set "PIP=').removeprefix("set "))
        # %PIP% and %PY% hold their own quotation marks.
        assert not re.search(r"%(KIT|BASE|VENV|LOCALAPPDATA|USERPROFILE|PATH)%|%~", bare), line
    assert "errorlevel 1" not in text.lower()
    for call in re.findall(r"^(?:%PIP%|%PY% -m|\"%VENV%[^\n]*-m) [^\n]*\r?\n([^\n]*)", text, re.MULTILINE):
        assert '"%ERRORLEVEL%"=="0" goto' in call


def test_install_cmd_takes_nothing_from_the_network_and_serves_the_kits_pythons() -> None:
    text = TEXTS["install.cmd"]
    calls = [line for line in text.splitlines() if line.startswith("%PIP%")]
    assert len(calls) == 2
    assert all('--find-links "%KIT%wheels"' in call for call in calls)
    assert "-m pip install -q --disable-pip-version-check --no-index" in text
    assert "for %%v in (3.13 3.12 3.11) do call :try py -%%v" in text
    assert 'addin install --from "%KIT%addin"' in text
    assert "http" not in text
    condition = re.search(r"sys\.exit\(not \((.*)\)\)", text)
    assert condition
    for version, wanted in (((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False)):
        fake = type("sys", (), {"maxsize": 2**63 - 1, "version_info": (*version, 1)})
        assert eval(condition[1], {"sys": fake}) is wanted  # noqa: S307
    fake = type("sys", (), {"maxsize": 2**31 - 1, "version_info": (3, 12, 1)})
    assert eval(condition[1], {"sys": fake}) is False  # noqa: S307
    done = subprocess.run([sys.executable, "-c", re.search(r'"TEST=(.*)"', text)[1]], check=False)  # type: ignore[index]
    assert done.returncode == int(not "3.11" <= "{}.{}".format(*sys.version_info[:2]) <= "3.13")


def test_every_way_out_says_in_chinese_what_happened() -> None:
    for name in ("install.cmd", "uninstall.cmd"):
        blocks = re.split(r"^goto end\r?\n", TEXTS[name].split("\n:try")[0], flags=re.MULTILINE)
        assert all(re.search(r"^echo .*[\u4e00-\u9fff]", block, re.MULTILINE) for block in blocks if block.strip())


# --- the guide -----------------------------------------------------------------------------------------
def test_the_guide_names_what_the_kit_holds() -> None:
    import io

    import docx

    assert guide() == guide()
    document = docx.Document(io.BytesIO(guide()))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*paragraphs, *cells])
    assert "{" not in text
    for name in (*scripts(), kit.SUMS, "weibao addin doctor", "weibao.xlam", "INTERPRETER_WIN"):
        assert name in text, name
    assert "全部装好" in text
    assert "全部装好" in TEXTS["install.cmd"]
