"""Rows of generated cells, asked three ways: Python, the native formula in LibreOffice, the add-in in LibreOffice.

A `Sheet` collects rows; `compare` writes them into one workbook, lets a LibreOffice with the extension calculate it,
and lists every cell in which one of the three differs. Hypothesis makes the rows, thousands at a time, because a
workbook per example would take hours.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from weibao.functions.cells import ERROR, is_error, serial
from weibao.functions.registry import evaluate
from weibao.sheets.layout import column_letter
from weibao.sheets.xlsx import new_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.live import LiveOffice
    from weibao.functions.spec import Function
    from weibao.workdays import WorkCalendar

# --- cells as people and programs leave them ------------------------------------------------------------------

BLANK = st.none()
BROKEN = st.just(ERROR)
POINTS = st.sampled_from([0, 0.5, 1, 1.5, 2, 2.5, 3, 5, -0.5, 0.3, 0.1 + 0.2, 0.25, 1e-7, 100])
FIGURES = st.integers(-20, 5000) | st.decimals(0, 200, places=2).map(float)
WORDS = st.sampled_from([" ", "　", "是", "否", "待定", "无", "1.5", "2023-9-30", "一分", "a*", "?", "〔2023〕1号"])
EDGES = st.sampled_from(
    [
        date(1999, 12, 31), date(2000, 1, 1), date(2021, 12, 31), date(2022, 1, 1), date(2022, 1, 3), date(2023, 1, 20),
        date(2023, 9, 28), date(2023, 9, 29), date(2023, 10, 6), date(2023, 10, 7), date(2024, 2, 29),
        date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1), date(2099, 12, 31), date(2100, 1, 1),
    ]
)  # fmt: skip
DAYS = st.dates(date(2021, 12, 1), date(2027, 1, 31))
TIMES = st.builds(lambda day, part: serial(day) + part, DAYS, st.sampled_from([0.25, 0.5, 0.75]))
ODD_NUMBERS = st.sampled_from([0, 1, 2023, 20230930, -1, 36525, 73051, 1e6])
ANY_DAY = DAYS | DAYS | EDGES | TIMES | ODD_NUMBERS | WORDS | BLANK | BROKEN
ANY_NUMBER = POINTS | FIGURES | WORDS | BLANK | BROKEN | DAYS
SCORE = POINTS | BLANK | BLANK | WORDS | BROKEN


def rows_of(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """`count` rows; the same ones in every run.

    Hypothesis draws a third. The others have the same cells, each column in another order: to draw rows would take
    longer than to ask all three for them.
    """
    few = drawn(strategy, -(-count // 3))
    if len(_flat(few[0])) < 2:
        return drawn(strategy, count)
    chance = random.Random(count)  # noqa: S311
    rows, columns = list(few), [list(column) for column in zip(*map(_flat, few), strict=True)]
    while len(rows) < count:
        for column in columns:
            chance.shuffle(column)
        rows += [_nested(few[0], cells) for cells in zip(*columns, strict=True)]
    return rows[:count]


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """`count` examples."""
    rows: list[Any] = []

    @settings(
        max_examples=count, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(strategy)
    def collect(row: Any) -> None:
        rows.append(row)

    collect()
    return rows


def _flat(row: Any) -> list[Any]:
    """The cells of a row (a tuple or one of our dataclasses), those of its lists too."""
    parts = row if isinstance(row, tuple) else [getattr(row, item.name) for item in fields(row)]
    return [cell for part in parts for cell in (part if isinstance(part, list) else [part])]


def _nested(like: Any, cells: Iterable[Any]) -> Any:
    """Cells in the shape of another row."""
    if not isinstance(like, tuple):
        return type(like)(*cells)
    rest = iter(cells)
    return tuple([next(rest) for _ in part] if isinstance(part, list) else next(rest) for part in like)


def days_off(calendar: WorkCalendar) -> tuple[str, list[list[date]]]:
    """The days of the sheet `days`: where they stand and what they are."""
    days = calendar.sorted_days_off
    return f"days!$A$1:$A${len(days)}", [[day] for day in days]


# --- one workbook ---------------------------------------------------------------------------------------------

Refs = Sequence[str]


@dataclass
class Sheet:
    """Rows of one function. `width` is how many cells each argument takes in a row.

    A function of one cell is called once per row. A block is called once over all rows, each argument a framed column
    or (where `fixed` names it) a reference outside the rows with its value.
    """

    function: Function
    rows: list[Sequence[Any]]
    widths: Sequence[int] = ()
    natives: Sequence[Callable[[Refs, int], str]] = ()  # cells of the row, last row → formula, one per output
    fixed: dict[str, tuple[str, Any]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.function.name

    @property
    def top(self) -> int:
        """The first row of cells: below a heading and, for blocks, framed."""
        return 2

    @property
    def last(self) -> int:
        return self.top + len(self.rows) - 1

    @property
    def in_rows(self) -> list[str]:
        return [item.name for item in self.function.arguments if item.name not in self.fixed]

    @cached_property
    def cells(self) -> list[list[Any]]:
        """The cells of each row, one after another."""
        return [_flat(row) for row in self.rows]

    def references(self, row: int) -> list[str]:
        """The arguments of a row that stand in it, in order."""
        widths, column, found = self.widths or [1] * len(self.in_rows), 1, []
        for width in widths:
            first, last = column_letter(column), column_letter(column + width - 1)
            found.append(f"{first}{row}" if width == 1 else f"{first}{row}:{last}{row}")
            column += width
        return found

    def arguments(self, in_rows: Sequence[Any], *, values: bool) -> list[Any]:
        """All arguments in order, the fixed ones put in: as references or (`values`) as values."""
        waiting = iter(in_rows)
        return [
            self.fixed[item.name][values] if item.name in self.fixed else next(waiting)
            for item in self.function.arguments
        ]

    @cached_property
    def expected(self) -> list[list[Any]]:
        """Python's answers, row by row; ERROR where it cannot answer."""
        if self.function.is_block:
            columns = [[[None], *([cell] for cell in column), [None]] for column in zip(*self.cells, strict=True)]
            answer = evaluate(self.function, self.arguments(columns, values=True))
            assert isinstance(answer, list)
            return [[ERROR if value is None else value for value in line] for line in answer]
        return [[self._one(row)] for row in self.rows]

    def _one(self, row: Sequence[Any]) -> Any:
        given_ = [[list(part)] if isinstance(part, list) else part for part in row]
        try:
            return evaluate(self.function, self.arguments(given_, values=True))
        except (ValueError, TypeError, ArithmeticError):
            return ERROR

    def write(self, book: Any) -> None:
        """Inputs, native formulas and calls."""
        sheet, cells = book.add_worksheet(self.name), self.cells
        width = len(cells[0])
        for r, row in enumerate(cells, self.top - 1):
            for c, value in enumerate(row):
                put(sheet, r, c, value)
        for number, native in enumerate(self.natives):
            for row in range(self.top, self.last + 1):
                own = self.references(row)
                refs = own if self.function.is_block else self.arguments(own, values=False)
                sheet.write_formula(row - 1, width + number, f"={native(refs, self.last)}")
        at = width + len(self.natives)
        if self.function.is_block:
            framed = [f"${(letter := column_letter(c + 1))}$1:${letter}${self.last + 1}" for c in range(width)]
            call = self.function.call(*self.arguments(framed, values=False))
            lines = len(self.expected)
            outputs = len(self.function.outputs)
            sheet.write_array_formula(self.top - 1, at, self.top + lines - 2, at + outputs - 1, f"{{={call}}}")
            return
        for row in range(self.top, self.last + 1):
            # Calc hands over a blank cell as 0, but a range of one cell as it is.
            areas = [ref if ":" in ref else f"{ref}:{ref}" for ref in self.references(row)]
            sheet.write_formula(row - 1, at, f"={self.function.call(*self.arguments(areas, values=False))}")


