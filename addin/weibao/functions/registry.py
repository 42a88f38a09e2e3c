"""The one list of spreadsheet functions. Every host's declarations, wrappers, help and formulas are made from it.

`evaluate` is the way in for hosts: it brings what a host hands over into the shape that the functions take.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from weibao.functions.cells import Cell, ErrorValue
from weibao.functions.change_functions import CHANGE_FUNCTIONS
from weibao.functions.checklist_functions import CHECKLIST_FUNCTIONS
from weibao.functions.meeting_functions import MEETING_FUNCTIONS
from weibao.functions.office_functions import OFFICE_FUNCTIONS
from weibao.functions.single_functions import SINGLE_FUNCTIONS
from weibao.functions.spec import Function
from weibao.functions.task_functions import TASK_FUNCTIONS
from weibao.functions.work_functions import WORK

Answer: TypeAlias = str | int | float | date | None

FUNCTIONS: tuple[Function, ...] = (
    *SINGLE_FUNCTIONS, *CHECKLIST_FUNCTIONS, *OFFICE_FUNCTIONS, *MEETING_FUNCTIONS, *CHANGE_FUNCTIONS, *TASK_FUNCTIONS,
    WORK,
)  # fmt: skip
BY_NAME: Mapping[str, Function] = {function.name: function for function in FUNCTIONS}


def evaluate(function: Function, arguments: Sequence[Any]) -> Answer | list[list[Answer]]:
    """Call a function with what a host hands over: cells, or rows of cells for a range; None for a missing argument.

    A block comes back as rows, anything else as one cell; None in a block is the error value of that cell. Raises
    TypeError for a wrong number or shape of arguments, ValueError and others where the function cannot answer: the
    host shows an error value.
    """
    required = sum(not argument.optional for argument in function.arguments)
    if not required <= len(arguments) <= len(function.arguments):
        raise TypeError(f"{function.name} takes {required} to {len(function.arguments)} arguments")
    given = [
        (_rows(value) if argument.takes.is_range else _cell(value, argument.name))
        if value is not None or not argument.optional
        else None
        for argument, value in zip(function.arguments, arguments, strict=False)
    ]
    if not function.is_block and any(isinstance(cell, ErrorValue) for cell in given):
        raise ValueError("an error value gives an error value")  # as in the program's own functions
    answer: Answer | list[list[Answer]] = function.python(*given)
    return answer


def _is_rows(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _rows(value: Any) -> Sequence[Sequence[Cell]]:
    """A range; one cell or one row may come without its brackets."""
    if not _is_rows(value):
        return [[value]]
    return [row if _is_rows(row) else [row] for row in value] if any(map(_is_rows, value)) else [value]


def _cell(value: Any, name: str) -> Any:
    """One cell; a range of one cell is taken for it."""
    while _is_rows(value):
        if len(value) != 1:
            raise TypeError(f"{name} takes one cell, not a range")
        value = value[0]
    return value
