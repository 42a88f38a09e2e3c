"""What follows from one row of 督办, as values and as native formulas.

到期日 is a step of its own: whoever types another day over it moves 剩余天数, 状态 and 灯 with it.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from weibao.compute import deadlines
from weibao.compute.item_numbers import CASE
from weibao.compute.terms import Mode, Status
from weibao.errors import CalendarRangeError
from weibao.functions.cells import Cell, day_of, has_come, is_blank, is_error, serial, text_of
from weibao.functions.hints import quoted
from weibao.functions.native import FALSE, NOTHING, day_come, is_day
from weibao.functions.native_single import due_day, lights
from weibao.functions.states import Value
from weibao.workdays import WorkCalendar

NO_CALENDAR = "待节假日公布"  # 状态 of an item whose due date lies beyond the published holidays


class Limit(NamedTuple):
    """The period from 立项日期 to 到期日; those of 立即整改 and 挂牌督办 are in working days."""

    length: int
    unit: str
    immediate: int = 0
    listed: int = 0

    def of(self, item: Cell, mode: Cell) -> tuple[int, str]:
        """Length and unit by 方式; a case that bears none is 挂牌督办."""
        word = text_of(mode)
        if word == Mode.IMMEDIATE.label:
            return self.immediate, deadlines.WORKDAY
        case = word in ("", Mode.ORDINARY.label) and _CASE in text_of(item).upper()
        if word == Mode.LISTED.label or case:
            return self.listed, deadlines.WORKDAY
        return self.length, self.unit


_CASE = f"-{CASE}"  # in the code of a case only, behind the unit's number: 1-07-A1


def due_of(
    item: Cell, opened: Cell, limit: Limit, calendar: WorkCalendar, extended: Cell = None, mode: Cell = None
) -> Value:
    """到期日 as a serial number; blank without a date, and beyond the calendar (状态 says so). 延期至 goes first."""
    if any(map(is_error, (item, opened, extended, mode))):
        raise ValueError("a row with error values has no due date")
    begin, granted = day_of(opened), day_of(extended)
    if is_blank(item):
        return ""
    if isinstance(granted, date):
        return serial(granted)
    if not isinstance(begin, date):
        return ""
    try:
        return serial(deadlines.due_date(begin, *limit.of(item, mode), calendar))
    except CalendarRangeError:
        return ""


class ItemCells(NamedTuple):
    """The cells of a row that its state follows from. `current` is 0 where the problem is gone, else 1 or blank."""

    item: Cell
    opened: Cell
    due: Cell
    closed: Cell
    current: Cell


class ItemState(NamedTuple):
    """The computed cells of a row: 剩余天数, 状态, 灯."""

    days_left: Value
    status: str
    light: str


def item_state(cells: ItemCells, *, today: date, warn_days: int) -> ItemState:
    """Say where an item stands. Raises ValueError where a cell holds an error value."""
    if any(map(is_error, cells)):
        raise ValueError("a row with error values has no state")
    if is_blank(cells.item):
        return ItemState("", "", "")
    closed, gone = _is_closed(cells, today), cells.current == 0 and not is_blank(cells.current)
    due = day_of(cells.due)
    left = None if closed or gone else deadlines.days_left(due if isinstance(due, date) else None, today)
    light = deadlines.light_of(closed or gone, left, warn_days).label
    return ItemState("" if left is None else left, _status(closed, gone, left, cells.opened, warn_days), light)


def _is_closed(cells: ItemCells, today: date) -> bool:
    """As `compute.closures.counts`: a day that has come, and not before the item was put on the list."""
    closed, opened = day_of(cells.closed), day_of(cells.opened)
    if not isinstance(closed, date) or not has_come(closed, today):
        return False
    return not isinstance(opened, date) or closed >= opened


def _status(closed: bool, gone: bool, left: int | None, opened: Cell, warn_days: int) -> str:
    if closed:
        return Status.CLOSED.label
    if gone:
        return Status.DONE.label
    if left is None:
        return NO_CALENDAR if isinstance(day_of(opened), date) else Status.DRAFTED.label
    return deadlines.status_of(False, True, left, warn_days).label


# --- the same as formulas -----------------------------------------------------------------------------


class Refs(NamedTuple):
    """References of a row's cells, in the order of `ItemCells`."""

    item: str
    opened: str
    due: str
    closed: str
    current: str
    extended: str = ""
    mode: str = ""


