"""A row of 督办: due date, days left, status, light."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from weibao.functions.cells import ERROR
from weibao.functions.items import ItemCells, Limit, due_of, item_state
from weibao.functions.office_blocks import due_days, supervision
from weibao.workdays import WorkCalendar

TODAY = date(2023, 9, 22)
LAST_OF_SEPTEMBER = 45199  # 2023-09-30; the days below are counted from it


@pytest.mark.parametrize(
    ("opened", "limit", "due"),
    [
        (date(2023, 9, 13), Limit(15, "日"), LAST_OF_SEPTEMBER - 2),
        (date(2023, 9, 13), Limit(16, "日"), LAST_OF_SEPTEMBER + 7),  # off until 6 October, worked on the 7th
        (date(2023, 9, 28), Limit(3, "工作日"), LAST_OF_SEPTEMBER + 9),
        (date(2023, 8, 31), Limit(1, "月"), LAST_OF_SEPTEMBER + 7),
        (45182.6, Limit(15, "日"), LAST_OF_SEPTEMBER - 2),
        (date(2026, 12, 31), Limit(1, "日"), ""),  # beyond the published holidays
        (date(2026, 12, 31), Limit(1, "工作日"), ""),
        (None, Limit(15, "日"), ""),
        ("上周", Limit(15, "日"), ""),
        (2023, Limit(15, "日"), ""),
    ],
)
def test_an_item_is_due(calendar: WorkCalendar, opened: Any, limit: Limit, due: Any) -> None:
    assert due_of("1-07-I22", opened, limit, calendar) == due
    assert due_of("", opened, limit, calendar) == ""
    assert due_of(None, opened, limit, calendar) == ""


@pytest.mark.parametrize(
    ("item", "mode", "extended", "due"),
    [
        ("1-07-I22", "一般", None, 10),
        ("1-07-I22", None, None, 10),
        ("1-07-I22", "立即整改", None, 2),
        ("1-07-I22", "挂牌督办", None, 5),
        ("1-07-I22", " 立即整改 ", None, 10),  # no word of the list
        ("1-07-A1", None, None, 5),
        ("1-07-a1", "一般", None, 5),
        ("1-07-A1", "立即整改", None, 2),
        ("12-07-A3", None, None, 5),
        ("07-A1", None, None, 5),  # as 0.1.0 wrote it
        ("1-07-I22", "立即整改", date(2023, 9, 30), 30),
        ("1-07-I22", None, "月底", 10),
        ("", None, date(2023, 9, 30), None),
    ],
)
def test_the_way_of_an_item_and_an_extension_set_its_due_date(
    calendar: WorkCalendar, item: Any, mode: Any, extended: Any, due: int | None
) -> None:
    """Ten days; two and five working days from Thursday, 31 August."""
    limit = Limit(10, "日", 2, 5)
    days = {10: 11, 2: 4, 5: 7, 30: 30, None: None}[due]
    found = due_of(item, date(2023, 8, 31), limit, calendar, extended, mode)
    assert found == ("" if days is None else LAST_OF_SEPTEMBER - 30 + days)
    if extended is not None and due == 30:
        assert due_of(item, None, limit, calendar, extended, mode) == LAST_OF_SEPTEMBER


@pytest.mark.parametrize("cells", [{"extended": ERROR}, {"mode": ERROR}])
def test_an_error_value_beside_it_has_no_due_date(calendar: WorkCalendar, cells: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="error"):
        due_of("1-07-I22", OPENED, Limit(10, "日", 2, 5), calendar, **cells)


@pytest.mark.parametrize(("item", "opened"), [(ERROR, TODAY), ("1-07-I22", ERROR), (None, ERROR)])
def test_an_error_value_has_no_due_date(calendar: WorkCalendar, item: Any, opened: Any) -> None:
    with pytest.raises(ValueError, match="error"):
        due_of(item, opened, Limit(15, "日"), calendar)


OPENED = date(2023, 9, 1)


def state(**cells: Any) -> tuple[Any, ...]:
    """An item opened on 1 September; what is not named is blank."""
    return tuple(
        item_state(ItemCells("1-07-I22", OPENED, None, None, None)._replace(**cells), today=TODAY, warn_days=3)
    )


@pytest.mark.parametrize(
    ("due", "answer"),
    [
        (date(2023, 9, 21), (-1, "逾期", "红灯")),
        (date(2023, 9, 22), (0, "临期", "黄灯")),
        (45191.75, (0, "临期", "黄灯")),
        (date(2023, 9, 25), (3, "临期", "黄灯")),
        (date(2023, 9, 26), (4, "推进中", "绿灯")),
        (None, ("", "待节假日公布", "")),
    ],
)
@pytest.mark.parametrize("current", [None, 1])
@pytest.mark.parametrize("closed", [None, "", "待定"])
def test_an_open_item_goes_by_its_due_date(due: Any, answer: tuple[Any, ...], current: Any, closed: Any) -> None:
    assert state(due=due, current=current, closed=closed) == answer


@pytest.mark.parametrize("due", [None, date(2023, 9, 1), date(2023, 12, 1)])
def test_a_settled_item_is_green_whatever_its_due_date(due: Any) -> None:
    assert state(due=due, closed=date(2023, 9, 20)) == ("", "已销号", "绿灯")
    assert state(due=due, current=0) == ("", "已完成", "绿灯")
    assert state(due=due, closed=date(2023, 9, 20), current=0) == ("", "已销号", "绿灯")


@pytest.mark.parametrize(
    ("closed", "answer"),
    [
        (TODAY, ("", "已销号", "绿灯")),
        (date(2023, 9, 23), (-1, "逾期", "红灯")),
        (date(2024, 3, 1), (-1, "逾期", "红灯")),
        (OPENED, ("", "已销号", "绿灯")),
        (date(2023, 8, 31), (-1, "逾期", "红灯")),
    ],
)
def test_a_closure_counts_from_its_day_on_and_not_before_the_item_was_put_on_the_list(
    closed: date, answer: tuple[Any, ...]
) -> None:
    assert state(due=date(2023, 9, 21), closed=closed) == answer


def test_an_item_without_a_day_is_a_draft_and_no_limit_runs() -> None:
    assert state(opened=None) == ("", "拟督办", "")
    assert state(opened="上周") == ("", "拟督办", "")


@pytest.mark.parametrize("blank", [None, ""])
def test_a_row_without_an_item_says_nothing(blank: Any) -> None:
    assert state(item=blank, due=TODAY, closed=TODAY, current=0) == ("", "", "")


def framed(*cells: Any) -> list[list[Any]]:
    return [["表头"], *([cell] for cell in cells), [None]]


def test_an_error_value_fails_its_row_and_no_other() -> None:
    items, days = framed("A", "B", "C", None), framed(OPENED, ERROR, OPENED, None)
    off = [[date(2023, 9, 2)], [date(2023, 9, 3)]]
    dues = due_days(
        items, days, framed(*[None] * 4), framed(*[None] * 4), 1, "日", 3, 15, off, date(2023, 9, 1), date(2023, 9, 30)
    )
    assert dues == [[LAST_OF_SEPTEMBER - 26], [None], [LAST_OF_SEPTEMBER - 26], [""]]
    due = framed(TODAY, TODAY, ERROR, None)
    rows = supervision(items, days, due, framed(*[None] * 4), framed(1, 1, 1, None), TODAY, 3)
    assert rows == [[0, "临期", "黄灯"], [None] * 3, [None] * 3, ["", "", ""]]


def test_rows_that_somebody_inserted_have_no_helper_and_count_all_the_same() -> None:
    due = framed(TODAY, TODAY)
    assert supervision(framed("A", "B"), framed(OPENED, OPENED), due, framed(None, None), framed(0), TODAY, 3) == [
        ["", "已完成", "绿灯"],
        [0, "临期", "黄灯"],
    ]
