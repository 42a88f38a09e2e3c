"""成员名册 and 成员变动 as the office types them, and what the rulebook's posts say of them; frozen records.

Units are ids of the rulebook where the text names one, else the text as typed. Only adults' offices appear here: names,
posts and office telephones of officials.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from weibao.compute.openings import DEAD, dead_numbers, same_number
from weibao.compute.setting_values import names

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from weibao.compute.office import Office
    from weibao.rulebook.model import Post, Rulebook

NOTICE: Final = "member_notice"
LETTER: Final = "liaison_letter"
# One that is issued anew holds no more: the new one tells it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A row of 成员名册: who holds a post for a unit, since when; `name` is "" while nobody has been typed.

    `form` is one of the post's forms (专职), "" where it has none or the office did not say which.
    """

    body: str
    post: str
    unit: str = ""
    name: str = ""
    title: str = ""  # 单位职务
    phone: str = ""  # 办公电话
    since: date | None = None
    note: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChange:
    """A row of 成员变动: who leaves (`old`) and who comes (`new`) for a unit in a body's post.

    `changed` is the day of the change, `proposed` when the unit put it forward, `approved` when it was approved;
    `doc_no` is the number of its paper (our notice, or the unit's letter), `closed` the day on which it was done.
    """

    unit: str
    body: str
    post: str
    id: str = ""
    old: str = ""
    new: str = ""
    new_post: str = ""
    reason: str = ""
    changed: date | None = None
    proposed: date | None = None
    approved: date | None = None
    doc_no: str = ""
    closed: date | None = None
    note: str = ""


def post_of(rulebook: Rulebook, item: Member | MemberChange) -> Post | None:
    """The rulebook's post of a row, None for one that it does not have."""
    return next(
        (post for post in rulebook.posts if post.body == item.body and item.post in (post.name, *post.titles)), None
    )


def paper_of(rulebook: Rulebook, change: MemberChange) -> str:
    """The kind of document that a change asks for, "" where none."""
    post = post_of(rulebook, change)
    return post.paper if post else ""


def asked_units(rulebook: Rulebook, post: Post) -> tuple[str, ...]:
    """The units (ids, or organs by name) that each have somebody in a post."""
    return (*post.units, *(unit.id for unit in rulebook.member_units if post.every_member))


def seats(rulebook: Rulebook) -> tuple[tuple[Post, str, str], ...]:
    """The rows with which 成员名册 begins: post, what it is called there, unit ("" where none is asked)."""
    return tuple(
        (post, title, unit)
        for post in rulebook.posts
        if not post.whole
        for title in post.titles
        for unit in asked_units(rulebook, post) or ("",)
    )


def forms_held(office: Office, post: Post, as_of: date) -> int | None:
    """In how many of its forms a post is held on a day; None where nobody is named, or it is open which forms they are.

    Who has no form might be of any: he is passed over only where all forms are held anyway.
    """
    held = [
        member.form
        for member in office.roster
        if (member.body, member.post) == (post.body, post.name) and member.name
        if member.since is None or member.since <= as_of
    ]
    forms = set(held) & set(post.forms)
    return len(forms) if held and ("" not in held or len(forms) == len(post.forms)) else None


def has_paper(rulebook: Rulebook, office: Office, change: MemberChange) -> bool:
    """Whether the paper of a change is there: its number stands in the row, or a document on it is signed."""
    if change.doc_no and same_number(change.doc_no) not in dead_numbers(office.register):
        return True
    kind = paper_of(rulebook, change)
    return bool(kind) and any(
        paper.kind == kind and change.id in paper.items and paper.state not in DEAD for paper in office.register
    )


def with_notices(rulebook: Rulebook, office: Office) -> Office:
    """The same, 成员变动 with the numbers of papers of 文号登记 in the rows that have none that holds.

    A paper that is signed and has no number yet tells a change as well: its title stands for the number.
    """
    dead = dead_numbers(office.register)
    changes = tuple(_with_notice(rulebook, office, change, dead) for change in office.changes)
    return office if changes == office.changes else replace(office, changes=changes)


def _with_notice(rulebook: Rulebook, office: Office, change: MemberChange, dead: Collection[str]) -> MemberChange:
    if change.doc_no and same_number(change.doc_no) not in dead:
        return change
    kind = paper_of(rulebook, change)
    own = [
        paper
        for paper in office.register
        if kind and paper.kind == kind and change.id in paper.items and paper.state not in DEAD
    ]
    return replace(change, doc_no=(own[-1].doc_no or own[-1].title) if own else "")


def is_told(rulebook: Rulebook, office: Office, change: MemberChange) -> bool:
    """Whether nothing is to be written on a change any more: its paper is there, or the office says that it is done."""
    return change.closed is not None or has_paper(rulebook, office, change)


def pending(rulebook: Rulebook, office: Office, kind: str) -> tuple[MemberChange, ...]:
    """The changes whose paper of a kind is still to be written: approved where that is asked, in the sheet's order."""
    found = []
    for change in office.changes:
        post = post_of(rulebook, change)
        if post is None or post.paper != kind or is_told(rulebook, office, change):
            continue
        if change.approved or not post.approval:
            found.append(change)
    return tuple(found)


def with_roster(rulebook: Rulebook, office: Office) -> Mapping[str, str]:
    """The typed settings; those on persons that were left empty are taken from the roster: a name is asked once."""
    typed = dict(office.settings)
    kinds = {setting.id: setting.type for setting in rulebook.settings}
    for post in rulebook.posts:
        if not post.setting or typed.get(post.setting, "").strip():
            continue
        held = holders(office, post)
        if kinds.get(post.setting) == "names" or len(held) == 1:
            typed[post.setting] = "、".join(held)
    return typed


def holders(office: Office, post: Post) -> tuple[str, ...]:
    """Who holds a post by the roster, each once."""
    found = (member.name for member in office.roster if (member.body, member.post) == (post.body, post.name))
    return tuple(dict.fromkeys(name for text in found for name in names(text)))
