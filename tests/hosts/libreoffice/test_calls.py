"""What Calc hands over and takes back: blank, 0, error values, dates; and the switches for tests."""

from __future__ import annotations

import math
import struct
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from weibao.functions.cells import ERROR, is_error
from weibao.functions.registry import FUNCTIONS
from weibao.functions.spec import Argument, Takes
from weibao.hosts.libreoffice import calls
from weibao.hosts.libreoffice.calls import FunctionError, answer, incoming, outgoing, plain
from weibao.hosts.libreoffice.names import method
from weibao.resources import macros_dir


class Cells:
    """A range as Calc hands it over."""

    def __init__(self, *rows: tuple[Any, ...]) -> None:
        self._rows = rows

    def getRangeAddress(self) -> SimpleNamespace:
        columns = len(self._rows[0]) if self._rows else 1
        return SimpleNamespace(StartRow=4, EndRow=3 + len(self._rows), StartColumn=2, EndColumn=1 + columns)

    def getDataArray(self) -> tuple[tuple[Any, ...], ...]:
        return self._rows


def argument(takes: Takes) -> Argument:
    return Argument("x", takes, "")


@pytest.mark.parametrize("takes", list(Takes))
def test_ranges_tell_blank_from_zero_and_errors_from_text(takes: Takes) -> None:
    """Also for one cell written as a range (A2:A2)."""
    ((row,),) = incoming(argument(takes), plain(Cells(("", 0.0, None, "0", 1.5))))
    assert row == [None, 0.0, ERROR, "0", 1.5]
    assert is_error(row[2])
    assert not is_error(row[3])
    assert incoming(argument(takes), (("", 2.0),)) == ([[None, 2.0]],)


@pytest.mark.parametrize(
    ("takes", "readings"),
    [
        (Takes.DATE, (None,)), (Takes.TEXT, (None,)), (Takes.NUMBER, (0.0, None)), (Takes.CELL, (0.0, None)),
        (Takes.RANGE, (0.0, None)),
    ],
)  # fmt: skip
def test_a_bare_zero_may_be_a_blank_cell(takes: Takes, readings: tuple[Any, ...]) -> None:
    assert incoming(argument(takes), 0.0) == readings


@pytest.mark.parametrize("value", [1.0, -0.5, "0", "无"])
def test_other_values_have_one_reading(value: float | str) -> None:
    assert incoming(argument(Takes.NUMBER), value) == (value,)


@pytest.mark.parametrize("value", [None, ""])
def test_missing_and_empty_text_are_blank(value: str | None) -> None:
    assert incoming(argument(Takes.NUMBER), value) == (None,)


def test_the_answer_must_not_depend_on_what_cannot_be_known() -> None:
    blank, zero = Cells(("",)), Cells((0.0,))
    assert answer("wbShare", (blank, 10.0, 0.9)) == ""
    assert answer("wbShare", (zero, 10.0, 0.9)) == "未达到"
    with pytest.raises(FunctionError):
        answer("wbShare", (0.0, 10.0, 0.9))
    # Done: 0 and blank both mean no, and so does the answer.
    assert answer("wbLight", (0.0, 3.0, 7.0)) == answer("wbLight", (blank, 3.0, 7.0)) == "黄灯"
    # A blank date is blank, however it comes.
    assert answer("wbDaysLeft", (0.0, 45000.0)) == answer("wbDaysLeft", (blank, 45000.0)) == ""


def test_a_reading_that_fails_is_a_difference() -> None:
    """How many days are needed: 0 has an answer, blank has none."""
    assert answer("wbDue", (45000.0, Cells((0.0,)), "日", None, None, None)) == 45000.0
    with pytest.raises(ValueError, match="count"):
        answer("wbDue", (45000.0, Cells(("",)), "日", None, None, None))
    with pytest.raises(ValueError, match="count"):
        answer("wbDue", (45000.0, 0.0, "日", None, None, None))


