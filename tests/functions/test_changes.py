"""The states of changes of persons, as the sheet's block and the office's list say them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from weibao.compute.member_states import change_counts, change_states, post_names
from weibao.compute.members import MemberChange
from weibao.compute.model import Office
from weibao.compute.papers import Paper, PaperState
from weibao.compute.settings import Settings
from weibao.functions.cells import ERROR
from weibao.functions.change_functions import CHANGES
from weibao.functions.changes import ChangeCells, change_answer, post_codes
from weibao.functions.registry import evaluate

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

# Ten working days after 7 September 2023 are over on the 21st: the 22nd is late.
TODAY, IN_TIME, LATE = date(2023, 9, 21), date(2023, 9, 7), date(2023, 9, 6)
MEMBER = {"body": "领导小组", "post": "成员"}
LIAISON = {"body": "市未保办", "post": "联络员"}
CASES: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({**MEMBER}, ("待提出", "")),
    ({**MEMBER, "changed": IN_TIME}, ("待提出", "黄灯")),
    ({**MEMBER, "proposed": IN_TIME}, ("待批准", "黄灯")),
    ({**MEMBER, "changed": LATE, "proposed": IN_TIME}, ("待批准", "红灯")),
    ({**MEMBER, "changed": date(2023, 9, 14), "approved": IN_TIME}, ("待印发", "绿灯")),
    ({**MEMBER, "changed": LATE, "approved": IN_TIME}, ("待印发", "红灯")),
    ({**MEMBER, "changed": LATE, "approved": IN_TIME, "doc_no": "皋未保〔2023〕1号"}, ("已办结", "绿灯")),
    ({**MEMBER, "approved": IN_TIME, "closed": TODAY}, ("手续不全", "红灯")),
    ({**MEMBER, "doc_no": "皋未保〔2023〕1号", "closed": TODAY}, ("手续不全", "红灯")),
    ({**LIAISON, "changed": IN_TIME}, ("待备案", "黄灯")),
    ({**LIAISON, "changed": LATE}, ("待备案", "红灯")),
    ({**LIAISON, "changed": LATE, "closed": TODAY}, ("已办结", "绿灯")),
    ({"post": "联络员", "changed": LATE, "doc_no": "来函"}, ("已办结", "绿灯")),
    ({"body": "市未保办", "post": "督查专员", "changed": IN_TIME}, ("待办结", "黄灯")),
    ({"body": "市未保办", "post": "督查专员", "closed": IN_TIME}, ("已办结", "绿灯")),
    ({"body": "市未保办", "post": "兼职督查专员", "closed": IN_TIME}, ("已办结", "绿灯")),
    ({"body": "市未保办", "post": "顾问", "changed": LATE}, ("职务有误", "")),
    ({**LIAISON, "changed": date(2026, 12, 25)}, ("待备案", "")),
]


@pytest.mark.parametrize(("typed", "shown"), CASES)
def test_changes_stand_alike_in_sheet_and_list(
    rugao: Rulebook, calendar: WorkCalendar, typed: dict[str, Any], shown: tuple[str, str]
) -> None:
    posts = post_codes(post_names(rugao))
    cells = ChangeCells(*(({"id": "B1"} | typed).get(key) for key in ChangeCells._fields))
    assert change_answer(cells, posts=posts, today=TODAY, days=10, warn_days=3, calendar=calendar) == shown
    values = {"id": "B1", "unit": "D07", "old": "甲", "body": "市未保办"} | typed
    office = Office(changes=(MemberChange(**values),))
    (state,) = change_states(rugao, Settings.build(rugao, {})[0], calendar, office, TODAY)
    assert (state.status.label, state.light.label) == shown


def test_a_signed_notice_counts_until_it_is_taken_back(rugao: Rulebook, calendar: WorkCalendar) -> None:
    change = MemberChange(id="B1", unit="D07", old="甲", approved=IN_TIME, **MEMBER)  # type: ignore[arg-type]

    def seen(state: PaperState, **typed: Any) -> dict[str, int]:
        paper = Paper(kind="member_notice", items=("B1",), doc_no="皋未保〔2023〕1号", state=state)
        office = Office(changes=(MemberChange(**_fields(change) | typed),), register=(paper,))
        states = change_states(rugao, Settings.build(rugao, {})[0], calendar, office, TODAY)
        return {key: count for key, count in change_counts(states).items() if count}

    assert seen(PaperState.NUMBERED) == {"done": 1}
    assert seen(PaperState.WITHDRAWN) == {"not_issued": 1}
    assert seen(PaperState.WITHDRAWN, doc_no="皋未保[2023]1号") == {"not_issued": 1}


def _fields(change: MemberChange) -> dict[str, Any]:
    return {key: getattr(change, key) for key in MemberChange.__slots__}  # type: ignore[attr-defined]


def test_the_block_takes_what_the_ledger_hands_over() -> None:
    row = ("B1", "组", " 成员", None, None, IN_TIME, None, None)
    framed = [[["表头"], [cell], [None]] for cell in row]
    shared = [
        [["", 0], ["组成员", 11], ["坏", None]],
        TODAY,
        10,
        3,
        [["day_off"]],
        date(2023, 1, 1),
        date(2023, 12, 31),
    ]
    assert evaluate(CHANGES, [*framed, *shared]) == [["待印发", ""]]
    assert evaluate(CHANGES, [*([["表头"], [None], [None]] for _ in row), *shared]) == [["", ""]]
    broken = [[["表头"], [ERROR], [None]], *framed[1:]]
    assert evaluate(CHANGES, [*broken, *shared]) == [[None, None]]
