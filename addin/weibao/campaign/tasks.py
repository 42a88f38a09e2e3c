"""The plan's tasks for programs: how far each is, whose plans are missing, what publicity and honours there are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from weibao.campaign.score_json import number
from weibao.compute.task_states import NodeStatus, TaskStatus
from weibao.compute.tasks import PublicityKind
from weibao.compute.words import member_name
from weibao.workdays import iso_day

if TYPE_CHECKING:
    from datetime import date

    from weibao.compute.task_states import NodeState, TaskDuties, TaskState, WorkState
    from weibao.rulebook.model import Rulebook


def tasks_object(rulebook: Rulebook, duties: TaskDuties, as_of: date) -> dict[str, Any]:
    """What `weibao tasks --json` prints: units by name, points as numbers, dates as ISO strings."""
    return {
        "as_of": as_of.isoformat(),
        "kept": duties.is_kept,
        "plan_due": iso_day(duties.limits.plan_due),
        "due": iso_day(duties.limits.due),
        "plans_missing": [member_name(rulebook, unit) for unit in duties.missing],
        "tasks": [_task(rulebook, state) for state in duties.tasks],
        "loose_nodes": [_node(rulebook, state) for state in duties.loose],
        "publicity": [
            {
                "kind": item.kind.value, "date": iso_day(item.on), "title": item.title, "by": item.by or None,
                "units": [member_name(rulebook, unit) for unit in item.units], "level": item.level or None,
                "link": item.link or None, "about": list(item.about),
            }
            for item in duties.publicity
        ],
    }  # fmt: skip


def task_counts(rulebook: Rulebook, duties: TaskDuties) -> dict[str, Any]:
    """What `weibao status --json` says of them: tasks and points of plans by state, every state named."""
    tasks = Counter(state.status for state in duties.tasks)
    nodes = Counter(state.status for state in duties.nodes)
    kinds = Counter(item.kind for item in duties.publicity)
    return {
        "kept": duties.is_kept,
        "states": {status.value: tasks[status] for status in TaskStatus},
        "plans_missing": [member_name(rulebook, unit) for unit in duties.missing],
        "nodes": {status.value: nodes[status] for status in NodeStatus},
        "publicity": {kind.value: kinds[kind] for kind in PublicityKind},
    }


def _task(rulebook: Rulebook, state: TaskState) -> dict[str, Any]:
    return {
        "id": state.task.id,
        "title": state.task.title,
        "group": state.task.group,
        "status": state.status.value,
        "light": state.light.value,
        "full": number(rulebook.scale, state.full),
        "points": number(rulebook.scale, state.earned),
        "units": [_work(rulebook, item) for item in state.works],
        "nodes": [_node(rulebook, item) for item in state.nodes],
    }


def _work(rulebook: Rulebook, state: WorkState) -> dict[str, Any]:
    work = state.work
    return {
        "unit": member_name(rulebook, work.unit), "indicators": list(state.indicators), "plan": state.planned,
        "plan_date": iso_day(work.plan_on), "plan_number": work.plan_no or None, "progress": work.progress or None,
        "progress_date": iso_day(work.progress_on), "done": iso_day(work.done), "status": state.status.value,
        "light": state.light.value, "full": number(rulebook.scale, state.full),
        "points": number(rulebook.scale, state.earned),
    }  # fmt: skip


def _node(rulebook: Rulebook, state: NodeState) -> dict[str, Any]:
    node = state.node
    return {
        "id": node.id, "units": [member_name(rulebook, unit) for unit in node.lead], "text": node.text,
        "due": iso_day(node.due), "closed": iso_day(node.closed), "days_left": state.left, "status": state.status.value,
        "light": state.light.value,
    }  # fmt: skip
