"""Points by category: one bar a category, as long as its full score, and the figures beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.charts.drawing.stacked import NOTHING, Head, StackRow, draw_stack

if TYPE_CHECKING:
    from decimal import Decimal

    from weibao.charts.page import Page
    from weibao.charts.series.points import CategoryPoints, PointsByCategory

_HEADS: Final = (
    Head("已核定", "earned"), Head("待核定", "claimed"), Head("未评", "unassessed"), Head("失分", "lost"),
    Head("得分／满分"),
)  # fmt: skip


def draw(page: Page, body: PointsByCategory) -> None:
    """Bars, names and figures."""
    draw_stack(page, _HEADS, [_row(row) for row in body.rows], 0.33)


def _row(row: CategoryPoints) -> StackRow:
    """Where nothing is assessed or verified, that is unknown, not 0."""
    points = row.points

    def shown(value: Decimal, known: bool) -> str:
        return str(value) if known else NOTHING

    known = not points.blank
    parts = (points.verified, points.claimed, points.unassessed, points.lost)
    cells = (
        shown(points.verified, points.looked_at), shown(points.claimed, known), str(points.unassessed),
        shown(points.lost, known), f"{shown(points.earned, known)}／{points.full}",
    )  # fmt: skip
    return StackRow(row.name, tuple(map(float, parts)), cells)
