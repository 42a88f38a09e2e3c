"""The waterfall as a lying stacked chart: an unseen base carries what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.native import Column, Native, Shape

if TYPE_CHECKING:
    from weibao.charts.series.waterfall import Waterfall


def natives(body: Waterfall) -> tuple[Native, ...]:
    """Full score, losses, 未评 and today's score, from above."""
    total = body.total
    columns = (
        Column("项目"), Column("余下"), Column("满分", "full"), Column("失分", "lost"), Column("未评", "unassessed"),
        Column("已核定", "earned"), Column("待核定", "claimed"),
    )  # fmt: skip
    rows: list[tuple[str | float | None, ...]] = [("满分", None, float(total.full), None, None, None, None)]
    rows += [(step.name, float(step.left), None, float(step.points), None, None, None) for step in body.steps]
    if body.unassessed:
        rows.append(
            ("未评", float(body.unassessed.left), None, None, float(body.unassessed.points), None, None)
        )  # fmt: skip
    verified = float(total.verified) if total.looked_at else None
    rows.append(("现得分", None, None, None, None, verified, float(total.claimed)))
    return (Native(Shape.BARS, columns, tuple(rows), unit="分"),)
