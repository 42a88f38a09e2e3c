"""Evidence by category: one bar a category, as long as the number of its suggested materials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.charts.drawing.stacked import NOTHING, Head, StackRow, draw_stack

if TYPE_CHECKING:
    from weibao.charts.page import Page
    from weibao.charts.series.evidence import CategoryEvidence, EvidenceByCategory

_PARTS: Final = {
    "present": Head("已有", "done"), "outside": Head("只有期外", "outside"), "waiting": Head("待报送", "unassessed"),
    "missing": Head("缺", "missing"),
}  # fmt: skip
_SUMS: Final = (Head("建议"), Head("登记件数"), Head("其中期外"))


def draw(page: Page, body: EvidenceByCategory) -> None:
    """Bars, names and figures. Parts that are the exception have no column where they are nowhere."""
    parts = [
        part
        for part in _PARTS
        if part in ("present", "missing") or any(getattr(row, part) for row in body.rows)
    ]  # fmt: skip
    heads = [*(_PARTS[part] for part in parts), *_SUMS]
    width = 0.42 - 0.045 * len(parts)
    draw_stack(page, heads, [_row(row, parts, body.dates_checked) for row in body.rows], width)


def _row(row: CategoryEvidence, parts: list[str], dates_checked: bool) -> StackRow:
    """A category without suggestions has nothing to be counted against."""
    counts = [getattr(row, part) for part in parts]
    shown = [*map(str, counts), str(row.required)] if row.required else [NOTHING] * (len(parts) + 1)
    outside = str(row.listed_outside) if dates_checked else NOTHING
    return StackRow(row.name, tuple(map(float, counts)), (*shown, str(row.listed), outside))
