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

from hosts.fake_excel import App
from weibao.campaign.folder import Campaign
from weibao.errors import WeibaoError
from weibao.hosts.excel import buttons

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
    assert buttons.main(["charts", str(ledger)]) == 0
    [(owner, text, flags)] = boxes
    assert "图已画好" in text
    assert (owner, flags & 0xF0) == (excel.hwnd, 0x40)
    assert opened == [demo / "图表"]
    assert any("未保：" in str(item) for item in excel.shown)
    assert excel.shown[-1] is False


def test_an_error_has_the_other_icon(demo: Path, excel: App, boxes: Boxes) -> None:
    buttons.main(["dance", str(demo / "总台账.xlsx")])
    assert "没有“dance”这个按钮" in boxes[0][1]
    assert boxes[0][2] & 0xF0 == 0x30


def test_the_workbook_is_found_by_its_full_name(demo: Path, excel: App, tmp_path: Path) -> None:
    ledger = Campaign.open(demo).ledger
    book = buttons.find_book(str(ledger))
    assert book is not None
    assert book.fullname == str(ledger)
    found = buttons.find_book("D:\\文件夹\\总台账.xlsx")
    assert found is not None
    assert found.name == "总台账.xlsx"
    cloud = buttons.find_book("https://d.docs.live.net/abc/%E6%80%BB%E5%8F%B0%E8%B4%A6.xlsx")
    assert cloud is not None
    assert cloud.name == "总台账.xlsx"
    front = buttons.find_book("")
    assert front is not None
    assert front.name == "总台账.xlsx"
    with pytest.raises(WeibaoError, match=r"没有找到打开的“别的\.xlsx”"):
        buttons.find_book(str(tmp_path / "别的.xlsx"))


def test_of_two_with_one_name_the_right_one(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Path(shutil.copy(demo / "总台账.xlsx", tmp_path))
    App(demo / "总台账.xlsx", other).run(monkeypatch)
    book = buttons.find_book(str(other))
    assert book is not None
    assert book.fullname == str(other)


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
    desk = buttons.ExcelDesk(app)  # type: ignore[arg-type]
    assert desk.ask("问" * 300, "默认") == "申报自评"
    assert desk.ask("再问") is None
    assert asked[0] == ("问" * 255, "未保创建", "默认", {"Type": 2})
    with pytest.raises(WeibaoError, match="请先打开核定台账"):
        buttons.ExcelDesk(None).ask("问")


def test_an_excel_that_does_not_answer_is_told(boxes: Boxes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlwings.engines, "active", None)
    buttons.main(["collect", "台账.xlsx"])
    assert "连接不上 Excel" in boxes[0][1]


def test_a_wrong_call_is_told(boxes: Boxes) -> None:
    assert buttons.main([]) == buttons.main(["a", "b", "c"]) == 2
    assert all("重新安装加载项" in text for _, text, _ in boxes)


@pytest.mark.skipif(sys.platform == "win32", reason="there it works")
def test_elsewhere_it_says_so_in_chinese() -> None:
    line = [sys.executable, "-m", "weibao.hosts.excel.buttons", "collect", "台账.xlsx"]
    done = subprocess.run(line, capture_output=True, env={**os.environ, "PYTHONUTF8": "1"}, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "只能在 Windows 的桌面版 Excel 里用" in done.stderr.decode()
    for call in (lambda: buttons.open_file(Path()), lambda: buttons.message_box(0, "", "", 0)):
        with pytest.raises(WeibaoError, match="只能在 Windows"):
            call()
