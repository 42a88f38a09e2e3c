"""An editable chart or table as data, for the programs that draw it themselves: Excel, WPS, LibreOffice, PowerPoint.

What is not known is None and stays a gap; it is never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Shape(StrEnum):
    """What the program draws."""

    BARS = "bars"  # lying, stacked
    COLUMNS = "columns"  # standing, stacked
    LINES = "lines"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Column:
    """A series of a chart, or a column of a table. `look` names one of `looks.LOOKS`; "" draws nothing (a base)."""

    heading: str
    look: str = ""
    width: float = 1.0  # of a table, in relation to the others


@dataclass(frozen=True, slots=True)
class Native:
    """`columns[0]` names the rows; `rows` have one value a column, numbers from the second on unless it is a table.

    `tones` are looks of single cells of a table, by (row, column). `unit` is that of the numbers,
    `note` says how they are counted and what words among them mean; `instead` is the word that stands in place of a
    chart without any figure, and in brackets behind its name.
    """

    shape: Shape
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | float | None, ...], ...]
    unit: str = ""
    note: str = ""
    tones: Mapping[tuple[int, int], str] = field(default_factory=dict)
    instead: str = ""
