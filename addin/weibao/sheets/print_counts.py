"""The figures of 量化情况 on the sheet 打印, so that they are signed and sealed with the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weibao.functions import printing
from weibao.functions.cells import Cell
from weibao.functions.native import NOTHING, at
from weibao.functions.states import Value
from weibao.sheets.book import merged
from weibao.sheets.checklist_counts_model import CountLine
from weibao.sheets.checklist_sheet import NAVY, TINTS, Writer, framed
from weibao.sheets.heights import row_height
from weibao.sheets.layout import COUNTS

Shown = Callable[[Writer, Any, int, tuple[int, int], str, Value, Any], None]

# 说明 is cut after so many characters: two lines of its column.
NOTE_CHARACTERS = 50
BETWEEN, GAP = "／", "　"
HEADS = (((0, 1), "编号"), ((2, 3), "量化要求"), ((4, 6), "所填数和结果"), ((7, 8), "说明"))


def write_printed_counts(writer: Writer, sheet: Any, line: int, shown: Shown, widths: tuple[float, ...]) -> int:
    """The section, `line` from 0; returns the next free row. `widths` are those of the printed columns."""
    lines = writer.checklist.counts
    if not lines:
        return line
    head = writer.book.cell(bold=True, bg_color=TINTS[NAVY], align="center", text_wrap=True, font_size=9)
    sheet.set_row(line, 20)
    for columns, text in HEADS:
        merged(sheet, line, *columns, text, head)
    for number, item in enumerate(lines):
        _line(writer, sheet, line + 1 + number, number, item, shown, widths)
    return line + 1 + len(lines)


def _line(
    writer: Writer, sheet: Any, line: int, number: int, item: CountLine, shown: Shown, widths: tuple[float, ...]
) -> None:
    rows, source = len(writer.checklist.counts), COUNTS.first_row + number
    typed = framed(COUNTS, "indicator", "note", rows)

    def cell(key: str) -> str:
        return at(typed, number + 1, COUNTS.number(key) - COUNTS.number("indicator") + 1)

    centre = writer.book.cell(text_wrap=True, font_size=9, align="center")
    left = writer.book.cell(text_wrap=True, font_size=9, align="left")
    name = f"'{COUNTS.sheet}'!$"
    asked = f"{item.cells.title}：{item.cells.ask}"
    title, ask = (f"{name}{COUNTS.letter(key)}${source}" for key in ("title", "ask"))
    shown(writer, sheet, line, (0, 1), f"{name}{COUNTS.letter('id')}${source}", item.count.id, centre)
    shown(writer, sheet, line, (2, 3), f'{title}&"："&{ask}', asked, left)
    figure, value = _figure(item, cell("done"), cell("total"))
    result = f"{name}{COUNTS.letter('result')}${source}"
    formula = f'{figure}&IF({result}={NOTHING},{NOTHING},"{GAP}"&{result})'
    shown(writer, sheet, line, (4, 6), formula, value + (GAP + item.state.result if item.state.result else ""), centre)
    note = printing.printed_formula(cell("note"), printing.ELSEWHERE, NOTE_CHARACTERS)
    shown(writer, sheet, line, (7, 8), note, printing.printed(item.note, printing.ELSEWHERE, NOTE_CHARACTERS), left)
    reserved = [(asked, sum(widths[2:4])), ("0" * 40, sum(widths[4:7])), ("字" * NOTE_CHARACTERS, sum(widths[7:]))]
    sheet.set_row(line, row_height(reserved, size=9))


def _figure(item: CountLine, done: str, total: str) -> tuple[str, str]:
    """What was typed: 180／210, or the one figure. Formula and value."""
    first = printing.flat_formula(done)
    if not item.count.has_total:
        return first, printing.flat(item.cells.done)
    second = printing.flat_formula(total)
    formula = f'IF(AND({first}={NOTHING},{second}={NOTHING}),{NOTHING},{first}&"{BETWEEN}"&{second})'
    told: list[Cell] = [item.cells.done, item.cells.total]
    texts = [printing.flat(cell) for cell in told]
    return formula, BETWEEN.join(texts) if any(texts) else ""
