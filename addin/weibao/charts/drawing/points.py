"""Points by category: one bar a category, as long as its full score, and the figures beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.charts.page import BODY, Box, fit, look

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from matplotlib.axes import Axes

    from weibao.charts.page import Page
    from weibao.charts.series.points import CategoryPoints, PointsByCategory

_NOTHING: Final = "—"  # in place of a 0 that would be untrue
_KINDS: Final = (("得分", "earned"), ("未评", "unassessed"), ("失分", "lost"))
_NAMES: Final = 0.17  # width of the names left of the bars
_BARS: Final = Box(BODY.left + _NAMES, BODY.bottom, 0.44, BODY.height - 0.05)
_COLUMNS: Final = (0.69, 0.775, 0.86, 0.94)  # centres of 得分, 未评, 失分, 满分


def draw(page: Page, body: PointsByCategory) -> None:
    """Bars, names and figures."""
    _bars(page.axes(_BARS), body.rows)
    top = _BARS.top + 0.03
    for centre, (name, meaning) in zip(_COLUMNS, _KINDS, strict=False):
        page.block(Box(centre - 0.042, top - 0.013, 0.022, 0.026), **look(meaning))
        page.text(centre - 0.015, top, name, 15)
    page.text(_COLUMNS[-1], top, "满分", 15, ha="center")
    for number, row in enumerate(body.rows):
        height = _BARS.top - _BARS.height * (number + 0.5) / len(body.rows)
        lines, size = fit(row.name, (17, 13), _NAMES - 0.015, 2)
        page.text(_BARS.left - 0.012, height, "\n".join(lines), size, ha="right")
        for centre, text in zip(_COLUMNS, _cells(row), strict=True):
            page.text(centre, height, text, 17, ha="center")


def _bars(axes: Axes, rows: Sequence[CategoryPoints]) -> None:
    for place, row in enumerate(rows):
        left = 0.0
        for (_, meaning), points in zip(_KINDS, (row.earned, row.unassessed, row.lost), strict=True):
            if points:  # a segment without points would still leave the line of its edge
                axes.barh(place, float(points), left=left, height=0.68, **look(meaning))
            left += float(points)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, max(float(row.full) for row in rows) * 1.01)


def _cells(row: CategoryPoints) -> tuple[str, str, str, str]:
    """得分, 未评, 失分, 满分 as shown; where nothing is assessed, earned and lost are unknown, not 0."""

    def shown(value: Decimal) -> str:
        return _NOTHING if row.blank else str(value)

    return shown(row.earned), str(row.unassessed), shown(row.lost), str(row.full)
