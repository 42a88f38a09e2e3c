"""What the sheets of a checklist share: formats, formulas with their true values, protection, validations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from weibao.atomic import replace_file
from weibao.compute.level import plain
from weibao.functions.cells import Cell
from weibao.functions.native import with_block
from weibao.functions.states import Value
from weibao.sheets.book import FONT, GROUNDS, SIZE, Book, write
from weibao.sheets.checklist_model import Checklist
from weibao.sheets.layout import CALC, CALC_BLOCKS, CALC_FIRST_ROW, Column, Table, column_letter
from weibao.sheets.xlsx import new_workbook

DATE = "yyyy-mm-dd"
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)

INPUT, FIXED, COMPUTED, GREYED = "#FFF9E3", "#FFFFFF", "#F3F5F7", "#E9E9E9"
INK, SOFT, WARNING = "#1F2933", "#5F6B76", "#B4440A"
NAVY, AMBER, SLATE, TEAL = "#2F5D8A", "#B7791F", "#5B6B7B", "#2E7D6B"
# The headings of a column by who fills it: colour of the band above, ground of the heading.
TINTS = {NAVY: "#DCE6F1", AMBER: "#FDECC2", SLATE: "#E4E8EC", TEAL: "#D9EDE7"}
BAND_OF_KIND = {"fixed": NAVY, "input": AMBER, "computed": SLATE}

PROTECTION = {
    "select_locked_cells": True, "select_unlocked_cells": True, "format_rows": True, "format_columns": True,
    "autofilter": True, "sort": True,
}  # fmt: skip


@contextmanager
def unit_workbook(path: Path, form: Checklist, name: str) -> Iterator[Writer]:
    """A unit's workbook of a round, called `name`: written whole or not at all. OSError where it cannot be written."""
    title = f"{form.unit.name}－{name}（{form.round_name}）"
    about = {"title": title, "subject": form.rulebook.title, "author": form.settings.office}
    with replace_file(path) as temporary, new_workbook(temporary, form.as_of, font=(FONT, SIZE), **about) as workbook:
        yield Writer(Book(workbook, f"{form.unit.name}　{form.round_name}"), form)


@dataclass
class Writer:
    """The workbook being written and what it shows."""

    book: Book
    checklist: Checklist

    def formula(self, sheet: Any, address: str, formula: str, value: Value | None, cell: Any = None) -> None:
        """A formula with its value; "" is a blank result."""
        row, column = position(address)
        sheet.put_formula(row, column, formula, "" if value is None else value, cell)

    def computed(self, sheet: Any, address: str, block: str, formula: str, value: Value, cell: Any) -> None:
        """A visible computed cell: Python's answer from the block, else the native formula."""
        self.formula(sheet, address, with_block(block, formula), value, cell)

    def input(self, **properties: Any) -> Any:
        """The format of an input cell."""
        return self.book.cell(**({"locked": False, "bg_color": INPUT, "text_wrap": True, "align": "left"} | properties))

    def fixed(self, **properties: Any) -> Any:
        """The format of a cell of ours."""
        return self.book.cell(text_wrap=True, **{"bg_color": FIXED, **properties})

    def result(self, **properties: Any) -> Any:
        """The format of a computed cell."""
        return self.book.cell(bg_color=COMPUTED, text_wrap=True, **properties)

    def heads(self, sheet: Any, table: Table) -> None:
        """The heading row, tinted by who fills the column; widths of all columns."""
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, column.width)
            if column.kind != "gap":
                sheet.write_string(table.header_row - 1, number, column.header, self.head(column))
        sheet.set_row(table.header_row - 1, 32)

    def head(self, column: Column) -> Any:
        """The format of a heading."""
        tint = TINTS[BAND_OF_KIND[column.kind]]
        return self.book.cell(bold=True, bg_color=tint, text_wrap=True, align="center")

    def title(self, sheet: Any, text: str, note: str) -> None:
        """The first two rows of a table sheet; texts run over the cells to their right, so that panes may freeze."""
        sheet.set_row(0, 30)
        sheet.write_string(0, 0, text, self.book.format(bold=True, font_size=16, font_color=NAVY))
        for row in (1, 2):
            sheet.set_row(row, 20)
        sheet.write_string(1, 0, note, self.book.format(font_color=SOFT))

    def colour(self, sheet: Any, area: str, words: Iterable[str]) -> None:
        """Colour the cells that show one of these words."""
        for word in words:
            ground = self.book.workbook.add_format({"bg_color": GROUNDS[word], "font_color": INK})
            sheet.conditional_format(area, {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": ground})


def block_cell(part: str, row: int, column: int = 0) -> str:
    """A cell of an array block on _calc: `row` from 0, `column` from the block's first."""
    first = ord(CALC_BLOCKS[part]) - ord("A") + 1
    return f"{CALC}!${column_letter(first + column)}${CALC_FIRST_ROW + row}"


def area(table: Table, key: str, rows: int) -> str:
    """A column's data cells, without the sheet: "H6:H73"."""
    return f"{table.letter(key)}{table.first_row}:{table.letter(key)}{table.last_row(rows)}"


def framed(table: Table, first: str, last: str, rows: int) -> str:
    """The columns from `first` to `last` with the heading row above and the blank row below (`functions.blocks`)."""
    start, end = table.letter(first), table.letter(last)
    return f"'{table.sheet}'!${start}${table.header_row}:${end}${table.last_row(rows) + 1}"


def put(sheet: Any, address: str, value: Cell, cell: Any) -> None:
    """A raw value: text as text, numbers and dates as such, nothing as a blank cell."""
    put_at(sheet, *position(address), value, cell)


def put_at(sheet: Any, row: int, column: int, value: Cell, cell: Any) -> None:
    """The same by row and column, from 0."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, cell)
    else:
        write(sheet, row, column, value, cell)


@lru_cache(maxsize=1 << 14)
def position(address: str) -> tuple[int, int]:
    """Row and column, from 0, of an address such as "H12"."""
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(address[len(letters) :]) - 1, column - 1


def validate_list(sheet: Any, area_: str, source: list[str] | str, title: str, message: str) -> None:
    """Only the values of a list (texts, or a reference with "=")."""
    sheet.data_validation(
        area_,
        {
            "validate": "list", "source": source, "error_title": title[:32], "error_message": message[:255],
            "error_type": "stop",
        },
    )  # fmt: skip


def validate_date(sheet: Any, area_: str, title: str) -> None:
    """Only dates of this century."""
    sheet.data_validation(
        area_,
        {
            "validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY,
            "error_title": title, "error_message": "请填日期，如 2023-9-30。", "error_type": "stop",
        },
    )  # fmt: skip


def points_text(checklist: Checklist, steps: int) -> str:
    """Steps as people write points."""
    return plain(checklist.rulebook.scale.points(steps))
