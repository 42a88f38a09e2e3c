"""The hidden sheet `_calc` of a checklist: array blocks (Python's answers) and the helpers of the native formulas.

`_calc` is not protected, because LibreOffice leaves array formulas on protected sheets unresolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from weibao.functions import checklist_functions as functions
from weibao.functions import native, native_rows, native_tables, printing
from weibao.functions.cells import serial
from weibao.functions.native_rows import Row
from weibao.functions.native_tables import Material
from weibao.functions.states import RowCells, Value
from weibao.sheets.checklist_sheet import DATE, Writer, framed, position
from weibao.sheets.layout import (
    CALC,
    CALC_BLOCKS,
    CALC_EVIDENCE,
    CALC_FEEDBACK,
    CALC_FIRST_ROW,
    CALC_PRINT,
    CALC_ROWS,
    CALC_VETOES,
    EVIDENCE,
    FEEDBACK,
    INDICATORS,
    META,
    NAMES,
    VETOES,
    calc_letter,
)

# Lines of the attached page: what one sheet of paper holds, two for units with many rows.
ATTACHED_LINES, ATTACHED_LINES_MANY, MANY_ROWS = 28, 60, 24


def helper(part: str, name: str, row: int, *, local: bool = False) -> str:
    """A helper cell, `row` from 0, as seen from other sheets or (`local`) from `_calc` itself."""
    cell = f"{calc_letter(part, name)}{CALC_FIRST_ROW + row}"
    return cell if local else f"{CALC}!{cell}"


def helper_column(part: str, name: str, rows: int) -> str:
    """All rows of a helper (at least one)."""
    letter = calc_letter(part, name)
    return f"{CALC}!${letter}${CALC_FIRST_ROW}:${letter}${CALC_FIRST_ROW + max(rows, 1) - 1}"


def attached_lines(rows: int) -> int:
    """How many lines the attached page has ready for a unit with this many rows."""
    return ATTACHED_LINES_MANY if rows > MANY_ROWS else ATTACHED_LINES


def row_references(row: int, rows: int, *, local: bool = False) -> Row:
    """The references of one row of 指标清单, `row` from 0; `local` as for `helper`."""
    typed = framed(INDICATORS, "full", "deadline", rows)
    number = INDICATORS.first_row + row

    def own(key: str) -> str:
        return f"'{INDICATORS.sheet}'!${INDICATORS.letter(key)}${number}"

    def cell(key: str) -> str:
        return native.at(typed, row + 1, 1 + RowCells._fields.index(key))

    return Row(
        own("id"), own("full"), own("role"), cell("level"), cell("score"), cell("statement"), own("deadline"),
        own("points"), own("evidence"),
        *(helper("rows", name, row, local=local) for name in CALC_ROWS[: CALC_ROWS.index("lines")]),
    )  # fmt: skip


def material_references(row: int, rows: int, *, local: bool = False) -> Material:
    """The references of one row of 佐证材料, `row` from 0; `local` as for `helper`."""
    typed = framed(EVIDENCE, "indicator", "note", rows)
    cells = [native.at(typed, row + 1, column) for column in (1, 2, 3, 4, 5)]
    names = ("filled", "indicator", "doc_no", "plain_brackets", "dated", "numbered", "problems")
    return Material(
        f"INDEX({typed},{row + 2},0)", *cells, *(helper("evidence", name, row, local=local) for name in names)
    )


def write_calc(writer: Writer) -> None:
    """The sheet `_calc`."""
    sheet = writer.book.workbook.add_worksheet(CALC)
    sheet.hide()
    date_format = writer.book.format(num_format=DATE)
    sheet.write_string("A1", "基准日")
    today = f"IF(ISNUMBER({NAMES['as_of']}),INT({NAMES['as_of']}),TODAY())"
    writer.formula(sheet, "B1", today, serial(writer.checklist.as_of), date_format)
    _blocks(writer, sheet)
    _row_helpers(writer, sheet)
    _evidence_helpers(writer, sheet)
    _veto_helpers(writer, sheet)
    _feedback_helpers(writer, sheet)
    _print_helpers(writer, sheet)


def _blocks(writer: Writer, sheet: Any) -> None:
    checklist, names = writer.checklist, NAMES
    rows, vetoes, feedback = len(checklist.rows), len(checklist.vetoes), len(checklist.feedback)
    evidence = len(checklist.evidence)
    if rows:
        call = functions.ROWS.call(
            framed(INDICATORS, "id", "id", rows), framed(INDICATORS, "full", "deadline", rows),
            framed(EVIDENCE, "indicator", "title", evidence), names["today"], names["warn_days"], names["step"],
        )  # fmt: skip
        block(sheet, "rows", call, [row.state[:5] for row in checklist.rows])
    call = functions.EVIDENCE.call(
        framed(EVIDENCE, "indicator", "note", evidence), framed(INDICATORS, "id", "id", rows),
        _types(writer), names["today"], names["evidence_from"], names["evidence_to"],
    )  # fmt: skip
    block(sheet, "evidence", call, [[row.state.check] for row in checklist.evidence])
    if vetoes:
        call = functions.VETOES.call(
            framed(VETOES, "happened", "statement", vetoes), helper_column("vetoes", "dated", vetoes),
            names["today"], names["window_from"], names["window_to"],
        )  # fmt: skip
        block(sheet, "vetoes", call, [[row.state.in_window] for row in checklist.vetoes])
    call = functions.FEEDBACK.call(
        framed(FEEDBACK, "item", "completed", feedback), names["today"], names["item_warn_days"]
    )
    block(sheet, "feedback", call, [[row.state.status] for row in checklist.feedback])
    call = functions.TOTALS.call(
        framed(INDICATORS, "full", "status", rows), names["due"], names["today"], names["holidays"],
        names["calendar_first"], names["calendar_last"],
    )  # fmt: skip
    block(sheet, "totals", call, [[value] for value in checklist.totals])


def block(sheet: Any, part: str, call: str, values: Sequence[Sequence[Value]]) -> None:
    """An array formula with the true value in every cell."""
    row, column = CALC_FIRST_ROW - 1, ord(CALC_BLOCKS[part]) - ord("A")
    sheet.write_string(row - 1, column, call.split("(")[0])
    sheet.put_array(row, column, call, values)


def _types(writer: Writer) -> str:
    return f"{META}!$D$1:$E${max(len(writer.checklist.rulebook.material_types), 1)}"


def write_helpers(writer: Writer, sheet: Any, part: str, row: int, cells: Iterable[tuple[str, str, Value]]) -> None:
    """One row of helpers: name, formula, value."""
    for name, formula, value in cells:
        writer.formula(sheet, f"{calc_letter(part, name)}{CALC_FIRST_ROW + row}", formula, value)


def labels(sheet: Any, part: str, names: Iterable[str]) -> None:
    """The names of a part's helpers above them."""
    for name in names:
        sheet.write_string(f"{calc_letter(part, name)}{CALC_FIRST_ROW - 1}", name)