def test_results() -> None:
    assert outgoing(date(2023, 9, 30)) == 45199.0
    assert outgoing(datetime(2023, 9, 30, 8)) == 45199.0  # noqa: DTZ001 - cells know no time zones
    assert (outgoing(3), outgoing(True), outgoing(""), outgoing("达标")) == (3.0, 1.0, "", "达标")
    block = outgoing([[1, ""], [date(2023, 9, 30), None]])
    assert isinstance(block, tuple)
    assert block[0] == (1.0, "")
    assert block[1][0] == 45199.0
    assert all(isinstance(cell, float | str) for row in block for cell in row)
    assert type(outgoing(2)) is float


def test_an_error_in_a_block_carries_its_code() -> None:
    """Void would arrive as 0: a wrong number."""
    (row,) = outgoing([[None]])  # type: ignore[misc]
    assert math.isnan(row[0])
    assert struct.unpack("<Q", struct.pack("<d", row[0]))[0] & 0xFFFF == 32767


def test_every_function_is_found_by_its_method(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log, faults = tmp_path / "calls", tmp_path / "faults"
    monkeypatch.setenv(calls.CALLS, str(log))
    monkeypatch.setenv(calls.FAULTS, str(faults))
    faults.write_text("*")
    for function in FUNCTIONS:
        with pytest.raises(FunctionError):
            answer(method(function.name), ())
    assert [line.split()[0] for line in log.read_text().splitlines()] == [function.name for function in FUNCTIONS]


def test_counting_and_failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log, faults = tmp_path / "calls", tmp_path / "faults"
    monkeypatch.setenv(calls.CALLS, str(log))
    monkeypatch.setenv(calls.FAULTS, str(faults))
    given = (Cells((1.0,), ("",), (2.0,)),)
    assert answer("wbEarned", given) == 3.0
    faults.write_text("WB_SHARE WB_EARNED")
    with pytest.raises(FunctionError):
        answer("wbEarned", given)
    faults.write_text("WB_SHARE")
    assert answer("wbEarned", given) == 3.0
    faults.write_text("*")
    with pytest.raises(FunctionError):
        answer("wbEarned", given)
    lines = [line.split() for line in log.read_text().splitlines()]
    assert [(name, outcome) for name, _seconds, outcome in lines] == [
        ("WB_EARNED", "ok"), ("WB_EARNED", "failed"), ("WB_EARNED", "failed"),
    ]  # fmt: skip


def test_the_same_cells_are_not_asked_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blank is not 0, text is not a number, and one function's answer is not another's."""
    log = tmp_path / "calls"
    monkeypatch.setenv(calls.CALLS, str(log))
    cells = [((4.0,), ("",)), ((4.0,), (0.0,)), ((4.0,), ("0",)), ((4.0,), ("",))]
    assert [answer("wbEarned", (Cells(*rows),)) for rows in cells] == [4.0] * 4
    assert answer("wbPossible", (Cells(*cells[0]), Cells(*cells[0]))) == 4.0
    assert len(log.read_text().splitlines()) == 4


def test_a_range_that_is_too_large_is_refused_before_it_is_read() -> None:
    """The macros of Excel keep to the same bound."""
    vba = (macros_dir() / "WeibaoCore.bas").read_text(encoding="ascii")
    assert f"LARGEST_RANGE As Double = {calls.MOST_CELLS}\n" in vba.replace("\r", "")

    class Column(Cells):
        def getRangeAddress(self) -> SimpleNamespace:
            return SimpleNamespace(StartRow=0, EndRow=calls.MOST_CELLS, StartColumn=0, EndColumn=0)

        def getDataArray(self) -> tuple[tuple[Any, ...], ...]:
            raise AssertionError("read")

    with pytest.raises(FunctionError):
        answer("wbShare", (Column(), 10.0, 0.9))


def test_answers_to_very_many_cells_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def evaluated(function: Any, _cells: Any) -> str:
        asked.append(function.name)
        return ""

    monkeypatch.setattr(calls, "_evaluated", evaluated)
    many, few = Cells(*[(0.25, "多")] * 10_001), Cells(*[(0.25, "少")] * 10)
    for _ in range(3):
        answer("wbShare", (many, 10.0, 0.9))
        answer("wbShare", (few, 10.0, 0.9))
    assert len(asked) == 4
