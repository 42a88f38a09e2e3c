"""What follows from one row of 会议台账 and of 议定事项, as values and as native formulas."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from weibao.compute import deadlines
from weibao.compute.meeting_duties import decision_status, meeting_status
from weibao.compute.meeting_states import DecisionStatus, MeetingStatus
from weibao.functions.cells import Cell, day_of, is_blank, is_error
from weibao.functions.hints import quoted
from weibao.functions.native import NOTHING, is_day
from weibao.functions.native_single import lights
from weibao.functions.states import Value


class MeetingCells(NamedTuple):
    """The cells of a meeting that its state follows from; a row is in use where one of the first three is filled."""

    id: Cell
    kind: Cell
    title: Cell
    held_on: Cell
    approved_on: Cell


class DecisionCells(NamedTuple):
    """The same of a decision; a row is in use where one of the first two is filled."""

    id: Cell
    text: Cell
    lead: Cell
    due: Cell
    closed: Cell


class DecisionAnswer(NamedTuple):
    """The computed cells of a decision: 剩余天数, 状态, 灯."""

    days_left: Value
    status: str
    light: str


def meeting_answer(cells: MeetingCells, *, today: date, minutes_days: int) -> str:
    """Say where a meeting stands. Raises ValueError where a cell holds an error value."""
    if any(map(is_error, cells)):
        raise ValueError("a row with error values has no state")
    if all(map(is_blank, cells[:3])):
        return ""
    day = day_of(cells.held_on)
    held = isinstance(day, date) and day <= today
    left = minutes_days - (today - day).days if isinstance(day, date) else None
    return meeting_status(held=held, signed=isinstance(day_of(cells.approved_on), date), left=left).label


def decision_answer(cells: DecisionCells, *, today: date, warn_days: int) -> DecisionAnswer:
    """Say where a decision stands. Raises ValueError where a cell holds an error value."""
    if any(map(is_error, cells)):
        raise ValueError("a row with error values has no state")
    if all(map(is_blank, cells[:2])):
        return DecisionAnswer("", "", "")
    due, done = day_of(cells.due), isinstance(day_of(cells.closed), date)
    limit = due if isinstance(due, date) else None
    left = None if done else deadlines.days_left(limit, today)
    clear = not is_blank(cells.lead) and limit is not None
    status = decision_status(done=done, clear=clear, left=left, warn_days=warn_days)
    light = deadlines.light_of(done, left, warn_days)
    return DecisionAnswer("" if left is None else left, status.label, light.label)


# --- the same as formulas -----------------------------------------------------------------------------


class MeetingRefs(NamedTuple):
    """References of a row's cells, in the order of `MeetingCells`."""

    id: str
    kind: str
    title: str
    held_on: str
    approved_on: str


class DecisionRefs(NamedTuple):
    """References of a row's cells, in the order of `DecisionCells`."""

    id: str
    text: str
    lead: str
    due: str
    closed: str


def _checked(row: tuple[str, ...], own: int, formula: str) -> str:
    """The formula; blank for a row that is not in use, an error where one of the row's cells is one."""
    errors = ",".join(f"ISERROR({cell})" for cell in row)
    blank = ",".join(f"{cell}={NOTHING}" for cell in row[:own])
    return f"IF(OR({errors}),NA(),IF(AND({blank}),{NOTHING},{formula}))"


def meeting_state(row: MeetingRefs, today: str, minutes_days: str) -> str:
    """状态 of a meeting."""
    word = {item: quoted(item.label) for item in MeetingStatus}
    held = f"IF({is_day(row.held_on)},INT({row.held_on})<={today},FALSE)"
    late = f"{today}-INT({row.held_on})>{minutes_days}"
    open_ = (
        f"IF({held},IF({late},{word[MeetingStatus.LACKING]},{word[MeetingStatus.HELD]}),{word[MeetingStatus.PLANNED]})"
    )
    return _checked(row, 3, f"IF({is_day(row.approved_on)},{word[MeetingStatus.SIGNED]},{open_})")


def _left(row: DecisionRefs, today: str) -> str:
    return f"IF(OR({is_day(row.closed)},NOT({is_day(row.due)})),{NOTHING},INT({row.due})-{today})"


def left(row: DecisionRefs, today: str, warn_days: str) -> str:
    """剩余天数."""
    return _checked(row, 2, _left(row, today))


def decision_state(row: DecisionRefs, today: str, warn_days: str) -> str:
    """状态 of a decision."""
    days, word = _left(row, today), {item: quoted(item.label) for item in DecisionStatus}
    clear = f"IF({row.lead}={NOTHING},{word[DecisionStatus.UNCLEAR]},{word[DecisionStatus.OPEN]})"
    near = f"IF({days}<={warn_days},{word[DecisionStatus.DUE_SOON]},{clear})"
    dated = f"IF({days}={NOTHING},{word[DecisionStatus.UNCLEAR]},IF({days}<0,{word[DecisionStatus.OVERDUE]},{near}))"
    return _checked(row, 2, f"IF({is_day(row.closed)},{word[DecisionStatus.DONE]},{dated})")


def light(row: DecisionRefs, today: str, warn_days: str) -> str:
    """灯."""
    return _checked(row, 2, lights(is_day(row.closed), _left(row, today), warn_days))
