"""The sheet 指标清单: the unit's rows, what it answers, and what follows at once."""

from __future__ import annotations

from typing import Any

from weibao.functions import native_rows
from weibao.functions.cells import text_of
from weibao.sheets.book import merged
from weibao.sheets.checklist_calc import helper_column, row_references
from weibao.sheets.checklist_model import Checklist, IndicatorRow, cell_value
from weibao.sheets.checklist_sheet import (
    AMBER,
    DATE,
    GREYED,
    NAVY,
    PROTECTION,
    SLATE,
    SOFT,
    TEAL,
    TINTS,
    WARNING,
    Writer,
    area,
    block_cell,
    points_text,
    put,
    validate_list,
)
from weibao.sheets.heights import lines_needed, row_height
from weibao.sheets.layout import INDICATORS, LEVELS, NAMES

NO_ROWS = "本轮没有需要本单位牵头或配合的指标，这张表不用填。单位职责见“填报说明”；“填报说明”“负面清单”照常填写后报送。"
# Bands above the headings: title, first and last column, colour.
BANDS = (
    ("考核任务（不用改）", "no", "lead", NAVY), ("请填写", "level", "statement", AMBER),
    ("自动计算（不用填）", "deadline", "evidence", SLATE), ("办公室审核", "verified", "opinion", TEAL),
)  # fmt: skip
# Three lines: a row with a short standard still has room for what people write.
LOWEST = 48.0
# A list validation in the file may hold 255 characters; a finer scale is checked by a formula.
LONGEST_LIST = 250
NOTE_WIDTH = 330
CENTRED = ("no", "id", "full", "role", "deadline", "verified")


def write_rows(writer: Writer) -> None:
    """The sheet, its names, validations, notes and protection."""
    checklist = writer.checklist
    sheet = writer.book.sheet(INDICATORS.sheet)
    writer.heads(sheet, INDICATORS)
    _head(writer, sheet)
    _bands(writer, sheet)
    if not checklist.rows:
        last = len(INDICATORS.columns) - 1
        sheet.set_row(INDICATORS.first_row - 1, 40)
        merged(sheet, INDICATORS.first_row - 1, 0, last, NO_ROWS, writer.fixed(font_color=SOFT))
    for number, row in enumerate(checklist.rows):
        _row(writer, sheet, number, row)
    _finish(writer, sheet)


def _head(writer: Writer, sheet: Any) -> None:
    """The first three rows: whose sheet it is, the as-of date, and where the unit stands."""
    checklist = writer.checklist
    due = f"　报送期限：{checklist.round.due:%Y-%m-%d}" if checklist.round.due else ""
    writer.title(sheet, f"{checklist.unit.name}　指标清单（{checklist.round_name}）{due}", _explanation(checklist))
    ids, full, role, points, status = (
        area(INDICATORS, key, max(len(checklist.rows), 1)) for key in ("id", "full", "role", "points", "status")
    )
    label = writer.book.format(font_color=SOFT, align="right")
    strong = writer.book.format(bold=True, font_size=13, font_color=NAVY, align="left")
    sheet.set_row(2, 24)
    names = (NAMES["due"], NAMES["today"], NAMES["holidays"], NAMES["calendar_first"], NAMES["calendar_last"])
    totals = (
        ("F", "G", "已得分", native_rows.earned(points), "earned"),
        ("H", "I", "可能得分", native_rows.possible(full, role, points), "possible"),
        ("J", "K", "未完成项", native_rows.unfinished(ids, status), "open"),
        ("N", "O", "报送", native_rows.return_note(*names), "return_note"),
    )
    sheet.write_string("B3", "基准日", label)
    as_of = checklist.as_of if checklist.pinned else None
    put(sheet, "C3", as_of, writer.book.format(num_format=DATE, align="left", bold=True))
    writer.book.workbook.define_name(NAMES["as_of"], f"='{INDICATORS.sheet}'!$C$3")
    for number, (label_at, value_at, text, formula, name) in enumerate(totals):
        sheet.write_string(f"{label_at}3", text, label)
        value = checklist.totals[number]
        writer.computed(sheet, f"{value_at}3", block_cell("totals", number), formula, value, strong)
        writer.book.workbook.define_name(NAMES[name], f"='{INDICATORS.sheet}'!${value_at}$3")
    if not checklist.pinned:
        sheet.write_string("D3", "（空着按当天计算）", writer.book.format(font_color=SOFT))


def _explanation(checklist: Checklist) -> str:
    step = points_text(checklist, 1)
    if not checklist.rows:
        return "本轮没有要填的指标。"
    return (
        f"只填黄色的格子。自评得分每档 {step} 分，达标记满分、未达标记 0 分；"
        "本单位“配合”的指标只选完成情况、写工作情况，不填得分。指标格右上角的红点里有可提供的佐证，供参考。"
    )


def _bands(writer: Writer, sheet: Any) -> None:
    sheet.set_row(3, 20)
    for text, first, last, colour in BANDS:
        cell = writer.book.cell(bold=True, font_color="#FFFFFF", bg_color=colour, align="center")
        merged(sheet, 3, INDICATORS.number(first) - 1, INDICATORS.number(last) - 1, text, cell)
    for key, colour in (("deadline", SLATE), ("verified", TEAL), ("opinion", TEAL)):
        column = INDICATORS.columns[INDICATORS.number(key) - 1]
        head = writer.book.cell(bold=True, bg_color=TINTS[colour], text_wrap=True, align="center")
        sheet.write_string(f"{INDICATORS.letter(key)}{INDICATORS.header_row}", column.header, head)


