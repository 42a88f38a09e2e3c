"""Points by category as a lying stacked chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.native import Column, Native, Shape

if TYPE_CHECKING:
    from weibao.charts.series.points import PointsByCategory


def natives(body: PointsByCategory) -> tuple[Native, ...]:
    """One bar a category; where nothing is assessed, earned and lost are gaps."""
    columns = (Column("项目"), Column("得分", "earned"), Column("未评", "unassessed"), Column("失分", "lost"))
    rows = tuple(
        (
            row.name,
            None if row.blank else float(row.earned),
            float(row.unassessed),
            None if row.blank else float(row.lost),
        )
        for row in body.rows
    )
    return (Native(Shape.BARS, columns, rows, unit="分"),)
