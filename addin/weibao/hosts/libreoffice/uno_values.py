"""Values of cells between Python and LibreOffice Calc, and nothing else of UNO.

Python's side: text, int, float, bool, date, datetime, None for a blank cell; error values arrive as `CellError`.
Calc's side: text and float only; what a number means (date, truth value) stands in the cell's number format.
This module needs no office: whoever hands over documents and formats does (`uno_cells`).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any, TypeAlias

from weibao.errors import WeibaoError

if TYPE_CHECKING:
    from collections.abc import Callable

Sent: TypeAlias = str | float | bool | datetime
Read: TypeAlias = str | float | bool | datetime | None

# Bits of com.sun.star.util.NumberFormat.
DATE, NUMBER, LOGICAL = 2, 16, 1024
ERRORS = {
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
# Codes of a formula that cannot be read at all; Excel would not have accepted it.
UNREADABLE_FORMULA = frozenset({501, 507, 508, 509, 510, 511, 512, 513, 514, 516, 517, 518, 520})
LONGEST_TEXT = 32767  # as in Excel; an .xlsx holds no more
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DAY_IN_MS = 86_400_000


class LibreOfficeError(WeibaoError):
    """Something cannot be done in LibreOffice Calc: names what, where, and what to do."""


class CellError(str):
    """An error value as it was read, such as "#N/A"; errors that Excel has no name for keep Calc's ("Err:502")."""

    __slots__ = ()

    @classmethod
    def of(cls, code: int) -> CellError:
        """The value for Calc's number of an error."""
        return cls(ERRORS.get(code, f"Err:{code}"))


def outgoing(value: object) -> Sent:
    """A value on its way into a cell: never None (which would mean an error value), never int or a subclass of str.

    None and NaN become "", a date becomes midnight of it, a time zone is dropped (the clock time stays). Raises
    LibreOfficeError for values that no cell can hold.
    """
    if value is None or value != value:  # NaN differs from itself
        return ""
    if isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001  # cells know no time zones
    if isinstance(value, str):
        return _text(str.__str__(value))
    if isinstance(value, Real | Decimal):
        return _number(value)
    raise LibreOfficeError(
        f"单元格里放不下 {type(value).__name__} 类型的值（{str(value)[:40]}），没有写入。"
        "只能写文字、数字、日期、真假值或空白。"
    )


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise LibreOfficeError(
            f"文字有 {len(text)} 个字符，一个单元格最多 {LONGEST_TEXT} 个，没有写入。请分成几格，开头是：{text[:20]}"
        )
    if found := _UNSTORABLE.search(text):
        raise LibreOfficeError(
            f"文字第 {found.start() + 1} 个字符是控制符（{found[0]!a}），工作簿里存不下，没有写入。请去掉后再试。"
        )
    return text


def _number(value: Real | Decimal) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    if number in (float("inf"), float("-inf")):
        raise LibreOfficeError("数字太大，单元格里放不下，没有写入。请检查计算。")
    return number


def is_formula(value: object) -> bool:
    """Whether a value is entered as a formula: a text that starts with = and goes on."""
    return isinstance(value, str) and len(value) > 1 and value.startswith("=")


def stored(value: Sent, null_date: datetime) -> str | float:
    """What the cell itself holds: days since `null_date` for a date, a text without its leading apostrophe."""
    if isinstance(value, datetime):
        return (value - null_date) / timedelta(days=1)
    if isinstance(value, str):
        return value.removeprefix("'")
    return float(value)


def incoming(value: str | float, kind: int, null_date: datetime) -> Read:
    """A cell's text or number as Python's; `kind` are the bits of its number format. "" becomes None."""
    if isinstance(value, str):
        return value or None
    if kind & DATE:
        try:
            return null_date + timedelta(milliseconds=round(value * _DAY_IN_MS))
        except OverflowError:  # shown as ### in the cell
            return value
    # A number that was typed over a truth value keeps its format.
    return bool(value) if kind & LOGICAL and value in (0, 1) else value


def cleaned(
    value: Read,
    datetime_builder: Callable[..., Any],
    empty_as: Any,
    number_builder: Callable[[float], Any] | None,
    err_to_str: bool,
) -> Any:
    """A value as read, in the types that a caller's xlwings options ask for."""
    if value is None:
        return empty_as
    if isinstance(value, CellError):
        return str.__str__(value) if err_to_str else None
    if isinstance(value, datetime):
        parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
        return datetime_builder(**{part: getattr(value, part) for part in parts}, tzinfo=None)
    return number_builder(value) if number_builder and isinstance(value, float) else value
