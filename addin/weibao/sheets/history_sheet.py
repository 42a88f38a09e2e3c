"""A workbook that shows what is different between two snapshots of the history."""

from __future__ import annotations

import re
import zipfile
import zlib
from itertools import chain
from typing import TYPE_CHECKING

from weibao.atomic import beside, is_open, replace_file
from weibao.sheets.book import Book, storable, write
from weibao.sheets.heights import row_height

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

HEADINGS = (("类别", 12), ("事项", 46), ("单位", 18), ("指标", 9), ("原来", 44), ("现在", 44))
_FIRST = 3
# Ends the title of such a workbook, by which it is known again.
_TITLE = "：两次运行的不同"
_CORE, _CORE_SIZE = "docProps/core.xml", 1 << 16


def write_differences(
    path: Path, subject: str, about: str, counts: Mapping[str, int], rows: Sequence[Sequence[str]], *, created: date
) -> Path:
    """Write a sheet of the counts and one of every difference, a row of texts under `HEADINGS` each.

    `subject` is what they are about. Texts are written as texts whatever they begin with. Returns where it was written:
    beside `path` where somebody has that open, or another file lies there.
    """
    from weibao.sheets.xlsx import new_workbook

    title = f"{subject}{_TITLE}"
    path = next(item for item in chain((path,), beside(path)) if _is_free(item) and not is_open(item))
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


def _is_free(path: Path) -> bool:
    """Whether nothing is lost where the path is written: nothing there, or such a workbook that nobody saved since."""
    if not path.exists():
        return True
    try:
        with zipfile.ZipFile(path) as package:
            if package.getinfo(_CORE).file_size > _CORE_SIZE:
                return False
            core = package.read(_CORE).decode("utf-8")
    except (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return False
    days = {name: re.search(f"<dcterms:{name}[^>]*>([^<]*)<", core) for name in ("created", "modified")}
    made, saved = (found and found[1] for found in days.values())
    return f"{_TITLE}</dc:title>" in core and made is not None and made == saved
