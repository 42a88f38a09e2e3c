"""The workbook of 年度工作情况: one .xlsx per unit and round, with one sheet to fill in, without macros."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from weibao.compute.annual import answer_text, own_fields, year_title
from weibao.functions.annual import annual_hint, annual_hint_formula
from weibao.functions.count_states import LARGEST
from weibao.sheets.annual_marks import write_marks
from weibao.sheets.annual_print import write_annual_print
from weibao.sheets.checklist_guide import Guide, Step, write_guide
from weibao.sheets.checklist_meta import write_meta
from weibao.sheets.checklist_model import Checklist, cell_value
from weibao.sheets.checklist_sheet import DATE, PROTECTION, SOFT, WARNING, Writer, put, unit_workbook
from weibao.sheets.heights import row_height
from weibao.sheets.layout import ANNUAL, ANNUAL_PRODUCT, PRINT, STANDING
from weibao.sheets.prefill import Prefill, Raw

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.compute.model import AnnualInput, Round
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import AnnualField, Rulebook, Unit
    from weibao.workdays import WorkCalendar

NOTE = "只填黄色的格子；没有的写“无”，空着表示还没有填。只写工作和合计数，不写任何人的姓名、证件号码、住址。"
NO_PRIOR = "（没有）"
_OPEN_HEIGHT = 60.0


@dataclass(frozen=True)
class AnnualPrefill:
    """What the workbook already holds. `standing`: cells of 指标情况 by column, as of the day of issue.

    `prior` are the answers of `prior_round`, by field, for reference; `answers` those that stand in the yellow cells.
    """

    standing: Sequence[Mapping[str, Raw]] = ()
    standing_of: str = ""
    prior: Mapping[str, AnnualInput] = field(default_factory=dict)
    prior_round: str = ""
    answers: Mapping[str, Raw] = field(default_factory=dict)
    people: Mapping[str, Raw] = field(default_factory=dict)


def write_annual(
    path: Path,
    rulebook: Rulebook,
    settings: Settings,
    unit_id: str,
    round: Round,  # noqa: A002 - the campaign's word
    calendar: WorkCalendar,
    *,
    as_of: date,
    prefill: AnnualPrefill | None = None,
) -> None:
    """Write one unit's workbook of the year; the same arguments give the same bytes.

    Raises KeyError for an unknown unit, OSError where the file cannot be written.
    """
    given, unit = prefill or AnnualPrefill(), rulebook.unit_by_id[unit_id]
    form = Checklist(rulebook, settings, unit, round, calendar, as_of, False, Prefill(people=given.people))
    fields = own_fields(rulebook, unit)
    with unit_workbook(path, form, ANNUAL.sheet) as writer:
        write_guide(writer, _guide(form, fields, given))
        _fields(writer, unit, fields, given)
        _standing(writer, given)
        write_annual_print(writer, fields, given.answers)
        write_marks(write_meta(writer, ANNUAL_PRODUCT), {item.id: _prior(item, given) for item in fields})


def _guide(form: Checklist, fields: Sequence[AnnualField], given: AnnualPrefill) -> Guide:
    office = form.settings.office_short
    steps = [
        Step(f"“{ANNUAL.sheet}”逐项填", f"{NOTE}右边是上一次填报的，供参考，不要照抄。"),
        Step(f"“{STANDING.sheet}”看一看", "列出本单位的指标现在怎样，供写成效和问题时对照，不用填，不参加计分。"),
        Step(
            "核对、打印、报送",
            f"“提示”一列没有话了，填好本页下方的责任人和填报人，只打印“{PRINT}”表签字盖章，连同这个电子表一起报{office}。",
        ),
    ]
    if not given.standing:
        del steps[1]
    measure = f"“{STANDING.sheet}”中的指标" if given.standing else "本单位参与的工作"
    return Guide(year_title(form.round), f"“{ANNUAL.sheet}”{len(fields)} 项", steps, measure)


def _fields(writer: Writer, unit: Unit, fields: Sequence[AnnualField], given: AnnualPrefill) -> None:
    sheet = writer.book.sheet(ANNUAL.sheet)
    writer.heads(sheet, ANNUAL)
    writer.title(sheet, f"{unit.name}　{year_title(writer.checklist.round)}", NOTE)
    before = f"“{ANNUAL.columns[-1].header}”是{given.prior_round}填报的。" if given.prior else "以前没有填报过。"
    sheet.write_string("A3", before, writer.book.format(font_color=SOFT))
    for number, item in enumerate(fields):
        _field(writer, sheet, ANNUAL.first_row + number, item, given)
    sheet.freeze_panes(ANNUAL.header_row, ANNUAL.number("title"))
    sheet.repeat_rows(ANNUAL.header_row - 1)
    sheet.protect("", PROTECTION)


def _field(writer: Writer, sheet: Any, row: int, item: AnnualField, given: AnnualPrefill) -> None:
    prior = _prior(item, given)
    limit = _limit(item)
    value = cell_value(given.answers.get(item.id))
    put(sheet, ANNUAL.cell("id", row), item.id, writer.fixed(align="center"))
    put(sheet, ANNUAL.cell("title", row), item.title, writer.fixed(bold=True))
    put(sheet, ANNUAL.cell("help", row), f"{item.help}{limit}", writer.fixed())
    answer = writer.input(valign="top") if item.kind == "text" else writer.input(align="center")
    put(sheet, ANNUAL.cell("answer", row), value, answer)
    hint = annual_hint_formula(item, ANNUAL.cell("answer", row))
    shown = writer.result(font_color=WARNING, align="left")
    writer.formula(sheet, ANNUAL.cell("hint", row), hint, annual_hint(item, value), shown)
    put(sheet, ANNUAL.cell("prior", row), prior, writer.fixed(font_color=SOFT, valign="top"))
    _validate(sheet, ANNUAL.cell("answer", row), item)
    room = "字" * item.longest if item.kind == "text" else ""
    texts = {"title": item.title, "help": f"{item.help}{limit}", "prior": prior, "answer": room}
    lowest = _OPEN_HEIGHT if item.kind == "text" else 30.0
    sheet.set_row(row - 1, row_height([(text, ANNUAL.width(key)) for key, text in texts.items()], lowest=lowest))


def _prior(item: AnnualField, given: AnnualPrefill) -> str:
    """What the unit answered last time, as it stands beside."""
    return answer_text(item, given.prior.get(item.id)) or NO_PRIOR


def _limit(item: AnnualField) -> str:
    """How much may be written, or what kind of number."""
    if item.kind == "text":
        return f"{item.longest} 字以内。"
    number = "整数" if item.whole else "数字"
    return f"填{number}，单位：{item.unit}。" if item.unit else f"填{number}。"


def _validate(sheet: Any, cell: str, item: AnnualField) -> None:
    """Only numbers where a number is asked; a long text is told, not refused: pasting goes past the rule anyhow."""
    if item.kind == "number":
        kind, number = ("integer", "整数") if item.whole else ("decimal", "数字")
        rule = {"validate": kind, "criteria": "between", "minimum": 0, "maximum": LARGEST, "error_type": "stop"}
        words = f"请填{number}，没有的填 0，不带单位。"
    else:
        rule = {"validate": "length", "criteria": "<=", "value": item.longest, "error_type": "warning"}
        words = f"超过 {item.longest} 字，打印时放不下，请精简。"
    sheet.data_validation(cell, {**rule, "error_title": item.title[:32], "error_message": words})


def _standing(writer: Writer, given: AnnualPrefill) -> None:
    """The unit's indicators as they stood on the day of issue; no sheet for a unit that has none."""
    if not given.standing:
        return
    sheet = writer.book.sheet(STANDING.sheet)
    writer.heads(sheet, STANDING)
    name = writer.checklist.unit.name
    writer.title(sheet, f"{name}　{STANDING.sheet}", "下发时的情况，供对照，不用填；有出入的在下一轮指标清单里改。")
    sheet.write_string("A3", given.standing_of, writer.book.format(font_color=SOFT))
    for number, values in enumerate(given.standing):
        row = STANDING.first_row + number
        for column in STANDING.columns:
            left = {"align": "left"} if column.key == "title" else {"align": "center"}
            dated = {"num_format": DATE} if column.key == "deadline" else {}
            value = cell_value(values.get(column.key))
            put(sheet, STANDING.cell(column.key, row), value, writer.fixed(**left, **dated))
        sheet.set_row(row - 1, row_height([(str(values.get("title", "")), STANDING.width("title"))], lowest=20.0))
    last = STANDING.last_row(len(given.standing))
    words = ("达标", "部分达标", "未达标", "未评", "逾期", "临期", "红灯", "黄灯", "绿灯")
    writer.colour(sheet, f"{STANDING.letter('level')}{STANDING.first_row}:{STANDING.letter('light')}{last}", words)
    sheet.freeze_panes(STANDING.header_row, STANDING.number("title"))
    sheet.repeat_rows(STANDING.header_row - 1)
    sheet.protect("", PROTECTION)
