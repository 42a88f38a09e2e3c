"""The sheet 填报说明: whose workbook it is, how to fill it in, the unit's duties, who signs. One page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from weibao.compute.model import Role
from weibao.functions.cells import Cell
from weibao.functions.states import PRINTED_CHARACTERS
from weibao.sheets.book import merged
from weibao.sheets.checklist_model import Checklist, cell_value
from weibao.sheets.checklist_sheet import (
    COMPUTED,
    DATE,
    INPUT,
    NAVY,
    PROTECTION,
    SOFT,
    TINTS,
    Writer,
    points_text,
    put,
    validate_date,
)
from weibao.sheets.heights import row_height
from weibao.sheets.layout import ATTACHED, COUNTS, EVIDENCE, FEEDBACK, GUIDE, INDICATORS, NAMES, PEOPLE, PRINT, VETOES

# Column widths: margin, then the left half (number, label, value, label, value), a gutter, the right half.
WIDTHS = (2.0, 5.4, 12.0, 24.6, 11.0, 24.0, 2.0, 20.0, 20.0, 22.0)
STEP_WIDTH, FACT_WIDTH, DUTY_WIDTH = sum(WIDTHS[2:6]), sum(WIDTHS[3:6]), sum(WIDTHS[7:])
LEFT, RIGHT = (1, 5), (7, 9)
FACT_ROW, PEOPLE_HEIGHT = 24.0, 26.0


@dataclass(frozen=True)
class Step:
    """One step of filling in."""

    title: str
    text: str


@dataclass(frozen=True)
class Guide:
    """What the page says of its workbook: what it is called, what there is to fill in, how."""

    title: str
    workload: str
    steps: list[Step]
    measure: str = f"“{INDICATORS.sheet}”中的工作标准"  # what a unit without duties of its own goes by


def write_guide(writer: Writer, guide: Guide | None = None) -> None:
    """The sheet, its named cells and the inputs of who fills, checks and signs; by default that of a checklist."""
    guide = guide or Guide("指标清单", workload(writer.checklist), steps(writer.checklist))
    sheet = writer.book.sheet(GUIDE)
    sheet.fit_to_pages(1, 1)
    for number, width in enumerate(WIDTHS):
        sheet.set_column(number, number, width)
    _title(writer, sheet, guide.title)
    row = _facts(writer, sheet, 3, guide.workload)
    row = _steps(writer, sheet, row, guide)
    _duties(writer, sheet, 3, row, guide)
    sheet.set_row(row, 8)
    _people(writer, sheet, row + 1)
    sheet.protect("", PROTECTION)
    sheet.activate()


def _title(writer: Writer, sheet: Any, title: str) -> None:
    checklist, book = writer.checklist, writer.book
    sheet.set_row(0, 38)
    big = book.format(bold=True, font_size=20, font_color=NAVY)
    merged(sheet, 0, LEFT[0], RIGHT[1], f"{checklist.unit.name}　{title}（{checklist.round_name}）", big)
    name = checklist.round.name
    about = checklist.rulebook.title + (f"　{name}" if name and name != checklist.round_name else "")
    sheet.set_row(1, 20)
    merged(sheet, 1, LEFT[0], RIGHT[1], about, book.format(font_color=SOFT, font_size=11))
    sheet.set_row(2, 8)


def _section(writer: Writer, sheet: Any, row: int, columns: tuple[int, int], text: str) -> None:
    cell = writer.book.format(bold=True, font_color="#FFFFFF", bg_color=NAVY, indent=1)
    sheet.set_row(row, 22)
    merged(sheet, row, *columns, text, cell)


def _facts(writer: Writer, sheet: Any, row: int, work: str) -> int:
    """Unit, round, dates, what there is to do, whom to ask. Returns the next free row."""
    checklist = writer.checklist
    _section(writer, sheet, row, LEFT, "本单位和本轮")
    label = writer.fixed(bg_color=TINTS[NAVY], align="center", bold=True)
    value = writer.fixed(align="left", indent=1)
    strong = writer.fixed(indent=1, bold=True, font_size=11)
    dated = writer.fixed(indent=1, bold=True, font_size=11, num_format=DATE, align="left")
    pairs: list[tuple[tuple[str, Cell, Any, str], tuple[str, Cell, Any, str]]] = [
        (("单位", checklist.unit.name, strong, "unit"), ("轮次", checklist.round_name, strong, "round")),
        (("报送期限", checklist.round.due, dated, "due"), ("下发日期", checklist.round.issued, dated, "")),
    ]
    for offset, pair in enumerate(pairs, 1):
        sheet.set_row(row + offset, FACT_ROW)
        merged(sheet, row + offset, 1, 2, pair[0][0], label)
        sheet.write_string(row + offset, 4, pair[1][0], label)
        for column, (_text, content, cell, name) in zip("DF", pair, strict=True):
            address = f"{column}{row + offset + 1}"
            put(sheet, address, content, cell)
            if name:
                writer.book.workbook.define_name(NAMES[name], f"='{GUIDE}'!${column}${row + offset + 1}")
    for offset, (text, content) in enumerate((("要填的", work), ("联系人", contact(checklist))), 3):
        sheet.set_row(row + offset, row_height([(content, FACT_WIDTH - 3)], lowest=FACT_ROW))
        merged(sheet, row + offset, 1, 2, text, label)
        merged(sheet, row + offset, 3, 5, content, value)
    return row + 5


def workload(checklist: Checklist) -> str:
    """What there is to fill in, in one line."""
    roles = Counter(role for _indicator, role in checklist.own)
    parts = []
    if roles:
        listed = "、".join(f"{role.value} {roles[role]} 项" for role in Role if roles[role])
        parts.append(f"指标 {sum(roles.values())} 项（{listed}）")
    if checklist.counts:
        parts.append(f"量化情况 {len(checklist.counts)} 行")
    if checklist.vetoes:
        parts.append(f"负面清单 {len(checklist.vetoes)} 项")
    items = sum(row.prefill is not None for row in checklist.feedback)
    if items:
        parts.append(f"整改反馈 {items} 项")
    return "，".join(parts) or "本轮没有要填的指标，填好下面的责任人和填报人即可"


def contact(checklist: Checklist) -> str:
    """The office's contact, as far as the settings have one."""
    settings = checklist.settings
    return "　".join(text for text in (settings.office_short, settings.office_contact, settings.office_phone) if text)