def _row_helpers(writer: Writer, sheet: Any) -> None:
    rows = writer.checklist.rows
    step = NAMES["step"]
    labels(sheet, "rows", CALC_ROWS)
    for n, row in enumerate(rows):
        refs, state = row_references(n, len(rows), local=True), row.state
        own = helper("rows", "lines", n, local=True)
        lines_to = f"{helper('rows', 'lines_to', n - 1, local=True)}+{own}" if n else own
        cells: list[tuple[str, str, Value]] = [
            ("level_code", native_rows.level_code(refs), state.level_code),
            ("score_text", native_rows.score_text(refs), state.score_text),
            ("score_value", native_rows.score_value(refs), state.score_value),
            ("score_level", native_rows.score_level(refs, step), state.score_level),
            ("reached", native_rows.reached(refs), state.reached),
            ("length", native_rows.length(refs), state.length),
            ("issue", native_rows.issue(refs, step), state.issue),
            ("lines", printing.lines_formula(refs.length), row.lines),
            ("lines_to", lines_to, row.lines_to),
        ]
        write_helpers(writer, sheet, "rows", n, cells)


def _evidence_helpers(writer: Writer, sheet: Any) -> None:
    rows, own = writer.checklist.evidence, len(writer.checklist.rows)
    ids = INDICATORS.span("id", own) if own else framed(INDICATORS, "id", "id", 0)
    labels(sheet, "evidence", CALC_EVIDENCE)
    top, left = position(helper("evidence", CALC_EVIDENCE[0], 0, local=True))
    values_of = attrgetter(*CALC_EVIDENCE)
    for n, row in enumerate(rows):
        cells = zip(CALC_EVIDENCE, _material_formulas(n, len(rows)), values_of(row.state), strict=True)
        for column, (name, formula, value) in enumerate(cells, left):
            sheet.put_formula(top + n, column, formula.replace(_IDS, ids) if name == "problems" else formula, value)


