"""A stand-in for Excel below xlwings: the engine's interface over real files, so that `xw.Book` and handlers run here.

Values are read as Excel would show them (openpyxl), typed as Excel would take them, and saved surgically, as our own
Package does it. What is typed as a plain text but looks like a number, a date or a formula becomes one, as in Excel.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import openpyxl
import xlwings

from weibao.sheets.package import Package

if TYPE_CHECKING:
    import pytest

NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+(?:[eE][-+]?\d+)?%?")
DAY = re.compile(r"(\d{1,4}[-/年]\d{1,2}([-/月]\d{1,2}日?)?|\d{1,2}月\d{1,2}日)")


def entered(value: Any) -> Any:
    """What a cell holds after `value` was put into it."""
    if not isinstance(value, str) or not value:
        return value or None if isinstance(value, str) else value
    if value.startswith("'"):
        return value[1:]
    assert not value.startswith(("=", "+", "-", "@")), f"Excel takes {value[:20]!r} for a formula"
    assert not NUMBER.fullmatch(value), f"Excel takes {value!r} for a number"
    assert not DAY.fullmatch(value), f"Excel takes {value!r} for a date"
    assert value.upper() not in ("TRUE", "FALSE"), f"Excel takes {value!r} for a truth value"
    return value


class Shown:
    """What the cells of a workbook show, by sheet: rows of values; a sheet is read when somebody looks at it."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
        self.read: dict[str, list[tuple[Any, ...]]] = {}

    def __getitem__(self, name: str) -> list[tuple[Any, ...]]:
        if name not in self.read:
            sheet = self.book[name]
            sheet.reset_dimensions()  # what the file says of them need not be so
            self.read[name] = list(sheet.iter_rows(values_only=True))
        return self.read[name]

    def value(self, name: str, row: int, column: int) -> Any:
        rows = self[name]
        return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else None


@lru_cache(maxsize=4)
def _shown(content: bytes) -> Shown:
    """Read once: most tests open a copy of the same ledger."""
    return Shown(content)


class Engine:
    name, type = "excel", "desktop"

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        return "" if value is None else value

    @staticmethod
    def clean_value_data(data: Any, _datetime: Any, empty_as: Any, _number: Any, _errors: Any) -> Any:
        return [[empty_as if value in ("", None) else value for value in row] for row in data]


class Running:
    """xlwings' idea of the running engine: the programs that it sees."""

    name, type = "excel", "desktop"

    def __init__(self, *apps: App) -> None:
        self.apps = apps


class App:
    engine, pid, hwnd = Engine(), 1, 4711
    display_alerts = screen_updating = True

    def __init__(self, *paths: Path) -> None:
        self.shown: list[Any] = []
        self.books = Books([Book(self, path) for path in paths])

    @property
    def status_bar(self) -> Any:
        return self.shown[-1] if self.shown else False

    @status_bar.setter
    def status_bar(self, text: Any) -> None:
        self.shown.append(text)

    def activate(self, _steal_focus: bool) -> None:
        pass

    def run(self, monkeypatch: pytest.MonkeyPatch) -> App:
        """Let xlwings see this program as the one that runs."""
        monkeypatch.setattr(xlwings.engines, "active", xlwings.main.Engine(impl=Running(self)))
        return self

    def book(self, number: int = 0) -> xlwings.Book:
        """The workbook in front, for a handler."""
        return xlwings.Book(impl=self.books.items[number])


class Books:
    def __init__(self, items: list[Book]) -> None:
        self.items = items

    def __iter__(self) -> Any:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def active(self) -> Book:
        return self.items[0]


class Book:
    def __init__(self, app: App, path: Path) -> None:
        self.app, self.path, self.name, self.fullname = app, path, path.name, str(path)
        self.api = SimpleNamespace(FullName=str(path))
        self.saves = 0
        self.typed: dict[tuple[str, int, int], Any] = {}
        self.looks: list[tuple[Any, ...]] = []
        self.selected: tuple[str, int, int] | None = None
        self.package = Package(path)
        self.tabs = list(self.package.sheets)

    @cached_property
    def values(self) -> Shown:
        """What the cells show."""
        return _shown(self.path.read_bytes())

    def save(self, _path: None = None, password: None = None) -> None:
        self.saves += 1
        for (sheet, row, column), value in self.typed.items():
            self.package.sheet(sheet).put(row, column, value)
        if self.package.changed:
            self.package.save()
            self.__dict__.pop("values", None)
        self.typed.clear()
        self.package = Package(self.path)

    def activate(self) -> None:
        pass

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)


