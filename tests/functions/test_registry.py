"""The list of functions, and the way in for hosts."""

from __future__ import annotations

import keyword
import re
from datetime import date, datetime
from typing import Any

import pytest

from weibao.functions.cells import ERROR
from weibao.functions.registry import BY_NAME, FUNCTIONS, evaluate
from weibao.functions.spec import Function, Takes

TODAY = date(2023, 9, 22)
CHINESE = re.compile("[\u4e00-\u9fff]")
NAMES = {
    "WB_ROWS", "WB_EVIDENCE", "WB_VETOES", "WB_FEEDBACK", "WB_TOTALS", "WB_VERIFICATION", "WB_DUES", "WB_SUPERVISION",
    "WB_HEAD", "WB_EARNED", "WB_POSSIBLE", "WB_UNASSESSED", "WB_DUE", "WB_WORKDAYS", "WB_DAYS_LEFT", "WB_LIGHT",
    "WB_INCOMING", "WB_MEETINGS", "WB_DECISIONS", "WB_CHANGES", "WB_TASKS", "WB_NODES", "WB_VERDICT",
    "WB_IN_WINDOW", "WB_SHARE", "WB_PHASES", "WB_COUNTS",
    "WB_WORK",
}  # fmt: skip
EACH = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)


def call(name: str, *arguments: Any) -> Any:
    return evaluate(BY_NAME[name], arguments)


def test_all_functions_are_there_once() -> None:
    assert {function.name for function in FUNCTIONS} == NAMES
    assert len(FUNCTIONS) == len(NAMES) == len(BY_NAME)


@EACH
def test_a_function_helps_in_chinese_and_is_named_in_ascii(function: Function) -> None:
    assert re.fullmatch(r"WB_[A-Z][A-Z_]*", function.name)
    assert CHINESE.search(function.title)
    assert CHINESE.search(function.help)
    assert function.help.endswith("。")
    assert function.outputs
    assert all(CHINESE.search(output.title) for output in function.outputs)
    assert function.is_block or len(function.outputs) == 1


@EACH
def test_every_argument_has_a_name_that_any_language_takes_and_chinese_help(function: Function) -> None:
    names = [argument.name for argument in function.arguments]
    assert names
    assert len(set(names)) == len(names)
    for argument in function.arguments:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", argument.name)
        assert not keyword.iskeyword(argument.name)
        assert CHINESE.search(argument.help)
        assert not argument.unit or CHINESE.search(argument.unit)


@EACH
def test_optional_arguments_come_last(function: Function) -> None:
    optional = [argument.optional for argument in function.arguments]
    assert optional == sorted(optional)


@EACH
def test_the_formula_that_calls_a_function_has_the_arguments_it_takes(function: Function) -> None:
    references = [f"A{n}" for n in range(len(function.arguments))]
    assert function.call(*references) == f"{function.name}({','.join(references)})"
    with pytest.raises(TypeError, match="arguments"):
        function.call(*references, "Z1")
    with pytest.raises(TypeError, match="arguments"):
        function.call()


@EACH
def test_too_few_and_too_many_arguments_are_refused(function: Function) -> None:
    for count in (0, sum(not item.optional for item in function.arguments) - 1, len(function.arguments) + 1):
        with pytest.raises(TypeError, match="arguments"):
            evaluate(function, [None] * count)


@EACH
def test_one_cell_is_wanted_where_one_is_taken(function: Function) -> None:
    arguments: list[Any] = [[[1]] if item.takes.is_range else 1 for item in function.arguments]
    for number, item in enumerate(function.arguments):
        if not item.takes.is_range:
            with pytest.raises(TypeError, match=f"{item.name} takes one cell"):
                evaluate(function, [*arguments[:number], [[1], [2]], *arguments[number + 1 :]])


