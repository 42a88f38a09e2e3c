"""From the members' answers to one indicator to the city's claim, in exact fractions.

Rounding happens once per figure, to whole steps: "down", or "nearest" with ties going up. It applies to the mean of
the towns' statements and to the cap alike, so one switch decides whether one town of fourteen costs a step.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from weibao.compute.terms import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from weibao.compute.level import Judgement
    from weibao.rulebook.model import Aggregation, Indicator, Rulebook

FULFILMENT = {Level.MET: Fraction(1), Level.PARTIAL: Fraction(1, 2), Level.UNMET: Fraction(0)}


@dataclass(frozen=True, slots=True)
class Claim:
    """The members' answers put together, in steps. `claimed` = min(stated, caps); None where no claimant spoke."""

    stated: int | None
    cap: int
    claimed: int | None
    provisional: bool


def aggregate(
    rulebook: Rulebook,
    indicator: Indicator,
    answers: Mapping[str, Judgement],
    rule: Aggregation | None = None,
    caps: Sequence[int] = (),
) -> Claim:
    """Put the answers of one indicator together.

    `answers` by unit id, towns one by one; a unit that is missing there, or 未评, is silent. `rule` replaces the
    indicator's own aggregation; `caps` are further limits in steps (countable figures).
    """
    rule = rule or indicator.aggregation
    stated = _lowest(_statement(rulebook, member, answers, rule) for member in indicator.claimants)
    cap = _cap(rulebook, indicator, answers, rule)
    claimed = None if stated is None else min(stated, cap, *caps)
    listed = rulebook.members((*indicator.claimants, *indicator.supporters))
    return Claim(stated, cap, claimed, any(not _spoke(answers.get(unit)) for unit in listed))


def round_steps(value: Fraction, how: str) -> int:
    """Whole steps: "down", or "nearest" (a half goes up)."""
    return floor(value + Fraction(1, 2)) if how == "nearest" else floor(value)


def _spoke(answer: Judgement | None) -> bool:
    return answer is not None and answer.level is not Level.UNASSESSED


def _lowest(values: Iterable[int | None]) -> int | None:
    return min((value for value in values if value is not None), default=None)


def _mean(values: Sequence[Fraction | int]) -> Fraction:
    return Fraction(sum(values, Fraction(0)), len(values))


def _statement(rulebook: Rulebook, member: str, answers: Mapping[str, Judgement], rule: Aggregation) -> int | None:
    """What one claimant states; 各镇 as one: the mean of the towns that spoke, rounded, or the lowest."""
    spoken = [
        answer.stated
        for unit in rulebook.members((member,))
        if (answer := answers.get(unit)) is not None and answer.stated is not None
    ]
    if not spoken:
        return None
    return min(spoken) if rule.group == "lowest" else round_steps(_mean(spoken), rule.round)


def _cap(rulebook: Rulebook, indicator: Indicator, answers: Mapping[str, Judgement], rule: Aggregation) -> int:
    """The limit that the other members' fulfilment sets: full × their exact mean, rounded once."""
    if rule.cap == "none":
        return indicator.full
    parts: list[Fraction | int] = []
    for member in indicator.supporters:
        spoken = [
            FULFILMENT[answer.level]
            for unit in rulebook.members((member,))
            if (answer := answers.get(unit)) is not None and answer.level in FULFILMENT
        ]
        if spoken:
            parts.append(min(spoken) if rule.group == "lowest" else _mean(spoken))
    return round_steps(indicator.full * _mean(parts), rule.round) if parts else indicator.full
