"""Points by category: one bar a category, as long as its full score, and the figures beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.charts.page import BODY, Box, fit, look, wide

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from matplotlib.axes import Axes

    from weibao.charts.page import Page
    from weibao.charts.series.points import CategoryPoints, Points, PointsByCategory

NOTHING: Final = "—"
"""In place of a 0 that would be untrue."""

_KINDS: Final = (("已核定", "earned"), ("待核定", "claimed"), ("未评", "unassessed"), ("失分", "lost"))
_NAMES: Final = 0.17  # width of the names left of the bars
_BARS: Final = Box(BODY.left + _NAMES, BODY.bottom, 0.33, BODY.height - 0.05)
_COLUMNS: Final = (0.585, 0.674, 0.7545, 0.8265, 0.92)  # centres of the four kinds and of 得分/满分


def draw(page: Page, body: PointsByCategory) -> None:
    """Bars, names and figures."""
    _bars(page.axes(_BARS), body.rows)
    top = _BARS.top + 0.03
    for centre, (name, meaning) in zip(_COLUMNS, _KINDS, strict=False):
        left = centre - (wide(name, 14) + 0.026) / 2
        page.block(Box(left, top - 0.013, 0.022, 0.026), **look(meaning))
        page.text(left + 0.026, top, name, 14)
    page.text(_COLUMNS[-1], top, "得分／满分", 14, ha="center")
    for number, row in enumerate(body.rows):
        height = _BARS.top - _BARS.height * (number + 0.5) / len(body.rows)
        lines, size = fit(row.name, (17, 13), _NAMES - 0.015, 2)
        page.text(_BARS.left - 0.012, height, "\n".join(lines), size, ha="right")
        for centre, text in zip(_COLUMNS, _cells(row.points), strict=True):
            page.text(centre, height, text, 17, ha="center")


def _bars(axes: Axes, rows: Sequence[CategoryPoints]) -> None:
    """One call for each kind; a segment without points is left out, since its edge would still be a line."""
    lefts = [0.0] * len(rows)
    for meaning, key in zip((kind for _, kind in _KINDS), ("verified", "claimed", "unassessed", "lost"), strict=True):
        lengths = [float(getattr(row.points, key)) for row in rows]
        there = [place for place, length in enumerate(lengths) if length]
        axes.barh(
            there, [lengths[place] for place in there], left=[lefts[place] for place in there], height=0.68,
            **look(meaning),
        )  # fmt: skip
        lefts = [left + length for left, length in zip(lefts, lengths, strict=True)]
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, max(float(row.points.full) for row in rows) * 1.01)


def _cells(points: Points) -> tuple[str, str, str, str, str]:
    """The four kinds and 得分/满分 as shown; where nothing is assessed or verified, that is unknown, not 0."""

    def shown(value: Decimal, known: bool) -> str:
        return str(value) if known else NOTHING

    known = not points.blank
    return (
        shown(points.verified, points.looked_at), shown(points.claimed, known), str(points.unassessed),
        shown(points.lost, known), f"{shown(points.earned, known)}／{points.full}",
    )  # fmt: skip
