"""The built wheel, in an empty environment, from another folder: what a user who never saw the checkout gets."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel")]


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


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


def test_the_demo_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "空环境"
    run(sys.executable, "-m", "venv", environment, cwd=tmp_path)
    python = environment / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=tmp_path)
    run(python, "-m", "weibao", "demo", "演示", cwd=tmp_path)
    printed = run(python, "-m", "weibao", "score", "演示", "--as-of", "2023-10-09", "--json", cwd=tmp_path)
    score = json.loads(printed)
    assert len(score["indicators"]) == 68
    assert len([unit for unit in score["units"] if unit["returned"]]) >= 45
    assert (tmp_path / "演示" / "总台账.xlsx").stat().st_size > 10_000
    assert list((tmp_path / "演示" / "文书").rglob("*.docx"))
    assert (tmp_path / "演示" / "图表" / "各项目得分.png").stat().st_size > 10_000