class Names:
    def __init__(self, book: Book) -> None:
        self.book = book

    def contains(self, name: str) -> bool:
        return name in self.book.package.names

    def __call__(self, name: str) -> Any:
        sheet, row, column = self.book.package.names[name]
        return type("Name", (), {"refers_to_range": Range(Sheet(self.book, sheet), row, column)})


class Sheets:
    def __init__(self, book: Book) -> None:
        self.book = book

    def __call__(self, name: str) -> Sheet:
        assert name in self.book.tabs, name
        return Sheet(self.book, name)

    def __iter__(self) -> Any:
        return (Sheet(self.book, name) for name in self.book.tabs)

    def __contains__(self, name: str) -> bool:
        return name in self.book.tabs


class Sheet:
    def __init__(self, book: Book, name: str) -> None:
        self.book, self.name = book, name

    def activate(self) -> None:
        pass

    def range(self, first: Any, last: Any = None) -> Range:
        (row, column), (below, right) = (
            (part.row, part.column) if isinstance(part, Range) else part for part in (first, last or first)
        )
        return Range(self, row, column, below - row + 1, right - column + 1)

    @property
    def page_setup(self) -> Any:
        return Setup(self)


class Setup:
    def __init__(self, sheet: Sheet) -> None:
        self.__dict__["sheet"] = sheet

    def __setattr__(self, name: str, value: Any) -> None:
        self.sheet.book.looks.append((name, self.sheet.name, value))


class Range:
    api = True
    max_cells_per_read = max_cells_per_write = None

    def __init__(self, sheet: Sheet, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        self.sheet, self.row, self.column, self.shape = sheet, row, column, (rows, columns)
        self.options: dict[str, Any] = {}

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int) -> Range:
        return Range(self.sheet, self.row + row - 1, self.column + column - 1)

    def places(self) -> list[list[tuple[str, int, int]]]:
        rows, columns = (range(start, start + count) for start, count in zip((self.row, self.column), self.shape))  # noqa: B905
        return [[(self.sheet.name, row, column) for column in columns] for row in rows]

    @property
    def raw_value(self) -> list[list[Any]]:
        book = self.sheet.book
        return [
            [book.typed[place] if place in book.typed else book.values.value(*place) for place in row]
            for row in self.places()
        ]

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        rows = value if isinstance(value, (list, tuple)) else [[value]]
        for places, values in zip(self.places(), rows, strict=True):
            for place, item in zip(places, values, strict=True):
                assert not isinstance(item, date) or isinstance(item, datetime), "COM takes times only"
                assert not isinstance(item, str) or len(rows) == 1 or len(item) <= 8203, "too long in an array"
                self.sheet.book.typed[place] = entered(item)

    @property
    def formula(self) -> Any:
        """As Excel gives it: alone for one cell, rows for more; a value where there is no formula."""
        package = self.sheet.book.package.sheet(self.sheet.name)
        rows = tuple(
            tuple(
                f"={text}" if place not in self.sheet.book.typed and (text := package.formula(*place[1:])) else value
                for place, value in zip(places, values, strict=True)
            )
            for places, values in zip(self.places(), self.raw_value, strict=True)
        )
        return rows[0][0] if len(self) == 1 else rows

    def select(self) -> None:
        self.sheet.book.selected = (self.sheet.name, self.row, self.column)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ("row_height", "formula"):
            self.sheet.book.looks.append((name, self.sheet.name, self.row, self.column, value))
        else:
            object.__setattr__(self, name, value)


class Desk:
    """Remembers what was said and opened; answers questions in order."""

    def __init__(self, *answers: str | None) -> None:
        self.answers = list(answers)
        self.told: list[tuple[str, bool]] = []
        self.asked: list[str] = []
        self.opened: list[Path] = []
        self.pauses = 0

    def tell(self, message: str, error: bool = False) -> None:
        self.told.append((message, error))

    def ask(self, question: str, default: str = "") -> str | None:
        self.asked.append(question)
        return self.answers.pop(0)

    def open(self, path: Path) -> None:
        self.opened.append(path)

    def pause(self) -> None:
        self.pauses += 1

    @property
    def message(self) -> str:
        """The one message, which is no error."""
        assert len(self.told) == 1, self.told
        text, error = self.told[0]
        assert not error, text
        return text

    @property
    def error(self) -> str:
        """The one message, which is an error."""
        assert len(self.told) == 1, self.told
        text, error = self.told[0]
        assert error, text
        return text
