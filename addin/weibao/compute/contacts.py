"""The persons whom a unit writes on its 填报说明, beside 成员名册 and beside those of an earlier round; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.compute.entitled import bare
from weibao.compute.members import asked_units
from weibao.compute.setting_values import names
from weibao.compute.words import member_name
from weibao.findings import Finding, finding
from weibao.rulebook.rule_records import CONTACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from weibao.compute.members import Member, MemberChange
    from weibao.compute.returns import People, Submission
    from weibao.rulebook.model import Post, Rulebook


@dataclass(frozen=True, slots=True)
class ContactChange:
    """A unit writes another person than in an earlier round: 分管负责人, by whom, who; `posts` go with it by the rules.

    Without posts nothing is prescribed for the change.
    """

    unit: str
    role: str
    old: str
    new: str
    round: int
    posts: tuple[Post, ...] = ()


def contact_hints(
    rulebook: Rulebook, roster: Sequence[Member], unit: str, people: People, changes: Sequence[MemberChange] = ()
) -> tuple[str, ...]:
    """What differs: 市未保办成员：名册是甲，清单写的是乙. Where one of the two is silent there is nothing to tell, nor
    where a row of 成员变动 says that this person comes.
    """
    found = []
    for post in rulebook.posts:
        said, held = _written(people, post.contact), _held(roster, post, unit)
        if held and _differ(said, held) and not _comes(changes, post, unit, said):
            found.append(f"{post.body}{post.name}：名册是{'、'.join(held)}，清单写的是{said}")
    return tuple(found)


def contact_changes(
    rulebook: Rulebook,
    roster: Sequence[Member],
    changes: Sequence[MemberChange],
    submissions: Mapping[str, Submission],
    earlier: Mapping[str, tuple[int, People]],
) -> tuple[ContactChange, ...]:
    """Who was exchanged since the last round in which the unit wrote somebody (`earlier`: round and persons by unit).

    One whom 成员变动 or 成员名册 has in the post already is known, and not told.
    """
    found = []
    for unit in (item.id for item in rulebook.units if item.id in earlier and item.id in submissions):
        number, was = earlier[unit]
        for role, label in CONTACTS.items():
            old, new = _written(was, role), _written(submissions[unit].people, role)
            if not old or not _differ(new, names(old)):
                continue
            posts = [post for post in rulebook.posts if post.contact == role and unit in asked_units(rulebook, post)]
            open_ = [
                post
                for post in posts
                if _differ(new, _held(roster, post, unit)) and not _comes(changes, post, unit, new)
            ]
            if open_ or not posts:
                found.append(ContactChange(unit, label, old, new, number, tuple(open_)))
    return tuple(found)


def contact_findings(rulebook: Rulebook, changes: Iterable[ContactChange]) -> tuple[Finding, ...]:
    """The suggestion to record a change of persons, where the rules prescribe how one is handled."""
    return tuple(
        finding(
            "contact-changed", unit=change.unit, who=f"{member_name(rulebook, change.unit)}{change.role}",
            number=change.round, old=change.old, new=change.new, post=f"{post.body}{post.name}",
            procedure=post.procedure,
        )
        for change in changes
        for post in change.posts
    )  # fmt: skip


def change_words(change: ContactChange) -> str:
    """分管负责人：第1轮写的是甲，这一轮是乙."""
    return f"{change.role}：第{change.round}轮写的是{change.old}，这一轮是{change.new}"


def _written(people: People, role: str) -> str:
    return {"head": people.head, "deputy": people.deputy, "officer": people.contact}.get(role, "")


def _held(roster: Sequence[Member], post: Post, unit: str) -> list[str]:
    own = (item for item in roster if item.unit == unit and (item.body, item.post) == (post.body, post.name))
    return [name for member in own for name in names(member.name)]


def _comes(changes: Sequence[MemberChange], post: Post, unit: str, said: str) -> bool:
    """Whether 成员变动 says that one of these persons comes."""
    own = (change for change in changes if (change.body, change.post, change.unit) == (post.body, post.name, unit))
    return any(not _differ(said, names(change.new)) for change in own)


def _differ(said: str, others: Iterable[str]) -> bool:
    """Whether somebody is named and none of the others is meant."""
    named = {bare(name) for name in names(said)}
    return bool(named) and not named & {bare(name) for name in others}
