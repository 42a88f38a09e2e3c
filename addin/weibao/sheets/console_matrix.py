"""类别×单位: how far each unit has come with what it answers in each category."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.sheets.book import GROUNDS, Book, write
from weibao.sheets.console_head import opening
from weibao.sheets.console_shown import HEADER_ROW
from weibao.sheets.frame_export import plain
from weibao.sheets.frames import fulfilment_matrix
from weibao.sheets.heights import row_height

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pandas import DataFrame

NAME = "类别×单位"
SUMMARY = "达标程度：已填各项的平均（达标算 1，部分达标算 ½，未达标算 0）；空白为不涉及，“未评”为涉及但一项未填。"

_LOW, _HIGH = "#F2A93B", "#FFFFFF"
_FIRST = 2  # the first category's column


def write_matrix(book: Book, tables: Mapping[str, DataFrame]) -> None:
    """The sheet 类别×单位: numbers on a colour scale, the darker the further from the standard."""
    matrix = fulfilment_matrix(tables)
    sheet = book.sheet(NAME)
    opening(book, sheet, SUMMARY)
    categories = [str(name) for name in matrix.rate.columns]
    headings = ["序号", "单位", *categories, "全部项目", "涉及项数", "未评项数"]
    widths = [5.5, 20.0, *[9.5] * len(categories), 9.5, 8.0, 8.0]
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(column, column, width)
        write(sheet, HEADER_ROW, column, heading, book.head())
    sheet.set_row(HEADER_ROW, row_height(zip(headings, widths, strict=True), lowest=30))
    figures = (frame.to_numpy().tolist() for frame in (matrix.rate, matrix.asked, matrix.total))
    for row, line in enumerate(zip(matrix.rate.index, *figures, strict=True), HEADER_ROW + 1):
        _row(book, sheet, row, *line)
    last = HEADER_ROW + len(matrix.rate)
    scale = {
        "type": "2_color_scale", "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1,
        "min_color": _LOW, "max_color": _HIGH,
    }  # fmt: skip
    sheet.conditional_format(HEADER_ROW + 1, _FIRST, last, _FIRST + len(categories), scale)
    sheet.autofilter(HEADER_ROW, 0, last, len(headings) - 1)
    sheet.freeze_panes(HEADER_ROW + 1, _FIRST)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, last, len(headings) - 1)


def _row(
    book: Book,
    sheet: Any,
    row: int,
    unit: tuple[int, str],
    rates: Sequence[float],
    asked: Sequence[int],
    total: Sequence[float],
) -> None:
    """One unit: a rate, “未评” or blank a category, then all categories together and the counts."""
    write(sheet, row, 0, int(unit[0]), book.cell(align="center"))
    write(sheet, row, 1, str(unit[1]), book.cell(text_wrap=True))
    for column, (rate, count) in enumerate(zip(rates, asked, strict=True), _FIRST):
        _rate(book, sheet, row, column, plain(rate, "points"), known=bool(count))
    column = _FIRST + len(rates)
    _rate(book, sheet, row, column, plain(total[0], "points"), known=plain(total[1], "count") is not None)
    write(sheet, row, column + 1, plain(total[1], "count") or 0, book.cell(align="center"))
    write(sheet, row, column + 2, plain(total[2], "count") or 0, book.cell(align="center"))
    sheet.set_row(row, row_height([(str(unit[1]), 20.0)]))


def _rate(book: Book, sheet: Any, row: int, column: int, rate: object, *, known: bool) -> None:
    if rate is None and known:
        write(sheet, row, column, "未评", book.cell(align="center", bg_color=GROUNDS["未评"]))
    else:
        write(sheet, row, column, rate, book.cell(align="center", num_format="0%"))
