"""量化情况 in `weibao score --json`: the figures of every row, who typed them, and what they support.

Figures are numbers or null, shares fractions between 0 and 1; points as in the rest of the contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.compute.words import member_name

if TYPE_CHECKING:
    from fractions import Fraction

    from weibao.compute.model import CountResult, IndicatorCounts, UnitCount
    from weibao.rulebook.model import Rulebook, Scale


def counts_object(rulebook: Rulebook, counts: IndicatorCounts | None) -> dict[str, Any] | None:
    """The figures of one indicator; null where nothing is counted for it."""
    if counts is None:
        return None
    return {
        "ceiling": _points(rulebook.scale, counts.ceiling),
        "limits": counts.limits,
        "reason": counts.reason,
        "rows": [_row(rulebook, row) for row in counts.rows],
    }


def _row(rulebook: Rulebook, row: CountResult) -> dict[str, Any]:
    count, scale = rulebook.count_by_id[row.count], rulebook.scale
    return {
        "id": count.id,
        "title": count.title,
        "requirements": list(count.requirements),
        "done": _number(row.done),
        "total": _number(row.total),
        "figures": row.figures,
        "threshold": row.threshold,
        "part": _points(scale, row.part),
        "points": _points(scale, row.points),
        "reached": row.reached,
        "hint": row.hint,
        "light": row.light.value,
        "deadline": row.deadline.isoformat() if row.deadline else None,
        "asked": len(row.units),
        "answered": len(row.answered),
        "reason": row.reason,
        "units": {member_name(rulebook, unit): _unit(scale, own) for unit, own in row.units.items()},
    }


def _unit(scale: Scale, own: UnitCount) -> dict[str, Any]:
    return {
        "done": _number(own.done),
        "total": _number(own.total),
        "reached": own.reached,
        "ceiling": _points(scale, own.ceiling),
        "light": own.light.value,
    }


def _number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


def _points(scale: Scale, steps: int | None) -> int | float | None:
    if steps is None:
        return None
    points = scale.points(steps)
    return int(points) if points == points.to_integral_value() else float(points)
