"""Who answers what: a unit's role in an indicator, its rows and its negative items.

A town takes part through the rulebook's group (各镇（街道）), which counts as one member.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.terms import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weibao.rulebook.model import Count, Indicator, Rulebook, Veto


def indicator_roles(rulebook: Rulebook, indicator: Indicator) -> Mapping[str, Role]:
    """Every listed unit with its role, towns one by one, in the order of the plan (leads first)."""
    claiming = Role.LEAD if indicator.lead else Role.SOLE
    roles = dict.fromkeys(rulebook.members(indicator.claimants), claiming)
    for unit in rulebook.members(indicator.supporters):
        roles.setdefault(unit, Role.CO)
    return roles


def role_of(rulebook: Rulebook, indicator: Indicator, unit: str) -> Role | None:
    """The unit's role in the indicator, None where it is not listed."""
    return indicator_roles(rulebook, indicator).get(unit)


def own_indicators(rulebook: Rulebook, unit: str) -> tuple[tuple[Indicator, Role], ...]:
    """The rows of the unit's checklist: indicators in the order of the rubric, with its role in each."""
    return tuple(
        (indicator, role)
        for indicator in rulebook.indicators
        if (role := role_of(rulebook, indicator, unit)) is not None
    )


def own_vetoes(rulebook: Rulebook, unit: str) -> tuple[Veto, ...]:
    """The negative items that the unit must answer, in the order of the list."""
    return tuple(veto for veto in rulebook.vetoes if unit in rulebook.members(veto.members))


def own_counts(rulebook: Rulebook, unit: str) -> tuple[Count, ...]:
    """The figures that the unit is asked for, in the order of the rulebook."""
    return tuple(count for count in rulebook.counts if unit in rulebook.asked(count))


def own_by_unit(rulebook: Rulebook) -> Mapping[str, Sequence[tuple[Indicator, Role]]]:
    """`own_indicators` of every unit at once."""
    own: dict[str, list[tuple[Indicator, Role]]] = {unit.id: [] for unit in rulebook.units}
    for indicator in rulebook.indicators:
        for unit, role in indicator_roles(rulebook, indicator).items():
            own[unit].append((indicator, role))
    return own
