"""What follows from one row of 工作制度, as values and as native formulas."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from weibao.compute.deadlines import light_of
from weibao.compute.work_duties import work_status
from weibao.compute.work_states import WorkStatus
from weibao.functions.cells import Cell, compact, day_of, has_come, is_blank, is_error
from weibao.functions.hints import quoted
from weibao.functions.native import FALSE, NOTHING, day_come, is_day
from weibao.functions.native import compact as native_compact
from weibao.functions.native_single import lights
from weibao.functions.states import Value

# Stands before and behind every name in the list of systems of which each piece of work needs a paper.
BETWEEN = "、"


class WorkCells(NamedTuple):
    """The cells that a row's state follows from; it is in use where one of the first three is filled."""

    id: Cell
    system: Cell
    topic: Cell
    start: Cell
    end: Cell
    sent: Cell


class WorkAnswer(NamedTuple):
    """The computed cells: 剩余天数, 状态, 灯."""

    days_left: Value
    status: str
    light: str


def listed(names: list[str]) -> str:
    """The systems of which each piece of work needs a paper, as one text: 、联合调研、情况通报、."""
    return f"{BETWEEN}{BETWEEN.join(names)}{BETWEEN}" if names else ""


def work_answer(cells: WorkCells, *, today: date, report_days: int, must: str, warn_days: int) -> WorkAnswer:
    """Say where a piece of work stands; `must` as `listed` gives it. Raises ValueError where a cell is an error."""
    if any(map(is_error, cells)):
        raise ValueError("a row with error values has no state")
    if all(map(is_blank, cells[:3])):
        return WorkAnswer("", "", "")
    start, end = day_of(cells.start), day_of(cells.end)
    word = compact(cells.system).removesuffix("制度")
    asked, sent = bool(word) and f"{BETWEEN}{word}{BETWEEN}" in must, has_come(cells.sent, today)
    left = None
    if isinstance(end, date) and asked and not sent:
        left = (end + timedelta(days=report_days) - today).days
    status = work_status(
        started=isinstance(start, date) and start <= today, ended=isinstance(end, date) and end < today, must=asked,
        sent=sent, left=left,
    )  # fmt: skip
    light = light_of(not status.is_open, left, warn_days)
    return WorkAnswer("" if left is None else left, status.label, light.label)


# --- the same as formulas -----------------------------------------------------------------------------


class WorkRefs(NamedTuple):
    """References of a row's cells, in the order of `WorkCells`."""

    id: str
    system: str
    topic: str
    start: str
    end: str
    sent: str


def _checked(row: WorkRefs, formula: str) -> str:
    """The formula; blank for a row that is not in use, an error where one of the row's cells is one."""
    errors = ",".join(f"ISERROR({cell})" for cell in row)
    blank = ",".join(f"{cell}={NOTHING}" for cell in row[:3])
    return f"IF(OR({errors}),NA(),IF(AND({blank}),{NOTHING},{formula}))"


def _asked(row: WorkRefs, must: str) -> str:
    """Whether the row's system is one of which every piece of work needs a paper."""
    text = native_compact(row.system)
    word = f'IF(RIGHT({text},2)="制度",LEFT({text},LEN({text})-2),{text})'
    return f'AND({word}<>{NOTHING},ISNUMBER(FIND("{BETWEEN}"&{word}&"{BETWEEN}",{must})))'


def _left(row: WorkRefs, today: str, days: str, must: str) -> str:
    asked = f"AND({_asked(row, must)},{is_day(row.end)},NOT({day_come(row.sent, today)}))"
    return f"IF({asked},INT({row.end})+{days}-{today},{NOTHING})"


def left(row: WorkRefs, today: str, days: str, must: str, warn_days: str) -> str:
    """剩余天数."""
    return _checked(row, _left(row, today, days, must))


def state(row: WorkRefs, today: str, days: str, must: str, warn_days: str) -> str:
    """状态."""
    return _checked(row, _state(row, today, days, must))


def _state(row: WorkRefs, today: str, days: str, must: str) -> str:
    word = {item: quoted(item.label) for item in WorkStatus}
    late = f"INT({row.end})+{days}-{today}<0"
    over = f"IF({_asked(row, must)},IF({late},{word[WorkStatus.LATE]},{word[WorkStatus.OWED]}),{word[WorkStatus.OVER]})"
    begun = f"IF({is_day(row.start)},INT({row.start})<={today},{FALSE})"
    going = f"IF({begun},{word[WorkStatus.GOING]},{word[WorkStatus.PLANNED]})"
    ended = f"IF({is_day(row.end)},INT({row.end})<{today},{FALSE})"
    return f"IF({day_come(row.sent, today)},{word[WorkStatus.SENT]},IF({ended},{over},{going}))"


def light(row: WorkRefs, today: str, days: str, must: str, warn_days: str) -> str:
    """灯."""
    ended = f"IF({is_day(row.end)},INT({row.end})<{today},{FALSE})"
    done = f"OR({day_come(row.sent, today)},AND({ended},NOT({_asked(row, must)})))"
    return _checked(row, lights(done, _left(row, today, days, must), warn_days))
