"""Values, addresses and texts of worksheet XML, and whole sheets of nothing but values. All numbers are 1-based."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from weibao.markup import escape
from weibao.sheets.book import storable
from weibao.sheets.layout import column_letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml import etree

Cell: TypeAlias = str | int | float | Decimal | date | bool | None
Shown: TypeAlias = str | float | bool
Grid: TypeAlias = dict[int, dict[int, Shown]]

DIGITS = "0123456789"

_EPOCH = date(1899, 12, 30)
_LETTERS = re.compile(r"[A-Z]{1,3}")
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def split_address(address: str) -> tuple[int, int]:
    """ "H12" → (12, 8). Raises ValueError."""
    match = _ADDRESS.fullmatch(address.replace("$", ""))
    if not match:
        raise ValueError(address)
    return int(match[2]), column_number(match[1])


@cache
def column_number(letters: str) -> int:
    """ "H" → 8. Raises ValueError."""
    if not _LETTERS.fullmatch(letters):
        raise ValueError(letters)
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def address(row: int, column: int) -> str:
    """(12, 8) → "H12"."""
    return f"{column_letter(column)}{row}"


def clean_text(text: str) -> str:
    """`storable` text as it stands in the part: `_x0041_` taken literally."""
    return _ESCAPE.sub(r"_x005F_x\1_", storable(text))


def plain(value: Cell) -> str | float | bool | None:
    """The value as a sheet stores it: numbers as float, dates as day serials, None for blank."""
    if value is None or value == "":
        return None
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, datetime):
        value = value.date()
    return float((value - _EPOCH).days) if isinstance(value, date) else float(value)


def same(old: str | float | bool | None, new: Cell) -> bool:
    """Whether two values show the same; blank and "" do."""
    wanted = plain(new)
    if isinstance(old, float) and isinstance(wanted, float):
        return abs(old - wanted) < 1e-9
    return (None if old == "" else old) == wanted and isinstance(old, bool) == isinstance(wanted, bool)


def iso_serial(text: str) -> float:
    """The day serial of a moment as strict workbooks write it: 2023-09-30, 2023-09-30T12:00:00. Raises ValueError."""
    moment = datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=None)
    passed = moment - datetime.combine(_EPOCH, time())
    return passed.days + passed.seconds / 86_400


def number_text(value: float) -> str:
    """A number as XML: 5, 1.5."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def unescape(text: str) -> str:
    """`_x0041_` as the character it stands for."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def rich_text(element: etree._Element, ns: str) -> str:
    """The text of an <is> or <si>: its <t> and those of its runs, without phonetic hints."""
    if len(element) == 1 and element[0].tag == f"{ns}t":  # nearly all
        return unescape(element[0].text or "")
    parts = [t.text or "" for t in element.iterfind(f"{ns}t")]
    parts += [t.text or "" for t in element.iterfind(f"{ns}r/{ns}t")]
    return unescape("".join(parts))


def grid_of(rows: Iterable[Sequence[Cell]]) -> Grid:
    """The grid that a sheet of these rows (from A1) has."""
    grid = {r: {c: _read_back(v) for c, v in enumerate(row, 1) if v not in (None, "")} for r, row in enumerate(rows, 1)}
    return {row: cells for row, cells in grid.items() if cells}


def _read_back(value: Cell) -> str | float | bool:
    stored = plain(value)
    assert stored is not None  # noqa: S101 - blank values are left out before
    return unescape(clean_text(stored)) if isinstance(stored, str) else stored


def build_sheet(rows: Iterable[Sequence[Cell]], ns: str) -> bytes:
    """A whole worksheet with nothing but values, in the workbook's default style. `ns` as `namespace` gives it."""
    lines = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', f'<worksheet xmlns="{ns[1:-1]}"><sheetData>']
    for number, row in enumerate(rows, 1):
        lines.append(f'<row r="{number}">')
        lines += [_cell_text(address(number, column), value) for column, value in enumerate(row, 1)]
        lines.append("</row>")
    lines.append("</sheetData></worksheet>")
    return "".join(lines).encode("utf-8")


def _cell_text(where: str, value: Cell) -> str:
    stored = plain(value)
    if stored is None:
        return ""
    if isinstance(stored, str):
        return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(clean_text(stored))}</t></is></c>'
    if isinstance(stored, bool):
        return f'<c r="{where}" t="b"><v>{int(stored)}</v></c>'
    return f'<c r="{where}"><v>{number_text(stored)}</v></c>'
