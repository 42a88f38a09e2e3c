"""What the office should look at in 重点任务, 任务节点 and 宣传表彰."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from weibao.compute.task_states import NodeStatus, TaskStatus
from weibao.compute.tasks import LEVELS, PublicityKind
from weibao.compute.words import member_name
from weibao.findings import Finding, finding, some
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from weibao.compute.task_states import NodeState, TaskDuties, WorkState
    from weibao.rulebook.model import Rulebook

# So many are named in one finding; more of them are counted.
_NAMED: Final = 5
_TASKS, _NODES, _PUBLICITY = "重点任务", "任务节点", "宣传表彰"


def task_findings(rulebook: Rulebook, duties: TaskDuties, as_of: date) -> tuple[Finding, ...]:
    """All findings; of tasks and plans only once the office keeps the sheets."""
    works = [*_plans(rulebook, duties, as_of), *_works(rulebook, duties, as_of)] if duties.is_kept else []
    return (
        *(item.at(sheet=_TASKS) for item in works),
        *(item.at(sheet=_NODES) for item in _nodes(duties.nodes, as_of)),
        *(item.at(sheet=_PUBLICITY) for item in _publicity(duties, as_of)),
    )


def _plans(rulebook: Rulebook, duties: TaskDuties, as_of: date) -> Iterator[Finding]:
    due = duties.limits.plan_due
    if due is None or not duties.missing:
        return
    left = (due - as_of).days
    words = {"day": day_text(due), **_list([member_name(rulebook, unit) for unit in duties.missing])}
    if left < 0:
        yield finding("task-plan-missing", **words)
    elif left <= duties.limits.warn_days:
        yield finding("task-plan-due-soon", left=left, **words)


def _works(rulebook: Rulebook, duties: TaskDuties, as_of: date) -> Iterator[Finding]:
    def names(states: Sequence[WorkState]) -> dict[str, Any]:
        return _list([work_name(rulebook, state) for state in states])

    limits, works = duties.limits, duties.works
    late = [state for state in works if state.status is TaskStatus.OVERDUE]
    if late and limits.due:
        yield finding("task-overdue", day=day_text(limits.due), **names(late))
    idle = [state for state in works if state.status is TaskStatus.IDLE]
    if idle:
        yield finding("task-idle", days=limits.idle_days, **names(idle))
    done = [state for state in works if state.status is TaskStatus.DONE]
    for code, found in (
        ("task-unproven", [state for state in done if not state.work.progress]),
        ("task-points-lacking", [state for state in done if (state.earned or 0) < state.full]),
        ("task-undated", [s for s in works if s.work.progress and not s.work.progress_on and not s.work.done]),
    ):
        if found:
            yield finding(code, **names(found))
    for state in works:
        for what, day in (("方案收到日期", state.work.plan_on), ("进展日期", state.work.progress_on),
                          ("完成日期", state.work.done)):  # fmt: skip
            if day and day > as_of:
                name = work_name(rulebook, state)
                yield finding("task-ahead", key=state.work.key, name=name, what=what, day=day_text(day))


def _nodes(nodes: Sequence[NodeState], as_of: date) -> Iterator[Finding]:
    open_ = [state for state in nodes if state.status is not NodeStatus.DONE]
    for code, found in (
        ("task-node-overdue", [state for state in open_ if state.status is NodeStatus.OVERDUE]),
        ("task-node-due-soon", [state for state in open_ if state.status is NodeStatus.DUE_SOON]),
        ("task-node-no-unit", [state for state in open_ if not state.node.lead]),
        ("task-node-no-text", [state for state in open_ if not state.node.text.strip()]),
        ("task-node-no-limit", [state for state in open_ if state.node.due is None]),
    ):
        if found:
            yield finding(code, **_list([f"{state.node.id} {state.node.text}".strip() for state in found]))
    for state in nodes:
        day = state.node.closed
        if day and day > as_of:
            yield finding("task-ahead", key=state.node.id, name=state.node.text, what="完成日期", day=day_text(day))


def _publicity(duties: TaskDuties, as_of: date) -> Iterator[Finding]:
    given = (PublicityKind.EXPERIENCE, PublicityKind.HONOUR)
    same = Counter((item.kind, item.title, item.on) for item in duties.publicity)
    if twice := [title for (_, title, _), count in same.items() if count > 1]:
        yield finding("publicity-twice", **_list(twice))
    for code, found in (
        ("publicity-undated", [item for item in duties.publicity if item.on is None]),
        ("publicity-unnamed-giver", [item for item in duties.publicity if item.kind in given and not item.by]),
        ("publicity-level", [item for item in duties.publicity if item.level and item.level not in LEVELS]),
    ):
        if found:
            yield finding(code, **_list([item.title for item in found]))
    for item in duties.publicity:
        if item.on and item.on > as_of:
            yield finding("task-ahead", key=item.kind.label, name=item.title, what="日期", day=day_text(item.on))


def work_name(rulebook: Rulebook, state: WorkState) -> str:
    """K01 市民政局."""
    return f"{state.work.task} {member_name(rulebook, state.work.unit)}"


def _list(names: Sequence[str]) -> dict[str, Any]:
    return {"count": len(names), "names": some(names, _NAMED, "；")}
