"""The rounds that the plan asks for, beside those of 轮次: which is out, which is to be issued, which nobody issued.

A round of 轮次 is the planned one whose name it bears; else the first of that kind whose return date (or day of issue)
lies in the time of the planned one. A planned round must be out so early that the units have the days of the setting
`return_days`. Nobody asks for it any more once a later one of its kind is out, or may go out after its return date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from weibao.compute.deadlines import add_months, light_of
from weibao.compute.terms import Light
from weibao.rulebook.round_records import ANNUAL, CHECKLIST, YEAR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from weibao.compute.office import Round
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import PlannedRound, Rulebook

AHEAD: Final = 30
"""So many days before its time a planned round may be issued."""

_HALF_YEAR: Final = 6
_BLANKS: Final = re.compile(r"\s+")


class RoundKind(StrEnum):
    """What a round gathers; the column 类型 of 轮次 has the words."""

    CHECKLIST = CHECKLIST
    ANNUAL = ANNUAL

    @property
    def label(self) -> str:
        """The word of 轮次."""
        return {"checklist": "指标清单", "annual": "年度工作情况"}[self.value]


class PlanStatus(StrEnum):
    """Where a planned round stands."""

    LATER = "later"
    READY = "ready"
    LATE = "late"
    SKIPPED = "skipped"
    OUT = "out"

    @property
    def label(self) -> str:
        """The official word."""
        return {
            "later": "未到时间", "ready": "待下发", "late": "未按时下发", "skipped": "没有下发", "out": "已下发",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlannedState:
    """A planned round (of a yearly one that of one year) on one day.

    `issue_by` is the last day on which it may go out in time, `opens` the first on which that is natural. `round` is
    the round of 轮次 that it is, None for none; it is out where that has a day of issue.
    """

    plan: PlannedRound
    name: str
    start: date | None
    due: date
    issue_by: date
    opens: date
    round: Round | None
    status: PlanStatus
    light: Light

    @property
    def kind(self) -> RoundKind:
        """What it gathers."""
        return RoundKind(self.plan.kind)


def kind_of(round_: Round) -> RoundKind:
    """The kind of a round by its column 类型; where that is blank, or another word, by its name."""
    words = {_folded(round_.kind), _folded(round_.name)}
    annual = RoundKind.ANNUAL.label
    return RoundKind.ANNUAL if any(annual in word for word in words) else RoundKind.CHECKLIST


def is_scored(rulebook: Rulebook, settings: Settings, rounds: Sequence[Round], round_: Round) -> bool:
    """Whether the city's points are counted by this round."""
    if kind_of(round_) is RoundKind.ANNUAL:
        return False
    mine = [found for found in _matched(rulebook, settings, rounds) if found.round == round_]
    return all(found.plan.scored for found in mine)


def planned_rounds(
    rulebook: Rulebook, settings: Settings, rounds: Sequence[Round], as_of: date
) -> tuple[PlannedState, ...]:
    """The planned rounds by return date: of a yearly one those that are out, the last year's and the next."""
    found = sorted(_matched(rulebook, settings, rounds, as_of), key=lambda item: (item.due, item.plan.id))
    states = []
    for item in found:
        later = [other for other in found if other.plan.kind == item.plan.kind and other.due > item.due]
        out = any(other.round and other.round.issued for other in later)
        coming = item.due < as_of and any(_opens(settings, other) <= as_of for other in later)
        states.append(_state(settings, item, as_of, overtaken=out or coming))
    return tuple(states)


def next_planned(
    states: Sequence[PlannedState], day: date, kinds: Collection[RoundKind] = tuple(RoundKind)
) -> PlannedState | None:
    """The planned round that a round issued on `day` most likely is: the first that is not out and has its time."""
    for state in states:
        waits = state.round is None and state.status is not PlanStatus.SKIPPED
        if waits and state.kind in kinds and state.opens <= day <= state.due:
            return state
    return None


def without_name(
    states: Sequence[PlannedState], day: date, kinds: Collection[RoundKind], *, begun: bool
) -> tuple[PlannedState, ...]:
    """What a round issued on `day` without a name may be: the plan's next, and as long as no scored round is out
    (`begun`) the one that the campaign was to begin with, though its time is past; first the latter.
    """
    coming = next_planned(states, day, kinds)
    scored = [] if begun else [item for item in states if item.plan.scored and not item.plan.yearly]
    past = (PlanStatus.LATE, PlanStatus.SKIPPED)
    missed = [item for item in scored[:1] if item.kind in kinds and item.status in past and item.round is None]
    return tuple(dict.fromkeys([*missed, *([coming] if coming else [])]))


def kinds_to_issue(rulebook: Rulebook) -> tuple[RoundKind, ...]:
    """What can be issued: no 年度工作情况 where the rulebook does not say what is asked."""
    return tuple(RoundKind) if rulebook.annual_fields else (RoundKind.CHECKLIST,)


