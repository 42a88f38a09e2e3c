"""Drawing charts with matplotlib's Figure API (no pyplot, no window), the same bytes for the same series.

`figure_of_points` builds the figure, so that tests can measure it; `draw_points_by_category` writes the files.
matplotlib is imported inside the functions: it takes half a second that no other command should pay.
"""

from __future__ import annotations

import hashlib
import warnings
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weibao import __version__
from weibao.atomic import replace_file
from weibao.charts.fonts import families_for, missing_characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.figure import Figure

    from weibao.charts.series import CategoryPoints, PointsByCategory

STYLE = Path(__file__).with_name("weibao.mplstyle")

# Dark blue, amber and hatched white: far apart in lightness, so that grey print and colour-blind eyes tell them apart.
EARNED: dict[str, Any] = {"facecolor": "#1B4F8A", "edgecolor": "#1B4F8A"}
LOST: dict[str, Any] = {"facecolor": "#F2A93B", "edgecolor": "#8A5A00"}
UNASSESSED: dict[str, Any] = {"facecolor": "#FFFFFF", "edgecolor": "#7F7F7F", "hatch": "///"}

_KINDS = (("得分", EARNED), ("未评", UNASSESSED), ("失分", LOST))
_NOTHING = "—"  # in place of a 0 that would be untrue
_BARS = (0.20, 0.115, 0.44, 0.625)  # the axes in figure fractions: left, bottom, width, height
_COLUMNS = (0.695, 0.78, 0.865, 0.95)  # centres of 得分, 未评, 失分, 满分
_LEFT, _RIGHT = 0.03, 0.985  # margins of the page
_NAME_WIDTH = _BARS[0] - _LEFT - 0.015
_LABELS = "得分未评失满0123456789.—…分"


def draw_points_by_category(series: PointsByCategory, png: Path, pdf: Path) -> None:
    """Write the chart as PNG (200 dpi) and PDF. Raises ChartError if a character has no glyph, OSError on writing."""
    with drawing(series.text):
        figure, drawn = figure_of_points(series), mark(series)
        with replace_file(png) as path:
            figure.savefig(path, format="png", metadata={"Software": None, "Source": drawn})
        with replace_file(pdf) as path:
            metadata = {"Title": series.title, "Keywords": drawn, "Creator": None, "Producer": None}
            figure.savefig(path, format="pdf", metadata=metadata | {"CreationDate": None})


def mark(series: PointsByCategory) -> str:
    """What stands in a chart's file about all that decides what it shows, found without drawing."""
    decides = (__version__, version("matplotlib"), series)
    return f"weibao-chart-{hashlib.sha256(repr(decides).encode('utf-8')).hexdigest()}"


def figure_of_points(series: PointsByCategory) -> Figure:
    """The chart as a matplotlib figure; call inside `drawing` for fonts and style, as the file writer does."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    _headline(figure, series, renderer)
    axes = figure.add_axes(_BARS)
    _bars(axes, series.rows)
    _names(axes, series.rows, renderer)
    _numbers(figure, axes, series.rows)
    figure.text(_LEFT, 0.035, series.foot, fontsize=13, color="#404040", va="center")
    return figure


@contextmanager
def drawing(text: str) -> Iterator[None]:
    """Our style on top of matplotlib's defaults, fonts that hold all of `text`, and no silent boxes."""
    from matplotlib import style

    with style.context(["default", STYLE, {"font.family": families_for(text + _LABELS)}]), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        try:
            yield
        except UserWarning as warning:  # the check before drawing forgot a text of ours
            code = "".join(filter(str.isdigit, str(warning).split("(")[0]))
            raise missing_characters({chr(int(code))}) from warning


def _headline(figure: Figure, series: PointsByCategory, renderer: RendererAgg) -> None:
    """The finding in at most two lines, as large as fits, and the sums below it."""
    for size in (30, 27, 24, 21, 18):
        lines = _wrapped(series.title, size, _RIGHT - _LEFT, figure, renderer)
        if len(lines) <= (1 if size > 24 else 2):
            break
    figure.text(_LEFT, 0.965, "\n".join(lines), fontsize=size, va="top", linespacing=1.25)
    figure.text(_LEFT, 0.842, series.subtitle, fontsize=18, color="#404040", va="center")


def _bars(axes: Axes, rows: Sequence[CategoryPoints]) -> None:
    """One bar a category, as long as its full score, made of earned, unassessed and lost."""
    for place, row in enumerate(rows):
        left = 0.0
        for (_, look), points in zip(_KINDS, (row.earned, row.unassessed, row.lost), strict=True):
            if points:  # a segment without points would still leave the line of its edge
                axes.barh(place, float(points), left=left, height=0.68, **look)
            left += float(points)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, max(float(row.full) for row in rows) * 1.01)
    axes.tick_params(length=0, pad=9)
    axes.set_xticks([])


def _names(axes: Axes, rows: Sequence[CategoryPoints], renderer: RendererAgg) -> None:
    """Category names left of the bars; long ones break into two lines of a smaller size, the longest are cut."""
    figure = axes.figure
    labels, sizes = [], []
    for row in rows:
        lines, size = _wrapped(row.name, 19, _NAME_WIDTH, figure, renderer), 19
        if len(lines) > 1:
            size = 14
            lines = _wrapped(row.name, size, _NAME_WIDTH, figure, renderer)
        if len(lines) > 2:
            lines = [lines[0], lines[1][:-1] + "…"]
        labels.append("\n".join(lines))
        sizes.append(size)
    axes.set_yticks(range(len(rows)), labels)
    for label, size in zip(axes.get_yticklabels(), sizes, strict=True):
        label.set_fontsize(size)


def _numbers(figure: Figure, axes: Axes, rows: Sequence[CategoryPoints]) -> None:
    """The figures right of the bars, in columns whose headings are also the legend."""
    from matplotlib.patches import Rectangle

    top = _BARS[1] + _BARS[3] + 0.022
    for centre, (name, look) in zip(_COLUMNS, _KINDS, strict=False):
        figure.add_artist(Rectangle((centre - 0.042, top - 0.014), 0.022, 0.028, **look))
        figure.text(centre - 0.015, top, name, fontsize=17, va="center")
    figure.text(_COLUMNS[-1], top, "满分", fontsize=17, va="center", ha="center")
    for number, row in enumerate(rows):
        height = _BARS[1] + _BARS[3] * (1 - (number + 0.5) / len(rows))
        for centre, text in zip(_COLUMNS, _cells(row), strict=True):
            figure.text(centre, height, text, fontsize=19, va="center", ha="center")


def _cells(row: CategoryPoints) -> tuple[str, str, str, str]:
    """得分, 未评, 失分, 满分 as shown; where nothing is assessed, earned and lost are unknown, not 0."""

    def shown(value: Decimal) -> str:
        return _NOTHING if row.blank else str(value)

    return shown(row.earned), str(row.unassessed), shown(row.lost), str(row.full)


def _wrapped(text: str, size: float, width: float, figure: Any, renderer: RendererAgg) -> list[str]:
    """`text` in lines of at most `width` (a fraction of the figure), broken between characters, measured."""
    from matplotlib.text import Text

    limit = width * figure.bbox.width
    lines, line = [], ""
    for char in text:
        wider = Text(0, 0, line + char, fontsize=size, figure=figure).get_window_extent(renderer).width
        if line and wider > limit and char not in "，。；：、）”":
            lines.append(line)
            line = ""
        line += char
    return [*lines, line] if line else lines or [""]
