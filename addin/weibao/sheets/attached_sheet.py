"""The sheet 附页: in full the texts that are too long for their row on 打印.

It stands apart, so that 打印 never ends with a blank page. It has one row per line of text, because row heights are
fixed when the sheet is written.
"""

from __future__ import annotations

from typing import Any

from weibao.functions import printing
from weibao.functions.hints import quoted
from weibao.functions.native import NOTHING
from weibao.functions.states import PRINTED_CHARACTERS
from weibao.sheets.checklist_calc import attached, attached_lines, helper, helper_column
from weibao.sheets.checklist_sheet import NAVY, PROTECTION, SOFT, Writer, framed
from weibao.sheets.layout import ATTACHED, INDICATORS

SOME = f"超过 {PRINTED_CHARACTERS} 字的工作情况全文。请连同“打印”表一起打印、报送。"
NONE = f"没有超过 {PRINTED_CHARACTERS} 字的工作情况，本页不用打印。"
MORE = "（篇幅所限，其余全文见电子表“指标清单”）"
# A line of text runs over several columns: LibreOffice does not scale a page that holds a single wide one.
WIDTH, COLUMNS = 46, 3
# The heading and what the sheet says stand above the first line.
FIRST_LINE = 3
SIZE = 9.0


def write_attached(writer: Writer) -> None:
    """The sheet; none for a unit without indicators."""
    rows = writer.checklist.rows
    if not rows:
        return
    sheet = writer.book.sheet(ATTACHED)
    sheet.set_column(0, COLUMNS - 1, WIDTH)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    checklist = writer.checklist
    sheet.set_row(0, 28)
    title = writer.book.format(bold=True, font_size=13, font_color=NAVY)
    sheet.write_string("A1", f"{checklist.unit.name}　指标自评表附页（{checklist.round_name}）", title)
    lines_to = helper_column("rows", "lines_to", len(rows))
    ready, total = attached_lines(len(rows)), rows[-1].lines_to
    sheet.set_row(1, 20)
    says = f"IF(MAX({lines_to})=0,{quoted(NONE)},{quoted(SOME)})"
    writer.formula(sheet, "A2", says, SOME if total else NONE, writer.book.format(font_color=SOFT))
    _lines(writer, sheet)
    end = FIRST_LINE + ready
    formula = f"IF(MAX({lines_to})>{ready},{quoted(MORE)},{NOTHING})"
    writer.formula(sheet, f"A{end}", formula, MORE if total > ready else "", writer.book.format(font_size=SIZE))
    sheet.print_area(0, 0, end - 1, COLUMNS - 1)
    sheet.repeat_rows(0)
    sheet.protect("", PROTECTION)


def _lines(writer: Writer, sheet: Any) -> None:
    rows = writer.checklist.rows
    cell = writer.book.format(font_size=SIZE)
    typed = framed(INDICATORS, "level", "statement", len(rows))
    names = framed(INDICATORS, "id", "title", len(rows))
    for n, (row, place) in enumerate(attached(writer)):
        index, within = helper("print", "row", n), helper("print", "line", n)
        heading = f'INDEX({names},{index}+1,1)&"　"&INDEX({names},{index}+1,2)&"："'
        text = printing.flat_formula(f"INDEX({typed},{index}+1,3)")
        value = ""
        if row:
            source = rows[row - 1]
            opening = f"{source.indicator.id}　{source.indicator.title}："
            value = printing.attached_line(place, opening, printing.flat(source.cells.statement))
        sheet.set_row(FIRST_LINE - 1 + n, 15)
        address = f"A{FIRST_LINE + n}"
        writer.formula(sheet, address, printing.attached_formula(within, heading, text), value, cell)
