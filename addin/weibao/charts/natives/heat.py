"""Units × categories as a table of shaded cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.charts.members import NOT_CONCERNED
from weibao.charts.shares import HALF, explained, tone
from weibao.native import Column, Native, Shape

if TYPE_CHECKING:
    from weibao.charts.series.heat import Heat


def natives(body: Heat) -> tuple[Native, ...]:
    """One row a unit; cells as on the page, with their shade."""
    columns = (Column("单位", width=2.4), *(Column(name) for name in body.categories))
    rows = tuple((row.name, *(cell.text for cell in row.cells)) for row in body.rows)
    words = {cell.word for row in body.rows for cell in row.cells if cell.percent is None}
    tones = {
        (place, number): tone(cell.percent)
        for place, row in enumerate(body.rows)
        for number, cell in enumerate(row.cells, 1)
        if cell.word != NOT_CONCERNED
    }
    return (Native(Shape.TABLE, columns, rows, unit="%", note="；".join([HALF, *explained(words)]), tones=tones),)
