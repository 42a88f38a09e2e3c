"""Finding the tables of 核定台账 after people have worked in it: by headings and keys, never by fixed places.

A grid is a sheet's cells that are not blank: row → column → value, both 1-based.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.sheets.package_values import address
from weibao.sheets.values import Raw, compact

if TYPE_CHECKING:
    from weibao.sheets.layout import Table

AnyGrid = Mapping[int, Mapping[int, Raw]]

# A heading further down than this was moved by nobody: people insert a few rows above a table, not hundreds.
_DEEPEST = 80


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a found table: its row number and its cells by column key, blank ones left out."""

    number: int
    cells: Mapping[str, Raw]

    def text(self, key: str) -> str:
        """A cell for comparing: folded, without white space."""
        return compact(self.cells.get(key))


@dataclass(frozen=True)
class Found:
    """Where a table stands now. `columns` has the columns whose headings were found."""

    table: Table
    sheet: str
    header_row: int
    columns: Mapping[str, int]

    def rows(self, grid: AnyGrid) -> Iterator[TableRow]:
        """The rows below the headings that hold anything in the table's columns."""
        for number in sorted(row for row in grid if row > self.header_row):
            cells = {key: grid[number][column] for key, column in self.columns.items() if column in grid[number]}
            if cells:
                yield TableRow(number, cells)

    def cell(self, key: str, row: int) -> str:
        """Address such as "H12"; "" where the column was not found."""
        return address(row, self.columns[key]) if key in self.columns else ""

    @property
    def missing(self) -> tuple[str, ...]:
        """Headings that are gone."""
        return tuple(column.header for column in self.table.columns if column.header and column.key not in self.columns)


def locate(table: Table, grids: Mapping[str, AnyGrid], headings: Mapping[str, str]) -> Found | None:
    """The table, on the sheet of its name or, where that was renamed, on one that has all its headings.

    `headings` is column key → heading. None where neither is found.
    """
    own = _on_sheet(table, table.sheet, grids.get(table.sheet, {}), headings)
    if own is not None:
        return own
    for sheet, grid in grids.items():
        found = _on_sheet(table, sheet, grid, headings) if not sheet.startswith("_") else None
        if found is not None and set(found.columns) == {key for key, name in headings.items() if name}:
            return found
    return None


def _on_sheet(table: Table, sheet: str, grid: AnyGrid, headings: Mapping[str, str]) -> Found | None:
    wanted = {compact(name): key for key, name in reversed(list(headings.items())) if name}
    best: dict[str, int] = {}
    best_row = 0
    for row in sorted(number for number in grid if number <= _DEEPEST):
        columns: dict[str, int] = {}
        for column, value in sorted(grid[row].items()):
            if isinstance(value, str) and (key := wanted.get(compact(value))):
                columns.setdefault(key, column)
        if len(columns) > len(best):
            best, best_row = columns, row
    # The key column and at least half of the headings: less is some other table.
    if table.columns[0].key not in best or len(best) * 2 < len(wanted):
        return None
    return Found(table, sheet, best_row, best)
