"""The people of the demonstration: an invented 成员名册 with two gaps, and two changes that wait for their papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from weibao.campaign.demo_text import person
from weibao.compute.members import LETTER, NOTICE, Member, MemberChange, asked_units, seats
from weibao.sheets.layout import CHANGES, ROSTER
from weibao.sheets.ledger_members import roster_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.campaign.demo_drafts import Scene
    from weibao.rulebook.model import Post, Rulebook

Cell = str | int | float | date | None
GAPS = 2  # units whose 联络员 nobody has named yet
# Days after the round was issued: changed, put forward, approved.
_APPROVED, _FILED = (19, 21, 26), (25, 27)


def demo_roster(scene: Scene) -> tuple[Member, ...]:
    """A name for every row of the sheet, in its order; of the last post of every member unit some are open."""
    last = next((post for post in reversed(scene.rulebook.posts) if post.every_member), None)
    found: list[Member] = []
    open_ = asked_units(scene.rulebook, last)[-GAPS:] if last else ()
    for post, title, unit in seats(scene.rulebook):
        name = "" if post is last and unit in open_ else _named(scene, post, unit, title)
        form = title.removesuffix(post.name)
        found.append(Member(body=post.body, post=post.name, unit=unit, name=name, form=form))
    return tuple(found)


def _named(scene: Scene, post: Post, unit: str, title: str = "") -> str:
    """Who holds a post; the first of its forms is held by whoever would hold it without forms."""
    others = (title,) if title in post.titles[1:] else ()
    return person(scene.chance("roster", post.id, unit, *others))


def demo_contacts(scene: Scene, unit: str) -> dict[str, str]:
    """The responsible persons of a unit: those of the roster, where it has them."""
    own = [post for post in scene.rulebook.posts if post.contact and unit in asked_units(scene.rulebook, post)]
    posts = {post.contact: post for post in own}
    keys = ("head", "deputy", "officer")
    return {
        key: _named(scene, posts[key], unit) if key in posts else person(scene.chance("contact", key, unit))
        for key in keys
    }


def demo_changes(scene: Scene, roster: tuple[Member, ...]) -> tuple[MemberChange, ...]:
    """One change that has been approved and is to be told, one that the unit is to file."""
    found = []
    for number, (paper, title, reason) in enumerate(((NOTICE, "局长", "工作调动"), (LETTER, "科长", "岗位调整")), 1):
        post = next((item for item in scene.rulebook.posts if item.paper == paper and not item.whole), None)
        every = [item for item in scene.rulebook.posts if item.paper == paper and item.every_member]
        if post is None:
            continue
        found.append(_change(scene, roster, every[-1] if every else post, f"B{number}", title, reason))
    return tuple(found)


def _change(scene: Scene, roster: tuple[Member, ...], post: Post, key: str, title: str, reason: str) -> MemberChange:
    named = [member for member in roster if (member.body, member.post) == (post.body, post.name) and member.name]
    left = named[len(named) // (3 if post.approval else 2)]
    days = [_workday(scene, days) for days in (_APPROVED if post.approval else _FILED)]
    change = MemberChange(
        id=key, body=post.body, post=post.name, unit=left.unit, old=left.name,
        new=person(scene.chance("change", key)), new_post=title, reason=reason, changed=days[0], proposed=days[1],
    )  # fmt: skip
    return replace(change, approved=days[2]) if post.approval else change


def _workday(scene: Scene, days: int) -> date:
    return scene.calendar.next_workday(scene.issued + timedelta(days=days))


def roster_cells(rulebook: Rulebook, roster: tuple[Member, ...]) -> dict[str, dict[str, Cell]]:
    """The names by sheet and address: the rows of a new ledger stand in the order of the roster."""
    rows = roster_rows(rulebook)
    assert len(rows) == len(roster)  # noqa: S101 - both go by the posts
    named = {
        ROSTER.cell("name", row): member.name for row, member in enumerate(roster, ROSTER.first_row) if member.name
    }
    return {ROSTER.sheet: dict(named)} if named else {}


def change_rows(rulebook: Rulebook, changes: tuple[MemberChange, ...]) -> list[tuple[str, Mapping[str, Cell]]]:
    """The changes as rows to type into the next empty ones."""
    headings = {column.key: column.header for column in CHANGES.columns if column.kind == "input"}
    rows: list[tuple[str, Mapping[str, Cell]]] = []
    for change in changes:
        unit = rulebook.unit_by_id.get(change.unit)
        values = {key: getattr(change, key) for key in headings} | {"unit": unit.name if unit else change.unit}
        rows.append(("", {headings[key]: value for key, value in values.items() if value}))
    return rows
