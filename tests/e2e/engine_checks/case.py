"""A workbook open in the office, the list of checks, and what they assert with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlwings

from weibao.hosts.libreoffice.engine import LibreOfficeError, book_of
from weibao.hosts.libreoffice.uno_cells import options

CHECKS: list[Any] = []


class Case:
    """One copy of the template, open in the office."""

    def __init__(self, context: Any, path: Path) -> None:
        self.context = context
        self.path = path
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.opened: list[Any] = []

    def open(self, path: Path | None = None, **extra: Any) -> xlwings.Book:
        url = "private:factory/scalc" if path == Path() else (path or self.path).as_uri()
        self.document = self.desktop.loadComponentFromURL(url, "_blank", 0, options(Hidden=True, **extra))
        self.opened.append(self.document)
        self.book = book_of(self.document, self.context)
        self.sheet = self.book.sheets[0]
        self.empty = self.book.sheets[-1]
        return self.book

    def close(self) -> None:
        for document in self.opened:
            document.close(True)

    def native(self, sheet: str, address: str) -> Any:
        return self.document.Sheets.getByName(sheet).getCellRangeByName(address)

    def steps(self) -> list[str]:
        return list(self.document.UndoManager.getAllUndoActionTitles())


def check(function: Any) -> Any:
    CHECKS.append(function)
    return function


def same(got: Any, expected: Any) -> None:
    assert got == expected, f"got {got!r}, expected {expected!r}"
    assert type(got) is type(expected), f"got {type(got)}, expected {type(expected)}"


def refused(what: Any, *words: str) -> None:
    """`what()` raises our own error, in Chinese, with the words in its text."""
    text = ""
    try:
        what()
    except LibreOfficeError as error:
        text = str(error)
    absent = [word for word in (*words, "。") if word not in text]
    assert not absent, f"{absent} not in: {text or 'it was not refused'}"


def put(target: Any, value: Any, member: str = "value") -> Any:
    return lambda: setattr(target, member, value)
