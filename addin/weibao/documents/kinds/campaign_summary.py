"""创建工作总结, sent up as a 报告: what every phase asked for, what is reached, the scores, problems, next steps.

Whether a 时间节点 was reached is not on record; the report says what was due and leaves the judgement to the clerk.
On request only.
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
from weibao.documents.kinds import score_table, year_words
from weibao.documents.kinds.report_body import PARAGRAPHS, SECTIONS, closing, listed, section
from weibao.documents.kinds.report_settings import report_settings
from weibao.documents.letterhead import letterhead

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from weibao.documents.kinds.report_sections import Pair
    from weibao.rulebook.model import Phase

NAME: Final = "campaign_summary"
TITLE: Final = "创建工作总结"
_TABLE: Final = "指标得分表"

FIELDS: Final = {
    **layouts.fields(Layout.UPWARD),
    "方案": "方案名称，带书名号",
    "创建": "创建名称",
    "截至": "起草所依据的日期",
    "节": SECTIONS,
    "阶段": PARAGRAPHS,
    "组织": PARAGRAPHS,
    "得分": "总得分情况一段；没有评定时为空",
    "成效": PARAGRAPHS,
    "负面": PARAGRAPHS,
    "问题": PARAGRAPHS,
    "下步": PARAGRAPHS,
    "得分表": score_table.ROWS,
    **pictures.FIELDS,
}


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph("WBBody", "根据{{ 方案 }}，现将{{ 创建 }}工作情况（截至{{ 截至 }}）报告如下：")
        + section("阶段", "各阶段推进情况", listed("阶段"))
        + section("组织", "组织实施情况", listed("组织"))
        + section(
            "成效",
            "创建成效",
            lay.paragraph("WBBody", "{{ 得分 }}{{ 见图 }}逐项得分见附件。"),
            lay.figures("得分图"),
            listed("成效"),
            lay.figures("失分图"),
        )
        + section("负面", "负面清单情况", listed("负面"))
        + section("问题", "存在的问题", listed("问题"))
        + section("下步", "下一步工作", listed("下步"))
        + layouts.REPLACES
        + closing("特此报告。")
    )
    table = lay.enclosure("附件", "{{ 附件[0] }}", score_table.table(), landscape=True, condition="附件")
    return layouts.compose(Layout.UPWARD, body, title=f"{TITLE}模板", enclosures=(table,))


def documents(case: Case) -> Iterator[Document]:
    """One for the campaign."""
    head, as_of = letterhead(case, NAME), case.assessment.as_of
    title = words.title(str(head["署名"]), f"关于{words.campaign_name(case.rulebook)}", "工作情况的报告")
    told = _content(case)
    enclosures = (_TABLE,) if told["节"]["成效"]["有"] else ()
    context: dict[str, Any] = {
        **head,
        **layouts.opening(Layout.UPWARD, title=title, send_to=report_settings(case).report_to, enclosures=enclosures),
        **told,
        **pictures.shown(case),
        "截至": wording.day(as_of),
    }
    yield Document(
        key="all",
        path=f"{TITLE}/{TITLE}.docx",
        title="".join(title),
        context=context,
        facts=facts_of({key: told[key] for key in told if key not in (*parts.CLOCK, "阶段")}),
    )


def _content(case: Case) -> dict[str, Any]:
    scored = case.assessment.total.effective is not None
    lists = {
        "阶段": words.paragraphs(_phases(case)),
        "组织": words.paragraphs(
            [
                *parts.organisation(case),
                *year_words.systems(case, *_whole(case)),
                *publicity.atmosphere(case),
            ]
        ),
        "成效": words.paragraphs(
            [
                *year_words.changed(case, *_whole(case)),
                *parts.achievements(case),
                *publicity.merits(case),
            ]
        ),
        "负面": words.paragraphs(parts.negative(case)) if case.submissions else [],
        "问题": words.paragraphs(parts.problems(case)),
        "下步": words.paragraphs(parts.next_steps(case)),
    }
    return {
        "方案": words.plan(case),
        "创建": words.campaign_name(case.rulebook),
        "得分": parts.score_summary(case) if scored else "",
        "节": words.sections({key: scored if key == "成效" else bool(told) for key, told in lists.items()}),
        **lists,
        "得分表": score_table.rows(case) if scored else [],
    }


def _whole(case: Case) -> tuple[date, date]:
    """The campaign as long as it has lasted."""
    as_of = case.assessment.as_of
    return min((as_of, *(phase.start for phase in case.rulebook.phases))), as_of


def _phases(case: Case) -> Iterator[Pair]:
    as_of = case.assessment.as_of
    for phase in case.rulebook.phases:
        if phase.start <= as_of:
            yield f"{phase.name}（{_span(phase)}）。", _phase(case, phase)


def _span(phase: Phase) -> str:
    return f"{wording.day(phase.start)}{f'至{wording.day(phase.end)}' if phase.end else '起'}"


def _phase(case: Case, phase: Phase) -> str:
    as_of = case.assessment.as_of
    own = [item for item in case.rulebook.milestones if item.phase == phase.id]
    past = [item.title for item in own if item.end and item.end < as_of]
    now = [item.title for item in own if (item.start or as_of) <= as_of and (item.end is None or item.end >= as_of)]
    texts = [f"已到期的工作有{'、'.join(past)}" if past else "", f"正在推进的有{'、'.join(now)}" if now else ""]
    return words.joined(texts)


KIND: Final = Kind(
    name=NAME,
    title=TITLE,
    genre="报告",
    layout=Layout.UPWARD,
    group=Group.ON_REQUEST,
    fields=FIELDS,
    named=("标题", "主送"),
    build=build,
    documents=documents,
)
