"""`python -m weibao.hosts.excel.buttons ACTION WORKBOOK`: what a button of Excel's ribbon starts, beside Excel.

Excel stays free meanwhile; this process drives it from outside. WORKBOOK is the full name of the workbook in front, ""
where none is open.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from weibao.errors import WeibaoError
from weibao.hosts.handlers import run
from weibao.hosts.patience import patiently

if TYPE_CHECKING:
    import xlwings

TITLE = "未保创建"
ELSEWHERE = (
    "功能区按钮只能在 Windows 的桌面版 Excel 里用。这里请用命令行 weibao（weibao --help 列出全部命令），"
    "或 LibreOffice 里的“未保创建”菜单。"
)
# user32: the box's icon, and that it comes to the front.
_INFORMATION, _WARNING, _TO_FRONT = 0x40, 0x30, 0x10000
_TEXT = 2  # the type of answer that Application.InputBox gives back
LONGEST_QUESTION = 255  # more than that Application.InputBox refuses
_BREATH = 0.02


class ExcelDesk:
    """Messages and questions that stand in front of Excel's window. `app` is None where Excel has no workbook open."""

    def __init__(self, app: xlwings.App | None) -> None:
        self._app = app

    def tell(self, message: str, error: bool = False) -> None:
        owner = 0
        if self._app is not None:
            with contextlib.suppress(Exception):  # a busy Excel does not keep the message back
                owner = self._app.hwnd or 0
        message_box(owner, message, TITLE, (_WARNING if error else _INFORMATION) | _TO_FRONT)

    def ask(self, question: str, default: str = "") -> str | None:
        app = self._app
        if app is None:
            raise WeibaoError("Excel 里没有打开的工作簿，问不了问题。请先打开核定台账，再点这个按钮。")
        text = question[:LONGEST_QUESTION]
        answer = patiently(lambda: app.api.InputBox(text, TITLE, default, Type=_TEXT), self.pause)
        return None if answer is False else str(answer)

    def open(self, path: Path) -> None:
        open_file(path)

    def pause(self) -> None:
        time.sleep(_BREATH)


def find_book(name: str) -> xlwings.Book | None:
    """The open workbook of that full name in any running Excel; for "" the one in front, None where there is none.

    Raises WeibaoError where it is not open.
    """
    import xlwings

    if not name:
        active = xlwings.apps.active
        return active.books.active if active is not None and len(active.books) else None
    wanted = unquote(re.split(r"[\\/]", name)[-1]) if "://" in name else re.split(r"[\\/]", name)[-1]
    found = [book for app in xlwings.apps for book in app.books if book.name.lower() == wanted.lower()]
    if len(found) > 1:
        found = [book for book in found if os.path.normcase(book.fullname) == os.path.normcase(name)]
    if not found:
        raise WeibaoError(f"Excel 里没有找到打开的“{wanted}”。它可能刚刚被关闭：请重新打开，再点一次按钮。")
    return found[0]


def message_box(owner: int, text: str, title: str, flags: int) -> None:
    """Windows' own message box, in any language whatever the code page. Raises WeibaoError elsewhere."""
    windows = getattr(ctypes, "windll", None)
    if windows is None:
        raise WeibaoError(ELSEWHERE)
    windows.user32.MessageBoxW(owner, text, title, flags)


def open_file(path: Path) -> None:
    """Open as a double click would. Raises WeibaoError elsewhere than on Windows, OSError where nothing opens it."""
    start = getattr(os, "startfile", None)
    if start is None:
        raise WeibaoError(ELSEWHERE)
    start(path)


def press(action: str, name: str) -> None:
    """Run the button `action` for the workbook of that full name. Raises nothing."""
    desk = ExcelDesk(None)
    try:
        book = patiently(lambda: find_book(name), desk.pause)
    except Exception as error:
        what = str(error) if isinstance(error, WeibaoError) else f"连接不上 Excel（{type(error).__name__}：{error}）。"
        desk.tell(what, error=True)
        return
    if book is not None:
        desk = ExcelDesk(book.app)
    run(action, book, desk)


def main(arguments: Sequence[str]) -> int:
    """Exit code 0 once the button has run, whatever it told; 2 where there can be no Excel or the call is wrong."""
    if not hasattr(ctypes, "windll"):
        sys.stderr.write(f"{ELSEWHERE}\n")
        return 2
    if not 1 <= len(arguments) <= 2:
        message_box(0, "按钮的调用方式不对，加载项和 weibao 的版本可能不一致。请重新安装加载项。", TITLE, _WARNING)
        return 2
    press(arguments[0], arguments[1] if len(arguments) == 2 else "")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
