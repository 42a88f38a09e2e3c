"""The sheets 重点任务 and 宣传表彰 of 总台账, and the lines above their tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from weibao.compute.task_states import TaskStatus
from weibao.compute.tasks import PublicityKind
from weibao.sheets.console_shown import TableSheet, columns
from weibao.workdays import day_text

if TYPE_CHECKING:
    from pandas import DataFrame

    from weibao.compute.model import Assessment

TASK_SHEETS = (
    TableSheet(
        "重点任务", "tasks", frozen=3, empty="规则库没有写任务。",
        columns=columns("""
            id 6
            group 16
            title 30
            leads 32
            plans 7
            plans_in 7
            nodes 6
            nodes_done 7
            nodes_late 7
            done 7
            full 6.5
            points 6.5
            progress_on 11.5
            status 10
            light 7
        """),
    ),
    TableSheet(
        "宣传表彰", "publicity", frozen=1, empty="核定台账“宣传表彰”还没有登记。",
        columns=columns("""
            kind 10
            on 11.5
            unit 22
            title 44
            by 24
            level 9
            link 28
            about 14
        """),
    ),
)  # fmt: skip


def about_tasks(frame: DataFrame, assessment: Assessment) -> str:
    """How many tasks stand where, whose plans are missing."""
    duties, counts = assessment.tasks, Counter(frame["status"])
    told = "，".join(f"{item.label} {counts[item.label]} 项" for item in TaskStatus if counts[item.label])
    due = duties.limits.plan_due
    limit = f"（应在{day_text(due)}前报来）" if due else ""
    plans = f"；没有报方案的牵头单位 {len(duties.missing)} 个{limit}" if duties.missing else ""
    kept = "" if duties.is_kept else "核定台账“重点任务”还没有登记。"
    return f"{len(frame)} 项：{told}{plans}。{kept}一项任务按最急的牵头单位和节点亮灯；得分是全部相关指标的。"


def about_publicity(frame: DataFrame, assessment: Assessment) -> str:
    """How many records there are of each kind and level."""
    if frame.empty:
        return ""
    kinds, levels = Counter(frame["kind"]), Counter(level for level in frame["level"] if level)
    told = "，".join(f"{item.label} {kinds[item.label]} 件" for item in PublicityKind if kinds[item.label])
    given = "，".join(f"{level} {number} 件" for level, number in levels.items())
    return f"{len(frame)} 件：{told}{f'；其中{given}' if given else ''}。"
