"""What the documents of supervision share: the stages of a case, the enclosed forms, limits, quotations of the plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from weibao.compute.item_limits import limit_of
from weibao.compute.item_numbers import read_item
from weibao.compute.model import Step
from weibao.compute.openings import DEAD, same_number
from weibao.compute.stages import stages
from weibao.compute.tally import Tally, tally
from weibao.documents import layout as lay
from weibao.documents import limits, wording
from weibao.documents.layout import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from weibao.compute.model import Mode, Paper, Stage, SupervisionItem
    from weibao.documents.kind import Case
    from weibao.documents.layout import Enclosure
    from weibao.rulebook.model import Rulebook, Unit

PROBLEMS: Final = "问题清单"
FEEDBACK: Final = "整改情况反馈表"
LIMIT_TAG: Final = f"{lay.LIMIT}:{{{{ 时限标 }}}}"
"""The tag of the content control of a limit; the field 时限标 holds its number and unit."""

# A day in 小四 on one line, also where the typefaces are not installed and others, with wider figures, stand for them.
DAY_WIDTH: Final = 2420
_PROBLEM_COLUMNS: Final = (
    Column("序号", 660, "{{ 行.序号 }}", "WBTableCentre"),
    Column("督办编号", 1270, "{{ 行.编号 }}", "WBTableCentre"),
    Column("事项", 1240, "{{ 行.指标 }}"),
    Column("存在问题", 1680, "{{ 行.问题 }}"),
    Column("整改要求", 1574, "{{ 行.要求 }}"),
    Column("整改时限", DAY_WIDTH, lay.control(LIMIT_TAG, "{{ 行.时限 }}"), "WBTableCentre"),
)
_FEEDBACK_COLUMNS: Final = (
    Column("督办编号", 1270, "{{ 行.编号 }}", "WBTableCentre"),
    Column("问题", 1900, "{{ 行.问题 }}"),
    Column("原因分析和整改措施", 1920, ""),
    Column("责任领导、责任人", 1070, ""),
    Column("计划（实际）完成日期", 1150, ""),
    Column("完成情况、遗留问题和佐证材料", 1534, ""),
)
_FORM_WIDTHS: Final = (1700, 2722, 1700, 2722)
_FORM_HEIGHT: Final = 620
_REMARK: Final = "注：完成情况注明未启动、整改中、已完成或者长期坚持；材料中不写未成年人个人信息。"
_SIGNED: Final = "单位（盖章）：" + wording.WIDE * 8 + "主要负责人（签字）："
_DATED: Final = "填报日期：" + wording.WIDE * 4 + f"年{wording.WIDE * 2}月{wording.WIDE * 2}日"


def problem_list(mark: str) -> Enclosure:
    """附件 问题清单: the field 问题 has its rows."""
    return lay.enclosure(mark, PROBLEMS, lay.table(_PROBLEM_COLUMNS, "行", "问题"))


def feedback_form(mark: str) -> Enclosure:
    """附件 整改情况反馈表 for several matters: the field 反馈 has its rows."""
    widths = [column.width for column in _FEEDBACK_COLUMNS]
    foot = "".join(
        lay.table_row(
            [lay.table_cell(sum(widths), lay.paragraph("WBTableText", text), len(widths))], height=_FORM_HEIGHT
        )
        for text in (_REMARK, _SIGNED, _DATED)
    )
    table = lay.table(_FEEDBACK_COLUMNS, "行", "反馈").removesuffix("</w:tbl>") + f"{foot}</w:tbl>"
    return lay.enclosure(mark, FEEDBACK, table)


def single_form(mark: str) -> Enclosure:
    """附件 整改情况反馈表 for one matter: the field 反馈 has one row."""

    def line(label: str, text: str = "") -> list[Cell]:
        return [Cell(label, style="WBTableHead"), Cell(text, 3)]

    def two(first: str, second: str) -> list[Cell]:
        return [Cell(first, style="WBTableHead"), Cell(), Cell(second, style="WBTableHead"), Cell()]

    rows = [
        line("督办编号", "{{ 反馈[0].编号 }}"),
        line("问题", "{{ 反馈[0].问题 }}"),
        line("原因分析"),
        line("整改措施"),
        two("责任领导", "责任人"),
        two("计划完成日期", "实际完成日期"),
        line("完成情况"),
        line("遗留问题"),
        line("佐证材料"),
        *([Cell(text, 4)] for text in (_REMARK, _SIGNED, _DATED)),
    ]
    return lay.enclosure(mark, FEEDBACK, lay.grid(_FORM_WIDTHS, rows, height=_FORM_HEIGHT))


def limit() -> lay.Inline:
    """The words of the limit, in their content control."""
    return lay.control(LIMIT_TAG, "{{ 时限 }}")


def limit_fields(case: Case, mode: Mode, *, since: str = f"本通知{limits.ISSUED}") -> dict[str, str]:
    """时限 and 时限标 of a draft with items of that 方式: counted from the as-of date until it is issued."""
    return span_fields(case, *limit_of(case.settings, mode), since=since)


def span_fields(case: Case, count: int, unit: str, *, since: str = f"本通知{limits.ISSUED}") -> dict[str, str]:
    """The same for any period."""
    return {
        "时限": limits.words(case.assessment.as_of, count, unit, case.calendar, since=since),
        "时限标": limits.tag(count, unit).removeprefix(limits.PREFIX),
    }


def row_limit(case: Case, mode: Mode) -> str:
    """The limit in a cell of a table."""
    return limits.row(case.assessment.as_of, *limit_of(case.settings, mode), case.calendar)


def staged(case: Case) -> tuple[Stage, ...]:
    """The stage of every item of the case."""
    found = case.assessment
    return found.stages or stages(found.items, case.office, case.settings, case.calendar, found.as_of)


def tallied(case: Case) -> Tally:
    """How many matters of the case are where."""
    return tally(staged(case))


def wanted(case: Case, step: Step, pick: Callable[[SupervisionItem], bool] = lambda item: True) -> list[Stage]:
    """The items at a step whose document has not been numbered yet."""
    return [stage for stage in staged(case) if stage.step is step and not stage.told and pick(stage.item)]


def by_unit(case: Case, found: Iterable[Stage]) -> list[tuple[Unit, list[Stage]]]:
    """The stages unit by unit, in the order of the units."""
    groups: dict[str, list[Stage]] = {}
    for stage in found:
        groups.setdefault(stage.item.unit, []).append(stage)
    return [(unit, groups[unit.id]) for unit in case.rulebook.units if unit.id in groups]


def round_text(case: Case) -> str:
    """第1轮."""
    return f"第{case.assessment.round}轮"


def suffix(case: Case, kind: str, about: Unit | SupervisionItem | None = None) -> str:
    """（第1轮）, or （第1轮之二） where a document of the kind has been numbered in this round already.

    With `about` only documents on items of that unit, or on that item.
    """
    mark = f"（{round_text(case)}"
    earlier = [
        paper
        for paper in case.office.register
        if paper.kind == kind
        and paper.dated is not None
        and paper.state not in DEAD
        and (mark in paper.file or not paper.file)
        and (about is None or any(_is_about(item, about) for item in paper.items))
    ]
    place = len(earlier) + 1
    # An earlier one may have been taken back: the name of one that holds is not given again.
    while any(_marked(mark, place) in paper.file for paper in earlier):
        place += 1
    return _marked(mark, place)


def _marked(mark: str, place: int) -> str:
    return f"{mark}{f'之{wording.chinese_number(place)}' if place > 1 else ''}）"


def _is_about(item: str, about: Unit | SupervisionItem) -> bool:
    number = read_item(item)
    return item == about.id or (number is not None and number.order == getattr(about, "order", None))


def path(folder: str, unit: Unit, title: str, mark: str) -> str:
    """`督办通知/07 市教育局－督办通知（第1轮）.docx`, below the folder of documents."""
    return f"{folder}/{unit.order:02d} {wording.file_name(unit.name)}－{title}{mark}.docx"


def basis(rulebook: Rulebook) -> str:
    """The plan, and its system of supervision where it names one."""
    systems = [rule.title for rule in rulebook.rules if rule.kind == "system" and "督办" in rule.title]
    return f"根据{wording.plan_name(rulebook.document)}{''.join(f'和{title}' for title in systems[:1])}"


def quoted(rulebook: Rulebook, *words: str) -> str:
    """The shortest clause of the plan with all these words, in quotation marks; "" where there is none.

    Safeguards are asked first: “对整改不到位的，要及时上报或通报”.
    """
    for rule in sorted(rulebook.rules, key=lambda rule: rule.kind != "safeguard"):
        for part in _SENTENCE.split(rule.text):
            clauses = _NUMBER.sub("", part.strip()).split("，")
            runs = ("，".join(clauses[i:j]) for j in range(1, len(clauses) + 1) for i in range(j))
            if found := min((run for run in runs if all(word in run for word in words)), key=len, default=""):
                return f"“{found}”"
    return ""


_SENTENCE: Final = re.compile(r"[。；;]")
_NUMBER: Final = re.compile(r"^[（(][一二三四五六七八九十]+[）)]")


def consequence(rulebook: Rulebook) -> str:
    """What follows where a matter is not put right, in the plan's words; "" where it says nothing."""
    clause = quoted(rulebook, "整改不到位", "上报")
    return f"{wording.plan_name(rulebook.document)}要求{clause}，逾期未整改到位的，按此办理。" if clause else ""


def cited(case: Case, stage: Stage) -> str:
    """The document that put an item on the list: 《title》（number), the number alone, or nothing."""
    number = next(iter(stage.numbers), "")
    papers = (paper for paper in case.office.register if number and same_number(paper.doc_no) == number)
    paper: Paper | None = next(papers, None)
    if paper is None or not paper.title:
        return number
    return f"《{paper.title}》（{number}）"


def common(case: Case, unit: Unit | None = None) -> dict[str, Any]:
    """依据, 办公室, 轮次, 截至."""
    return {
        "依据": basis(case.rulebook),
        "办公室": wording.or_blank(case.settings.office_short or case.settings.office),
        "轮次": round_text(case),
        "截至": wording.day(case.assessment.as_of),
    }


COMMON_FIELDS: Final = {
    "依据": "如：根据《……实施方案》和督查督办制度",
    "办公室": "办公室简称",
    "轮次": "如：第1轮",
    "截至": "起草所依据的日期",
}
LIMIT_FIELDS: Final = {
    "时限": "如：2023年10月23日前（自本通知印发之日起10个工作日，按2023年10月9日暂算）",
    "时限标": "时限的数和单位，供编号时重算，如 10-workday",
}