# Where the indicators of the unit go, in "problems"; all else in these formulas is the same for every unit of a round.
_IDS = "{ids}"


@lru_cache(maxsize=1 << 10)
def _material_formulas(row: int, rows: int) -> tuple[str, ...]:
    """The formulas of `CALC_EVIDENCE` for one row."""
    refs = material_references(row, rows, local=True)
    window = (NAMES["today"], NAMES["evidence_from"], NAMES["evidence_to"])
    found = {
        "filled": native_tables.filled(refs),
        "indicator": native_tables.material_indicator(refs),
        "counted": native_tables.counted(refs),
        "doc_no": native_tables.doc_no(refs),
        "plain_brackets": native_tables.plain_brackets(refs),
        "dated": native.day(refs.dated_cell),
        "numbered": native_tables.numbered(refs, NAMES["types"], NAMES["type_flags"]),
        "problems": native_tables.problems(refs, _IDS, NAMES["types"], *window),
    }
    return tuple(found[name] for name in CALC_EVIDENCE)


def _veto_helpers(writer: Writer, sheet: Any) -> None:
    rows = writer.checklist.vetoes
    labels(sheet, "vetoes", CALC_VETOES)
    typed = framed(VETOES, "happened", "statement", len(rows))
    for n, row in enumerate(rows):
        sheet.write_number(f"{calc_letter('vetoes', 'dated')}{CALC_FIRST_ROW + n}", int(row.veto.dated))
        cells: list[tuple[str, str, Value]] = [
            ("happened", native_tables.happened(native.at(typed, n + 1, 1)), row.state.happened),
            ("day", native.day(native.at(typed, n + 1, 2)), row.state.day),
        ]
        write_helpers(writer, sheet, "vetoes", n, cells)


def _feedback_helpers(writer: Writer, sheet: Any) -> None:
    rows = writer.checklist.feedback
    labels(sheet, "feedback", CALC_FEEDBACK)
    typed = framed(FEEDBACK, "item", "completed", len(rows))
    for n, row in enumerate(rows):
        cells: list[tuple[str, str, Value]] = [
            ("due", native.day(native.at(typed, n + 1, 4)), row.state.due),
            ("completed", native.day(native.at(typed, n + 1, 6)), row.state.completed),
        ]
        write_helpers(writer, sheet, "feedback", n, cells)


def _print_helpers(writer: Writer, sheet: Any) -> None:
    rows = writer.checklist.rows
    if not rows:
        return
    labels(sheet, "print", CALC_PRINT)
    own, lines_to = (helper_column("rows", name, len(rows)) for name in ("lines", "lines_to"))
    for n, (row, line) in enumerate(attached(writer)):
        number = n + 1
        cells: list[tuple[str, str, Value]] = [
            ("row", printing.row_on_line(number, lines_to), row),
            ("line", printing.line_in_row(number, helper("print", "row", n, local=True), own, lines_to), line),
        ]
        write_helpers(writer, sheet, "print", n, cells)


def attached(writer: Writer) -> list[tuple[int, int]]:
    """Data row (from 1, 0 = none) and line within it of every line of the attached page."""
    rows = writer.checklist.rows
    found = [(number, line) for number, row in enumerate(rows, 1) for line in range(1, row.lines + 1)]
    ready = attached_lines(len(rows))
    return (found + [(0, 0)] * ready)[:ready]