def named(states: Sequence[PlannedState], name: str) -> PlannedState | None:
    """The planned round of that name."""
    return next((state for state in states if _folded(state.name) == _folded(name)), None)


@dataclass(frozen=True, slots=True)
class _Found:
    plan: PlannedRound
    name: str
    start: date | None
    due: date
    round: Round | None = None


def _matched(
    rulebook: Rulebook, settings: Settings, rounds: Sequence[Round], as_of: date | None = None
) -> tuple[_Found, ...]:
    """Every planned round with its round of 轮次; of a yearly one only the years that matter on `as_of`."""
    last = max([day.year for item in rounds for day in (item.issued, item.due) if day], default=0)
    until = max(last, as_of.year if as_of else 0) + 1
    found = sorted(
        (item for plan in rulebook.rounds for item in _years(settings, plan, until)), key=lambda item: item.due
    )
    taken: dict[int, Round] = {}
    rest = sorted(rounds, key=lambda item: item.number)
    for rule in (_same_name, _name_within, _in_its_time):
        for place, item in enumerate(found):
            mine = next((other for other in rest if place not in taken and rule(item, other)), None)
            if mine is not None:
                taken[place] = mine
                rest.remove(mine)
    done = [_Found(item.plan, item.name, item.start, item.due, taken.get(place)) for place, item in enumerate(found)]
    return tuple(done if as_of is None else _that_matter(done, as_of))


def _years(settings: Settings, plan: PlannedRound, until: int) -> Iterator[_Found]:
    """The planned round; a yearly one for every year up to `until`, with the year in its name."""
    first = _first_due(settings, plan)
    lead = plan.due - plan.start if plan.start else None
    # Half a year behind the last return date there must still be days.
    years = range(max(1, min(until, date.max.year - 1) - first.year + 1)) if plan.yearly else range(1)
    for number in years:
        due = add_months(first, 12 * number)
        of = due.year - 1 if due.month <= _HALF_YEAR else due.year
        start = None if lead is None else _back(due, lead.days)
        yield _Found(plan, plan.name.replace(YEAR, str(of)), start, due)


def _first_due(settings: Settings, plan: PlannedRound) -> date:
    """The (first) return date: that of the plan's setting, which settings understand, else the plan's own."""
    numbers = re.findall(r"\d+", settings.texts.get(plan.setting, "")) if plan.setting else []
    return date(*map(int, numbers[:3])) if numbers else plan.due


def _that_matter(found: Sequence[_Found], as_of: date) -> Iterator[_Found]:
    """Of rounds by return date."""
    last, following = dict[str, date](), dict[str, date]()
    for item in found:
        if item.due < as_of:
            last[item.plan.id] = item.due
        else:
            following.setdefault(item.plan.id, item.due)
    for item in found:
        near = (last.get(item.plan.id), following.get(item.plan.id))
        if item.round or not item.plan.yearly or item.due in near:
            yield item


def _same_name(item: _Found, round_: Round) -> bool:
    return _folded(round_.name) == _folded(item.name)


def _name_within(item: _Found, round_: Round) -> bool:
    return _folded(item.name) in _folded(round_.name)


def _in_its_time(item: _Found, round_: Round) -> bool:
    """A yearly one without a day of its beginning has half a year before and after its return date."""
    day = round_.due or round_.issued
    start, end = item.start, item.due
    if start is None and item.plan.yearly:
        start, end = add_months(end, -_HALF_YEAR) + timedelta(days=1), add_months(end, _HALF_YEAR)
    return bool(day and start and start <= day <= end and kind_of(round_).value == item.plan.kind)


def _issue_by(settings: Settings, item: _Found) -> date:
    due = (item.round.due if item.round else None) or item.due
    return min(due, max(_back(due, settings.return_days), item.start or date.min))


def _opens(settings: Settings, item: _Found) -> date:
    return _back(item.start or _issue_by(settings, item), AHEAD)


def _state(settings: Settings, item: _Found, as_of: date, *, overtaken: bool) -> PlannedState:
    issue_by, opens = _issue_by(settings, item), _opens(settings, item)
    left = (issue_by - as_of).days
    if item.round and item.round.issued:
        status, light = PlanStatus.OUT, Light.NONE
    elif overtaken:
        status, light = PlanStatus.SKIPPED, Light.NONE
    elif left < 0:
        status, light = PlanStatus.LATE, Light.RED
    elif as_of < opens:
        status, light = PlanStatus.LATER, Light.NONE
    else:
        status, light = PlanStatus.READY, light_of(False, left, settings.deadline_warn_days)
    return PlannedState(item.plan, item.name, item.start, item.due, issue_by, opens, item.round, status, light)


def _back(day: date, days: int) -> date:
    return day - timedelta(days=min(days, (day - date.min).days))


def _folded(text: str) -> str:
    return _BLANKS.sub("", text)
