"""The figures of an earlier day, as the history kept them; points, not steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Past:
    """The score of one round on one day; `categories` is what each 项目 had earned, by name.

    `materials` counts the pieces of evidence that the units had listed; None where that was not kept. `rules` is the
    version of the rulebook that it was scored by, "" where that was not kept.
    """

    as_of: date
    round: int
    earned: float
    unassessed: float
    categories: Mapping[str, float] = field(default_factory=dict)
    materials: int | None = None
    rules: str = ""


def span(pasts: Sequence[Past], now: Past, start: date, end: date) -> tuple[Past, Past] | None:
    """The figures at the beginning and at the end of a period; None where the history does not reach back.

    At the beginning is the last day before it, else the first one within; at the end `now`, or the last day on record
    within a period that is over.
    """
    known = sorted((past for past in pasts if past.as_of <= now.as_of), key=_place)
    known.append(now)
    within = [past for past in known if past.as_of <= end]
    if not within:
        return None
    first = next((past for past in reversed(within) if past.as_of < start), within[0])
    last = now if now.as_of <= end else within[-1]
    return (first, last) if first.as_of < last.as_of else None


def at_end_of(pasts: Sequence[Past], year: int) -> Past | None:
    """The last figures of a year, of several rounds on one day those of the latest; None where there are none."""
    return max((past for past in pasts if past.as_of.year == year), key=_place, default=None)


def _place(past: Past) -> tuple[date, int]:
    return past.as_of, past.round
