"""Points by category: what the office verified, what is only claimed, not assessed and lost.

Points are `Decimal` points (not steps). Verified, claimed, unassessed and lost add up to full: what nobody has
assessed is neither earned nor lost, and what nobody has verified stands apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from weibao.charts.members import named
from weibao.charts.picture import Picture, source_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.charts.facts import Facts
    from weibao.compute.model import Figures
    from weibao.rulebook.model import Scale

_ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Points:
    """`verified` by the office, `claimed` and not verified yet, `unassessed` and `lost` of `full`, in points.

    `looked_at` is False where the office has verified nothing, so that 0 verified points would be untrue.
    """

    full: Decimal
    verified: Decimal
    claimed: Decimal
    unassessed: Decimal
    lost: Decimal
    looked_at: bool = True

    @classmethod
    def of(cls, scale: Scale, figures: Figures) -> Points:
        """From a row's or a sum's figures in steps."""
        verified = figures.verified or 0
        return cls(
            full=scale.points(figures.full),
            verified=scale.points(verified),
            claimed=scale.points(figures.earned - verified),
            unassessed=scale.points(figures.unassessed),
            lost=scale.points(figures.full - figures.possible),
            looked_at=figures.verified is not None,
        )

    @property
    def earned(self) -> Decimal:
        """What counts today."""
        return plain(self.verified + self.claimed)

    @property
    def possible(self) -> Decimal:
        """What it comes to if everything unassessed is won."""
        return plain(self.full - self.lost)

    @property
    def blank(self) -> bool:
        """Whether nothing has been assessed."""
        return self.unassessed == self.full


@dataclass(frozen=True, slots=True)
class CategoryPoints:
    """One category's points, and how many of its indicators lose some."""

    name: str
    points: Points
    losing: int


@dataclass(frozen=True, slots=True)
class PointsByCategory:
    """One row a category, in the plan's order."""

    rows: tuple[CategoryPoints, ...]


def points_by_category(facts: Facts) -> Picture:
    """Verified, claimed, unassessed and lost points of every category, in the order of the rulebook."""
    rulebook, assessment = facts.rulebook, facts.assessment
    losing = [
        rulebook.indicator_by_id[result.indicator].category
        for result in assessment.indicators
        if result.figures.possible < result.figures.full
    ]
    rows = tuple(
        CategoryPoints(
            category.name,
            Points.of(rulebook.scale, assessment.categories[category.id][0]),
            losing.count(category.id),
        )
        for category in rulebook.categories
    )
    return Picture(
        "points_by_category",
        title=_title(rows),
        subtitle=_subtitle(Points.of(rulebook.scale, assessment.total), assessment.provisional_rows),
        foot=source_line(facts),
        body=PointsByCategory(rows),
    )


def _title(rows: Sequence[CategoryPoints]) -> str:
    """What the figures say: where most is lost, and how much cannot be said yet."""
    blank = [row for row in rows if row.points.blank]
    partly = [row for row in rows if row.points.unassessed and not row.points.blank]
    open_part = "、".join([f"{len(blank)} 个项目未评"] * bool(blank) + [f"{len(partly)} 个项目未评完"] * bool(partly))
    if len(blank) == len(rows):
        return "各项目均未评，尚无得分"
    most = max(row.points.lost for row in rows)
    if not most:
        return f"已评部分未失分，尚有 {open_part}" if open_part else "各项目均得满分"
    worst = [row for row in rows if row.points.lost == most]
    names = named([row.name for row in worst], "项目")
    lose = f"：{worst[0].losing} 项指标失" if len(worst) == 1 else "，各失"
    finding = f"{names}失分最多{lose} {most} 分"
    return f"{finding}；尚有 {open_part}" if open_part else finding


def _subtitle(total: Points, provisional: int) -> str:
    if total.blank:
        return f"满分 {total.full} 分，全部未评"
    text = (
        f"满分 {total.full} 分：得 {total.earned} 分（{split(total)}），失 {total.lost} 分，未评 {total.unassessed} 分"
    )
    return f"{text}；{provisional} 项指标有单位未填，得分为暂计" if provisional else text


def plain(points: Decimal) -> Decimal:
    """Without trailing zeros, which sums leave behind."""
    return points.quantize(_ONE) if points == points.to_integral_value() else points.normalize()


def split(points: Points) -> str:
    """How much of what is earned the office has verified."""
    if not points.looked_at:
        return "都未核定"
    return f"已核定 {points.verified} 分，待核定 {points.claimed} 分" if points.claimed else "全部已核定"
