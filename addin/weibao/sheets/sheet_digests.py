"""What each sheet of a workbook that is being written shows, as a digest: its cells and how they look.

Taken before the workbook is closed, from what XlsxWriter holds of it: reading the file again would cost as much as
writing it. What is printed around the cells is left out: the as-of date stands in every footer, and would change all.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from xlsxwriter.worksheet import CellBlankTuple, CellNumberTuple, CellStringTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.sheets.book import Book


def sheet_digests(book: Book, more: Mapping[str, object]) -> dict[str, str]:
    """The digests by the names of the sheets. `more`: what a sheet shows beside its cells, by its name."""
    texts = list(book.workbook.str_table.string_table)  # in the order of their numbers
    looks = book.looks()
    return {
        sheet.name: _digest(_shown(sheet, texts, looks), more.get(sheet.name)) for sheet in book.workbook.worksheets()
    }


def _shown(sheet: Any, texts: list[str], looks: Mapping[Any, str]) -> list[Any]:
    """Place, look and content of each cell, one behind the other; numbers of texts mean nothing in another workbook."""
    shown: list[Any] = []
    for row, cells in sorted(sheet.table.items()):
        for column, cell in sorted(cells.items()):
            kind = type(cell)
            shown += (row, column, looks.get(cell.format))
            if kind is CellStringTuple:
                shown.append(texts[cell.string])
            elif kind is CellNumberTuple:
                shown.append(cell.number)
            elif kind is not CellBlankTuple:
                shown += (part for part in cell if part is not cell.format)
    return shown


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
