"""Why a cell gives no date: what of it is missing or impossible, so that people need not guess it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from weibao.sheets.values import compact, read_date
from weibao.texts_intake import DAY_FAULTS

if TYPE_CHECKING:
    from weibao.sheets.values import Raw

_MARK: Final = "[-./、·—–―−_]"
_NUMERALS: Final = "[〇○零一二三四五六七八九十]"
_YEAR: Final = rf"([0-9]{{4}}|{_NUMERALS}{{4}})"
_MONTH: Final = rf"([0-9]{{1,2}}|{_NUMERALS}{{1,3}})"
_DAY: Final = rf"({_MONTH})[日号]?"
_WHOLE: Final = "no-such-day"
# What a text looks like that is no date, in this order.
_SHAPES: Final = tuple(
    (re.compile(shape), fault)
    for shape, fault in (
        (rf"{_YEAR}(年|{_MARK}){_MONTH}(月|{_MARK}){_DAY}|[0-9]{{8}}", _WHOLE),
        (rf"[0-9]{{2}}(年|{_MARK})[0-9]{{1,2}}(月|{_MARK})[0-9]{{1,2}}[日号]?", "short-year"),
        (rf"{_YEAR}(年|{_MARK}){_MONTH}月?份?", "no-day"),
        (rf"{_YEAR}年?", "no-month"),
        (rf"(?!0\D){_MONTH}(月|{_MARK}){_DAY}", "no-year"),
    )
)


def day_fault(raw: Raw, first: date, last: date, *, from1904: bool = False) -> str:
    """What is wrong with a cell that `read_date` did not take for a day between `first` and `last`, in a few words."""
    text = compact(raw)
    fault = next((fault for shape, fault in _SHAPES if shape.fullmatch(text)), "unclear")
    whole = fault == _WHOLE or (fault == "unclear" and isinstance(raw, (str, date)))
    if whole and read_date(raw, date.min, date.max, from1904=from1904).value:
        fault = "years"
    return DAY_FAULTS[fault].format(first=first.year, last=last.year)
