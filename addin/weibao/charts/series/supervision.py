"""Supervision week by week: put on the list, closed, overdue at the week's end; and how old what is open has become.

Counts are matters of which a notice has gone out (`compute.tally`); drafts are nobody's delay and only counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from weibao.charts.picture import Nothing, Picture, source_line
from weibao.compute.tally import LATE, closed_on, is_issued, tally, turnover
from weibao.workdays import day_text, month_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.charts.facts import Facts
    from weibao.compute.results import Stage
    from weibao.compute.tally import Tally

MOST: Final = 13
"""So many weeks are shown, the last ones."""

AGES: Final = (("0—7 天", 7), ("8—30 天", 30), ("31—60 天", 60), ("60 天以上", None))
"""How long a matter has been on the list, with the last day of each."""

_WEEK: Final = timedelta(days=7)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Week:
    """From `start`, a Monday, to `end`, its Sunday or today: matters opened and closed in it, and late at its end."""

    start: date
    end: date
    opened: int
    closed: int
    late: int


@dataclass(frozen=True, slots=True)
class Age:
    """What is open for so long: within its limit (or without one), and past it."""

    name: str
    within: int
    late: int


@dataclass(frozen=True, slots=True)
class Supervision:
    """`weeks` by date, `ages` from young to old; `rest` says what happened before the weeks shown, "" if nothing."""

    weeks: tuple[Week, ...]
    ages: tuple[Age, ...]
    rest: str = ""


def supervision(facts: Facts) -> Picture:
    """The last weeks, and the age of what is not closed."""
    stages, day = facts.assessment.stages, facts.assessment.as_of
    sums, listed = tally(stages), [stage for stage in stages if is_issued(stage)]
    foot = source_line(facts, "督办台账，第{round}轮")
    if not listed:
        why = "督办通知编号、印发以后才算立项，那时起这里逐周统计。"
        reason = f"还没有立项的督办事项，{f'拟立项 {sums.drafted} 件' if sums.drafted else '也没有拟立项的'}。{why}"
        return Picture("supervision", "还没有立项的督办事项", f"基准日{day_text(day)}", foot, Nothing(reason))
    weeks = _weeks(listed, day)
    before = turnover(listed, date.min, weeks[0].start - _DAY)
    rest = f"{month_day(weeks[0].start)}以前立项 {before.opened} 件、销号 {before.closed} 件" if before.opened else ""
    ages = _ages(listed, day)
    return Picture("supervision", _title(sums, ages), _subtitle(sums), foot, Supervision(weeks, ages, rest))


def _weeks(listed: Sequence[Stage], day: date) -> tuple[Week, ...]:
    """The weeks since the first matter, at most `MOST`, to that of `day`."""
    opened = [stage.item.listed_on for stage in listed if stage.item.listed_on and stage.item.listed_on <= day]
    monday = day - _DAY * day.weekday()
    first = min(opened, default=day)
    count = min((monday - (first - _DAY * first.weekday())).days // 7 + 1, MOST)
    weeks = []
    for number in range(count):
        start = monday - _WEEK * (count - 1 - number)
        end = min(start + _WEEK - _DAY, day)
        moved = turnover(listed, start, end)
        late = sum(_is_late(stage, end, day) for stage in listed)
        weeks.append(Week(start, end, moved.opened, moved.closed, late))
    return tuple(weeks)


def _is_late(stage: Stage, on: date, today: date) -> bool:
    """Whether it was past its limit and unanswered on a day, today as the list says.

    One settled by a later answer, of which no day is on record, was never late.
    """
    if on == today:
        return stage.step in LATE
    item, closed = stage.item, closed_on(stage)
    listed, limit = item.listed_on, item.limit
    reported = item.feedback.completed if item.feedback else None
    over = [day for day in (closed, reported) if day is not None and day <= on]
    known = stage.step in LATE or closed is not None or reported is not None
    return known and listed is not None and listed <= on and limit is not None and limit < on and not over


def _ages(listed: Sequence[Stage], day: date) -> tuple[Age, ...]:
    counts = [[0, 0] for _ in AGES]
    for stage in listed:
        if stage.is_open and stage.item.listed_on:
            days = (day - stage.item.listed_on).days
            place = next(number for number, (_, last) in enumerate(AGES) if last is None or days <= last)
            counts[place][stage.step in LATE] += 1
    return tuple(Age(name, *found) for (name, _), found in zip(AGES, counts, strict=True))


def _title(sums: Tally, ages: Sequence[Age]) -> str:
    """What is open and late, and what has been so for longest."""
    if not sums.remaining:
        return f"立项 {sums.opened} 件，已全部销号"
    if not sums.late:
        return f"督办在办 {sums.remaining} 件，没有逾期的"
    text = f"督办在办 {sums.remaining} 件，逾期 {sums.late} 件"
    oldest = next((age for age in reversed(ages) if age.within + age.late), None)
    if oldest is None or sum(age.within + age.late for age in ages) < sums.remaining:
        return text  # the day of some is not on record
    if oldest is ages[0]:
        return f"{text}，都是一周内立项的"
    return f"{text}；立项已 {oldest.name}的有 {oldest.within + oldest.late} 件"


def _subtitle(sums: Tally) -> str:
    text = f"立项 {sums.opened} 件，销号 {sums.closed} 件，在办 {sums.remaining} 件（逾期 {sums.late} 件）"
    return f"{text}；另有拟立项 {sums.drafted} 件，通知没有发出，不计在内" if sums.drafted else text
