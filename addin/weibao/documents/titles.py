"""Breaking the title of a document into lines: balanced, 梯形 or 菱形, never inside a name.

A title is given as segments that stay whole. GB/T 9704 7.3.1 asks for lines of whole sense in a trapezium or a
diamond; a line holds 20 characters of 二号.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from weibao.documents.geometry import TITLE_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def title_lines(segments: Sequence[str], *, limit: int = TITLE_CHARACTERS) -> tuple[str, ...]:
    """The lines of a title. A single segment longer than `limit` keeps a line of its own (Word wraps it)."""
    whole = [segment for segment in segments if segment]
    return min(_breaks(whole), key=lambda lines: _cost(lines, limit), default=())


def _breaks(segments: Sequence[str]) -> Iterator[tuple[str, ...]]:
    inner = range(1, len(segments))
    for count in range(len(segments)):
        for cuts in combinations(inner, count):
            edges = (0, *cuts, len(segments))
            yield tuple("".join(segments[a:b]) for a, b in pairwise(edges))


def _cost(lines: Sequence[str], limit: int) -> tuple[int, int, int, int]:
    """Lines too long first, then number of lines and a bad shape together, then evenness."""
    lengths = [len(line) for line in lines]
    too_long = sum(max(0, length - limit) for length in lengths)
    mean = sum(lengths) / len(lengths)
    uneven = round(100 * sum((length - mean) ** 2 for length in lengths) / len(lengths))
    # A bad shape is worth one line more, not two.
    return too_long, 2 * len(lines) + 3 * (not well_shaped(lengths)), int(lengths[-1] <= 2), uneven


def well_shaped(lengths: Sequence[int]) -> bool:
    """A trapezium or a diamond: growing up to the longest line and shrinking behind it, no two neighbours equal."""
    peak = lengths.index(max(lengths))
    return all(a < b for a, b in pairwise(lengths[: peak + 1])) and all(a > b for a, b in pairwise(lengths[peak:]))
