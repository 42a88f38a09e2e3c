"""Ranges as hosts hand them over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from weibao.functions import ranges
from weibao.functions.cells import ERROR

FRAMED = [["表头"], [1], [None], ["三"], [None]]
MAY = (date(2023, 5, 1), date(2023, 5, 31))


def test_a_frame_is_taken_off() -> None:
    assert ranges.inner(FRAMED) == [[1], [None], ["三"]]
    assert ranges.column(FRAMED) == [1, None, "三"]
    assert ranges.columns(FRAMED, FRAMED) == [(1, 1), (None, None), ("三", "三")]
    assert ranges.column([["表头"], [None]]) == []


def test_columns_must_be_of_one_length() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ranges.columns(FRAMED, FRAMED[:-1])


def test_all_cells_row_by_row_and_no_error_value() -> None:
    assert ranges.flat([[1, 2], [None, ""]]) == [1, 2, None, ""]
    with pytest.raises(ValueError, match="error"):
        ranges.flat([[1], [ERROR]])


@pytest.mark.parametrize(
    ("cells", "blank"), [((1, "x"), False), ((1, None), True), (("", 1), True), ((0,), False), ((" ",), False)]
)
def test_any_blank(cells: tuple[Any, ...], blank: bool) -> None:
    assert ranges.any_blank(*cells) is blank


def test_an_error_value_is_no_blank() -> None:
    with pytest.raises(ValueError, match="error"):
        ranges.any_blank(None, ERROR)


@pytest.mark.parametrize("raw", [None, "", "2023-9-30", 2023, ERROR, True])
def test_a_day_must_be_one(raw: Any) -> None:
    with pytest.raises(ValueError, match="today must be a date"):
        ranges.day(raw, "today")
    assert ranges.optional_day(raw) is None


@pytest.mark.parametrize("raw", [date(2023, 9, 30), 45199, 45199.5])
def test_a_day_is_read(raw: Any) -> None:
    assert ranges.day(raw, "today") == ranges.optional_day(raw) == date(2023, 9, 30)


@pytest.mark.parametrize(("raw", "number"), [(0, 0), (3.0, 3), (2.0000001, 2)])
def test_a_whole_number(raw: Any, number: int) -> None:
    assert ranges.whole(raw, "length") == ranges.count(raw, "length") == number


@pytest.mark.parametrize("raw", [-1, 0.5, "3", ERROR, True])
def test_what_is_no_whole_number(raw: Any) -> None:
    for read in (ranges.whole, ranges.count):
        with pytest.raises(ValueError, match="length"):
            read(raw, "length")


@pytest.mark.parametrize("blank", [None, ""])
def test_a_blank_counts_as_nothing_only_where_that_is_meant(blank: Any) -> None:
    assert ranges.count(blank, "length") == 0
    with pytest.raises(ValueError, match="length"):
        ranges.whole(blank, "length")


def test_a_row_that_raises_is_an_error_value_and_takes_no_other_with_it() -> None:
    assert ranges.each_row([1, 0, 2], 2, lambda n: [1 // n, "x"]) == [[1, "x"], [None, None], [0, "x"]]


def test_the_published_calendar_speaks_where_none_is_given() -> None:
    assert ranges.calendar_of(None, None, None).is_workday(date(2023, 5, 6))
    assert not ranges.calendar_of([[date(2023, 5, 6)]], *MAY).is_workday(date(2023, 5, 6))


@pytest.mark.parametrize(
    ("days_off", "first", "last"),
    [
        ([["2023-5-6"]], *MAY),
        ([["５月６日"]], *MAY),
        ([[2023]], *MAY),
        ([[ERROR]], *MAY),
        ([[True]], *MAY),
        ([[None]], None, MAY[1]),
        ([[None]], MAY[0], "五月底"),
        ([[None]], MAY[1], MAY[0]),
    ],
)
def test_a_calendar_is_not_guessed(days_off: Any, first: Any, last: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        ranges.calendar_of(days_off, first, last)
