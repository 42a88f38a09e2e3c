"""Points by category: what is earned, not assessed and lost.

Points are `Decimal` points (not steps). Earned, unassessed and lost add up to full: what nobody has assessed is
neither earned nor lost, and is a segment of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.charts.picture import Picture, source_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from weibao.charts.facts import Facts
    from weibao.compute.model import Figures
    from weibao.rulebook.model import Scale

_NAMED = 3  # so many tied categories are named in a title; more are counted


@dataclass(frozen=True, slots=True)
class CategoryPoints:
    """One category's points; `blank` where nothing of it has been assessed, so that 0 would be untrue."""

    name: str
    full: Decimal
    earned: Decimal
    unassessed: Decimal
    lost: Decimal

    @property
    def blank(self) -> bool:
        """Whether nothing of the category has been assessed."""
        return self.unassessed == self.full


@dataclass(frozen=True, slots=True)
class PointsByCategory:
    """One row a category, in the plan's order."""

    rows: tuple[CategoryPoints, ...]


def points_by_category(facts: Facts) -> Picture:
    """Earned, unassessed and lost points of every category, in the order of the rulebook."""
    rulebook, assessment = facts.rulebook, facts.assessment
    scale = rulebook.scale
    rows = tuple(
        CategoryPoints(category.name, *_points(scale, assessment.categories[category.id][0]))
        for category in rulebook.categories
    )
    return Picture(
        "points_by_category",
        title=_title(rows),
        subtitle=_subtitle(_points(scale, assessment.total), assessment.provisional_rows),
        foot=source_line(facts),
        body=PointsByCategory(rows),
    )


def _points(scale: Scale, figures: Figures) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Full, earned, unassessed and lost of `figures`, in points."""
    lost = figures.full - figures.possible
    return (
        scale.points(figures.full), scale.points(figures.earned), scale.points(figures.unassessed), scale.points(lost)
    )  # fmt: skip


def _title(rows: Sequence[CategoryPoints]) -> str:
    """What the figures say: where most is lost, and how much cannot be said yet."""
    blank = [row for row in rows if row.blank]
    partly = [row for row in rows if row.unassessed and not row.blank]
    open_part = "、".join([f"{len(blank)} 个项目未评"] * bool(blank) + [f"{len(partly)} 个项目未评完"] * bool(partly))
    if len(blank) == len(rows):
        return "各项目均未评，尚无得分"
    most = max(row.lost for row in rows)
    if not most:
        return f"已评部分未失分，尚有 {open_part}" if open_part else "各项目均得满分"
    worst = [row.name for row in rows if row.lost == most]
    if len(worst) == 1:
        finding = f"{worst[0]}失分最多，失 {most} 分"
    elif len(worst) <= _NAMED:
        finding = f"{'、'.join(worst)}失分最多，各失 {most} 分"
    else:
        finding = f"{worst[0]}等 {len(worst)} 个项目失分最多，各失 {most} 分"
    return f"{finding}；尚有 {open_part}" if open_part else finding


def _subtitle(total: tuple[Decimal, Decimal, Decimal, Decimal], provisional: int) -> str:
    full, earned, unassessed, lost = total
    if unassessed == full:
        return f"满分 {full} 分，全部未评"
    text = f"满分 {full} 分：已得 {earned} 分，失 {lost} 分，未评 {unassessed} 分"
    return f"{text}；{provisional} 项指标有单位未填，得分为暂计" if provisional else text
