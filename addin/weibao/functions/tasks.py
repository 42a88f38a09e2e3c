"""What follows from the rows of 重点任务 and 任务节点, as values and as native formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from weibao.compute.deadlines import days_left, light_of
from weibao.compute.task_duties import idle_since, node_status, task_light, task_status
from weibao.compute.task_states import NodeStatus, TaskLimits, TaskStatus
from weibao.compute.terms import Light
from weibao.functions.cells import DECIMALS, FIRST_SERIAL, Cell, day_of, has_come, is_blank, is_error, text_of
from weibao.functions.hints import quoted
from weibao.functions.native import FALSE, NOTHING, TRUE, day_come, is_day
from weibao.functions.native_single import lights
from weibao.functions.states import Value


class TaskCells(NamedTuple):
    """The cells of a row that its state follows from; a row is in use where its code is filled."""

    key: Cell
    unit: Cell
    plan_on: Cell
    progress_on: Cell
    done: Cell


class TaskAnswer(NamedTuple):
    """The computed cells of a row: 状态, 灯."""

    status: str
    light: str


def plan_days(rows: Sequence[TaskCells], today: date) -> dict[str, date]:
    """The units (as they are compared) one of whose rows says when their plan came: the day in the last
    such row; one that has not come is not said yet.
    """
    return {_name(row.unit): day for row in rows if _is_right(row.unit) and (day := _come(row.plan_on, today))}


def task_answer(cells: TaskCells, plans: Mapping[str, date], *, today: date, limits: TaskLimits) -> TaskAnswer:
    """Say where a unit is with a task. Raises ValueError where a cell holds an error value."""
    if any(map(is_error, cells)):
        raise ValueError("a row with error values has no state")
    if is_blank(cells.key):
        return TaskAnswer("", "")
    came = _come(cells.plan_on, today) or plans.get(_name(cells.unit))
    since = idle_since(_come(cells.progress_on, today), came, limits)
    status = task_status(
        done=has_come(cells.done, today),
        planned=came is not None,
        idle=(today - since).days if since else None,
        today=today,
        limits=limits,
    )
    return TaskAnswer(status.label, task_light(status, today, limits).label)


def _is_right(cell: Cell) -> bool:
    return not is_error(cell) and not is_blank(cell)


def _name(cell: Cell) -> str:
    """As formulas compare texts: capitals and small letters alike."""
    return text_of(cell).casefold()


def _day(cell: Cell) -> date | None:
    read = None if is_error(cell) else day_of(cell)
    return read if isinstance(read, date) else None


def _come(cell: Cell, today: date) -> date | None:
    """The day, where it has come."""
    return _day(cell) if has_come(cell, today) else None


# --- the same as formulas -----------------------------------------------------------------------------


class TaskRefs(NamedTuple):
    """References of a row's cells, in the order of `TaskCells`, then the whole columns of units and plans."""

    key: str
    unit: str
    plan_on: str
    progress_on: str
    done: str
    units: str
    plans: str


class LimitRefs(NamedTuple):
    """References of what `TaskLimits` holds, and of today."""

    today: str
    plan_due: str
    due: str
    warn_days: str
    idle_days: str


def _plans(row: TaskRefs, today: str) -> str:
    """1 for each row that says when the unit's plan came, an error for the others, a row with an error value too."""
    plans = row.plans
    dated = f"ISNUMBER({plans})*({plans}>={FIRST_SERIAL})*({plans}<{today}+1)"
    return f"1/({dated}*({row.units}={row.unit}))"


def _planned(row: TaskRefs, today: str) -> str:
    """Whether the unit's plan came."""
    anywhere = f"SUMPRODUCT(--ISNUMBER({_plans(row, today)}))>0"
    return f"IF({day_come(row.plan_on, today)},{TRUE},IF({row.unit}={NOTHING},{FALSE},{anywhere}))"


def _came(row: TaskRefs, today: str, otherwise: str) -> str:
    """The day on which the unit's plan came: that of the row, else of the last row that has one."""
    anywhere = f"IFERROR(INT(LOOKUP(2,{_plans(row, today)},{row.plans})),{otherwise})"
    return f"IF({day_come(row.plan_on, today)},INT({row.plan_on}),IF({row.unit}={NOTHING},{otherwise},{anywhere}))"


def _before(limit: str, today: str, days: str) -> str:
    """Whether a limit is set and fewer than `days` (a formula) days are left."""
    return f"IF(ISNUMBER({limit}),INT({limit})-{today}<{days},{FALSE})"


def _checked(row: TaskRefs, formula: str) -> str:
    """The formula; blank for a row that is not in use, an error where one of the row's cells is one."""
    errors = ",".join(f"ISERROR({cell})" for cell in row[:5])
    return f"IF(OR({errors}),NA(),IF({row.key}={NOTHING},{NOTHING},{formula}))"


