"""One call of a function from a cell: what Calc hands over, evaluated, as what Calc takes back.

A range comes as an object whose cells tell blank ("") from 0 and an error value (None) from text. A single cell comes
as its plain value, and there Calc makes a blank cell 0.0: a date or a text of 0 is therefore a blank, and where a
number could be either, the answer is given only if both give the same one; else the call fails and the native formula
of the cell speaks. Written as a range (A2:A2) a single cell is exact. A failed call is #VALUE!.

Runs inside LibreOffice.
"""

from __future__ import annotations

import os
import struct
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import product
from pathlib import Path
from typing import Any, TypeAlias

from weibao.functions.cells import ERROR, serial
from weibao.functions.registry import FUNCTIONS, evaluate
from weibao.functions.spec import Argument, Function, Takes
from weibao.hosts.libreoffice.names import method

# For tests and for measuring: a file that gets a line for every call, and one that names functions that shall fail.
CALLS, FAULTS = "WEIBAO_CALC_CALLS", "WEIBAO_CALC_FAULTS"
EVERY_FUNCTION = "*"

Answer: TypeAlias = float | str | tuple[tuple[float | str, ...], ...]

_BY_METHOD = {method(function.name): function for function in FUNCTIONS}
_NOT_AVAILABLE = 32767
_ZERO_OR_BLANK = (0.0, None)


# More cells in one range are a slip (whole columns), which the macros of Excel refuse, too.
MOST_CELLS = 200_000
# The last answers: TODAY() makes Calc ask again at every edit, mostly with the very same cells. Not those to more than
# so many cells.
_REMEMBERED, _SMALL = 64, 20_000
_remembered: dict[tuple[str, tuple[Any, ...]], Answer] = {}


class FunctionError(Exception):
    """A call that has no answer; Calc shows #VALUE!."""


def answer(name: str, given: Sequence[Any]) -> Answer:
    """The answer of the UNO method `name` (such as "wbRows") for the arguments that Calc hands over.

    Raises FunctionError or whatever the function raises: the cell shows an error value.
    """
    function, cells = _BY_METHOD[name], tuple(map(plain, given))
    failing = function.name in _faults()
    if not failing and (name, cells) in _remembered:
        return _remembered[name, cells]
    start, outcome = time.perf_counter(), "failed"
    try:
        if failing:
            raise FunctionError("told to fail")
        result = outgoing(_evaluated(function, cells))
        outcome = "ok"
    finally:
        _count(f"{function.name} {time.perf_counter() - start:.6f} {outcome}")
    if sum(map(_size, cells)) <= _SMALL:
        if len(_remembered) >= _REMEMBERED:
            del _remembered[next(iter(_remembered))]
        _remembered[name, cells] = result
    return result


def plain(value: Any) -> Any:
    """What a range holds, as rows of cells; a single cell as it is. Raises FunctionError for too large a range."""
    if not hasattr(value, "getDataArray"):
        return value
    place = value.getRangeAddress()
    if (place.EndRow - place.StartRow + 1) * (place.EndColumn - place.StartColumn + 1) > MOST_CELLS:
        raise FunctionError(f"more than {MOST_CELLS} cells")
    return value.getDataArray()


def _size(value: Any) -> int:
    return len(value) * len(value[0]) if isinstance(value, tuple) and value else 1


def _evaluated(function: Function, given: Sequence[Any]) -> Any:
    """The one answer that all readings of the arguments agree on."""
    readings = [incoming(argument, value) for argument, value in zip(function.arguments, given, strict=True)]
    first, *others = product(*readings)
    result = evaluate(function, first)
    for reading in others:
        if evaluate(function, reading) != result:
            raise FunctionError("a blank cell cannot be told from 0")
    return result


def incoming(argument: Argument, value: Any) -> tuple[Any, ...]:
    """What the value of an argument may mean, in the shape that functions take: one reading, or 0 and blank."""
    if isinstance(value, tuple):
        return (rows(value),)
    if value is None or value == "":
        return (None,)
    if value == 0.0 and not isinstance(value, str):
        return (None,) if argument.takes in (Takes.DATE, Takes.TEXT) else _ZERO_OR_BLANK
    return (value,)


def rows(data: Iterable[Iterable[Any]]) -> list[list[Any]]:
    """Rows of cells: "" is a blank one, None an error value."""
    return [[None if cell == "" else ERROR if cell is None else cell for cell in row] for row in data]


def outgoing(result: Any) -> Answer:
    """A result as Calc takes it: numbers as float, dates as serial numbers, None as an error value."""
    if isinstance(result, list):
        return tuple(tuple(map(_cell, row)) for row in result)
    return _cell(result)


def _cell(value: Any) -> float | str:
    if value is None:
        return error_value(_NOT_AVAILABLE)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, datetime):
        value = value.date()
    return float(serial(value) if isinstance(value, date) else value)


def error_value(code: int) -> float:
    """The number that Calc shows as the error of this code: a block may not hold void, which would become 0."""
    number: float = struct.unpack("<d", struct.pack("<Q", 0x7FF8_0000_0000_0000 | code))[0]
    return number


def _from_file(variable: str, use: Callable[[Path], Any]) -> Any:
    path = os.environ.get(variable)
    return use(Path(path)) if path else None


def _faults() -> frozenset[str]:
    def read(path: Path) -> frozenset[str]:
        told = frozenset(path.read_text(encoding="ascii").split()) if path.exists() else frozenset()
        return frozenset(function.name for function in FUNCTIONS) if EVERY_FUNCTION in told else told

    return _from_file(FAULTS, read) or frozenset()


def _count(line: str) -> None:
    def write(path: Path) -> None:
        with path.open("a", encoding="ascii") as file:
            file.write(line + "\n")

    _from_file(CALLS, write)
