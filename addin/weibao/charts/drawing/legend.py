"""One line that says what fillings, and words in a picture, mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.charts.letters import Pen
from weibao.charts.page import SMALLEST, Box, look, wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.charts.page import Page

Part = tuple[str, str]
"""The look of a swatch, "" for none, and the text behind it."""

APART: Final = 0.02  # between parts
_SWATCH: Final = Box(0.0, -0.011, 0.024, 0.022)
_TEXT: Final = 0.029  # from the left edge of a swatch to its text


def legend(page: Page, parts: Sequence[Part], left: float, y: float, size: float) -> float:
    """From `left` on, its middle at the height `y`; gives where a next part would begin."""
    pen = Pen()
    for name, text in parts:
        if name:
            page.block(Box(left, y + _SWATCH.bottom, _SWATCH.width, _SWATCH.height), **look(name))
            left += _TEXT
        pen.write(left, y, text, size)
        left += wide(text, size) + APART
    pen.put(page.figure)
    return left


def fitting(parts: Sequence[Part], sizes: Sequence[float], limit: float) -> float:
    """The largest of `sizes` at which the line is no longer than `limit`; the smallest of all where none is."""
    return next((size for size in sizes if long(parts, size) <= limit), SMALLEST)


def long(parts: Sequence[Part], size: float) -> float:
    """How long the line is, as a fraction of the page."""
    return sum(_TEXT * bool(name) + wide(text, size) + APART for name, text in parts) - APART
