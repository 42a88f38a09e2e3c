"""年度工作情况报告 of the group: what was done in the period, what is reached, supervision, problems, next steps; what
the units wrote about their year is gathered in an enclosure.

总结 is no 文种 (条例 art. 8); it goes up as a 报告. On request only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import annual_words, category_table, unit_table, year_words
from weibao.documents.kinds import report_pictures as pictures
from weibao.documents.kinds import report_publicity as publicity
from weibao.documents.kinds import report_sections as parts
from weibao.documents.kinds import report_words as words
from weibao.documents.kinds.report_body import PARAGRAPHS, SECTIONS, closing, listed, section
from weibao.documents.kinds.report_settings import report_settings
from weibao.documents.letterhead import letterhead

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

NAME: Final = "annual_report"
TITLE: Final = "年度工作情况报告"
_TABLES: Final = ("各项目完成情况表", "各单位报送和完成情况表")

FIELDS: Final = {
    **layouts.fields(Layout.UPWARD),
    "期间": "报告的时间段",
    "创建": "创建名称",
    "节": SECTIONS,
    "组织": PARAGRAPHS,
    "得分": "总得分情况一段；没有评定时为空",
    "成效": PARAGRAPHS,
    "负面": PARAGRAPHS,
    "问题": PARAGRAPHS,
    "下步": PARAGRAPHS,
    "项目表": category_table.ROWS,
    "单位表": unit_table.TABLES,
    "排名": unit_table.RANKED,
    "汇总": annual_words.GATHERED,
    **pictures.FIELDS,
}


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph("WBBody", "现将{{ 期间 }}{{ 创建 }}工作情况报告如下：")
        + section("组织", "工作开展情况", listed("组织"))
        + section(
            "成效",
            "目标任务完成情况",
            lay.paragraph("WBBody", "{{ 得分 }}{{ 见图 }}"),
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
    enclosures = (
        lay.enclosure("附件1", "{{ 附件[0] }}", category_table.table()),
        lay.enclosure("附件2", "{{ 附件[1] }}", unit_table.tables()),
        lay.enclosure("附件3", "{{ 附件[2] }}", annual_words.blocks(level=1), condition="汇总"),
    )
    return layouts.compose(Layout.UPWARD, body, title=f"{TITLE}模板", enclosures=enclosures)


def documents(case: Case) -> Iterator[Document]:
    """One, of the year in which the period of the settings ends."""
    settings, head = report_settings(case), letterhead(case, NAME)
    start, end = settings.period
    name = words.campaign_name(case.rulebook)
    title = words.title(str(head["署名"]), f"关于{end.year}年度{name}", "工作情况的报告")
    told = _content(case, (start, end))
    names = (*_TABLES, annual_words.TABLE) if told["汇总"] else _TABLES
    context: dict[str, Any] = {
        **head,
        **layouts.opening(Layout.UPWARD, title=title, send_to=settings.report_to, enclosures=names),
        **told,
        **pictures.shown(case),
        "得分": _dated(case, told["得分"], end),
        "期间": f"{wording.day(start)}至{wording.day(end)}",
    }
    yield Document(
        key=f"Y{end.year}",
        path=f"{TITLE}/{end.year}{TITLE}.docx",
        title="".join(title),
        context=context,
        facts=facts_of(start, {key: told[key] for key in told if key not in parts.CLOCK}),
    )


def _dated(case: Case, score: str, end: date) -> str:
    """The score is today's: where the period is over, its day stands before it."""
    as_of = case.assessment.as_of
    return f"截至{wording.day(as_of)}，{score}" if score and end < as_of else score


def _content(case: Case, period: tuple[date, date]) -> dict[str, Any]:
    scored = case.assessment.total.effective is not None
    lists = {
        "组织": words.paragraphs(
            [
                *parts.organisation(case, period),
                ("汇总年度情况。", annual_words.summary(case, period[1].year)),
                *year_words.systems(case, *period),
                *publicity.atmosphere(case, *period),
            ]
        ),
        "成效": words.paragraphs(
            [*year_words.changed(case, *period), *parts.achievements(case), *publicity.merits(case, *period)]
        ),
        "负面": words.paragraphs(parts.negative(case)) if case.submissions else [],
        "问题": words.paragraphs(parts.problems(case)),
        "下步": words.paragraphs(parts.next_steps(case)),
    }
    return {
        "创建": words.campaign_name(case.rulebook),
        "得分": parts.score_summary(case) if scored else "",
        "节": words.sections({key: bool(told) or (key == "成效" and scored) for key, told in lists.items()}),
        **lists,
        "项目表": category_table.rows(case),
        "单位表": unit_table.rows(case),
        "排名": case.settings.rank_units,
        "汇总": annual_words.gathered(case, NAME, period[1].year, level=1),
    }


KIND: Final = Kind(
    name=NAME,
    title=TITLE,
    genre="报告",
    layout=Layout.UPWARD,
    group=Group.ON_REQUEST,
    fields=FIELDS,
    named=("标题", "主送", "期间"),
    build=build,
    documents=documents,
)
