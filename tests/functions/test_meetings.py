"""The states of meetings and decisions, as the sheet's blocks and the office's lists say them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from weibao.compute.meeting_duties import meeting_duties
from weibao.compute.meeting_steps import Limits
from weibao.compute.model import Decision, Meeting, Office
from weibao.compute.settings import Settings
from weibao.functions.cells import ERROR
from weibao.functions.meeting_functions import DECISIONS, MEETINGS
from weibao.functions.meeting_rows import MeetingCells, meeting_answer
from weibao.functions.meetings import DecisionCells, decision_answer, reported_meetings
from weibao.functions.registry import evaluate
from weibao.sheets.ledger_meeting_columns import meeting_codes

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

TODAY, WARN = date(2023, 9, 22), 3
LIMITS = Limits(15, 7, WARN)


def day(left: int) -> date:
    return TODAY + timedelta(days=left)


# Of an 全体会议: what is noted, 状态, 待办, 灯.
GROUP: list[tuple[dict[str, Any], tuple[str, str, str]]] = [
    ({}, ("待开", "议题报批", "")),
    ({"held_on": day(4)}, ("待开", "议题报批", "绿灯")),
    ({"held_on": day(3)}, ("待开", "议题报批", "黄灯")),
    ({"held_on": day(0)}, ("已开", "议题报批；纪要报批", "黄灯")),
    ({"held_on": day(-1)}, ("已开", "议题报批；纪要报批", "红灯")),
    ({"held_on": day(4), "agenda_on": day(-1)}, ("待开", "", "绿灯")),
    (
        {"held_on": day(2), "agenda_on": day(-1), "papers": ("方案",)},
        ("待开", "会议文件征求意见；会议文件报批", "黄灯"),
    ),
    (
        {"held_on": day(2), "agenda_on": day(-1), "papers": ("方案",), "heard_on": day(-5)},
        ("待开", "会议文件报批", "黄灯"),
    ),
    (
        {"held_on": day(2), "agenda_on": day(-1), "papers": ("方案",), "heard_on": day(-5), "agreed_on": day(-1)},
        ("待开", "", "绿灯"),
    ),
    ({"held_on": day(-11), "agenda_on": day(-20)}, ("已开", "纪要报批", "绿灯")),
    ({"held_on": day(-15), "agenda_on": day(-20)}, ("已开", "纪要报批", "黄灯")),
    ({"held_on": day(-16), "agenda_on": day(-20)}, ("缺纪要", "纪要报批", "红灯")),
    ({"held_on": day(-16), "agenda_on": day(-20), "approved_on": day(-3)}, ("已签批", "纪要印发", "绿灯")),
    ({"held_on": day(-16), "agenda_on": day(-20), "approved_on": day(-7)}, ("已签批", "纪要印发", "黄灯")),
    ({"held_on": day(-16), "agenda_on": day(-20), "approved_on": day(-8)}, ("未印发", "纪要印发", "红灯")),
    (
        {"held_on": day(-16), "agenda_on": day(-20), "approved_on": day(-8), "issued_on": day(-1)},
        ("已印发", "", "绿灯"),
    ),
    # What is noted for a day that has not come is not done yet.
    ({"held_on": day(2), "agenda_on": day(1)}, ("待开", "议题报批", "黄灯")),
    (
        {"held_on": day(2), "agenda_on": day(0), "papers": ("方案",), "heard_on": day(1), "agreed_on": day(1)},
        ("待开", "会议文件征求意见；会议文件报批", "黄灯"),
    ),
    ({"held_on": day(-16), "agenda_on": day(-20), "approved_on": day(1)}, ("缺纪要", "纪要报批", "红灯")),
    (
        {"held_on": day(-16), "agenda_on": day(-20), "approved_on": day(-8), "issued_on": day(1)},
        ("未印发", "纪要印发", "红灯"),
    ),
]
# The same of a 主任办公会 and of a meeting of another sort, of which the rules ask less.
OTHERS: list[tuple[str, dict[str, Any], tuple[str, str, str]]] = [
    ("N3", {"held_on": day(1), "papers": ("方案",)}, ("待开", "", "绿灯")),
    ("N3", {"held_on": day(-16), "approved_on": day(-8)}, ("未印发", "纪要印发", "红灯")),
    ("N5", {"held_on": day(1)}, ("待开", "", "绿灯")),
    ("", {"held_on": day(-16)}, ("缺纪要", "纪要报批", "红灯")),
    ("", {"held_on": day(-16), "approved_on": day(-8)}, ("已签批", "", "绿灯")),
    ("", {"approved_on": day(-1)}, ("已签批", "", "绿灯")),
]
# Of a decision of an 全体会议 (H1) or a 主任办公会 (H2): 剩余天数, 状态, 灯.
DECIDED: list[tuple[dict[str, Any], tuple[Any, str, str]]] = [
    ({}, ("", "待明确", "")),
    ({"lead": "甲"}, ("", "待明确", "")),
    ({"due": day(4)}, (4, "待明确", "绿灯")),
    ({"lead": "甲", "due": day(4)}, (4, "办理中", "绿灯")),
    ({"lead": "甲", "due": day(3)}, (3, "临期", "黄灯")),
    ({"due": day(0)}, (0, "临期", "黄灯")),
    ({"due": day(-1)}, (-1, "逾期", "红灯")),
    ({"due": day(-1), "closed": day(-2)}, ("", "待报告", "黄灯")),
    ({"due": day(-1), "closed": day(-2), "reported": day(-1)}, ("", "已办结", "绿灯")),
    ({"due": day(-1), "closed": day(-2), "meeting": "H2"}, ("", "已办结", "绿灯")),
    ({"due": day(-1), "closed": day(-2), "meeting": "H9"}, ("", "已办结", "绿灯")),
    ({"due": day(-1), "closed": day(1), "reported": day(1)}, (-1, "逾期", "红灯")),
    ({"due": day(-1), "closed": day(-2), "reported": day(1)}, ("", "待报告", "黄灯")),
]


@pytest.mark.parametrize(("kind", "typed", "shown"), [*(("N1", *case) for case in GROUP), *OTHERS])
def test_meetings_stand_alike_in_sheet_and_list(
    rugao: Rulebook, kind: str, typed: dict[str, Any], shown: tuple[str, str, str]
) -> None:
    names = {item.id: f"{item.body}{item.name}" for item in rugao.meetings}
    values = {"id": "H1", "kind": names.get(kind)} | typed | {"papers": "\n".join(typed.get("papers", ()))}
    cells = MeetingCells(*(values.get(key) for key in MeetingCells._fields))
    assert meeting_answer(cells, kinds=meeting_codes(rugao), today=TODAY, limits=LIMITS) == shown
    office = Office(meetings=(Meeting(id="H1", kind=kind, **typed),))
    (state,) = meeting_duties(rugao, Settings.build(rugao, {})[0], office, TODAY).meetings
    found = state.standing
    assert (found.status.label, found.words, found.light.label) == shown


@pytest.mark.parametrize(("typed", "shown"), DECIDED)
def test_decisions_stand_alike_in_sheet_and_list(
    rugao: Rulebook, typed: dict[str, Any], shown: tuple[Any, str, str]
) -> None:
    values = {"id": "H1-1", "meeting": "h1"} | typed
    cells = DecisionCells(*(values.get(key) for key in DecisionCells._fields))
    listed = [("H1", "领导小组全体会议"), ("H2", "市未保办主任办公会"), (None, None), ("h1", "市未保办主任办公会")]
    reports = reported_meetings(listed, meeting_codes(rugao))
    assert decision_answer(cells, today=TODAY, warn_days=WARN, reports=reports) == shown
    lead = (typed["lead"],) if "lead" in typed else ()
    decision = Decision(**{"id": "H1-1", "meeting": "H1", "text": "办"} | typed | {"lead": lead})
    meetings = tuple(Meeting(id=key, kind=kind) for key, kind in (("H1", "N1"), ("H2", "N3")))
    office = Office(meetings=meetings, decisions=(decision,))
    (state,) = meeting_duties(rugao, Settings.build(rugao, {})[0], office, TODAY).decisions
    assert ("" if state.left is None else state.left, state.status.label, state.light.label) == shown


def test_rows_that_are_not_in_use_say_nothing() -> None:
    meeting = MeetingCells(None, "", None, TODAY, None, None, None, None, TODAY, None)
    decision = DecisionCells("", None, "甲", TODAY, TODAY)
    assert meeting_answer(meeting, kinds={}, today=TODAY, limits=LIMITS) == ("", "", "")
    assert decision_answer(decision, today=TODAY, warn_days=WARN) == ("", "", "")
    for wrong in (meeting._replace(held_on=ERROR), meeting._replace(id=ERROR)):
        with pytest.raises(ValueError, match="error values"):
            meeting_answer(wrong, kinds={}, today=TODAY, limits=LIMITS)
    with pytest.raises(ValueError, match="error values"):
        decision_answer(decision._replace(due=ERROR), today=TODAY, warn_days=WARN)


def test_the_blocks_take_what_the_ledger_hands_over() -> None:
    def framed(cell: object) -> list[list[object]]:
        return [["表头"], [cell], [None]]

    kinds = [[None, 0], ["全体会议", 15], ["坏", None]]
    row = ("H1", " 全体会议", None, day(-16), None, None, None, None, day(-8), None)
    assert evaluate(MEETINGS, [*map(framed, row), kinds, TODAY, 15, 7, WARN]) == [
        ["未印发", "议题报批；纪要印发", "红灯"]
    ]  # fmt: skip
    decision = [*map(framed, ("H1-1", "办", "甲", day(-1), day(-2)))]
    listed = [framed("H1"), framed(None), framed("H1"), framed("全体会议"), kinds]
    assert evaluate(DECISIONS, [*decision, *listed, TODAY, WARN]) == [["", "待报告", "黄灯"]]
