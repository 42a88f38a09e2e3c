"""撤回通知: whoever received a document is told that it no longer counts, which one, and why.

One for every document that 文号登记 has as 撤回 and no other number beside it yet. A 函 or 报告 is taken back by a
函 or 报告 of its own, which the clerk writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.compute.papers import Paper, PaperState
from weibao.compute.replacing import WITHDRAWING, notice_key, number_text, waits, withdrawal_reason
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.citing import file_key
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import notice_on_paper as on_paper

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME: Final = WITHDRAWING

DOWNWARD: Final = ("通知", "通报", "")
"""What a notice takes back; a 函 or 报告 needs one of its own."""

FIELDS: Final = {
    **on_paper.fields("撤回"),
    "办公室": "收回纸质件的办公室",
}


def build() -> bytes:
    """The template's bytes, always the same."""
    body = lay.paragraph(
        "WBBody",
        f"{on_paper.BECAUSE}现决定撤回{on_paper.ABOUT}。",
    ) + lay.paragraph("WBBodyKept", "原文自本通知印发之日起停止执行，已收到的纸质件请退回{{ 办公室 }}。")
    return layouts.compose(Layout.GENERAL, body, title="撤回通知模板")


def documents(case: Case) -> Iterator[Document]:
    """The notices that are still owed, in the order of the register."""
    register = case.office.register
    told = set[str]()
    for paper in register:
        if paper.state is PaperState.WITHDRAWN and paper.genre in DOWNWARD and waits(paper, register):
            # Of two that nothing tells apart the second one comes when the first one is on its way.
            if (key := notice_key(paper)) not in told:
                yield _document(case, paper)
            told.add(key)


def _document(case: Case, paper: Paper) -> Document:
    settings = case.settings
    name = file_key(paper, case.office.register)
    title, context = on_paper.words(case, paper, NAME, ("关于撤回", "有关文件的通知"), {
        "原因": withdrawal_reason(paper.note),
        "办公室": wording.or_blank(settings.office_short or settings.office),
    })  # fmt: skip
    return Document(
        key=notice_key(paper),
        path=f"{KIND.title}/{wording.file_name(name)}－撤回通知.docx",
        title=title,
        context=context,
        facts=facts_of(paper.title, number_text(paper), paper.to, paper.issued, paper.note),
    )


KIND: Final = Kind(
    name=NAME,
    title="撤回通知",
    genre="通知",
    layout=Layout.GENERAL,
    group=Group.NOTICE,
    fields=FIELDS,
    named=("标题", "主送", "原文"),
    build=build,
    documents=documents,
    needs="“文号登记”里有状态为“撤回”、还没有撤回通知的通知类文书",
)
