"""A native chart on a slide: stacked bars, columns or lines in the looks of `weibao.looks`, figures on them.

Whoever opens the deck can edit it: the figures lie in a workbook inside.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from weibao.charts.deck_labels import GAP, end_only, inside, label, scale
from weibao.charts.deck_looks import dress, dress_line, rgb
from weibao.charts.deck_text import EMU, LEADING, length, shown
from weibao.charts.deck_workbook import ChartData
from weibao.native import Shape

if TYPE_CHECKING:
    from datetime import datetime

    from weibao.native import Native

SIZE: Final = 14.0
"""Points of names and figures; `LARGE` where there are few rows."""
LARGE: Final = 16.0

_FEW: Final = 10
_WHOLE: Final = 600.0  # points of width
_LEGEND: Final = 30.0  # points that it takes at the foot
_NO_LEGEND: Final = 6.0
_LONGEST_NAMES: Final = 0.42  # of the width
_SHORT_NAME: Final = 6  # ems
_KINDS: Final = {
    Shape.BARS: XL_CHART_TYPE.BAR_STACKED,
    Shape.COLUMNS: XL_CHART_TYPE.COLUMN_STACKED,
    Shape.LINES: XL_CHART_TYPE.LINE_MARKERS,
}
_MARKERS: Final = (
    XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.TRIANGLE, XL_MARKER_STYLE.DIAMOND,
)  # fmt: skip

Place = tuple[int, int, int, int]


def parts(native: Native, width: float, height: float) -> list[Native]:
    """The chart in as many parts as its bars need to be readable, about as long as each other. Lines stay whole.

    Columns lie down as bars where their names would not stand below them.
    """
    if native.shape is Shape.COLUMNS and not _standing(native, width):
        native = replace(native, shape=Shape.BARS)
    if native.shape is not Shape.BARS:
        return [native]
    count, most = len(native.rows), max(int((height - _reserve(native)) / (SIZE * LEADING)), 1)
    pieces = max(-(-count // most), 1)
    ends = [round(count * number / pieces) for number in range(pieces + 1)]
    return [replace(native, rows=native.rows[a:b]) for a, b in pairwise(ends)]


def _standing(native: Native, width: float) -> bool:
    """Whether names stand below columns, or are days so short that some of them are enough."""
    widest = _names(native, SIZE) - SIZE / 2
    return widest <= width / len(native.rows) or _days(native)


def _days(native: Native) -> bool:
    """Whether rows are days, weeks or months, which follow each other: the eye fills in what is left out."""
    names = [shown(row[0]) for row in native.rows]
    return all(any(char.isdigit() for char in name) and length(name, 1) <= _SHORT_NAME for name in names)


def add_chart(slide: Any, native: Native, place: Place, created: datetime, *, whole: Native, told: str) -> None:
    """Draw `native`, a part of `whole`, whose scale it has. `told` is what a screen reader says of it."""
    frame = slide.shapes.add_chart(_KINDS[native.shape], *place, ChartData(native, created))
    frame.name = f"图表 {told}"[:60]
    frame._element.nvGraphicFramePr.cNvPr.set("descr", told)
    chart = frame.chart
    size = next(size for size in _sizes(native, place) if size == SIZE or not _lost(native, whole, place, size))
    chart.has_title = False
    chart.font.size = Pt(size)
    _axes(chart, native, whole, size)
    _legend(chart, native, size)
    plot = _plot(native, place, size)
    if native.shape is Shape.BARS:
        width, height = place[2] / EMU, place[3] / EMU
        _plot_area(chart, 1 - (plot[0] + size) / width, 1 - _reserve(native) / height)
    _fewer_names(chart, native, plot[0], size)
    for number, (series, column) in enumerate(zip(chart.plots[0].series, native.columns[1:], strict=True), 1):
        if native.shape is Shape.LINES:
            dress_line(series, column.look, _MARKERS[(number - 1) % len(_MARKERS)])
            if column.look:
                label(series, end_only(native, number, size))
        else:
            dress(series, column.look)
            if not column.look:
                _unnamed(series)
            else:
                label(series, inside(native, whole, number, plot, (place[2] / EMU, place[3] / EMU), size))


def _plot(native: Native, place: Place, size: float) -> tuple[float, float]:
    """How wide and high bars, columns or lines are, without names and legend."""
    width, height = place[2] / EMU, place[3] / EMU
    if native.shape is Shape.BARS:
        return width - min(_names(native, size), width * _LONGEST_NAMES) - size, height - _reserve(native)
    return width * 0.94, height - _reserve(native) - 2 * size


def _sizes(native: Native, place: Place) -> tuple[float, ...]:
    """Large letters where there are few rows on a whole slide."""
    return (LARGE, SIZE) if len(native.rows) <= _FEW and place[2] / EMU > _WHOLE else (SIZE,)


def _lost(native: Native, whole: Native, place: Place, size: float) -> bool:
    """Whether a figure would have no room at that size."""
    if native.shape is Shape.LINES:
        return False
    plot, chart = _plot(native, place, size), (place[2] / EMU, place[3] / EMU)
    seen = [number for number, column in enumerate(native.columns) if number and column.look]
    return any(inside(native, whole, number, plot, chart, size).lost for number in seen)


def _axes(chart: Any, native: Native, whole: Native, size: float) -> None:
    names, values = chart.category_axis, chart.value_axis
    names.major_tick_mark = values.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_labels.font.size = values.tick_labels.font.size = Pt(size)
    names.format.line.color.rgb = rgb("#7F7F7F")
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if native.shape is Shape.LINES:
        values.major_gridlines.format.line.color.rgb = rgb("#D9D9D9")
        values.format.line.fill.background()
        values.minimum_scale = 0  # as on the page: a scale that begins higher makes much of little
        return
    names.reverse_order = native.shape is Shape.BARS
    values.has_major_gridlines = False
    values.visible = False
    values.minimum_scale, values.maximum_scale = scale(whole)
    chart.plots[0].gap_width, chart.plots[0].overlap = GAP, 100


def _legend(chart: Any, native: Native, size: float) -> None:
    """What the looks mean, below; not of a single series."""
    chart.has_legend = _several(native)
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = Pt(size)


def _unnamed(series: Any) -> None:
    """Let a base stand in the legend as a blank (a wide one: others are dropped). To strike out its entry is no way,
    for programs count the entries of lying bars from different ends.
    """
    name = parse_xml(f"<c:tx {nsdecls('c')}><c:v>\u00a0</c:v></c:tx>")
    series._element.replace(series._element.find(qn("c:tx")), name)


def _plot_area(chart: Any, left: float, bottom: float) -> None:
    """Room for the whole names left of the bars, which programs otherwise break or cut as they like."""
    right, top = 0.99, 0.01
    numbers = {"x": left, "y": top, "w": right - left, "h": bottom - top}
    places = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in numbers.items())
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{places}</c:manualLayout></c:layout>'
    )
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(layout.tag):
        area.remove(old)
    area.insert(0, layout)


def too_narrow(native: Native, width: float) -> bool:
    """Whether the names of lying bars need more than their share of the width."""
    return native.shape is Shape.BARS and _names(native, SIZE) > width * _LONGEST_NAMES


def _names(native: Native, size: float) -> float:
    """How long the longest name is."""
    return max((length(shown(row[0]), size) for row in native.rows), default=0.0) + size


def _fewer_names(chart: Any, native: Native, width: float, size: float) -> None:
    """Every name; of days below lines and columns only every second, third … where they are long."""
    widest, skip = _names(native, size), 1
    if native.shape is Shape.LINES or (native.shape is Shape.COLUMNS and _days(native)):
        skip = max(math.ceil(widest * len(native.rows) / width), 1)
    last = chart.category_axis._element.find(qn("c:noMultiLvlLbl"))
    last.addprevious(parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{skip}"/>'))
    last.addprevious(parse_xml(f'<c:tickMarkSkip {nsdecls("c")} val="{skip}"/>'))


def _reserve(native: Native) -> float:
    """What the legend takes, where there is one."""
    return _LEGEND if _several(native) else _NO_LEGEND


def _several(native: Native) -> bool:
    """Whether more than one series is seen, so that the looks must be told."""
    return sum(1 for column in native.columns[1:] if column.look) > 1
