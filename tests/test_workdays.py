"""Working days: every day against chinese_calendar, the edges of the calendar, years typed by the office."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import chinese_calendar
import pytest

from weibao.errors import CalendarRangeError
from weibao.workdays import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterator


def days(calendar: WorkCalendar) -> Iterator[date]:
    return (calendar.first + timedelta(number) for number in range((calendar.last - calendar.first).days + 1))


def test_every_day_as_in_chinese_calendar(calendar: WorkCalendar) -> None:
    assert (calendar.first, calendar.last) == (date(2022, 1, 1), date(2026, 12, 31))
    wrong = [day for day in days(calendar) if calendar.is_workday(day) != chinese_calendar.is_workday(day)]
    assert wrong == []
    assert len(calendar.days_off) == 581


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2023, 9, 28), 3, date(2023, 10, 9)),  # the long holiday, with two make-up days
        (date(2024, 2, 9), 1, date(2024, 2, 18)),  # a make-up Sunday
        (date(2023, 4, 21), 1, date(2023, 4, 23)),
        (date(2023, 10, 1), 1, date(2023, 10, 7)),  # starts on a day off
        (date(2023, 10, 1), 0, date(2023, 10, 1)),  # nothing to count
        (date(2025, 12, 31), 1, date(2026, 1, 4)),
    ],
)
def test_add_workdays(calendar: WorkCalendar, start: date, count: int, end: date) -> None:
    assert calendar.add_workdays(start, count) == end
    assert calendar.workdays_between(start, end) == count


def test_counting_back_and_forth_agrees(calendar: WorkCalendar) -> None:
    start = date(2024, 1, 31)
    for count in range(60):
        end = calendar.add_workdays(start, count)
        assert calendar.workdays_between(start, end) == count
        assert calendar.workdays_between(end, start) == -count


def test_next_workday(calendar: WorkCalendar) -> None:
    assert calendar.next_workday(date(2023, 9, 28)) == date(2023, 9, 28)
    assert calendar.next_workday(date(2023, 9, 29)) == date(2023, 10, 7)


def test_beyond_the_calendar(calendar: WorkCalendar) -> None:
    assert calendar.add_workdays(date(2026, 11, 23), 28) == date(2026, 12, 31)
    with pytest.raises(CalendarRangeError, match=r"只到2026年12月31日.*2027年1月1日.*“节假日”"):
        calendar.add_workdays(date(2026, 11, 23), 30)
    with pytest.raises(CalendarRangeError, match="2021年12月31日"):
        calendar.is_workday(date(2021, 12, 31))
    with pytest.raises(CalendarRangeError):
        calendar.workdays_between(date(2026, 12, 1), date(2027, 1, 1))
    assert not calendar.covers(date(2027, 1, 1))


def test_negative_count_is_our_mistake(calendar: WorkCalendar) -> None:
    with pytest.raises(ValueError, match="negative"):
        calendar.add_workdays(date(2023, 1, 3), -1)
    with pytest.raises(ValueError, match="before it starts"):
        WorkCalendar(date(2023, 1, 2), date(2023, 1, 1), frozenset())


def test_office_types_the_next_year(calendar: WorkCalendar) -> None:
    longer = calendar.extended({date(2027, 1, 1): True, date(2027, 1, 2): False})
    assert longer.last == date(2027, 12, 31)
    assert not longer.is_workday(date(2027, 1, 1))
    assert longer.is_workday(date(2027, 1, 2))  # a make-up Saturday
    assert not longer.is_workday(date(2027, 1, 3))
    assert longer.is_workday(date(2027, 1, 4))
    assert longer.add_workdays(date(2026, 12, 31), 2) == date(2027, 1, 4)
    assert calendar.last == date(2026, 12, 31)


def test_office_corrects_a_known_day(calendar: WorkCalendar) -> None:
    changed = calendar.extended({date(2026, 3, 4): True, date(2026, 3, 7): False})
    assert not changed.is_workday(date(2026, 3, 4))
    assert changed.is_workday(date(2026, 3, 7))
    assert (changed.first, changed.last) == (calendar.first, calendar.last)
    assert calendar.extended({}) is calendar


def test_a_year_left_out_is_not_guessed(calendar: WorkCalendar) -> None:
    with pytest.raises(CalendarRangeError, match=r"填了 2028 年.*缺 2027 年"):
        calendar.extended({date(2028, 1, 3): True})
    with pytest.raises(CalendarRangeError, match=r"填了 2072 年.*缺 2027 至 2071 间 45 年"):
        calendar.extended({date(2072, 1, 1): True})


def test_sorted_days_off(calendar: WorkCalendar) -> None:
    listed = calendar.sorted_days_off
    assert listed[0] == date(2022, 1, 1)
    assert list(listed) == sorted(calendar.days_off)
