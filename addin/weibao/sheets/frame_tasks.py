"""The rows of the frames on tasks, publicity and the plan's calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.task_states import NodeStatus
from weibao.compute.words import member_name, units_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from weibao.compute.model import Assessment
    from weibao.compute.phase_calendar import Line
    from weibao.rulebook.model import Rulebook

    Row = Mapping[str, object]


def task_rows(rulebook: Rulebook, assessment: Assessment) -> Iterator[Row]:
    """Every task, its lead units' parts taken together."""
    for state in assessment.tasks.tasks:
        parts, nodes = state.works, [item.status for item in state.nodes]
        yield {
            "id": state.task.id, "group": state.task.group, "title": state.task.title,
            "leads": "、".join(member_name(rulebook, item.work.unit) for item in parts), "plans": len(parts),
            "plans_in": sum(item.planned for item in parts), "nodes": len(nodes),
            "nodes_done": nodes.count(NodeStatus.DONE), "nodes_late": nodes.count(NodeStatus.OVERDUE),
            "done": sum(item.work.done is not None for item in parts), "full": _points(rulebook, state.full),
            "points": _points(rulebook, state.earned), "progress_on": state.last_progress,
            "status": state.status.label, "light": state.light.label,
        }  # fmt: skip


def task_lead_rows(rulebook: Rulebook, assessment: Assessment) -> Iterator[Row]:
    """Every task with each of its lead units."""
    for task in assessment.tasks.tasks:
        for state in task.works:
            work = state.work
            yield {
                "id": work.task, "title": task.task.title, "unit": member_name(rulebook, work.unit),
                "indicators": "、".join(state.indicators), "full": _points(rulebook, state.full),
                "points": _points(rulebook, state.earned), "planned": state.planned, "plan_on": work.plan_on,
                "plan_no": work.plan_no, "progress": work.progress, "progress_on": work.progress_on,
                "idle": None if work.done else state.idle, "done": work.done, "status": state.status.label,
                "light": state.light.label,
            }  # fmt: skip


def task_node_rows(rulebook: Rulebook, assessment: Assessment) -> Iterator[Row]:
    """Every point of a plan, by task; those that name none come last."""
    titles = {task.id: task.title for task in rulebook.tasks}
    for state in assessment.tasks.nodes:
        node = state.node
        yield {
            "id": node.id, "task": node.task, "title": titles.get(node.task, ""),
            "unit": units_text(rulebook, node.lead), "text": node.text, "due": node.due, "closed": node.closed,
            "days_left": state.left, "status": state.status.label, "light": state.light.label,
        }  # fmt: skip


def publicity_rows(rulebook: Rulebook, assessment: Assessment) -> Iterator[Row]:
    """Every record of 宣传表彰, in its order."""
    for item in assessment.tasks.publicity:
        yield {
            "kind": item.kind.label, "on": item.on, "unit": units_text(rulebook, item.units), "title": item.title,
            "by": item.by, "level": item.level, "link": item.link, "about": "、".join(item.about),
        }  # fmt: skip


def calendar_rows(lines: Iterable[Line]) -> Iterator[Row]:
    """The lines of 阶段日历."""
    for line in lines:
        yield {
            "id": line.id, "title": line.title, "ready": line.ready, "who": line.who, "start": line.start,
            "end": line.end, "days_left": line.days_left, "workdays_left": line.workdays_left,
            "light": line.light.label, "state": line.state, "is_phase": line.is_phase, "now": line.now,
        }  # fmt: skip


def _points(rulebook: Rulebook, steps: int | None) -> float | None:
    return None if steps is None else float(rulebook.scale.points(steps))
