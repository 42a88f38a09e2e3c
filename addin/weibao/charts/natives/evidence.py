"""Evidence by category as a lying stacked chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.native import Column, Native, Shape

if TYPE_CHECKING:
    from weibao.charts.series.evidence import CategoryEvidence, EvidenceByCategory


def natives(body: EvidenceByCategory) -> tuple[Native, ...]:
    """One bar a category; a gap where nothing is suggested, or where dates were not checked."""
    columns = (
        Column("项目"), Column("已有", "done"), Column("只有期外", "outside"), Column("待报送", "unassessed"),
        Column("缺", "missing"),
    )  # fmt: skip
    return (Native(Shape.BARS, columns, tuple(_row(row, body.dates_checked) for row in body.rows), unit="项"),)


def _row(row: CategoryEvidence, dates_checked: bool) -> tuple[str | float | None, ...]:
    if not row.required:
        return row.name, None, None, None, None
    outside = float(row.outside) if dates_checked else None
    return row.name, float(row.present), outside, float(row.waiting), float(row.missing)
