"""情况通报 of a round: rates and facts, who has not returned by name, what is asked by when; and those of 工作制度, on
a topic of the office's own, as it typed them.

No ranking unless the setting wants one. There is none before anything has come back or the due date has passed; until
that day nobody is late, and the rest is asked to return in time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.model import Level, ReturnStatus, Step
from weibao.compute.tally import LATE, is_drafted
from weibao.compute.words import coded_matter
from weibao.documents import layout as lay
from weibao.documents import layouts, limits, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import category_table, supervision_parts, unit_table, work_words
from weibao.documents.kinds import report_sections as parts
from weibao.documents.kinds import report_words as words
from weibao.documents.kinds.report_body import PARAGRAPHS, SECTIONS, closing, listed, section
from weibao.documents.kinds.report_figures import by_category, percent, points, standings, total, town_word
from weibao.documents.kinds.report_settings import report_settings
from weibao.documents.letterhead import letterhead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.compute.model import SupervisionItem
    from weibao.compute.work import Work
    from weibao.documents.kinds.report_sections import Pair

NAME: Final = "bulletin"
TITLE: Final = "情况通报"
_TABLES: Final = ("各项目完成情况表", "各单位报送和完成情况表")
_OWED: Final = (ReturnStatus.MISSING, ReturnStatus.SENT_BACK, ReturnStatus.SET_ASIDE)
_NAMED: Final = 15

FIELDS: Final = {
    **layouts.fields(Layout.GENERAL),
    "依据": "如：根据《……实施方案》和情况通报制度",
    "主题": "“工作制度”里情况通报的主题；一轮清单的通报为空",
    "情况": PARAGRAPHS,
    "轮次": "如：第1轮（申报自评）；“工作制度”里的通报为空",
    "截至": "起草所依据的日期",
    "节": SECTIONS,
    "报送": PARAGRAPHS,
    "完成": PARAGRAPHS,
    "问题": PARAGRAPHS,
    "要求": PARAGRAPHS,
    "欠报": "报送期限过后还没有报送和需重新报送的单位数（数字）；期限没有到的为0",
    "欠报单位": "如：尚未报送的2个单位、需重新报送的1个单位",
    "时限": "补报的期限，如：2023年10月23日前（自本通报印发之日起10个工作日，按2023年10月9日暂算）",
    "时限码": "期限的天数和单位，如：10-workday",
    "项目表": category_table.ROWS,
    "单位表": unit_table.TABLES,
    "排名": unit_table.RANKED,
}


def build() -> bytes:
    """The template's bytes, always the same."""
    limit = lay.control(f"{lay.LIMIT}:{{{{ 时限码 }}}}", "{{ 时限 }}")
    body = (
        lay.paragraph(
            "WBBody",
            "{{ 依据 }}，现将{% if 主题 %}“{{ 主题 }}”有关情况{% else %}{{ 轮次 }}指标清单报送和完成情况"
            "（截至{{ 截至 }}）{% endif %}通报如下：",
        )
        + section("情况", "有关情况", listed("情况"))
        + section("报送", "报送情况", listed("报送"))
        + section("完成", "指标完成情况", listed("完成"))
        + section("问题", "存在的主要问题", listed("问题"))
        + section(
            "要求",
            "工作要求",
            lay.only(
                "欠报",
                lay.paragraph(
                    "WBBody",
                    ("{% if 要求 %}（一）{% endif %}限期补报清单。", "WBHeading2Text"),
                    "{{ 欠报单位 }}于",
                    limit,
                    "报送，并书面说明未按期报送的原因。",
                ),
            ),
            listed("要求"),
        )
        + layouts.REPLACES
        + closing("特此通报。")
    )
    enclosures = (
        lay.enclosure("附件1", "{{ 附件[0] }}", category_table.table(), condition="附件"),
        lay.enclosure("附件2", "{{ 附件[1] }}", unit_table.tables(), condition="附件"),
    )
    return layouts.compose(Layout.GENERAL, body, title=f"{TITLE}模板", enclosures=enclosures)


def documents(case: Case) -> Iterator[Document]:
    """One for the round, where something came back or its due date has passed, and those of 工作制度."""
    yield from _of_round(case)
    for work in work_words.waiting(case, NAME):
        if work.is_told:
            yield _of_row(case, work)


def _of_row(case: Case, work: Work) -> Document:
    """On a topic of the office's own: what it typed, and nothing else."""
    head, topic = letterhead(case, NAME), wording.or_blank(work.topic)
    title = words.title(str(head["署名"]), f"关于{topic}", "的通报")
    lists = {
        key: words.paragraphs(work_words.told(lines))
        for key, lines in (("情况", work.facts), ("问题", work.problems), ("要求", work.advice))
    }
    present = {"情况": bool(lists["情况"]), "报送": False, "完成": False} | {key: bool(lists[key]) for key in lists}
    rule = work_words.system_rule(case, NAME).removeprefix("根据")
    told: dict[str, Any] = {
        "依据": f"根据{words.plan(case)}{f'和{rule}' if rule else ''}", "轮次": "",
        "主题": wording.inside_quotes(topic),
        "节": words.sections(present), "报送": [], "完成": [], **lists, "欠报": 0, "欠报单位": "", "项目表": [],
        "单位表": [], "排名": False,
    }  # fmt: skip
    return Document(
        key=work.id,
        path=f"{TITLE}/{TITLE}－{wording.file_name(f'{work.id} {topic}')}.docx",
        title="".join(title),
        context={
            **head,
            **layouts.opening(Layout.GENERAL, title=title, send_to=report_settings(case).everybody),
            **told,
            "截至": wording.day(case.assessment.as_of), "时限": "", "时限码": "",
        },
        facts=facts_of(told),
        items=(work.id,),
    )  # fmt: skip


