"""The plan's tasks: whose plan has come, how far each unit is, its points in time, the linked indicators' points; pure.

The plan does not say by when a lead unit hands in its plan: that is a setting; tasks are done by when the plan wants
all indicators reached. What was not typed says nothing before the office has begun to keep the sheets (`is_kept`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from weibao.compute import setting_values
from weibao.compute.deadlines import days_left, has_come, light_of, row_deadline
from weibao.compute.task_states import NodeState, NodeStatus, TaskDuties, TaskLimits, TaskState, TaskStatus, WorkState
from weibao.compute.tasks import TaskWork, leads, own_indicators
from weibao.compute.terms import Light

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from weibao.compute.office import Office
    from weibao.compute.results import IndicatorResult
    from weibao.compute.settings import Settings
    from weibao.compute.tasks import TaskNode
    from weibao.rulebook.model import Rulebook, Task

# For a rulebook without the setting `progress_days`.
_IDLE_DAYS: Final = 60
_LIGHTS: Final = (Light.RED, Light.YELLOW, Light.GREEN, Light.NONE)


def task_duties(
    rulebook: Rulebook, settings: Settings, office: Office, indicators: Mapping[str, IndicatorResult], as_of: date
) -> TaskDuties:
    """Everything as seen from `as_of`; `indicators` by id."""
    limits = limits_of(rulebook, settings)
    typed = {work.key: work for work in office.tasks}
    expected = (TaskWork(task=task, unit=unit) for task, unit in leads(rulebook))
    works = {work.key: work for work in expected} | typed
    plans = {work.unit: work.plan_on for work in office.tasks if work.plan_on and has_come(work.plan_on, as_of)}
    nodes = [_node(item, as_of, settings.item_warn_days) for item in office.task_nodes]
    tasks = tuple(
        _task(rulebook, task, [w for w in works.values() if w.task == task.id], plans, nodes, limits, indicators, as_of)
        for task in rulebook.tasks
    )
    known = {task.id for task in rulebook.tasks}
    units = dict.fromkeys(state.work.unit for task in tasks for state in task.works if not state.planned)
    return TaskDuties(
        limits=limits,
        tasks=tasks,
        loose=tuple(state for state in nodes if state.node.task not in known),
        missing=tuple(units),
        publicity=office.publicity,
        is_kept=bool(office.task_nodes) or any(work.is_typed for work in office.tasks),
    )


def limits_of(rulebook: Rulebook, settings: Settings) -> TaskLimits:
    """The days and spans in force; no day for plans where the rulebook has no setting for it."""
    return TaskLimits(
        plan_due(rulebook, settings), row_deadline(rulebook), settings.deadline_warn_days, idle_days(settings)
    )


def plan_due(rulebook: Rulebook, settings: Settings) -> date | None:
    """By when the lead units' plans ought to come."""
    record = next((item for item in rulebook.settings if item.id == "plan_due"), None)
    day = setting_values.parse(record, settings.texts.get("plan_due", "")) if record else None
    return day if isinstance(day, date) else None


def idle_days(settings: Settings) -> int:
    """So many days without progress are too many."""
    return int(settings.texts.get("progress_days") or _IDLE_DAYS)


def task_status(*, done: bool, planned: bool, idle: int | None, today: date, limits: TaskLimits) -> TaskStatus:
    """Where a unit is with a task."""
    left, plan_left = days_left(limits.due, today), days_left(limits.plan_due, today)
    if done:
        return TaskStatus.DONE
    if left is not None and left < 0:
        return TaskStatus.OVERDUE
    if not planned and plan_left is not None and plan_left < 0:
        return TaskStatus.NO_PLAN
    if left is not None and left <= limits.warn_days:
        return TaskStatus.DUE_SOON
    if not planned:
        return TaskStatus.AWAITED
    return TaskStatus.IDLE if idle is not None and idle > limits.idle_days else TaskStatus.OPEN


def task_light(status: TaskStatus, today: date, limits: TaskLimits) -> Light:
    """Red what is late, yellow what is near or stands still; no light where no day is set."""
    if status is TaskStatus.DONE:
        return Light.GREEN
    if status in (TaskStatus.OVERDUE, TaskStatus.NO_PLAN):
        return Light.RED
    if status in (TaskStatus.DUE_SOON, TaskStatus.IDLE):
        return Light.YELLOW
    if status is TaskStatus.AWAITED:
        return light_of(False, days_left(limits.plan_due, today), limits.warn_days)
    return light_of(False, days_left(limits.due, today), limits.warn_days)


def node_status(*, done: bool, clear: bool, left: int | None, warn_days: int) -> NodeStatus:
    """Where a point of a plan stands; `clear`: it has a unit and a day."""
    if done:
        return NodeStatus.DONE
    if left is not None and left <= warn_days:
        return NodeStatus.OVERDUE if left < 0 else NodeStatus.DUE_SOON
    return NodeStatus.OPEN if clear else NodeStatus.UNCLEAR


def idle_since(progress_on: date | None, plan_on: date | None, limits: TaskLimits) -> date | None:
    """From when on a task has stood still: its last progress, else when its plan came, or ought to have come."""
    return progress_on or plan_on or limits.plan_due


# --- one by one --------------------------------------------------------------------------------------------


def _task(
    rulebook: Rulebook,
    task: Task,
    works: Sequence[TaskWork],
    plans: Mapping[str, date],
    nodes: Iterable[NodeState],
    limits: TaskLimits,
    indicators: Mapping[str, IndicatorResult],
    as_of: date,
) -> TaskState:
    states = tuple(
        _work(work, plans.get(work.unit), own_indicators(rulebook, task, work.unit), limits, indicators, as_of)
        for work in works
    )
    own = tuple(state for state in nodes if state.node.task == task.id)
    order = list(TaskStatus)
    status = min((state.status for state in states), key=order.index, default=TaskStatus.OPEN)
    lights = [state.light for state in states] + [state.light for state in own]
    full, earned = _points(dict.fromkeys(link.indicator for link in task.links), indicators)
    return TaskState(task, states, own, status, min(lights, key=_LIGHTS.index, default=Light.NONE), full, earned)


def _work(
    work: TaskWork,
    came: date | None,
    ids: tuple[str, ...],
    limits: TaskLimits,
    indicators: Mapping[str, IndicatorResult],
    as_of: date,
) -> WorkState:
    progress, own = (day if has_come(day, as_of) else None for day in (work.progress_on, work.plan_on))
    since = idle_since(progress, own or came, limits)
    idle = (as_of - since).days if since and since <= as_of else None
    planned = came is not None
    status = task_status(done=has_come(work.done, as_of), planned=planned, idle=idle, today=as_of, limits=limits)
    full, earned = _points(ids, indicators)
    return WorkState(work, planned, status, task_light(status, as_of, limits), idle, ids, full, earned)


def _points(ids: Iterable[str], indicators: Mapping[str, IndicatorResult]) -> tuple[int, int | None]:
    figures = [indicators[key].figures for key in ids if key in indicators]
    known = [item.effective for item in figures if item.effective is not None]
    return sum(item.full for item in figures), sum(known) if known else None


def _node(node: TaskNode, as_of: date, warn_days: int) -> NodeState:
    done = has_come(node.closed, as_of)
    left = None if done else days_left(node.due, as_of)
    clear = bool(node.lead) and node.due is not None
    status = node_status(done=done, clear=clear, left=left, warn_days=warn_days)
    return NodeState(node, status, light_of(done, left, warn_days), left)
