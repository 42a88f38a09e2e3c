"""The small tables of 总览 and the native charts over them, which Excel, WPS and LibreOffice draw from the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.looks import LOOKS
from weibao.sheets.book import FONT, LINE, Book, write
from weibao.sheets.chart_looks import NUMBERS, area, font
from weibao.sheets.console_head import OVERVIEW
from weibao.sheets.frame_export import plain
from weibao.sheets.heights import row_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import DataFrame

_ROW = 21.0  # height of a table's row in points
_PIXELS = 4 / 3  # pixels a point
_COLUMN = 81  # pixels of a column of the overview
_CATEGORY_COLUMNS = (
    ("category", "项目"), ("full", "满分"), ("effective", "得分"), ("unassessed", "未评"), ("lost", "失分"),
    ("provisional_rows", "暂计指标"),
)  # fmt: skip
_PARTS = ("earned", "unassessed", "lost")  # the looks of 得分, 未评, 失分

# The look of each point of one series by its name: the colour only repeats what the axis says.
_POINTS = {
    "已报送": "done", "未报送": "late", "有新文件待确认": "open", "待选择文件": "open", "已退回": "open",
    "已交，未计入": "open",
    "红灯": "red", "黄灯": "yellow", "绿灯": "green", "期限未定": "full", "拟督办": "open",
}  # fmt: skip


def insert_charts(
    book: Book,
    sheet: Any,
    top: int,
    categories: DataFrame,
    returns: Sequence[tuple[str, int]],
    lights: Sequence[tuple[str, int]],
) -> int:
    """Write the three tables with their charts from row `top` on; returns the last row used."""
    below = _category_table(book, sheet, top, categories) + 2
    _category_chart(book, sheet, top, len(categories))
    for column, heading, counts in ((0, "报送情况（单位数）", returns), (6, "待办督办（项数）", lights)):
        _counts(book, sheet, below, column, heading, counts)
        _count_chart(book, sheet, below, column, heading, counts)
    return below + 8


def _category_table(book: Book, sheet: Any, top: int, categories: DataFrame) -> int:
    """项目 by points in the left half; returns the last row."""
    for column, (_, heading) in enumerate(_CATEGORY_COLUMNS):
        write(sheet, top, column, heading, book.head())
    sheet.set_row(top, _ROW)
    for number, record in enumerate(categories.to_dict("records"), top + 1):
        for column, (key, _) in enumerate(_CATEGORY_COLUMNS):
            value = plain(record[key], "text" if key == "category" else "points")
            unknown = value is None and key in ("effective", "lost")
            cell = book.cell(text_wrap=key == "category", align="left" if key == "category" else "center")
            write(sheet, number, column, "未评" if unknown else value, cell)
        sheet.set_row(number, row_height([(str(record["category"]), 10.8)], lowest=_ROW))
    return top + len(categories)


def _chart(book: Book, kind: dict[str, str], title: str) -> Any:
    chart = book.workbook.add_chart(kind)
    chart.set_title({"name": title, "overlay": False, "name_font": {"name": FONT, "size": 11, "bold": True}})
    chart.set_chartarea({"border": {"color": LINE}})
    return chart


def _category_chart(book: Book, sheet: Any, top: int, count: int) -> None:
    chart = _chart(book, {"type": "bar", "subtype": "stacked"}, "各项目得分、未评和失分（分）")
    first, last = top + 1, top + count
    for column, look in zip((2, 3, 4), _PARTS, strict=True):
        chart.add_series(
            {
                "name": [OVERVIEW, top, column],
                "categories": [OVERVIEW, first, 0, last, 0],
                "values": [OVERVIEW, first, column, last, column],
                "gap": 40,
                "data_labels": {"value": True, "num_format": NUMBERS, "font": font(9, color=LOOKS[look].ink)},
                **area(look),
            }
        )
    chart.set_y_axis({"reverse": True, "num_font": font(9), "major_tick_mark": "none"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom", "font": font(9)})
    chart.set_size({"width": 6 * _COLUMN - 8, "height": round((count + 1) * _ROW * _PIXELS)})
    sheet.insert_chart(top, 6, chart, {"x_offset": 8, "object_position": 1, "description": "各项目得分、未评和失分"})


def _counts(book: Book, sheet: Any, top: int, column: int, heading: str, counts: Sequence[tuple[str, int]]) -> None:
    write(sheet, top, column, heading, book.format(bold=True))
    for row, (name, count) in enumerate(counts, top + 1):
        write(sheet, row, column, name, book.cell(text_wrap=True))
        write(sheet, row, column + 1, count, book.cell(align="center"))
    for row in range(top, top + 9):
        sheet.set_row(row, _ROW)


def _count_chart(
    book: Book, sheet: Any, top: int, column: int, heading: str, counts: Sequence[tuple[str, int]]
) -> None:
    chart = _chart(book, {"type": "bar"}, heading)
    first, last = top + 1, top + len(counts)
    chart.add_series(
        {
            "name": heading,
            "categories": [OVERVIEW, first, column, last, column],
            "values": [OVERVIEW, first, column + 1, last, column + 1],
            "gap": 60,
            "points": [area(_POINTS[name]) for name, _ in counts],
            "data_labels": {"value": True, "font": font(10)},
        }
    )
    chart.set_y_axis({"reverse": True, "num_font": font(9), "major_tick_mark": "none"})
    chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 4 * _COLUMN - 16, "height": round(8 * _ROW * _PIXELS)})
    sheet.insert_chart(top, column + 2, chart, {"x_offset": 8, "object_position": 1, "description": heading})
