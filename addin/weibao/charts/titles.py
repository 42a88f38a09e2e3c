"""A title in lines that end between its parts, never inside a word."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MOST: Final = 3


def broken(
    parts: tuple[str, ...], sizes: Sequence[float], fits: Callable[[Sequence[str], float], bool]
) -> tuple[list[str], float] | None:
    """Lines and size: the largest of `sizes` at which the parts stand on one line or two, else on three; None at none.

    `fits` tells whether lines have room at a size. Two lines at a large size are better than one at a small one; of
    several ways to break, the one whose longest line is shortest.
    """
    for most in range(2, _MOST + 1):
        for size in sizes:
            for count in range(1, most + 1):
                ways = [way for way in _ways(parts, count) if fits(way, size)]
                if ways:
                    return min(ways, key=lambda way: max(map(len, way))), size
    return None


def _ways(parts: tuple[str, ...], count: int) -> list[list[str]]:
    """All ways to put the parts on so many lines."""
    cuts = combinations(range(1, len(parts)), count - 1)
    return [["".join(parts[start:end]) for start, end in pairwise((0, *cut, len(parts)))] for cut in cuts]
