"""The blocks of 重点任务 and 任务节点, as the registry lists them."""

from __future__ import annotations

from weibao.compute.task_states import TaskLimits
from weibao.functions import tasks
from weibao.functions.arguments import TODAY, WARN_DAYS
from weibao.functions.cells import Cell
from weibao.functions.ranges import Range, Result, columns, count, day, each_row, optional_day
from weibao.functions.spec import Argument, Function, Output, Takes
from weibao.functions.tasks import NodeCells, TaskCells, node_answer, plan_days, task_answer


def _tasks(
    keys: Range, units: Range, plans: Range, progress: Range, done: Range, today: Cell, plan_due: Cell, due: Cell,
    warn_days: Cell, idle_days: Cell,
) -> Result:  # fmt: skip
    as_of = day(today, "today")
    warn, idle = count(warn_days, "warn_days"), count(idle_days, "idle_days")
    limits = TaskLimits(optional_day(plan_due), optional_day(due), warn, idle)
    rows = [TaskCells(*row) for row in columns(keys, units, plans, progress, done)]
    plans_in = plan_days(rows, as_of)
    return each_row(rows, 2, lambda row: task_answer(row, plans_in, today=as_of, limits=limits))


def _nodes(ids: Range, texts: Range, leads: Range, due: Range, closed: Range, today: Cell, warn_days: Cell) -> Result:
    as_of, warn = day(today, "today"), count(warn_days, "warn_days")
    rows = columns(ids, texts, leads, due, closed)
    return each_row(rows, 3, lambda row: node_answer(NodeCells(*row), today=as_of, warn_days=warn))


TASKS = Function(
    "WB_TASKS",
    "重点任务各行",
    "每个牵头单位每项任务的状态（逾期、缺方案、临期、待报方案、久无进展、推进中、已完成）和灯；"
    "一个单位的方案收到日期填在哪一行都算。整块填入。",
    (
        Argument("codes", Takes.FRAMED, "“代码”一栏"),
        Argument("units", Takes.FRAMED, "“牵头单位”一栏"),
        Argument("plans", Takes.FRAMED, "“方案收到日期”一栏"),
        Argument("progress", Takes.FRAMED, "“进展日期”一栏"),
        Argument("done", Takes.FRAMED, "“完成日期”一栏"),
        TODAY,
        Argument("plan_due", Takes.DATE, "方案报送时限；没有的空着"),
        Argument("due", Takes.DATE, "任务完成时限；没有的空着"),
        WARN_DAYS,
        Argument("idle_days", Takes.NUMBER, "多少天没有进展算久无进展", "天"),
    ),
    (Output("状态", tasks.status), Output("灯", tasks.light)),
    _tasks,
    is_block=True,
)

NODES = Function(
    "WB_NODES",
    "任务节点各行",
    "每个任务节点的剩余天数、状态（逾期、临期、待明确、推进中、已完成）和灯；没有单位或日期的为待明确。整块填入。",
    (
        Argument("numbers", Takes.FRAMED, "“节点编号”一栏"),
        Argument("texts", Takes.FRAMED, "“节点”一栏"),
        Argument("leads", Takes.FRAMED, "“单位”一栏"),
        Argument("due", Takes.FRAMED, "“计划完成”一栏"),
        Argument("closed", Takes.FRAMED, "“完成日期”一栏"),
        TODAY,
        WARN_DAYS,
    ),
    (Output("剩余天数", tasks.node_left), Output("状态", tasks.node_state), Output("灯", tasks.node_light)),
    _nodes,
    is_block=True,
)

TASK_FUNCTIONS = (TASKS, NODES)
