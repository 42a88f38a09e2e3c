"""What a computed column of 核定台账 is: its native formula and the value that the formula shows, side by side.

Formulas name other cells of their own row without the sheet, the machine sheets by key and Python's answers on `_calc`
by the row's place in its table, so that sorting, inserting rows and inserting columns do not break them. Only functions
of Excel 2010.

A row is a mapping of column key → value as the sheet holds it (dates are `date`); a computed column sees the input
cells of its row and the computed columns before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from weibao.functions.cells import ErrorValue
from weibao.functions.native import literal, with_block
from weibao.functions.states import number as plain_number
from weibao.sheets.layout import CALC, CALC_FIRST_ROW, LEDGER_BLOCKS, column_letter

if TYPE_CHECKING:
    from datetime import date

    from weibao.compute.settings import Settings
    from weibao.functions.cells import Cell as Raw
    from weibao.functions.rulings import RulingCells
    from weibao.functions.spec import Function
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_facts import Facts
    from weibao.sheets.package_values import Cell
    from weibao.workdays import WorkCalendar

Row = Mapping[str, "Cell"]
FAILED = ErrorValue("#N/A")  # what a formula shows that cannot answer


@dataclass(frozen=True)
class Scene:
    """What the computed cells depend on besides their own row."""

    rulebook: Rulebook
    settings: Settings
    calendar: WorkCalendar
    today: date
    window: tuple[date, date]
    facts: Facts
    events: tuple[RulingCells, ...] = ()  # the rows of 负面清单认定
    rounds: tuple[tuple[Raw, Raw], ...] = ()  # number and issue date, as they stand in 轮次
    register: tuple[tuple[Raw, Raw], ...] = ()  # number and state, as they stand in 文号登记
    meetings: tuple[tuple[Raw, Raw], ...] = ()  # number and kind, as they stand in 会议台账
    planned: Mapping[str, date] = field(default_factory=dict)  # the units of 重点任务 whose plan has come, and when
    points: Mapping[str, Decimal] = field(default_factory=dict)  # 有效得分 of 核定, by indicator


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

    def on_calc(self, letter: str) -> str:
        """The cell of a column of `_calc` that belongs to this row: by its place, which sorting does not change."""
        area = calc_area(letter, self.last - self.table.header_row)
        return f"INDEX({area},ROW()-ROW($A${self.table.header_row}))"


def framed_column(table: Table, key: str, last: int) -> str:
    """A column with its heading and the row below the last one, so that rows put in anywhere belong to it."""
    letter = table.letter(key)
    return f"{table.sheet}!${letter}${table.header_row}:${letter}${last + 1}"


def calc_area(letter: str, rows: int, columns: int = 1) -> str:
    """The cells of a block or helper on `_calc`."""
    end = column_letter(_column_number(letter) + columns - 1)
    return f"{CALC}!${letter}${CALC_FIRST_ROW}:${end}${CALC_FIRST_ROW + rows - 1}"


def block_column(part: str, column: int) -> str:
    """The letter of a block's column on `_calc`, `column` from 0."""
    return column_letter(_column_number(LEDGER_BLOCKS[part][0]) + column)


def _column_number(letter: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for char in letter:
        number = number * 26 + ord(char) - 64
    return number


@dataclass(frozen=True)
class Computed:
    """One computed column: the native formula of a row (without "="), and the value that it shows.

    `block` is the part and column of `_calc` where Python's answer stands, `answers` all that the part answers of a
    row; a column without them is a look-up.
    """

    key: str
    native: Callable[[Refs], str]
    answer: Callable[[Row, Scene], Cell]
    block: tuple[str, int] | None = None
    answers: Callable[[Row, Scene], Sequence[Cell]] | None = None

    def value(self, row: Row, scene: Scene) -> Cell:
        """What the formula shows; an error value where one of the row's cells is one."""
        try:
            return self.answer(row, scene)
        except ValueError:
            return FAILED

    def formula(self, refs: Refs) -> str:
        """What stands in the cell: Python's answer, else the native formula."""
        native = self.native(refs)
        return f"={with_block(refs.on_calc(block_column(*self.block)), native) if self.block else native}"


def block_columns(
    part: str,
    keys: Sequence[str],
    function: Function,
    native: Callable[[Callable[..., str], Refs], str],
    state: Callable[[Row, Scene], Sequence[Cell]],
) -> tuple[Computed, ...]:
    """The columns that a block answers, in the order of the function's outputs.

    `native` calls an output's native formula with the references that it takes; `state` is the row's answers.
    """

    def answers(row: Row, scene: Scene) -> Sequence[Cell]:
        try:
            return state(row, scene)
        except ValueError:
            return (FAILED,) * len(keys)

    return tuple(
        Computed(
            key,
            lambda refs, output=output: native(output.native, refs),  # type: ignore[misc]
            lambda row, scene, number=number: answers(row, scene)[number],  # type: ignore[misc]
            (part, number),
            answers,
        )
        for number, (key, output) in enumerate(zip(keys, function.outputs, strict=False))
    )


def fact(table: Table, column: str, key: str) -> str:
    """Formula: a cell of a machine sheet by key, a text in quotes or what people type; an error where it is missing."""
    wanted = key if key.startswith('"') else literal(key)
    return f"INDEX({table.span(column)},MATCH({wanted},{table.span('key')},0))"


def listed(table: Table, column: str) -> str:
    """Formula: the filled part of a machine sheet's column, its heading included; far less than the whole column."""
    letter = table.letter(column)
    whole = f"{table.sheet}!${letter}${table.header_row}:${letter}${table.last_row()}"
    return f"{table.sheet}!${letter}${table.header_row}:INDEX({whole},COUNTA({whole})+1)"


def look_up(table: Table, rows: Callable[[Facts], Mapping[str, Row]], column: str, key: str, own: str = "") -> Computed:
    """A column that shows a fact: column `column` of the machine sheet `table`, by the row's own `key`."""

    def formula(refs: Refs) -> str:
        found = fact(table, column, refs(key))
        return f'IF({refs(key)}="","",IFERROR(IF({found}="","",{found}),""))'

    def value(row: Row, scene: Scene) -> Cell:
        return rows(scene.facts).get(str(row.get(key) or ""), {}).get(column)

    return Computed(own or column, formula, value)


def cells_of(row: Row, *keys: str) -> list[Raw]:
    """Cells of a row as the functions take them."""
    values = [row.get(key) for key in keys]
    return [plain_number(value) if isinstance(value, Decimal) else value for value in values]


def pairs(rows: Iterable[Row], first: str, second: str) -> tuple[tuple[Raw, Raw], ...]:
    """Two cells of every row, as the functions take them."""
    return tuple((one, other) for row in rows for one, other in [cells_of(row, first, second)])
