"""What a spreadsheet function is: the record from which every host's declaration is generated.

A function takes cells and ranges and gives one cell or a block. Cells are `cells.Cell` (dates may come as serial
numbers, an error value as `cells.ERROR`), ranges are rows of cells. Results are numbers, text, dates and "" for a
blank; None in a block is an error value of that one cell, and an exception means that the whole call has failed: in
both cases the native formula of the cell speaks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Takes(StrEnum):
    """What an argument takes, with its word for the help page."""

    CELL = "任意内容"
    DATE = "日期"
    NUMBER = "数"
    TEXT = "文字"
    RANGE = "区域"
    FRAMED = "区域，首行为表头、末行空着"

    @property
    def is_range(self) -> bool:
        """Whether it takes more than one cell."""
        return self in (Takes.RANGE, Takes.FRAMED)


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: ASCII `name`, what it takes, its Chinese help, the unit of a number. Optional ones come last."""

    name: str
    takes: Takes
    help: str
    unit: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """One column of a block, or the one cell: its Chinese title and the native formula that stands in for it.

    `native` takes references (A1 text) and returns a formula without "=". In a function of one cell they are the
    function's own arguments in order; in a block the formula's own (see where it is defined).
    """

    title: str
    native: Callable[..., str]


@dataclass(frozen=True, slots=True)
class Function:
    """A spreadsheet function. `python` takes the arguments in order; `is_block` says that it gives rows of cells.

    `example` are the arguments of a call as people write it; a block, which nobody writes, has none.
    """

    name: str
    title: str
    help: str
    arguments: tuple[Argument, ...]
    outputs: tuple[Output, ...]
    python: Callable[..., Any]
    is_block: bool = False
    example: tuple[str, ...] = ()

    def call(self, *references: str) -> str:
        """The formula that calls it, without "=". Raises TypeError for a wrong number of references."""
        required = sum(not argument.optional for argument in self.arguments)
        if not required <= len(references) <= len(self.arguments):
            raise TypeError(f"{self.name} takes {required} to {len(self.arguments)} arguments, got {len(references)}")
        return f"{self.name}({','.join(references)})"
