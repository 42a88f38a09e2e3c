"""Words that several outputs use for computed values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.item_numbers import read_item
from weibao.compute.terms import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.compute.advice import Danger, Point
    from weibao.compute.results import SupervisionItem
    from weibao.rulebook.model import Rulebook

# The two verdicts that a plan leaves open, in our words.
OWN_VERDICTS = {Verdict.CLEAR: "无影响期内的负面清单事项", Verdict.UNDECIDED: "尚不能判定"}
# What 可能得分 is, wherever it is shown: a row counts by the members that spoke.
POSSIBLE = "可能得分＝得分＋未评，不是最高分：有单位还没填报的行（暂计）先按已填报的单位计，补报以后可能升，也可能降。"

# Before the title of a negative item that is a matter of supervision.
VETO_MATTER = "负面清单："


def verdict_text(rulebook: Rulebook, verdict: Verdict) -> str:
    """推荐意见 in words: the plan's own for the effects it names, ours for the two cases that it leaves open."""
    named = {effect.verdict: effect.label for effect in rulebook.veto_effects}
    return OWN_VERDICTS.get(verdict) or named[verdict.value]


def member_name(rulebook: Rulebook, member: str) -> str:
    """The name of a unit or of the group; an unknown id as it stands."""
    if rulebook.group and member == rulebook.group.id:
        return rulebook.group.name
    unit = rulebook.unit_by_id.get(member)
    return unit.name if unit else member


def matter_name(rulebook: Rulebook, item: SupervisionItem) -> str:
    """What a matter is about: the indicator's short title, the negative item, the whole return, or a case's code."""
    if item.indicator in rulebook.indicator_by_id:
        return rulebook.indicator_by_id[item.indicator].title
    if item.indicator in rulebook.veto_by_id:
        return f"{VETO_MATTER}{rulebook.veto_by_id[item.indicator].title}"
    if item.is_case:
        return f"重大事件、恶性案件（代号{item.id}）"
    number = read_item(item.id)
    return f"第{number.round if number else ''}轮指标清单"


def coded_matter(rulebook: Rulebook, item: SupervisionItem) -> str:
    """The same with its 督办编号: 平安校园（督办编号1-07-I22）."""
    text = matter_name(rulebook, item)
    return text if item.is_case else f"{text}（督办编号{item.id}）"


def units_text(rulebook: Rulebook, units: Sequence[str], most: int = 8) -> str:
    """Names of units in one line: the group's name where it is whole, the rest counted beyond `most` names."""
    towns = [unit.id for unit in rulebook.units if unit.kind == "town"]
    whole = rulebook.group is not None and bool(towns) and set(towns) <= set(units)
    members = [rulebook.group.id, *(u for u in units if u not in set(towns))] if whole and rulebook.group else [*units]
    names = "、".join(member_name(rulebook, member) for member in members[:most])
    return names if len(members) <= most else f"{names}等{len(units)}个单位"


def movers_text(rulebook: Rulebook, point: Point) -> str:
    """Who has to do what about an open point: `没有报送：市教育局；没有达标：东陈镇、丁堰镇`."""
    parts = [f"{why.label}：{units_text(rulebook, units)}" for why, units in point.movers.items()]
    titles = "、".join(rulebook.count_by_id[count].title for count in point.ledger)
    remarks = [f"{state.item.level}的意见：{state.item.remark or state.item.request}" for state in point.remarks]
    return "；".join([*remarks, *parts, *([f"核定台账里的数没有达到标准：{titles}"] if titles else [])])


def danger_text(rulebook: Rulebook, danger: Danger) -> str:
    """Why a negative item endangers the title, in words."""
    parts = ["已计入，影响推荐意见"] if danger.counted else []
    if danger.open_events:
        parts.append(f"{danger.open_events} 件还没有认定")
    if danger.silent:
        parts.append(f"还没有作答：{units_text(rulebook, danger.silent)}")
    return "；".join(parts)
