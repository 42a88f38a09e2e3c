"""A click on the menu outside LibreOffice: the unattended desk, the busy sign, and where the command is looked for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from weibao.hosts.command import COMMAND, command_file
from weibao.hosts.desk import Desk
from weibao.hosts.libreoffice import menu
from weibao.hosts.libreoffice.desk import ANSWERS, DESK_LOG, QuietDesk, desk_of


class Frame:
    """A window without a workbook."""

    def getController(self) -> None:
        return None


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "desk"
    monkeypatch.setenv(DESK_LOG, str(path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return path


def test_a_desk_that_nobody_sits_at(log: Path, tmp_path: Path) -> None:
    desk: Desk = desk_of(None, None)
    assert isinstance(desk, QuietDesk)
    log.with_name(log.name + ANSWERS).write_text("第二轮\n\n", encoding="utf-8")
    desk.tell("完成")
    desk.tell("没有完成", error=True)
    assert [desk.ask("叫什么？", "第一轮"), desk.ask("哪天？"), desk.ask("还有？")] == ["第二轮", "", None]
    desk.open(tmp_path)
    with pytest.raises(FileNotFoundError):
        desk.open(tmp_path / "没有")
    desk.pause()
    assert log.read_text(encoding="utf-8").splitlines() == [
        "tell\t完成", "error\t没有完成", "ask\t叫什么？\t第一轮\t第二轮", "ask\t哪天？\t\t", "ask\t还有？\t\tNone",
        f"open\t{tmp_path}",
    ]  # fmt: skip


def test_without_a_workbook_the_handler_says_so(log: Path) -> None:
    menu.perform("collect", None, Frame())
    menu.perform("collect", None, None)
    told = log.read_text(encoding="utf-8")
    assert told.count("tell\t当前的工作簿不在创建文件夹里") == 2
    assert "error\t" not in told


def test_a_click_during_long_work_is_answered(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window lives meanwhile, so people click; and afterwards the menu works again."""
    ran: list[str] = []

    def handler(action: str, _book: Any, desk: Desk) -> None:
        ran.append(action)
        if action == "long":
            menu.perform("other", None, Frame())

    monkeypatch.setattr(menu.handlers, "run", handler)
    menu.perform("long", None, Frame())
    assert ran == ["long"]
    assert log.read_text(encoding="utf-8") == f"error\t{menu.BUSY}\n"
    menu.perform("other", None, Frame())
    assert ran == ["long", "other"]


@pytest.mark.parametrize("variable", ["APPDATA", "XDG_CONFIG_HOME"])
def test_the_command_may_be_written_down(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(COMMAND, "")  # so that it is taken away again at the end
    for name in ("APPDATA", "XDG_CONFIG_HOME", COMMAND):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(menu.handlers, "run", lambda *_: None)
    monkeypatch.setenv(variable, str(tmp_path / "设置"))
    menu.perform("x", None, Frame())
    assert COMMAND not in os.environ
    file = command_file(lambda name: os.environ.get(name, ""))
    assert file == tmp_path / "设置" / "weibao" / "command.txt"
    file.parent.mkdir(parents=True)
    file.write_text("\ufeffC:\\未保\\weibao.exe\r\n", encoding="utf-8")
    menu.perform("x", None, Frame())
    assert os.environ[COMMAND] == "C:\\未保\\weibao.exe"
    monkeypatch.setenv(COMMAND, "already told")
    menu.perform("x", None, Frame())
    assert os.environ[COMMAND] == "already told"
