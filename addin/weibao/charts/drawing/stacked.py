"""Lying bars of several parts, one a row: names left of them, figures in columns on the right, the legend above those.

Also the pieces of it that other row by row pictures share.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.charts.page import BODY, RIGHT, Box, fit, high, look, wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from weibao.charts.page import Page

NOTHING: Final = "—"
"""In place of a 0 that would be untrue."""

NAMES: Final = 0.17
"""Width of the names left of the bars."""

_HEAD: Final = 14.0
_SWATCH: Final = Box(0.0, -0.013, 0.022, 0.026)
_GAP: Final = 0.004  # between a swatch and its word


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a column; `look` where the column is a part of the bars."""

    word: str
    look: str = ""

    @property
    def width(self) -> float:
        """With its swatch, as a fraction of the page."""
        return wide(self.word, _HEAD) + (_SWATCH.width + _GAP if self.look else 0)


@dataclass(frozen=True, slots=True)
class StackRow:
    """A row: as many `parts` as there are heads with a look, as many `cells` as there are heads."""

    name: str
    parts: tuple[float, ...]
    cells: tuple[str, ...]


def draw_stack(page: Page, heads: Sequence[Head], rows: Sequence[StackRow], width: float) -> None:
    """The whole picture; `width` is that of the bars."""
    bars = Box(BODY.left + NAMES, BODY.bottom, width, BODY.height - 0.05)
    parts = [row.parts for row in rows]
    draw_bars(page.axes(bars), [head.look for head in heads if head.look], parts, max(map(sum, parts)) * 1.01 or 1)
    centres = _heads(page, heads, bars.right + 0.02, bars.top + 0.03)
    for place, row in enumerate(rows):
        height = middle(bars, place, len(rows))
        name(page, bars, row.name, place, len(rows))
        for centre, cell in zip(centres, row.cells, strict=True):
            page.text(centre, height, cell, 17 if room(bars, len(rows), 17) else 12, ha="center")


def middle(bars: Box, place: int, count: int) -> float:
    """The height at which a row's middle lies."""
    return bars.top - bars.height * (place + 0.5) / count


def room(bars: Box, count: int, size: float) -> int:
    """How many lines of that size a row has room for, at most 2; 0 where not even one."""
    return sum(high(size, lines) < bars.height / count for lines in (1, 2))


def name(page: Page, bars: Box, text: str, place: int, count: int) -> None:
    """The name of a row, left of its bar."""
    sizes = [size for size in (17.0, 15.0, 13.0) if room(bars, count, size)] or [10.0]
    lines, size = fit(text, sizes, NAMES - 0.015, room(bars, count, sizes[-1]) or 1)
    page.text(bars.left - 0.012, middle(bars, place, count), "\n".join(lines), size, ha="right")


def _heads(page: Page, heads: Sequence[Head], left: float, height: float) -> list[float]:
    """Headings with the same gap between them, from `left` to the page's edge; gives the middle of each column."""
    gap = (RIGHT - left - sum(head.width for head in heads)) / (len(heads) - 1)
    centres = []
    for head in heads:
        at = left
        if head.look:
            page.block(Box(at, height + _SWATCH.bottom, _SWATCH.width, _SWATCH.height), **look(head.look))
            at += _SWATCH.width + _GAP
        page.text(at, height, head.word, _HEAD)
        centres.append(left + head.width / 2)
        left += head.width + gap
    return centres


def draw_bars(
    axes: Axes, looks: Sequence[str], rows: Sequence[Sequence[float]], longest: float, height: float = 0.68
) -> None:
    """One call for each kind; a part without length is left out, since its edge would still be a line."""
    for number, meaning in enumerate(looks):
        there = [place for place, parts in enumerate(rows) if parts[number]]
        axes.barh(
            there,
            [rows[place][number] for place in there],
            left=[sum(rows[place][:number]) for place in there],
            height=height,
            **look(meaning),
        )
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, longest)
