"""All towns as small standing charts of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.native import Column, Native, Shape

if TYPE_CHECKING:
    from weibao.charts.series.towns import Towns


def natives(body: Towns) -> tuple[Native, ...]:
    """One chart a town that has answered, headed by its name; what is not known is a gap."""
    return tuple(
        Native(
            Shape.COLUMNS,
            (Column("项目"), Column(row.name, "done")),
            tuple(
                (name, None if cell.percent is None else float(cell.percent))
                for name, cell in zip(body.categories, row.cells, strict=True)
            ),
            unit="%",
        )
        for row in body.rows
        if any(cell.percent is not None for cell in row.cells)
    )
