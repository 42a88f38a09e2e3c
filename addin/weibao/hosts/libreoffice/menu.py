"""A menu entry was clicked: run its handler on the workbook of that window. Runs inside LibreOffice."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from weibao.hosts import handlers
from weibao.hosts.command import COMMAND, command_file
from weibao.hosts.libreoffice.binding import SPREADSHEET
from weibao.hosts.libreoffice.desk import desk_of
from weibao.hosts.libreoffice.engine import book_of

BUSY = "上一件事还没有办完，请等它结束后再点。"

_running: list[str] = []


def perform(action: str, context: Any, frame: Any) -> None:
    """Run the handler of `action`; `frame` is the window's com.sun.star.frame.XFrame. Failures are told, not raised."""
    desk = desk_of(context, frame)
    controller = frame.getController() if frame else None
    document = controller.getModel() if controller else None
    is_book = document is not None and document.supportsService(SPREADSHEET)
    if _running:
        # The window lives during long work, and people click.
        desk.tell(BUSY, error=True)
        return
    _running.append(action)
    try:
        _find_command()
        handlers.run(action, book_of(document, context) if is_book else None, desk)
    finally:
        _running.clear()


def _find_command() -> None:
    if os.environ.get(COMMAND):
        return
    with suppress(OSError, UnicodeDecodeError, RuntimeError):
        if told := command_file(_env).read_text(encoding="utf-8-sig").strip():
            os.environ[COMMAND] = told


def _env(name: str) -> str:
    return os.environ.get(name, "")
