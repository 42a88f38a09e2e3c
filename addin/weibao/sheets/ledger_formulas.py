"""What a computed column of 核定台账 is: its native formula and the value that the formula shows, side by side.

Formulas name other cells of their own row without the sheet, and the machine sheets by key, so that sorting, inserting
rows and inserting columns do not break them. Only functions of Excel 2010.

A row is a mapping of column key → value as the sheet holds it (dates are `date`); a computed column sees the input
cells of its row and the computed columns before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_facts import Facts
    from weibao.sheets.package_values import Cell
    from weibao.workdays import WorkCalendar

Row = Mapping[str, "Cell"]


@dataclass(frozen=True)
class Event:
    """A row of 负面清单认定 as the other rows of the sheet see it."""

    veto: str
    happened_on: date | None
    ruling: str


@dataclass(frozen=True)
class Scene:
    """What the computed cells depend on besides their own row."""

    rulebook: Rulebook
    settings: Settings
    calendar: WorkCalendar
    today: date
    window: tuple[date, date]
    facts: Facts
    events: tuple[Event, ...] = ()
    rounds: tuple[tuple[int, date], ...] = ()  # number and issue date of the rounds that have one


@dataclass(frozen=True)
class Refs:
    """Addresses of the cells of one row: refs("verified") is "$J8"."""

    table: Table
    row: int
    last: int  # the table's last prepared row, for formulas that see the whole table

    def __call__(self, key: str) -> str:
        return f"${self.table.letter(key)}{self.row}"

    def span(self, key: str) -> str:
        """The whole column, absolute, without the sheet."""
        letter = self.table.letter(key)
        return f"${letter}${self.table.first_row}:${letter}${self.last}"


@dataclass(frozen=True)
class Computed:
    """One computed column: the formula of a row, and the value that it shows."""

    key: str
    formula: Callable[[Refs], str]
    value: Callable[[Row, Scene], Cell]


def fact(table: Table, column: str, key: str) -> str:
    """Formula: a cell of a machine sheet by key; an error where the key is missing."""
    return f"INDEX({span_of(table, column)},MATCH({key},{span_of(table, 'key')},0))"


def span_of(table: Table, column: str) -> str:
    """Formula: a whole column of a machine sheet."""
    # Machine sheets have ASCII names and need no quotes.
    return table.span(column).replace("'", "")


def look_up(table: Table, rows: Callable[[Facts], Mapping[str, Row]], column: str, key: str, own: str = "") -> Computed:
    """A column that shows a fact: column `column` of the machine sheet `table`, by the row's own `key`."""

    def formula(refs: Refs) -> str:
        found = fact(table, column, refs(key))
        return f'=IF({refs(key)}="","",IFERROR(IF({found}="","",{found}),""))'

    def value(row: Row, scene: Scene) -> Cell:
        return rows(scene.facts).get(str(row.get(key) or ""), {}).get(column)

    return Computed(own or column, formula, value)


def number(value: Cell) -> Decimal | None:
    """The value of a number cell, None for anything else."""
    return Decimal(str(value)) if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) else None


def left_of(row: Row) -> int | None:
    """剩余天数 of the row, None where it is blank."""
    left = number(row.get("days_left"))
    return None if left is None else int(left)
