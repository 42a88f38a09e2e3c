"""成员名册 and 成员变动: the rows with which they begin, and reading them; older workbooks do not have them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from weibao.compute.members import Member, MemberChange, seats
from weibao.compute.setting_values import unpadded
from weibao.compute.words import member_name
from weibao.sheets.layout import CHANGES, ROSTER
from weibao.sheets.ledger_meetings import read_units
from weibao.sheets.values import compact, read_text, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.rulebook.model import Post, Rulebook
    from weibao.sheets.ledger_cells import Cells
    from weibao.sheets.ledger_reader import Reader
    from weibao.sheets.ledger_tables import TableRow
    from weibao.sheets.package_values import Cell

_ORDERED: Final = ("proposed", "approved", "closed")
_MOBILE: Final = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_BETWEEN: Final = re.compile(r"[-－—\s]")


def roster_rows(rulebook: Rulebook) -> list[dict[str, Cell]]:
    """成员名册 of a new ledger: every post and unit of the rulebook, without a name."""
    return [
        {
            "body": post.body, "post": title, "unit": member_name(rulebook, unit), "held_by": post.held_by,
            "procedure": post.procedure,
        }
        for post, title, unit in seats(rulebook)
    ]  # fmt: skip


def read_roster(reader: Reader) -> tuple[Member, ...]:
    """成员名册, in the order of the sheet, rows without a name included."""
    cells = reader.open_table(ROSTER)
    members = []
    for row in cells.found.rows(reader.grids[cells.found.sheet]) if cells else ():
        assert cells is not None  # noqa: S101 - there are rows
        key, name = f"{cells.found.sheet}第 {row.number} 行", _people(row, "name")
        if not cells.typed(row):
            continue
        post = _post(reader.rulebook, cells, key, row, told=bool(name))
        members.append(
            Member(
                body=post.body if post else read_text(row.cells.get("body")),
                post=post.name if post else read_text(row.cells.get("post")),
                form=_form(post, row.text("post")),
                unit=_unit(reader.rulebook, cells, key, row, post),
                name=name,
                title=read_text(row.cells.get("title")),
                phone=_phone(cells, key, row),
                since=cells.day(row, "since"),
                note=read_text(row.cells.get("note")),
            )
        )
    return tuple(members)


def read_changes(reader: Reader) -> tuple[MemberChange, ...]:
    """成员变动, in the order of the sheet; a row without unit or without anybody is told and left out."""
    cells = reader.open_table(CHANGES)
    changes = []
    for key, row in reader.keyed_rows(cells, "id") if cells else ():
        assert cells is not None  # noqa: S101 - there are rows
        post = _post(reader.rulebook, cells, key, row, told=True)
        unit = _unit(reader.rulebook, cells, key, row, post)
        if not unit:
            if "unit" not in row.cells:
                cells.note("member-unit-missing", row, "unit", key=key)
            continue
        change = _change(cells, key, row, post, unit)
        if not change.old and not change.new:
            cells.note("member-nobody", row, "old", key=key)
            continue
        _check_days(cells, key, row, change)
        changes.append(change)
    return tuple(changes)


def _change(cells: Cells, key: str, row: TableRow, post: Post | None, unit: str) -> MemberChange:
    return MemberChange(
        id=key,
        unit=unit,
        body=post.body if post else read_text(row.cells.get("body")),
        post=post.name if post else read_text(row.cells.get("post")),
        old=_people(row, "old"),
        new=_people(row, "new"),
        new_post=read_text(row.cells.get("new_post")),
        reason=read_text(row.cells.get("reason")),
        changed=cells.day(row, "changed"),
        proposed=cells.day(row, "proposed"),
        approved=cells.day(row, "approved"),
        doc_no=read_text(row.cells.get("doc_no")),
        closed=cells.day(row, "closed"),
        note=read_text(row.cells.get("note")),
    )


def _people(row: TableRow, key: str) -> str:
    return unpadded(read_text(row.cells.get(key)))


def _check_days(cells: Cells, key: str, row: TableRow, change: MemberChange) -> None:
    days = [(name, day) for name in _ORDERED if (day := getattr(change, name))]
    for (other, before), (name, after) in pairwise(days):
        if after < before:
            cells.note(
                "member-days-reversed", row, name, key=key, column=cells.heading(name), found=after,
                other=cells.heading(other), before=before,
            )  # fmt: skip


def _post(rulebook: Rulebook, cells: Cells, key: str, row: TableRow, *, told: bool) -> Post | None:
    """The rulebook's post of a row; one that it does not have is noted where it matters."""
    body, name = row.text("body"), row.text("post")
    found = [
        post
        for post in rulebook.posts
        if name in map(compact, (post.name, *post.titles)) and body in ("", compact(post.body))
    ]
    if len(found) == 1:
        return found[0]
    if told:
        known = "、".join(f"{post.body}{post.name}" for post in rulebook.posts)
        typed = f"{shown(row.cells.get('body'))}{shown(row.cells.get('post'))}"
        cells.note("member-post-unknown", row, "post", key=key, found=typed, known=known or "规则库没有写")
    return None


def _form(post: Post | None, typed: str) -> str:
    """Which form of its post a row means, "" where it does not say."""
    if post is None:
        return ""
    return next((form for form in post.forms if typed == compact(f"{form}{post.name}")), "")


def _unit(rulebook: Rulebook, cells: Cells, key: str, row: TableRow, post: Post | None) -> str:
    """The id of the row's unit, an organ outside the campaign as typed; "" for none or several."""
    own: Mapping[str, str] = {compact(unit): unit for unit in (post.units if post else ())}
    if row.text("unit") in own:
        return own[row.text("unit")]
    units = read_units(rulebook, cells, key, row, "unit")
    if len(units) > 1:
        cells.note("member-units-several", row, "unit", key=key, found=shown(row.cells.get("unit")))
        return ""
    return units[0] if units else ""


def _phone(cells: Cells, key: str, row: TableRow) -> str:
    """The office's telephone; Excel may have made it a number."""
    text = read_text(row.cells.get("phone"))
    if _MOBILE.search(_BETWEEN.sub("", compact(text))):
        cells.note("member-phone", row, "phone", key=key)
    return text
