"""A workbook that shows what is different between two snapshots of the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.atomic import free_path, replace_file
from weibao.sheets.book import Book, storable, write
from weibao.sheets.heights import row_height

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

HEADINGS = (("类别", 12), ("事项", 46), ("单位", 18), ("指标", 9), ("原来", 44), ("现在", 44))
_FIRST = 3


def write_differences(
    path: Path, title: str, about: str, counts: Mapping[str, int], rows: Sequence[Sequence[str]], *, created: date
) -> Path:
    """Write a sheet of the counts and one of every difference, a row of texts under `HEADINGS` each.

    Texts are written as texts whatever they begin with. Returns where it was written: beside `path` where somebody has
    that open.
    """
    from weibao.sheets.xlsx import new_workbook

    path = free_path(path)
    with replace_file(path) as temporary, new_workbook(temporary, created, title=title) as workbook:
        book = Book(workbook, footer=title)
        overview = book.sheet("一览", portrait=True)
        overview.set_column(0, 0, 30)
        overview.set_column(1, 1, 14)
        write(overview, 0, 0, title, book.format(bold=True, font_size=14))
        write(overview, 1, 0, about, book.format())
        for column, name in enumerate(("类别", "不同之处")):
            write(overview, _FIRST, column, name, book.head())
        for number, (name, count) in enumerate(counts.items(), _FIRST + 1):
            write(overview, number, 0, name, book.cell())
            write(overview, number, 1, count, book.cell())
        sheet = book.sheet("明细")
        write(sheet, 0, 0, title, book.format(bold=True, font_size=14))
        write(sheet, 1, 0, about, book.format())
        for column, (name, width) in enumerate(HEADINGS):
            sheet.set_column(column, column, width)
            write(sheet, _FIRST, column, name, book.head())
        for number, row in enumerate(rows, _FIRST + 1):
            for column, text in enumerate(row):
                write(sheet, number, column, storable(text), book.cell(text_wrap=True))
            widths = (width for _, width in HEADINGS)
            sheet.set_row(number, row_height(list(zip(row, widths, strict=True))))
        sheet.freeze_panes(_FIRST + 1, 0)
        sheet.repeat_rows(_FIRST)
        sheet.autofilter(_FIRST, 0, _FIRST + max(len(rows), 1), len(HEADINGS) - 1)
    return path
