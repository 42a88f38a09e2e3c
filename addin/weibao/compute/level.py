"""The truth table of one row: what a unit chose and typed → its level, its score in steps, and what is wrong with it.

Claimants (牵头, 独立) answer with a level and a score; a 配合 unit answers with its level alone. Nothing is guessed:
an answer that contradicts itself is 未评, and says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from weibao.compute.terms import Level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from weibao.rulebook.model import Scale


class Judgement(NamedTuple):
    """What one row says. `stated` is in steps (None: silent, or 配合).

    `issue` is a code of texts.FINDINGS or None, `values` the fields of its text.
    """

    level: Level
    stated: int | None
    issue: str | None = None
    values: Mapping[str, str] = {}


def level_of(steps: int | None, full: int) -> Level:
    """The level that a score stands for: full → 达标, 0 → 未达标, between → 部分达标, None → 未评."""
    if steps is None:
        return Level.UNASSESSED
    if steps == full:
        return Level.MET
    return Level.PARTIAL if steps else Level.UNMET


def judge(level: Level | None, points: Decimal | None, full: int, scale: Scale, claims: bool = True) -> Judgement:
    """Judge a row: `level` and `points` as typed (None = blank), `full` in steps, `claims` False for 配合."""
    chosen = None if level is Level.UNASSESSED else level
    if not claims:
        if points is None:
            return Judgement(chosen or Level.UNASSESSED, None)
        return Judgement(chosen or Level.UNASSESSED, None, "score-not-claimable", {"found": plain(points)})
    if points is None:
        return _without_score(chosen, full, scale)
    steps = _steps(points, full, scale)
    if steps is None:
        return _unassessed("score-off-step", full, scale, found=plain(points))
    inferred = level_of(steps, full)
    if chosen is None:
        return Judgement(inferred, steps, "level-inferred", {"found": plain(points), "level": inferred.label})
    if chosen is not inferred:
        return _unassessed("score-contradicts-level", full, scale, found=plain(points), level=chosen.label)
    return Judgement(chosen, steps)


def plain(points: Decimal) -> str:
    """A number as people write it: no exponent, no trailing zeros; very long ones as they came."""
    if not points.is_finite() or abs(points.adjusted()) > 20:
        return str(points)
    text = f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _without_score(chosen: Level | None, full: int, scale: Scale) -> Judgement:
    if chosen is None:
        return Judgement(Level.UNASSESSED, None)
    if chosen is Level.MET:
        return Judgement(chosen, full)
    if chosen is Level.UNMET:
        return Judgement(chosen, 0)
    if full == 1:
        return _unassessed("partial-impossible", full, scale)
    if full == 2:
        return Judgement(chosen, 1, "score-inferred", {"found": plain(scale.points(1))})
    return _unassessed("score-missing", full, scale)


def _unassessed(issue: str, full: int, scale: Scale, **values: str) -> Judgement:
    shown = {"full": plain(scale.points(full)), "step": plain(scale.points(1)), **values}
    return Judgement(Level.UNASSESSED, None, issue, shown)


def _steps(points: Decimal, full: int, scale: Scale) -> int | None:
    """Points as steps between 0 and full; None off the step, out of range, or absurdly fine."""
    if not points.is_finite() or not 0 <= points <= scale.points(full):
        return None
    return None if points and points.adjusted() < -20 else scale.steps(points)
