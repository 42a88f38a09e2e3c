"""Ranges of cells as the functions take them: rows of cells, read column by column.

A *framed* range has a heading above and a blank row below its data, so that cutting and pasting cells at the edge of
a table never moves the reference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeAlias, TypeVar

from weibao.functions.cells import Cell, day_of, is_blank, is_error, number_of, text_of
from weibao.functions.states import Value
from weibao.rulebook import load_calendar
from weibao.workdays import WorkCalendar

Range: TypeAlias = Sequence[Sequence[Cell]]
Result: TypeAlias = list[list[Value | None]]
T = TypeVar("T")


def inner(framed: Range) -> Range:
    """The data rows of a framed range."""
    return framed[1:-1]


def column(framed: Range) -> list[Cell]:
    """The data cells of a framed column."""
    return [row[0] for row in inner(framed)]


def columns(*framed: Range) -> list[tuple[Cell, ...]]:
    """Framed columns side by side, row by row. Raises ValueError where they differ in length."""
    return list(zip(*map(column, framed), strict=True))


def flat(area: Range) -> list[Cell]:
    """All cells of a range, row by row. Raises ValueError where one is an error value."""
    cells = [cell for row in area for cell in row]
    if any(map(is_error, cells)):
        raise ValueError("the range holds an error value")
    return cells


def any_blank(*cells: Cell) -> bool:
    """Whether one of the cells is blank. Raises ValueError where one is an error value."""
    return any(map(is_blank, flat([cells])))


def day(raw: Cell, what: str) -> date:
    """A cell that must hold a date; ValueError otherwise."""
    read = day_of(raw)
    if not isinstance(read, date):
        raise ValueError(f"{what} must be a date, got {raw!r}")
    return read


def codes(table: Range) -> dict[str, int]:
    """Names in the first column with the whole numbers beside them; rows without either say nothing."""
    found = {}
    for name, code, *_ in table:
        if not is_blank(name) and isinstance(code, (int, float)) and not isinstance(code, bool):
            found[text_of(name)] = int(code)
    return found


def optional_day(raw: Cell) -> date | None:
    """A cell that may hold a date."""
    read = day_of(raw)
    return read if isinstance(read, date) else None


def whole(raw: Cell, what: str) -> int:
    """A cell that must hold a whole number from 0; ValueError otherwise."""
    value = number_of(raw, what)
    if value < 0 or value != int(value):
        raise ValueError(f"{what} must be a whole number from 0, got {raw!r}")
    return int(value)


def count(raw: Cell, what: str) -> int:
    """A whole number from 0 of our own sheets, where a blank cell is 0: Calc hands over both alike."""
    return 0 if is_blank(raw) else whole(raw, what)


def each_row(rows: Sequence[T], width: int, compute: Callable[[T], Sequence[Value]]) -> Result:
    """Compute row by row; a row that raises is an error value and does not take the others with it."""
    result: Result = []
    for row in rows:
        try:
            result.append(list(compute(row)))
        except (ValueError, ArithmeticError, TypeError):
            result.append([None] * width)
    return result


def calendar_of(days_off: Range | None, first: Cell, last: Cell) -> WorkCalendar:
    """The calendar of a workbook: every day off from `first` to `last`; without them the published one.

    A heading and blank cells in `days_off` are passed over. Raises ValueError for bad ends, and for what may be meant
    as a day and is none, such as a date written as text.
    """
    if days_off is None:
        return load_calendar()
    return _calendar(tuple(flat(days_off)), day(first, "first"), day(last, "last"))


@lru_cache(maxsize=4)
def _calendar(cells: tuple[Cell, ...], first: date, last: date) -> WorkCalendar:
    days = set()
    for cell in cells:
        read = day_of(cell)
        if isinstance(read, date):
            days.add(read)
        elif read is not None and not (isinstance(cell, str) and not any(map(str.isdecimal, cell))):
            raise ValueError(f"a day off must be a date, got {cell!r}")
    return WorkCalendar(first, last, frozenset(days))
