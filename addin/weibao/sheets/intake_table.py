"""Finding our tables in a returned workbook, whatever was renamed, inserted or moved, and reading single cells of them.

A sheet is found by its name, else by its heading row; a column by its heading; a row by its number or code. Rows and
columns are 1-based. `Cell` joins the value that the reader gave with what only the XML tells (formula, error value).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from python_calamine import CalamineWorkbook

from weibao.findings import Finding, finding
from weibao.sheets.intake_deep import SheetFacts, sheet_facts
from weibao.sheets.intake_package import Package, PackageError
from weibao.sheets.layout import ATTACHED, EVIDENCE, FEEDBACK, GUIDE, INDICATORS, PRINT, VETOES, Table, column_letter
from weibao.sheets.values import Raw, Read, compact, shown
from weibao.texts import FINDINGS

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

T = TypeVar("T")

OUR_SHEETS = (GUIDE, PRINT, ATTACHED, *(table.sheet for table in (INDICATORS, EVIDENCE, VETOES, FEEDBACK)))
# Headings stand near the top; people insert a few lines above them, not sixty.
HEADER_SEARCH = 60
# A sheet under another name must look like ours in this share of the headings.
RENAMED_SHARE = 0.7
HERE_SHARE = 0.5


# So many findings of one kind and sheet are listed; nobody reads on, and thousands would bury all others.
SAME_SHOWN = 40


class Notes:
    """Collects the findings of one file; knows where it is reading."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.unit = ""
        self.items: list[Finding] = []

    def add(self, code: str, sheet: str = "", cell: str = "", indicator: str = "", **values: object) -> None:
        texts = {key: str(value) for key, value in values.items()}
        self.items.append(finding(code, file=self.file, sheet=sheet, cell=cell, indicator=indicator, **texts))

    def closed(self) -> tuple[Finding, ...]:
        """The findings with the unit filled in, in the order of the sheet.

        Of many of one kind on one sheet (something was pasted all over it) the first few and how many more.
        """
        kept: list[Finding] = []
        counts = Counter((item.code, item.sheet) for item in self.items)
        seen: Counter[tuple[str, str]] = Counter()
        for item in self.items:
            kind = (item.code, item.sheet)
            seen[kind] += 1
            if seen[kind] <= SAME_SHOWN:
                kept.append(item)
            elif seen[kind] == counts[kind]:
                rest = finding("more-of-the-same", file=self.file, sheet=item.sheet, cell=item.cell,
                               count=counts[kind] - SAME_SHOWN, title=FINDINGS[item.code].title)  # fmt: skip
                kept.append(replace(rest, severity=item.severity))
        return tuple(replace(item, unit=self.unit) for item in kept)


