"""Supervision as lines by week, and the ages as a lying stacked chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.native import Column, Native, Shape

if TYPE_CHECKING:
    from weibao.charts.series.supervision import Supervision


def natives(body: Supervision) -> tuple[Native, ...]:
    """The weeks by their Mondays, and what is open by age."""
    weeks = Native(
        Shape.LINES,
        (Column("周（周一）"), Column("立项", "open"), Column("销号", "done"), Column("逾期", "late")),
        tuple((f"{week.start:%Y-%m-%d}", week.opened, week.closed, week.late) for week in body.weeks),
        unit="件",
    )
    ages = Native(
        Shape.BARS,
        (Column("立项以来"), Column("未逾期", "open"), Column("逾期", "late")),
        tuple((age.name, age.within, age.late) for age in body.ages),
        unit="件",
    )
    return weeks, ages
