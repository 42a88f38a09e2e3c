"""What is due in the next 60 days, by the plan's phases, the matters and the tasks, with the days off between.

Where there are more rows than can be read, those of one kind and day, then of one week, are put together; what is
left over is counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from weibao.charts.picture import Nothing, Picture, source_line
from weibao.compute.ahead import Kind, workdays_left
from weibao.compute.words import coded_matter
from weibao.workdays import day_text, month_day

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from weibao.charts.facts import Facts
    from weibao.compute.ahead import Dated

DAYS: Final = 60
"""So far ahead the picture looks."""

MOST: Final = 15
"""So many rows stay readable."""

NEAR: Final = 7
"""Days that the title counts apart, and that are dark."""

SOON: Final = f"{NEAR} 天之内"
LATER: Final = f"{NEAR} 天以后"
"""In words: 临期 is each matter's own light, which may begin earlier."""

_NAMED: Final = 3  # so many names stand in a row
_BEHIND: Final = timedelta(days=7)  # shown before today
_FILING: Final = "申报和各轮填报"
_ASKED: Final = "督办和查验整改"
_OTHER: Final = "任务、会议和议定事项"
_GROUPS: Final = {
    Kind.APPLICATION: _FILING, Kind.ROUND: _FILING, Kind.RETURN: _FILING,
    Kind.MATTER: _ASKED, Kind.INSPECTION: _ASKED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """One row: `count` things of one day, or of one week from `day` on. `start` is None where it is not on record."""

    group: str
    title: str
    who: str
    start: date | None
    day: date
    days_left: int
    workdays_left: int | None
    soon: bool
    count: int = 1


@dataclass(frozen=True, slots=True)
class Deadlines:
    """`rows` by group and day, from `first` to `until`. `off` are days off as (first, number); known to `known`.

    `rest` says what the rows leave out, "" if nothing.
    """

    rows: tuple[Due, ...]
    off: tuple[tuple[date, int], ...]
    first: date
    as_of: date
    until: date
    known: date
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Item:
    kind: Kind
    due: Due


def ahead(facts: Facts) -> Picture:
    """The deadlines from today until `DAYS` days later."""
    found, day = facts.ahead, facts.assessment.as_of
    foot = source_line(facts, "实施方案、第{round}轮填报和办公室台账的时限")
    until = found.until if found else day + timedelta(days=DAYS)
    late = len(found.late) if found else 0
    behind = f"另有 {late} 项已经逾期，不在图内" if late else ""
    if found is None or not found.due:
        reason = (
            f"{month_day(day)}到{month_day(until)}没有要到期的时限；下发一轮清单、登记督办或议定事项以后，这里会列出。"
        )
        title = f"今后 {DAYS} 天没有时限到期"
        return Picture("ahead", title, behind or "没有逾期的事项", foot, Nothing(reason))
    items = [_Item(item.kind, _due(facts, item)) for item in found.due]
    rows, rest = _readable(items)
    groups = [phase.name for phase in facts.rulebook.phases] + [_FILING, _ASKED, _OTHER]
    shown = tuple(sorted(rows, key=lambda row: (groups.index(row.group), row.day)))
    first = day - _BEHIND
    body = Deadlines(shown, _days_off(facts, first, until), first, day, until, facts.calendar.last, rest)
    return Picture("ahead", _title(found.due), _subtitle(facts, until, behind), foot, body)


def _due(facts: Facts, item: Dated) -> Due:
    title = item.kind.label if item.kind is Kind.APPLICATION else _subject(facts, item) or item.title
    return Due(
        _group(facts, item), title, _few(item.who), _start(facts, item), item.day, item.days_left,
        item.workdays_left, item.days_left <= NEAR,
    )  # fmt: skip


def _few(who: str) -> str:
    """A few names whole, of more the first ones: cut in the middle, they would be no names any more."""
    names = who.split("、")
    return who if len(names) <= _NAMED else f"{'、'.join(names[: _NAMED - 1])}等"


def _subject(facts: Facts, item: Dated) -> str:
    """Which indicator a matter is about: most have one of a few problems; where it is about none, its problem."""
    matter = next((matter for matter in facts.assessment.items if matter.id == item.id), None)
    if item.kind is not Kind.MATTER or matter is None:
        return ""
    key = matter.indicator
    found = facts.rulebook.indicator_by_id.get(key) or facts.rulebook.veto_by_id.get(key)
    return found.title if found else item.title.removeprefix(f"{coded_matter(facts.rulebook, matter)}：")


def _group(facts: Facts, item: Dated) -> str:
    """The phase of a 时间节点, and of the rows their common deadline's; else what kind of thing it is."""
    id_ = facts.rulebook.row_deadline if item.kind is Kind.ROWS else item.id
    phases = {milestone.id: milestone.phase for milestone in facts.rulebook.milestones}
    if item.kind in (Kind.MILESTONE, Kind.RECHECK, Kind.ROWS) and id_ in phases:
        return next(phase.name for phase in facts.rulebook.phases if phase.id == phases[id_])
    return _GROUPS.get(item.kind, _OTHER)


def _start(facts: Facts, item: Dated) -> date | None:
    """The first day, where the plan, the matter or 阶段日历 has one."""
    if item.kind is Kind.MILESTONE:
        return next(found.start for found in facts.rulebook.milestones if found.id == item.id)
    if item.kind is Kind.MATTER:
        return next((found.opened for found in facts.assessment.items if found.id == item.id), None)
    if item.kind is Kind.RETURN:
        lines = facts.frames["phase_calendar"]
        found = [day for day in lines.loc[lines["id"] == f"第{item.id}轮", "start"] if isinstance(day, date)]
        return found[0] if found else None
    return None


def _readable(items: Sequence[_Item]) -> tuple[list[Due], str]:
    """At most `MOST` rows, and what is to be said of the others. The plan's own days stay rows of their own longest."""
    ways: tuple[Callable[[_Item], Hashable], ...] = (
        lambda item: id(item) if _is_plan(item.due) else (item.kind, item.due.who, item.due.day),
        lambda item: id(item) if _is_plan(item.due) else (item.kind, item.due.day),
        lambda item: id(item) if _is_plan(item.due) else (item.due.group, item.due.day.isocalendar()[:2]),
        lambda item: (item.due.group, item.due.day.isocalendar()[:2]),
    )
    rows: list[Due] = []
    for way in ways:
        together: dict[Hashable, list[_Item]] = {}
        for item in items:
            together.setdefault(way(item), []).append(item)
        rows = [_one(found) for found in together.values()]
        if len(rows) <= MOST:
            return rows, ""
    rows.sort(key=lambda row: (not _is_plan(row), row.day))
    left = rows[MOST:]
    first = min(row.day for row in left)
    return rows[:MOST], f"还有 {sum(row.count for row in left)} 项没有列出，最早的在{day_text(first)}"


def _is_plan(due: Due) -> bool:
    """Whether the plan or the settings give the day."""
    return due.group not in (_ASKED, _OTHER)


def _one(items: Sequence[_Item]) -> Due:
    """Several things of one day, or of one week by the first of its days, as one row."""
    first = items[0].due
    if len(items) == 1:
        return first
    last = max(item.due.day for item in items)
    until = f"（到{month_day(last)}）" if last > first.day else ""
    names = tuple(dict.fromkeys(item.due.who for item in items if item.due.who))
    kinds = tuple(dict.fromkeys(item.kind.label for item in items))
    labels = "、".join(kinds) if len(kinds) < 3 else f"{kinds[0]}等"
    who = names[0] if len(names) == 1 else f"{len(names)} 家" if names else ""
    starts = [item.due.start for item in items]
    return Due(
        first.group, f"{labels} {len(items)} 项{until}", who,
        None if None in starts else min(start for start in starts if start), first.day, first.days_left,
        first.workdays_left, any(item.due.soon for item in items), len(items),
    )  # fmt: skip


def _days_off(facts: Facts, first: date, until: date) -> tuple[tuple[date, int], ...]:
    """Runs of days off within the time shown."""
    runs: list[tuple[date, int]] = []
    for day in (day for day in facts.calendar.sorted_days_off if first <= day <= until):
        if runs and runs[-1][0] + timedelta(days=runs[-1][1]) == day:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((day, 1))
    return tuple(runs)


def _title(due: Sequence[Dated]) -> str:
    """How much is due, how much of it this week, and the day on which most is."""
    if len(due) == 1:
        return f"今后 {DAYS} 天只有 1 项到期：{month_day(due[0].day)}，{due[0].title}"
    near = sum(item.days_left <= NEAR for item in due)
    text = f"今后 {DAYS} 天有 {len(due)} 项到期" + (f"，其中 {near} 项在 {NEAR} 天之内" if near else "")
    day, most = _fullest(item.day for item in due)
    return f"{text}；{month_day(day)}最集中，{most} 项" if most > 1 else f"{text}；最早是{month_day(due[0].day)}"


def _fullest(days: Iterable[date]) -> tuple[date, int]:
    """The day with most, of several the first."""
    counts = Counter(days)
    return max(counts.items(), key=lambda found: (found[1], -found[0].toordinal()))


def _subtitle(facts: Facts, until: date, behind: str) -> str:
    day = facts.assessment.as_of
    left = workdays_left(facts.calendar, day, until)
    text = f"{day_text(day)}至{day_text(until)}"
    text += f"，工作日 {left} 天" if left is not None else f"；节假日只公布到{day_text(facts.calendar.last)}"
    return f"{text}；{behind}" if behind else text
