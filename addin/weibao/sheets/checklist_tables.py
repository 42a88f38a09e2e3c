"""The sheets 佐证材料, 负面清单 and 整改反馈."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from weibao.functions import native, native_tables
from weibao.functions.cells import text_of
from weibao.functions.native import with_block
from weibao.sheets.book import merged
from weibao.sheets.checklist_calc import helper, material_references
from weibao.sheets.checklist_model import cell_value
from weibao.sheets.checklist_sheet import (
    DATE,
    PROTECTION,
    SOFT,
    WARNING,
    Writer,
    area,
    block_cell,
    framed,
    put,
    put_at,
    validate_date,
    validate_list,
)
from weibao.sheets.heights import row_height
from weibao.sheets.layout import EVIDENCE, FEEDBACK, HAPPENED, INDICATORS, NAMES, VETOES, Table

if TYPE_CHECKING:
    from weibao.sheets.checklist_model import FeedbackRow, VetoRow

NO_VETOES = "负面清单中没有由本单位负责的事项，这张表不用填。"
CENTRED = ("no", "id", "indicator", "dated", "type", "happened", "happened_on", "item", "due", "completed")
# Of 整改反馈: what the office has filled in, what the unit answers.
_GIVEN, _TYPED = ("item", "indicator", "problem", "due"), ("measure", "completed", "evidence")
DATED = ("dated", "happened_on", "due", "completed")


def _properties(key: str) -> dict[str, Any]:
    return ({"align": "center"} if key in CENTRED else {}) | ({"num_format": DATE} if key in DATED else {})


def _finish(sheet: Any, table: Table, frozen: int) -> None:
    sheet.freeze_panes(table.header_row, frozen)
    sheet.repeat_rows(table.header_row - 1)
    sheet.protect("", PROTECTION)


# --- 佐证材料 ---------------------------------------------------------------------------------------


def write_evidence(writer: Writer) -> None:
    """The sheet 佐证材料: one material a row; its computed column stands apart, so that the rest can be sorted."""
    checklist, rows = writer.checklist, writer.checklist.evidence
    sheet = writer.book.sheet(EVIDENCE.sheet)
    writer.heads(sheet, EVIDENCE)
    settings = checklist.settings
    window = f"{settings.evidence_from:%Y-%m-%d} 至 {settings.evidence_to:%Y-%m-%d}"
    about = "一行登记一件已有的材料，不要求为填表另造材料；同一件材料可以用于几项指标，每项登记一行。"
    writer.title(sheet, f"{checklist.unit.name}　佐证材料", about)
    note = (
        f"材料的成文日期一般在 {window} 之间，之外的会有提示，不影响登记。“校验”显示“齐全”即可。"
        "这张表报电子件，不用打印；确需打印的，先在“材料名称”的筛选里去掉“空白”。"
    )
    sheet.write_string("A3", note, writer.book.format(font_color=SOFT))
    formats = {column.key: writer.input(**_properties(column.key)) for column in EVIDENCE.columns}
    formats["no"] = writer.fixed(align="center", font_color=SOFT)
    result = writer.result(font_color=WARNING)
    keys = [column.key for column in EVIDENCE.columns if column.kind == "input"]
    places = [(EVIDENCE.number(key) - 1, formats[key], EVIDENCE.width(key)) for key in keys]
    checked, width = EVIDENCE.number("check") - 1, EVIDENCE.width("check")
    for number, row in enumerate(rows):
        line, texts = EVIDENCE.first_row + number - 1, [(row.state.check, width)]
        put_at(sheet, line, EVIDENCE.number("no") - 1, number + 1, formats["no"])
        for (column, look, wide), value in zip(places, row.cells, strict=True):
            put_at(sheet, line, column, value, look)
            if value is not None:
                texts.append((text_of(value), wide))
        sheet.put_formula(line, checked, _check(number, len(rows)), row.state.check, result)
        sheet.set_row(line, row_height(texts, lowest=22.0))
    _evidence_rules(writer, sheet)
    _finish(sheet, EVIDENCE, EVIDENCE.number("title"))


@lru_cache(maxsize=1 << 10)
def _check(number: int, rows: int) -> str:
    return with_block(block_cell("evidence", number), native_tables.check(material_references(number, rows)))


def _evidence_rules(writer: Writer, sheet: Any) -> None:
    checklist, count = writer.checklist, len(writer.checklist.evidence)
    # Only the input columns: a range with locked cells could not be sorted on a protected sheet.
    first, last = EVIDENCE.number("indicator") - 1, EVIDENCE.number("note") - 1
    sheet.autofilter(EVIDENCE.header_row - 1, first, EVIDENCE.last_row(count) - 1, last)
    if checklist.rows:
        ids = "=" + INDICATORS.span("id", len(checklist.rows))
        message = "请从下拉表中选本单位的指标编号。"
        validate_list(sheet, area(EVIDENCE, "indicator", count), ids, "指标编号", message)
    if checklist.rulebook.material_types:
        validate_list(
            sheet, area(EVIDENCE, "type", count), f"={NAMES['types']}", "材料类型", "请从下拉表中选材料类型。"
        )
    validate_date(sheet, area(EVIDENCE, "dated", count), "成文日期")
    writer.colour(sheet, area(EVIDENCE, "check", count), ("齐全",))


# --- 负面清单 ---------------------------------------------------------------------------------------


def write_vetoes(writer: Writer) -> None:
    """The sheet 负面清单: the items that the unit is responsible for."""
    checklist, rows = writer.checklist, writer.checklist.vetoes
    sheet = writer.book.sheet(VETOES.sheet)
    writer.heads(sheet, VETOES)
    start, end = checklist.window
    writer.title(
        sheet,
        f"{checklist.unit.name}　负面清单",
        "每一项都要选“无”或“有”，空着不等于“无”；选“有”的，填发生日期和情况说明。",
    )
    note = f"影响期：{start:%Y-%m-%d} 至 {end:%Y-%m-%d}（申报日期往前 {checklist.rulebook.veto_years} 年）。"
    sheet.write_string("A3", note, writer.book.format(font_color=SOFT))
    if not rows:
        sheet.set_row(VETOES.first_row - 1, 40)
        merged(sheet, VETOES.first_row - 1, 0, len(VETOES.columns) - 1, NO_VETOES, writer.fixed(font_color=SOFT))
    for number, row in enumerate(rows):
        _veto(writer, sheet, number, row)
    if rows:
        choices = area(VETOES, "happened", len(rows))
        validate_list(sheet, choices, list(HAPPENED), "有无发生", "请选“无”或“有”。")
        validate_date(sheet, area(VETOES, "happened_on", len(rows)), "发生日期")
        writer.colour(sheet, area(VETOES, "in_window", len(rows)), ("是", "日期未填"))
    _finish(sheet, VETOES, VETOES.number("id"))


def _veto(writer: Writer, sheet: Any, number: int, row: VetoRow) -> None:
    line = VETOES.first_row + number
    typed = framed(VETOES, "happened", "statement", len(writer.checklist.vetoes))
    for key, text in (("id", row.veto.id), ("text", row.veto.text), ("units", row.units)):
        put(sheet, VETOES.cell(key, line), text, writer.fixed(**_properties(key)))
    for key, value in zip(("happened", "happened_on", "statement"), row.cells, strict=True):
        put(sheet, VETOES.cell(key, line), value, writer.input(**_properties(key)))
    formula = native_tables.in_window(
        helper("vetoes", "happened", number), helper("vetoes", "day", number), native.at(typed, number + 1, 3),
        helper("vetoes", "dated", number), NAMES["today"], NAMES["window_from"], NAMES["window_to"],
    )  # fmt: skip
    cell = writer.result(align="center", font_color=WARNING)
    writer.computed(
        sheet, VETOES.cell("in_window", line), block_cell("vetoes", number), formula, row.state.in_window, cell
    )
    texts = {"text": row.veto.text, "units": row.units, "statement": text_of(row.cells.statement)}
    sheet.set_row(line - 1, row_height([(text, VETOES.width(key)) for key, text in texts.items()], lowest=48.0))


# --- 整改反馈 ---------------------------------------------------------------------------------------


def write_feedback(writer: Writer) -> None:
    """The sheet 整改反馈: open supervision items, and spare rows for those that arrive by notice."""
    checklist, rows = writer.checklist, writer.checklist.feedback
    sheet = writer.book.sheet(FEEDBACK.sheet)
    writer.heads(sheet, FEEDBACK)
    office = checklist.settings.office_short
    given = sum(row.prefill is not None for row in rows)
    state = "目前没有督办事项，这张表可以空着。"
    if given:
        state = f"本轮有 {given} 项督办事项，请逐项填写整改措施、完成日期和佐证。"
    writer.title(sheet, f"{checklist.unit.name}　整改反馈", state)
    note = f"收到{office}的督办通知后，也可以在空行里照通知填上督办编号、指标编号、问题和时限，再填整改情况。"
    sheet.write_string("A3", note, writer.book.format(font_color=SOFT))
    looks = _feedback_looks(writer)
    for number, row in enumerate(rows):
        _feedback(sheet, number, row, looks[row.prefill is not None], len(rows))
    for key in ("due", "completed"):
        validate_date(sheet, area(FEEDBACK, key, len(rows)), "整改时限" if key == "due" else "完成日期")
    writer.colour(sheet, area(FEEDBACK, "status", len(rows)), ("已完成", "逾期完成", "逾期未完成", "临期"))
    _finish(sheet, FEEDBACK, FEEDBACK.number("item"))


def _feedback_looks(writer: Writer) -> tuple[dict[str, Any], dict[str, Any]]:
    """The formats of a spare row, and of one that we have filled in as far as the unit does not."""
    status = {"status": writer.result(align="center")}
    typed = {key: writer.input(**_properties(key)) for key in (*_GIVEN, *_TYPED)}
    return typed | status, typed | {key: writer.fixed(**_properties(key)) for key in _GIVEN} | status


def _feedback(sheet: Any, number: int, row: FeedbackRow, looks: dict[str, Any], rows: int) -> None:
    line, item = FEEDBACK.first_row + number - 1, row.prefill
    for key in (*_GIVEN, *_TYPED):
        value = cell_value(getattr(item, key)) if item else None
        put_at(sheet, line, FEEDBACK.number(key) - 1, value, looks[key])
    sheet.put_formula(line, FEEDBACK.number("status") - 1, _status(number, rows), row.state.status, looks["status"])
    texts = {"problem": item.problem, "measure": item.measure, "evidence": item.evidence} if item else {}
    sized = [(text_of(cell_value(raw)), FEEDBACK.width(key)) for key, raw in texts.items()]
    sheet.set_row(line, row_height(sized, lowest=36.0 if item else 22.0))


@lru_cache(maxsize=1 << 8)
def _status(number: int, rows: int) -> str:
    frame = framed(FEEDBACK, "item", "completed", rows)
    formula = native_tables.feedback(
        native.at(frame, number + 1), helper("feedback", "due", number),
        helper("feedback", "completed", number), NAMES["today"], NAMES["item_warn_days"],
    )  # fmt: skip
    return with_block(block_cell("feedback", number), formula)
