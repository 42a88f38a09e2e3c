"""The index workbook of a 资料汇编, with links to its files; and the office's own list of what is missing.

The index goes with the compilation. The list of what is missing stays with the office: it names files that are left
out, and units.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from weibao.atomic import replace_file
from weibao.sheets.book import GREY, Book, storable, write
from weibao.sheets.heights import row_height

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

CATALOGUE: Final = "材料"
INDICATORS: Final = "指标"
_FIRST: Final = 3  # the heading's row, 0-based
_LINK: Final = "#1B4F8A"

COLUMNS: Final = (
    ("档号", 13.0), ("指标", 7.0), ("指标名称", 18.0), ("文号", 22.0), ("责任者", 16.0), ("题名", 40.0), ("日期", 11.0),
    ("页数", 7.0), ("备注", 24.0), ("文件", 16.0),
)  # fmt: skip
INDICATOR_COLUMNS: Final = (
    ("指标", 7.0), ("名称", 20.0), ("项目", 14.0), ("内容", 16.0), ("分值", 7.0), ("申报", 7.0), ("核定", 7.0),
    ("完成情况", 11.0), ("件数", 7.0), ("页数", 7.0), ("盒号", 16.0), ("扉页", 16.0),
)  # fmt: skip
SUMMARY_COLUMNS: Final = (
    ("序号", 7.0), ("项目", 20.0), ("指标项数", 11.0), ("有材料的", 11.0), ("件数", 9.0), ("页数", 9.0),
    ("分册封面和目录", 34.0),
)  # fmt: skip
GAP_COLUMNS: Final = (
    ("类别", 16.0), ("指标", 7.0), ("指标名称", 18.0), ("单位", 18.0), ("档号", 13.0), ("说明", 70.0)
)  # fmt: skip
LEFT_COLUMNS: Final = (("文件", 60.0), ("单位", 18.0), ("指标", 7.0), ("没有收录的原因", 46.0), ("放行码", 12.0))
LOOK_COLUMNS: Final = (("文件", 60.0), ("看什么", 60.0))


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to a file: its path below the workbook's folder, and what is shown."""

    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: its name, what it is about, its columns (heading, width) and rows."""

    name: str
    about: str
    columns: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[str | int | Link | None]]
    portrait: bool = False


def write_pages(path: Path, pages: Sequence[Page], *, title: str, created: date) -> None:
    """Write the sheets to `path`; the same contents, the same bytes. Texts stay texts, whatever they begin with."""
    from weibao.sheets.xlsx import new_workbook

    with replace_file(path) as temporary, new_workbook(temporary, created, title=title) as workbook:
        book = Book(workbook, footer=title)
        for page in pages:
            _sheet(book, page, title)


def _sheet(book: Book, page: Page, title: str) -> None:
    sheet = book.sheet(page.name, portrait=page.portrait)
    write(sheet, 0, 0, title, book.format(bold=True, font_size=14))
    write(sheet, 1, 0, page.about, book.format(font_color=GREY))
    for column, (name, width) in enumerate(page.columns):
        sheet.set_column(column, column, width)
        write(sheet, _FIRST, column, name, book.head())
    for number, row in enumerate(page.rows, _FIRST + 1):
        for column, value in enumerate(row):
            _cell(book, sheet, number, column, value)
        sheet.set_row(number, row_height(list(_texts(row, page.columns))))
    sheet.freeze_panes(_FIRST + 1, 0)
    sheet.repeat_rows(_FIRST)
    sheet.autofilter(_FIRST, 0, _FIRST + max(len(page.rows), 1), len(page.columns) - 1)


def _cell(book: Book, sheet: Any, row: int, column: int, value: str | int | Link | None) -> None:
    from weibao.sheets.xlsx import file_link

    if not isinstance(value, Link):
        write(sheet, row, column, value, book.cell(text_wrap=True, valign="top"))
        return
    cell = book.cell(text_wrap=True, valign="top", font_color=_LINK, underline=1)
    sheet.write_url(row, column, file_link(value.target, storable(value.text)), cell)


def _texts(row: Sequence[str | int | Link | None], columns: Sequence[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    for value, (_, width) in zip(row, columns, strict=True):
        yield value.text if isinstance(value, Link) else "" if value is None else str(value), width
