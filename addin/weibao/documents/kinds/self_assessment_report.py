"""自评报告 to the superior: how the work was organised, what is reached, the scores with every lost point, the negative
list, problems and next steps. Sender and addressees are settings; each addressee gets a report of its own, because an
上行文 has one 主送 (条例 art. 15). There is none before anything is assessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import report_pictures as pictures
from weibao.documents.kinds import report_publicity as publicity
from weibao.documents.kinds import report_sections as parts
from weibao.documents.kinds import report_words as words
from weibao.documents.kinds import score_table
from weibao.documents.kinds.report_body import PARAGRAPHS, SECTIONS, closing, listed, section
from weibao.documents.kinds.report_head import upward_head
from weibao.documents.kinds.report_settings import report_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME: Final = "self_assessment_report"
TITLE: Final = "自评报告"
_TABLE: Final = "指标自评得分表"

FIELDS: Final = {
    **layouts.fields(Layout.UPWARD),
    "方案": "方案名称，带书名号",
    "创建": "创建名称",
    "截至": "起草所依据的日期",
    "得分": "总得分情况一段",
    "节": SECTIONS,
    "组织": PARAGRAPHS,
    "成效": PARAGRAPHS,
    "失分": PARAGRAPHS,
    "负面": PARAGRAPHS,
    "问题": PARAGRAPHS,
    "下步": PARAGRAPHS,
    "得分表": score_table.ROWS,
    **pictures.FIELDS,
}


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph(
            "WBBody",
            "按照{{ 方案 }}要求，组织各单位对照考核细则逐项开展了自评。"
            "现将{{ 创建 }}自评情况（截至{{ 截至 }}）报告如下：",
        )
        + section("组织", "组织推进情况", listed("组织"))
        + section("成效", "主要成效", listed("成效"))
        + section(
            "得分",
            "自评得分",
            lay.paragraph("WBBody", "{{ 得分 }}{{ 见图 }}逐项得分和失分原因见附件。"),
            lay.figures("得分图"),
            listed("失分"),
            lay.figures("失分图"),
        )
        + section("负面", "负面清单自查", listed("负面"))
        + section("问题", "存在的问题", listed("问题"))
        + section("下步", "下一步工作", listed("下步"))
        + layouts.REPLACES
        + closing("特此报告。")
    )
    table = lay.enclosure("附件", "{{ 附件[0] }}", score_table.table(), landscape=True)
    return layouts.compose(Layout.UPWARD, body, title=f"{TITLE}模板", enclosures=(table,))


def documents(case: Case) -> Iterator[Document]:
    """One for every addressee, where at least one indicator is assessed."""
    if case.assessment.total.effective is None:
        return
    told = content(case)
    for addressee in report_settings(case).superiors:
        issuer, head = upward_head(case, NAME)
        title = words.title(issuer, f"关于{words.campaign_name(case.rulebook)}", "自评情况的报告")
        context = {
            **head,
            **layouts.opening(Layout.UPWARD, title=title, send_to=addressee, enclosures=(_TABLE,)),
            **told,
            **pictures.shown(case),
            "截至": wording.day(case.assessment.as_of),
        }
        round_ = case.assessment.round
        yield Document(
            key=f"R{round_}-{addressee}",
            path=f"{TITLE}/{TITLE}－{wording.file_name(addressee)}（第{round_}轮）.docx",
            title="".join(title),
            context=context,
            facts=facts_of(addressee, issuer, {key: told[key] for key in told if key not in parts.CLOCK}),
        )


def content(case: Case) -> dict[str, Any]:
    """What the report says, without its head and its day."""
    lists = {
        "组织": words.paragraphs([*parts.organisation(case), *publicity.atmosphere(case)]),
        "成效": words.paragraphs([*parts.achievements(case), *publicity.merits(case)]),
        "失分": words.paragraphs(parts.losses(case)),
        "负面": words.paragraphs(parts.negative(case)),
        "问题": words.paragraphs(parts.problems(case)),
        "下步": words.paragraphs(parts.next_steps(case)),
    }
    return {
        "方案": words.plan(case),
        "创建": words.campaign_name(case.rulebook),
        "得分": parts.score_summary(case),
        "节": words.sections(
            {"组织": bool(lists["组织"]), "成效": bool(lists["成效"]), "得分": True, "负面": bool(lists["负面"]),
             "问题": bool(lists["问题"]), "下步": bool(lists["下步"])}
        ),
        **lists,
        "得分表": score_table.rows(case),
    }  # fmt: skip


KIND: Final = Kind(
    name=NAME,
    title=TITLE,
    genre="报告",
    layout=Layout.UPWARD,
    group=Group.REPORT,
    fields=FIELDS,
    named=("标题", "主送", "得分"),
    build=build,
    documents=documents,
    needs="至少一项指标有得分：单位已经报送，或者“核定”表里填了核定得分",
)
