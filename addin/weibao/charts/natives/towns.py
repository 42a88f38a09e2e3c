"""All towns as small standing charts of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.charts.shares import HALF
from weibao.native import Column, Native, Shape

if TYPE_CHECKING:
    from weibao.charts.series.towns import Towns


def natives(body: Towns) -> tuple[Native, ...]:
    """One chart a town, headed by its name and, where nothing counts, how it stands; what is not known is a gap."""
    return tuple(
        Native(
            Shape.COLUMNS,
            (Column("项目"), Column(row.name + (f"（{row.silent}）" if row.silent else ""), "done")),
            tuple(
                (name, None if cell.percent is None else float(cell.percent))
                for name, cell in zip(body.categories, row.cells, strict=True)
            ),
            unit="%",
            note=f"各项目完成率，{HALF}",
            instead=row.silent,
        )
        for row in body.rows
    )
