"""专题研究报告 on general problems: indicators that many units have not reached or not answered; or on a study of
工作制度, as the office typed it. On request only.

How many units make a problem general is a setting. There is none before anybody has returned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.model import Level
from weibao.compute.words import member_name
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import report_words as words
from weibao.documents.kinds import work_words
from weibao.documents.kinds.report_body import PARAGRAPHS, SECTIONS, closing, listed, section
from weibao.documents.kinds.report_figures import Standing, percent, standings, unmet
from weibao.documents.kinds.report_settings import report_settings
from weibao.documents.letterhead import letterhead

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.compute.work import Work
    from weibao.documents.kinds.report_sections import Pair

NAME: Final = "study_report"
TITLE: Final = "专题研究报告"
_TABLE: Final = "普遍性问题涉及单位表"

FIELDS: Final = {
    **layouts.fields(Layout.UPWARD),
    "依据": "如：根据专题研究制度；没有时为空",
    "办公室": "办公室简称",
    "主题": "“工作制度”里专题研究的主题；普遍性问题的报告为空",
    "经过": "何时、会同哪些单位，如：2023年9月4日至2023年9月8日，会同市公安局；普遍性问题的报告为空",
    "情况": PARAGRAPHS,
    "轮次": "如：第1轮（申报自评）",
    "截至": "起草所依据的日期",
    "单位数": "设置“普遍性问题的单位数”（数字）",
    "已报": "已报送的单位数（数字）",
    "没有": "真：没有普遍性问题",
    "节": SECTIONS,
    "问题": PARAGRAPHS,
    "共性": PARAGRAPHS,
    "建议": PARAGRAPHS,
    "涉及": "附件各行，每行有 序号、指标、牵头、未达、部分、未评、占比",
}

_COLUMNS: Final = (
    lay.Column("序号", 640, "{{ 行.序号 }}", "WBTableCentre"),
    lay.Column("指标", 2100, "{{ 行.指标 }}"),
    lay.Column("牵头或独立承担单位", 2404, "{{ 行.牵头 }}"),
    *(
        lay.Column(f"{heading}（个）", 900, f"{{{{ 行.{key} }}}}", "WBTableCentre")
        for heading, key in (("未达标", "未达"), ("部分达标", "部分"), ("未填报", "未评"))
    ),
    lay.Column("未完全达标占比", 1000, "{{ 行.占比 }}", "WBTableCentre"),
)


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph(
            "WBBody",
            "{% if 依据 %}{{ 依据 }}，{% endif %}{% if 主题 %}{{ 办公室 }}{{ 经过 }}对“{{ 主题 }}”进行了专题研究。"
            "{% else %}{{ 办公室 }}对{{ 轮次 }}指标填报情况（截至{{ 截至 }}，已报送单位{{ 已报 }}个）"
            "进行了分析，未达标或部分达标的单位不少于{{ 单位数 }}个的指标列为普遍性问题。{% endif %}"
            "现将有关情况报告如下：",
        )
        + lay.only("没有", lay.paragraph("WBBody", "经分析，没有未达标或部分达标的单位达到{{ 单位数 }}个的指标。"))
        + section("情况", "基本情况", listed("情况"))
        + section("问题", "{% if 主题 %}存在的问题{% else %}普遍性问题{% endif %}", listed("问题"))
        + section("共性", "填报中的共性情况", listed("共性"))
        + section("建议", "意见建议", listed("建议"))
        + layouts.REPLACES
        + closing("特此报告。")
    )
    table = lay.enclosure("附件", "{{ 附件[0] }}", lay.table(_COLUMNS, "行", "涉及"), condition="附件")
    return layouts.compose(Layout.UPWARD, body, title=f"{TITLE}模板", enclosures=(table,))


def documents(case: Case) -> Iterator[Document]:
    """One for the round, where somebody has returned, and one on every study of 工作制度 that has no report yet."""
    if case.submissions:
        yield _of_round(case)
    for work in work_words.waiting(case, NAME):
        yield _of_row(case, work)


def _of_row(case: Case, work: Work) -> Document:
    """On a study as the office typed it; blanks where nothing is typed."""
    head, topic = letterhead(case, NAME), wording.or_blank(work.topic)
    title = words.title(str(head["署名"]), f"关于{topic}", "专题研究情况的报告")
    lists = {
        key: words.paragraphs(work_words.told(lines or (wording.BLANK,)))
        for key, lines in (("情况", work.facts), ("问题", work.problems), ("建议", work.advice))
    }
    partners = f"会同{work_words.names(case, work.units)}" if work.units else ""
    dated = f"于{work_words.span(work, case.assessment.as_of.year)}" if work.start or work.end else ""
    if work.start and work.end is None:
        dated = f"自{wording.day(work.start)}起"
    told: dict[str, Any] = {
        "依据": work_words.system_rule(case, NAME), "办公室": words.office(case), "主题": wording.inside_quotes(topic),
        "经过": "，".join(text for text in (dated, partners) if text),
        "轮次": "", "单位数": 0, "已报": 0, "没有": False,
        "节": words.sections({"情况": True, "问题": True, "共性": False, "建议": True}),
        **lists, "共性": [], "涉及": [],
    }  # fmt: skip
    sent_to = wording.or_blank(case.settings.group_name)
    return Document(
        key=work.id,
        path=f"{TITLE}/{TITLE}－{wording.file_name(f'{work.id} {topic}')}.docx",
        title="".join(title),
        context={
            **head,
            **layouts.opening(Layout.UPWARD, title=title, send_to=sent_to),
            **told,
            "截至": wording.day(case.assessment.as_of),
        },
        facts=facts_of(told),
        items=(work.id,),
    )


def _of_round(case: Case) -> Document:
    head, number = letterhead(case, NAME), case.assessment.round
    title = words.title(
        str(head["署名"]), f"关于{words.campaign_name(case.rulebook)}", "普遍性问题", "专题研究情况的报告"
    )
    told = _content(case)
    enclosures = (_TABLE,) if told["涉及"] else ()
    context: dict[str, Any] = {
        **head,
        **layouts.opening(
            Layout.UPWARD,
            title=title,
            send_to=wording.or_blank(case.settings.group_name),
            enclosures=enclosures,
        ),
        **told,
        "截至": wording.day(case.assessment.as_of),
    }
    return Document(
        key=f"R{number}",
        path=f"{TITLE}/{TITLE}（第{number}轮）.docx",
        title="".join(title),
        context=context,
        facts=facts_of(told),
    )


def _content(case: Case) -> dict[str, Any]:
    least = report_settings(case).widespread
    found = sorted(
        (row for row in standings(case) if unmet(row.result.units.values()) >= least),
        key=lambda row: (-unmet(row.result.units.values()), row.indicator.order),
    )
    system = next(
        (rule.title for rule in case.rulebook.rules if rule.kind == "system" and "专题研究" in rule.title), ""
    )
    lists = {
        "问题": words.paragraphs(_problem(case, row) for row in found),
        "共性": words.paragraphs(_common(case, least)),
        "建议": words.paragraphs(_advice(case, found)),
    }
    return {
        "依据": f"根据{system}" if system else "",
        "办公室": words.office(case),
        "主题": "",
        "经过": "",
        "情况": [],
        "轮次": words.round_name(case),
        "单位数": least,
        "已报": len(case.submissions),
        "没有": not found,
        "节": words.sections({"情况": False, **{key: bool(told) for key, told in lists.items()}}),
        **lists,
        "涉及": [_row(case, number, row) for number, row in enumerate(found, 1)],
    }


def _problem(case: Case, row: Standing) -> Pair:
    answers, parts = row.result.units, []
    spoke = sum(answer.spoke for answer in answers.values())
    weak = unmet(answers.values())
    for level in (Level.UNMET, Level.PARTIAL):
        units = [unit for unit, answer in answers.items() if answer.level is level]
        if units:
            parts.append(f"{level.label}{len(units)}个：{words.listed_units(case, units)}")
    share = percent(weak, spoke)
    return (
        f"{row.indicator.title}。",
        f"填报单位{spoke}个，未完全达标{weak}个，占{share}。{words.joined(parts)}",
    )


def _common(case: Case, least: int) -> Iterator[Pair]:
    blank = []
    for row in standings(case):
        silent = _silent(case, row)
        if silent >= least:
            blank.append(f"{row.indicator.title}{silent}个")
    yield "未填报较多的指标。", f"已报送的单位中，未填报的有：{'、'.join(blank)}。" if blank else ""
    bare = [item for item in case.assessment.units if item.missing_evidence]
    if len(bare) >= least:
        number = sum(item.missing_evidence for item in bare)
        yield "缺佐证材料。", f"{len(bare)}个单位的{number}项指标填了达标或部分达标，没有登记佐证材料。"


def _advice(case: Case, rows: Sequence[Standing]) -> Iterator[Pair]:
    """Who should lead on what: one paragraph on what departments lead, one on what the towns answer for themselves."""
    deadline = words.row_deadline(case)
    by = f"，{wording.day(deadline)}前达到标准" if deadline and deadline >= case.assessment.as_of else ""
    leads: dict[str, list[str]] = {}
    towns: list[Standing] = []
    for row in rows:
        who = [member for member in row.indicator.claimants if not _is_town(case, member)]
        if who:
            leads.setdefault(_names(case, who), []).append(row.indicator.title)
        else:
            towns.append(row)
    told = "；".join(f"{'、'.join(titles)}由{who}牵头" for who, titles in leads.items())
    if told:
        yield "", f"{told}。牵头单位统一工作标准和材料要求，逐个指导未达标的单位{by}。"
    if towns:
        titles = "、".join(row.indicator.title for row in towns)
        yield (
            "",
            (
                f"{titles}由{_leads(case, towns[0])}承担，{words.office(case)}统一工作标准和材料要求，"
                f"未达标的逐个整改{by}。"
            ),
        )


def _is_town(case: Case, member: str) -> bool:
    return all(case.rulebook.unit_by_id[unit].kind == "town" for unit in case.rulebook.members((member,)))


def _leads(case: Case, row: Standing) -> str:
    return _names(case, row.indicator.claimants)


def _names(case: Case, members: Sequence[str]) -> str:
    return "、".join(member_name(case.rulebook, member) for member in members)


def _silent(case: Case, row: Standing) -> int:
    """How many units that returned have said nothing about an indicator."""
    return sum(
        unit in case.submissions and not (answer.spoke or answer.void) for unit, answer in row.result.units.items()
    )


def _row(case: Case, number: int, row: Standing) -> dict[str, str]:
    answers = list(row.result.units.values())
    counts = {key: sum(answer.level is level for answer in answers) for key, level in _LEVELS.items()}
    counts["未评"] = _silent(case, row)
    spoke = sum(answer.spoke for answer in answers)
    return {
        "序号": str(number),
        "指标": row.indicator.title,
        "牵头": _leads(case, row),
        **{key: str(count) if count else "—" for key, count in counts.items()},
        "占比": percent(unmet(answers), spoke),
    }


_LEVELS: Final = {"未达": Level.UNMET, "部分": Level.PARTIAL}

KIND: Final = Kind(
    name=NAME,
    title=TITLE,
    genre="报告",
    layout=Layout.UPWARD,
    group=Group.ON_REQUEST,
    fields=FIELDS,
    named=("标题", "主送", "轮次"),
    build=build,
    documents=documents,
    needs="这一轮至少有一个单位已经报送（看“回收情况”表），或者“工作制度”里有还没有报告的专题研究",
)
