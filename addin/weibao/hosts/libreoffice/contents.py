"""What a Calc book has: its sheets and its defined names, as xlwings' engine interface wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.hosts.libreoffice.ranges import Offered, Range
from weibao.hosts.libreoffice.uno_cells import uno_error
from weibao.hosts.libreoffice.uno_values import LibreOfficeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.hosts.libreoffice.engine import Book


class Sheets(Offered):
    """The sheets of a book, hidden ones too."""

    __slots__ = ("_book", "_sheets")

    def __init__(self, book: Book) -> None:
        self._book, self._sheets = book, book.document.Sheets

    def __len__(self) -> int:
        return int(self._sheets.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return (self(number + 1) for number in range(len(self)))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and bool(self._sheets.hasByName(name))

    def __call__(self, key: str | int) -> Sheet:
        if key in self:
            return Sheet(self._book, self._sheets.getByName(key))
        if isinstance(key, int) and 1 <= key <= len(self):
            return Sheet(self._book, self._sheets.getByIndex(key - 1))
        known = "、".join(self._sheets.ElementNames)
        raise LibreOfficeError(f"“{self._book.name}”里没有工作表“{key}”，只有：{known}。请看是否改过名或被删掉了。")

    @property
    def active(self) -> Sheet:
        return Sheet(self._book, self._book.document.CurrentController.ActiveSheet)


class Sheet(Offered):
    """One sheet; `native` is the UNO object."""

    __slots__ = ("book", "native")

    def __init__(self, book: Book, native: Any) -> None:
        self.book, self.native = book, native

    @property
    def name(self) -> str:
        return str(self.native.Name)

    @property
    def index(self) -> int:
        return int(self.native.RangeAddress.Sheet) + 1

    @property
    def cells(self) -> Range:
        return Range.at(self, self.native.RangeAddress)

    @property
    def used_range(self) -> Range:
        """From the first to the last cell with content or format; A1 of an empty sheet."""
        cursor = self.native.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return Range.at(self, cursor.RangeAddress)

    def activate(self) -> None:
        if not self.native.IsVisible:  # Calc would do nothing, without a word
            raise LibreOfficeError(f"工作表“{self.name}”是隐藏的，不能切换过去。请先取消隐藏。")
        self.book.document.CurrentController.setActiveSheet(self.native)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """An address or name on this sheet, (row, column), two corners, or (row, column, rows, columns)."""
        if isinstance(arg1, tuple) and len(arg1) == 4:
            return Range(self, *arg1)
        if isinstance(arg1, int):
            arg1, arg2 = (arg1, arg2), None
        first = self._part(arg1)
        last = first if arg2 is None else self._part(arg2)
        row, column = min(first.row, last.row), min(first.column, last.column)
        below = max(part.row + part.shape[0] for part in (first, last))
        right = max(part.column + part.shape[1] for part in (first, last))
        return Range(self, row, column, below - row, right - column)

    def _part(self, argument: Any) -> Range:
        if isinstance(argument, Range):
            return argument
        if isinstance(argument, tuple):
            return Range(self, *argument)
        try:
            return Range.at(self, self.native.getCellRangeByName(argument).RangeAddress)
        except uno_error() as error:
            hint = "请写成 A1:B2 这样的地址，或这张表上的名称"
            raise LibreOfficeError(f"工作表“{self.name}”上没有区域“{argument}”。{hint}。") from error


class Names(Offered):
    """The names of a book, without those of single sheets; to be read."""

    __slots__ = ("_book", "_names")

    def __init__(self, book: Book) -> None:
        self._book, self._names = book, book.document.NamedRanges

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name, self(name)) for name in self._names.ElementNames]

    def contains(self, name: object) -> bool:
        return isinstance(name, str) and bool(self._names.hasByName(name))

    def __call__(self, name: str) -> Name:
        if not self.contains(name):
            raise LibreOfficeError(f"“{self._book.name}”里没有名称“{name}”。请在“管理名称”里看是否被删掉了。")
        return Name(self._book, self._names.getByName(name))


class Name(Offered):
    """A defined name."""

    __slots__ = ("_book", "_native")

    def __init__(self, book: Book, native: Any) -> None:
        self._book, self._native = book, native

    @property
    def name(self) -> str:
        return str(self._native.Name)

    @property
    def refers_to(self) -> str:
        """What it stands for, as Excel writes it: =Sheet1!$A$1."""
        return "=" + self._book.formulas.to_excel(self._native.Content)

    @property
    def refers_to_range(self) -> Range:
        cells = self._native.ReferredCells
        if cells is None:
            hint = "请在“管理名称”里把它改成一个单元格区域"
            raise LibreOfficeError(f"名称“{self.name}”不是一个区域（{self.refers_to}）。{hint}。")
        return Range.at(Sheet(self._book, cells.Spreadsheet), cells.RangeAddress)
