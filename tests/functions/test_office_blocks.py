"""The head of 核定 as a block: rows of rulings on the left, the figures in the last column."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from weibao.functions.cells import ERROR
from weibao.functions.office_blocks import head

MAY_5 = date(2023, 5, 5)
V1 = ("V1", MAY_5, None, "V1-20230505")
V2 = ("V2", None, None, "V2-0")
NOTED = ("V1", date(2023, 6, 6), None, None)
EMPTY = (None, None, None, None)
CLEAR, CAUTIOUS, NOT_RECOMMENDED, UNDECIDED = (
    "无影响期内的负面清单事项", "原则上谨慎推荐", "原则上不予推荐", "尚不能判定",
)  # fmt: skip
SCORES = [("I01", 2, 1.5), ("I02", 1, None), ("I03", 1, 0), ("I04", 2, "")]


def framed(rows: list[tuple[Any, ...]]) -> list[list[list[Any]]]:
    """Columns with a heading and a blank row below."""
    return [[["表头"], *([cell] for cell in column), [None]] for column in zip(*rows, strict=True)]


def block(
    *rows: tuple[Any, ...], scores: list[tuple[Any, ...]] = SCORES, silent: Any = 0, unruled: str = "是"
) -> list[list[Any]]:
    return head(
        *framed(list(rows)),
        [["V1", "溺水", 1], ["V2", "没有经费", 0]], [["key"], ["V1-20230505"], ["V2-0"], [None]],
        date(2021, 10, 31), date(2023, 10, 31), unruled, *framed(scores),
        [[1, CAUTIOUS], [2, NOT_RECOMMENDED]], 2, silent,
    )  # fmt: skip


def figures(*rows: tuple[Any, ...], **options: Any) -> list[Any]:
    return [line[2] for line in block(*rows, **options)]


def test_the_rows_and_beside_them_the_figures() -> None:
    assert block(V1, NOTED, EMPTY) == [
        ["是", "是", 6],
        ["是", "待定", 1.5],
        ["", "", 4.5],
        ["", "", 3],
        ["", "", 1.5],
        ["", "", CAUTIOUS],
        ["", "", "计分轮次：第2轮。负面清单计入1项，暂不作最终意见：尚有1件待认定。"],
    ]


def test_there_may_be_more_rows_than_figures() -> None:
    result = block(*[V1] * 9)
    assert [line[2] for line in result[7:]] == ["", ""]
    assert all(line[:2] == ["是", "是"] for line in result)


@pytest.mark.parametrize("blank", [None, ""])
def test_rows_without_a_code_do_not_count(blank: Any) -> None:
    """A row of sums that somebody wrote below the table, and text in it."""
    own = [*SCORES, (blank, 6, 1.5), (blank, None, None), (blank, "合计", "好")]
    assert figures(EMPTY, scores=own) == figures(EMPTY)
    assert figures(EMPTY, scores=own)[:5] == [6, 1.5, 4.5, 3, 1.5]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([("I01", 2, 2), ("I02", 1, 1)], [3, 3, 3, 0, 0]),
        ([("I01", 2, None), ("I02", 1, None)], [3, 0, 3, 3, 0]),
        ([("I01", 2, 0), ("I02", 1, 0)], [3, 0, 0, 0, 3]),
        ([("I01", 1, 0.1), ("I02", 1, 0.2), ("I03", 1, None)], [3, 0.3, 1.3, 1, 1.7]),
        ([(None, 1, 1)], [0, 0, 0, 0, 0]),
    ],
)
def test_earned_possible_unassessed_and_lost_add_up(scores: list[tuple[Any, ...]], expected: list[Any]) -> None:
    """总分, 有效得分, 可能得分, 未评, 失分."""
    assert figures(EMPTY, scores=scores)[:5] == expected


@pytest.mark.parametrize(
    ("rows", "silent", "verdict", "counted"),
    [
        ([EMPTY], 0, CLEAR, 0),
        ([EMPTY], None, CLEAR, 0),
        ([EMPTY], 1, UNDECIDED, 0),
        ([NOTED], 0, UNDECIDED, 0),
        ([V1], 5, CAUTIOUS, 1),
        ([V1, V1], 0, CAUTIOUS, 1),  # two units, one event
        ([V1, ("v1 ", MAY_5, "是", None)], 0, CAUTIOUS, 1),
        ([V1, ("V1", date(2023, 7, 7), "是", None)], 0, CAUTIOUS, 1),  # two events of one item
        ([V1, V2], 0, NOT_RECOMMENDED, 2),
        ([V1, V2, NOTED], 9, NOT_RECOMMENDED, 2),
        ([("V1", MAY_5, "否", "V1-20230505")], 0, CLEAR, 0),
        ([("V1", date(2020, 1, 1), "是", None)], 0, CLEAR, 0),
        ([("V9", MAY_5, "是", None)], 0, CLEAR, 0),
    ],
)
def test_the_verdict_counts_items_and_not_events(
    rows: list[tuple[Any, ...]], silent: Any, verdict: str, counted: int
) -> None:
    result = figures(*rows, silent=silent)
    assert result[5] == verdict
    assert f"负面清单计入{counted}项" in result[6]


def test_where_unruled_events_do_not_count_they_wait() -> None:
    result = block(V1, unruled="否")
    assert result[0][:2] == ["是", "待定"]
    assert result[5][2] == UNDECIDED


@pytest.mark.parametrize("place", range(4))
def test_no_verdict_is_told_from_rows_with_error_values(place: int) -> None:
    broken = list(V1)
    broken[place] = ERROR
    with pytest.raises(ValueError, match="error"):
        block(V1, tuple(broken))


@pytest.mark.parametrize("scores", [[("I01", ERROR, 1)], [("I01", 1, ERROR)]])
def test_no_sum_is_told_from_error_values(scores: list[tuple[Any, ...]]) -> None:
    with pytest.raises(ValueError, match="error"):
        block(EMPTY, scores=scores)
