"""Cells between Excel and the functions: what xlwings hands over becomes `functions.cells.Cell`, results go back.

The arguments come through `Cells`, a converter of xlwings' own kind, and not through its default one, which cannot
tell the text "#N/A" from the error value and gives error values that it does not know as integers.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from weibao.functions.cells import ERROR, serial
from weibao.hosts.excel.udf_names import FAILED
from weibao.hosts.light import xlwings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weibao.functions.cells import Cell

Rows: TypeAlias = "list[list[Cell]]"
# What goes back: numbers, text, bool, a date for a cell of its own, FAILED for an error value.
Value: TypeAlias = str | float | bool | date

# An error value arrives as the integer of its COM code: 0x800A0000 and Excel's number, which begins at 2000 (#NULL!).
# Numbers of cells are always floats.
_ERRORS = range(-0x7FF60000 + 2000, -0x7FF60000 + 2100)


def cell(value: object) -> Cell:
    """One cell as Excel gives it. Dates may be `pywintypes` times, money a Decimal, error values integers."""
    if isinstance(value, int) and not isinstance(value, bool) and value in _ERRORS:
        return ERROR
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        # COM's times carry a zone that means nothing.
        return datetime(value.year, value.month, value.day, value.hour, value.minute, value.second)  # noqa: DTZ001
    return value if value is None or isinstance(value, (str, int, float, date)) else ERROR


def cells(value: object) -> Cell | Rows:
    """A cell, or rows of cells: a table is a tuple of rows, one row may come flat."""
    if not isinstance(value, (list, tuple)):
        return cell(value)
    flat = not any(isinstance(row, (list, tuple)) for row in value)
    return [[cell(one) for one in row] for row in ([value] if flat else value)]


class Cells(xlwings.conversion.Converter):
    """xlwings' converter of an argument; only reads."""

    base = xlwings.conversion.RawValueAccessor  # type: ignore[assignment]

    @classmethod
    def read_value(cls, value: object, options: dict[str, Any]) -> Cell | Rows:
        return cells(value)


def returned(value: Cell | Iterable[Iterable[Cell]]) -> Value | list[list[Value]]:
    """A function's result for Excel: rows for a block.

    Dates in a block become serial numbers, since the cells of blocks are read by formulas; the date of a cell of its
    own stays a date, so that Excel shows it as one.
    """
    if isinstance(value, (list, tuple)):
        return [[_returned_cell(_plain(one)) for one in row] for row in value]
    if isinstance(value, date):
        return _day(value)
    return _returned_cell(value)  # type: ignore[arg-type]


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _plain(value: Cell) -> Cell:
    return serial(_day(value)) if isinstance(value, date) else value


def _returned_cell(value: Cell) -> Value:
    if value is None or value is ERROR or (isinstance(value, float) and not math.isfinite(value)):
        return FAILED
    if isinstance(value, (bool, str)):
        return value
    return float(value)  # type: ignore[arg-type]
