"""Our functions under the real xlwings of Windows: its decorators, its wrappers, its conversion, its server's call."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from weibao.functions.registry import FUNCTIONS
from weibao.hosts.excel.udf_names import FAILED, UDF_MODULE, argument_names
from weibao.hosts.excel.wrappers import wrapper_module

WINDOWS = Path(__file__).with_name("windows_xlwings.py")
ADDIN = Path(__file__).parents[3] / "addin"
MISSING = {"int": -2147352572}
DUE = {"time": "2023-10-09T00:00:00+00:00"}
ERRORS = {
    name: {"int": -2146828288 + code}
    for name, code in {"#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029, "#NUM!": 2036,
                       "#N/A": 2042, "#GETTING_DATA": 2043, "#SPILL!": 2045, "#CALC!": 2050}.items()
}  # fmt: skip
DIVISION, NOT_AVAILABLE = ERRORS["#DIV/0!"], ERRORS["#N/A"]

READ: dict[str, tuple[Any, str]] = {
    "number": (1.5, "1.5"),
    "text": ("达标", "'达标'"),
    "the text of an error value is text": ("#N/A", "'#N/A'"),
    "blank": (None, "None"),
    "empty text": ("", "''"),
    "truth": (True, "True"),
    "money": ({"money": "12.3400"}, "12.34"),
    "time": ({"time": [2023, 12, 31, 23, 59, 58]}, "datetime.datetime(2023, 12, 31, 23, 59, 58)"),
    "midnight": ({"time": [2023, 12, 31]}, "datetime.datetime(2023, 12, 31, 0, 0)"),
    "one row": ([1.0, None], "[[1.0, None]]"),
    "one row as a table": ([[1.0, None]], "[[1.0, None]]"),
    "column": ([[1.0], [None], ["x"]], "[[1.0], [None], ['x']]"),
    "table": ([[1.0, "a"], [True, NOT_AVAILABLE]], "[[1.0, 'a'], [True, '?']]"),
    **{name: (code, "'?'") for name, code in ERRORS.items()},
}
CALLS: dict[str, tuple[str, list[Any], Any]] = {
    "dates are serial numbers": ("WB_DAYS_LEFT", [45291, 45281], 10.0),
    "or times": ("WB_DAYS_LEFT", [{"time": [2023, 12, 31]}, {"time": [2023, 12, 21]}], 10.0),
    "a missing argument": ("WB_DUE", [45198, 10, "日", MISSING, MISSING, MISSING], DUE),
    "a blank one says the same": ("WB_DUE", [45198, 10, "日", None, None, None], DUE),
    "one cell for a range": ("WB_EARNED", [1.5], 1.5),
    "a row for a range": ("WB_EARNED", [[1.5, None, 0.5]], 2.0),
    "a column for a range": ("WB_EARNED", [[[1.5], [None], [2.0]]], 3.5),
    "blanks stay blank": ("WB_DAYS_LEFT", [None, 45281], ""),
    "a range where a cell is wanted": ("WB_DAYS_LEFT", [[[45291], [45292]], 45281], FAILED),
    "too few": ("WB_DAYS_LEFT", [45291], FAILED),
}  # fmt: skip


@cache
def windows() -> dict[str, Any]:
    request = {
        "module": UDF_MODULE,
        "read": [["WB_DAYS_LEFT", 0, value] for value, _ in READ.values()],
        "calls": [[name, args] for name, args, _ in CALLS.values()],
    }
    run = subprocess.run(
        [sys.executable, str(WINDOWS)], input=json.dumps(request), env={"PYTHONPATH": str(ADDIN), "PATH": ""},
        capture_output=True, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert not run.returncode, run.stderr
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


@cache
def theirs() -> dict[str, tuple[list[str], set[str], str, str, list[str]]]:
    """Function → its arguments, the optional ones, and module, function and arguments of the call (xlwings' words)."""
    found = {}
    for name, declared, body in re.findall(
        r"^Function (\w+)\((.*?)\)\n(.*?)^End Function", windows()["wrappers"], re.S | re.M
    ):
        parts = [part.split() for part in declared.split(", ")]
        call = re.search(r'#Else\s+\w+ = XLPy\.CallUDF\("([\w.]+)", "(\w+)", Array\((.*?)\)\)', body)
        assert call, body
        optional = {part[-1] for part in parts if part[0] == "Optional"}
        found[name] = ([part[-1] for part in parts], optional, call[1], call[2], call[3].split(", "))
    return found


def test_xlwings_finds_every_function_and_no_other() -> None:
    assert set(theirs()) == set(windows()["docs"]) == {function.name for function in FUNCTIONS}


def test_both_wrappers_declare_and_call_the_same() -> None:
    module = wrapper_module(FUNCTIONS).replace(", _\n        ", ", ")
    ours = {}
    for name, declared, body in re.findall(
        r"^Public Function (\w+)\((.*?)\) As Variant\n(.*?)^End Function", module, re.S | re.M
    ):
        parts = [part.removesuffix(" As Variant").split() for part in declared.split(", ")]
        call = re.search(rf'^    {name} = WeibaoCall\("(\w+)", Array\((.*?)\)\)$', body, re.M)
        assert call, body
        optional = {part[-1] for part in parts if part[0] == "Optional"}
        assert optional == set(re.findall(r"^    If IsMissing\((\w+)\) Then \1 = Empty$", body, re.M))
        ours[name] = ([part[-1] for part in parts], optional, UDF_MODULE, call[1], call[2].split(", "))
    assert f'WEIBAO_MODULE As String = "{UDF_MODULE}"' in module
    assert ours == theirs()


def test_xlwings_knows_arguments_and_their_help() -> None:
    for function in FUNCTIONS:
        names, _, _, _, passed = theirs()[function.name]
        assert names == passed == list(argument_names(function))
        assert windows()["docs"][function.name] == [argument.help for argument in function.arguments]
        assert windows()["optional"][function.name] == [None if a.optional else "no" for a in function.arguments]


@pytest.mark.parametrize("case", READ)
def test_conversion_reads_what_excel_passes(case: str) -> None:
    assert windows()["read"][list(READ).index(case)] == READ[case][1]


@pytest.mark.parametrize("case", CALLS)
def test_the_server_calls_ours(case: str) -> None:
    assert windows()["calls"][list(CALLS).index(case)] == CALLS[case][2]


def test_a_failure_leaves_its_traceback_in_the_log() -> None:
    assert windows()["logged"].count("ERROR:weibao.hosts.excel.udfs:WB_DAYS_LEFT") == 2
    assert "Traceback" in windows()["logged"]
