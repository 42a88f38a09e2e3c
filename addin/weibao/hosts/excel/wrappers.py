"""The VBA of the spreadsheet functions, generated: each hands its arguments to `WeibaoCall` of macros/WeibaoCore.bas.

What differs from the wrappers that xlwings generates: a failure is an error value, so that the native formula beside
the call speaks, and ranges travel as values, so that Python never calls back into a calculating Excel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.hosts.excel.udf_names import BUTTONS_MODULE, FAILED, UDF_MODULE, argument_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weibao.functions.spec import Function

MODULE_NAME = "WeibaoFunctions"
# VBA reads 1,023 characters of a line; editors and diffs read fewer.
_WIDTH = 100

_HEAD = """\
Attribute VB_Name = "{name}"
Option Explicit

' Generated from the registry of functions; changes here are lost at the next build.

Public Const WEIBAO_MODULE As String = "{module}"
Public Const WEIBAO_BUTTONS As String = "{buttons}"
Public Const WEIBAO_FAILED As String = "{failed}"
' Each function with the number of its arguments.
{listed}
"""

_FUNCTION = """
{declaration}
{missing}{call}
End Function
"""


def wrapper_module(functions: Iterable[Function]) -> str:
    """The module's text, in the order of `functions`: ASCII, short lines, LF.

    Raises ValueError for a function that VBA cannot declare (see `udf_names.argument_names`).
    """
    functions = tuple(functions)
    head = _HEAD.format(
        name=MODULE_NAME, module=UDF_MODULE, buttons=BUTTONS_MODULE, failed=FAILED, listed=_listed(functions)
    )
    return head + "".join(map(_wrapper, functions))


def _wrapper(function: Function) -> str:
    names = argument_names(function)
    declared = [
        f"Optional {name} As Variant" if argument.optional else f"{name} As Variant"
        for name, argument in zip(names, function.arguments, strict=True)
    ]
    return _FUNCTION.format(
        declaration=_wrapped(f"Public Function {function.name}(", declared, ") As Variant"),
        # A blank cell says the same to Python, and a missing argument does not travel in an array.
        missing="".join(
            f"    If IsMissing({name}) Then {name} = Empty\n"
            for name, argument in zip(names, function.arguments, strict=True)
            if argument.optional
        ),
        call=_wrapped(f'    {function.name} = WeibaoCall("{function.name}", Array(', names, "))"),
    )


def _wrapped(start: str, parts: Iterable[str], end: str) -> str:
    """The parts after `start`, separated by commas, continued on further lines where they are long."""
    lines, line = [], start
    for number, part in enumerate(parts):
        piece = part if number == 0 else f", {part}"
        if number and len(line) + len(piece) > _WIDTH:
            lines.append(f"{line}, _")
            line, piece = f"        {part}", ""
        line += piece
    return "\n".join([*lines, line + end])


def _listed(functions: tuple[Function, ...]) -> str:
    lines, line = [], ""
    for function in functions:
        item = f"{function.name}:{len(function.arguments)};"
        if line and len(line) + len(item) > _WIDTH - 20:
            lines.append(line)
            line = ""
        line += item
    lines.append(line)
    joined = " & _\n".join(f'    "{line}"' for line in lines)
    return f"Public Const WEIBAO_FUNCTIONS As String = _\n{joined}"
