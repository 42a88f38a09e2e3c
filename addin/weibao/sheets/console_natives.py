"""图表 and 图表数据: the meeting's pictures as charts that Excel, WPS and LibreOffice draw from cells, and the cells.

图表 prints two charts an A4 page, each below its finding, and many bars in several charts. Their figures stand
in 图表数据, where a title leads back; tables stand there alone. What is not known is a blank cell and a gap.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from weibao.looks import LOOKS
from weibao.native import Shape
from weibao.sheets.book import INK, LINE, SIZE, merged, write
from weibao.sheets.chart_looks import GAP, NUMBERS, area, cell, font, line
from weibao.sheets.console_head import opening
from weibao.sheets.heights import row_height, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.native import Native
    from weibao.sheets.book import Book

CHARTS, DATA = "图表", "图表数据"
"""The two sheets."""

_COLUMNS, _WIDTH = 10, 10.0  # of 图表
_COLUMN_PIXELS = 75
_ROW = 18.0  # points
_PIXELS = 4 / 3  # a point
_FIRST = 2  # below the opening
_CHART_ROWS = 19  # with the title and the opening, half a page
_MOST_BARS = 20  # so many stand in half a page
_NAME_PIXELS: Final = 7.0  # of half a Chinese character in a chart
_MOST_NAMES: Final = 0.42  # of the width of a chart
_NAME_AND_ONE: Final = 2
_FEW_BARS: Final = 12
_HEADROOM: Final = 1.03
_LONG_NAME: Final = 10.0
_TITLE: Final = 32.0
_MOST_WIDTH: Final = 22.0  # of a column of 图表数据
_CHARTED: Final = (Shape.BARS, Shape.COLUMNS, Shape.LINES)


def write_natives(book: Book, pictures: Sequence[tuple[str, Native]]) -> None:
    """Both sheets, one behind the other; call it only with pictures. A title may come several times."""
    charts, data = book.sheet(CHARTS, portrait=True), book.sheet(DATA)
    opening(book, charts, f"会议图册的图，每张图的数字在“{DATA}”里；可以复制到 Word、PPT 里接着改。")
    opening(book, data, "会议图册各图的数字和表格；空白是还不知道，不是 0。")
    pictures = _told_apart(pictures)
    places = _write_data(book, data, pictures)
    _write_charts(book, charts, pictures, places)


def charted(pictures: Sequence[tuple[str, Native]]) -> list[tuple[str, Native]]:
    """Those that are drawn as charts; the others stand in 图表数据 alone."""
    return [(title, native) for title, native in pictures if native.shape in _CHARTED and native.rows]


def _told_apart(pictures: Sequence[tuple[str, Native]]) -> list[tuple[str, Native]]:
    """Where several charts of one series have the same title, which is said of them all, each has its own name."""
    times = Counter(title for title, _ in pictures)
    return [
        (f"{native.columns[1].heading}：{native.note or title}", native)
        if times[title] > 1 and native.shape in _CHARTED and len(native.columns) == _NAME_AND_ONE
        else (title, native)
        for title, native in pictures
    ]


def _write_data(book: Book, sheet: Any, pictures: Sequence[tuple[str, Native]]) -> list[int]:
    """The tables one below the other; returns the row of each heading."""
    widest = max(len(native.columns) for _, native in pictures)
    for column in range(widest):
        sheet.set_column(column, column, _data_width(pictures, column))
    row, places, breaks = _FIRST, [], []
    for number, (title, native) in enumerate(pictures):
        if number and len(native.rows) > _MOST_BARS:
            breaks.append(row)
        counted = "" if native.note in title else native.note
        unit = "，".join(filter(None, (f"单位：{native.unit}" * bool(native.unit), counted)))
        unit = f"（{unit}）" if unit else ""
        write(sheet, row, 0, title + unit, book.format(bold=True, font_size=11))
        sheet.set_row(row, 22)
        places.append(row + 1)
        row = _table(book, sheet, row + 1, native) + 2
    sheet.set_h_pagebreaks(breaks)
    sheet.print_area(0, 0, row - 2, max(widest, 6) - 1)
    return places


def _data_width(pictures: Sequence[tuple[str, Native]], column: int) -> float:
    """Wide enough for most texts of all tables; the others stand on several lines."""
    texts = [
        str(value)
        for _, native in pictures
        if column < len(native.columns)
        for value in (native.columns[column].heading, *(row[column] for row in native.rows))
        if value is not None
    ]
    return min(max((text_width(text) for text in texts), default=0.0) + 2, _MOST_WIDTH)


def _table(book: Book, sheet: Any, top: int, native: Native) -> int:
    """Heading and rows from `top` on; returns the last row."""
    for column, head in enumerate(native.columns):
        write(sheet, top, column, head.heading, book.head())
    sheet.set_row(top, 21)
    for number, row in enumerate(native.rows):
        for column, value in enumerate(row):
            tone = native.tones.get((number, column), "")
            look = cell(tone) if tone else {}
            align = "center" if column and not (isinstance(value, str) and text_width(value) > 16) else "left"
            write(sheet, top + 1 + number, column, value, book.cell(text_wrap=True, align=align, **look))
        texts = [(value, _MOST_WIDTH) for value in row if isinstance(value, str)]
        sheet.set_row(top + 1 + number, row_height(texts, lowest=_ROW))
    return top + len(native.rows)


def _write_charts(book: Book, sheet: Any, pictures: Sequence[tuple[str, Native]], places: Sequence[int]) -> None:
    sheet.set_column(0, _COLUMNS - 1, _WIDTH)
    jobs, tables, longest = [], [], _longest(pictures)
    for (title, native), place in zip(pictures, places, strict=True):
        if native.shape not in _CHARTED or not native.rows:
            tables.append((title, place))
            continue
        parts = _parts(native)
        for number, rows in enumerate(parts, 1):
            part = f"（{number}/{len(parts)}）" if len(parts) > 1 else ""
            jobs.append(_Job(title + part, native, place, rows, longest[_kind(native)]))
    row, breaks, slots = _FIRST, [], _slots(jobs)
    for number, slot in enumerate(slots):
        if number and number % 2 == 0:
            breaks.append(row)
        row = _slot(book, sheet, row, slot)
    if tables and slots and len(slots) % 2 == 0:
        breaks.append(row)
    for title, place in tables:
        link = book.format(font_color="#1B4F8A", text_wrap=True)
        sheet.merge_range(row, 0, row, _COLUMNS - 1, "", link)
        sheet.write_url(row, 0, f"internal:'{DATA}'!A{place}", link, string=f"表格：{title}（见“{DATA}”）")
        sheet.set_row(row, row_height([(title, _WIDTH * _COLUMNS - 12)], lowest=22))
        row += 1
    sheet.set_h_pagebreaks(breaks)
    sheet.print_area(0, 0, row - 1, _COLUMNS - 1)


def _kind(native: Native) -> tuple[object, ...]:
    """What charts must have in common to be compared by the eye: unit, series and names."""
    looks = tuple(column.look for column in native.columns)
    return native.unit, looks, tuple(row[0] for row in native.rows)


def _longest(pictures: Sequence[tuple[str, Native]]) -> dict[tuple[object, ...], float]:
    """The longest bar of each kind of chart."""
    found: dict[tuple[object, ...], float] = {}
    for _, native in pictures:
        for row in native.rows:
            total = sum(value for value in row[1:] if isinstance(value, (int, float)))
            found[_kind(native)] = max(found.get(_kind(native), 0.0), total)
    return {kind: total or 1.0 for kind, total in found.items()}


@dataclass(frozen=True)
class _Job:
    """A chart to draw: some rows of a picture whose heading stands in the row `place` of 图表数据."""

    title: str
    native: Native
    place: int
    rows: range
    longest: float  # the longest bar of all charts of the same things, which have one scale

    @property
    def small(self) -> bool:
        """Whether half the width is enough: one series of few bars."""
        few = len(self.rows) <= _FEW_BARS and len(self.native.columns) == _NAME_AND_ONE
        return few and self.native.shape is not Shape.LINES


def _slots(jobs: Sequence[_Job]) -> list[tuple[_Job, ...]]:
    """What stands in each half page: one chart, or two small ones that follow each other."""
    slots: list[tuple[_Job, ...]] = []
    for job in jobs:
        if job.small and slots and len(slots[-1]) == 1 and slots[-1][0].small:
            slots[-1] = (*slots[-1], job)
        else:
            slots.append((job,))
    return slots


def _lying(native: Native, share: int) -> Native:
    """Columns lie down as bars where their names would be turned below them."""
    most = _LONG_NAME if share == 1 else 0.0
    long = native.shape is Shape.COLUMNS and any(text_width(str(row[0])) > most for row in native.rows)
    return replace(native, shape=Shape.BARS) if long else native


def _parts(native: Native) -> list[range]:
    """The rows of each chart: bars in parts about as long as each other that stand in half a page."""
    count = len(native.rows)
    pieces = 1 if native.shape is Shape.LINES else -(-count // _MOST_BARS)
    ends = [round(count * number / pieces) for number in range(pieces + 1)]
    return [range(first, last) for first, last in pairwise(ends)]


def _slot(book: Book, sheet: Any, row: int, jobs: Sequence[_Job]) -> int:
    """Titles and the charts below, side by side; returns the row after them."""
    share = 2 if jobs[0].small else 1  # one left over stands beside nothing, like the others
    columns, size = _COLUMNS // share, 13 if share == 1 else 11
    heading = book.format(bold=True, font_size=size, text_wrap=True)
    highest = max(row_height([(job.title, _WIDTH * columns)], size=size) for job in jobs)
    sheet.set_row(row, max(highest, _TITLE))
    for number in range(row + 1, row + 1 + _CHART_ROWS):
        sheet.set_row(number, _ROW)
    for number, job in enumerate(jobs):
        merged(sheet, row, number * columns, (number + 1) * columns - 1, job.title, heading)
        made = _drawn(book, replace(job, native=_lying(job.native, share)), columns * _COLUMN_PIXELS - 8)
        made.set_size({"width": columns * _COLUMN_PIXELS - 8, "height": round((_CHART_ROWS - 1) * _ROW * _PIXELS)})
        look = {"x_offset": 4, "object_position": 1, "description": job.title}
        sheet.insert_chart(row + 1, number * columns, made, look)
    return row + 1 + _CHART_ROWS


def _drawn(book: Book, job: _Job, width: int) -> Any:
    """The chart over its cells, so many pixels wide."""
    native, place, rows = job.native, job.place, job.rows
    lines = native.shape is Shape.LINES
    kind = {Shape.BARS: "bar", Shape.COLUMNS: "column", Shape.LINES: "line"}[native.shape]
    chart = book.workbook.add_chart({"type": kind} if lines else {"type": kind, "subtype": "stacked"})
    first, last = place + 1 + rows.start, place + rows.stop
    for number, column in enumerate(native.columns[1:], 1):
        series = {
            # A base stands in the legend as a blank: programs strike out entries of lying bars from different ends.
            "name": [DATA, place, number] if column.look else "\u00a0",
            "categories": [DATA, first, 0, last, 0],
            "values": [DATA, first, number, last, number],
            # XlsxWriter would keep a blank cell as 0 for programs that show a chart before they read its cells.
            "values_data": [_kept(native.rows[line_no][number]) for line_no in rows],
        }
        look = line(column.look, number - 1) if lines else {"gap": GAP, **area(column.look)}
        chart.add_series({**series, **look, **_labels(native, number, rows)})
    several = sum(1 for column in native.columns[1:] if column.look) > 1
    chart.set_legend({"position": "bottom", "font": font(SIZE)} if several else {"none": True})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.show_blanks_as("gap")
    _axes(chart, native, width, job.longest)
    return chart


def _kept(value: object) -> object:
    return f"{value:.16g}" if isinstance(value, (int, float)) else None


def _axes(chart: Any, native: Native, width: int, longest: float) -> None:
    names: dict[str, Any] = {"num_font": font(SIZE), "major_tick_mark": "none"}
    unit = {"name": native.unit, "name_font": font(SIZE, bold=False)} if native.unit else {}
    if native.shape is Shape.LINES:
        chart.set_x_axis({**names, "label_position": "low"})
        grid = {"visible": True, "line": {"color": "#D9D9D9"}}
        chart.set_y_axis({"num_font": font(SIZE), "major_gridlines": grid, "min": 0, **unit})
        return
    hidden = {"visible": False, "major_gridlines": {"visible": False}, "min": 0, "max": longest * _HEADROOM}
    if native.shape is Shape.BARS:
        chart.set_y_axis({**names, "reverse": True, "interval_unit": 1})
        chart.set_x_axis(hidden)
        # Room for the whole names, which programs otherwise cut as they like.
        needed = max(text_width(str(row[0])) for row in native.rows) * _NAME_PIXELS + 12
        left = min(needed / width, _MOST_NAMES)
        chart.set_plotarea({"layout": {"x": left, "y": 0.02, "width": 0.98 - left, "height": 0.86}})
    else:
        chart.set_x_axis(names)
        chart.set_y_axis(hidden)


def _labels(native: Native, column: int, rows: range) -> dict[str, Any]:
    """Figures on the bars of `rows`, and on the last known point of a line; none on a base."""
    look = native.columns[column].look
    if not look:
        return {}
    if native.shape is not Shape.LINES:
        ground = {"fill": {"color": LOOKS[look].fill}} if LOOKS[look].hatched else {}
        labels = {"value": True, "num_format": NUMBERS, "font": font(SIZE, color=LOOKS[look].ink), **ground}
        if len(native.columns) == _NAME_AND_ONE:  # then a 0 is shown, on the ground of the chart, unlike a gap
            zeros = [
                {"font": font(SIZE, color=INK)} if row[1] == 0 else None for row in native.rows[rows.start : rows.stop]
            ]
            labels |= {"num_format": "General"} | ({"custom": zeros} if any(zeros) else {})
        return {"data_labels": labels}
    known = [number for number, row in enumerate(native.rows) if row[column] is not None]
    if not known:
        return {}
    custom = [{"delete": True} if number != known[-1] else {} for number in range(len(native.rows))]
    return {"data_labels": {"value": True, "position": "above", "font": font(SIZE, bold=True), "custom": custom}}
