"""Rows of a ledger's tables as typed values, and how a formula of ours is told from one that a person put there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from weibao.sheets.ledger_styles import DATES

if TYPE_CHECKING:
    from collections.abc import Set

    from weibao.sheets.ledger_tables import Found
    from weibao.sheets.package_sheet import SheetXml
    from weibao.sheets.package_values import Cell

STOPPED = "已停用"
"""What stands in a row of ours that belongs to nothing of the rulebook in force."""

_EPOCH = date(1899, 12, 30)
_LAST_SERIAL = 100_000  # a number above this is no day
_SHEET = re.compile(r"(?:'[^']+'|[\w.]+)!")
_CELL = re.compile(r"\$?[A-Z]{1,3}\$?\d+")
_PREFIX = re.compile(r"_xlfn\.|COM\.MICROSOFT\.|\s")


@lru_cache(maxsize=1 << 12)
def skeleton(formula: str) -> str:
    """A formula without its addresses: what stays the same when people insert, sort or save in another program."""
    bare = _PREFIX.sub("", formula.removeprefix("=")).upper()
    bare = _CELL.sub("#", _SHEET.sub("!", bare))
    return bare.replace("FALSE()", "FALSE").replace("TRUE()", "TRUE").replace("1E-06", "0.000001")


@dataclass
class Line:
    """A row of a table: its cells by column key as typed values, and the computed columns that a person took over.

    `blank`: no cell of it holds or shows anything, as in most of the prepared rows; whose formulas those are is not
    looked into, for they have nothing to show.
    """

    number: int
    cells: dict[str, Cell]
    kept: frozenset[str] = frozenset()
    overwritten: tuple[str, ...] = ()
    blank: bool = False


def day_of(value: object) -> date | None:
    """The day that a serial stands for, None for anything else."""
    return _EPOCH + timedelta(days=int(value)) if isinstance(value, float) and 0 < value < _LAST_SERIAL else None


def read_line(sheet: SheetXml, found: Found, row: int, kept: Set[str]) -> Line:
    """A row's values; of the computed columns only those that a person took over (`kept`)."""
    cells: dict[str, Cell] = {}
    overwritten: list[str] = []
    computed = {column.key for column in found.table.columns if column.kind == "computed"}
    dates = DATES.get(found.table.sheet, ())
    values = sheet.grid().get(row, {})
    for key, column in found.columns.items():
        value = values.get(column)
        if value is None or (key in computed and key not in kept):
            continue
        if key in computed:
            overwritten.append(key)
        cells[key] = (day_of(value) if key in dates else None) or (str_key(value) if key == "veto" else value)
    return Line(row, cells, frozenset(kept), tuple(overwritten))


def str_key(value: object) -> str:
    """A key cell for comparing."""
    if isinstance(value, float):
        return str(int(value))
    return str(value or "").strip().upper()
