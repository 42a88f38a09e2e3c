"""The sheet 打印 of 年度工作情况: what the unit wrote and who signs, as it goes under the seal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.compute.annual import year_title
from weibao.functions import printing
from weibao.functions.annual import printed_answer, printed_answer_formula
from weibao.sheets.book import merged
from weibao.sheets.checklist_model import cell_value
from weibao.sheets.checklist_sheet import NAVY, PROTECTION, TINTS, Writer
from weibao.sheets.heights import row_height
from weibao.sheets.layout import ANNUAL, NAMES, PRINT
from weibao.sheets.layout_annual import PRINTED_ANSWER
from weibao.sheets.print_sheet import shown_day, shown_day_formula

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weibao.functions.cells import Cell
    from weibao.functions.states import Value
    from weibao.rulebook.model import AnnualField
    from weibao.sheets.prefill import Raw

_WIDTHS = (6.0, 18.0, 38.0, 38.0)
_LAST = len(_WIDTHS) - 1
_TEXT = sum(_WIDTHS[2:])
_HEADER_ROW = 2  # from 0
_SIGNED = 104.0


def write_annual_print(writer: Writer, fields: Sequence[AnnualField], answers: Mapping[str, Raw]) -> None:
    """The sheet: title, unit and date, a row a field, signatures."""
    sheet, form = writer.book.sheet(PRINT, portrait=True), writer.checklist
    for number, width in enumerate(_WIDTHS):
        sheet.set_column(number, number, width)
    sheet.set_row(0, 34)
    title = writer.book.format(bold=True, font_size=16, align="center")
    merged(sheet, 0, 0, _LAST, f"{form.rulebook.title}{year_title(form.round)}（{form.round_name}）", title)
    sheet.set_row(1, 22)
    filled = cell_value(form.prefill.people.get("filled_on"))
    formula = f'"填报单位："&{NAMES["unit"]}&"　　　填报日期："&{shown_day_formula(NAMES["filled_on"])}'
    _over(writer, sheet, 1, (0, _LAST), formula, f"填报单位：{form.unit.name}　　　填报日期：{shown_day(filled)}",
          writer.book.format())  # fmt: skip
    head = writer.book.cell(bold=True, bg_color=TINTS[NAVY], align="center")
    sheet.set_row(_HEADER_ROW, 24)
    sheet.write_string(_HEADER_ROW, 0, "序号", head)
    sheet.write_string(_HEADER_ROW, 1, ANNUAL.columns[1].header, head)
    merged(sheet, _HEADER_ROW, 2, _LAST, ANNUAL.columns[3].header, head)
    for number, item in enumerate(fields):
        _row(writer, sheet, number, item, cell_value(answers.get(item.id)))
    end = _HEADER_ROW + 1 + len(fields)
    _signatures(writer, sheet, end)
    sheet.print_area(0, 0, end + 1, _LAST)
    sheet.repeat_rows(_HEADER_ROW)
    sheet.protect("", PROTECTION)


def _row(writer: Writer, sheet: Any, number: int, item: AnnualField, raw: Cell) -> None:
    row, most = _HEADER_ROW + 1 + number, item.longest
    own = f"'{ANNUAL.sheet}'!${ANNUAL.letter('answer')}${ANNUAL.first_row + number}"
    sheet.write_number(row, 0, number + 1, writer.book.cell(align="center"))
    sheet.write_string(row, 1, item.title, writer.book.cell(text_wrap=True, align="center"))
    text = writer.book.cell(text_wrap=True, align="left")
    formula = printed_answer_formula(item, own)
    _over(writer, sheet, row, (PRINTED_ANSWER - 1, _LAST), formula, printed_answer(item, raw), text)
    room = "字" * most if item.kind == "text" else ""
    sheet.set_row(row, row_height([(room, _TEXT), (item.title, _WIDTHS[1])], lowest=28.0))


def _over(
    writer: Writer, sheet: Any, row: int, columns: tuple[int, int], formula: str, value: Value, cell: Any
) -> None:
    """A formula over several cells of a row."""
    sheet.merge_range(row, columns[0], row, columns[1], "", cell)
    sheet.write_formula(row, columns[0], "=" + formula, cell, value)


def _signatures(writer: Writer, sheet: Any, row: int) -> None:
    """One row that no page break can tear apart."""
    people = writer.checklist.prefill.people

    def name(key: str) -> tuple[str, str]:
        return printing.flat_formula(NAMES[key]), printing.flat(cell_value(people.get(key)))

    filler, phone, reviewer = name("filler"), name("phone"), name("reviewer")
    sheet.set_row(row, 10)
    sheet.set_row(row + 1, _SIGNED)
    cell = writer.book.cell(text_wrap=True, valign="top", align="left")
    _over(
        writer, sheet, row + 1, (0, 1), f'"填报人："&{filler[0]}&CHAR(10)&CHAR(10)&"联系电话："&{phone[0]}',
        f"填报人：{filler[1]}\n\n联系电话：{phone[1]}", cell,
    )  # fmt: skip
    gap = "\n" * 3
    sheet.write_formula(
        row + 1, 2, f'="审核人："&{reviewer[0]}&REPT(CHAR(10),3)&"单位负责人（签字）："', cell,
        f"审核人：{reviewer[1]}{gap}单位负责人（签字）：",
    )  # fmt: skip
    signed = f"日期：{shown_day(None)}"
    sheet.write_string(row + 1, 3, f"单位盖章：{chr(10) * 5}{signed}", cell)
