"""调研专题报告 on a survey of 工作制度, or on one 项目 or topic: what was found, and what the returns say about it.

What the office typed of the survey stands where it belongs; of one that is not in 工作制度 those places are visible
blanks. On request only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.words import member_name
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import report_words as words
from weibao.documents.kinds import work_words
from weibao.documents.kinds.report_body import PARAGRAPHS, SECTIONS, closing, listed, section
from weibao.documents.kinds.report_figures import (
    Standing,
    by_category,
    lost_reason,
    points,
    standings,
    total,
    units_state,
)
from weibao.documents.kinds.report_settings import report_settings
from weibao.documents.letterhead import letterhead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weibao.compute.work import Work
    from weibao.documents.kinds.report_sections import Pair

NAME: Final = "survey_report"
TITLE: Final = "调研专题报告"

FIELDS: Final = {
    **layouts.fields(Layout.UPWARD),
    "依据": "如：根据联合调研制度；没有时为空",
    "主题": "调研主题",
    "经过": "何时、由谁牵头、从哪些单位抽调人员、到哪里，如：2023年9月4日至2023年9月8日，由市教育局牵头，……，到东陈镇",
    "补充": "真：还要补写调研中发现的问题",
    "轮次": "如：第1轮（申报自评）",
    "截至": "起草所依据的日期",
    "节": SECTIONS,
    "概况": "总体情况一段",
    "情况": PARAGRAPHS,
    "问题": PARAGRAPHS,
    "建议": PARAGRAPHS,
}


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph(
            "WBBody",
            "{% if 依据 %}{{ 依据 }}，{% endif %}{{ 经过 }}围绕“{{ 主题 }}”开展联合调研。现将调研情况报告如下：",
        )
        + section(
            "情况",
            "基本情况",
            lay.only("概况", lay.paragraph("WBBody", "据{{ 轮次 }}指标清单（截至{{ 截至 }}），{{ 概况 }}")),
            listed("情况"),
        )
        + section("问题", "存在的问题", listed("问题"), lay.only("补充", lay.paragraph("WBBody", "调研中还发现：××。")))
        + section("建议", "意见建议", listed("建议"))
        + layouts.REPLACES
        + closing("特此报告。")
    )
    return layouts.compose(Layout.UPWARD, body, title=f"{TITLE}模板")


def documents(case: Case) -> Iterator[Document]:
    """One on every survey of 工作制度 that has no report yet.

    Where no survey is noted there, one on the topic of the settings, by default the 项目 with the lowest rate of what
    is assessed.
    """
    if not work_words.rows(case, NAME):
        topic = report_settings(case).topic or _weakest(case)
        yield _document(case, topic, topic, None)
    for work in work_words.waiting(case, NAME):
        yield _document(case, work.id, wording.or_blank(work.topic), work)


def _document(case: Case, key: str, topic: str, work: Work | None) -> Document:
    rows = _rows(case, topic)
    head = letterhead(case, NAME)
    title = words.title(str(head["署名"]), f"关于{topic}", "调研情况的报告")
    told = _content(case, topic, rows, work)
    context: dict[str, Any] = {
        **head,
        **layouts.opening(Layout.UPWARD, title=title, send_to=wording.or_blank(case.settings.group_name)),
        **told,
        "截至": wording.day(case.assessment.as_of),
    }
    name = topic if work is None else f"{work.id} {topic}"
    return Document(
        key=key,
        path=f"{TITLE}/{TITLE}－{wording.file_name(name)}.docx",
        title="".join(title),
        context=context,
        facts=facts_of(told),
        items=(work.id,) if work else (),
    )


def _weakest(case: Case) -> str:
    """The 项目 with the lowest rate; the first one where nothing is assessed."""

    def rate(rows: Sequence[Standing]) -> float:
        result = total(rows)
        return result.earned / (result.full - result.unassessed) if result.full > result.unassessed else 2.0

    return min(by_category(case), key=lambda item: rate(item[1]))[0].name


def _rows(case: Case, topic: str) -> tuple[Standing, ...]:
    """The indicators of the 项目 of that name, else those whose title or 内容 speaks of the topic."""
    for category, rows in by_category(case):
        if category.name == topic:
            return rows
    return tuple(row for row in standings(case) if topic in f"{row.indicator.title} {row.indicator.topic}")


def _content(case: Case, topic: str, rows: tuple[Standing, ...], work: Work | None) -> dict[str, Any]:
    result = total(rows)
    system = next((rule.title for rule in case.rulebook.rules if rule.kind == "system" and "调研" in rule.title), "")
    full, number = points(case.rulebook, result.full), result.number
    summary = f"该主题有指标{number}项，满分{full}分，{words.score(case.rulebook, result)}。"
    computed: dict[str, Iterable[Pair]] = {
        "情况": (_state(case, row) for row in rows if row.result.figures.effective is not None),
        "问题": ((f"{row.indicator.title}。", _trouble(case, row)) for row in rows if _weak(row)),
        "建议": _advice(case, rows),
    }
    typed = {"情况": work.facts, "问题": work.problems, "建议": work.advice} if work else {}
    lists = {
        key: words.paragraphs(work_words.told(typed[key]) if typed.get(key) else pairs)
        for key, pairs in computed.items()
    }
    return {
        "依据": f"根据{system}" if system else "",
        "主题": wording.inside_quotes(topic),
        "轮次": words.round_name(case),
        "概况": summary if rows else "" if typed.get("情况") else "没有与该主题对应的指标，情况为：××。",
        "经过": _course(case, work),
        "补充": not typed.get("问题"),
        "节": words.sections({"情况": True, "问题": True, "建议": True}),
        **lists,
    }


def _course(case: Case, work: Work | None) -> str:
    """When, led by whom, with people of which units, where."""
    year = case.assessment.as_of.year
    if work is None:
        return f"{year}年××月××日至××日，由××牵头，从××等单位抽调人员组成调研组，采取××方式，到××等地"
    drawn = f"从{work_words.names(case, work.units)}抽调人员组成调研组，" if work.units else ""
    lead = work_words.names(case, work.organisers) if work.organisers else words.office(case)
    return f"{work_words.span(work, year)}，由{lead}牵头，{drawn}到{wording.or_blank(work.place)}"


def _weak(row: Standing) -> bool:
    return bool(row.lost or row.unassessed)


def _state(case: Case, row: Standing) -> Pair:
    answers = row.result.units.values()
    spoke, met = sum(answer.spoke for answer in answers), sum(answer.level.label == "达标" for answer in answers)
    state = units_state(case, row)
    told = "均报告达标" if met == spoke else f"达标{met}个，{state}"
    materials = f"；登记佐证材料{row.materials}件" if row.materials else ""
    score = f"满分{points(case.rulebook, row.full)}分，得{points(case.rulebook, row.earned)}分"
    return f"{row.indicator.title}。", f"{score}。填报单位{spoke}个，{told}{materials}。"


def _trouble(case: Case, row: Standing) -> str:
    lost = f"失{points(case.rulebook, row.lost)}分，" if row.lost else ""
    return f"{lost}{lost_reason(case, row)}。"


def _advice(case: Case, rows: Sequence[Standing]) -> Iterator[Pair]:
    leads: dict[str, list[str]] = {}
    for row in rows:
        if _weak(row):
            who = "、".join(member_name(case.rulebook, member) for member in row.indicator.claimants)
            leads.setdefault(who, []).append(row.indicator.title)
    for who, titles in leads.items():
        yield "", f"由{who}负责，对照工作标准补齐{'、'.join(titles)}，具体措施为：××。"
    if not leads:
        yield "", "××。"


KIND: Final = Kind(
    name=NAME,
    title=TITLE,
    genre="报告",
    layout=Layout.UPWARD,
    group=Group.ON_REQUEST,
    fields=FIELDS,
    named=("标题", "主送", "主题"),
    build=build,
    documents=documents,
)
