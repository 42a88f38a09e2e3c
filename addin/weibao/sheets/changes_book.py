"""规则变化.xlsx: what a change of the rules did, a sheet a table, to be read and printed."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from weibao.atomic import beside, is_open, replace_file
from weibao.sheets.book import Book, write
from weibao.sheets.heights import row_height

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_FIRST = 3
_NARROW = 15  # columns from this width on hold texts

Sheet = tuple[str, "Sequence[tuple[str, int]]", "Sequence[Sequence[Any]]"]


def write_changes(
    path: Path, title: str, about: str, sheets: Sequence[Sheet], *, created: date, mine: Callable[[Path], bool]
) -> Path:
    """Write the sheets (name, columns with widths, rows); beside `path` where somebody has that open or has changed it:
    `mine` tells the files that are as we wrote them.
    """
    from weibao.sheets.xlsx import new_workbook

    places = chain((path,), beside(path))
    path = next(item for item in places if not is_open(item) and (not item.exists() or mine(item)))
    with replace_file(path) as temporary, new_workbook(temporary, created, title=title) as workbook:
        book = Book(workbook, footer=title)
        for name, columns, rows in sheets:
            _sheet(book, name, title, about, columns, rows)
    return path


def _sheet(
    book: Book, name: str, title: str, about: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Any]]
) -> None:
    sheet = book.sheet(name)
    write(sheet, 0, 0, f"{title}：{name}", book.format(bold=True, font_size=14))
    # On one line it would run out of the table, and the page would be printed as wide as that.
    said = book.format(font_color="#595959", text_wrap=True, valign="top")
    sheet.merge_range(1, 0, 1, len(columns) - 1, "", said)
    write(sheet, 1, 0, about, said)
    sheet.set_row(1, row_height([(about, float(sum(width for _, width in columns)))]))
    for column, (heading, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        write(sheet, _FIRST, column, heading, book.head())
    for number, row in enumerate(rows, _FIRST + 1):
        for column, (value, (_, width)) in enumerate(zip(row, columns, strict=True)):
            looks = {"num_format": "yyyy-mm-dd"} if isinstance(value, date) else {}
            style = book.cell(text_wrap=True, align="left" if width >= _NARROW else "center", **looks)
            write(sheet, number, column, value, style)
        texts = [(str(value or ""), float(width)) for value, (_, width) in zip(row, columns, strict=True)]
        sheet.set_row(number, row_height(texts))
    sheet.freeze_panes(_FIRST + 1, 2)
    sheet.repeat_rows(_FIRST)
    sheet.autofilter(_FIRST, 0, _FIRST + max(len(rows), 1), len(columns) - 1)
