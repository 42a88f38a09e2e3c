"""Records of the countable duties: what is asked, of whom, and what follows from the figure.

The figure itself (`compute.counts_ladder`): of a number, the number; of a share, done ÷ total; of a flag, 1 or 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from weibao.rulebook.records import Record

ASKS: Final = ("number", "share", "flag")
MERGES: Final = ("sum", "units", "each")
LADDERS: Final = ("share", "steps", "flag", "zero")
SOURCES: Final = ("meetings", "listed", "roster")
CLAIMANTS: Final = "claimants"


@dataclass(frozen=True, slots=True)
class CountStep:
    """From this figure on (a share in per cent) the score is `score` steps of the rulebook's score step."""

    at_least: Decimal
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Record):
    """One figure that is asked: a row of the sheet 量化情况, or one that the office's own sheets give.

    `requirement` is the duty that it measures, `also` others that the same figure answers. `ask` is "number", "share"
    (`done` of `total`) or "flag"; `total_from` is the row that asks for the same total already. `by` are unit or group
    ids, () for the claimants. `merge` across units: "sum" of figures, "units" (the share of those asked that reach it)
    or "each" (how many say yes). `part` in steps is what it decides of the indicator (None: all of it), by `ladder`:
    "share" (in proportion to `target`, rounded down), "steps", "flag" (all or nothing) or "zero" (any case costs).
    `target` and the steps' bounds are per cent for a share. `joined` is the row with which a unit must reach this one
    together. Without the number of the setting `setting` the row is only a hint; it is the target where `target` is
    None. `due` is a milestone ("": the indicator's own deadline). `office` is the sheet of the office that gives the
    figure, so that nobody is asked: "meetings" (of the kinds `meetings`), "listed" (挂牌督办 closed in time) or
    "roster" (in how many of its forms the post of id `post` is held). `help` may name settings in braces. `most` is the
    highest figure that there can be; a `fractional` one may have decimals.
    """

    requirement: str
    title: str
    ask: str
    done: str
    also: tuple[str, ...] = ()
    total: str = ""
    total_from: str = ""
    unit: str = ""
    most: Decimal | None = None
    fractional: bool = False
    by: tuple[str, ...] = ()
    merge: str = "sum"
    part: int | None = None
    ladder: str = "share"
    target: Decimal | None = None
    steps: tuple[CountStep, ...] = ()
    joined: str = ""
    setting: str = ""
    period: str = ""
    due: str = ""
    office: str = ""
    meetings: tuple[str, ...] = ()
    post: str = ""
    help: str = ""

    @property
    def requirements(self) -> tuple[str, ...]:
        """All requirements that this figure answers."""
        return (self.requirement, *self.also)

    @property
    def has_total(self) -> bool:
        """Whether a second figure belongs to it."""
        return self.ask == "share"

    def bound(self, value: Decimal) -> Fraction:
        """A target or a step's bound as the figure is measured: a share's per cent as a fraction."""
        return Fraction(value) / 100 if self.ask == "share" else Fraction(value)


@dataclass(frozen=True, slots=True)
class Unasked:
    """A requirement that no row asks for, and why."""

    requirement: str
    reason: str
