"""What follows from one row of 收文登记, as values and as native formulas."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from weibao.compute import deadlines
from weibao.compute.incoming import IncomingStatus, status_of
from weibao.functions.cells import Cell, day_of, has_come, is_blank, is_error
from weibao.functions.hints import quoted
from weibao.functions.native import NOTHING, day_come, is_day
from weibao.functions.native_single import lights
from weibao.functions.states import Value


class IncomingCells(NamedTuple):
    """The cells of a row that its state follows from; a row is in use where one of the first three is filled."""

    no: Cell
    sender: Cell
    title: Cell
    receiver: Cell
    due: Cell
    done: Cell


class IncomingAnswer(NamedTuple):
    """The computed cells of a row: 剩余天数, 状态, 灯."""

    days_left: Value
    status: str
    light: str


def incoming_answer(cells: IncomingCells, *, today: date, warn_days: int) -> IncomingAnswer:
    """Say where a received paper stands. Raises ValueError where a cell holds an error value."""
    if any(map(is_error, cells)):
        raise ValueError("a row with error values has no state")
    if all(map(is_blank, cells[:3])):
        return IncomingAnswer("", "", "")
    due, done = day_of(cells.due), has_come(cells.done, today)
    left = None if done else deadlines.days_left(due if isinstance(due, date) else None, today)
    status = status_of(done=done, signed=not is_blank(cells.receiver), left=left, warn_days=warn_days)
    light = deadlines.light_of(done, left, warn_days)
    return IncomingAnswer("" if left is None else left, status.label, light.label)


# --- the same as formulas -----------------------------------------------------------------------------


class Refs(NamedTuple):
    """References of a row's cells, in the order of `IncomingCells`."""

    no: str
    sender: str
    title: str
    receiver: str
    due: str
    done: str


def _checked(row: Refs, formula: str) -> str:
    """The formula; blank for a row that is not in use, an error where one of the row's cells is one."""
    errors = ",".join(f"ISERROR({cell})" for cell in row)
    blank = ",".join(f"{cell}={NOTHING}" for cell in (row.no, row.sender, row.title))
    return f"IF(OR({errors}),NA(),IF(AND({blank}),{NOTHING},{formula}))"


def _left(row: Refs, today: str) -> str:
    return f"IF(OR({day_come(row.done, today)},NOT({is_day(row.due)})),{NOTHING},INT({row.due})-{today})"


def left(row: Refs, today: str, warn_days: str) -> str:
    """剩余天数."""
    return _checked(row, _left(row, today))


def status(row: Refs, today: str, warn_days: str) -> str:
    """状态."""
    days, word = _left(row, today), {item: quoted(item.label) for item in IncomingStatus}
    signed = f"IF({row.receiver}={NOTHING},{word[IncomingStatus.UNSIGNED]},{word[IncomingStatus.OPEN]})"
    near = f"IF({days}<={warn_days},{word[IncomingStatus.DUE_SOON]},{signed})"
    dated = f"IF({days}={NOTHING},{signed},IF({days}<0,{word[IncomingStatus.OVERDUE]},{near}))"
    return _checked(row, f"IF({day_come(row.done, today)},{word[IncomingStatus.DONE]},{dated})")


def light(row: Refs, today: str, warn_days: str) -> str:
    """灯."""
    return _checked(row, lights(day_come(row.done, today), _left(row, today), warn_days))
