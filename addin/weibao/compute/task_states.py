"""The plan's tasks as seen from one day: the records that `task_duties` makes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from weibao.compute.tasks import Publicity, TaskNode, TaskWork
    from weibao.compute.terms import Light
    from weibao.rulebook.model import Task


class TaskStatus(StrEnum):
    """Where a unit is with a task, the most pressing first.

    OVERDUE: not done when all indicators ought to be reached. NO_PLAN: its plan did not come in time. IDLE: for long no
    progress. AWAITED: its plan has not come, and there is time.
    """

    OVERDUE = "overdue"
    NO_PLAN = "no_plan"
    DUE_SOON = "due_soon"
    AWAITED = "awaited"
    IDLE = "idle"
    OPEN = "open"
    DONE = "done"

    @property
    def label(self) -> str:
        """The official word."""
        return {
            "overdue": "逾期", "no_plan": "缺方案", "due_soon": "临期", "awaited": "待报方案", "idle": "久无进展",
            "open": "推进中", "done": "已完成",
        }[self.value]  # fmt: skip


class NodeStatus(StrEnum):
    """Where a point of a plan stands, the most pressing first; UNCLEAR: it has no unit or no day."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    UNCLEAR = "unclear"
    OPEN = "open"
    DONE = "done"

    @property
    def label(self) -> str:
        """The official word."""
        return {
            "overdue": "逾期", "due_soon": "临期", "unclear": "待明确", "open": "推进中", "done": "已完成",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaskLimits:
    """`plan_due`: by when plans ought to come (None: no day is set); `due`: by when tasks ought to be done.

    `warn_days` before either it is yellow; after `idle_days` without progress, too.
    """

    plan_due: date | None = None
    due: date | None = None
    warn_days: int = 0
    idle_days: int = 0


@dataclass(frozen=True, slots=True)
class WorkState:
    """One unit's part of a task. `planned`: its plan has come, on whichever of its rows that was typed.

    `idle` are the days since the last progress (or since it ought to have begun), None before. Points in steps:
    `earned` is None where none of its indicators is assessed.
    """

    work: TaskWork
    planned: bool
    status: TaskStatus
    light: Light
    idle: int | None
    indicators: tuple[str, ...]
    full: int
    earned: int | None


@dataclass(frozen=True, slots=True)
class NodeState:
    """A point of a unit's plan. `left` is None without a day and once it is reached."""

    node: TaskNode
    status: NodeStatus
    light: Light
    left: int | None


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task: the parts of its units, its points, and the most pressing state and light of all of them.

    Points are those of every linked indicator, in steps; `earned` is None where none is assessed.
    """

    task: Task
    works: tuple[WorkState, ...]
    nodes: tuple[NodeState, ...]
    status: TaskStatus
    light: Light
    full: int
    earned: int | None

    @property
    def last_progress(self) -> date | None:
        """The latest day of progress of any unit."""
        return max((item.work.progress_on for item in self.works if item.work.progress_on), default=None)


@dataclass(frozen=True, slots=True)
class TaskDuties:
    """Tasks in the plan's order; `loose` are points of plans that name no task. `publicity` in the sheet's order.

    `missing` are the units whose plan has not come. `is_kept`: the office has typed something, so that blanks speak.
    """

    limits: TaskLimits = TaskLimits()
    tasks: tuple[TaskState, ...] = ()
    loose: tuple[NodeState, ...] = ()
    missing: tuple[str, ...] = ()
    publicity: tuple[Publicity, ...] = ()
    is_kept: bool = False

    @property
    def works(self) -> tuple[WorkState, ...]:
        return tuple(item for task in self.tasks for item in task.works)

    @property
    def nodes(self) -> tuple[NodeState, ...]:
        return (*(item for task in self.tasks for item in task.nodes), *self.loose)
