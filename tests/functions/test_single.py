"""Functions of one cell. Expected values are counted by hand on the calendar of the published notices."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from weibao.functions import single
from weibao.functions.cells import ERROR

BEYOND = "超出工作日历"
AFTERNOON = datetime(2023, 9, 28, 15, 30)  # noqa: DTZ001 - cells know no zone


@pytest.mark.parametrize(
    ("start", "length", "unit", "day"),
    [
        # 29 September to 6 October 2023 are off, the weekend of 7 and 8 October is worked.
        (date(2023, 9, 13), 15, "日", date(2023, 9, 28)),
        (date(2023, 9, 13), 16, "日", date(2023, 10, 7)),
        (date(2023, 9, 28), 3, "工作日", date(2023, 10, 9)),
        (date(2024, 2, 9), 1, "工作日", date(2024, 2, 18)),  # a Sunday that is worked
        (date(2023, 8, 31), 1, "月", date(2023, 10, 7)),  # 30 September is off
        (date(2023, 10, 13), 1, "日", date(2023, 10, 16)),  # Saturday to Monday
        (date(2023, 1, 31), 1, "月", date(2023, 2, 28)),
        (date(2024, 1, 31), 1, "月", date(2024, 2, 29)),
        (date(2023, 11, 30), 3, "月", date(2024, 2, 29)),
        (date(2023, 12, 31), 12, "月", date(2024, 12, 31)),
        (date(2024, 2, 29), 1, "年", date(2025, 2, 28)),
        (date(2023, 10, 14), 0, "日", date(2023, 10, 16)),
        (date(2023, 10, 14), 0, "工作日", date(2023, 10, 14)),
        (date(2023, 9, 28), 3, " 工作 日　", date(2023, 10, 9)),
        (date(2023, 9, 28), 3.0, "工作日", date(2023, 10, 9)),
        (AFTERNOON, 3, "工作日", date(2023, 10, 9)),
        (45197, 3, "工作日", date(2023, 10, 9)),
        (45197.99, 3, "工作日", date(2023, 10, 9)),
    ],
)
def test_a_period_ends_on_this_day(start: Any, length: Any, unit: str, day: date) -> None:
    assert single.due(start, length, unit) == day


@pytest.mark.parametrize(
    ("start", "length", "unit", "answer"),
    [
        (date(2026, 12, 30), 1, "工作日", date(2026, 12, 31)),
        (date(2026, 12, 31), 0, "日", date(2026, 12, 31)),
        (date(2026, 12, 31), 1, "日", BEYOND),
        (date(2026, 12, 31), 1, "工作日", BEYOND),
        (date(2026, 12, 1), 1, "月", BEYOND),
        (date(2021, 12, 31), 1, "工作日", BEYOND),
        (date(2021, 12, 30), 1, "日", BEYOND),
        (date(2023, 5, 1), 100_000, "月", BEYOND),
        (date(2023, 5, 1), 100_000, "年", BEYOND),
        (date(2023, 5, 1), 5_000_000, "日", BEYOND),
    ],
)
def test_the_edge_of_the_calendar_is_said_and_not_guessed(start: Any, length: int, unit: str, answer: Any) -> None:
    assert single.due(start, length, unit) == answer


SIXTH, SEVENTH = date(2023, 5, 6), date(2023, 5, 7)
MAY = (date(2023, 5, 1), date(2023, 5, 31))
MANY = [
    pytest.param([[SIXTH], [SEVENTH]], id="column"),
    pytest.param([[SIXTH, SEVENTH]], id="row"),
    pytest.param([["放假", "日期"], [SIXTH, None], ["", SEVENTH]], id="block with a heading and blank cells"),
    pytest.param([[45052], [45053.5]], id="serial numbers"),
]


@pytest.mark.parametrize("days_off", MANY)
def test_days_off_may_stand_in_any_shape(days_off: Any) -> None:
    """The published calendar works on Saturday, 6 May 2023; the range given says otherwise."""
    assert single.due(date(2023, 5, 5), 1, "日") == SIXTH
    assert single.due(date(2023, 5, 5), 1, "日", days_off, *MAY) == date(2023, 5, 8)
    assert single.due(date(2023, 5, 5), 2, "工作日", days_off, *MAY) == date(2023, 5, 9)
    assert single.workdays(date(2023, 5, 5), date(2023, 5, 8), days_off, *MAY) == 1
    assert single.due(date(2023, 5, 31), 1, "日", days_off, *MAY) == BEYOND


def test_a_last_day_off_rolls_beyond_the_calendar() -> None:
    assert single.due(date(2023, 5, 30), 1, "日", [[date(2023, 5, 31)]], *MAY) == BEYOND


@pytest.mark.parametrize(
    ("start", "finish", "count"),
    [
        (date(2023, 9, 28), date(2023, 10, 9), 3),
        (date(2023, 10, 9), date(2023, 9, 28), -3),
        (date(2023, 9, 28), date(2023, 10, 6), 0),
        (date(2023, 9, 28), date(2023, 9, 28), 0),
        (date(2023, 10, 14), date(2023, 10, 16), 1),
        (date(2023, 10, 13), date(2023, 10, 15), 0),
        (date(2024, 2, 9), date(2024, 2, 18), 1),
        (AFTERNOON, 45208.2, 3),
        (date(2026, 12, 31), date(2027, 1, 4), BEYOND),
        (date(2021, 12, 31), date(2022, 1, 5), BEYOND),
        (None, date(2023, 1, 3), ""),
        (date(2023, 1, 3), "", ""),
    ],
)
def test_working_days_between_two_days(start: Any, finish: Any, count: Any) -> None:
    assert single.workdays(start, finish) == count


@pytest.mark.parametrize(
    ("deadline", "left"),
    [(date(2023, 9, 30), 2), (AFTERNOON, 0), (date(2023, 9, 27), -1), (45199, 2), (45197.9, 0), (None, ""), ("", "")],
)
def test_days_left(deadline: Any, left: Any) -> None:
    assert single.days_left(deadline, date(2023, 9, 28)) == left


@pytest.mark.parametrize(
    ("done", "left", "light"),
    [
        (False, -1, "红灯"), (False, 0, "黄灯"), (False, 30, "黄灯"), (False, 30.5, "绿灯"), (False, 31, "绿灯"),
        (True, -1, "绿灯"), (True, None, "绿灯"), (1, -1, "绿灯"), (-2, -1, "绿灯"), (0, -1, "红灯"),
        (None, -1, "红灯"), ("", 0, "黄灯"), (False, None, ""), (None, "", ""), (0, None, ""),
    ],
)  # fmt: skip
def test_the_light(done: Any, left: Any, light: str) -> None:
    assert single.light(done, left, 30) == light


@pytest.mark.parametrize(
    ("event", "first", "last", "answer"),
    [
        (date(2021, 10, 31), date(2021, 10, 31), date(2023, 10, 31), "是"),
        (date(2021, 10, 30), date(2021, 10, 31), date(2023, 10, 31), "否"),
        (45230.9, date(2021, 10, 31), date(2023, 10, 31), "是"),  # the evening of 31 October 2023
        (date(2023, 11, 1), date(2021, 10, 31), date(2023, 10, 31), "否"),
        (date(2005, 1, 1), None, date(2023, 10, 31), "是"),
        (date(2050, 1, 1), date(2021, 10, 31), "", "是"),
        (date(2050, 1, 1), None, None, "是"),
        (None, date(2021, 10, 31), date(2023, 10, 31), ""),
        ("2022-5-1", date(2021, 10, 31), None, "日期有误"),
        (2022, None, None, "日期有误"),
    ],
)
def test_a_window_has_both_its_ends_inside(event: Any, first: Any, last: Any, answer: str) -> None:
    assert single.in_window(event, first, last) == answer


EFFECTS = [[1, "谨慎"], [2, "不予"]]


@pytest.mark.parametrize(
    ("counts", "waiting", "words"),
    [
        ([0, 0, 0], 0, "无影响期内的负面清单事项"),
        ([0, None, ""], None, "无影响期内的负面清单事项"),
        ([0, 0, 0], 1, "尚不能判定"),
        ([1, 0, 0], 0, "谨慎"),
        ([1, 0, 0], 7, "谨慎"),
        ([3, 0, 0], 0, "谨慎"),  # three events of one item
        ([1, 0, 2], 0, "不予"),
        ([1, 1, 1], 5, "不予"),
        (["是", -1, True], 0, "无影响期内的负面清单事项"),
    ],
)
def test_the_verdict_counts_items(counts: list[Any], waiting: Any, words: str) -> None:
    assert single.verdict([[cell] for cell in counts], EFFECTS, waiting) == words
    assert single.verdict([counts], EFFECTS, waiting) == words


@pytest.mark.parametrize(
    ("numerator", "denominator", "threshold", "answer"),
    [
        (9, 10, 0.9, "达到"), (8, 10, 0.9, "未达到"), (27, 30, 0.9, "达到"), (63, 70, 0.9, "达到"),
        (89, 99, 0.9, "未达到"), (90, 99, 0.9, "达到"), (1799, 1999, 0.9, "未达到"), (1800, 1999, 0.9, "达到"),
        (10, 10, 1, "达到"), (9, 10, 1, "未达到"), (0, 5, 0.9, "未达到"), (0, 0, 0.9, "分母为0"),
        (5, 4, 0.9, "数字有误"), (-1, 4, 0.9, "数字有误"), (1, 4, 0, "数字有误"), (4, 4, 1.01, "数字有误"),
        (1, 4, None, "数字有误"), (1, 4, "90%", "数字有误"), ("九", 10, 0.9, "数字有误"), (0, 0, 2, "数字有误"),
        (True, 10, 0.9, "数字有误"), (None, 10, 0.9, ""), (9, "", 0.9, ""),
    ],
)  # fmt: skip
def test_a_share_is_judged_by_its_two_figures(numerator: Any, denominator: Any, threshold: Any, answer: str) -> None:
    assert single.share(numerator, denominator, threshold) == answer


NAMES = [["动员"], ["创建"], ["巩固"], ["未定"]]
STARTS = [[date(2023, 3, 1)], [date(2023, 9, 29)], [date(2024, 1, 1)], [None]]
ENDS = [[date(2023, 9, 30)], [date(2023, 12, 31)], [None], [None]]


@pytest.mark.parametrize(
    ("day", "phases"),
    [
        (date(2023, 2, 28), ""), (date(2023, 3, 1), "动员"), (date(2023, 9, 28), "动员"),
        (date(2023, 9, 29), "动员、创建"), (45199.8, "动员、创建"), (date(2023, 10, 1), "创建"),
        (date(2023, 12, 31), "创建"), (date(2024, 1, 1), "巩固"), (date(2050, 1, 1), "巩固"),
        (None, ""), ("", ""), ("去年", "日期有误"), (20230930, "日期有误"),
    ],
)  # fmt: skip
def test_a_day_may_belong_to_several_phases(day: Any, phases: str) -> None:
    assert single.phases(day, NAMES, STARTS, ENDS) == phases


def test_sums_keep_what_is_not_assessed_apart_from_zero() -> None:
    full, effective = [[2], [1], [1], [2], [None]], [[1.5], [None], [0], [""], [None]]
    assert single.earned(effective) == 1.5
    assert single.unassessed(full, effective) == 3
    assert single.possible(full, effective) == 4.5
    assert single.earned([["一分", True, 0.5], [None, "", 1]]) == 1.5
    assert single.earned([[0.1 + 0.2]] * 10) == 3
    assert single.earned([[None]]) == 0


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (single.due, ("2023-9-28", 1, "日")), (single.due, (date(2023, 9, 28), 1, "周")),
        (single.due, (date(2023, 9, 28), 1, None)), (single.due, (date(2023, 9, 28), -1, "日")),
        (single.due, (date(2023, 9, 28), 2.5, "日")), (single.due, (date(2023, 9, 28), "5", "日")),
        (single.due, (date(2023, 9, 28), None, "日")), (single.due, (ERROR, 1, "日")), (single.due, (2023, 1, "日")),
        (single.due, (SIXTH, 1, "日", [["2023-5-6"]], *MAY)), (single.due, (SIXTH, 1, "日", [[2023]], *MAY)),
        (single.due, (SIXTH, 1, "日", [[ERROR]], *MAY)), (single.due, (SIXTH, 1, "日", [[SIXTH]])),
        (single.due, (SIXTH, 1, "日", [[SIXTH]], *reversed(MAY))),
        (single.workdays, ("2023-9-28", SIXTH)), (single.workdays, (SIXTH, ERROR)), (single.workdays, (ERROR, None)),
        (single.days_left, ("年底", SIXTH)), (single.days_left, (SIXTH, None)), (single.days_left, (ERROR, SIXTH)),
        (single.light, ("是", 1, 3)), (single.light, (False, "x", 3)), (single.light, (False, 1, None)),
        (single.light, (ERROR, 1, 3)), (single.in_window, (SIXTH, "五月", None)),
        (single.in_window, (date(2000, 5, 1), SIXTH, "五月")), (single.in_window, (ERROR, None, None)),
        (single.verdict, ([[ERROR]], EFFECTS, 0)), (single.verdict, ([[0]], EFFECTS, "一件")),
        (single.verdict, ([[1]], EFFECTS[::-1], 0)), (single.verdict, ([[1]], [["一", "谨慎"]], 0)),
        (single.verdict, ([[1]], [[ERROR, "谨慎"]], 0)),
        (single.share, (ERROR, 10, 0.9)), (single.share, (9, 10, ERROR)), (single.share, (None, ERROR, 0.9)),
        (single.phases, (SIXTH, NAMES, STARTS[:3], ENDS)), (single.phases, (SIXTH, NAMES, [["三月"]] * 4, ENDS)),
        (single.phases, (SIXTH, [[ERROR]] * 4, STARTS, ENDS)), (single.earned, ([[1], [ERROR]],)),
        (single.unassessed, ([[1], [2]], [[1]])), (single.unassessed, ([[ERROR]], [[None]])),
        (single.possible, ([[1]], [[ERROR]])),
    ],
)  # fmt: skip
def test_what_is_no_date_or_number_where_one_is_needed_fails_the_call(
    function: Any, arguments: tuple[Any, ...]
) -> None:
    with pytest.raises(ValueError, match=r"."):
        function(*arguments)


@pytest.mark.parametrize("blank", [None, ""])
def test_blank_inputs_stay_blank(blank: Any) -> None:
    assert single.due(blank, 5, "日") == ""
    assert single.due(blank, "x", "周") == ""
    assert single.workdays(blank, blank) == ""
    assert single.share(blank, blank, 0.9) == ""
