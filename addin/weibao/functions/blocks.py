"""The array functions of `_calc`: one call per visible sheet, over plain 2-D values.

An input range is *framed*: its first row is the heading and its last row is blank, both locked, so that cutting and
pasting cells at the edge of a table never moves the reference. A result has one row per data row; "" is a blank cell
and None an error value (that one row could not be computed; the host shows #N/A and the native formula speaks).
Dates may come as dates or serial numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias, TypeVar

from weibao.compute.model import Role
from weibao.errors import CalendarRangeError
from weibao.functions import hints
from weibao.functions.cells import Cell, compact, day_of, is_blank, points_of
from weibao.functions.states import DONE_LABEL, RowCells, Value, number, row_state
from weibao.functions.table_states import EvidenceCells, VetoCells, evidence_state, feedback_state, veto_state
from weibao.workdays import WorkCalendar

Range: TypeAlias = Sequence[Sequence[Cell]]
Result: TypeAlias = list[list[Value | None]]
T = TypeVar("T")

ROW_OUTPUTS = 5
TOTAL_OUTPUTS = 4


def inner(framed: Range) -> Range:
    """The data rows of a framed range."""
    return framed[1:-1]


def _column(framed: Range) -> list[Cell]:
    return [row[0] for row in inner(framed)]


def _day(raw: Cell, what: str) -> date:
    day = day_of(raw)
    if not isinstance(day, date):
        raise ValueError(f"{what} must be a date, got {raw!r}")
    return day


def _optional_day(raw: Cell) -> date | None:
    day = day_of(raw)
    return day if isinstance(day, date) else None


def _number(raw: Cell, what: str) -> Decimal:
    value = points_of(raw)
    if not isinstance(value, Decimal):
        raise ValueError(f"{what} must be a number, got {raw!r}")
    return value


def _rows(rows: Sequence[T], width: int, compute: Callable[[T], Sequence[Value]]) -> Result:
    """Compute row by row; a row that raises is an error value and does not take the others with it."""
    result: Result = []
    for row in rows:
        try:
            result.append(list(compute(row)))
        except (ValueError, ArithmeticError, TypeError):
            result.append([None] * width)
    return result


def indicator_rows(ids: Range, rows: Range, evidence: Range, today: Cell, warn_days: Cell, step: Cell) -> Result:
    """WB_ROWS: 计分, 状态, 剩余天数, 提示, 佐证材料数 of every row of 指标清单.

    All framed: `ids` is the column 指标编号, `rows` the columns 分值 … 完成时限, `evidence` the columns 指标编号 and
    材料名称 of 佐证材料: a row without a name is no material.
    """
    day, warn, scale_step = _day(today, "today"), int(_number(warn_days, "warn_days")), _number(step, "step")
    listed = [compact(row[0]).lower() for row in inner(evidence) if compact(row[1])]

    def compute(pair: tuple[Cell, Sequence[Cell]]) -> Sequence[Value]:
        count = listed.count(compact(pair[0]).lower())
        state = row_state(RowCells(*pair[1]), step=scale_step, evidence=count, today=day, warn_days=warn)
        return state[:ROW_OUTPUTS]

    return _rows(list(zip(_column(ids), inner(rows), strict=True)), ROW_OUTPUTS, compute)


def evidence_checks(rows: Range, ids: Range, types: Range, today: Cell, window_from: Cell, window_to: Cell) -> Result:
    """WB_EVIDENCE: 校验 of every row of 佐证材料.

    `rows` are the columns 指标编号 … 备注 and `ids` the unit's 指标编号 (both framed), `types` plain rows of a name and
    1 or 0: whether it normally bears a 文号.
    """
    day, window = _day(today, "today"), (_optional_day(window_from), _optional_day(window_to))
    own = {compact(cell).lower() for cell in _column(ids)}
    kinds = {compact(row[0]).lower(): row[1] == 1 for row in types}
    return _rows(
        inner(rows), 1,
        lambda row: [evidence_state(EvidenceCells(*row), ids=own, types=kinds, today=day, window=window).check],
    )  # fmt: skip


def veto_windows(rows: Range, dated: Range, today: Cell, window_from: Cell, window_to: Cell) -> Result:
    """WB_VETOES: 是否在影响期内 of every row of 负面清单.

    `rows` are the columns 有无发生, 发生日期 and 情况说明 (framed), `dated` is 1 or 0 per item.
    """
    day, window = _day(today, "today"), (_day(window_from, "window_from"), _day(window_to, "window_to"))
    return _rows(
        list(zip(inner(rows), dated, strict=True)), 1,
        lambda pair: [veto_state(VetoCells(*pair[0]), dated=pair[1][0] == 1, today=day, window=window).in_window],
    )  # fmt: skip


def feedback_statuses(rows: Range, today: Cell, warn_days: Cell) -> Result:
    """WB_FEEDBACK: 状态 of every row of 整改反馈. `rows` are the columns 督办编号 … 完成日期 (framed)."""
    day, warn = _day(today, "today"), int(_number(warn_days, "warn_days"))
    return _rows(
        inner(rows), 1,
        lambda row: [feedback_state(row[0], row[3], row[5], today=day, warn_days=warn).status],
    )  # fmt: skip


def totals(rows: Range, due: Cell, today: Cell, days_off: Range, first: Cell, last: Cell) -> Result:
    """WB_TOTALS: 已得分, 可能得分, 未完成项 and the note on the return date, below one another.

    `rows` are the columns 分值 … 状态 of 指标清单 (framed); `days_off` every non-working day from `first` to `last`.
    """
    earned = unassessed = Decimal(0)
    unfinished = 0
    for row in inner(rows):
        full, role, points, status = row[0], row[1], row[7], row[8]
        earned += Decimal(0) if is_blank(points) else _number(points, "points")
        if is_blank(points) and compact(role) != Role.CO.value:
            unassessed += _number(full, "full")
        unfinished += compact(status) != DONE_LABEL
    note = return_note(_optional_day(due), _day(today, "today"), days_off, first, last)
    return [[number(earned)], [number(earned + unassessed)], [unfinished], [note]]


def return_note(due: date | None, today: date, days_off: Range, first: Cell, last: Cell) -> str:
    """How long until the return date, in working days; says so where the published calendar ends before it."""
    if due is None:
        return ""
    if due < today:
        return hints.RETURN_LATE.format(days=(today - due).days)
    if due == today:
        return hints.RETURN_TODAY
    days = frozenset(day for row in days_off if isinstance(day := day_of(row[0]), date))
    calendar = WorkCalendar(_day(first, "first"), _day(last, "last"), days)
    try:
        return hints.RETURN_AHEAD.format(days=calendar.workdays_between(today, due))
    except CalendarRangeError:
        return hints.BEYOND_CALENDAR


# The functions by the name that a workbook calls them.
BLOCKS: Mapping[str, Callable[..., Result]] = {
    "WB_ROWS": indicator_rows,
    "WB_EVIDENCE": evidence_checks,
    "WB_VETOES": veto_windows,
    "WB_FEEDBACK": feedback_statuses,
    "WB_TOTALS": totals,
}