def _of_round(case: Case) -> Iterator[Document]:
    number, as_of = case.assessment.round, case.assessment.as_of
    if not case.submissions and not words.is_late(case):
        return
    settings, head = case.settings, letterhead(case, NAME)
    title = words.title(
        str(head["署名"]), f"关于{words.campaign_name(case.rulebook)}", f"第{number}轮", "指标完成情况的通报"
    )
    told, vain = _content(case), _circulated(case)
    limit = (as_of, settings.rectify_limit, settings.rectify_unit)
    context: dict[str, Any] = {
        **head,
        **layouts.opening(Layout.GENERAL, title=title, send_to=report_settings(case).everybody, enclosures=_TABLES),
        **told,
        "截至": wording.day(as_of),
        "时限": limits.words(*limit, case.calendar, since="本通报印发之日"),
        "时限码": limits.tag(*limit[1:]).removeprefix(limits.PREFIX),
    }
    new = any(stage.item in vain and not stage.told for stage in supervision_parts.staged(case))
    mark = supervision_parts.suffix(case, NAME) if new else f"（第{number}轮）"
    yield Document(
        key=f"R{number}",
        path=f"{TITLE}/{TITLE}{mark}.docx",
        title="".join(title),
        context=context,
        facts=facts_of(
            number, {key: told[key] for key in told if key not in ("问题", "要求", "节")}, [item.id for item in vain]
        ),
        items=tuple(item.id for item in vain),
    )


def _content(case: Case) -> dict[str, Any]:
    owed = len(words.with_status(case, *_OWED)) if words.is_late(case) else 0
    lists = {
        "报送": words.paragraphs(_returned(case)),
        "完成": words.paragraphs(_reached(case)),
        "问题": words.paragraphs(_problems(case)),
        "要求": words.paragraphs(_duties(case), before=int(owed > 0)),
    }
    system = next((rule.title for rule in case.rulebook.rules if rule.kind == "system" and "通报" in rule.title), "")
    return {
        "依据": f"根据{words.plan(case)}{f'和{system}' if system else ''}",
        "主题": "",
        "情况": [],
        "轮次": words.round_name(case),
        "节": words.sections(
            {"情况": False} | {key: bool(told) or (key == "要求" and owed > 0) for key, told in lists.items()}
        ),
        **lists,
        "欠报": owed,
        "欠报单位": _owing(case) if owed else "",
        "项目表": category_table.rows(case),
        "单位表": unit_table.rows(case),
        "排名": case.settings.rank_units,
    }


def _owing(case: Case) -> str:
    """尚未报送的2个单位、需重新报送的1个单位: in the numbers of the first section."""
    missing = len(words.with_status(case, ReturnStatus.MISSING))
    again = len(words.with_status(case, *_OWED)) - missing
    told = ((missing, "尚未报送的"), (again, "需重新报送的"))
    return "、".join(f"{what}{number}个单位" for number, what in told if number)


def _returned(case: Case) -> Iterator[Pair]:
    asked, due, late = words.asked(case), words.return_date(case), words.is_late(case)
    departments, towns = words.units_of(case, asked)
    ahead = f"；报送期限为{wording.day(due)}，还没有到期" if due and not late and _owing(case) else ""
    yield "总体情况。", f"{_rate(case, '单位', asked)}{ahead}。"
    if departments and towns:
        ids = [unit.id for unit in departments]
        yield "部门和单位。", f"{_rate(case, '', ids)}。"
        yield f"{town_word(case.rulebook)}。", f"{_rate(case, '', [unit.id for unit in towns])}。"
    overdue = [unit for unit in asked if unit_table.is_late(case, unit)]
    yield "逾期报送的。", f"{words.counted_units(case, overdue)}。" if overdue else ""
    for status, heading in (
        (ReturnStatus.MISSING, "未报送的。" if late else "尚未报送的。"),
        (ReturnStatus.SENT_BACK, "退回后未重新报送的。"),
        (ReturnStatus.SET_ASIDE, "报送的文件无法采用、需重新报送的。"),
        (ReturnStatus.CHOOSE, "报送多份、正在核对的。"),
    ):
        found = words.with_status(case, status)
        everybody = len(found) == len(asked)
        yield heading, f"{words.counted_units(case, found)}。" if found and not everybody else ""


