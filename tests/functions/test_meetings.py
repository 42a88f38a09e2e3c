"""The states of meetings and decisions, as the sheet's blocks and the office's lists say them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from weibao.compute.meeting_duties import meeting_duties
from weibao.compute.model import Decision, Meeting, Office
from weibao.compute.settings import Settings
from weibao.functions.cells import ERROR
from weibao.functions.meetings import DecisionCells, MeetingCells, decision_answer, meeting_answer

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

TODAY, WARN, LIMIT = date(2023, 9, 22), 3, 15


def day(left: int) -> date:
    return TODAY + timedelta(days=left)


MEETINGS: list[tuple[dict[str, Any], str]] = [
    ({}, "待开"),
    ({"held_on": day(1)}, "待开"),
    ({"held_on": day(0)}, "已开"),
    ({"held_on": day(-15)}, "已开"),
    ({"held_on": day(-16)}, "缺纪要"),
    ({"held_on": day(-16), "approved_on": day(-1)}, "已签批"),
    ({"approved_on": day(-1)}, "已签批"),
]
DECISIONS: list[tuple[dict[str, Any], tuple[Any, str, str]]] = [
    ({}, ("", "待明确", "")),
    ({"lead": "甲"}, ("", "待明确", "")),
    ({"due": day(4)}, (4, "待明确", "绿灯")),
    ({"lead": "甲", "due": day(4)}, (4, "办理中", "绿灯")),
    ({"lead": "甲", "due": day(3)}, (3, "临期", "黄灯")),
    ({"due": day(0)}, (0, "临期", "黄灯")),
    ({"due": day(-1)}, (-1, "逾期", "红灯")),
    ({"due": day(-1), "closed": day(-2)}, ("", "已办结", "绿灯")),
]


@pytest.mark.parametrize(("typed", "shown"), MEETINGS)
def test_meetings_stand_alike_in_sheet_and_list(rugao: Rulebook, typed: dict[str, Any], shown: str) -> None:
    cells = MeetingCells("H1", None, None, typed.get("held_on"), typed.get("approved_on"))
    assert meeting_answer(cells, today=TODAY, minutes_days=LIMIT) == shown
    office = Office(meetings=(Meeting(id="H1", **typed),))
    duties = meeting_duties(rugao, Settings.build(rugao, {})[0], office, TODAY)
    assert [state.status.label for state in duties.meetings] == [shown]


@pytest.mark.parametrize(("typed", "shown"), DECISIONS)
def test_decisions_stand_alike_in_sheet_and_list(
    rugao: Rulebook, typed: dict[str, Any], shown: tuple[Any, str, str]
) -> None:
    cells = DecisionCells("H1-1", None, *(typed.get(key) for key in ("lead", "due", "closed")))
    assert decision_answer(cells, today=TODAY, warn_days=WARN) == shown
    lead = (typed["lead"],) if "lead" in typed else ()
    decision = Decision(**{"id": "H1-1", "meeting": "H1", "text": "办"} | typed | {"lead": lead})
    (state,) = meeting_duties(rugao, Settings.build(rugao, {})[0], Office(decisions=(decision,)), TODAY).decisions
    assert ("" if state.left is None else state.left, state.status.label, state.light.label) == shown


def test_rows_that_are_not_in_use_say_nothing() -> None:
    meeting, decision = MeetingCells(None, "", None, TODAY, TODAY), DecisionCells("", None, "甲", TODAY, TODAY)
    assert meeting_answer(meeting, today=TODAY, minutes_days=LIMIT) == ""
    assert decision_answer(decision, today=TODAY, warn_days=WARN) == ("", "", "")
    for wrong in (meeting._replace(held_on=ERROR), meeting._replace(id=ERROR)):
        with pytest.raises(ValueError, match="error values"):
            meeting_answer(wrong, today=TODAY, minutes_days=LIMIT)
    with pytest.raises(ValueError, match="error values"):
        decision_answer(decision._replace(due=ERROR), today=TODAY, warn_days=WARN)
