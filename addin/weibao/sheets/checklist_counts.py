"""The sheet 量化情况: the figures that the plan's countable duties ask of the unit, and what follows from them."""

from __future__ import annotations

from datetime import date
from typing import Any

from weibao.functions import native_counts
from weibao.functions.cells import Cell, serial, text_of
from weibao.functions.count_states import LARGEST
from weibao.sheets.checklist_counts_calc import claim_above, count_references
from weibao.sheets.checklist_counts_model import CountLine
from weibao.sheets.checklist_sheet import (
    DATE,
    GREYED,
    PROTECTION,
    SOFT,
    WARNING,
    Writer,
    block_cell,
    put,
    validate_list,
)
from weibao.sheets.heights import row_height
from weibao.sheets.layout import ANSWERS, COUNTS, NAMES

ABOUT = "只填黄色的格子：填数字，或者选“是”“否”。没有的填 0，空着表示还没有填；每个数只问一次，不报名单。"
NOTE = (
    "“建议最高分”按所填的数折算，供自评时对照，最后由办公室核定；“提示”里有话的，请核对数或自评。"
    "几行都是同一指标的，合起来看。"
)
CENTRED = ("id", "indicator", "standard", "deadline", "done", "total", "result", "ceiling")


def write_counts(writer: Writer) -> None:
    """The sheet; none for a unit that is asked nothing."""
    lines = writer.checklist.counts
    if not lines:
        return
    sheet = writer.book.sheet(COUNTS.sheet)
    writer.heads(sheet, COUNTS)
    writer.title(sheet, f"{writer.checklist.unit.name}　量化情况", ABOUT)
    sheet.write_string("A3", NOTE, writer.book.format(font_color=SOFT))
    for number, line in enumerate(lines):
        _line(writer, sheet, number, line)
    sheet.freeze_panes(COUNTS.header_row, COUNTS.number("title"))
    sheet.repeat_rows(COUNTS.header_row - 1)
    sheet.protect("", PROTECTION)


def _line(writer: Writer, sheet: Any, number: int, line: CountLine) -> None:
    row = COUNTS.first_row + number
    fixed: dict[str, Cell] = {"id": line.count.id, **line.cells._asdict()}
    for key in ("id", "indicator", "title", "period", "standard", "deadline", "ask", "ask_total"):
        centre = {"align": "center"} if key in CENTRED else {}
        dated = {"num_format": DATE} if key == "deadline" else {}
        bold = {"bold": True} if key == "title" else {}
        put(sheet, COUNTS.cell(key, row), fixed[key], writer.fixed(**centre, **dated, **bold))
    put(sheet, COUNTS.cell("done", row), line.cells.done, writer.input(align="center"))
    _total(writer, sheet, number, line)
    put(sheet, COUNTS.cell("note", row), line.note, writer.input())
    _computed(writer, sheet, number, line)
    _rules(sheet, row, line)
    texts = {key: text_of(fixed[key]) for key in ("title", "period", "standard", "ask", "ask_total")}
    texts |= {"note": text_of(line.note), "hint": line.state.hint}
    sheet.set_row(row - 1, row_height([(text, COUNTS.width(key)) for key, text in texts.items()], lowest=36.0))


def _total(writer: Writer, sheet: Any, number: int, line: CountLine) -> None:
    """The second figure: typed, taken from the row that asks for it, or not asked at all."""
    row = COUNTS.first_row + number
    if line.count.has_total and line.rule.base is None:
        put(sheet, COUNTS.cell("total", row), line.cells.total, writer.input(align="center"))
        return
    locked = writer.fixed(bg_color=GREYED, align="center")
    if line.rule.base is None:
        put(sheet, COUNTS.cell("total", row), None, locked)
        return
    asked = COUNTS.cell("total", COUNTS.first_row + line.rule.base)
    total = serial(line.cells.total) if isinstance(line.cells.total, date) else line.cells.total
    value = total if isinstance(total, (int, float)) else text_of(total)
    writer.formula(sheet, COUNTS.cell("total", row), f'IF({asked}="","",{asked})', value, locked)


def _computed(writer: Writer, sheet: Any, number: int, line: CountLine) -> None:
    row, refs = COUNTS.first_row + number, count_references(number, len(writer.checklist.counts))
    claim = claim_above(writer, number)
    formulas: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("result", native_counts.result(refs, line.rule), {}),
        ("ceiling", native_counts.ceiling(refs, line.rule, NAMES["step"]), {"bold": True}),
        ("hint", native_counts.hint(refs, line.rule, claim, NAMES["today"]), {"font_color": WARNING, "align": "left"}),
    )
    for column, ((key, formula, properties), value) in enumerate(zip(formulas, line.state[:3], strict=True)):
        cell = writer.result(**({"align": "center"} | properties))
        writer.computed(sheet, COUNTS.cell(key, row), block_cell("counts", number, column), formula, value, cell)


def _rules(sheet: Any, row: int, line: CountLine) -> None:
    """Only figures that can be: 是 or 否, or numbers from 0."""
    count = line.count
    if count.ask == "flag":
        validate_list(sheet, COUNTS.cell("done", row), list(ANSWERS), "是或否", "请选“是”或“否”。")
    else:
        _validate_figure(sheet, COUNTS.cell("done", row), line, LARGEST if count.most is None else float(count.most))
    if count.has_total and line.rule.base is None:
        _validate_figure(sheet, COUNTS.cell("total", row), line, LARGEST)


def _validate_figure(sheet: Any, cell: str, line: CountLine, most: float) -> None:
    kind, example = ("decimal", "数字") if line.count.fractional else ("integer", "整数")
    limit = f"最多 {most:g}；" if most != LARGEST else ""
    sheet.data_validation(
        cell,
        {
            "validate": kind, "criteria": "between", "minimum": 0, "maximum": most, "error_title": line.count.id,
            "error_message": f"请填{example}，{limit}没有的填 0。不填单位、百分比和说明。", "error_type": "stop",
        },
    )  # fmt: skip
