"""What stands in a cell, as the formulas see it.

A raw cell value is a number, text, bool, date, `ERROR`, or None/"" for a blank cell; dates may come as serial numbers.
The rules are those that a native formula can state as well (`native` has their twins), so they are stricter than
the reader of returned files: what is not understood here asks the unit to mend it while the sheet is still open.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Final, Literal, TypeAlias

from weibao.compute import deadlines
from weibao.compute.model import Level

Cell: TypeAlias = str | int | float | bool | date | None


class _Mark(Enum):
    UNREADABLE = "?"


UNREADABLE: Final = _Mark.UNREADABLE
Unreadable: TypeAlias = Literal[_Mark.UNREADABLE]


class ErrorValue(str):
    """An error value such as #N/A, as a host hands it over: it reads as "?", which no column understands."""

    __slots__ = ()


ERROR: Final = ErrorValue("?")

EPOCH = date(1899, 12, 30)
# Days that a date cell may mean: 2000-01-01 to 2099-12-31. A bare 2023 is a year that lost its month, not a date.
FIRST_SERIAL, LAST_SERIAL = 36526, 73050
BLANKS = (" ", "\u3000", "\u00a0")
# Signs of a Chinese input method that stand for digits and the point, and the unit that people add.
FULL_WIDTH = dict(zip("０１２３４５６７８９．", "0123456789.", strict=True))
POINTS_UNIT = "分"
LONGEST_POINTS = 6
# Excel keeps the digits of a number that people typed; six decimals hide what binary fractions add.
DECIMALS = 6

LEVEL_CODES = {Level.MET: 1, Level.PARTIAL: 2, Level.UNMET: 3}
LEVEL_BY_LABEL = {level.label: level for level in LEVEL_CODES}
BAD_CODE = 9

_CANONICAL = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")


def serial(day: date) -> int:
    """The day's serial number."""
    return (day - EPOCH).days


def is_blank(raw: Cell) -> bool:
    """Whether nothing stands in the cell."""
    return raw is None or raw == ""


def is_error(raw: Cell) -> bool:
    """Whether the cell holds an error value."""
    return isinstance(raw, ErrorValue)


def is_number(raw: Cell) -> bool:
    """Whether the cell holds a number, a date among them."""
    return isinstance(raw, (int, float, date)) and not isinstance(raw, bool)


def number_of(raw: Cell, what: str) -> Decimal:
    """A number cell, to six decimals (of a date its serial number). Raises ValueError for anything else."""
    if raw is None or isinstance(raw, (str, bool)):
        raise ValueError(f"{what} must be a number, got {raw!r}")
    value = points_of(raw)
    assert isinstance(value, Decimal)  # noqa: S101 - numbers and dates are always readable
    return value


def text_of(raw: Cell) -> str:
    """The cell as text, as `&""` gives it: 2.0 is "2", a date is its serial number."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, (int, float)):
        return f"{raw:.15g}"
    if isinstance(raw, date):
        return str(serial(raw.date() if isinstance(raw, datetime) else raw))
    return raw


def compact(raw: Cell) -> str:
    """The text without blanks of any width."""
    text = text_of(raw)
    for blank in BLANKS:
        text = text.replace(blank, "")
    return text


def level_of(raw: Cell) -> Level | Unreadable | None:
    """完成情况: one of the three words, None where blank."""
    text = compact(raw)
    return LEVEL_BY_LABEL.get(text, UNREADABLE) if text else None


def points_text(raw: Cell) -> str:
    """A score's text with half-width digits, without blanks and 分."""
    return "".join(FULL_WIDTH.get(char, char) for char in compact(raw).replace(POINTS_UNIT, ""))


def points_of(raw: Cell) -> Decimal | Unreadable | None:
    """自评得分: a number, or text that is plainly one (`１.５`, `1.50分`); `1,5`, `50%` and `+1` are not."""
    if isinstance(raw, bool):
        return UNREADABLE
    if isinstance(raw, (int, float)):
        return _tidy(Decimal(f"{raw:.{DECIMALS}f}"))
    if isinstance(raw, date):
        return Decimal(text_of(raw))
    text = points_text(raw)
    if not text:
        return None
    if len(text) > LONGEST_POINTS or not _CANONICAL.fullmatch(text):
        return UNREADABLE
    value = Decimal(text)
    forms = {f"{_tidy(value):f}", f"{value:.1f}", f"{value:.2f}"}
    return _tidy(value) if text in forms and not (value == 0 and text.startswith("-")) else UNREADABLE


def _tidy(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def day_of(raw: Cell) -> date | Unreadable | None:
    """A real date (or its serial number) of this century; text is not one, however much it looks like it."""
    if isinstance(raw, bool):
        return UNREADABLE
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        raw = serial(raw)
    if isinstance(raw, (int, float)):
        return EPOCH + timedelta(days=int(raw)) if FIRST_SERIAL <= raw < LAST_SERIAL + 1 else UNREADABLE
    return UNREADABLE if compact(raw) else None


def has_come(raw: Cell, today: date) -> bool:
    """Whether a real date stands in the cell that is not after today: what is said to be done later is not done yet."""
    read = day_of(raw)
    return isinstance(read, date) and deadlines.has_come(read, today)
