"""The same functions without Windows, and their results on the way to Excel."""

from __future__ import annotations

from datetime import date, datetime
from inspect import signature
from pathlib import Path

import pytest

from weibao.functions.cells import ERROR
from weibao.functions.registry import FUNCTIONS
from weibao.functions.spec import Argument, Function, Takes
from weibao.hosts.excel import udfs
from weibao.hosts.excel.cells import cells, returned
from weibao.hosts.excel.udf_names import FAILED, argument_names


def test_every_function_is_there_under_its_name() -> None:
    for function in FUNCTIONS:
        ours = getattr(udfs, function.name)
        assert ours.__name__ == function.name
        assert ours.__doc__ == function.help
        parameters = signature(ours).parameters
        assert tuple(parameters) == argument_names(function)
        assert [p.default is None for p in parameters.values()] == [a.optional for a in function.arguments]


@pytest.mark.parametrize("day", [date(2023, 12, 31), datetime(2023, 12, 31, 8, 30)])  # noqa: DTZ001
def test_dates_are_numbers_in_a_block_and_dates_in_a_cell(day: date) -> None:
    assert returned(day) == date(2023, 12, 31)
    assert type(returned(day)) is date
    assert returned([[day]]) == [[45291.0]]


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), ERROR])
def test_what_is_no_answer_becomes_the_mark(value: float | str | None) -> None:
    assert returned(value) == FAILED
    assert returned([["", value], [0, True]]) == [["", FAILED], [0.0, True]]


def test_integers_go_as_floats() -> None:
    """An integer would be taken for an error code by nobody today; a float cannot be."""
    assert type(returned(3)) is float
    assert returned([[True]]) == [[True]]


def test_an_exception_becomes_the_mark_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def broken(value: object) -> object:
        raise RuntimeError("no such thing")

    function = Function("WB_BROKEN", "t", "h", (Argument("value", Takes.CELL, "v"),), (), broken)
    assert udfs.udf(function)(1.0) == FAILED
    assert "no such thing" in caplog.text
    assert "WB_BROKEN" in caplog.text


def test_what_nobody_knows_is_an_error_value() -> None:
    assert cells([[object()], [b"x"]]) == [[ERROR], [ERROR]]


def test_failures_stand_in_the_log_of_the_user(tmp_path: Path) -> None:
    before = list(udfs._LOG.handlers)
    udfs.keep_log(tmp_path)
    (handler,) = [one for one in udfs._LOG.handlers if one not in before]
    try:
        log = tmp_path / ".weibao" / "functions.log"
        assert not log.exists()
        assert udfs.udf(FUNCTIONS[0])() == FAILED
        text = log.read_text(encoding="utf-8")
    finally:
        udfs._LOG.removeHandler(handler)
        handler.close()
    assert FUNCTIONS[0].name in text
    assert "TypeError" in text
