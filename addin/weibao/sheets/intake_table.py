"""Reading single cells of a table that was found in a returned workbook, and noting what is wrong with them.

Rows and columns are 1-based. `Cell` joins the value that the reader gave with what only the XML tells (formula, error
value).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from weibao.clean import unseen
from weibao.findings import Finding, finding
from weibao.sheets.layout import Table, column_letter
from weibao.sheets.values import Raw, Read, shown
from weibao.texts import FINDINGS

if TYPE_CHECKING:
    from weibao.sheets.intake_book import Workbook

T = TypeVar("T")
A = TypeVar("A", bound="Answered")

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
        grid, facts = self.book.grid(self.sheet), self.book.facts(self.sheet)
        cells = grid[row - 1] if row <= len(grid) else []
        for number, letter in self._inputs:
            raw = cells[number - 1] if number <= len(cells) else ""
            if raw != "" and shown(raw):
                return True
            address = f"{letter}{row}"
            if address in facts.formulas or address in facts.errors:
                return True
        return False

    @cached_property
    def _inputs(self) -> tuple[tuple[int, str], ...]:
        """Number and letter of every input column."""
        numbers = [self.columns.get(column.key) for column in self.table.columns if column.kind == "input"]
        return tuple((number, column_letter(number)) for number in numbers if number)

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
            self._note(bad, cell, field=self.found.header(key), found=read.found, why=read.why, **values)
        elif not read.clean and read.value is not None:
            beside = "（文本）" if cell.raw == read.found else "（有多余的空白）"
            text = read.found + (beside if show(read.value) == read.found else "")
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
        if isinstance(cell.raw, str) and (names := unseen(cell.raw)):
            self._note("text-unseen", cell, field=field_, names="、".join(names))
        return cell

    def _note(self, code: str, cell: Cell, **values: object) -> None:
        self.notes.add(code, self.found.sheet, cell.address, self.indicator, **values)


class Answered(Protocol):
    """A row that a unit answers: what it said, and whether that is nothing."""

    @property
    def said(self) -> object: ...

    @property
    def blank(self) -> bool: ...


def each_once(rows: Iterable[tuple[str, A]], clash: Callable[[str, A, A], None]) -> tuple[dict[str, A], set[str]]:
    """The rows by code, each once, a filled one before a blank one; and the codes that two rows answer differently,
    of which `clash` is told the row before and this one.
    """
    answers: dict[str, A] = {}
    clashing: set[str] = set()
    for code, answer in rows:
        before = answers.get(code)
        if before is None or before.blank:
            answers[code] = answer
        elif not answer.blank and before.said != answer.said:
            clashing.add(code)
            clash(code, before, answer)
    return answers, clashing


def key_of(table: Table) -> str:
    """The column of the rows' codes; for 佐证材料, where rows have none of their own, that of the indicator."""
    return next(column.key for column in table.columns if column.key in ("id", "indicator", "item"))
