"""The generated VBA: names that VBA can bear, short lines, ASCII, always the same."""

from __future__ import annotations

import re

import pytest

from weibao.functions.registry import FUNCTIONS
from weibao.functions.spec import Argument, Function, Takes
from weibao.hosts.excel.udf_names import argument_names
from weibao.hosts.excel.wrappers import wrapper_module


def function(*names: str, optional: int = 0) -> Function:
    required = len(names) - optional
    arguments = tuple(Argument(n, Takes.CELL, n, optional=at >= required) for at, n in enumerate(names))
    return Function("WB_X", "t", "h", arguments, (), lambda *_: None)


def test_a_wrapper() -> None:
    assert wrapper_module([function("a", "date", "c", optional=1)]).endswith(
        """
Public Function WB_X(a As Variant, the_date As Variant, Optional c As Variant) As Variant
    If IsMissing(c) Then c = Empty
    WB_X = WeibaoCall("WB_X", Array(a, the_date, c))
End Function
"""
    )


@pytest.mark.parametrize("name", ["to", "Date", "step", "next", "END", "array", "caller", "lambda", "class", "string"])
def test_words_of_the_languages_get_a_prefix(name: str) -> None:
    assert argument_names(function(name)) == (f"the_{name}",)


@pytest.mark.parametrize("name", ["days_off", "left", "today", "first", "rows", "text2"])
def test_other_names_stay(name: str) -> None:
    assert argument_names(function(name)) == (name,)


@pytest.mark.parametrize("names", [(), ("日期",), ("_a",), ("1a",), ("a b",), ("a", "A"), ("wb_x",), ("to", "the_to")])
def test_what_vba_cannot_declare_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"VBA"):
        wrapper_module([function(*names)])


def test_many_arguments_are_continued() -> None:
    names = [f"argument_number_{n}" for n in range(50)]
    module = wrapper_module([function(*names)])
    assert max(map(len, module.splitlines())) <= 120
    joined = module.replace(", _\n        ", ", ")
    assert f"Array({', '.join(names)}))" in joined
    # VBA follows 24 continuations of one line.
    assert max(chain.count(" _\n") for chain in re.findall(r"(?:.* _\n)+", module)) <= 24


def test_the_registry_comes_out_whole_and_always_the_same() -> None:
    module = wrapper_module(FUNCTIONS)
    assert module.isascii()
    assert max(map(len, module.splitlines())) <= 120
    assert wrapper_module(list(FUNCTIONS)) == module
    listed = "".join(re.findall(r'^    "(.*?)"', module, re.M))
    assert listed == "".join(f"{f.name}:{len(f.arguments)};" for f in FUNCTIONS)
