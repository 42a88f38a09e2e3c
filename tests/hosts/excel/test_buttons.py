"""`python -m weibao.hosts.excel.buttons`: finding the workbook, speaking through Windows. Windows itself is played."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings

from hosts.fake_excel import App, Running
from weibao.campaign.folder import Campaign
from weibao.errors import WeibaoError
from weibao.hosts import messages
from weibao.hosts.excel import buttons, desk

Boxes = list[tuple[int, str, int]]


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> Boxes:
    """The message boxes that were shown: owner, text, flags."""
    shown: Boxes = []
    user32 = SimpleNamespace(MessageBoxW=lambda owner, text, _title, flags: shown.append((owner, text, flags)))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    return shown


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    paths: list[Path] = []
    monkeypatch.setattr(os, "startfile", paths.append, raising=False)
    return paths


@pytest.fixture
def excel(demo: Path, monkeypatch: pytest.MonkeyPatch) -> App:
    return App(demo / "总台账.xlsx", Campaign.open(demo).ledger).run(monkeypatch)


def test_a_button_from_the_ribbon_to_the_folder(demo: Path, excel: App, boxes: Boxes, opened: list[Path]) -> None:
    ledger = Campaign.open(demo).ledger
    assert buttons.main(["charts", str(ledger), "4711"]) == 0
    [(owner, text, flags)] = boxes
    assert "图已画好" in text
    assert (owner, flags & 0xF0) == (excel.hwnd, 0x40)
    assert opened == [demo / "图表"]
    assert any("未保：" in str(item) for item in excel.shown)
    assert excel.shown[-1] is False


def test_an_error_of_ours_has_the_other_icon(
    demo: Path, excel: App, boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_result: object) -> str:
        raise ZeroDivisionError("mistake")

    monkeypatch.setattr(messages, "missing", fail)
    for action in ("missing", "dance"):
        buttons.main([action, str(demo / "总台账.xlsx")])
    assert [("程序内部出错" in text, flags & 0xF0) for _, text, flags in boxes] == [(True, 0x30), (False, 0x40)]
    assert "没有“dance”这个按钮" in boxes[1][1]


def test_the_workbook_is_found_by_its_full_name(demo: Path, excel: App, tmp_path: Path) -> None:
    ledger = Campaign.open(demo).ledger
    book = desk.find_book(str(ledger))
    assert book is not None
    assert book.fullname == str(ledger)
    front = desk.find_book("")
    assert front is not None
    assert front.name == "总台账.xlsx"
    with pytest.raises(WeibaoError, match=r"没有找到打开的“别的\.xlsx”"):
        desk.find_book(str(tmp_path / "别的.xlsx"))


@pytest.mark.parametrize(
    "name", ["D:\\邻县\\总台账.xlsx", "https://d.docs.live.net/abc/%E6%80%BB%E5%8F%B0%E8%B4%A6.xlsx", "总台账.xlsx"]
)
def test_the_ledger_of_another_county_is_left_alone(excel: App, name: str) -> None:
    """The one that was meant has just been closed, and one of the same name is still open."""
    with pytest.raises(WeibaoError, match=r"没有找到打开的“总台账\.xlsx”"):
        desk.find_book(name)


@pytest.mark.parametrize("name", ["https://d.docs.live.net/abc/总台账.xlsx", "工作簿1"])
def test_in_the_cloud_or_never_saved_excels_own_name_counts(excel: App, name: str) -> None:
    excel.books.items[1].api.FullName = name
    book = desk.find_book(name)
    assert book is not None
    assert book.impl is excel.books.items[1]


def test_of_two_with_one_name_the_right_one(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Path(shutil.copy(demo / "总台账.xlsx", tmp_path))
    App(demo / "总台账.xlsx", other).run(monkeypatch)
    book = desk.find_book(str(other).upper())
    assert book is not None
    assert book.fullname == str(other)


class Deaf(App):
    """An Excel that does not answer."""

    error: Exception = RuntimeError("deaf")

    @property
    def books(self) -> Any:
        raise self.error

    @books.setter
    def books(self, _items: Any) -> None:
        pass


def run_all(monkeypatch: pytest.MonkeyPatch, *apps: App) -> None:
    monkeypatch.setattr(xlwings.engines, "active", xlwings.main.Engine(impl=Running(*apps)))


def test_the_excel_of_the_button_comes_first(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two programs have the same file open, one of them to read only."""
    first, second = App(demo / "总台账.xlsx"), App(demo / "总台账.xlsx")
    second.hwnd, second.pid = 815, 2
    run_all(monkeypatch, first, second)
    owner = SimpleNamespace(GetWindowThreadProcessId=lambda window, process: setattr(process._obj, "value", 2))
    for window, expected in ((0, first), (4711, first), (815, second)):
        for name in (str(demo / "总台账.xlsx"), ""):
            book = desk.find_book(name, window)
            assert book is not None
            assert book.app.impl is expected
    # Another window of the second program.
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=owner), raising=False)
    book = desk.find_book(str(demo / "总台账.xlsx"), 816)
    assert book is not None
    assert book.app.impl is second


