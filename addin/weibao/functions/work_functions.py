"""The block of 工作制度, as the registry lists it."""

from __future__ import annotations

from weibao.functions import work
from weibao.functions.arguments import TODAY, WARN_DAYS
from weibao.functions.cells import Cell
from weibao.functions.ranges import Range, Result, columns, count, day, each_row
from weibao.functions.spec import Argument, Function, Output, Takes
from weibao.functions.work import WorkCells, work_answer


def _work(
    ids: Range, systems: Range, topics: Range, start: Range, end: Range, sent: Range, today: Cell, days: Cell,
    must: Cell, warn_days: Cell,
) -> Result:  # fmt: skip
    as_of, limit, warn = day(today, "today"), count(days, "report_days"), count(warn_days, "warn_days")
    listed = "" if must is None else str(must)
    rows = columns(ids, systems, topics, start, end, sent)
    return each_row(
        rows,
        3,
        lambda row: work_answer(WorkCells(*row), today=as_of, report_days=limit, must=listed, warn_days=warn),
    )


WORK = Function(
    "WB_WORK",
    "工作制度各行",
    "每次调研、通报、研究、督查的剩余天数、状态（待开展、开展中、待报送、逾期未报、已报送、已结束）和灯。整块填入。",
    (
        Argument("numbers", Takes.FRAMED, "“编号”一栏"),
        Argument("systems", Takes.FRAMED, "“制度”一栏"),
        Argument("topics", Takes.FRAMED, "“主题”一栏"),
        Argument("start", Takes.FRAMED, "“开始日期”一栏"),
        Argument("end", Takes.FRAMED, "“结束日期”一栏"),
        Argument("sent", Takes.FRAMED, "“报送日期”一栏"),
        TODAY,
        Argument("report_days", Takes.NUMBER, "结束后多少天内报送结果", "天"),
        Argument("must", Takes.TEXT, "每次都要有结果的制度，前后用顿号隔开"),
        WARN_DAYS,
    ),
    (Output("剩余天数", work.left), Output("状态", work.state), Output("灯", work.light)),
    _work,
    is_block=True,
)
