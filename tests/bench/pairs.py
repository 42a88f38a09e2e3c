"""Two ways of doing the same, taking turns: what each costs, the figure of every pair, median and quartiles.

The machine's speed drifts within minutes, so only what was measured side by side is compared.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bench.costs import Cost, Run
    from bench.data import Data


class Goal(NamedTuple):
    """What is wanted, in words, and whether a figure reaches it."""

    words: str
    holds: Callable[[float], bool]


def at_least(least: float) -> Goal:
    return Goal(f"至少 {least:g} 倍", lambda found: found >= least)


def at_most(most: float, words: str) -> Goal:
    return Goal(words, lambda found: found <= most)


def faster(ours: Cost, other: Cost) -> float:
    """How many times as fast we are."""
    return other.wall / ours.wall


def share(ours: Cost, other: Cost) -> float:
    """How much of the other's time we take."""
    return ours.wall / other.wall


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. `pair` gives our way and the other one; `bound`: what our way spends its time on.

    Rows with the same `pair` share what was measured. `over`: the row whose figure this one must not fall below.
    `short`: what keeps it from its goal, and what that means for who works with it. Without a `goal` it is there for
    comparison.
    """

    name: str
    what: str
    other: str
    goal: Goal | None
    pair: Callable[[Data], tuple[Run, Run]]
    bound: str
    rounds: int = 7
    quick: int = 2
    warm: bool = True
    figure: Callable[[Cost, Cost], float] = faster
    unit: str = "倍"
    over: str = ""
    short: str = ""


class Middle(NamedTuple):
    """Median and quartiles."""

    low: float
    middle: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Middle:
        if len(values) == 1:
            return cls(values[0], values[0], values[0])
        return cls(*statistics.quantiles(values, n=4, method="inclusive"))


def interleave(ours: Run, other: Run, rounds: int, *, warm: bool = True) -> list[tuple[Cost, Cost]]:
    """Both ways in turns, who begins changing from round to round; with `warm` each once before that."""
    if warm:
        ours()
        other()
    found = []
    for number in range(rounds):
        if number % 2:
            second = other()
            found.append((ours(), second))
        else:
            found.append((ours(), other()))
    return found
