"""The command tasks: how far the plan's tasks are, by unit; and what `weibao status` shows of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weibao.cli.group import ChineseCommand
from weibao.cli.options import as_json, as_of, folder, print_json, strict
from weibao.cli.runs import leave, look_at

if TYPE_CHECKING:
    from weibao.compute.task_states import TaskDuties
    from weibao.rulebook.model import Rulebook


@click.command(
    cls=ChineseCommand,
    help=(
        "重点任务：方案里的各项任务由谁牵头、方案报来没有、节点办到哪一步、相关指标得了多少分、亮什么灯；"
        "没有报方案的单位，逾期和临期的节点，宣传、典型经验、表彰的件数。填在核定台账的“重点任务”“任务节点”“宣传表彰”。只读不写。"
    ),
)
@folder
@as_of
@click.option("--units", "by_unit", is_flag=True, help="一项任务的每个牵头单位一行。")
@as_json
@strict
def tasks(folder: Path, as_of: date, by_unit: bool, as_json: bool, strict: bool) -> None:
    from weibao.campaign.tasks import tasks_object
    from weibao.cli.show import show_misread
    from weibao.sheets.layout import NODES, PUBLICITY, TASKS

    situation = look_at(folder, as_of)
    rulebook, duties = situation.grounds.rulebook, situation.assessment.tasks
    if as_json:
        print_json(tasks_object(rulebook, duties, as_of))
    else:
        _show_table(rulebook, duties, by_unit=by_unit)
        _show_nodes(rulebook, duties)
        for line in task_lines(rulebook, duties):
            click.echo(line)
        show_misread(situation.assessment.findings, TASKS.sheet, NODES.sheet, PUBLICITY.sheet)
    leave(situation, strict=strict)


def _show_table(rulebook: Rulebook, duties: TaskDuties, *, by_unit: bool) -> None:
    from weibao.cli.show import coloured, out, points, table
    from weibao.compute.words import member_name

    def shown(full: int, earned: int | None) -> str:
        return f"{'—' if earned is None else points(rulebook.scale, earned)}／{points(rulebook.scale, full)}"

    if by_unit:
        rows: list[tuple[object, ...]] = [
            (
                state.work.task,
                member_name(rulebook, state.work.unit),
                "已报" if state.planned else "未报",
                state.work.progress_on or "",
                shown(state.full, state.earned),
                state.status.label,
                coloured(state.light.label, state.light.value),
            )
            for state in duties.works
        ]
        headings: tuple[str, ...] = ("任务", "牵头单位", "方案", "最近进展", "得分", "状态", "灯")
    else:
        rows = [
            (
                task.task.id,
                task.task.title,
                "、".join(member_name(rulebook, state.work.unit) for state in task.works),
                f"{sum(state.planned for state in task.works)}／{len(task.works)}",
                f"{sum(node.node.closed is not None for node in task.nodes)}／{len(task.nodes)}",
                shown(task.full, task.earned),
                task.status.label,
                coloured(task.light.label, task.light.value),
            )
            for task in duties.tasks
        ]
        headings = ("编号", "任务", "牵头单位", "方案", "节点", "得分", "状态", "灯")
    out().print(table(f"重点任务（{len(duties.tasks)} 项）", headings, rows))


def _show_nodes(rulebook: Rulebook, duties: TaskDuties) -> None:
    """The points of plans that are late or near."""
    from weibao.cli.show import coloured, days_left, out, table
    from weibao.compute.task_states import NodeStatus
    from weibao.compute.words import units_text

    wanted = [state for state in duties.nodes if state.status in (NodeStatus.OVERDUE, NodeStatus.DUE_SOON)]
    rows = [
        (
            state.node.due or "",
            state.node.id,
            state.node.text,
            units_text(rulebook, state.node.lead),
            days_left(state.left),
            coloured(state.light.label, state.light.value),
        )
        for state in sorted(wanted, key=lambda state: state.left or 0)
    ]
    if rows:
        out().print(table("逾期、临期的任务节点", ("计划完成", "编号", "节点", "单位", "剩余天数", "灯"), rows))


def task_lines(rulebook: Rulebook, duties: TaskDuties) -> list[str]:
    """A line on the tasks, one on missing plans, one on publicity; of tasks only once the office keeps the sheet."""
    from collections import Counter

    from weibao.compute.task_states import NodeStatus, TaskStatus
    from weibao.compute.tasks import PublicityKind
    from weibao.compute.words import units_text
    from weibao.workdays import day_text

    lines = []
    if duties.is_kept:
        states = Counter(state.status for state in duties.tasks)
        told = "，".join(f"{status.label} {states[status]}" for status in TaskStatus if states[status])
        nodes = Counter(state.status for state in duties.nodes)
        late = f"；任务节点 {len(duties.nodes)} 个，逾期 {nodes[NodeStatus.OVERDUE]}" if duties.nodes else ""
        lines.append(f"重点任务 {len(duties.tasks)} 项：{told}{late}。")
        if duties.missing:
            due = duties.limits.plan_due
            limit = f"（时限{day_text(due)}）" if due else ""
            names = units_text(rulebook, duties.missing, most=len(duties.missing))
            lines.append(f"没有报实施方案、工作计划的牵头单位 {len(duties.missing)} 个{limit}：{names}。")
    if duties.publicity:
        kinds = Counter(item.kind for item in duties.publicity)
        told = "，".join(f"{kind.label} {kinds[kind]}" for kind in PublicityKind if kinds[kind])
        lines.append(f"宣传表彰 {len(duties.publicity)} 件：{told}。")
    return lines
