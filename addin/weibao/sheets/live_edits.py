"""Changes of a workbook that somebody has open, as data: for the program that has it open to apply, and as JSON.

Texts are texts whatever they look like, days are days; blank is None.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from weibao.sheets.book import storable

if TYPE_CHECKING:
    from weibao.sheets.package_values import Cell


class CellEdit(NamedTuple):
    """A value for one cell (1-based). `was` is what stood there (days as serials): where that changed, hands off."""

    sheet: str
    row: int
    column: int
    value: Cell
    was: str | float | bool | None


class Seen(NamedTuple):
    """A heading above the cells that are to be filled (1-based): where it moved, the columns have moved."""

    sheet: str
    row: int
    column: int
    was: str


class FreeRow(NamedTuple):
    """A row that nobody had used: its first `columns` cells must be blank still."""

    sheet: str
    row: int
    columns: int


@dataclass
class Edits:
    """`sheets` are hidden machine sheets whole, from A1, blanks over what stood there before.

    `heads` and `free` are to be looked at before anything is written.
    `formulas` by (sheet, row, column), without "="; `heights` of rows in points; `areas`: the print area of a sheet.
    """

    sheets: dict[str, list[list[Cell]]] = field(default_factory=dict)
    cells: list[CellEdit] = field(default_factory=list)
    heads: list[Seen] = field(default_factory=list)
    free: list[FreeRow] = field(default_factory=list)
    formulas: dict[tuple[str, int, int], str] = field(default_factory=dict)
    heights: dict[tuple[str, int], float] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)

    def add(self, more: Edits) -> None:
        """Take over the changes of another package."""
        self.sheets |= more.sheets
        self.cells += more.cells
        self.heads += more.heads
        self.free += more.free
        self.formulas |= more.formulas
        self.heights |= more.heights
        self.areas |= more.areas

    def as_dict(self) -> dict[str, object]:
        """For JSON: days are {"date": "2023-09-30"}."""
        return {
            "sheets": [{"sheet": name, "rows": [list(map(_plain, row)) for row in rows]}
                       for name, rows in self.sheets.items()],
            "cells": [{**edit._asdict(), "value": _plain(edit.value)} for edit in self.cells],
            "heads": [seen._asdict() for seen in self.heads],
            "free": [row._asdict() for row in self.free],
            "formulas": [{"sheet": sheet, "row": row, "column": column, "formula": formula}
                         for (sheet, row, column), formula in self.formulas.items()],
            "heights": [{"sheet": sheet, "row": row, "points": points}
                        for (sheet, row), points in self.heights.items()],
            "areas": [{"sheet": sheet, "area": area} for sheet, area in self.areas.items()],
        }  # fmt: skip


def _plain(value: Cell) -> object:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return float(value) if isinstance(value, Decimal) else value
