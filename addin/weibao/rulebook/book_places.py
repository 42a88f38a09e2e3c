"""Mistakes of a rulebook that was read from a workbook: told by sheet, cell and heading, not by file and key."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from weibao.errors import RulebookError
from weibao.rulebook.book_words import Words
from weibao.rulebook.code_words import code_words
from weibao.rulebook.faults import Fault, FaultyRulesError, Spot, together
from weibao.rulebook.loader import NO_FILE
from weibao.rulebook.loader import TEXT as TEXT_FILE
from weibao.rulebook.tables import required
from weibao.rulebook.tabular import MORE, TEXT, Table, shape
from weibao.rulebook.tabular_checks import FILE, FILES, META, OWNER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_TEXT: Final = required(str)
_FIRST: Final = 4  # the row of the first record, as people count
_VALUE: Final = re.compile(r"“([^“”]+)”|(?:编号|是) (\S+?)(?=$|[，；（ ])")


@contextmanager
def told_in_book(tables: Sequence[Table]) -> Iterator[None]:
    """What is wrong with the rulebook that the tables become is told in the words of their workbook."""
    try:
        yield
    except FaultyRulesError as error:
        raise RulebookError(_Book(tables).told(error.faults)) from error


def _is_part(row: Mapping[str, Any], owner: str, table: str) -> bool:
    return row.get(OWNER) == owner and row.get("table", table) == table


@dataclass(frozen=True, slots=True)
class _Place:
    """A table, the row of its sheet (0: none in particular), the record's id and the row's cells by column."""

    table: str
    row: int = 0
    record: str = ""
    cells: tuple[tuple[str, Any], ...] = ()


class _Book:
    def __init__(self, tables: Sequence[Table]) -> None:
        self.tables = {table.name: table for table in tables}
        self.words = Words(self.tables)

    def told(self, faults: Sequence[Fault]) -> str:
        """A line for every mistake; one that several rows share names them together."""
        lines: dict[tuple[str, str], list[str]] = {}
        for fault in faults:
            sheet, cell, text = self._line(fault)
            lines.setdefault((sheet, text), []).append(cell)
        return together([f"{sheet}{'、'.join(filter(None, cells))}：{text}" for (sheet, text), cells in lines.items()])

    def _line(self, fault: Fault) -> tuple[str, str, str]:
        if fault.wrong == NO_FILE:
            return self.words.sheet(FILES), "", f"缺少“{fault.spot.file}”这一行；照导出的工作簿补上。"
        spot, place = fault.spot, self._place(fault)
        inner = spot.inner if place.table != MORE else ""
        column = self._column(fault.wrong, place, inner)
        said = "；".join(self.words.said(part, place.table, inner) for part in self._parts(fault) if part)
        heading = f"“{self.words.heading(place.table, column)}”" if column else ""
        shown = "" if not heading or heading in said or place.table == META else heading
        words = code_words(place.table, "id", shape()[place.table].get("id", _TEXT))
        record = f"（{words.get(place.record, place.record)}）" if place.record else ""
        letter = self._letter(place.table, column)
        cell = f"{letter}{place.row}" if letter else f"第 {place.row} 行"
        return self.words.sheet(place.table), f"{cell}{shown}{record}" if place.row else "", f"{said}。"

    @staticmethod
    def _parts(fault: Fault) -> tuple[str, ...]:
        """What is wrong and what is allowed, in one where only together they show which code words are meant."""
        if fault.allowed.startswith("只能是：") and fault.wrong.startswith("“"):
            return (f"{fault.wrong}；{fault.allowed}",)
        return fault.wrong, fault.allowed

    def _place(self, fault: Fault) -> _Place:
        spot = fault.spot
        given = spot.record.removeprefix("记录 ") if spot.record.startswith("记录 ") else ""
        stem = spot.file.split("/")[0].removesuffix(".toml")
        if spot.file == TEXT_FILE:
            return _Place(TEXT)
        name = spot.table if spot.table in shape() else f"{stem}.{spot.table}" if spot.table else ""
        if not name and given:
            names = [one for one in self.tables if one.startswith(f"{stem}.") and one.count(".") == 1]
            name = next((one for one in names if any(row.get("id") == given for _, row in self._rows(one))), "")
        if not name:
            return self._of_file(spot, stem, fault.wrong)
        if spot.part:  # in a list inside of the record: a sheet of its own
            inner = MORE if spot.inner == MORE else f"{name}.{spot.inner}"
            return self._numbered(inner, spot.part, lambda row: _is_part(row, given, name), given)
        if spot.table in shape():
            return self._numbered(name, spot.number, lambda _: True, given) if spot.number else _Place(name)
        if spot.number:
            return self._numbered(name, spot.number, lambda row: row.get(FILE, spot.file) == spot.file, given)
        return self._numbered(name, 1, lambda row: row.get("id") == given, given)

    def _of_file(self, spot: Spot, stem: str, wrong: str) -> _Place:
        """A mistake of no record: of a value of META, of a file, or of a table as a whole."""
        tables = [name for name in shape() if name.startswith(f"{stem}.")]
        if (found := re.search(r"\[\[(\w+)\]\]", wrong)) and f"{stem}.{found[1]}" in tables:
            return _Place(f"{stem}.{found[1]}")
        if stem == META:
            known = {row.get("key") for _, row in self._rows(META)}
            key = next((key for key in re.findall(r"[a-z_]+", wrong) if key in known), "")
            return self._numbered(META, 1, lambda row: row.get("key") == key, "") if key else _Place(META)
        if spot.file.startswith("indicators/") or not tables:
            return self._numbered(FILES, 1, lambda row: row.get(FILE) == spot.file, "")
        return _Place(tables[0])

    def _rows(self, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """The records of a table with their rows; empty rows are none."""
        if (table := self.tables.get(name)) is None:
            return
        for number, cells in enumerate(table.rows, _FIRST):
            row = {key: cell for key, cell in zip(table.columns, cells, strict=True) if cell not in (None, "")}
            if row:
                yield number, row

    def _numbered(self, name: str, number: int, mine: Any, record: str) -> _Place:
        found = [(row, cells) for row, cells in self._rows(name) if mine(cells)]
        if len(found) < number:
            return _Place(name, 0, record)
        row, cells = found[number - 1]
        return _Place(name, row, record, tuple(cells.items()))

    def _column(self, wrong: str, place: _Place, inner: str) -> str:
        """The one column that is named, or whose cell holds the words that are wrong; "" where several may be meant."""
        if place.table == META:
            return "value"
        named = dict.fromkeys(self.words.column(place.table, key, inner) for key in re.findall(r"[a-z_]+", wrong))
        columns = [column for column in named if column]
        if not columns:
            values = {found[1] or found[2] for found in _VALUE.finditer(wrong)}
            values = {value for value in values if not re.fullmatch(r"[a-z_]+", value)}  # code words, in any cell
            columns = [key for key, cell in place.cells if values & {str(cell), *str(cell).split("\n")}]
        return columns[0] if len(columns) == 1 else ""

    def _letter(self, name: str, column: str) -> str:
        table = self.tables.get(name)
        if not table or not table.letters or column not in table.columns:
            return ""
        return table.letters[table.columns.index(column)]
