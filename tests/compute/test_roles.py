"""Roles of the plan's units: leads, units that nobody leads, and towns through the group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compute import small
from weibao.compute.model import Role
from weibao.compute.roles import indicator_roles, own_by_unit, own_indicators, own_vetoes, role_of

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook


def test_towns_take_part_one_by_one() -> None:
    led = small.indicator(1, lead=["D01"], co=["D02", "TOWNS"])
    alone = small.indicator(2, lead=[], co=["TOWNS", "D01"])
    book = small.rulebook([led, alone], [small.veto(1, ["TOWNS"])], departments=3)
    assert indicator_roles(book, led) == {"D01": Role.LEAD, "D02": Role.CO, "T01": Role.CO, "T02": Role.CO}
    assert set(indicator_roles(book, alone).values()) == {Role.SOLE}
    assert role_of(book, led, "D03") is None
    assert [(item.id, role) for item, role in own_indicators(book, "T02")] == [("I01", Role.CO), ("I02", Role.SOLE)]
    assert [veto.id for veto in own_vetoes(book, "T02")] == ["V1"]
    assert own_vetoes(book, "D01") == ()


def test_all_units_at_once_is_the_same(rugao: Rulebook) -> None:
    at_once = own_by_unit(rugao)
    assert all(tuple(at_once[unit.id]) == own_indicators(rugao, unit.id) for unit in rugao.units)


def test_every_indicator_has_a_claimant(rugao: Rulebook) -> None:
    assert all(any(role.claims for role in indicator_roles(rugao, item).values()) for item in rugao.indicators)
