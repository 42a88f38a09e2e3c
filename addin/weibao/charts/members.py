"""Departments and towns as pictures name and count them: the rulebook's own word for its group, order of the annex."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from weibao.compute.model import ReturnStatus
from weibao.compute.tally import LATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.charts.facts import Facts
    from weibao.compute.model import SupervisionItem
    from weibao.rulebook.model import Unit

DEPARTMENT, TOWN = "department", "town"
NOT_CONCERNED: Final = "—"
UNANSWERED: Final = "未评"
_NAMED: Final = 3  # so many are named in a title; more are counted


def units_of(facts: Facts, kind: str) -> tuple[Unit, ...]:
    """The units of a kind ("department" or "town"), in the order of the annex."""
    return tuple(unit for unit in facts.rulebook.units if unit.kind == kind)


def noun(facts: Facts, kind: str) -> str:
    """What units of that kind are called when they are counted: 部门, and the group's name without its 各."""
    if kind == DEPARTMENT:
        return "部门"
    group = facts.rulebook.group
    return (group.name.removeprefix("各") if group else "") or "乡级单位"


def silent(facts: Facts) -> Mapping[str, str]:
    """Unit id → how it stands (未报送, 待选择文件 …) of every unit without a return that counts."""
    states = facts.frames["units"].set_index("unit")["return_status"].to_dict()
    names = {unit.id: unit.name for unit in facts.rulebook.units}
    return {
        result.unit: states.get(names[result.unit]) or ReturnStatus.MISSING.label
        for result in facts.assessment.units
        if not result.returned
    }


def silent_word(state: str) -> str:
    """The same in two characters, for a cell: 未报, or 未计 where something came and does not count."""
    return "未报" if state == ReturnStatus.MISSING.label else "未计"


def late_items(facts: Facts) -> tuple[SupervisionItem, ...]:
    """What is supervised, past its limit and unanswered, as in every other count (`compute.tally`)."""
    return tuple(stage.item for stage in facts.assessment.stages if stage.step in LATE)


def percent(rate: float | Fraction) -> int:
    """A share in whole per cent; 100 and 0 only where it is exactly that."""
    if rate in (0, 1):
        return int(rate * 100)
    return min(99, max(1, math.floor(float(rate) * 100 + 0.5)))


def named(names: list[str], what: str) -> str:
    """A few names joined, of many the first and the number: 甲、乙 or 甲等 5 个项目."""
    return "、".join(names) if len(names) <= _NAMED else f"{names[0]}等 {len(names)} 个{what}"
