"""The blocks of 会议台账 and 议定事项, as the registry lists them."""

from __future__ import annotations

from typing import Any

from weibao.compute.meeting_steps import Limits
from weibao.functions import meeting_rows, meetings
from weibao.functions.arguments import TODAY, WARN_DAYS
from weibao.functions.meeting_rows import MeetingCells, kind_codes, meeting_answer
from weibao.functions.meetings import DecisionCells, decision_answer, reported_meetings
from weibao.functions.ranges import Result, codes, columns, count, day, each_row
from weibao.functions.spec import Argument, Function, Output, Takes

_KINDS = Argument(
    "kind_table",
    Takes.RANGE,
    "每种会议一行：种类，要办的手续（议题报批1、会议文件2、纪要印发4、报告领导小组8，相加）",
)


def _meetings(*arguments: Any) -> Result:
    *framed, kinds, today, minutes_days, issue_days, warn_days = arguments
    limits = Limits(
        count(minutes_days, "minutes_days"),
        count(issue_days, "issue_days"),
        count(warn_days, "warn_days"),
    )
    known, as_of = kind_codes(codes(kinds)), day(today, "today")
    rows = columns(*framed)
    return each_row(rows, 3, lambda row: meeting_answer(MeetingCells(*row), kinds=known, today=as_of, limits=limits))


def _decisions(*arguments: Any) -> Result:
    *framed, numbers, meeting_kinds, kinds, today, warn_days = arguments
    as_of, warn = day(today, "today"), count(warn_days, "warn_days")
    pairs = ((number[0], kind[0]) for number, kind in zip(numbers, meeting_kinds, strict=True))
    reports = reported_meetings(pairs, kind_codes(codes(kinds)))
    rows = columns(*framed)
    return each_row(
        rows, 3, lambda row: decision_answer(DecisionCells(*row), today=as_of, warn_days=warn, reports=reports)
    )


MEETINGS = Function(
    "WB_MEETINGS",
    "会议各行",
    "每次会议的状态（待开、已开、缺纪要、已签批、未印发、已印发）、待办的手续和灯：议题、会议文件在会前办，"
    "纪要会后超过签批时限没有签批的为缺纪要，签批后超过印发时限没有印发的为未印发。整块填入。",
    (
        Argument("numbers", Takes.FRAMED, "“会议编号”一栏"),
        Argument("kinds", Takes.FRAMED, "“会议种类”一栏"),
        Argument("titles", Takes.FRAMED, "“会议名称”一栏"),
        Argument("held", Takes.FRAMED, "“日期”一栏"),
        Argument("agenda", Takes.FRAMED, "“议题批准日期”一栏"),
        Argument("papers", Takes.FRAMED, "“会议文件”一栏"),
        Argument("heard", Takes.FRAMED, "“文件征求意见日期”一栏"),
        Argument("agreed", Takes.FRAMED, "“文件同意日期”一栏"),
        Argument("approved", Takes.FRAMED, "“签批日期”一栏"),
        Argument("issued", Takes.FRAMED, "“印发日期”一栏"),
        _KINDS,
        TODAY,
        Argument("minutes_days", Takes.NUMBER, "纪要签批时限", "天"),
        Argument("issue_days", Takes.NUMBER, "纪要印发时限", "天"),
        WARN_DAYS,
    ),
    (
        Output("状态", meeting_rows.meeting_state),
        Output("待办", meeting_rows.meeting_steps),
        Output("灯", meeting_rows.meeting_light),
    ),
    _meetings,
    is_block=True,
)

DECISIONS = Function(
    "WB_DECISIONS",
    "议定事项各行",
    "每件议定事项的剩余天数、状态（待明确、办理中、临期、逾期、待报告、已办结）和灯；没有主办单位或时限的为待明确，"
    "领导小组会议议定、办结以后没有报告领导小组的为待报告。整块填入。",
    (
        Argument("numbers", Takes.FRAMED, "“事项编号”一栏"),
        Argument("texts", Takes.FRAMED, "“议定内容”一栏"),
        Argument("leads", Takes.FRAMED, "“主办单位”一栏"),
        Argument("due", Takes.FRAMED, "“办理时限”一栏"),
        Argument("closed", Takes.FRAMED, "“办结日期”一栏"),
        Argument("of", Takes.FRAMED, "“会议编号”一栏"),
        Argument("reported", Takes.FRAMED, "“报告日期”一栏"),
        Argument("meetings", Takes.RANGE, "“会议台账”的“会议编号”一栏"),
        Argument("meeting_kinds", Takes.RANGE, "“会议台账”的“会议种类”一栏"),
        _KINDS,
        TODAY,
        WARN_DAYS,
    ),
    (Output("剩余天数", meetings.left), Output("状态", meetings.decision_state), Output("灯", meetings.light)),
    _decisions,
    is_block=True,
)

MEETING_FUNCTIONS = (MEETINGS, DECISIONS)
