"""Words that several outputs use for computed values."""

from __future__ import annotations

from weibao.compute.terms import Verdict
from weibao.rulebook.model import Rulebook

# The two verdicts that a plan leaves open, in our words.
OWN_VERDICTS = {Verdict.CLEAR: "无影响期内的负面清单事项", Verdict.UNDECIDED: "尚不能判定"}


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
