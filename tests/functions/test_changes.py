"""The states of changes of persons, as the sheet's block and the office's list say them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from weibao.compute.member_checks import number_findings
from weibao.compute.member_states import change_counts, change_states, post_names
from weibao.compute.members import MemberChange
from weibao.compute.model import Office
from weibao.compute.papers import Paper, PaperState
from weibao.compute.settings import Settings
from weibao.functions.cells import ERROR
from weibao.functions.change_functions import CHANGES
from weibao.functions.changes import ChangeCells, change_answer, post_codes
from weibao.functions.gone_numbers import gone_numbers
from weibao.functions.registry import evaluate

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

# Ten working days after 7 September 2023 are over on the 21st: the 22nd is late.
TODAY, IN_TIME, LATE, LATER = date(2023, 9, 21), date(2023, 9, 7), date(2023, 9, 6), date(2023, 9, 22)
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
    ({**MEMBER, "changed": LATE, "proposed": LATER}, ("待提出", "红灯")),
    ({**MEMBER, "changed": LATE, "proposed": LATE, "approved": LATER}, ("待批准", "红灯")),
    ({**LIAISON, "changed": LATE, "closed": LATER}, ("待备案", "红灯")),
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


@pytest.mark.parametrize(
    ("typed", "register", "status"),
    [
        ("皋未保〔2023〕1号", [("皋未保〔2023〕1号", PaperState.ISSUED)], "已办结"),
        ("皋未保〔2023〕1号", [("皋未保〔2023〕1号", PaperState.WITHDRAWN)], "待印发"),
        ("皋未保[2023]第01号", [("皋未保〔2023〕1号", PaperState.VOID)], "待印发"),
        ("皋未保〔2023〕1号", [("皋未保（2023）１号", PaperState.REISSUED)], "待印发"),
        (
            "皋未保〔2023〕1号",
            [("皋未保〔2023〕1号", PaperState.VOID), ("皋未保〔2023〕1号", PaperState.ISSUED)],
            "已办结",
        ),
        ("皋未保〔2023〕1号", [("皋未保〔2023〕11号", PaperState.VOID)], "已办结"),
    ],
)
def test_a_number_that_holds_no_more_shows_the_same_in_sheet_and_list(
    rugao: Rulebook, calendar: WorkCalendar, typed: str, register: list[tuple[str, PaperState]], status: str
) -> None:
    row = {**MEMBER, "id": "B1", "changed": LATE, "approved": IN_TIME, "doc_no": typed}
    cells = ChangeCells(*(row.get(key) for key in ChangeCells._fields))
    gone = gone_numbers((number, f" {state.label}") for number, state in register)
    posts = post_codes(post_names(rugao))
    shown = change_answer(cells, posts=posts, today=TODAY, days=10, warn_days=3, calendar=calendar, gone=gone)
    papers = tuple(Paper(doc_no=number, state=state) for number, state in register)
    office = Office(changes=(MemberChange(unit="D07", old="甲", **row),), register=papers)  # type: ignore[arg-type]
    (state,) = change_states(rugao, Settings.build(rugao, {})[0], calendar, office, TODAY)
    assert (shown.status, state.status.label) == (status, status)
    told = [item.message for item in number_findings(rugao, office)]
    assert [typed in text and "请办好新的" in text for text in told] == [True] * (status == "待印发")


def test_of_a_number_that_was_replaced_the_new_one_is_named(rugao: Rulebook) -> None:
    papers = (
        Paper(doc_no="皋未保〔2023〕1号", state=PaperState.REISSUED),
        Paper(doc_no="皋未保〔2023〕2号", state=PaperState.ISSUED, kind="member_notice", items=("B1",)),
    )
    change = MemberChange(id="B1", unit="D07", old="甲", doc_no="皋未保〔2023〕1号", **MEMBER)
    (told,) = number_findings(rugao, Office(changes=(change,), register=papers))
    assert "现在的是“皋未保〔2023〕2号”，请改填" in told.message


def test_where_the_register_holds_an_error_no_number_is_gone() -> None:
    assert gone_numbers([("皋未保〔2023〕1号", "撤回"), (ERROR, "撤回")]) == ()


def _fields(change: MemberChange) -> dict[str, Any]:
    return {key: getattr(change, key) for key in MemberChange.__slots__}  # type: ignore[attr-defined]


def test_the_block_takes_what_the_ledger_hands_over() -> None:
    row = ("B1", "组", " 成员", None, None, IN_TIME, None, None)
    framed = [[["表头"], [cell], [None]] for cell in row]
    shared = [
        [["文号"], ["皋〔2023〕1号"]],
        [["状态"], ["作废"]],
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
    gone = [*framed[:6], [["表头"], [" 皋[2023]1号"], [None]], framed[7]]
    assert evaluate(CHANGES, [*gone, *shared]) == [["待印发", ""]]
    broken = [[["表头"], [ERROR], [None]], *framed[1:]]
    assert evaluate(CHANGES, [*broken, *shared]) == [[None, None]]
