"""Blocks of cells of a LibreOffice document: read, written and undone as one.

`document` and `area` are UNO objects (com.sun.star.sheet.SpreadsheetDocument and SheetCellRange). `uno` exists only
in LibreOffice's Python, so it is imported when needed.
"""

from __future__ import annotations

import sys
from datetime import datetime
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from weibao.hosts.libreoffice.uno_values import (
    DATE,
    LOGICAL,
    NUMBER,
    UNREADABLE_FORMULA,
    CellError,
    LibreOfficeError,
    Read,
    Sent,
    incoming,
    is_formula,
    outgoing,
    stored,
)
from weibao.hosts.messages import CLOSED

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY_FORMAT, MOMENT_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
# Excel's A1 notation with its English names (XL_ENGLISH), as xlwings writes formulas; 0 is Calc's own.
_EXCEL_NAMES, _EXCEL_A1, _CALC_A1 = 4, 1, 0
_ALL_NAMES = 0x7FFFFFFF


def struct(name: str, *values: Any) -> Any:
    """A UNO struct below com.sun.star, such as "table.CellAddress"; all its members in order, or none."""
    return import_module("uno").createUnoStruct(f"com.sun.star.{name}", *values)


def options(**values: Any) -> tuple[Any, ...]:
    """Named values as UNO takes them (com.sun.star.beans.PropertyValue)."""
    pairs = []
    for name, value in values.items():
        pair = struct("beans.PropertyValue")
        pair.Name, pair.Value = name, value
        pairs.append(pair)
    return tuple(pairs)


def system_path(url: str) -> str:
    """The path of a file:// address in this system's notation."""
    return str(import_module("uno").fileUrlToSystemPath(url))


def uno_error() -> type[Exception]:
    """The base class of UNO's exceptions."""
    base: type[Exception] = import_module("uno").getClass("com.sun.star.uno.Exception")
    return base


class Formulas:
    """Translates formulas between Excel's notation and the one of Calc's programming interface, both without "="."""

    def __init__(self, document: Any) -> None:
        self._document = document

    @cached_property
    def _excel(self) -> Any:
        parser = self._parser(_EXCEL_A1)
        mapper = self._document.createInstance("com.sun.star.sheet.FormulaOpCodeMapper")
        parser.OpCodeMap = mapper.getAvailableMappings(_EXCEL_NAMES, _ALL_NAMES)
        return parser

    @cached_property
    def _calc(self) -> Any:
        return self._parser(_CALC_A1)

    def _parser(self, convention: int) -> Any:
        parser = self._document.createInstance("com.sun.star.sheet.FormulaParser")
        parser.CompileEnglish = True
        parser.FormulaConvention = convention
        return parser

    def to_calc(self, formula: str, origin: Any, target: Any) -> str:
        """A formula as written for the cell `origin`, for the cell `target`: relative references move (CellAddress)."""
        return str(self._calc.printFormula(self._excel.parseFormula(formula, origin), target))

    def to_excel(self, formula: str) -> str:
        """The content of a name in Excel's notation."""
        origin = struct("table.CellAddress")
        return str(self._excel.printFormula(self._calc.parseFormula(formula, origin), origin))


class undo_step:  # noqa: N801 - used like a function
    """All changes inside are one entry of 编辑 → 撤销, called `title`; it may stand inside another.

    A class: an exception of UNO that passes through a generator is hidden by one of pyuno's own.
    """

    def __init__(self, document: Any, title: str) -> None:
        self._document, self._title = document, title

    def __enter__(self) -> None:
        try:
            self._document.UndoManager.enterUndoContext(self._title)
        except uno_error():
            raise LibreOfficeError(CLOSED) from None

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            self._document.UndoManager.leaveUndoContext()
        except uno_error():
            # The document is gone; what stopped the work has been said better already.
            if kind is None:
                raise LibreOfficeError(CLOSED) from None


def null_date(document: Any) -> datetime:
    """The day whose serial number is 0 in this document."""
    day = document.NullDate
    return datetime(day.Year, day.Month, day.Day)  # noqa: DTZ001  # cells know no time zones


