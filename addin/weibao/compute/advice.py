"""What brings most: the open points in the order in which a meeting should take them up.

Vetoes come first, because they decide the recommendation whatever the points. Then the indicators that are not full,
or on which a level above has an open remark; those with one first, since whoever decides has said so. Of the others
the points to gain, most first; of the same points the nearest deadline, what is late before it; then the fewest
units to move; then the most matters that are late. Nothing is estimated: the gain is full less what is earned today.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from weibao.compute.rows import is_full
from weibao.compute.tally import LATE
from weibao.compute.terms import Verdict
from weibao.compute.verdict import NO, YES, is_pending

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from weibao.compute.counts_results import CountResult
    from weibao.compute.inspection_states import RemarkState
    from weibao.compute.results import Assessment, IndicatorResult, UnitRow, VetoResult
    from weibao.compute.returns import Submission
    from weibao.rulebook.model import Rulebook

_FAR: Final = 10**6  # days; where no deadline is known


class Why(StrEnum):
    """What a unit still has to do about an indicator."""

    RETURN = "return"  # it has sent nothing that counts
    ANSWER = "answer"  # its row is 未评
    RAISE = "raise"  # it says itself that it falls short
    VERIFIED = "verified"  # it says full, and the office verified less
    FIGURES = "figures"  # it says 达标, and what it typed in 量化情况 is below the standard
    PROVE = "prove"  # it says 达标, and lists no material

    @property
    def label(self) -> str:
        """In the words of an agenda."""
        return {
            "return": "还没有报送或没有计入", "answer": "没有填", "raise": "没有达标", "verified": "核定扣了分",
            "figures": "填的数没有达到标准", "prove": "没有列佐证材料",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Danger:
    """A negative item that counts, or may: `open_events` wait for a ruling, `silent` units have not answered."""

    veto: str
    counted: bool
    open_events: int
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """An indicator that is not full. `gain` in steps, of which `unassessed` nobody has claimed yet.

    `movers` are the units that have to act, by what they have to do; `ledger` are the rows of 量化情况 below their
    standard that the office's own sheets give, by id; `figures` says in words what the figures leave of the score, ""
    where they support all of it; `missing` ids of suggested materials that nobody lists yet; `late` the number of
    supervision matters that are past their limit; `total` the score that is reached when this point and all before it
    are won, in steps. `remarks` are the open ones of the levels above.
    """

    indicator: str
    gain: int
    unassessed: int
    deadline: date | None
    days_left: int | None
    movers: Mapping[Why, tuple[str, ...]]
    ledger: tuple[str, ...]
    figures: str
    missing: tuple[str, ...]
    late: int
    total: int
    remarks: tuple[RemarkState, ...] = ()

    @property
    def units(self) -> int:
        """How many units have to act."""
        return sum(len(names) for names in self.movers.values())


@dataclass(frozen=True, slots=True)
class Advice:
    """The agenda: what endangers the title, then the points in order."""

    verdict: Verdict
    dangers: tuple[Danger, ...]
    points: tuple[Point, ...]


def advise(rulebook: Rulebook, assessment: Assessment, submissions: Mapping[str, Submission]) -> Advice:
    """Rank what is open in `assessment`; `submissions` (by unit id) are those of its round."""
    materials = _materials(submissions.values())
    late = Counter(stage.item.indicator for stage in assessment.stages if stage.step in LATE)
    points = [
        Point(
            indicator=result.indicator,
            gain=result.figures.full - result.figures.earned,
            unassessed=result.figures.unassessed,
            deadline=result.deadline,
            days_left=result.days_left,
            movers=_movers(result, submissions),
            ledger=tuple(row.count for row in _short(result) if not row.units),
            figures=result.counts.reason if result.counts else "",
            missing=_missing(rulebook, result.indicator, materials),
            late=late[result.indicator],
            total=0,
            remarks=remarks,
        )
        for result in assessment.indicators
        if (remarks := assessment.inspections.open_on(result.indicator)) or result.figures.earned < result.figures.full
    ]
    points.sort(key=_rank)
    dangers = [danger for result in assessment.vetoes if (danger := _danger(result))]
    dangers.sort(key=lambda danger: not danger.counted)  # the rest in the order of the list
    return Advice(assessment.verdict, tuple(dangers), _summed(points, assessment.total.earned))


def _rank(point: Point) -> tuple[bool, int, int, int, int]:
    days = _FAR if point.days_left is None else point.days_left
    return not point.remarks, -point.gain, days, point.units, -point.late


def _summed(points: Sequence[Point], earned: int) -> tuple[Point, ...]:
    summed = []
    for point in points:
        earned += point.gain
        summed.append(replace(point, total=earned))
    return tuple(summed)


def _danger(result: VetoResult) -> Danger | None:
    # One without a date does not count yet; it may, as the verdict says too.
    waiting = sum((event.counted and event.ruling not in (YES, NO)) or is_pending(event) for event in result.events)
    if not (result.counted or waiting or result.silent):
        return None
    return Danger(result.veto, result.counted, waiting, result.silent)


def _movers(result: IndicatorResult, submissions: Mapping[str, Submission]) -> dict[Why, tuple[str, ...]]:
    """By what they have to do, in the order of `Why`; units in the order of the rubric."""
    short = {unit for row in _short(result) for unit in row.answered if not row.units[unit].reached}
    rows = {
        unit: why
        for unit, row in result.units.items()
        if (why := _why(row, result, returned=unit in submissions, short=unit in short))
    }
    return {why: units for why in Why if (units := tuple(unit for unit, found in rows.items() if found is why))}


def _short(result: IndicatorResult) -> list[CountResult]:
    """The rows of 量化情况 that keep the indicator below its full score; their figures are below the standard."""
    return [row for row in result.counts.rows if row.reached is False] if result.counts else []


def _why(row: UnitRow, result: IndicatorResult, *, returned: bool, short: bool) -> Why | None:
    if not row.spoke:
        return Why.ANSWER if returned else Why.RETURN
    if not is_full(row, result.figures.full):
        return Why.RAISE
    if result.figures.verified is not None and row.role.claims:
        return Why.VERIFIED  # it says full, the office does not agree: it has to convince
    if short:
        return Why.FIGURES
    return None if row.evidence else Why.PROVE


def _materials(submissions: Iterable[Submission]) -> Counter[tuple[str, str]]:
    """How many materials are listed, by indicator and type."""
    return Counter((item.indicator, item.type) for sent in submissions for item in sent.evidence if item.title.strip())


def _missing(rulebook: Rulebook, indicator: str, materials: Counter[tuple[str, str]]) -> tuple[str, ...]:
    """Suggested materials beyond the number that units list of their type; a hint, since titles are free."""
    left = {key: number for key, number in materials.items() if key[0] == indicator}
    missing = []
    for hint in rulebook.evidence:
        if hint.indicator != indicator:
            continue
        if left.get((indicator, hint.type), 0):
            left[indicator, hint.type] -= 1
        else:
            missing.append(hint.id)
    return tuple(missing)
