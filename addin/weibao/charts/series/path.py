"""The path of the total: what the history keeps of earlier days and today's figures, between the plan's phases.

Points are floats in points. Totals are joined only where they are alike: scored by the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from weibao.charts.picture import Nothing, Picture, source_line
from weibao.compute.past import Past
from weibao.workdays import day_text, month_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from weibao.charts.facts import Facts

_BEFORE: Final = timedelta(days=30)  # shown before a history of one day
_AFTER: Final = timedelta(days=92)  # at most, to show the end of a phase
_NONE_YET: Final = "到{day}还没有一项指标评出得分，得分走势无从画起；收回清单、重算以后就有第一个点。"


@dataclass(frozen=True, slots=True)
class Point:
    """A day's total; `earned` is None where nothing had been assessed. `possible` is with everything unassessed."""

    day: date
    round: int
    earned: float | None
    possible: float


@dataclass(frozen=True, slots=True)
class Run:
    """Totals of one round by the same rules. `joined`: the run before was scored by the same rules.

    `changed`: it is known that it was scored by others.
    """

    round: int
    points: tuple[Point, ...]
    joined: bool = False
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A phase; no `end` where the plan sets none."""

    name: str
    start: date
    end: date | None
    now: bool


@dataclass(frozen=True, slots=True)
class Path:
    """`first` to `last` is what is shown; the last point of the last run is `as_of`."""

    runs: tuple[Run, ...]
    phases: tuple[Span, ...]
    full: float
    target: float | None
    first: date
    as_of: date
    last: date

    @property
    def top(self) -> float:
        """The most that is shown: the full score, or what other rules gave beyond it."""
        return max(
            self.full, *(point.possible for run in self.runs for point in run.points if point.earned is not None)
        )


def path(facts: Facts) -> Picture:
    """The total day by day as far as the history reaches, today last."""
    runs = tuple(_runs(facts))
    points = [point for run in runs for point in run.points if point.earned is not None]
    day = facts.assessment.as_of
    foot = source_line(facts, "历次重算留存的得分和第{round}轮核定结果")
    if not points:
        reason = _NONE_YET.format(day=day_text(day))
        return Picture("path", "还没有得分，走势无从说起", f"到{day_text(day)}全部未评", foot, Nothing(reason))
    full, target = float(facts.rulebook.scale.points(facts.assessment.total.full)), facts.settings.target_points
    first = min(runs[0].points[0].day, day - _BEFORE)
    last = _last(facts, day, day - first)
    body = Path(runs, _phases(facts, first, last), full, None if target is None else float(target), first, day, last)
    return Picture("path", _title(runs, target), _subtitle(runs, len(points)), foot, body)


def _runs(facts: Facts) -> Iterator[Run]:
    """The days on record up to today, those of one round and the same rules together."""
    run: list[Past] = []
    before: Past | None = None
    for past in _pasts(facts):
        if run and (past.round, past.rules) != (run[-1].round, run[-1].rules):
            yield _run(facts, run, before)
            before, run = run[-1], []
        run.append(past)
    yield _run(facts, run, before)


def _run(facts: Facts, pasts: Sequence[Past], before: Past | None) -> Run:
    first = pasts[0]
    alike = before is not None and before.rules == first.rules
    changed = before is not None and not alike and bool(before.rules and first.rules)
    return Run(first.round, tuple(_point(facts, past) for past in pasts), alike, changed)


def _pasts(facts: Facts) -> list[Past]:
    """The history until today without today's round, which is added as it stands now."""
    assessment, scale = facts.assessment, facts.rulebook.scale
    now = Past(
        assessment.as_of, assessment.round, float(scale.points(assessment.total.earned)),
        float(scale.points(assessment.total.unassessed)), rules=facts.rulebook.version,
    )  # fmt: skip
    known = [
        past for past in facts.pasts
        if past.as_of < now.as_of or (past.as_of == now.as_of and past.round < now.round)
    ]  # fmt: skip
    return [*sorted(known, key=lambda past: (past.as_of, past.round)), now]


