"""The blocks of 会议台账 and 议定事项, as the registry lists them."""

from __future__ import annotations

from weibao.functions import meetings
from weibao.functions.arguments import TODAY, WARN_DAYS
from weibao.functions.cells import Cell
from weibao.functions.meetings import DecisionCells, MeetingCells, decision_answer, meeting_answer
from weibao.functions.ranges import Range, Result, columns, count, day, each_row
from weibao.functions.spec import Argument, Function, Output, Takes


def _meetings(
    ids: Range, kinds: Range, titles: Range, held: Range, approved: Range, today: Cell, minutes_days: Cell
) -> Result:
    as_of, limit = day(today, "today"), count(minutes_days, "minutes_days")
    rows = columns(ids, kinds, titles, held, approved)
    return each_row(rows, 1, lambda row: [meeting_answer(MeetingCells(*row), today=as_of, minutes_days=limit)])


def _decisions(
    ids: Range, texts: Range, leads: Range, due: Range, closed: Range, today: Cell, warn_days: Cell
) -> Result:
    as_of, warn = day(today, "today"), count(warn_days, "warn_days")
    rows = columns(ids, texts, leads, due, closed)
    return each_row(rows, 3, lambda row: decision_answer(DecisionCells(*row), today=as_of, warn_days=warn))


MEETINGS = Function(
    "WB_MEETINGS",
    "会议各行",
    "每次会议的状态（待开、已开、缺纪要、已签批）：没有签批日期的，会后超过签批时限为缺纪要。整块填入。",
    (
        Argument("numbers", Takes.FRAMED, "“会议编号”一栏"),
        Argument("kinds", Takes.FRAMED, "“会议种类”一栏"),
        Argument("titles", Takes.FRAMED, "“会议名称”一栏"),
        Argument("held", Takes.FRAMED, "“日期”一栏"),
        Argument("approved", Takes.FRAMED, "“签批日期”一栏"),
        TODAY,
        Argument("minutes_days", Takes.NUMBER, "纪要签批时限", "天"),
    ),
    (Output("状态", meetings.meeting_state),),
    _meetings,
    is_block=True,
)

DECISIONS = Function(
    "WB_DECISIONS",
    "议定事项各行",
    "每件议定事项的剩余天数、状态（待明确、办理中、临期、逾期、已办结）和灯；没有主办单位或时限的为待明确。整块填入。",
    (
        Argument("numbers", Takes.FRAMED, "“事项编号”一栏"),
        Argument("texts", Takes.FRAMED, "“议定内容”一栏"),
        Argument("leads", Takes.FRAMED, "“主办单位”一栏"),
        Argument("due", Takes.FRAMED, "“办理时限”一栏"),
        Argument("closed", Takes.FRAMED, "“办结日期”一栏"),
        TODAY,
        WARN_DAYS,
    ),
    (Output("剩余天数", meetings.left), Output("状态", meetings.decision_state), Output("灯", meetings.light)),
    _decisions,
    is_block=True,
)

MEETING_FUNCTIONS = (MEETINGS, DECISIONS)
