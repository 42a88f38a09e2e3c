"""The figures that the units of the demonstration type in 量化情况: invented, and in step with what they claim.

Every draw has a generator of its own, so that the other answers of a return stay what they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.counts_ladder import ladder_of, own_ceiling
from weibao.compute.model import Level
from weibao.compute.roles import own_counts
from weibao.sheets.layout import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from weibao.campaign.demo_drafts import Scene
    from weibao.compute.counts_ladder import Ladder
    from weibao.rulebook.model import Count, Unit

Cells = dict[str, Any]

# How many there may be of what a row counts, by its measure word; others in between.
_SIZES: Final = {
    "所": (60, 190), "人": (18, 90), "个": (11, 26), "家": (30, 140), "处": (4, 30), "件": (12, 90), "批次": (1, 6),
}  # fmt: skip
_OTHERS: Final = (10, 60)
_RARE: Final = (0, 3)  # where one that is late costs, like somebody with a criminal record: there are few or none


def demo_counts(scene: Scene, unit: Unit, rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Cells]:
    """The cells of every row of the unit; `rows` are its answers of 指标清单, which the figures support."""
    cells: dict[str, Cells] = {}
    totals: dict[str, int] = {}
    for count in own_counts(scene.rulebook, unit.id):
        chance = scene.chance(unit.id, count.id)
        ladder = ladder_of(scene.rulebook, scene.settings.texts, count)
        if ladder.hint:
            continue
        total = totals.get(count.total_from) or _total(count, chance)
        totals[count.id] = total
        answer = rows.get(scene.rulebook.indicator_of(count).id, {})
        done = _done(ladder, total, _reached(answer.get("level", ""), chance), chance)
        if not _supports(scene, ladder, done, total, answer):
            done = _done(ladder, total, True, chance)
        cells[count.id] = {"done": ANSWERS[1 - done] if count.ask == "flag" else done}
        if count.total:
            cells[count.id]["total"] = total
    return cells


def _reached(level: str, chance: Random) -> bool:
    """Whether the figure reaches the standard: 部分达标 is often short of another condition than this one."""
    if level == Level.MET.label:
        return True
    return chance.random() < (0.1 if level == Level.UNMET.label else 0.4)


def _supports(scene: Scene, ladder: Ladder, done: int, total: int, answer: Mapping[str, Any]) -> bool:
    """Whether a partial score that the unit claims is no more than its own figures give."""
    if answer.get("level") != Level.PARTIAL.label or "score" not in answer:
        return True
    ceiling, score = own_ceiling(ladder, done, total if ladder.count.has_total else None), answer["score"]
    if not isinstance(score, (int, float)):  # what cannot be compared is given the benefit
        return False
    return ceiling is None or score <= scene.points(ceiling)


def _total(count: Count, chance: Random) -> int:
    if count.ladder == "zero":
        return 0
    return chance.randint(*(_RARE if count.ladder == "flag" else _SIZES.get(count.unit, _OTHERS)))


def _done(ladder: Ladder, total: int, reached: bool, chance: Random) -> int:
    count = ladder.count
    if count.ask == "flag":
        return int(reached)
    if count.ladder == "zero":
        return 0 if reached or count.has_total else chance.randint(1, 3)
    bound = ladder.target or (ladder.steps[-1][0] if ladder.steps else None) or 1
    if count.has_total:
        needed = min(total, -(-total * bound.numerator // bound.denominator))
        return chance.randint(needed, total) if reached else max(0, needed - chance.randint(1, max(1, total // 5)))
    more = int(bound) + (chance.choice((0, 0, 1)) if reached else -1)
    return max(0, more if count.most is None else min(more, int(count.most)))