def _chain(row: TaskRefs, limits: LimitRefs, words: dict[TaskStatus, str]) -> str:
    """The states from the most pressing on, each with the word (or the light) that it gives."""
    near = f"{limits.warn_days}+1"
    due = f"IF(ISNUMBER({limits.plan_due}),INT({limits.plan_due}),{limits.today})"
    since = f"IF({day_come(row.progress_on, limits.today)},INT({row.progress_on}),{_came(row, limits.today, due)})"
    idle = f"IF({limits.today}-{since}>{limits.idle_days},{words[TaskStatus.IDLE]},{words[TaskStatus.OPEN]})"
    planned = _planned(row, limits.today)
    awaited = f"IF({planned},{idle},{words[TaskStatus.AWAITED]})"
    soon = f"IF({_before(limits.due, limits.today, near)},{words[TaskStatus.DUE_SOON]},{awaited})"
    missing = f"AND({_before(limits.plan_due, limits.today, '0')},NOT({planned}))"
    late = f"IF({missing},{words[TaskStatus.NO_PLAN]},{soon})"
    open_ = f"IF({_before(limits.due, limits.today, '0')},{words[TaskStatus.OVERDUE]},{late})"
    return f"IF({day_come(row.done, limits.today)},{words[TaskStatus.DONE]},{open_})"


def status(row: TaskRefs, limits: LimitRefs) -> str:
    """状态."""
    return _checked(row, _chain(row, limits, {item: quoted(item.label) for item in TaskStatus}))


def light(row: TaskRefs, limits: LimitRefs) -> str:
    """灯."""
    red, yellow, green = (quoted(item.label) for item in (Light.RED, Light.YELLOW, Light.GREEN))

    def dated(limit: str) -> str:
        near = _before(limit, limits.today, f"{limits.warn_days}+1")
        return f"IF(ISNUMBER({limit}),IF({near},{yellow},{green}),{NOTHING})"

    words = {
        TaskStatus.DONE: green, TaskStatus.OVERDUE: red, TaskStatus.NO_PLAN: red, TaskStatus.DUE_SOON: yellow,
        TaskStatus.IDLE: yellow, TaskStatus.AWAITED: dated(limits.plan_due), TaskStatus.OPEN: dated(limits.due),
    }  # fmt: skip
    return _checked(row, _chain(row, limits, words))


# --- points of plans ------------------------------------------------------------------------------------


class NodeCells(NamedTuple):
    """The cells of a point of a plan that its state follows from; in use where one of the first two is filled."""

    id: Cell
    text: Cell
    lead: Cell
    due: Cell
    closed: Cell


class NodeAnswer(NamedTuple):
    """The computed cells: 剩余天数, 状态, 灯."""

    days_left: Value
    status: str
    light: str


class NodeRefs(NamedTuple):
    """References of a row's cells, in the order of `NodeCells`."""

    id: str
    text: str
    lead: str
    due: str
    closed: str


def node_answer(cells: NodeCells, *, today: date, warn_days: int) -> NodeAnswer:
    """Say where a point of a plan stands. Raises ValueError where a cell holds an error value."""
    if any(map(is_error, cells)):
        raise ValueError("a row with error values has no state")
    if all(map(is_blank, cells[:2])):
        return NodeAnswer("", "", "")
    due, done = _day(cells.due), has_come(cells.closed, today)
    days = None if done else days_left(due, today)
    state = node_status(done=done, clear=not is_blank(cells.lead) and due is not None, left=days, warn_days=warn_days)
    return NodeAnswer("" if days is None else days, state.label, light_of(done, days, warn_days).label)


def _used(row: NodeRefs, formula: str) -> str:
    errors = ",".join(f"ISERROR({cell})" for cell in row)
    return f"IF(OR({errors}),NA(),IF(AND({row.id}={NOTHING},{row.text}={NOTHING}),{NOTHING},{formula}))"


def _left(row: NodeRefs, today: str) -> str:
    return f"IF(OR({day_come(row.closed, today)},NOT({is_day(row.due)})),{NOTHING},INT({row.due})-{today})"


def node_left(row: NodeRefs, today: str, warn_days: str) -> str:
    """剩余天数."""
    return _used(row, _left(row, today))


def node_state(row: NodeRefs, today: str, warn_days: str) -> str:
    """状态."""
    days, word = _left(row, today), {item: quoted(item.label) for item in NodeStatus}
    clear = f"IF({row.lead}={NOTHING},{word[NodeStatus.UNCLEAR]},{word[NodeStatus.OPEN]})"
    near = f"IF({days}<={warn_days},{word[NodeStatus.DUE_SOON]},{clear})"
    dated = f"IF({days}={NOTHING},{word[NodeStatus.UNCLEAR]},IF({days}<0,{word[NodeStatus.OVERDUE]},{near}))"
    return _used(row, f"IF({day_come(row.closed, today)},{word[NodeStatus.DONE]},{dated})")


def node_light(row: NodeRefs, today: str, warn_days: str) -> str:
    """灯."""
    return _used(row, lights(day_come(row.closed, today), _left(row, today), warn_days))


# --- points ---------------------------------------------------------------------------------------------


def points(listed: str, ids: str, effective: str) -> str:
    """得分: the sum of the indicators that a cell lists, blank where none of them has points."""
    meant = f'ISNUMBER(FIND("、"&{ids}&"、","、"&{listed}&"、"))'
    known = f"SUMPRODUCT({meant}*ISNUMBER({effective}))"
    return (
        f"IF({listed}={NOTHING},{NOTHING},IF({known}=0,{NOTHING},ROUND(SUMPRODUCT(--{meant},{effective}),{DECIMALS})))"
    )
