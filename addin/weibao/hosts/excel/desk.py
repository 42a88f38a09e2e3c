"""What a button does once it has started: finds the workbook in the running Excel, speaks in front of it."""

from __future__ import annotations

import contextlib
import os
import re
import time
from pathlib import Path
from urllib.parse import unquote

from weibao.errors import WeibaoError
from weibao.hosts.excel.window import ELSEWHERE, INFORMATION, TITLE, WARNING, message_box, on_windows, process_of
from weibao.hosts.handlers import run
from weibao.hosts.light import xlwings
from weibao.hosts.patience import is_busy, patiently

_TEXT = 2  # the type of answer that Application.InputBox gives back
LONGEST_QUESTION = 255  # more than that Application.InputBox refuses
_BREATH = 0.02


class ExcelDesk:
    """Messages and questions that stand in front of Excel's window. `app` is None where Excel has no workbook open."""

    def __init__(self, app: xlwings.App | None) -> None:
        self._app = app

    def tell(self, message: str, error: bool = False) -> None:
        if not on_windows():
            raise WeibaoError(ELSEWHERE)
        owner = 0
        if self._app is not None:
            with contextlib.suppress(Exception):  # a busy Excel does not keep the message back
                owner = self._app.hwnd or 0
        message_box(owner, message, WARNING if error else INFORMATION)

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


def open_file(path: Path) -> None:
    """Open as a double click would. Raises WeibaoError elsewhere than on Windows, OSError where nothing opens it."""
    start = getattr(os, "startfile", None)
    if start is None:
        raise WeibaoError(ELSEWHERE)
    start(path)


def find_book(name: str, window: int = 0) -> xlwings.Book | None:
    """The open workbook of that full name; for "" the one in front, None where there is none.

    Asked first is the Excel that owns `window`, then the others; one that does not answer is passed over. Another
    workbook of the same name is another county's: only the whole name counts. Raises WeibaoError where it is not open,
    what an Excel raised where it is not in any other.
    """
    apps = _apps(window)
    if not name:
        return apps[0].books.active if apps and len(apps[0].books) else None
    failure: Exception | None = None
    for app in apps:
        try:
            for book in app.books:
                if _full_name(book).lower() == name.lower():
                    return book
        except Exception as error:
            if is_busy(error) and _owns(app, window):
                raise  # the right one: it is worth waiting for
            failure = failure or error
    if failure is not None:
        raise failure
    shown = unquote(re.split(r"[\\/]", name)[-1]) if "://" in name else re.split(r"[\\/]", name)[-1]
    raise WeibaoError(f"Excel 里没有找到打开的“{shown}”（{name}）。它可能刚刚被关闭或另存：请重新打开，再点一次按钮。")


def _apps(window: int) -> list[xlwings.App]:
    """The running Excels, in the order in which they lie on the screen, but that of `window` before all."""
    return sorted(xlwings.apps, key=lambda app: not _owns(app, window))


def _owns(app: xlwings.App, window: int) -> bool:
    if not window:
        return False
    try:
        # Every workbook has a window of its own, and xlwings knows only the topmost of a process.
        return app.hwnd == window or app.pid == process_of(window)
    except Exception:
        return False


def _full_name(book: xlwings.Book) -> str:
    """As Excel itself says it: xlwings would look for the local copy of one in the cloud."""
    return str(book.api.FullName)


def press(action: str, name: str, window: int = 0) -> None:
    """Run the button `action` for the workbook of that full name in the Excel of that window. Raises nothing."""
    desk = ExcelDesk(None)
    try:
        book = patiently(lambda: find_book(name, window), desk.pause)
    except Exception as error:
        what = str(error) if isinstance(error, WeibaoError) else f"连接不上 Excel（{type(error).__name__}：{error}）。"
        desk.tell(what, error=True)
        return
    if book is not None:
        desk = ExcelDesk(book.app)
    run(action, book, desk)