def _rate(case: Case, what: str, units: list[str]) -> str:
    back = sum(unit in case.submissions for unit in units)
    if not back:
        return f"应报送{what}{len(units)}个，尚无单位报送"
    if back == len(units):
        return f"应报送{what}{len(units)}个，已全部报送"
    return f"应报送{what}{len(units)}个，已报送{back}个，报送率{percent(back, len(units))}"


def _reached(case: Case) -> Iterator[Pair]:
    result = total(standings(case))
    if not result.assessed:
        return
    yield "总体情况。", parts.score_summary(case)
    done = [category.name for category, rows in by_category(case) if total(rows).counts[Level.MET] == len(rows)]
    weak = [
        f"{category.name}失{points(case.rulebook, total(rows).lost)}分"
        for category, rows in by_category(case)
        if total(rows).lost
    ]
    texts = [f"指标全部达标的有{'、'.join(done)}" if done else "", f"有失分的是{'、'.join(weak)}" if weak else ""]
    yield "各项目情况。", words.joined(texts)


def _problems(case: Case) -> Iterator[Pair]:
    for heading, text in parts.problems(case):
        if heading not in (parts.NOT_RETURNED, parts.OVERDUE, parts.NO_MATERIAL):
            yield heading, text
    bare = [item for item in case.assessment.units if item.missing_evidence]
    if bare:
        told = [f"{_name(case, item.unit)}{item.missing_evidence}项" for item in bare]
        number = sum(item.missing_evidence for item in bare)
        yield (
            parts.NO_MATERIAL,
            (
                f"{len(bare)}个单位的{number}项指标填了达标或部分达标，没有登记佐证材料："
                f"{wording.some(told, _NAMED, '')}。"
            ),
        )
    silent = {unit for item in case.assessment.vetoes for unit in item.silent if unit in case.submissions}
    if silent:
        yield "负面清单未作答。", f"已报送清单、负面清单没有填完的{words.counted_units(case, silent)}。"
    late: dict[str, int] = {}
    for stage in supervision_parts.staged(case):
        if stage.step in LATE:
            late[stage.item.unit] = late.get(stage.item.unit, 0) + 1
    if late:
        told = [f"{_name(case, unit)}{number}项" for unit, number in late.items()]
        yield parts.OVERDUE, f"督办事项超过整改时限的{sum(late.values())}项：{wording.some(told, _NAMED, '')}。"
    if vain := _circulated(case):
        told = [f"{_name(case, item.unit)}{coded_matter(case.rulebook, item)}" for item in vain]
        yield "经催办仍未整改到位。", f"{len(vain)}项：{'、'.join(told)}。"


def _circulated(case: Case) -> list[SupervisionItem]:
    """The matters that were urged in vain and are to be made known."""
    return [stage.item for stage in supervision_parts.staged(case) if stage.step is Step.CIRCULATING]


def _name(case: Case, unit: str) -> str:
    return case.rulebook.unit_by_id[unit].name


def _duties(case: Case) -> Iterator[Pair]:
    rows = standings(case)
    if (owing := _owing(case)) and not words.is_late(case):
        yield "按期报送清单。", f"请{owing}{words.in_time(case)}报送。"
    weak = [row for row in rows if row.level in (Level.PARTIAL, Level.UNMET)]
    deadline = words.row_deadline(case)
    if weak:
        ahead = deadline is not None and deadline >= case.assessment.as_of
        by = f"于{wording.day(deadline)}前" if deadline and ahead else "抓紧"
        # Two limits for one indicator: the notice's is the nearer one and goes first.
        staged = supervision_parts.staged(case)
        noticed = {stage.item.indicator for stage in staged if is_drafted(stage) or stage.is_open}
        own = any(row.indicator.id in noticed for row in weak)
        limits_ = f"发有督办通知的，按通知的时限完成；其余的，{by}达到标准" if own else f"{by}达到标准"
        yield (
            "抓好问题整改。",
            f"未达标和部分达标的{len(weak)}项指标，由牵头单位会同责任单位对照工作标准逐项整改，{limits_}。",
        )
    if any(item.missing_evidence for item in case.assessment.units):
        yield (
            "补齐佐证材料。",
            "没有登记佐证材料的指标，按材料名称、文号、成文日期和存放位置逐件补报；没有材料的，据实更正完成情况。",
        )
    if supervision_parts.tallied(case).late:
        yield "落实督办事项。", "超过整改时限的事项立即办结，报送整改反馈表并说明原因。"
    ahead_ = words.milestones_ahead(case)
    if ahead_ and ahead_[0].end:
        first = [item for item in ahead_ if item.end == ahead_[0].end]
        yield "做好下一节点工作。", words.joined(words.by_day(first))
    elif not weak and any(row.level is Level.MET for row in rows):
        yield "巩固达标成果。", "已达标的指标定期复查，情况变化的及时更新报送。"


KIND: Final = Kind(
    name=NAME,
    title=TITLE,
    genre="通报",
    layout=Layout.GENERAL,
    group=Group.REPORT,
    fields=FIELDS,
    named=("标题", "主送", "轮次"),
    build=build,
    documents=documents,
    needs="这一轮已经有单位报送，或者报送期限已过（看“轮次”和“回收情况”表）；“工作制度”里的通报要填了情况、问题或建议",
)