def test_an_excel_that_does_not_answer_is_passed_over(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deaf, hearing = Deaf(), App(demo / "总台账.xlsx")
    run_all(monkeypatch, deaf, hearing)
    assert desk.find_book(str(demo / "总台账.xlsx")) is not None
    with pytest.raises(RuntimeError, match="deaf"):
        desk.find_book(str(demo / "别的.xlsx"))
    hearing.hwnd = 815
    deaf.error = type("ExcelBusyError", (Exception,), {})("busy")
    assert desk.find_book(str(demo / "总台账.xlsx"), 815) is not None
    with pytest.raises(Exception, match="busy"):
        desk.find_book(str(demo / "总台账.xlsx"), 4711)


@pytest.mark.parametrize("module", ["weibao.hosts.handlers", "xlwings"])
def test_a_program_that_is_not_whole_is_told(boxes: Boxes, monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    for loaded in ("weibao.hosts.excel.desk", "weibao.hosts.light"):
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module, None)
    assert buttons.main(["collect", "台账.xlsx", "4711"]) == 2
    [(_, text, flags)] = boxes
    assert "没有装完整" in text
    assert module in text
    assert flags & 0xF0 == 0x30


def test_without_a_workbook_the_doctor_still_comes(
    boxes: Boxes, opened: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    App().run(monkeypatch)
    buttons.main(["doctor", ""])
    assert "检查了" in boxes[0][1]
    assert opened == [tmp_path / ".weibao" / "诊断结果.txt"]
    buttons.main(["collect", ""])
    assert "请打开创建文件夹里的“核定台账”" in boxes[1][1]


def test_questions_go_through_the_application(excel: App) -> None:
    asked: list[tuple[Any, ...]] = []
    answers: list[Any] = ["申报自评", False]

    def input_box(*arguments: Any, **more: Any) -> Any:
        asked.append((*arguments, more))
        return answers.pop(0)

    app = SimpleNamespace(api=SimpleNamespace(InputBox=input_box))
    front = desk.ExcelDesk(app)  # type: ignore[arg-type]
    assert front.ask("问" * 300, "默认") == "申报自评"
    assert front.ask("再问") is None
    assert asked[0] == ("问" * 255, "未保创建", "默认", {"Type": 2})
    with pytest.raises(WeibaoError, match="请先打开核定台账"):
        desk.ExcelDesk(None).ask("问")


def test_an_excel_that_does_not_answer_is_told(boxes: Boxes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlwings.engines, "active", None)
    buttons.main(["collect", "台账.xlsx"])
    assert "连接不上 Excel" in boxes[0][1]


def test_a_wrong_call_is_told(boxes: Boxes) -> None:
    assert {buttons.main(list(line)) for line in ((), ("",), ("a", "b", "c"), ("a", "b", "1", "d"))} == {2}
    assert all("重新安装加载项" in text for _, text, _ in boxes)


@pytest.mark.skipif(sys.platform == "win32", reason="there it works")
def test_elsewhere_it_says_so_in_chinese() -> None:
    line = [sys.executable, "-P", "-m", "weibao.hosts.excel.buttons", "collect", "台账.xlsx"]
    done = subprocess.run(line, capture_output=True, env={**os.environ, "PYTHONUTF8": "1"}, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "只能在 Windows 的桌面版 Excel 里用" in done.stderr.decode()
    for call in (lambda: desk.open_file(Path()), lambda: desk.ExcelDesk(None).tell("")):
        with pytest.raises(WeibaoError, match="只能在 Windows"):
            call()