def _row(writer: Writer, sheet: Any, number: int, row: IndicatorRow) -> None:
    line = INDICATORS.first_row + number
    indicator = row.indicator
    fixed: dict[str, Any] = {
        "no": number + 1, "id": indicator.id, "title": indicator.title, "standard": indicator.standard,
        "full": row.cells.full, "role": row.role.value, "lead": row.cells.lead or "—", "deadline": row.deadline,
        "verified": cell_value(row.prefill.verified), "opinion": row.prefill.opinion,
    }  # fmt: skip
    for key, value in fixed.items():
        centre = {"align": "center"} if key in CENTRED else {}
        bold = {"bold": True} if key == "title" else {}
        dated = {"num_format": DATE} if key == "deadline" else {}
        put(sheet, INDICATORS.cell(key, line), value, writer.fixed(**centre, **bold, **dated))
    put(sheet, INDICATORS.cell("level", line), row.cells.level, writer.input(align="center"))
    score = writer.input(align="center") if row.role.claims else writer.fixed(bg_color=GREYED, align="center")
    put(sheet, INDICATORS.cell("score", line), row.cells.score, score)
    put(sheet, INDICATORS.cell("statement", line), row.cells.statement, writer.input())
    _computed(writer, sheet, number, row)
    texts = {
        "standard": indicator.standard, "title": indicator.title, "lead": text_of(row.cells.lead),
        "statement": text_of(row.cells.statement), "hint": row.state.hint, "opinion": row.prefill.opinion,
    }  # fmt: skip
    sheet.set_row(line - 1, row_height([(text, INDICATORS.width(key)) for key, text in texts.items()], lowest=LOWEST))
    _note(writer, sheet, line, row)
    if row.role.claims:
        _validate_score(writer, sheet, line, indicator.full)


def _computed(writer: Writer, sheet: Any, number: int, row: IndicatorRow) -> None:
    checklist, line = writer.checklist, INDICATORS.first_row + number
    refs = row_references(number, len(checklist.rows))
    listed = helper_column("evidence", "counted", len(checklist.evidence))
    formulas: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("points", native_rows.points(refs, NAMES["step"]), {"bold": True}),
        ("status", native_rows.status(refs, NAMES["today"], NAMES["warn_days"]), {}),
        ("days_left", native_rows.days_left(refs, NAMES["today"]), {}),
        ("hint", native_rows.hint(refs), {"font_color": WARNING, "align": "left"}),
        ("evidence", native_rows.evidence_count(refs, listed), {}),
    )
    for column, ((key, formula, properties), value) in enumerate(zip(formulas, row.state[:5], strict=True)):
        cell = writer.result(**({"align": "center"} | properties))
        writer.computed(sheet, INDICATORS.cell(key, line), block_cell("rows", number, column), formula, value, cell)


def _note(writer: Writer, sheet: Any, line: int, row: IndicatorRow) -> None:
    """The suggested evidence, as a note on 指标 that fits its text."""
    found = [hint for hint in writer.checklist.rulebook.evidence if hint.indicator == row.indicator.id]
    if not found:
        return
    listed = "\n".join(f"{number}. {hint.text}" for number, hint in enumerate(found, 1))
    text = f"可提供的佐证（供参考，不作硬性要求）：\n{listed}"
    lines = lines_needed(text, NOTE_WIDTH / 6.3)
    options = {
        "font_name": "微软雅黑", "font_size": 9, "width": NOTE_WIDTH, "height": lines * 17 + 14, "color": "#FFFDF0",
        "x_offset": 12,
    }  # fmt: skip
    sheet.write_comment(INDICATORS.cell("title", line), text, options)


def _validate_score(writer: Writer, sheet: Any, line: int, full: int) -> None:
    """Only whole steps up to the full score."""
    checklist = writer.checklist
    cell = INDICATORS.cell("score", line)
    steps = [points_text(checklist, number) for number in range(full + 1)]
    message = f"这一项满分 {steps[-1]} 分，每档 {points_text(checklist, 1)} 分，请从下拉表中选。"
    if len(",".join(steps)) <= LONGEST_LIST:
        validate_list(sheet, cell, steps, "自评得分", message)
        return
    whole = f"ROUND({cell}/{NAMES['step']},6)"
    rule = f"=AND(ISNUMBER({cell}),{cell}>=0,{cell}<={steps[-1]},{whole}=ROUND({whole},0))"
    sheet.data_validation(
        cell,
        {
            "validate": "custom",
            "value": rule,
            "error_title": "自评得分",
            "error_message": message,
            "error_type": "stop",
        },
    )


def _finish(writer: Writer, sheet: Any) -> None:
    rows = len(writer.checklist.rows)
    sheet.freeze_panes(INDICATORS.header_row, INDICATORS.number("title"))
    sheet.repeat_rows(INDICATORS.header_row - 1)
    if rows:
        sheet.autofilter(INDICATORS.header_row - 1, 0, INDICATORS.last_row(rows) - 1, len(INDICATORS.columns) - 1)
        message = f"请选 {'、'.join(LEVELS)}。"
        validate_list(sheet, area(INDICATORS, "level", rows), list(LEVELS), "完成情况", message)
        writer.colour(sheet, area(INDICATORS, "status", rows), ("已完成", "临期", "逾期", "未评"))
    sheet.protect("", PROTECTION)
