"""更正通知: whoever received a document is told which words of it are wrong and what they ought to be.

One for every 更正 that 文号登记 tells and no later number answers yet. A document that must be written anew is
重新印发 instead; a 函 or 报告 is corrected by a 函 or 报告 of its own, which the clerk writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.compute.papers import Paper, PaperState
from weibao.compute.replacing import CORRECTING, Correction, notice_key, number_text, unanswered, waits
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.citing import file_key
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import notice_on_paper as on_paper

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME: Final = CORRECTING

_DOWNWARD: Final = ("通知", "通报", "纪要", "")

FIELDS: Final = {
    **on_paper.fields("更正"),
    "更正": "更正的清单，每项有“误”和“正”；没有写明时留“××”",
}


def build() -> bytes:
    """The template's bytes, always the same."""
    told = on_paper.BECAUSE + on_paper.ABOUT
    body = (
        lay.paragraph("WBBlank", "{%p if 更正|length == 1 %}")
        + lay.paragraph("WBBody", told + "中“{{ 更正[0].误 }}”有误，现更正为“{{ 更正[0].正 }}”。")
        + lay.paragraph("WBBlank", "{%p else %}")
        + lay.paragraph("WBBody", told + "部分文字有误，现更正如下：")
        + lay.each(
            "项", "更正",
            lay.paragraph(
                "WBBody",
                "{{ loop.index }}.“{{ 项.误 }}”更正为“{{ 项.正 }}”{% if loop.last %}。{% else %}；{% endif %}",
            ),
        )
        + lay.paragraph("WBBlank", "{%p endif %}")
        + lay.paragraph("WBBodyKept", "其余内容不变，执行和引用时请以更正后的内容为准。")
    )  # fmt: skip
    return layouts.compose(Layout.GENERAL, body, title="更正通知模板")


def documents(case: Case) -> Iterator[Document]:
    """The notices that are still owed, in the order of the register."""
    register = case.office.register
    told = set[str]()
    for paper in register:
        if paper.state is PaperState.CORRECTED and paper.genre in _DOWNWARD and waits(paper, register):
            place, correction = (*unanswered(paper, register), (1, Correction()))[0]
            # Of two that nothing tells apart the second one comes when the first one is on its way.
            if (key := notice_key(paper, place)) not in told:
                yield _document(case, paper, correction, place)
            told.add(key)


def _document(case: Case, paper: Paper, correction: Correction, place: int) -> Document:
    name = file_key(paper, case.office.register)
    pairs = correction.pairs or ((wording.BLANK, wording.BLANK),)
    title, context = on_paper.words(case, paper, NAME, ("关于更正", "有关文件内容的通知"), {
        "原因": correction.reason.removeprefix("因"),
        "更正": [{"误": wrong, "正": right} for wrong, right in pairs],
    })  # fmt: skip
    return Document(
        key=notice_key(paper, place),
        path=f"{KIND.title}/{wording.file_name(name)}－更正通知{f'（{place}）' if place > 1 else ''}.docx",
        title=title,
        context=context,
        facts=facts_of(paper.title, number_text(paper), paper.to, paper.issued, str(correction)),
    )


KIND: Final = Kind(
    name=NAME,
    title="更正通知",
    genre="通知",
    layout=Layout.GENERAL,
    group=Group.NOTICE,
    fields=FIELDS,
    named=("标题", "主送", "原文"),
    build=build,
    documents=documents,
    needs="“文号登记”里有状态为“更正”、还没有新文书更正它的通知、通报、纪要",
)
