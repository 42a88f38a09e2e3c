"""The sheet 打印: what is signed and sealed. It only shows what the other sheets hold; nothing is typed here.

Row heights are fixed when the sheet is written, so every row reserves room for 120 characters of 工作情况; a longer
text is cut in the table and stands in full on the sheet 附页.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from weibao.compute.model import Role
from weibao.functions import native, printing
from weibao.functions.cells import Cell, day_of, text_of
from weibao.functions.hints import quoted
from weibao.functions.native import NOTHING, at
from weibao.functions.states import PRINTED_CHARACTERS, Value
from weibao.sheets.book import merged
from weibao.sheets.checklist_calc import helper
from weibao.sheets.checklist_model import IndicatorRow, VetoRow, cell_value
from weibao.sheets.checklist_sheet import NAVY, PROTECTION, SOFT, TINTS, Writer, framed
from weibao.sheets.heights import row_height
from weibao.sheets.layout import INDICATORS, NAMES, PRINT, VETOES, column_letter
from weibao.sheets.print_counts import write_printed_counts
from weibao.workdays import day_text

# LibreOffice without the Windows fonts shrinks the page to 85 %: 9 pt are still 7.5 pt on that paper.
SMALL = 9.0
LAST = 8  # last of the nine columns, from 0


class PrintColumn(NamedTuple):
    """A printed column."""

    key: str
    header: str
    width: float
    align: str = "center"


COLUMNS = (
    PrintColumn("no", "序号", 5), PrintColumn("id", "指标编号", 6.5), PrintColumn("title", "指标", 12),
    PrintColumn("standard", "工作标准", 39, "left"), PrintColumn("full", "分值", 5),
    PrintColumn("level", "完成情况", 9), PrintColumn("points", "自评得分", 7),
    PrintColumn("statement", "工作情况", 49, "left"), PrintColumn("evidence", "佐证材料数", 6.5),
)  # fmt: skip
WIDTH = {column.key: column.width for column in COLUMNS}
HEADER_ROW = 4


def write_print(writer: Writer) -> None:
    """The sheet: table, figures, negative list, signatures."""
    sheet = writer.book.sheet(PRINT)
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    _head(writer, sheet)
    for number, row in enumerate(writer.checklist.rows):
        _row(writer, sheet, number, row)
    end = HEADER_ROW + max(len(writer.checklist.rows), 1)
    if not writer.checklist.rows:
        sheet.set_row(HEADER_ROW, 30)
        text = "本轮没有需要本单位牵头或配合的指标。"
        merged(sheet, HEADER_ROW, 0, LAST, text, writer.fixed(font_color=SOFT, align="center"))
    end = write_printed_counts(writer, sheet, end, _shown, tuple(column.width for column in COLUMNS))
    end = _vetoes(writer, sheet, end)
    end = _signatures(writer, sheet, end)
    sheet.print_area(0, 0, end - 1, LAST)
    sheet.repeat_rows(HEADER_ROW - 1)
    sheet.freeze_panes(HEADER_ROW, 0)
    sheet.protect("", PROTECTION)


def _shown(
    writer: Writer, sheet: Any, row: int, columns: tuple[int, int], formula: str, value: Value, cell: Any
) -> None:
    """A formula, over several cells where `columns` says so."""
    if columns[0] != columns[1]:
        sheet.merge_range(row, columns[0], row, columns[1], "", cell)
    writer.formula(sheet, f"{column_letter(columns[0] + 1)}{row + 1}", formula, value, cell)


def _head(writer: Writer, sheet: Any) -> None:
    checklist, book = writer.checklist, writer.book
    sheet.set_row(0, 32)
    title = book.format(bold=True, font_size=16, align="center")
    merged(sheet, 0, 0, LAST, f"{checklist.rulebook.title}指标自评表（{checklist.round_name}）", title)
    plain = book.format(font_size=10)
    sheet.set_row(1, 20)
    filled = cell_value(checklist.prefill.people.get("filled_on"))
    formula = f'"填报单位："&{NAMES["unit"]}&"　　　填报日期："&{shown_day_formula(NAMES["filled_on"])}'
    _shown(
        writer,
        sheet,
        1,
        (0, LAST),
        formula,
        f"填报单位：{checklist.unit.name}　　　填报日期：{shown_day(filled)}",
        plain,
    )
    earned, possible, unfinished, _note = checklist.totals
    sheet.set_row(2, 20)
    formula = (
        f'"牵头和独立指标自评得分 "&{NAMES["earned"]}&" 分，未评的都按满分算可得 "&{NAMES["possible"]}'
        f'&" 分；未完成 "&{NAMES["open"]}&" 项（含配合指标）"'
    )
    value = (
        f"牵头和独立指标自评得分 {text_of(earned)} 分，未评的都按满分算可得 {text_of(possible)} 分；"
        f"未完成 {text_of(unfinished)} 项（含配合指标）"
    )
    _shown(writer, sheet, 2, (0, LAST), formula, value, plain)
    head = book.cell(bold=True, bg_color=TINTS[NAVY], align="center", text_wrap=True, font_size=9)
    sheet.set_row(HEADER_ROW - 1, 28)
    for number, column in enumerate(COLUMNS):
        sheet.write_string(HEADER_ROW - 1, number, column.header, head)


def shown_day(raw: Cell) -> str:
    """A date as people write it, room for one by hand where there is none."""
    day = day_of(raw)
    return day_text(day) if isinstance(day, date) else "　　　年　　月　　日"


def shown_day_formula(cell: str) -> str:
    """`shown_day` of the cell, as a formula."""
    read = native.day(cell)
    text = f'YEAR({cell})&"年"&MONTH({cell})&"月"&DAY({cell})&"日"'
    return f"IF(ISNUMBER({read}),{text},{quoted(shown_day(None))})"


def _row(writer: Writer, sheet: Any, number: int, row: IndicatorRow) -> None:
    line, rows = HEADER_ROW + number, len(writer.checklist.rows)
    source = INDICATORS.first_row + number
    typed = framed(INDICATORS, "level", "statement", rows)

    def own(key: str) -> str:
        return f"'{INDICATORS.sheet}'!${INDICATORS.letter(key)}${source}"

    points, evidence = own("points"), own("evidence")
    co = quoted(Role.CO.value)
    formulas: dict[str, tuple[str, Value]] = {
        "no": (own("no"), number + 1),
        "id": (own("id"), row.indicator.id),
        "title": (own("title"), row.indicator.title),
        "standard": (own("standard"), row.indicator.standard),
        "full": (own("full"), _number(row.cells.full)),
        "level": (printing.flat_formula(at(typed, number + 1, 1)), printing.flat(row.cells.level)),
        "points": (f"IF({own('role')}={co},{co},{points})", row.state.points if row.role.claims else Role.CO.value),
        "statement": (printing.printed_formula(at(typed, number + 1, 3)), printing.printed(row.cells.statement)),
        "evidence": (f"IF({evidence}=0,{NOTHING},{evidence})", row.state.evidence or ""),
    }
    for index, column in enumerate(COLUMNS):
        cell = writer.book.cell(text_wrap=True, font_size=SMALL, align=column.align)
        formula, value = formulas[column.key]
        writer.formula(sheet, f"{column_letter(index + 1)}{line + 1}", formula, value, cell)
    reserved = "字" * PRINTED_CHARACTERS
    texts = {"standard": row.indicator.standard, "title": row.indicator.title, "statement": reserved}
    sheet.set_row(line, row_height([(text, WIDTH[key]) for key, text in texts.items()], size=SMALL))


def _number(raw: Cell) -> Value:
    return raw if isinstance(raw, (int, float)) else text_of(raw)


def _vetoes(writer: Writer, sheet: Any, line: int) -> int:
    """The answers to the negative list; returns the next free row."""
    rows = writer.checklist.vetoes
    if not rows:
        return line
    head = writer.book.cell(bold=True, bg_color=TINTS[NAVY], align="center", text_wrap=True, font_size=9)
    sheet.set_row(line, 20)
    for columns, text in (
        ((0, 1), "编号"),
        ((2, 4), "负面清单"),
        ((5, 5), "有无发生"),
        ((6, LAST), "发生日期和情况说明"),
    ):
        if columns[0] == columns[1]:
            sheet.write_string(line, columns[0], text, head)
        else:
            merged(sheet, line, *columns, text, head)
    for number, row in enumerate(rows):
        _veto(writer, sheet, line + 1 + number, number, row)
    return line + 1 + len(rows)


def _veto(writer: Writer, sheet: Any, line: int, number: int, row: VetoRow) -> None:
    source, typed = VETOES.first_row + number, framed(VETOES, "happened", "statement", len(writer.checklist.vetoes))
    centre = writer.book.cell(text_wrap=True, font_size=SMALL, align="center")
    left = writer.book.cell(text_wrap=True, font_size=SMALL, align="left")
    sheet_name = f"'{VETOES.sheet}'!"
    _shown(writer, sheet, line, (0, 1), f"{sheet_name}$A${source}", row.veto.id, centre)
    _shown(writer, sheet, line, (2, 4), f"{sheet_name}${VETOES.letter('text')}${source}", row.veto.text, left)
    choice = at(typed, number + 1, 1)
    _shown(writer, sheet, line, (5, 5), printing.flat_formula(choice), printing.flat(row.cells.happened), centre)
    day = helper("vetoes", "day", number)
    dated = f'IF(ISNUMBER({day}),YEAR({day})&"年"&MONTH({day})&"月"&DAY({day})&"日　",{NOTHING})'
    event = day_of(row.cells.happened_on)
    shown = f"{shown_day(event)}　" if hasattr(event, "year") else ""  # type: ignore[arg-type]
    text = printing.printed_formula(at(typed, number + 1, 3), printing.ELSEWHERE)
    value = shown + printing.printed(row.cells.statement, printing.ELSEWHERE)
    _shown(writer, sheet, line, (6, LAST), f"{dated}&{text}", value, left)
    widths = sum(column.width for column in COLUMNS[2:5]), sum(column.width for column in COLUMNS[6:])
    reserved = "字" * (PRINTED_CHARACTERS + 12)
    sheet.set_row(line, row_height([(row.veto.text, widths[0]), (reserved, widths[1])], size=SMALL))


def _signatures(writer: Writer, sheet: Any, line: int) -> int:
    """One row that no page break can tear apart."""
    people = writer.checklist.prefill.people
    sheet.set_row(line, 10)
    sheet.set_row(line + 1, 104)
    cell = writer.book.cell(text_wrap=True, valign="top", align="left", font_size=10)

    def name(key: str) -> tuple[str, str]:
        value = printing.flat(cell_value(people.get(key)))
        return printing.flat_formula(NAMES[key]), value

    gap, signed = "\n" * 5, f"日期：{shown_day(None)}"
    filler, phone, reviewer = name("filler"), name("phone"), name("reviewer")
    blocks = (
        ((0, 2), f'"填报人："&{filler[0]}&CHAR(10)&CHAR(10)&"联系电话："&{phone[0]}',
         f"填报人：{filler[1]}\n\n联系电话：{phone[1]}"),
        ((3, 3), f'"审核人："&{reviewer[0]}', f"审核人：{reviewer[1]}"),
        ((4, 6), quoted("单位负责人（签字）："), "单位负责人（签字）："),
        ((7, LAST), f'"单位盖章："&REPT(CHAR(10),5)&{quoted(signed)}', f"单位盖章：{gap}{signed}"),
    )  # fmt: skip
    for columns, formula, value in blocks:
        _shown(writer, sheet, line + 1, columns, formula, value, cell)
    return line + 2
