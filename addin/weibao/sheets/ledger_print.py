"""The print areas of the tables: they end with the last filled row, not with the prepared ones.

_meta remembers in a formula where we let them end (=ROW(督办!$A$50): inserting rows moves it as it moves the area).
An area that ends elsewhere was set by a person and is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weibao.sheets.layout import (
    CHANGES,
    DECISIONS,
    INCOMING,
    INSPECTIONS,
    LEDGER_META,
    MEETINGS,
    NODES,
    PUBLICITY,
    REGISTER,
    RETURNS,
    REVIEW,
    ROSTER,
    RULINGS,
    SUPERVISION,
    TASKS,
    WORK,
)

if TYPE_CHECKING:
    from weibao.sheets.layout import Table
    from weibao.sheets.package import Package

# Typed into from day to day: what came since the last update is printed too, and there is room for the pen.
_DAILY = (REGISTER, INCOMING, NODES, PUBLICITY, WORK, INSPECTIONS)
_SPARE = 10  # rows
GROWING = (RETURNS, REVIEW, SUPERVISION, MEETINGS, DECISIONS, ROSTER, CHANGES, TASKS, RULINGS, *_DAILY)

_ROW = re.compile(r"\$?A\$?(\d+)\)$")


def print_key(table: Table) -> str:
    """Key of the row of _meta that remembers the end of a table's print area."""
    return f"print:{table.sheet}"


def print_formula(table: Table, end: int) -> str:
    """What stands in that row."""
    return f"ROW({table.sheet}!$A${end})"


def first_end(table: Table, rows: int) -> int:
    """The last row to print of a new table with `rows` filled rows."""
    return max(table.first_row, table.header_row + rows) + _spare(table)


def _spare(table: Table) -> int:
    return _SPARE if table in _DAILY else 0


def extend_print_area(package: Package, table: Table, sheet: str, filled: int) -> None:
    """Let the print area of a table whose last filled row is `filled` end there, if it ends where we let it end."""
    end = filled + _spare(table)
    meta = package.sheet(LEDGER_META.sheet)
    row = next((row for row in meta.row_numbers() if meta.value(row, 1) == print_key(table)), None)
    remembered = _ROW.search(meta.formula(row, 2)) if row else None
    if row is None or remembered is None or int(remembered[1]) == end:
        return
    if package.move_print_end(sheet, int(remembered[1]), end):
        meta.put_formula(row, 2, print_formula(table, end), end)
