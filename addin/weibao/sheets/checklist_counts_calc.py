"""What 量化情况 needs on `_calc`: the rules of its rows, Python's answers, the helpers of its native formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.functions import checklist_functions as functions
from weibao.functions import native, native_counts
from weibao.functions.count_states import CountCells
from weibao.functions.native_counts import CountRefs
from weibao.sheets.checklist_calc import block, helper, labels, write_helpers
from weibao.sheets.checklist_sheet import Writer, framed, put
from weibao.sheets.layout import (
    CALC,
    CALC_COUNTS,
    CALC_FIRST_ROW,
    CALC_TERMS,
    COUNTS,
    INDICATORS,
    NAMES,
    column_letter,
)

if TYPE_CHECKING:
    from weibao.functions.states import Value


def count_references(row: int, rows: int, *, local: bool = False) -> CountRefs:
    """The references of one row of 量化情况, `row` from 0; `local` as for `checklist_calc.helper`."""
    typed = framed(COUNTS, "indicator", "total", rows)

    def cell(key: str) -> str:
        return native.at(typed, row + 1, 1 + CountCells._fields.index(key))

    return CountRefs(
        cell("indicator"), cell("deadline"), cell("done"), cell("total"),
        *(helper("counts", name, row, local=local) for name in CALC_COUNTS),
    )  # fmt: skip


def claim_above(writer: Writer, row: int) -> str:
    """The formula of `native_counts.claim_above` for one row, with the losses of all rows of its indicator."""
    checklist = writer.checklist
    lines, own = checklist.counts, checklist.counts[row]
    full = own.rule.ladder.full
    same = [(n, line.rule) for n, line in enumerate(lines) if line.cells.indicator == own.cells.indicator]
    limiting = [(helper("counts", "loss", n), rule.ladder.part) for n, rule in same if rule.limits]
    ids, points = (framed(INDICATORS, key, key, len(checklist.rows)) for key in ("id", "points"))
    return native_counts.claim_above(
        full,
        [loss for loss, part in limiting if part == full],
        [loss for loss, part in limiting if part != full],
        f"SUMIF({ids},{count_references(row, len(lines)).indicator},{points})",
        NAMES["step"],
    )


def write_count_calc(writer: Writer) -> None:
    """The part of `_calc`; nothing where the unit is asked nothing."""
    lines, checklist = writer.checklist.counts, writer.checklist
    if not lines:
        return
    sheet = writer.book.workbook.get_worksheet_by_name(CALC)
    width = max(len(line.terms) for line in lines)
    for n, line in enumerate(lines):
        for column, value in enumerate(line.terms):
            if value not in (None, ""):
                put(sheet, f"{column_letter(CALC_TERMS + column)}{CALC_FIRST_ROW + n}", value, None)
    last = CALC_FIRST_ROW + len(lines) - 1
    terms = f"${column_letter(CALC_TERMS)}${CALC_FIRST_ROW}:${column_letter(CALC_TERMS + width - 1)}${last}"
    ids, points = (framed(INDICATORS, key, key, len(checklist.rows)) for key in ("id", "points"))
    call = functions.COUNTS.call(
        framed(COUNTS, "indicator", "total", len(lines)), f"{CALC}!{terms}", ids, points, NAMES["today"], NAMES["step"]
    )
    block(sheet, "counts", call, [line.state[:3] for line in lines])
    _helpers(writer, sheet)


def _helpers(writer: Writer, sheet: Any) -> None:
    lines = writer.checklist.counts
    labels(sheet, "counts", CALC_COUNTS)
    for n, line in enumerate(lines):
        refs, state, rule = count_references(n, len(lines), local=True), line.state, line.rule
        cells: list[tuple[str, str, Value]] = [("done", native_counts.done_figure(refs, rule), state.done)]
        if line.count.has_total:
            base = rule.base
            own = native_counts.total_figure(refs) if base is None else helper("counts", "total", base, local=True)
            cells.append(("total", own, state.total))
        cells += [
            ("issue", native_counts.issue(refs, rule), state.issue),
            ("loss", native_counts.loss(refs, rule, NAMES["step"]), state.loss),
        ]
        write_helpers(writer, sheet, "counts", n, cells)
