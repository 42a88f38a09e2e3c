"""The array functions of a checklist's `_calc`: one call per visible sheet, over plain 2-D values.

A result has one row per data row of the framed ranges (`ranges`); "" is a blank cell and None an error value (that one
row could not be computed; the host shows #N/A and the native formula speaks). Dates may come as dates or serials.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from weibao.compute.model import Role
from weibao.errors import CalendarRangeError
from weibao.functions import hints
from weibao.functions.cells import Cell, compact, is_blank, is_number, number_of, text_of
from weibao.functions.count_states import CountCells, count_states, row_of
from weibao.functions.ranges import (
    Range,
    Result,
    calendar_of,
    column,
    columns,
    count,
    day,
    each_row,
    inner,
    optional_day,
)
from weibao.functions.states import DONE_LABEL, RowCells, Value, number, row_state
from weibao.functions.table_states import EvidenceCells, VetoCells, evidence_state, feedback_state, veto_state
from weibao.rulebook.model import Scale

ROW_OUTPUTS = 5
TOTAL_OUTPUTS = 4
COUNT_OUTPUTS = 3


def indicator_rows(ids: Range, rows: Range, evidence: Range, today: Cell, warn_days: Cell, step: Cell) -> Result:
    """计分, 状态, 剩余天数, 提示, 佐证材料数 of every row of 指标清单.

    All framed: `ids` is the column 指标编号, `rows` the columns 分值 … 完成时限, `evidence` the columns 指标编号 and
    材料名称 of 佐证材料: a row without a name is no material.
    """
    as_of, warn, scale_step = day(today, "today"), count(warn_days, "warn_days"), number_of(step, "step")
    listed = [compact(row[0]).lower() for row in inner(evidence) if compact(row[1])]

    def compute(pair: tuple[Cell, Sequence[Cell]]) -> Sequence[Value]:
        count = listed.count(compact(pair[0]).lower())
        state = row_state(RowCells(*pair[1]), step=scale_step, evidence=count, today=as_of, warn_days=warn)
        return state[:ROW_OUTPUTS]

    return each_row(list(zip(column(ids), inner(rows), strict=True)), ROW_OUTPUTS, compute)


def evidence_checks(rows: Range, ids: Range, types: Range, today: Cell, window_from: Cell, window_to: Cell) -> Result:
    """校验 of every row of 佐证材料.

    `rows` are the columns 指标编号 … 备注 and `ids` the unit's 指标编号 (both framed), `types` plain rows of a name and
    1 or 0: whether it normally bears a 文号.
    """
    as_of, window = day(today, "today"), (optional_day(window_from), optional_day(window_to))
    own = {compact(cell).lower() for cell in column(ids)}
    kinds = {compact(row[0]).lower(): row[1] == 1 for row in types}
    return each_row(
        inner(rows), 1,
        lambda row: [evidence_state(EvidenceCells(*row), ids=own, types=kinds, today=as_of, window=window).check],
    )  # fmt: skip


def veto_windows(rows: Range, dated: Range, today: Cell, window_from: Cell, window_to: Cell) -> Result:
    """是否在影响期内 of every row of 负面清单.

    `rows` are the columns 有无发生, 发生日期 and 情况说明 (framed), `dated` is 1 or 0 per item.
    """
    as_of, window = day(today, "today"), (day(window_from, "window_from"), day(window_to, "window_to"))
    return each_row(
        list(zip(inner(rows), dated, strict=True)), 1,
        lambda pair: [veto_state(VetoCells(*pair[0]), dated=pair[1][0] == 1, today=as_of, window=window).in_window],
    )  # fmt: skip


def feedback_statuses(rows: Range, today: Cell, warn_days: Cell) -> Result:
    """状态 of every row of 整改反馈. `rows` are the columns 督办编号 … 完成日期 (framed)."""
    as_of, warn = day(today, "today"), count(warn_days, "warn_days")
    return each_row(
        inner(rows), 1,
        lambda row: [feedback_state(row[0], row[3], row[5], today=as_of, warn_days=warn).status],
    )  # fmt: skip


def count_rows(rows: Range, terms: Range, ids: Range, points: Range, today: Cell, step: Cell) -> Result:
    """结果, 建议最高分 and 提示 of every row of 量化情况.

    `rows` are the columns 指标编号 … 总数 (framed), `terms` plain rows of their rules (`count_states.row_of`); `ids`
    and `points` the columns 指标编号 and 计分 of 指标清单 (framed).
    """
    scale = Scale(Fraction(number_of(step, "step")))
    claims: dict[str, Decimal] = {}
    for key, value in columns(ids, points):
        if is_number(value):
            code = text_of(key).lower()
            claims[code] = claims.get(code, Decimal(0)) + number_of(value, "points")
    cells = [CountCells(*row) for row in inner(rows)]
    rules = [row_of(row, scale) for row in terms[: len(cells)]]
    return [list(state[:COUNT_OUTPUTS]) for state in count_states(cells, rules, claims, day(today, "today"), scale)]


def totals(rows: Range, due: Cell, today: Cell, days_off: Range, first: Cell, last: Cell) -> Result:
    """已得分, 可能得分, 未完成项 and the note on the return date, below one another.

    `rows` are the columns 分值 … 状态 of 指标清单 (framed); `days_off` every non-working day from `first` to `last`.
    """
    earned = unassessed = Decimal(0)
    unfinished = 0
    for row in inner(rows):
        full, role, points, status = row[0], row[1], row[7], row[8]
        earned += Decimal(0) if is_blank(points) else number_of(points, "points")
        if is_blank(points) and compact(role) != Role.CO.value:
            unassessed += number_of(full, "full")
        unfinished += compact(status) != DONE_LABEL
    note = return_note(optional_day(due), day(today, "today"), days_off, first, last)
    return [[number(earned)], [number(earned + unassessed)], [unfinished], [note]]


def return_note(due: date | None, today: date, days_off: Range, first: Cell, last: Cell) -> str:
    """How long until the return date, in working days; says so where the published calendar ends before it."""
    if due is None:
        return ""
    if due < today:
        return hints.RETURN_LATE.format(days=(today - due).days)
    if due == today:
        return hints.RETURN_TODAY
    calendar = calendar_of(days_off, first, last)
    try:
        return hints.RETURN_AHEAD.format(days=calendar.workdays_between(today, due))
    except CalendarRangeError:
        return hints.BEYOND_CALENDAR
