"""What comes out of 量化情况, as frozen records; scores in steps, figures exact."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from weibao.compute.terms import Light

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class UnitCount:
    """One unit's figures for one row. `done` and `total` are None where nothing (usable) was typed.

    `reached`: whether they give all that the row decides; None also where the row has no standard yet, or only the sum
    of all units is held against it. `ceiling` is the most of the indicator that they support; None also where they do
    not say it of one unit alone.
    """

    unit: str
    done: Fraction | None = None
    total: Fraction | None = None
    reached: bool | None = None
    ceiling: int | None = None
    light: Light = Light.NONE


@dataclass(frozen=True, slots=True)
class CountResult:
    """One row for the whole county. `units` has everybody who is asked, in order, answered or not.

    `done`, `total`: sums, or how many of the units that answered reach it. `points` of `part` is what they give;
    None while nobody answered and of a `hint` (no threshold yet). `threshold` says what would reach it, `figures` what
    was found and `reason` what follows, in words.
    """

    count: str
    indicator: str
    part: int
    hint: bool
    deadline: date | None
    done: Fraction | None = None
    total: Fraction | None = None
    points: int | None = None
    light: Light = Light.NONE
    threshold: str = ""
    figures: str = ""
    reason: str = ""
    units: Mapping[str, UnitCount] = field(default_factory=dict)

    @property
    def reached(self) -> bool | None:
        """Whether the figures give all that the row decides."""
        return None if self.points is None else self.points == self.part

    @property
    def answered(self) -> tuple[str, ...]:
        """The units whose figures are complete and can be."""
        return tuple(unit for unit, own in self.units.items() if own.done is not None)


@dataclass(frozen=True, slots=True)
class IndicatorCounts:
    """The rows of one indicator and the most that they support together; None where nothing was typed for it.

    `limits`: the setting lets it limit the claim. `reason` names the rows that keep it below the full score.
    """

    rows: tuple[CountResult, ...]
    ceiling: int | None
    limits: bool
    reason: str = ""

    @property
    def caps(self) -> tuple[int, ...]:
        """What goes into the claim."""
        return (self.ceiling,) if self.limits and self.ceiling is not None else ()
