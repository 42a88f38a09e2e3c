"""`weibao addin`: what is printed, and the exit codes."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hosts.excel.office_pc import OfficePC, blocked, workbook
from weibao.hosts.excel import system as system_module


@pytest.fixture
def pc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OfficePC:
    """The commands see a simulated office PC."""
    pc = OfficePC(tmp_path / "pc")
    monkeypatch.setattr(system_module, "System", lambda: pc)
    return pc


@pytest.fixture
def builder(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The builder of the files, replaced: it writes a small add-in; the folders that it was given."""
    folders: list[Path] = []

    def build(out: Path) -> list[Path]:
        folders.append(out)
        out.mkdir(parents=True, exist_ok=True)
        (out / "weibao.xlam").write_bytes(workbook())
        return [out / "weibao.xlam"]

    module = types.ModuleType("weibao.hosts.build")
    module.build = build  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "weibao.hosts.build", module)
    return folders


Run = Callable[..., Any]


def test_the_group_is_listed_and_lists_its_commands(weibao: Run) -> None:
    assert "addin" in weibao("--help").out
    text = weibao("addin", "--help").out
    for name in ("build", "install", "uninstall", "doctor"):
        assert f"  {name} " in text


def test_build_says_what_it_wrote(weibao: Run, builder: list[Path], tmp_path: Path) -> None:
    outcome = weibao("addin", "build", "--out", tmp_path / "出")
    assert (outcome.code, builder) == (0, [tmp_path / "出"])
    folder, line, *_ = outcome.out.splitlines()
    assert folder == f"已生成到文件夹：{tmp_path / '出'}"
    assert line.split() == ["weibao.xlam（1", "KB）"]


def test_build_names_the_whole_folder_where_none_was_given(
    weibao: Run, builder: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = weibao("addin", "build")
    assert outcome.out.startswith(f"已生成到文件夹：{tmp_path}\n")


def test_install_builds_and_installs_and_uninstall_takes_away(weibao: Run, builder: list[Path], pc: OfficePC) -> None:
    outcome = weibao("addin", "install")
    assert outcome.code == 0
    assert "完成：已装好加载项" in outcome.out
    assert (pc.startup / "weibao.xlam").is_file()
    assert len(builder) == 1
    assert not builder[0].exists()
    assert "说明：加载项已是最新" in weibao("addin", "install").out
    outcome = weibao("addin", "uninstall")
    assert outcome.code == 0
    assert "完成：已卸掉加载项" in outcome.out
    assert not (pc.startup / "weibao.xlam").exists()


def test_install_takes_files_that_are_built_already(
    weibao: Run, builder: list[Path], pc: OfficePC, tmp_path: Path
) -> None:
    (tmp_path / "weibao.xlam").write_bytes(workbook())
    assert weibao("addin", "install", "--from", tmp_path).code == 0
    assert builder == []
    assert (pc.startup / "weibao.xlam").is_file()


def test_a_step_that_failed_and_a_thing_in_the_way(weibao: Run, builder: list[Path], pc: OfficePC) -> None:
    pc.answer = blocked
    outcome = weibao("addin", "install")
    assert outcome.code == 1
    assert "没有成功：试着启动 Python" in outcome.out
    pc.packages.clear()
    outcome = weibao("addin", "install")
    assert outcome.code == 2
    assert outcome.err.startswith("未能完成：这个 Python")


def test_doctor_in_words_and_as_json(weibao: Run, builder: list[Path], pc: OfficePC, tmp_path: Path) -> None:
    (tmp_path / "核定台账.xlsx").write_bytes(workbook(None, ribbon=False))
    outcome = weibao("addin", "doctor", tmp_path)
    assert outcome.code == 1
    assert "【有问题】加载项：没有安装" in outcome.out
    assert "    怎么办：请运行 weibao addin install。" in outcome.out
    assert "核定台账.xlsx 不带宏" in outcome.out
    weibao("addin", "install")
    outcome = weibao("addin", "doctor", "--json")
    data = outcome.json
    assert (outcome.code, data["schema"], data["ok"]) == (0, "weibao.doctor/1", True)
    assert {check["state"] for check in data["checks"]} <= {"ok", "warning", "problem", "unknown"}
    assert len(data["checks"]) == 13