def put(sheet: Any, row: int, column: int, value: Any) -> None:
    if is_error(value):
        sheet.write_formula(row, column, "=NA()", None, "#N/A")
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, date):
        sheet.write_number(row, column, serial(value.date() if isinstance(value, datetime) else value))
    elif value is not None:
        sheet.write_number(row, column, value)


def shown(value: Any) -> Any:
    """An answer as LibreOffice's raw reading gives it."""
    if is_error(value):
        return "error"
    if isinstance(value, date):
        return float(serial(value))
    if isinstance(value, (int, float)):
        return round(float(value), 9)
    return value or None


def read_back(value: Any) -> Any:
    from e2e.office import CellError

    return "error" if isinstance(value, CellError) else round(value, 9) if isinstance(value, float) else value


Tables = dict[str, list[list[Any]]]  # name → rows of cells, for arguments outside the rows


def table(name: str, rows: list[list[Any]], column: int = 1, columns: int = 1) -> str:
    """The reference of a table's columns (all of them by default) on the sheet of its name."""
    last = column_letter(column + columns - 1)
    return f"{name}!${column_letter(column)}$1:${last}${len(rows)}"


def compare(
    office: LiveOffice, folder: Path, sheets: Sequence[Sheet], calendar: WorkCalendar, tables: Tables | None = None
) -> tuple[int, list[str]]:
    """Rows compared, and where the three do not agree."""
    path = folder / "parity.xlsx"
    with new_workbook(path, date(2026, 1, 1)) as book:
        for item in sheets:
            item.write(book)
        for name, rows in (tables or {}).items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    put(sheet, r, c, value)
        days = book.add_worksheet("days")
        for number, day in enumerate(calendar.sorted_days_off):
            days.write_number(number, 0, serial(day))
        days.write_number(0, 1, serial(calendar.first))
        days.write_number(1, 1, serial(calendar.last))
        end = len(calendar.days_off)
        for name, target in (("days_off", f"$A$1:$A${end}"), ("calendar_first", "$B$1"), ("calendar_last", "$B$2")):
            book.define_name(f"wb_{name}", f"=days!{target}")
    wrong: list[str] = []
    with office.open(path) as opened:
        opened.calculate()
        for item in sheets:
            wrong += _differences(opened, item)
    return sum(len(item.rows) for item in sheets), wrong


def _differences(book: Any, item: Sheet) -> list[str]:
    cells, expected = item.cells, item.expected
    width, outputs = len(cells[0]), len(item.function.outputs)
    right = column_letter(width + len(item.natives) + outputs)
    read = book.read_raw(item.name, f"A{item.top}:{right}{item.top + len(expected) - 1}")
    wrong = []
    for number, (answer, line) in enumerate(zip(expected, read, strict=True)):
        inputs = cells[number] if number < len(cells) else None
        for column, value in enumerate(answer):
            native = read_back(line[width + column]) if column < len(item.natives) and inputs is not None else None
            added = read_back(line[width + len(item.natives) + column])
            if column < len(item.natives) and inputs is not None and native != shown(value):
                wrong.append(f"{item.name} {inputs} column {column}: Python {shown(value)!r}, native {native!r}")
            if added != shown(value):
                wrong.append(f"{item.name} {inputs} column {column}: Python {shown(value)!r}, add-in {added!r}")
    return wrong


def near(day: date, *others: int) -> list[date]:
    """The day and days around it."""
    return [day + timedelta(days=number) for number in (0, *others)]
