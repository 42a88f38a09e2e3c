"""The deadlines ahead as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.charts.series.ahead import NEAR
from weibao.native import Column, Native, Shape

if TYPE_CHECKING:
    from weibao.charts.series.ahead import Deadlines

# Short, for a narrow column that must not break.
_SOON: Final = f"{NEAR}天内"
_LATER: Final = f"{NEAR}天后"


def natives(body: Deadlines) -> tuple[Native, ...]:
    """One row a deadline; working days that nobody can count yet are “—”."""
    columns = (
        Column("类别", width=2), Column("事项", width=4), Column("由谁办", width=2), Column("期限"),
        Column("剩余工作日", width=0.8), Column("远近", width=0.7),
    )  # fmt: skip
    rows = tuple(
        (
            row.group, row.title, row.who, f"{row.day:%Y-%m-%d}",
            "—" if row.workdays_left is None else str(row.workdays_left), _SOON if row.soon else _LATER,
        )
        for row in body.rows
    )  # fmt: skip
    tones = {(number, 5): "near" for number, row in enumerate(body.rows) if row.soon}
    return (Native(Shape.TABLE, columns, rows, tones=tones),)
