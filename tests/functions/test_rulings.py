"""Rows of 负面清单认定: the window, the ruling, and what the verdict still waits for. Every branch."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from weibao.functions.cells import ERROR
from weibao.functions.rulings import RulingCells, Scene, item_of, remark, ruling_state, words_of

MAY_5 = date(2023, 5, 5)  # reported by a unit
JUNE_6 = date(2023, 6, 6)  # reported by nobody
WINDOW = (date(2021, 10, 31), date(2023, 10, 31))
NOTED = None  # 代码 of an event that the office noted itself
CODE = "V1-20230505"  # any code: the row came from a unit


def cells(veto: Any = "V1", day: Any = MAY_5, ruling: Any = None, code: Any = CODE) -> RulingCells:
    return RulingCells(veto, day, ruling, code)


def judge(*rows: RulingCells, unruled: bool = True, undated: str = "") -> tuple[str, str]:
    """The state of the first row. V1 is an event, V2 a state; `undated` adds an event without a date."""
    reported = {"v1-20230505", "v2-0", undated.lower()}
    scene = Scene({"v1": True, "v2": False}, reported, WINDOW, unruled, words_of(rows))
    return tuple(ruling_state(rows[0], scene))


@pytest.mark.parametrize(
    ("veto", "day", "inside"),
    [
        ("V1", date(2021, 10, 30), "否"),
        ("V1", date(2021, 10, 31), "是"),
        ("V1", date(2023, 10, 31), "是"),
        ("V1", 45230.99, "是"),  # the evening of the last day
        ("V1", date(2023, 11, 1), "否"),
        ("v1", MAY_5, "是"),
        (" V 1　", MAY_5, "是"),
        ("V1", None, "缺发生日期"),
        ("V1", "", "缺发生日期"),
        ("V1", "五月", "日期有误"),
        ("V1", 2023, "日期有误"),
        ("V1", " ", "日期有误"),
        ("V2", None, "是"),
        ("V2", date(2005, 1, 1), "是"),  # a state is current, whenever it began
        ("V2", "五月", "日期有误"),
        ("V9", MAY_5, "编号有误"),
        ("V*", MAY_5, "编号有误"),
        ("V9", "五月", "编号有误"),
    ],
)
def test_whether_an_event_lies_in_the_window(veto: Any, day: Any, inside: str) -> None:
    assert judge(cells(veto, day))[0] == inside


@pytest.mark.parametrize("ruling", [None, "是", "待查"])
@pytest.mark.parametrize(
    ("veto", "day"), [("V1", date(2021, 10, 30)), ("V1", date(2023, 11, 1)), ("V1", "五月"), ("V9", MAY_5)]
)
def test_nothing_outside_the_window_or_unreadable_counts(veto: str, day: Any, ruling: Any) -> None:
    assert judge(cells(veto, day, ruling, NOTED))[1] == "否"


@pytest.mark.parametrize(
    ("day", "ruling", "code", "counted", "counted_if_unruled_waits"),
    [
        # reported by a unit: counts until it is ruled, unless the setting says otherwise
        (MAY_5, None, CODE, "是", "待定"),
        (MAY_5, "", CODE, "是", "待定"),
        (MAY_5, "?", CODE, "是", "待定"),
        (MAY_5, "待查", CODE, "是", "待定"),
        (MAY_5, "是", CODE, "是", "是"),
        (MAY_5, "否", CODE, "否", "否"),
        (MAY_5, None, NOTED, "是", "待定"),  # noted by the office, and reported as well
        (45051.6, None, CODE, "是", "待定"),  # 5 May 2023 in the afternoon
        # no unit reports it any longer
        (JUNE_6, None, "V1-20230606", "否", "否"),
        (JUNE_6, "待查", "V1-20230606", "待定", "待定"),
        (JUNE_6, "是", "V1-20230606", "是", "是"),
        (JUNE_6, "否", "V1-20230606", "否", "否"),
        # noted by the office itself
        (JUNE_6, None, NOTED, "待定", "待定"),
        (JUNE_6, None, "", "待定", "待定"),
        (JUNE_6, "待查", NOTED, "待定", "待定"),
        (JUNE_6, "是", NOTED, "是", "是"),
        (JUNE_6, "否", NOTED, "否", "否"),
        # an event without its date never counts by itself; a ruling decides
        (None, None, NOTED, "待定", "待定"),
        (None, None, "V1-0", "否", "否"),
        (None, "待查", "V1-0", "待定", "待定"),
        (None, "是", "V1-0", "是", "是"),
        (None, "否", "V1-0", "否", "否"),
    ],
)
def test_what_counts(day: Any, ruling: Any, code: Any, counted: str, counted_if_unruled_waits: str) -> None:
    assert judge(cells("V1", day, ruling, code))[1] == counted
    assert judge(cells("V1", day, ruling, code), unruled=False)[1] == counted_if_unruled_waits


def test_a_reported_event_without_a_date_waits() -> None:
    assert judge(cells("V1", None, None, "V1-0"), undated="V1-0") == ("缺发生日期", "待定")


@pytest.mark.parametrize(("ruling", "counted"), [(None, "是"), ("是", "是"), ("否", "否"), ("待查", "是")])
def test_a_reported_state_needs_no_date(ruling: Any, counted: str) -> None:
    assert judge(cells("V2", None, ruling, "V2-0")) == ("是", counted)


@pytest.mark.parametrize(
    ("others", "reported", "gone"),
    [
        (("否",), "是", "待定"),
        (("待查",), "是", "待定"),
        (("是",), "是", "是"),
        ((None,), "是", "是"),
        (("是", "否"), "是", "待定"),
    ],
)
def test_rows_of_one_event_that_contradict_each_other_leave_it_open(
    others: tuple[Any, ...], reported: str, gone: str
) -> None:
    """The first row says 是; `reported` where a unit reports the event, `gone` where none does."""
    for day, counted in ((MAY_5, reported), (JUNE_6, gone)):
        rows = [cells("V1", day, "是", CODE), *(cells("v1", day, other, CODE) for other in others)]
        assert judge(*rows)[1] == counted


def test_contradicting_rows_wait_where_unruled_events_do_not_count() -> None:
    assert judge(cells(ruling="是"), cells(ruling="否"), unruled=False)[1] == "待定"


def test_a_ruling_on_another_item_or_day_says_nothing() -> None:
    others = (cells("V2", MAY_5, "否"), cells("V1", JUNE_6, "否"), cells("V1", None, "否"))
    assert judge(cells(ruling=None), *others) == ("是", "是")
    assert judge(cells(ruling="是"), *others) == ("是", "是")


@pytest.mark.parametrize("blank", [None, ""])
def test_a_row_without_an_item_says_nothing_even_with_a_code(blank: Any) -> None:
    assert judge(cells(blank)) == ("", "")
    assert judge(cells(blank, "五月", "是", NOTED)) == ("", "")


@pytest.mark.parametrize("key", RulingCells._fields)
def test_an_error_value_has_no_state(key: str) -> None:
    with pytest.raises(ValueError, match="error"):
        judge(cells()._replace(**{key: ERROR}))


def test_items_are_known_by_their_code_without_blanks_and_case() -> None:
    assert item_of(cells(" v1 ")) == item_of(cells("V1")) == "v1"


@pytest.mark.parametrize(
    ("counted", "silent", "pending", "end"),
    [
        (1, 0, 0, "计入1项，各责任单位均已答复。"),
        (0, 3, 0, "计入0项，暂不作最终意见：尚有3个责任单位未答复。"),
        (2, 0, 1, "计入2项，暂不作最终意见：尚有1件待认定。"),
        (0, 3, 1, "计入0项，暂不作最终意见：尚有3个责任单位未答复。尚有1件待认定。"),
    ],
)
def test_the_remark_says_what_the_verdict_waits_for(counted: int, silent: int, pending: int, end: str) -> None:
    assert remark(2, counted, silent, pending) == f"计分轮次：第2轮。负面清单{end}"
