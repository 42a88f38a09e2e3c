"""The persons whom a unit writes on its 填报说明, beside the posts that the same persons hold by 成员名册; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.entitled import bare
from weibao.compute.setting_values import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.compute.members import Member
    from weibao.compute.returns import People
    from weibao.rulebook.model import Rulebook


def contact_hints(rulebook: Rulebook, roster: Sequence[Member], unit: str, people: People) -> tuple[str, ...]:
    """What differs: 市未保办成员：名册是甲，清单写的是乙. Where one of the two is silent there is nothing to tell."""
    found = []
    for post in rulebook.posts:
        said = {"head": people.head, "deputy": people.deputy, "officer": people.contact}.get(post.contact, "")
        held = [
            name
            for member in roster
            if (member.body, member.post, member.unit) == (post.body, post.name, unit)
            for name in names(member.name)
        ]
        if said and held and not {bare(name) for name in names(said)} & {bare(name) for name in held}:
            found.append(f"{post.body}{post.name}：名册是{'、'.join(held)}，清单写的是{said}")
    return tuple(found)