def _kinds(document: Any, area: Any) -> list[list[int]]:
    """For every cell the bits of its number format if it is a date or a truth value, else 0."""
    corner, rows, columns = _size(area)
    kinds = [[0] * columns for _row in range(rows)]
    groups = area.getUniqueCellFormatRanges()
    for group in map(groups.getByIndex, range(groups.Count)):
        kind = document.NumberFormats.getByKey(group.NumberFormat).Type & (DATE | LOGICAL)
        for part in group.getRangeAddresses() if kind else ():
            width = part.EndColumn - part.StartColumn + 1
            start = part.StartColumn - corner.StartColumn
            for row in range(part.StartRow - corner.StartRow, part.EndRow - corner.StartRow + 1):
                kinds[row][start : start + width] = [kind] * width
    return kinds


def _size(area: Any) -> tuple[Any, int, int]:
    address = area.RangeAddress
    return address, address.EndRow - address.StartRow + 1, address.EndColumn - address.StartColumn + 1


def read(document: Any, area: Any) -> list[list[Read]]:
    """The values row by row: None for blank, datetime for dates, bool, `CellError`."""
    data = area.getDataArray()
    numbers = any(isinstance(value, float) for row in data for value in row)
    kinds = _kinds(document, area) if numbers else [[0] * len(row) for row in data]
    start = null_date(document)
    return [
        [
            CellError.of(area.getCellByPosition(c, r).getError())
            if value is None
            else incoming(value, kinds[r][c], start)
            for c, value in enumerate(row)
        ]
        for r, row in enumerate(data)
    ]


def write(document: Any, area: Any, values: Sequence[Sequence[object]], formulas: Formulas, *, fill: bool) -> None:
    """Write a block of the area's own shape; texts that start with = are formulas in Excel's notation.

    With `fill`, all values are the same one and a formula's relative references count from the upper left cell.
    Nothing is written where the document is read-only, a cell is locked or a value does not fit: LibreOfficeError.
    """
    _check_shape(area, values)
    _check_writable(document, area)
    block = [[outgoing(value) for value in row] for row in values]
    start = null_date(document)
    data = tuple(tuple("" if is_formula(value) else stored(value, start) for value in row) for row in block)
    with undo_step(document, "填写单元格"):
        _remember_blanks(document, area)
        try:
            area.setDataArray(data)
        except uno_error() as error:
            raise LibreOfficeError(
                f"LibreOffice 不接受对 {area.AbsoluteName} 的写入，内容没有改动。"
                "这些单元格可能是数组公式的一部分，请整块处理或换一处写。"
            ) from error
        _set_formats(document, area, block)
        _set_formulas(area, block, formulas, fill=fill)


def _check_shape(area: Any, values: Sequence[Sequence[object]]) -> None:
    _corner, rows, columns = _size(area)
    where = f"{area.AbsoluteName} 是 {rows} 行、{columns} 列，没有写入"
    if not all(isinstance(row, list | tuple) for row in values):
        raise LibreOfficeError(f"要写入的值不是一行一行的列表，{where}。请每行给一个列表。")
    if len(values) != rows or any(len(row) != columns for row in values):
        widths = "、".join(sorted({str(len(row)) for row in values})) or "0"
        raise LibreOfficeError(f"要写入的是 {len(values)} 行、{widths} 列，{where}。请让两者一样大。")


def _check_writable(document: Any, area: Any) -> None:
    if document.isReadonly():
        raise LibreOfficeError(f"“{document.Title}”是以只读方式打开的，没有写入。请关闭后重新打开，或另存一份再操作。")
    sheet = area.Spreadsheet
    if not sheet.isProtected():
        return
    groups = area.getUniqueCellFormatRanges()
    for group in map(groups.getByIndex, range(groups.Count)):
        if group.CellProtection.IsLocked:
            where = group.RangeAddressesAsString.split(";")[0].split(",")[0]
            raise LibreOfficeError(
                f"工作表“{sheet.Name}”受保护，单元格 {where.rpartition('.')[2]} 已锁定，没有写入。"
                "请只填可以填写的单元格，确要修改的先撤销工作表保护。"
            )


