"""The block of 成员变动, as the registry lists it."""

from __future__ import annotations

from typing import Any

from weibao.functions import changes
from weibao.functions.arguments import CALENDAR, TODAY, WARN_DAYS
from weibao.functions.changes import ChangeCells, change_answer, post_codes
from weibao.functions.gone_numbers import gone_numbers
from weibao.functions.ranges import Result, calendar_of, codes, columns, count, day, each_row
from weibao.functions.spec import Argument, Function, Output, Takes


def _changes(*arguments: Any) -> Result:
    *framed, registered, states, posts, today, days, warn_days, off, first, last = arguments
    known = post_codes(codes(posts))
    as_of, calendar = day(today, "today"), calendar_of(off, first, last)
    gone = gone_numbers((number[0], state[0]) for number, state in zip(registered, states, strict=True))
    limit, warn = count(days, "member_days"), count(warn_days, "warn_days")
    return each_row(
        columns(*framed), 2,
        lambda row: change_answer(
            ChangeCells(*row), posts=known, today=as_of, days=limit, warn_days=warn, calendar=calendar, gone=gone
        ),
    )  # fmt: skip


CHANGES = Function(
    "WB_CHANGES",
    "成员变动各行",
    "每项成员变动的状态（待提出、待批准、待印发、待备案、待办结、手续不全、职务有误、已办结）和灯；"
    "从变动（没有填的从提出）之日起超过办理时限的亮红灯。整块填入。",
    (
        Argument("numbers", Takes.FRAMED, "“变动编号”一栏"),
        Argument("bodies", Takes.FRAMED, "“机构”一栏"),
        Argument("posts", Takes.FRAMED, "“职务”一栏"),
        Argument("changed", Takes.FRAMED, "“变动日期”一栏"),
        Argument("proposed", Takes.FRAMED, "“提出日期”一栏"),
        Argument("approved", Takes.FRAMED, "“批准日期”一栏"),
        Argument("doc_nos", Takes.FRAMED, "“文号”一栏"),
        Argument("closed", Takes.FRAMED, "“办结日期”一栏"),
        Argument("registered", Takes.RANGE, "“文号登记”的“文号”一栏：已撤回、作废、重新印发的文号不算"),
        Argument("states", Takes.RANGE, "“文号登记”的“状态”一栏"),
        Argument("post_table", Takes.RANGE, "每种职务一行：机构加职务，怎样办理（批准1、印发通知2、函告备案4，另加8）"),
        TODAY,
        Argument("member_days", Takes.NUMBER, "办理时限", "工作日"),
        WARN_DAYS,
        *CALENDAR,
    ),
    (Output("状态", changes.change_state), Output("灯", changes.light)),
    _changes,
    is_block=True,
)

CHANGE_FUNCTIONS = (CHANGES,)
