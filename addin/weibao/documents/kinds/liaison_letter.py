"""成员、联络员变更备案函: the letter by which a unit tells the office of a change of members or liaisons.

It is the unit's own letter (信函格式, 10.1): its name stands in the head and under the text, number and day are the
unit's. It is drafted for the changes of 成员变动 that are to be filed and have not been; for a unit that asks without
one the office hands it out as a form with empty rows, in a folder of its own.
Numbers of telephones are written by hand: nobody's number is printed but the office's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.members import LETTER, pending
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import meeting_words as words
from weibao.documents.letterhead import letterhead, open_number
from weibao.documents.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.compute.model import MemberChange
    from weibao.rulebook.model import Unit

NAME: Final = LETTER
_FORMS: Final = "人员变更备案函（空白）"
_ROWS: Final = 2

FIELDS: Final = {
    **layouts.fields(Layout.LETTER),
    "办公室": "办公室简称",
    "原因": "变动的原因，如：工作变动",
    "变更": "变更各行，每行有 类别、原、现、职务、电话",
}

_COLUMNS: Final = (
    lay.Column("类别", 2000, "{{ 行.类别 }}", "WBTableCentre"),
    lay.Column("原任人员", 1500, "{{ 行.原 }}", "WBTableCentre"),
    lay.Column("现任人员", 1500, "{{ 行.现 }}", "WBTableCentre"),
    lay.Column("现任人员职务", 2044, "{{ 行.职务 }}"),
    lay.Column("联系电话", 1800, "{{ 行.电话 }}", "WBTableCentre"),
)


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph("WBBody", "因{{ 原因 }}，我单位在{{ 办公室 }}的下列人员有变更，现函告备案。")
        + lay.blank()
        + lay.table(_COLUMNS, "行", "变更")
        + lay.blank()
        + layouts.REPLACES
        + lay.paragraph("WBBodyKept", "特此函告。")
    )
    return layouts.compose(Layout.LETTER, body, title="人员变更备案函模板")


def documents(case: Case) -> Iterator[Document]:
    """A letter for every unit with changes to be filed, in the order of the units."""
    return (document for document in forms(case) if document.items)


def forms(case: Case) -> Iterator[Document]:
    """The same for every unit, with empty rows where there is no change."""
    changes = pending(case.rulebook, case.office, NAME)
    for unit in case.rulebook.units:
        yield _document(case, unit, [change for change in changes if change.unit == unit.id])


def _document(case: Case, unit: Unit, changes: Sequence[MemberChange]) -> Document:
    full = words.full_name(case.rulebook, unit)
    lines = title_lines((full, "关于报送", "未成年人保护工作", "人员变更名单的函"))
    rows = [
        {
            "类别": f"{change.body}{change.post}", "原": change.old, "现": change.new, "职务": change.new_post,
            "电话": "",
        }
        for change in changes
    ]  # fmt: skip
    empty = dict.fromkeys(("类别", "原", "现", "职务", "电话"), "")
    context: dict[str, Any] = {
        **letterhead(case, NAME),
        "标志": full,
        "署名": full,
        "文号": open_number(wording.BLANK, case.assessment.as_of.year),
        **layouts.opening(Layout.LETTER, title=lines, send_to=wording.or_blank(case.settings.office)),
        "附注": f"联系人：{wording.BLANK}，电话：{wording.BLANK}",
        "抄送": "",
        "办公室": wording.or_blank(case.settings.office_short or case.settings.office),
        "原因": words.reason_of(changes),
        "变更": rows or [empty] * _ROWS,
    }
    folder = KIND.title if changes else _FORMS
    return Document(
        key=unit.id,
        path=f"{folder}/{unit.order:02d} {wording.file_name(unit.name)}－人员变更备案函.docx",
        title="".join(lines),
        context=context,
        facts=facts_of(unit.formal, changes),
        unit=unit.id,
        items=tuple(change.id for change in changes),
    )


KIND: Final = Kind(
    name=NAME,
    title="人员变更备案函",
    genre="函",
    layout=Layout.LETTER,
    group=Group.NOTICE,
    fields=FIELDS,
    named=("标题", "主送"),
    build=build,
    documents=documents,
    needs="“成员变动”表里有要函告备案、还没有文号或办结日期的变动；空白的函写明给哪些单位",
    by_unit=True,
    forms=forms,
)
