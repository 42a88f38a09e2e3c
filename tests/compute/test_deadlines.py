"""Phases, 时间节点 and the edges that are no scenario: periods that make no sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from compute import small
from weibao.compute.deadlines import add_months, due_date, milestone_states, phases_on, row_deadline
from weibao.compute.model import Light, Status
from weibao.errors import CalendarRangeError

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar


@pytest.mark.parametrize("unit", ["日", "月", "工作日"])
def test_a_negative_period_is_a_mistake(calendar: WorkCalendar, unit: str) -> None:
    with pytest.raises(ValueError, match="negative"):
        due_date(date(2023, 1, 3), -1, unit, calendar)


def test_an_unknown_unit_is_a_mistake(calendar: WorkCalendar) -> None:
    with pytest.raises(ValueError, match="周"):
        due_date(date(2023, 1, 3), 1, "周", calendar)


@pytest.mark.parametrize(("count", "unit"), [(1, "日"), (1, "月"), (1, "工作日"), (9999, "月")])
def test_a_period_that_no_calendar_can_hold(calendar: WorkCalendar, count: int, unit: str) -> None:
    with pytest.raises(CalendarRangeError):
        due_date(date.max, count, unit, calendar)


def test_months_go_both_ways_over_the_turn_of_the_year() -> None:
    assert add_months(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert add_months(date(2024, 3, 31), -13) == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("day", "phases"),
    [
        (date(2022, 12, 31), ()),
        (date(2023, 1, 1), ("P1",)),
        (date(2023, 3, 1), ("P1", "P2")),
        (date(2023, 10, 31), ("P1", "P2")),
        (date(2023, 11, 1), ("P2",)),
        (date(2030, 1, 1), ("P3",)),
    ],
)
def test_phases_of_a_day(day: date, phases: tuple[str, ...]) -> None:
    assert phases_on(small.rulebook(), day) == phases


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        # Before its phase a deadline is no work in hand, unless it is near.
        (date(2022, 12, 31), [(Status.UPCOMING, Light.NONE, 365), (Status.UPCOMING, Light.NONE, 396)]),
        (date(2023, 1, 1), [(Status.OPEN, Light.GREEN, 364), (Status.UPCOMING, Light.NONE, 395)]),
        (date(2023, 10, 1), [(Status.OPEN, Light.GREEN, 91), (Status.UPCOMING, Light.NONE, 122)]),
        (date(2023, 12, 31), [(Status.DUE_SOON, Light.YELLOW, 0), (Status.UPCOMING, Light.NONE, 31)]),
        (date(2024, 1, 1), [(Status.PASSED, Light.NONE, -1), (Status.DUE_SOON, Light.YELLOW, 30)]),
        (date(2024, 2, 1), [(Status.PASSED, Light.NONE, -32), (Status.PASSED, Light.NONE, -1)]),
    ],
)
def test_milestones(as_of: date, expected: list[tuple[Status, Light, int]]) -> None:
    states = milestone_states(small.rulebook(), as_of, 30)
    assert [(state.status, state.light, state.days_left) for state in states[:2]] == expected
    assert (states[2].status, states[2].days_left) == (Status.UPCOMING, None)


def test_a_deadline_that_is_near_is_told_before_its_phase() -> None:
    book = small.rulebook()
    first = replace(book.phases[0], start=date(2023, 12, 20))
    book = replace(book, phases=(first, *book.phases[1:]))
    assert [milestone_states(book, date(2023, 12, day), 10)[0].status for day in (19, 21)] == [
        Status.UPCOMING,
        Status.DUE_SOON,
    ]
    assert milestone_states(book, date(2023, 12, 19), 30)[0].status is Status.DUE_SOON


def test_an_open_milestone_has_no_end() -> None:
    state = milestone_states(small.rulebook(), date(2024, 4, 1), 30)[2]
    assert (state.status, state.light, state.days_left) == (Status.OPEN, Light.NONE, None)


def test_the_deadline_of_every_row_is_the_plans(rugao: Rulebook) -> None:
    assert row_deadline(rugao) == date(2023, 12, 31)
