"""Whether a returned file may be believed: unit, round and serial number, against each other and as issued."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weibao.campaign.store import Issued
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.intake_identity import Identity


_KINDS = {
    True: "这是年度工作情况，{round}收的是指标清单，没有采用；请放到年度工作情况那一轮的文件夹里",
    False: "这是指标清单，{round}收的是年度工作情况，没有采用；请单位报年度工作情况，清单请放到它那一轮的文件夹里",
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier round, by unit id: what was issued in it, and the digest of the return that counted."""

    issued: Mapping[str, Issued] = field(default_factory=dict)
    used: Mapping[str, str] = field(default_factory=dict)


def conflict(
    who: Identity,
    rulebook: Rulebook,
    number: int | None,
    issued: Mapping[str, Issued],
    *,
    annual: bool | None = None,
) -> str:
    """Why this file cannot be believed, in Chinese; "" where everything agrees.

    `number` is the round of the folder that the file lies in, None where it lies in none; `annual` whether that gathers
    年度工作情况, None where nobody knows.
    """
    from weibao.sheets.ledger_meta import PRODUCT

    if who.product == PRODUCT:
        return "这是核定台账，不是单位清单；要检查的是“回收”里单位交回的那一份"
    if who.has_meta and who.rulebook and who.rulebook != rulebook.id:
        return f"清单是按另一套规则库（{who.rulebook}）下发的，不是本次创建工作的清单"
    if annual is not None and who.annual != annual:
        return _KINDS[who.annual].format(round=f"第{number}轮" if number else "这一轮")
    return _unit_conflict(who, rulebook) or _round_conflict(who, number) or _issue_conflict(who, rulebook, issued)


def _unit_conflict(who: Identity, rulebook: Rulebook) -> str:
    if who.visible_unit and who.unit is None:
        return f"“填报说明”里的单位写的是“{who.visible_unit}”，不是成员单位的名称"
    if who.has_meta and who.meta_unit is None:
        return f"清单的隐藏信息里，单位是“{who.meta_unit_name or '空白'}”，不是成员单位的名称"
    if who.unit is None and who.meta_unit is None:
        return "这不像是下发的清单：“填报说明”里没有单位，隐藏信息也没有"
    if who.unit and who.meta_unit and who.unit != who.meta_unit:
        return (
            f"“填报说明”里的单位是“{who.visible_unit}”，这份清单却是下发给“{rulebook.unit_by_id[who.meta_unit].name}”的"
        )
    return ""


def _round_conflict(who: Identity, number: int | None) -> str:
    if who.visible_round and who.meta_round and who.visible_round != who.meta_round:
        return f"“填报说明”里是第{who.visible_round}轮，清单的隐藏信息里却是第{who.meta_round}轮"
    for place, found in (("“填报说明”里", who.visible_round), ("清单的隐藏信息里", who.meta_round)):
        if found is not None and number is not None and found != number:
            return f"文件放在第{number}轮的文件夹里，{place}却是第{found}轮"
    return ""


def _issue_conflict(who: Identity, rulebook: Rulebook, issued: Mapping[str, Issued]) -> str:
    unit = who.unit or who.meta_unit or ""
    if not issued or not who.serial:
        return ""
    name = rulebook.unit_by_id[unit].name
    if unit not in issued:
        return f"没有下发给“{name}”本轮清单的记录"
    if issued[unit].serial != who.serial:
        return f"清单编号是“{who.serial}”，下发给“{name}”的是“{issued[unit].serial}”，可能填在了作废的旧清单上"
    return ""


def earlier_round(
    who: Identity,
    digest: str,
    rulebook: Rulebook,
    number: int,
    earlier: Mapping[int, Earlier],
    *,
    annual: bool | None = None,
) -> int:
    """The earlier round on whose checklist the unit has answered this one; 0 where it has not.

    The return that counted in that round, put into the folder of this one, is no new answer; nor is a blank checklist.
    """
    old = who.visible_round or who.meta_round or 0
    if not 0 < old < number or old not in earlier:
        return 0
    if conflict(who, rulebook, old, earlier[old].issued, annual=annual):
        return 0
    unit = who.unit or who.meta_unit or ""
    known = {earlier[old].used.get(unit, "")}
    if unit in earlier[old].issued:
        known.add(earlier[old].issued[unit].digest)
    return 0 if digest in known else old


def later_round(who: Identity, rulebook: Rulebook, number: int, rounds: Collection[int]) -> int:
    """The later of the `rounds` whose checklist it is, where nothing else is wrong with it; else 0."""
    found = who.visible_round or who.meta_round or 0
    return found if found > number and found in rounds and not conflict(who, rulebook, found, {}) else 0