def _remember_blanks(document: Any, area: Any) -> None:
    """Make the coming setDataArray undoable: Calc's own undo and redo leave values in cells that should be blank."""
    unohelper, uno = import_module("unohelper"), import_module("uno")
    blanks, whole = area.queryEmptyCells().getRangeAddresses(), (area.RangeAddress,)

    def undo(_self: object) -> None:  # after Calc's
        _blank(document, blanks)

    def redo(_self: object) -> None:  # before Calc's
        _blank(document, whole)

    bases = (unohelper.Base, uno.getClass("com.sun.star.document.XUndoAction"))
    action = type("Blanks", bases, {"Title": "填写单元格", "undo": undo, "redo": redo})
    document.UndoManager.addUndoAction(action())


def _blank(document: Any, places: Sequence[Any]) -> None:
    """Empty cells (CellRangeAddress) without a trace in the undo list: what is recorded during an undo ends redo."""
    for place in places:
        corner = (place.StartColumn, place.StartRow, place.EndColumn, place.EndRow)
        no_value = (sys.float_info.min,) * (place.EndColumn - place.StartColumn + 1)
        cells = document.Sheets.getByIndex(place.Sheet).getCellRangeByPosition(*corner)
        cells.setData((no_value,) * (place.EndRow - place.StartRow + 1))


def _set_formats(document: Any, area: Any, block: list[list[Sent]]) -> None:
    """Give dates and truth values a format that shows them, numbers one that does not show them as truth values."""
    if all(isinstance(value, str) for row in block for value in row):
        return
    kinds = _kinds(document, area)
    corner, _rows, _columns = _size(area)
    wanted: dict[str | int, list[Any]] = {}
    for r, row in enumerate(block):
        for c, value in enumerate(row):
            wish = _wish(value, kinds[r][c])
            if wish is not None:
                x, y = corner.StartColumn + c, corner.StartRow + r
                wanted.setdefault(wish, []).append(struct("table.CellRangeAddress", corner.Sheet, x, y, x, y))
    for wish, places in wanted.items():
        cells = document.createInstance("com.sun.star.sheet.SheetCellRanges")
        cells.addRangeAddresses(tuple(places), True)
        cells.NumberFormat = _format_key(document.NumberFormats, wish)


def _wish(value: Sent, kind: int) -> str | int | None:
    if isinstance(value, datetime):
        if kind & DATE:
            return None
        return MOMENT_FORMAT if value.hour or value.minute or value.second else DAY_FORMAT
    if isinstance(value, bool):
        return None if kind & LOGICAL else LOGICAL
    return NUMBER if isinstance(value, float) and kind & LOGICAL else None


def _format_key(formats: Any, wish: str | int) -> int:
    if isinstance(wish, int):
        return int(formats.getStandardFormat(wish, struct("lang.Locale")))
    english = struct("lang.Locale", "en", "US", "")  # the letters of date codes differ between languages
    key = int(formats.queryKey(wish, english, False))
    return key if key >= 0 else int(formats.addNew(wish, english))


def _set_formulas(area: Any, block: list[list[Sent]], formulas: Formulas, *, fill: bool) -> None:
    first = area.getCellByPosition(0, 0).CellAddress
    for r, row in enumerate(block):
        for c, value in enumerate(row):
            if not isinstance(value, str) or not is_formula(value):
                continue
            cell = area.getCellByPosition(c, r)
            cell.setFormula("=" + formulas.to_calc(value[1:], first if fill else cell.CellAddress, cell.CellAddress))
            if cell.getError() in UNREADABLE_FORMULA:
                raise LibreOfficeError(
                    f"{cell.AbsoluteName} 的公式 LibreOffice 读不懂：{value}。"
                    "请改正公式；已写入的内容可以按 Ctrl+Z 撤销。"
                )