class Workbook:
    """A returned workbook, opened for reading. PackageError where it cannot be read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.sheets = package.sheets
        self._facts: dict[str, SheetFacts] = {}
        self._grids: dict[str, list[list[Raw]]] = {}
        try:
            self._calamine = CalamineWorkbook.from_filelike(BytesIO(package.data))
        except BaseException as error:
            raise _as_package_error(error) from None

    def facts(self, sheet: str) -> SheetFacts:
        if sheet not in self._facts:
            self._facts[sheet] = sheet_facts(self.package, self.sheets[sheet])
        return self._facts[sheet]

    def grid(self, sheet: str) -> list[list[Raw]]:
        """All values of a sheet from A1 on, `[row - 1][column - 1]`; rows are of equal length."""
        if sheet not in self._grids:
            self.facts(sheet)  # refuses a sheet that would unfold to millions of blanks
            try:
                values: CalamineSheet = self._calamine.get_sheet_by_name(sheet)
                self._grids[sheet] = [list(row) for row in values.to_python(skip_empty_area=False)]
            except BaseException as error:
                raise _as_package_error(error) from None
        return self._grids[sheet]

    def value(self, sheet: str, row: int, column: int) -> Raw:
        """One cell; "" outside the used area."""
        rows = self.grid(sheet)
        return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else ""


def _as_package_error(error: BaseException) -> BaseException:
    """A reader's failure as our own; a panic of the Rust side is no Exception, an interrupt stays what it is."""
    if isinstance(error, Exception) or type(error).__name__ == "PanicException":
        return PackageError("文件内部有损坏，读不出内容")
    return error


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value and address, whether a formula stands in it, the error value it shows ("" = none)."""

    raw: Raw
    address: str
    formula: bool = False
    stored: bool = True  # False: a formula without a stored result
    error: str = ""


@dataclass(frozen=True)
class FoundTable:
    """One of our tables in a returned workbook: its sheet there, its heading row, its columns by key."""

    book: Workbook
    table: Table
    sheet: str
    header_row: int
    columns: dict[str, int] = field(default_factory=dict)

    def rows(self) -> Iterator[int]:
        """Numbers of all rows below the headings."""
        return iter(range(self.header_row + 1, len(self.book.grid(self.sheet)) + 1))

    def cell(self, row: int, key: str) -> Cell:
        """The cell of a column; a blank one where the column is missing."""
        column = self.columns.get(key)
        if column is None:
            return Cell("", "")
        address = f"{column_letter(column)}{row}"
        facts = self.book.facts(self.sheet)
        return Cell(
            self.book.value(self.sheet, row, column),
            address,
            address in facts.formulas,
            facts.formulas.get(address, True),
            facts.errors.get(address, ""),
        )

    def filled(self, row: int) -> bool:
        """Whether anything stands in an input cell of the row."""
        return any(
            cell.error or cell.formula or shown(cell.raw)
            for column in self.table.columns
            if column.kind == "input" and (cell := self.cell(row, column.key)).address
        )

    @property
    def key(self) -> str:
        """The column that says which row it is."""
        return key_of(self.table)

    def header(self, key: str) -> str:
        return self.table.columns[self.table.number(key) - 1].header


class RowReader:
    """Reads the cells of one row into typed values, and says what was wrong with them.

    `unreadable` names the columns that gave no value although something stands in them.
    """

    def __init__(self, found: FoundTable, row: int, notes: Notes, indicator: str = "") -> None:
        self.found, self.row, self.notes, self.indicator = found, row, notes, indicator
        self.unreadable: list[str] = []

    def take(
        self, key: str, convert: Callable[[Raw], Read[T]], show: Callable[[T], str], bad: str, **values: object
    ) -> T | None:
        """A typed cell; None where blank or not understood (then a finding `bad` with `found` and `values`)."""
        cell = self._cell(key)
        if cell is None:
            return None
        read = convert(cell.raw)
        if not read.understood:
            self.unreadable.append(key)
            self._note(bad, cell, field=self.found.header(key), found=read.found, **values)
        elif not read.clean and read.value is not None:
            text = f"{read.found}（文本）" if show(read.value) == read.found else read.found
            self._note("value-interpreted", cell, field=self.found.header(key), found=text, read=show(read.value))
        return read.value

    def text(self, key: str, convert: Callable[[Raw], str]) -> str:
        """A free text."""
        cell = self._cell(key)
        return convert(cell.raw) if cell else ""

    def address(self, key: str) -> str:
        return self.found.cell(self.row, key).address

    def note(self, code: str, key: str, **values: object) -> None:
        """A finding about one cell of the row."""
        self._note(code, self.found.cell(self.row, key), **values)

    def _cell(self, key: str) -> Cell | None:
        """The cell, after the findings about a formula or an error value in it; None where it gives no value."""
        cell = self.found.cell(self.row, key)
        field_ = self.found.header(key)
        if cell.error or (cell.formula and not cell.stored):
            self.unreadable.append(key)
            code = "cell-error" if cell.error else "formula-no-value"
            self._note(code, cell, field=field_, found=cell.error)
            return None
        if cell.formula:
            self._note("formula-in-input", cell, field=field_, found=shown(cell.raw) or "空白")
        return cell

    def _note(self, code: str, cell: Cell, **values: object) -> None:
        self.notes.add(code, self.found.sheet, cell.address, self.indicator, **values)


def find_table(book: Workbook, table: Table, notes: Notes) -> FoundTable | None:
    """The table in the workbook, or None with a finding; columns that are missing give findings too."""
    name = next((name for name in book.sheets if compact(name) == compact(table.sheet)), None)
    found = _match(book, table, name, HERE_SHARE) if name else None
    if name and not found:
        notes.add("header-missing", name, sheet_name=name, headers="、".join(_headers(table).values()))
        return None
    if not found:
        found = _renamed(book, table)
        if not found:
            notes.add("sheet-missing", sheet_name=table.sheet)
            return None
        notes.add("sheet-renamed", found.sheet, found=found.sheet, sheet_name=table.sheet)
    for column in table.columns:
        if column.kind == "input" and column.key not in found.columns:
            notes.add("column-missing", found.sheet, header=column.header, row=found.header_row)
    return found


def _renamed(book: Workbook, table: Table) -> FoundTable | None:
    """The sheet under another name whose headings fit best."""
    ours = {compact(name) for name in OUR_SHEETS}
    others = [name for name in book.sheets if compact(name) not in ours and not name.startswith("_")]
    matches = []
    for name in others:
        try:
            found = _match(book, table, name, RENAMED_SHARE)
        except PackageError:  # somebody's own sheet; only ours must be readable
            continue
        if found:
            matches.append(found)
    return max(matches, key=lambda found: len(found.columns), default=None)


def key_of(table: Table) -> str:
    """The column of the rows' codes; for 佐证材料, where rows have none of their own, that of the indicator."""
    return next(column.key for column in table.columns if column.key in ("id", "indicator", "item"))


def _headers(table: Table) -> dict[str, str]:
    return {column.key: column.header for column in table.columns if column.header}


def _match(book: Workbook, table: Table, sheet: str, share: float) -> FoundTable | None:
    """The table on this sheet, where a row holds its key column and at least `share` of its headings."""
    headers = {compact(header): key for key, header in _headers(table).items()}
    key = key_of(table)
    best: FoundTable | None = None
    for number, row in enumerate(book.grid(sheet)[:HEADER_SEARCH], 1):
        columns: dict[str, int] = {}
        for column, raw in enumerate(row, 1):
            name = headers.get(compact(raw)) if isinstance(raw, str) else None
            if name:
                columns.setdefault(name, column)
        if key in columns and len(columns) >= share * len(headers) and (not best or len(columns) > len(best.columns)):
            best = FoundTable(book, table, sheet, number, columns)
    return best
