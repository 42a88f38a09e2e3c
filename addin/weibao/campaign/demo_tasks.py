"""The tasks of the demonstration: plans that came (one has not), a few points of plans, invented publicity."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from weibao.compute.tasks import LEVELS, Publicity, PublicityKind, TaskNode, TaskWork, leads, own_indicators
from weibao.compute.words import units_text
from weibao.sheets.layout import NODES, PUBLICITY, TASKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.campaign.demo_drafts import Scene
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table

Cell = str | int | float | date | None
Rows = list[tuple[str, "Mapping[str, Cell]"]]

# Days before the round's due date: plans came, progress was noted; every so many-th row stands still since long.
_PLANS, _PROGRESS, _STILL = range(125, 150), range(5, 45), 95
_STILL_EVERY = 6
_NODES = (("印发实施方案", -120, -121), ("召开推进会", -30, -28), ("中期检查", 8, None), ("落实首批措施", 13, None),
          ("年底总结", 80, None))  # fmt: skip
_PUBLICITY = (
    (PublicityKind.MONTH, "未成年人保护宣传月启动活动（样例）", 119, "", ""),
    (PublicityKind.PRESS, "守护“未”来在行动（样例）", 70, "样例日报", LEVELS[3]),
    (PublicityKind.EXPERIENCE, "困境儿童主动发现工作法（样例）", 40, "样例简报推广", LEVELS[2]),
    (PublicityKind.HONOUR, "未成年人保护工作先进集体（样例）", 15, "样例单位", LEVELS[1]),
)


def demo_works(scene: Scene, points: Mapping[str, int]) -> tuple[TaskWork, ...]:
    """The rows in which something is typed. A unit's plan stands in its first row; the last unit's has not come.

    The first part of a task whose indicators (`points` in steps) are full is done.
    """
    rulebook = scene.rulebook
    rows = leads(rulebook)
    units = list(dict.fromkeys(unit for _, unit in rows))
    tasks = {task.id: task for task in rulebook.tasks}
    works: list[TaskWork] = []
    done, seen = "", set[str]()
    for number, (task, unit) in enumerate(rows, 1):
        if unit == units[-1]:
            continue
        chance = scene.chance("task", task, unit)
        own = own_indicators(rulebook, tasks[task], unit)
        full = all(points.get(key) == rulebook.indicator_by_id[key].full for key in own)
        still = number % _STILL_EVERY == 0
        on = _before(scene, _STILL if still else chance.choice(_PROGRESS))
        first = unit not in seen
        seen.add(unit)
        done = done or (task if full and not still else "")
        works.append(
            TaskWork(
                task=task,
                unit=unit,
                plan_on=_before(scene, chance.choice(_PLANS)) if first else None,
                progress="按方案推进，责任到人，相关材料已归档。" if done == task else "已部署，按方案推进。",
                progress_on=on,
                done=on if done == task and full else None,
            )
        )
    return tuple(works)


def demo_nodes(scene: Scene) -> tuple[TaskNode, ...]:
    """Points of the first unit's plan: done, done late, late, near and far."""
    return tuple(
        TaskNode(
            id=f"{task}-{number}",
            task=task,
            lead=(unit,),
            text=f"{text}（样例）",
            due=_before(scene, -due),
            closed=_before(scene, -closed) if closed is not None else None,
        )
        for task, unit in leads(scene.rulebook)[:1]
        for number, (text, due, closed) in enumerate(_NODES, 1)
    )


def demo_publicity(scene: Scene) -> tuple[Publicity, ...]:
    """One record of each kind."""
    return tuple(
        Publicity(kind=kind, title=title, on=_before(scene, days), units=(unit,), by=by, level=level, about=(task,))
        for task, unit in leads(scene.rulebook)[:1]
        for kind, title, days, by, level in _PUBLICITY
    )


def _before(scene: Scene, days: int) -> date:
    return scene.due - timedelta(days=days)


def task_entries(
    rulebook: Rulebook, works: tuple[TaskWork, ...], nodes: tuple[TaskNode, ...], publicity: tuple[Publicity, ...]
) -> dict[str, Rows]:
    """The same as rows to type into 核定台账, by sheet; nothing for a sheet without any."""
    entries: dict[str, Rows] = {
        TASKS.sheet: [
            (work.key, _cells(TASKS, plan_on=work.plan_on, plan_no=work.plan_no, progress=work.progress,
                              progress_on=work.progress_on, done=work.done))
            for work in works
        ],
        NODES.sheet: [
            ("", _cells(NODES, id=node.id, task=node.task, lead=units_text(rulebook, node.lead), text=node.text,
                        due=node.due, closed=node.closed))
            for node in nodes
        ],
        PUBLICITY.sheet: [
            ("", _cells(PUBLICITY, kind=item.kind.label, on=item.on, unit=units_text(rulebook, item.units),
                        title=item.title, by=item.by, level=item.level, about="、".join(item.about)))
            for item in publicity
        ],
    }  # fmt: skip
    return {sheet: rows for sheet, rows in entries.items() if rows}


def _cells(table: Table, **values: Cell) -> Mapping[str, Cell]:
    """Values by the heading of their column, blank ones left out."""
    headings = {column.key: column.header for column in table.columns}
    return {headings[key]: value for key, value in values.items() if value}