def due(
    row: Refs, count: str, unit: str, off: str, first: str, last: str, immediate: str = "", listed: str = ""
) -> str:
    """到期日; `row.extended` and `row.mode` with their limits may be left out together."""
    answer = due_day(row.opened, count, unit, off, first, last, NOTHING)
    cells = [row.opened]
    if row.mode:
        at_once, is_listed = _is(row.mode, Mode.IMMEDIATE), _is(row.mode, Mode.LISTED)
        plain = f"OR({row.mode}={NOTHING},{_is(row.mode, Mode.ORDINARY)})"
        is_listed = f"OR({is_listed},AND({plain},ISNUMBER(SEARCH({quoted(_CASE)},{row.item}))))"
        begin, length = f"INT({row.opened})", f"IF({at_once},{immediate},{listed})"
        end = f'WORKDAY.INTL({begin},{length},"0000000",{off})'
        within = f"AND({begin}>={first},{begin}<={last})"
        worked = f"IFERROR(IF({within},IF({end}<={last},{end},{NOTHING}),{NOTHING}),{NOTHING})"
        answer = f"IF(OR({at_once},{is_listed}),{worked},{answer})"
        cells.append(row.mode)
    dated = f"IF({is_day(row.opened)},{answer},{NOTHING})"
    if row.extended:
        dated = f"IF({is_day(row.extended)},INT({row.extended}),{dated})"
        cells.append(row.extended)
    errors = ",".join(f"ISERROR({cell})" for cell in cells)
    wrong = f"OR({errors})" if len(cells) > 1 else errors
    return f"IF({wrong},NA(),IF({row.item}={NOTHING},{NOTHING},{dated}))"


def _is(cell: str, mode: Mode) -> str:
    return f"{cell}={quoted(mode.label)}"


def _closed(row: Refs, today: str) -> str:
    early = f"IF({is_day(row.opened)},INT({row.closed})<INT({row.opened}),{FALSE})"
    return f"IF({day_come(row.closed, today)},NOT({early}),{FALSE})"


def _settled(row: Refs, today: str) -> str:
    return f"OR({_closed(row, today)},{_gone(row)})"


def _gone(row: Refs) -> str:
    return f"IF(ISNUMBER({row.current}),{row.current}=0,{FALSE})"


def _left(row: Refs, today: str) -> str:
    return f"IF(OR({_settled(row, today)},NOT({is_day(row.due)})),{NOTHING},INT({row.due})-{today})"


def _checked(row: Refs, formula: str) -> str:
    """The formula; blank without an item, an error where one of the row's cells is one."""
    errors = ",".join(f"ISERROR({cell})" for cell in (row.item, row.opened, row.due, row.closed))
    return f"IF(OR({errors}),NA(),IF({row.item}={NOTHING},{NOTHING},{formula}))"


def left(row: Refs, today: str, warn_days: str) -> str:
    """剩余天数."""
    return _checked(row, _left(row, today))


def status(row: Refs, today: str, warn_days: str) -> str:
    """状态."""
    days, word = _left(row, today), {item: quoted(item.label) for item in Status}
    soon = f"IF({days}<={warn_days},{word[Status.DUE_SOON]},{word[Status.OPEN]})"
    undated = f"IF({is_day(row.opened)},{quoted(NO_CALENDAR)},{word[Status.DRAFTED]})"
    running = f"IF({days}={NOTHING},{undated},IF({days}<0,{word[Status.OVERDUE]},{soon}))"
    gone = f"IF({_gone(row)},{word[Status.DONE]},{running})"
    return _checked(row, f"IF({_closed(row, today)},{word[Status.CLOSED]},{gone})")


def light(row: Refs, today: str, warn_days: str) -> str:
    """灯."""
    return _checked(row, lights(_settled(row, today), _left(row, today), warn_days))
