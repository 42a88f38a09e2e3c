"""Units by completion as a lying stacked chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.native import Column, Native, Shape

if TYPE_CHECKING:
    from weibao.charts.series.completion import Completion


def natives(body: Completion) -> tuple[Native, ...]:
    """One bar a unit; what is late or silent stands in its name, as no colour may say it alone."""
    columns = (
        Column("单位"), Column("达标", "done"), Column("部分达标", "partial"), Column("未达标", "lost"),
        Column("未评", "unassessed"),
    )  # fmt: skip
    rows = tuple(
        (
            row.name + (f"（{row.silent}）" if row.silent else "") + (f" ▲逾期 {row.late}" if row.late else ""),
            *(None if row.open == row.total else float(count) for count in (row.met, row.partial, row.unmet)),
            float(row.open),
        )
        for row in body.rows
    )
    return (Native(Shape.BARS, columns, rows, unit="项", note=body.basis),)
