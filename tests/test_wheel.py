"""The built wheel, in an empty environment, from another folder: what a user who never saw the checkout gets."""

from __future__ import annotations

import email
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent

pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel")]


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


Parts = dict[str, Distribution]


def needed(declared: Iterable[str], extras: Iterable[str] = ("",), found: Parts | None = None) -> Parts:
    """What a wheel that declares this needs, and what that needs in turn, as it is installed here."""
    found = {} if found is None else found
    for requirement in map(Requirement, declared):
        if requirement.marker and not any(requirement.marker.evaluate({"extra": extra}) for extra in extras):
            continue
        part = distribution(requirement.name)
        assert requirement.specifier.contains(part.version, prereleases=True), str(requirement)
        if (name := f"{part.name} {sorted(requirement.extras)}") not in found:
            found[name] = part
            needed(part.requires or (), ("", *requirement.extras), found)
    return found


def put_in(folder: Path, parts: Parts) -> None:
    """The files of all these at a second place, as an index would bring them; their scripts are left out."""
    files = {file: part.locate_file(file) for part in parts.values() for file in part.files or ()}
    for file, source in files.items():
        if ".." not in file.parts and Path(str(source)).is_file():
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            _link(Path(str(source)), target)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # on another disk
        shutil.copy2(source, target)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", out, ROOT, cwd=out)
    return next(out.glob("*.whl"))


def test_the_wheel_carries_rules_templates_and_fonts(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "weibao/rulebook/rugao_2023/source.txt",
        "weibao/rulebook/rugao_2023/indicators/01_organisation.toml",
        "weibao/rulebook/calendar/cn.toml",
        "weibao/_data/templates/supervision_notice.docx",
        "weibao/_data/README.md",
        "weibao/charts/fonts/OFL.txt",
        "weibao/py.typed",
    ):
        assert part in names
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests/")]


def test_a_campaign_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    """Rulebook, macros, templates and fonts are found: from a new folder to notices and charts, for two units."""
    environment, root = tmp_path / "空环境", tmp_path / "创建"
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=tmp_path)
    python = environment / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    # Only what the wheel declares is there. An index would bring the same files, a minute later.
    package = zipfile.ZipFile(wheel)
    declared = next(package.read(name) for name in package.namelist() if name.endswith(".dist-info/METADATA"))
    places = {"base": str(environment), "platbase": str(environment)}
    installed = Path(sysconfig.get_path("platlib", vars=places, scheme="venv"))
    put_in(installed, needed(email.message_from_bytes(declared).get_all("Requires-Dist") or ()))
    install = ("install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-compile", wheel)
    run(sys.executable, "-m", "pip", "--python", python, *install, cwd=tmp_path)

    def weibao(*arguments: str | Path) -> str:
        return run(python, "-m", "weibao", *arguments, cwd=tmp_path)

    weibao("new", "创建", "--as-of", "2023-09-01")
    assert "xl/vbaProject.bin" in zipfile.ZipFile(root / "核定台账.xlsm").namelist()
    weibao("issue", "创建", "--unit", "市教育局", "--unit", "东陈镇", "--as-of", "2023-09-01")
    issued = sorted((root / "下发" / "第1轮").glob("*.xlsx"))
    for path in issued:
        shutil.copy(path, root / "回收" / "第1轮")
    weibao("regenerate", "创建", "--as-of", "2023-10-09")
    score = json.loads(weibao("score", "创建", "--as-of", "2023-10-09", "--json"))
    assert len(score["indicators"]) == 68
    assert len([unit for unit in score["units"] if unit["returned"]]) == len(issued) == 2
    assert (root / "总台账.xlsx").stat().st_size > 10_000
    assert list((root / "文书").rglob("*.docx"))
    assert (root / "图表" / "各项目得分.png").stat().st_size > 10_000
