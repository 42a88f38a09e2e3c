"""The plan's tasks as the office follows them, and what it notes of publicity and honours; frozen records.

Who leads a task follows from the indicators that it is linked to; a row of 重点任务 is one task of one such unit. The
plan that a unit hands in is one for all its tasks: the day on which it came is typed once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from weibao.rulebook.model import Rulebook, Task

Lead = tuple[str, str]
"""A task and a unit (or the group of towns) that leads it, by id."""


class PublicityKind(StrEnum):
    """What is noted in 宣传表彰, in the order of its list."""

    MONTH = "month"
    PRESS = "press"
    EXPERIENCE = "experience"
    HONOUR = "honour"

    @property
    def label(self) -> str:
        """In the office's words."""
        return {"month": "宣传月", "press": "宣传报道", "experience": "典型经验", "honour": "表彰奖励"}[self.value]


LEVELS = ("国家级", "省级", "设区市级", "县级")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWork:
    """重点任务: how far one lead unit is with one task. `plan_on` is the day on which its plan came."""

    task: str
    unit: str
    plan_on: date | None = None
    plan_no: str = ""
    progress: str = ""
    progress_on: date | None = None
    done: date | None = None

    @property
    def key(self) -> str:
        """The code of its row: K01-D10."""
        return f"{self.task}-{self.unit}"

    @property
    def is_typed(self) -> bool:
        """Whether anything has been typed into it."""
        return self != TaskWork(task=self.task, unit=self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskNode:
    """任务节点: what a unit's plan names with its day. `task` is "" where the row names none that there is."""

    id: str
    task: str = ""
    lead: tuple[str, ...] = ()
    text: str = ""
    due: date | None = None
    closed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity:
    """宣传表彰: one record. `by` is the medium, or who gave the honour or spread the experience.

    `units` as of a decision; `about` are ids of tasks and indicators; `level` one of LEVELS or as typed.
    """

    kind: PublicityKind
    title: str
    on: date | None = None
    units: tuple[str, ...] = ()
    by: str = ""
    level: str = ""
    link: str = ""
    about: tuple[str, ...] = ()


def task_leads(rulebook: Rulebook, task: Task) -> tuple[str, ...]:
    """The units that lead an indicator of the task, in their order; where none has a lead, those that may claim one."""
    linked = [rulebook.indicator_by_id[link.indicator] for link in task.links]
    found = {unit for item in linked for unit in item.lead} or {unit for item in linked for unit in item.claimants}
    order = {unit.id: unit.order for unit in rulebook.units}
    return tuple(sorted(found, key=lambda unit: order.get(unit, len(order) + 1)))


def leads(rulebook: Rulebook) -> tuple[Lead, ...]:
    """Every task with each of its lead units, in the plan's order."""
    return tuple((task.id, unit) for task in rulebook.tasks for unit in task_leads(rulebook, task))


def own_indicators(rulebook: Rulebook, task: Task, unit: str) -> tuple[str, ...]:
    """The task's indicators that the unit may claim, in the rubric's order."""
    linked = {link.indicator for link in task.links}
    return tuple(item.id for item in rulebook.indicators if item.id in linked and unit in item.claimants)
