"""What a table of a workbook is: its sheet, its first row and its columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` for code, `header` for people, width in characters.

    `added`: workbooks that version 0.1.0 made do not have it, and that is no mistake.
    """

    key: str
    header: str
    width: float
    kind: str = "fixed"
    added: bool = False


@dataclass(frozen=True)
class Table:
    """A table on a sheet; `added` as of a column."""

    sheet: str
    header_row: int
    rows: int
    columns: tuple[Column, ...]
    added: bool = False

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {column.key: number for number, column in enumerate(self.columns, 1)}

    @property
    def first_row(self) -> int:
        return self.header_row + 1

    def last_row(self, rows: int | None = None) -> int:
        """The last data row, for `rows` rows or the table's own fixed number."""
        return self.header_row + (self.rows if rows is None else rows)

    def number(self, key: str) -> int:
        """Column number, 1-based."""
        return self._numbers[key]

    def width(self, key: str) -> float:
        """Column width in characters."""
        return self.columns[self._numbers[key] - 1].width

    def letter(self, key: str) -> str:
        return column_letter(self._numbers[key])

    def cell(self, key: str, row: int) -> str:
        """A relative address such as "H12"."""
        return f"{self.letter(key)}{row}"

    def span(self, key: str, rows: int | None = None) -> str:
        """An absolute address with the sheet, such as "指标清单!$H$6:$H$73": no name of ours needs quotes."""
        letter = self.letter(key)
        return f"{self.sheet}!${letter}${self.first_row}:${letter}${self.last_row(rows)}"


@cache
@cache
def column_letter(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
