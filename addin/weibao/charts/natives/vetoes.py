"""The negative list as a table; the lights' cells are toned and say their word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.native import Column, Native, Shape

if TYPE_CHECKING:
    from weibao.charts.series.vetoes import VetoTable


def natives(body: VetoTable) -> tuple[Native, ...]:
    """One row an item."""
    columns = (
        Column("灯", width=0.5),
        Column("事项", width=1.2),
        Column("责任单位", width=1.5),
        Column("情况", width=2.5),
    )
    rows = tuple((row.word, row.title, row.units, row.state) for row in body.rows)
    tones = {(number, 0): row.light for number, row in enumerate(body.rows)}
    return (Native(Shape.TABLE, columns, rows, tones=tones),)