def _steps(writer: Writer, sheet: Any, row: int, guide: Guide) -> int:
    _section(writer, sheet, row, LEFT, "怎么填")
    number_cell = writer.fixed(align="center", bold=True, font_size=14, font_color=NAVY)
    text_cell = writer.fixed(align="left", indent=1)
    found = guide.steps
    reserve = _reserve(writer.checklist, guide, row)
    for number, step in enumerate(found, 1):
        text = f"{step.title}：{step.text}"
        sheet.set_row(row + number, max(row_height([(text, STEP_WIDTH - 3)], lowest=34.0), reserve))
        sheet.write_number(row + number, 1, number, number_cell)
        merged(sheet, row + number, 2, 5, "", text_cell)
        bold = writer.book.format(bold=True)
        sheet.write_rich_string(row + number, 2, bold, step.title, writer.book.format(), f"：{step.text}", text_cell)
    return _legend(writer, sheet, row + len(found) + 1)


def _reserve(checklist: Checklist, guide: Guide, row: int) -> float:
    """What each step's row must give, so that the duties to the right of them are not cut off."""
    wanted = row_height([(duties(checklist, guide.measure)[1], DUTY_WIDTH - 3)], lowest=0)
    others = 4 * FACT_ROW + 22 + FACT_ROW
    return max((wanted - others) / len(guide.steps), 0.0)


def _legend(writer: Writer, sheet: Any, row: int) -> int:
    sheet.set_row(row, FACT_ROW)
    sheet.write_string(row, 1, "颜色", writer.fixed(bg_color=TINTS[NAVY], align="center", bold=True))
    sheet.write_string(row, 2, "黄色：请填", writer.fixed(bg_color=INPUT, align="center"))
    sheet.write_string(row, 3, "白色：照看，不用填", writer.fixed(align="center"))
    merged(sheet, row, 4, 5, "灰色：自动计算，不用填", writer.fixed(bg_color=COMPUTED, align="center"))
    return row + 1


