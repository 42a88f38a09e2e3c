"""One figure of 量化情况: what it measures and the most that it supports, in exact fractions; pure.

The same rules stand in the checklist as native formulas (`functions`), so they are kept to a few comparisons:
* the figure is the number itself, done ÷ total, or 1 for 是 and 0 for 否; a total of nought (nothing to do) is reached;
* "share": part × min(1, figure ÷ target), rounded down to the step; "flag": all from the target on, else nothing;
  "steps" and "zero": the score of the last step whose bound is reached ("zero" of a share: all where the total is 0).
Every result is in steps of the rulebook's score step.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from weibao.compute.setting_values import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from weibao.rulebook.model import Count, Rulebook

Number = Fraction | int


@dataclass(frozen=True, slots=True)
class Ladder:
    """A row with the settings in force. `full` is the indicator's score, `part` what the row decides of it, in steps.

    `target` and the bounds of `steps` are as the figure is measured (a share as a fraction). A `hint` has no threshold
    yet (its setting is empty): it is shown and never limits. `decides` says that one unit's own figure has a ceiling.
    """

    count: Count
    full: int
    part: int
    target: Fraction | None
    steps: tuple[tuple[Fraction, int], ...]
    hint: bool
    decides: bool

    @property
    def kind(self) -> str:
        """The rule by which one unit's own figure is judged."""
        return "steps" if self.steps and self.count.ladder in ("share", "flag") else self.count.ladder


def ladder_of(rulebook: Rulebook, texts: Mapping[str, str], count: Count) -> Ladder:
    """The row under the settings' texts in force (`Settings.texts`)."""
    full = rulebook.indicator_of(count).full
    typed = _setting(rulebook, texts, count.setting)
    bound = typed if count.target is None else count.target
    target = None if bound is None else count.bound(bound)
    if target is None and count.ask == "flag" and count.merge != "each":
        target = Fraction(1)
    return Ladder(
        count,
        full,
        full if count.part is None else count.part,
        target,
        tuple((count.bound(step.at_least), step.score) for step in count.steps),
        bool(count.setting) and typed is None,
        count.merge == "units" or (count.merge == "sum" and (count.has_total or len(rulebook.asked(count)) == 1)),
    )


def _setting(rulebook: Rulebook, texts: Mapping[str, str], key: str) -> Decimal | None:
    """The number of a setting, None where it is empty or nought: there is no threshold yet."""
    setting = next((setting for setting in rulebook.settings if setting.id == key), None)
    value = parse(setting, texts.get(key, "")) if setting else None
    return Decimal(str(value)) if value else None


def possible(count: Count, done: Number | Decimal | None, total: Number | Decimal | None) -> bool:
    """Whether figures can be: not negative, whole where things are counted, no more done than there are."""
    given = [value for value in (done, total) if value is not None]
    if any(value < 0 or (not count.fractional and value != int(value)) for value in given):
        return False
    if count.ask == "flag":
        return done in (0, 1, None)
    if count.most is not None and done is not None and done > count.most:
        return False
    return done is None or total is None or done <= total


def figure_of(count: Count, done: Number | Decimal | None, total: Number | Decimal | None) -> Fraction | None:
    """What the row measures, None while a figure is missing."""
    if done is None or (count.has_total and total is None):
        return None
    if not count.has_total:
        return Fraction(done)
    return Fraction(done) / Fraction(total) if total else Fraction(1)


def points_of(ladder: Ladder, figure: Fraction, *, nothing: bool = False) -> int:
    """What the row scores, from 0 to `part`. `nothing`: the total is 0, there was nothing to do."""
    if nothing:
        return ladder.part
    kind = ladder.kind
    if kind in ("steps", "zero"):
        return next(score for bound, score in reversed(ladder.steps) if figure >= bound)
    if ladder.target is None:
        return ladder.part
    if kind == "flag":
        return ladder.part if figure >= ladder.target else 0
    return floor(ladder.part * min(Fraction(1), figure / ladder.target))


def own_ceiling(ladder: Ladder, done: Number | Decimal | None, total: Number | Decimal | None) -> int | None:
    """The most of the indicator that one unit's own figures support; None where they cannot say (or not yet)."""
    figure = figure_of(ladder.count, done, total)
    if figure is None or ladder.hint or not ladder.decides or not possible(ladder.count, done, total):
        return None
    nothing = ladder.count.has_total and not total
    return ladder.full - ladder.part + points_of(ladder, figure, nothing=nothing)


def supported(full: int, whole: Iterable[int], parts: Iterable[int]) -> int:
    """The most of an indicator: what its rows lose of it, the worst of those that decide all, the parts together."""
    return max(0, full - max([sum(parts), *whole]))


def is_reached(ladder: Ladder, figure: Fraction, *, nothing: bool = False) -> bool:
    """Whether a unit's own figure gives all that the row decides."""
    return points_of(ladder, figure, nothing=nothing) == ladder.part