@pytest.mark.parametrize("deadline", [TODAY, [TODAY], [[TODAY]], ((TODAY,),), [[45191]], 45191.5])
def test_a_range_of_one_cell_is_taken_for_the_cell(deadline: Any) -> None:
    assert call("WB_DAYS_LEFT", deadline, date(2023, 9, 20)) == 2


@pytest.mark.parametrize(
    "area", [[[1], [0.5], [None]], [[1, 0.5, None]], [1, 0.5, None], ((1, 0.5), (None, "")), (1, 0.5), [[1.5]], 1.5]
)
def test_a_range_comes_in_any_shape(area: Any) -> None:
    assert call("WB_EARNED", area) == 1.5


@pytest.mark.parametrize("arguments", [(), (None,), (None, None), (None, None, None)])
def test_an_optional_argument_may_be_missing_or_none(arguments: tuple[None, ...]) -> None:
    assert call("WB_DUE", date(2023, 9, 28), 3, "工作日", *arguments) == date(2023, 10, 9)


def test_an_optional_range_is_brought_into_shape_too() -> None:
    may = (date(2023, 5, 1), date(2023, 5, 31))
    assert call("WB_DUE", date(2023, 5, 5), 1, "日", date(2023, 5, 6), *may) == date(2023, 5, 7)
    assert call("WB_WORKDAYS", date(2023, 5, 5), date(2023, 5, 8), [date(2023, 5, 6), 45053], *may) == 1


def test_a_blank_cell_that_is_required_stays_a_blank() -> None:
    assert call("WB_DAYS_LEFT", None, TODAY) == ""
    assert call("WB_SHARE", [[None]], 10, 0.9) == ""
    assert call("WB_EARNED", None) == 0


@EACH
def test_an_error_value_for_a_cell_gives_an_error_value(function: Function) -> None:
    if function.is_block or all(item.takes.is_range for item in function.arguments):
        return
    for number, item in enumerate(function.arguments):
        if not item.takes.is_range:
            arguments: list[Any] = [[[1]] if one.takes.is_range else 1 for one in function.arguments]
            arguments[number] = ERROR
            with pytest.raises(ValueError, match="error"):
                evaluate(function, arguments)


@pytest.mark.parametrize("function", ["WB_EARNED", "WB_POSSIBLE", "WB_UNASSESSED"])
def test_an_error_value_in_a_range_gives_an_error_value(function: str) -> None:
    areas = [[[1], [ERROR]]] * len(BY_NAME[function].arguments)
    with pytest.raises(ValueError, match="error"):
        call(function, *areas)


def test_a_block_has_a_row_per_row_and_error_values_of_their_own() -> None:
    rows = [["督办编号"] * 6, ["D1", "I01", "", date(2023, 9, 21), "", None], ["D2", "I02", "", 45200, "", ERROR],
            [None] * 6, [None] * 6]  # fmt: skip
    assert call("WB_FEEDBACK", rows, TODAY, 3) == [["逾期未完成"], ["完成日期有误"], [""]]
    limit, off = 15, [[date(2023, 9, 2)], [date(2023, 9, 3)]]
    cells_of = (["D1", "D2"], [date(2023, 9, 1), ERROR], [None] * 2, [None] * 2)
    framed = [[["h"], *[[cell] for cell in cells], [None]] for cells in cells_of]
    assert call("WB_DUES", *framed, limit, "日", 3, 15, off, date(2023, 9, 1), date(2023, 9, 30)) == [[45185], [None]]
    assert call("WB_FEEDBACK", [["h"] * 6, [None] * 6], TODAY, 3) == []


def test_the_time_of_day_is_left_out() -> None:
    assert call("WB_DAYS_LEFT", datetime(2023, 9, 22, 23), TODAY) == 0  # noqa: DTZ001 - cells know no zone


def test_what_an_argument_takes_has_a_chinese_word() -> None:
    assert all(CHINESE.search(item.value) for item in Takes)
    assert [item for item in Takes if item.is_range] == [Takes.RANGE, Takes.FRAMED]
