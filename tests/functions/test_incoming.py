"""The state of a received paper, as the sheet's block and the office's list say it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from weibao.compute.incoming import IncomingStatus, incoming_remarks, incoming_states
from weibao.compute.papers import Incoming
from weibao.functions.cells import ERROR
from weibao.functions.incoming import IncomingCells, incoming_answer

TODAY, WARN = date(2023, 9, 22), 3


def day(left: int) -> date:
    return TODAY + timedelta(days=left)


CASES: list[tuple[dict[str, Any], tuple[Any, str, str]]] = [
    ({}, ("", "待签收", "")),
    ({"receiver": "甲"}, ("", "办理中", "")),
    ({"receiver": "甲", "due": day(4)}, (4, "办理中", "绿灯")),
    ({"due": day(4)}, (4, "待签收", "绿灯")),
    ({"receiver": "甲", "due": day(3)}, (3, "临期", "黄灯")),
    ({"receiver": "甲", "due": day(0)}, (0, "临期", "黄灯")),
    ({"receiver": "甲", "due": day(-1)}, (-1, "逾期", "红灯")),
    ({"due": day(-1)}, (-1, "逾期", "红灯")),
    ({"receiver": "甲", "due": day(-1), "done": TODAY}, ("", "已办结", "绿灯")),
    ({"done": TODAY}, ("", "已办结", "绿灯")),
    ({"receiver": "甲", "due": day(-1), "done": day(1)}, (-1, "逾期", "红灯")),
]


@pytest.mark.parametrize(("typed", "shown"), CASES)
def test_sheet_and_list_say_the_same(typed: dict[str, Any], shown: tuple[Any, str, str]) -> None:
    cells = IncomingCells("收1", None, None, *(typed.get(key) for key in ("receiver", "due", "done")))
    assert incoming_answer(cells, today=TODAY, warn_days=WARN) == shown
    (state,) = incoming_states([Incoming(no="收1", **typed)], as_of=TODAY, warn_days=WARN)
    assert ("" if state.left is None else state.left, state.status.label, state.light.label) == shown


def test_a_row_that_names_no_paper_says_nothing() -> None:
    blank = IncomingCells(None, None, "", "甲", TODAY, None)
    assert incoming_answer(blank, today=TODAY, warn_days=WARN) == ("", "", "")
    assert incoming_states([Incoming(receiver="甲", due=TODAY)], as_of=TODAY, warn_days=WARN) == ()
    with pytest.raises(ValueError, match="error values"):
        incoming_answer(blank._replace(due=ERROR), today=TODAY, warn_days=WARN)


def test_the_most_pressing_comes_first() -> None:
    papers = [
        Incoming(no="办完", done=TODAY, row=1), Incoming(no="没签", row=2),
        Incoming(no="无期限", receiver="甲", row=3), Incoming(no="有期限", receiver="甲", due=day(9), row=4),
        Incoming(no="临期", receiver="甲", due=day(1), row=5), Incoming(no="晚三天", due=day(-3), row=6),
        Incoming(no="晚一天", due=day(-1), row=7),
    ]  # fmt: skip
    states = incoming_states(papers, as_of=TODAY, warn_days=WARN)
    assert [state.item.no for state in states] == ["晚三天", "晚一天", "临期", "没签", "有期限", "无期限", "办完"]
    assert [state.item.no for state in states if state.is_unsigned] == ["晚三天", "晚一天", "没签"]
    assert {state.status for state in states} == set(IncomingStatus)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ({"no": "收1", "received": day(-2), "due": day(0), "done": day(0)}, []),
        ({"no": "收1", "received": day(0), "due": day(-1)}, ["incoming-order"]),
        ({"no": "收1", "received": day(-1), "done": day(-2)}, ["incoming-order"]),
        ({"no": "收1", "done": day(1)}, ["incoming-ahead"]),
        ({"doc_no": "甲发〔2023〕1号"}, ["incoming-nameless"]),
    ],
)
def test_rows_that_cannot_be_right_are_told(typed: dict[str, Any], codes: list[str]) -> None:
    assert [code for _, code, _ in incoming_remarks([Incoming(**typed)], TODAY)] == codes


def test_a_number_given_twice_is_told() -> None:
    papers = [Incoming(no="收1", row=2), Incoming(no="收2", row=3), Incoming(no="收1", row=4)]
    assert [(paper.row, code) for paper, code, _ in incoming_remarks(papers, TODAY)] == [(4, "incoming-twice")]
