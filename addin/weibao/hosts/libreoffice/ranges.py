"""Ranges of cells as xlwings' engine interface wants them, and the refusal of everything that is not offered.

Where a range is and how large is plain arithmetic; UNO is asked only for values and for the selection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.hosts.libreoffice import uno_cells
from weibao.hosts.libreoffice.uno_values import LibreOfficeError

if TYPE_CHECKING:
    from weibao.hosts.libreoffice.contents import Sheet

# More in one go is a slip (a whole sheet), and could take the office down with what people have typed.
MOST_CELLS = 2_000_000


class Offered:
    """Refuses every member that a class does not define itself."""

    __slots__ = ()

    def _refuse(self, member: str) -> LibreOfficeError:
        return LibreOfficeError(
            f"在 LibreOffice 中没有提供 {type(self).__name__}.{member}，这一步没有做。"
            "请改用 weibao 命令或在 Excel 中操作，并把这句话告诉维护人员。"
        )

    def __getattr__(self, member: str) -> Any:
        if member.startswith("_") or hasattr(type(self), member):  # the latter: a property failed inside
            return object.__getattribute__(self, member)
        raise self._refuse(member)

    def __setattr__(self, member: str, value: Any) -> None:
        known = getattr(type(self), member, None)
        if known is None or (isinstance(known, property) and known.fset is None):
            raise self._refuse(member)
        object.__setattr__(self, member, value)


class Range(Offered):
    """A rectangle of cells; an empty slice (no rows or no columns) reads as None and takes nothing."""

    __slots__ = ("column", "options", "row", "shape", "sheet")
    max_cells_per_read = max_cells_per_write = None  # never in pieces

    def __init__(self, sheet: Sheet, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        if row < 1 or column < 1:
            raise LibreOfficeError(f"没有第 {row} 行第 {column} 列这样的单元格：行和列从 1 数起。请检查区域的位置。")
        self.sheet, self.row, self.column, self.shape = sheet, row, column, (rows, columns)
        self.options: dict[str, Any] = {}

    @classmethod
    def at(cls, sheet: Sheet, place: Any) -> Range:
        """The range of a com.sun.star.table.CellRangeAddress."""
        rows, columns = place.EndRow - place.StartRow + 1, place.EndColumn - place.StartColumn + 1
        return cls(sheet, place.StartRow + 1, place.StartColumn + 1, rows, columns)

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, arg1: int, arg2: int | None = None) -> Range:
        """A cell by row and column, or by its number row by row, counted from 1; it may lie outside."""
        row, column = divmod(arg1 - 1, self.shape[1]) if arg2 is None else (arg1 - 1, arg2 - 1)
        return Range(self.sheet, self.row + row, self.column + column)

    @property
    def api(self) -> Any:
        """The UNO object (com.sun.star.sheet.SheetCellRange), None if there are no cells."""
        if len(self) > MOST_CELLS:
            raise LibreOfficeError(f"{self.address} 有 {len(self)} 个单元格，一次最多 {MOST_CELLS} 个。请缩小范围。")
        row, column, rows, columns = self.row - 1, self.column - 1, *self.shape
        try:
            cells = self.sheet.native
            return (
                cells.getCellRangeByPosition(column, row, column + columns - 1, row + rows - 1) if len(self) else None
            )
        except uno_cells.uno_error() as error:
            raise LibreOfficeError(
                f"{self.address} 超出了工作表“{self.sheet.name}”的边界。请检查行号和列号。"
            ) from error

    @property
    def raw_value(self) -> list[list[Any]]:
        """Rows of None, float, str, bool, datetime and CellError. Set: one value for all cells, or as many rows."""
        area = self.api
        return [[None]] if area is None else uno_cells.read(self.sheet.book.document, area)

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        fill = not isinstance(value, list | tuple)
        rows = [[value] * self.shape[1]] * self.shape[0] if fill else value
        if (area := self.api) is not None:
            uno_cells.write(self.sheet.book.document, area, rows, self.sheet.book.formulas, fill=fill)

    @property
    def formula(self) -> Any:
        """Formulas in Calc's own notation with "=", what else stands there as text; alone for one cell, else rows."""
        area = self.api
        rows = (("",),) if area is None else area.getFormulaArray()
        return rows[0][0] if len(self) == 1 else rows

    @property
    def address(self) -> str:
        """The address as Excel writes it: $A$1 or $A$1:$B$2."""
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        if external:
            raise self._refuse("get_address(external=True)")
        corners = [(self.row, self.column), (self.row + self.shape[0] - 1, self.column + self.shape[1] - 1)]
        row_sign, column_sign = "$" * row_absolute, "$" * col_absolute
        cells = [f"{column_sign}{_letters(column)}{row_sign}{row}" for row, column in corners]
        return ":".join(cells[: 1 if len(self) == 1 else 2])

    def select(self) -> None:
        self.sheet.activate()
        self.sheet.book.document.CurrentController.select(self.api)


def _letters(column: int) -> str:
    before, last = divmod(column - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + last)
