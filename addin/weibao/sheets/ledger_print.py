"""The print areas of the tables that the machine fills: they end with the last filled row, not with the prepared ones.

_meta remembers in a formula where we let them end (=ROW(督办!$A$50): inserting rows moves it as it moves the area).
An area that ends elsewhere was set by a person and is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weibao.sheets.layout import (
    CHANGES,
    DECISIONS,
    LEDGER_META,
    MEETINGS,
    RETURNS,
    REVIEW,
    ROSTER,
    SUPERVISION,
    TASKS,
)

if TYPE_CHECKING:
    from weibao.sheets.layout import Table
    from weibao.sheets.package import Package

GROWING = (RETURNS, REVIEW, SUPERVISION, MEETINGS, DECISIONS, ROSTER, CHANGES, TASKS)

_ROW = re.compile(r"\$?A\$?(\d+)\)$")


def print_key(table: Table) -> str:
    """Key of the row of _meta that remembers the end of a table's print area."""
    return f"print:{table.sheet}"


def print_formula(table: Table, end: int) -> str:
    """What stands in that row."""
    return f"ROW({table.sheet}!$A${end})"


def first_end(table: Table, rows: int) -> int:
    """The last row to print of a new table with `rows` filled rows."""
    return max(table.first_row, table.header_row + rows)


def extend_print_area(package: Package, table: Table, sheet: str, end: int) -> None:
    """Let the print area of a table end in row `end`, if it still ends where we let it end."""
    meta = package.sheet(LEDGER_META.sheet)
    row = next((row for row in meta.row_numbers() if meta.value(row, 1) == print_key(table)), None)
    remembered = _ROW.search(meta.formula(row, 2)) if row else None
    if row is None or remembered is None or int(remembered[1]) == end:
        return
    if package.move_print_end(sheet, int(remembered[1]), end):
        meta.put_formula(row, 2, print_formula(table, end), end)
