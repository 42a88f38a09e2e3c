"""成员调整通知: the issuing body tells its member units who is replaced, once the change has been approved."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import meeting_words as words
from weibao.documents.letterhead import letterhead
from weibao.documents.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.compute.model import MemberChange

NAME: Final = "member_notice"

FIELDS: Final = {
    **layouts.fields(Layout.GENERAL),
    "名单": "名单的名称，如：领导小组",
    "调整": "调整各条，已写成句子",
}


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph("WBBody", "因工作变动，经研究同意，现将{{ 名单 }}组成人员调整情况通知如下：")
        + lay.each("条", "调整", lay.paragraph("WBBody", "{{ 条 }}"))
        + lay.paragraph("WBBodyKept", "其他组成人员不变。")
    )
    return layouts.compose(Layout.GENERAL, body, title="成员调整通知模板")


def documents(case: Case) -> Iterator[Document]:
    """One notice for each list (领导小组, 办公室 …) that has approved changes."""
    approved = [change for change in case.office.changes if change.approved]
    for body, changes in groupby(sorted(approved, key=lambda change: change.body), key=lambda change: change.body):
        yield _document(case, body, list(changes))


def _document(case: Case, body: str, changes: Sequence[MemberChange]) -> Document:
    head = letterhead(case, NAME)
    lines = title_lines((head["署名"], f"关于调整{body}", "组成人员的通知"))
    send_to = words.organs(case.rulebook, (unit.id for unit in case.rulebook.units))
    sentences = [_sentence(case, change) for change in changes]
    context: dict[str, Any] = {
        **head,
        **layouts.opening(Layout.GENERAL, title=lines, send_to=send_to),
        "名单": body,
        "调整": [f"{wording.numbered(place, len(sentences))}{text}" for place, text in enumerate(sentences, 1)],
    }
    last = max(change.approved for change in changes if change.approved)
    return Document(
        key=f"{body}-{last.isoformat()}",
        path=f"{KIND.title}/{wording.file_name(body)}－成员调整通知（{last.isoformat()}）.docx",
        title="".join(lines),
        context=context,
        facts=facts_of(body, changes),
    )


def _sentence(case: Case, change: MemberChange) -> str:
    unit = words.organ(case.rulebook, change.unit)
    new = f"{unit}{change.new_post}{change.new}" if change.new_post else f"{unit}{change.new}"
    if not change.old:
        return f"增补{new}为{change.post}。"
    if not change.new:
        return f"{unit}{change.old}不再担任{change.post}。"
    return f"{new}任{change.post}，{change.old}不再担任{change.post}。"


KIND: Final = Kind(
    name=NAME,
    title="成员调整通知",
    genre="通知",
    layout=Layout.GENERAL,
    group=Group.ON_REQUEST,
    fields=FIELDS,
    named=("标题", "主送", "名单"),
    build=build,
    documents=documents,
    needs="有经过批准的成员变更；核定台账目前没有登记成员变更的表，暂时请自行起草",
)
