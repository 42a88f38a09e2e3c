"""A returned workbook, opened for reading: the values of its sheets, and what only its XML tells.

`PlainWorkbook` is one in a format whose reader knows values only (.xls, .ods): no formulas, hidden rows, comments.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from weibao.sheets.intake_active import Active, active_in_ods, active_in_ole, active_parts
from weibao.sheets.intake_deep import MAX_COLUMNS, MAX_ROWS, Area, SheetFacts, sheet_facts
from weibao.sheets.intake_package import Package, PackageError, SheetPart
from weibao.sheets.intake_values import SheetValues, as_package_error
from weibao.sheets.layout import column_letter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from python_calamine import CalamineSheet

    from weibao.sheets.values import Raw

_MANIFEST = "META-INF/manifest.xml"
_ODS_PARTS = ("mimetype", "content.xml", _MANIFEST)


class Workbook:
    """A returned .xlsx or .xlsm. PackageError where it cannot be read. `plain` where only values are known."""

    plain = False
    active: tuple[Active, ...] = ()

    def __init__(self, package: Package) -> None:
        self.active = active_parts(package)
        self.package: Package | None = package
        self.sheets: Mapping[str, SheetPart] = package.sheets
        self.names: Mapping[str, tuple[str, int, int]] = package.names
        self.date1904 = package.date1904
        self._facts: dict[str, SheetFacts] = {}
        self._failed: dict[str, PackageError] = {}
        self._grids: dict[str, list[list[Raw]]] = {}
        self._values = SheetValues(package)

    @property
    def cut(self) -> Sequence[tuple[str, int, int]]:
        """Cells that held more text than a cell can: sheet, row, column."""
        return self._values.cut

    def facts(self, sheet: str) -> SheetFacts:
        if sheet in self._failed:
            raise self._failed[sheet]
        if sheet not in self._facts:
            try:
                self._facts[sheet] = self._look(sheet)
            except PackageError as error:  # it is asked for more than once, and not read again
                self._failed[sheet] = error
                raise
        return self._facts[sheet]

    def _look(self, sheet: str) -> SheetFacts:
        assert self.package is not None  # noqa: S101 - only a PlainWorkbook has none
        return sheet_facts(self.package, self.sheets[sheet])

    def grid(self, sheet: str) -> list[list[Raw]]:
        """All values of a sheet from A1 on, `[row - 1][column - 1]`; rows are of equal length."""
        if sheet not in self._grids:
            self.facts(sheet)  # refuses a sheet that would unfold to millions of blanks
            self._grids[sheet] = self._unfold(sheet)
        return self._grids[sheet]

    def _unfold(self, sheet: str) -> list[list[Raw]]:
        return self._values.grid(sheet)

    def value(self, sheet: str, row: int, column: int) -> Raw:
        """One cell; "" outside the used area."""
        rows = self.grid(sheet)
        return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else ""


class PlainWorkbook(Workbook):
    """A returned .xls or .ods. `package` is the zip of an .ods, past the guards; None for an .xls."""

    plain = True

    def __init__(self, data: bytes, package: Package | None) -> None:
        self.package = None
        self.active = active_in_ole(data) if package is None else active_in_ods(package)
        if package is not None:
            _guard_ods(package)
            data = package.stored(_ODS_PARTS)  # not the file itself: a reader of it might see other members
        self._facts, self._failed, self._grids = {}, {}, {}
        try:
            self._calamine = CalamineWorkbook.from_filelike(BytesIO(data))
        except BaseException as error:
            raise as_package_error(error) from None
        self.names = {}
        self.date1904 = False  # days come as dates; a bare number is not told from one
        hidden = {item.name for item in self._calamine.sheets_metadata if item.visible != SheetVisibleEnum.Visible}
        self.sheets = {name: SheetPart(name, "", name in hidden) for name in self._calamine.sheet_names}

    @property
    def cut(self) -> Sequence[tuple[str, int, int]]:
        return ()

    def _unfold(self, sheet: str) -> list[list[Raw]]:
        try:
            values: CalamineSheet = self._calamine.get_sheet_by_name(sheet)
            return [list(row) for row in values.to_python(skip_empty_area=False)]
        except BaseException as error:
            raise as_package_error(error) from None

    def _look(self, sheet: str) -> SheetFacts:
        try:
            found = self._calamine.get_sheet_by_name(sheet)
            height, width = found.total_height, found.total_width
            merged = found.merged_cell_ranges or []
        except BaseException as error:
            raise as_package_error(error) from None
        if height > MAX_ROWS or width > MAX_COLUMNS:
            raise PackageError(f"工作表“{sheet}”有 {height} 行 {width} 列，远超一份清单，请删去多余的内容")
        return SheetFacts(merged=tuple(_area(start, end) for start, end in merged))


def _area(start: tuple[int, int], end: tuple[int, int]) -> Area:
    top, left, bottom, right = start[0] + 1, start[1] + 1, end[0] + 1, end[1] + 1
    return Area(f"{column_letter(left)}{top}:{column_letter(right)}{bottom}", top, left, bottom, right)


def _guard_ods(package: Package) -> None:
    """An .ods repeats cells by a number: a few bytes may stand for millions of them."""
    if _MANIFEST in package and any(
        str(item.tag).endswith("}encryption-data") for item in package.xml(_MANIFEST).iter()
    ):
        raise PackageError("文件设了打开密码", code="file-encrypted")
    root = package.xml("content.xml")
    space = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    cells = (f"{space}table-cell", f"{space}covered-table-cell")
    for table in root.iter(f"{space}table"):
        name = table.get(f"{space}name", "")
        row = bottom = right = characters = 0
        for line in table.iter(f"{space}table-row"):
            column = last = length = 0
            for cell in line.iterchildren(*cells):
                times = _times(cell.get(f"{space}number-columns-repeated"))
                column += times
                if len(cell):
                    last, length = column, length + times * sum(len(str(text)) for text in cell.itertext())
            times = _times(line.get(f"{space}number-rows-repeated"))
            row += times
            if last and (row > MAX_ROWS or last > MAX_COLUMNS):
                raise PackageError(f"工作表“{name}”远超一份清单的行数、列数，请删去多余的内容")
            if last:
                bottom, right, characters = row, max(right, last), characters + times * length
        package.spend(name, bottom * right, characters)


def _times(text: str | None) -> int:
    return max(int(text), 1) if text and text.isdecimal() and len(text) < 10 else 1
