"""Points by category as a lying stacked chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.native import Column, Native, Shape

if TYPE_CHECKING:
    from weibao.charts.series.points import CategoryPoints, PointsByCategory


def natives(body: PointsByCategory) -> tuple[Native, ...]:
    """One bar a category; where nothing is assessed or verified, those parts are gaps."""
    columns = (
        Column("项目"), Column("已核定", "earned"), Column("待核定", "claimed"), Column("未评", "unassessed"),
        Column("失分", "lost"),
    )  # fmt: skip
    return (Native(Shape.BARS, columns, tuple(map(_row, body.rows)), unit="分"),)


def _row(row: CategoryPoints) -> tuple[str | float | None, ...]:
    points = row.points
    return (
        row.name,
        float(points.verified) if points.looked_at else None,
        None if points.blank else float(points.claimed),
        float(points.unassessed),
        None if points.blank else float(points.lost),
    )
