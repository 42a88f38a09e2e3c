"""The configuration of the Calc add-in (CalcAddIns.xcu): names, help and arguments of every function.

Calc shows the en-US texts wherever its own language has none, so both languages hold the Chinese text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from weibao.functions.spec import Takes
from weibao.hosts.libreoffice import names
from weibao.hosts.libreoffice.typelib import parameters_of
from weibao.markup import escape, quoteattr

if TYPE_CHECKING:
    from weibao.functions.spec import Argument, Function

LANGUAGES = ("en-US", "zh-CN")
CATEGORY = "Add-In"
_INDENT = " "
# Calc hands a blank cell over as 0; only written as a range does it stay blank.
BLANK_NOTE = "可能空着或为0的单元格请写成区域，如A2:A2"


def addin_xcu(functions: Sequence[Function]) -> str:
    """CalcAddIns.xcu of the functions."""
    items = [_function(function) for function in functions]
    addin = node(names.FUNCTIONS, [node("AddInFunctions", items)], replace=True)
    return component("org.openoffice.Office", "CalcAddIns", [node("AddInInfo", [addin])])


def _function(function: Function) -> str:
    parameters = [
        node(
            name,
            [prop("DisplayName", argument.name, LANGUAGES), prop("Description", argument_help(argument), LANGUAGES)],
            replace=True,
        )
        for argument, (name, _) in zip(function.arguments, parameters_of(function), strict=True)
    ]
    content = [
        prop("DisplayName", function.name, LANGUAGES),
        prop("CompatibilityName", function.name, LANGUAGES),
        prop("Description", function_help(function), LANGUAGES),
        prop("Category", CATEGORY),
        node("Parameters", parameters),
    ]
    return node(names.method(function.name), content, replace=True)


def function_help(function: Function) -> str:
    """What Calc's function wizard says of a function."""
    return f"{function.title}：{function.help}"


def argument_help(argument: Argument) -> str:
    """What Calc's function wizard says of an argument: its help, its unit, and what Calc wants beyond Excel."""
    notes = []
    if argument.unit:
        notes.append(f"单位：{argument.unit}")
    if argument.takes in (Takes.NUMBER, Takes.CELL):
        notes.append(BLANK_NOTE)
    if argument.optional:
        notes.append("可以不写")
    return argument.help + (f"（{'；'.join(notes)}）" if notes else "")


# --- the pieces of any .xcu file ---


def component(package: str, name: str, content: Iterable[str]) -> str:
    """A whole .xcu file: data for the component `name` of a configuration package."""
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"'
            ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
            f" oor:name={quoteattr(name)} oor:package={quoteattr(package)}>",
            *map(_indented, content),
            "</oor:component-data>",
            "",
        ]
    )


def node(name: str, content: Iterable[str], *, replace: bool = False) -> str:
    """A node; `replace` for one that this extension brings."""
    operation = ' oor:op="replace"' if replace else ""
    inner = "\n".join(map(_indented, content))
    opening = f"<node oor:name={quoteattr(name)}{operation}"
    return f"{opening}>\n{inner}\n</node>" if inner else f"{opening}/>"


def prop(name: str, value: str, languages: Sequence[str] = ()) -> str:
    """A property: one value, or the same one in several languages."""
    if not languages:
        return f"<prop oor:name={quoteattr(name)}><value>{escape(value)}</value></prop>"
    values = "".join(f"<value xml:lang={quoteattr(language)}>{escape(value)}</value>" for language in languages)
    return f"<prop oor:name={quoteattr(name)}>{values}</prop>"


def _indented(text: str) -> str:
    return "\n".join(_INDENT + line for line in text.split("\n"))