def steps(checklist: Checklist) -> list[Step]:
    """How to fill in, as far as this unit has something to fill in."""
    office = checklist.settings.office_short
    claims = any(role.claims for _indicator, role in checklist.own)
    found = []
    if checklist.rows:
        scored = f"牵头和独立的再填自评得分（每档 {points_text(checklist, 1)} 分），配合的不填得分。"
        level = "在黄色格里选达标、部分达标或未达标；" + (scored if claims else "本单位都是配合，不填得分。")
        example = checklist.rows[0].indicator
        folder = f"电子件放进随表下发的文件夹，如“{example.id} {example.title}”。"
        found += [
            Step(f"“{INDICATORS.sheet}”选完成情况", level),
            Step(
                "写工作情况",
                f"用一两句话写做了什么、效果怎样，{PRINTED_CHARACTERS} 字以内；没有达标的，写明差距和下步打算。",
            ),
            Step(f"“{EVIDENCE.sheet}”登记材料", f"一行一件，写清日期和存放位置。{folder}不为填表另造材料。"),
        ]
    if checklist.counts:
        text = "填数字或选“是”“否”，没有的填 0，空着等于没有填；右边会给出按这个数建议的最高分，与自评对照。"
        found.append(Step(f"“{COUNTS.sheet}”填数", text))
    if checklist.vetoes:
        found.append(Step(f"“{VETOES.sheet}”逐项回答", "选“无”或“有”，有的写清日期和情况。空着不等于“无”。"))
    found.append(Step(f"“{FEEDBACK.sheet}”", "列有督办事项的，逐项填整改措施、完成日期和佐证；没有的空着。"))
    check = "看“提示”“校验”两列，改到没有要改的为止；" if checklist.rows else ""
    signed = (
        f"只打印“{PRINT}”表（工作情况超过 {PRINTED_CHARACTERS} 字的加打“{ATTACHED}”）"
        if checklist.rows
        else f"只打印“{PRINT}”表"
    )
    last = f"{check}填好本页下方各栏，{signed}签字盖章，连同电子表一起报{office}。"
    found.append(Step("核对、打印、报送", last))
    return found


def duties(checklist: Checklist, measure: str = Guide.measure) -> tuple[str, str]:
    """Heading and text of the right half: the plan's own words, or the unit's indicators where it has none.

    `measure` is what a unit without words of its own goes by.
    """
    unit = checklist.unit
    if unit.duties:
        return f"本单位职责（{unit.source.place}原文）" if unit.source else "本单位职责", unit.duties
    by_role = {role: [item for item, own in checklist.own if own is role] for role in Role}
    listed = [
        f"{role.value}：{'、'.join(f'{item.id} {item.title}' for item in items)}。"
        for role, items in by_role.items()
        if items
    ]
    return "本单位的任务", "\n".join([f"方案没有单列本单位的职责，请按{measure}填报。", *listed])


def _duties(writer: Writer, sheet: Any, first: int, end: int, guide: Guide) -> None:
    heading, text = duties(writer.checklist, guide.measure)
    _section(writer, sheet, first, RIGHT, heading)
    cell = writer.fixed(valign="top", align="left", indent=1)
    sheet.merge_range(first + 1, RIGHT[0], end - 1, RIGHT[1], "", cell)
    sheet.write_string(first + 1, RIGHT[0], text, cell)


def _people(writer: Writer, sheet: Any, row: int) -> None:
    """Who fills, checks and signs; the box for the seal beside."""
    _section(writer, sheet, row, LEFT, "责任人和填报人")
    _section(writer, sheet, row, RIGHT, "单位盖章")
    label = writer.fixed(bg_color=TINTS[NAVY], align="center", bold=True)
    for offset, (key, text) in enumerate(PEOPLE.items(), 1):
        dated = {"num_format": DATE} if key == "filled_on" else {"num_format": "@"} if key == "phone" else {}
        cell = writer.input(align="left", indent=1, **dated)
        sheet.set_row(row + offset, PEOPLE_HEIGHT)
        merged(sheet, row + offset, 1, 2, text, label)
        sheet.merge_range(row + offset, 3, row + offset, 5, "", cell)
        put(sheet, f"D{row + offset + 1}", cell_value(writer.checklist.prefill.people.get(key)), cell)
        writer.book.workbook.define_name(NAMES[key], f"='{GUIDE}'!$D${row + offset + 1}")
        if key == "filled_on":
            validate_date(sheet, f"D{row + offset + 1}", text)
    seal = writer.fixed(align="center", font_color=SOFT, valign="bottom")
    sheet.merge_range(row + 1, RIGHT[0], row + len(PEOPLE), RIGHT[1], "", seal)
    sheet.write_string(row + 1, RIGHT[0], "（盖章处；以“打印”表上的签字盖章为准）", seal)