def _point(facts: Facts, past: Past) -> Point:
    """Nothing earned and all of it open is no 0; how much all of it was by other rules is not on record."""
    full = float(facts.rulebook.scale.points(facts.assessment.total.full))
    same = past.rules in ("", facts.rulebook.version)
    blank = not past.earned and past.unassessed >= (full if same else 0.01)
    return Point(past.as_of, past.round, None if blank else past.earned, past.earned + past.unassessed)


def _phases(facts: Facts, first: date, last: date) -> tuple[Span, ...]:
    now = facts.assessment.phases
    return tuple(
        Span(phase.name, phase.start, phase.end, phase.id in now)
        for phase in facts.rulebook.phases
        if phase.start <= last and (phase.end is None or phase.end >= first)
    )


def _last(facts: Facts, day: date, shown: timedelta) -> date:
    """Room for today's figures, and the end of the phase that ends next, unless that is far off."""
    ends = [phase.end for phase in facts.rulebook.phases if phase.end and phase.end >= day]
    least = day + max(shown * 0.38, timedelta(days=14))
    return max(least, min(ends)) if ends and min(ends) <= day + max(_AFTER, shown / 2) else least


def _title(runs: Sequence[Run], target: Decimal | None) -> str:
    """How far it rose or fell since the round began, or since the round before, and what lacks to the target."""
    now = runs[-1].points[-1]
    if now.earned is None:
        return f"第{now.round}轮还没有评出得分，此前的得分见图"
    known = [point for point in runs[-1].points if point.earned is not None]
    earlier = [point for run in _alike(runs) for point in run.points if point.earned is not None]
    if len(known) > 1:
        finding = _moved(f"第{now.round}轮", known[0].earned, now.earned, "")
    elif earlier:
        finding = _moved("", earlier[-1].earned, now.earned, f"第{earlier[-1].round}轮")
    elif runs[-1].changed:
        finding = f"规则改版后得 {now.earned:g} 分，与以前的得分不能直接比"
    else:
        finding = f"得 {now.earned:g} 分，还没有以前的得分可比"
    return f"{finding}；{_against(now, now.earned, float(target))}" if target is not None else finding


def _alike(runs: Sequence[Run]) -> list[Run]:
    """The runs before the last one with which it may be compared."""
    found: list[Run] = []
    for run, before in zip(reversed(runs), reversed(runs[:-1]), strict=False):
        if not run.joined:
            break
        found.insert(0, before)
    return found


def _moved(of: str, old: float | None, new: float, since: str) -> str:
    gain = new - (old or 0.0)
    if not gain:
        return f"{of or '得分'}没有变化，仍是 {new:g} 分"
    word = "升" if gain > 0 else "降"
    return f"{of}得分由{since} {old:g} 分{word}到 {new:g} 分，{word} {abs(gain):g} 分"


def _against(now: Point, earned: float, target: float) -> str:
    if earned >= target:
        return f"已达目标 {target:g} 分"
    if now.possible < target:
        return f"连同未评 {now.possible:g} 分，离目标 {target:g} 分还差 {target - now.possible:g} 分"
    return f"离目标 {target:g} 分差 {target - earned:g} 分"


def _subtitle(runs: Sequence[Run], known: int) -> str:
    now = runs[-1].points[-1]
    rounds = len({run.round for run in runs})
    since = f"{day_text(runs[0].points[0].day)}以来 {known} 次得分记录" if known > 1 else "只有 1 次得分记录"
    if now.earned is None:
        return f"{since}；{month_day(now.day)}全部未评"
    open_ = now.possible - now.earned
    text = f"{since}" + (f"，{rounds} 轮" if rounds > 1 else "")
    return f"{text}；{month_day(now.day)}得 {now.earned:g} 分" + (
        f"，另有未评 {open_:g} 分" if open_ else "，没有未评的"
    )
