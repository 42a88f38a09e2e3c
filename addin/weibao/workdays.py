"""Working days: weekends and public holidays off, make-up workdays on.

A leaf module (standard library only), so that the rulebook can load a calendar and `compute/` can count with it.
Days off are listed one by one between `first` and `last`; a question that reaches outside raises
`CalendarRangeError`, because silently falling back to Monday–Friday would give wrong deadlines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from weibao.errors import CalendarRangeError

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY = timedelta(days=1)
_FEW_YEARS = 3  # so many are named one by one
_TYPED = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)")


def iso_day(day: date | None) -> str | None:
    """A date as JSON has it, None where there is none."""
    return day.isoformat() if day else None


def day_text(day: date) -> str:
    """A date as people write it in a document: 2023年9月8日."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_day(day: date) -> str:
    """10月9日, where the year is plain."""
    return f"{day.month}月{day.day}日"


def typed_day(text: str) -> date:
    """The day that somebody types: 2023-10-09, 2023/10/9, 2023.10.9 or 2023年10月9日. Raises ValueError for others."""
    found = _TYPED.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    return date(int(found[1]), int(found[3] or found[5]), int(found[4] or found[6]))


@dataclass(frozen=True)
class WorkCalendar:
    """Every non-working day from `first` to `last`, both inside: `days_off` holds weekends and holidays alike."""

    first: date
    last: date
    days_off: frozenset[date]

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"calendar ends {self.last} before it starts {self.first}")

    def _check(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise CalendarRangeError(
                f"节假日安排只到{day_text(self.last)}（自{day_text(self.first)}起），{day_text(day)}是否工作日无法判断；"
                "请在“节假日”表中补填当年的放假和调休日期。"
            )

    def covers(self, day: date) -> bool:
        """Whether `day` lies between `first` and `last`."""
        return self.first <= day <= self.last

    def is_workday(self, day: date) -> bool:
        """True on working days, make-up Saturdays and Sundays among them. Raises CalendarRangeError."""
        self._check(day)
        return day not in self.days_off

    def add_workdays(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`; counting begins on the day after, `start` itself never counts.

        `count` 0 gives `start` unchanged, whatever day it is; a negative count raises ValueError.
        Raises CalendarRangeError where `start` or the answer lies outside.
        """
        if count < 0:
            raise ValueError(f"count of working days must not be negative, got {count}")
        self._check(start)
        day = start
        while count:
            day += _DAY
            self._check(day)
            count -= day not in self.days_off
        return day

    def next_workday(self, day: date) -> date:
        """`day` itself if it is a working day, else the first one after it. Raises CalendarRangeError."""
        self._check(day)
        while day in self.days_off:
            day += _DAY
            self._check(day)
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative, by the same rule, where `end` is earlier.

        So `workdays_between(start, add_workdays(start, n)) == n`. Raises CalendarRangeError.
        """
        self._check(start)
        self._check(end)
        if end < start:
            return -self.workdays_between(end, start)
        off = sum(1 for day in self.days_off if start < day <= end)
        return (end - start).days - off

    def extended(self, days: Mapping[date, bool]) -> WorkCalendar:
        """The calendar with typed days put in: True is a day off, False a working day.

        A day inside the range is overridden. Years beyond it are added whole, up to 31 December of the last typed year
        (and from 1 January of the first), weekends off; a year in between must be typed as well, or it would be
        guessed: a gap raises CalendarRangeError.
        """
        if not days:
            return self
        years = {day.year for day in days}
        known = set(range(self.first.year, self.last.year + 1))
        wanted = set(range(min(years | known), max(years | known) + 1))
        missing = sorted(wanted - years - known)
        if missing:
            few = len(missing) <= _FEW_YEARS
            gap = "、".join(map(str, missing)) if few else f"{missing[0]} 至 {missing[-1]} 间 {len(missing)}"
            raise CalendarRangeError(
                f"“节假日”表中填了 {'、'.join(map(str, sorted(years - known)))} 年，与已有的安排之间缺 {gap} 年；"
                "年份写错的请改正，没有写错的请按国务院办公厅通知补填。"
            )
        first = min(self.first, date(min(years), 1, 1))
        last = max(self.last, date(max(years), 12, 31))
        weekends = {
            day
            for day in (first + _DAY * n for n in range((last - first).days + 1))
            if not self.covers(day) and day.weekday() >= 5
        }
        off = (self.days_off | weekends | {day for day, is_off in days.items() if is_off}) - {
            day for day, is_off in days.items() if not is_off
        }
        return WorkCalendar(first, last, frozenset(off))

    @cached_property
    def sorted_days_off(self) -> tuple[date, ...]:
        """All days off in order, as the hidden sheet of a workbook lists them."""
        return tuple(sorted(self.days_off))
