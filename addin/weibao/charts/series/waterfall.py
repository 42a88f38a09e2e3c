"""From the full score down to what counts today: where points were lost, by category, and what nobody has assessed.

A category's step names its indicators, the dearest first. What is unassessed is a step of its own: it is not lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.charts.members import named
from weibao.charts.picture import Nothing, Picture, source_line
from weibao.charts.series.points import Points, plain, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from weibao.charts.facts import Facts

_MOST: Final = 12
"""So many steps stay readable; the smallest beyond them become one."""


@dataclass(frozen=True, slots=True)
class Loss:
    """An indicator, or a category of what is unassessed, and its points."""

    title: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """`points` that go; `left` of the full score below them. `losses` are what they consist of, the dearest first."""

    name: str
    points: Decimal
    left: Decimal
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Waterfall:
    """`steps` are the losses, the largest first; `unassessed` is the last step, None where everything is assessed.

    `worst` are the categories that lost most, more than one where they tie.
    """

    total: Points
    steps: tuple[Step, ...]
    unassessed: Step | None
    worst: tuple[str, ...]


def waterfall(facts: Facts) -> Picture:
    """Where the points went that are missing today."""
    total = Points.of(facts.rulebook.scale, facts.assessment.total)
    lost = _lost(facts)
    worst = tuple(name for name, losses in lost if _sum(losses) == _sum(lost[0][1]))
    body = Waterfall(total, _steps(total, lost), _unassessed(facts, total), worst)
    return Picture(
        "waterfall",
        title=_title(body),
        subtitle=_subtitle(total),
        foot=source_line(facts),
        body=_nothing(total) or body,
    )


def _nothing(total: Points) -> Nothing | None:
    if total.blank:
        return Nothing("还没有一项指标评过分，说不出失分失在哪里。收到单位填报的清单、或者核定了得分以后，这里才有图。")
    if total.earned == total.full:
        return Nothing(f"各项指标都得满分，{total.full} 分没有失分，也没有未评，不用画图。")
    return None


def _lost(facts: Facts) -> list[tuple[str, tuple[Loss, ...]]]:
    """The categories that lost anything, in falling order (ties as in the plan), with their indicators."""
    rulebook = facts.rulebook
    lost: dict[str, list[Loss]] = {category.id: [] for category in rulebook.categories}
    for result in facts.assessment.indicators:
        indicator, steps = rulebook.indicator_by_id[result.indicator], result.figures.full - result.figures.possible
        if steps:
            lost[indicator.category].append(Loss(indicator.title, rulebook.scale.points(steps)))
    named = [(category.name, _dearest(lost[category.id])) for category in rulebook.categories if lost[category.id]]
    return sorted(named, key=lambda item: -_sum(item[1]))


def _steps(total: Points, named: Sequence[tuple[str, tuple[Loss, ...]]]) -> tuple[Step, ...]:
    """From the full score down; beyond `_MOST` the smallest are one step."""
    if len(named) > _MOST:
        rest = _dearest(loss for _, losses in named[_MOST - 1 :] for loss in losses)
        named = [*named[: _MOST - 1], (f"其余 {len(named) - _MOST + 1} 个项目", rest)]
    left, steps = total.full, []
    for name, losses in named:
        left = plain(left - _sum(losses))
        steps.append(Step(name, _sum(losses), left, losses))
    return tuple(steps)


def _unassessed(facts: Facts, total: Points) -> Step | None:
    """The last step, by category."""
    parts = _dearest(
        Loss(category.name, facts.rulebook.scale.points(figures.unassessed))
        for category in facts.rulebook.categories
        if (figures := facts.assessment.categories[category.id][0]).unassessed
    )
    return Step("未评", total.unassessed, total.earned, parts) if total.unassessed else None


def _dearest(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    return tuple(sorted(losses, key=lambda loss: -loss.points))


def _sum(losses: Sequence[Loss]) -> Decimal:
    return plain(sum((loss.points for loss in losses[1:]), losses[0].points))


def _title(body: Waterfall) -> str:
    """What counts, and with what is open (no maximum: what is provisional may rise), and where most was lost."""
    total = body.total
    if total.blank:
        return "还没有评分，看不出失分去向"
    if total.earned == total.full:
        return "没有失分"
    if not body.steps:
        return f"已评部分没有失分；还差的 {total.unassessed} 分都是未评"
    names = named(list(body.worst), "项目")
    each = "各" if len(body.worst) > 1 else ""
    worst = f"{names}失分最多，{each}失 {body.steps[0].points} 分"
    if body.unassessed:
        return f"得 {total.earned} 分，连同未评 {total.possible} 分；{worst}"
    return f"从 {total.full} 分到 {total.earned} 分：{worst}"


def _subtitle(total: Points) -> str:
    if total.blank:
        return f"满分 {total.full} 分，全部未评"
    sums = f"满分 {total.full} 分－失分 {total.lost} 分－未评 {total.unassessed} 分"
    return f"{sums}＝现得 {total.earned} 分（{split(total)}）"
