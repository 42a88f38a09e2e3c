"""Text on slides: how large it may be in its box, and putting it there. Lengths are points."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from weibao.charts.fonts import width
from weibao.charts.page import INCHES, wrapped
from weibao.charts.titles import broken
from weibao.clean import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

EMU: Final = 12_700  # to a point
LEADING: Final = 1.33  # height of a line, in sizes of its letters
MIXED: Final = 1.47  # the same where Chinese and figures stand in one line, each in a font of its own
INSETS: Final = 14.4, 7.2  # what a box keeps free left and right, above and below
# Latin letters and figures of other fonts are wider than those of the font that we measure with.
_SAFE: Final = 1.02
_SAFE_LATIN: Final = 0.15
# Some programs put white between a Chinese character and a figure, beside a blank that stands there as well.
_CHANGE: Final = 0.29
_SPARE: Final = 0.96


def shown(value: str | float | None) -> str:
    """A value of a table or label as it is read: numbers as short as they are exact, “—” for what is not known."""
    if value is None:
        return "—"
    if isinstance(value, str):
        return visible(value)
    return f"{value:.4f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def length(text: str, size: float) -> float:
    """How long a line is."""
    latin = "".join(char for char in text if char.isascii())
    changes = sum(a.isascii() != b.isascii() for a, b in pairwise(text))
    return (width(text) * _SAFE + width(latin) * _SAFE_LATIN + changes * _CHANGE) * size


def leading(text: str) -> float:
    """How high its lines are, in sizes of its letters."""
    figures = any(char.isascii() and not char.isspace() for char in text)
    return MIXED if figures and not text.isascii() else LEADING


def lines(text: str, size: float, limit: float) -> int:
    """How many lines `text` takes at that width."""
    return sum(_lines_of(part, size, max(limit, size * 1.2)) for part in text.split("\n"))


def _lines_of(text: str, size: float, limit: float) -> int:
    wider = length(text, size) / (width(text) * size) if text.strip() else 1.0
    return len(wrapped(text, size, limit / wider / 72 / INCHES[0]))


def longest_word(text: str, size: float) -> float:
    """How wide a column must be so that no number and no Latin word is broken."""
    pieces = "".join(char if char.isascii() and not char.isspace() else f" {char} " for char in text).split()
    return max((length(piece, size) for piece in pieces), default=0.0)


def largest(text: str, sizes: Sequence[float], wide: float, high: float) -> float:
    """The first of `sizes`, the largest first, at which `text` stands in a box; the last where it does at none."""
    inner, height = (wide - INSETS[0]) * _SPARE, high - INSETS[1]
    for size in sizes:
        if lines(text, size, inner) * size * LEADING <= height:
            return size
    return sizes[-1]


def fill(shape: Any, text: str, base: float, smallest: float = 14) -> None:
    """Put `text` into a placeholder that is written at `base` points by its master; smaller only where it must be."""
    text = visible(text)
    _put(shape, text, largest(text, _down(base, smallest), shape.width / EMU, shape.height / EMU), base)


def fill_parts(shape: Any, parts: tuple[str, ...], base: float, smallest: float) -> None:
    """The same for a title whose lines should end between its parts; as other text where it has no room so."""
    parts, sizes = tuple(map(visible, parts)), _down(base, smallest)
    inner, height = (shape.width / EMU - INSETS[0]) * _SPARE, shape.height / EMU - INSETS[1]

    def fits(way: Sequence[str], size: float) -> bool:
        return len(way) * size * LEADING <= height and all(length(line, size) <= inner for line in way)

    if found := broken(parts, sizes, fits):
        _put(shape, "\n".join(found[0]), found[1], base)
    else:
        fill(shape, "".join(parts), base, smallest)


def _down(base: float, smallest: float) -> list[float]:
    return [base, *(float(size) for size in range(math.ceil(base) - 1, int(smallest) - 1, -1))]


def _put(shape: Any, text: str, size: float, base: float) -> None:
    frame = shape.text_frame
    for number, part in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        write(paragraph, part, size if size != base else None)


def write(paragraph: Any, text: str, size: float | None = None, ink: str = "", *, bold: bool | None = None) -> Any:
    """One run of Chinese text at the end of a paragraph, in the theme's font."""
    from pptx.dml.color import RGBColor

    run = paragraph.add_run()
    run.text = text
    properties = run._r.get_or_add_rPr()
    properties.set("lang", "zh-CN")
    properties.set("altLang", "en-US")
    if size is not None:
        run.font.size = round(size * EMU)
    if bold is not None:
        run.font.bold = bold
    if ink:
        run.font.color.rgb = RGBColor(*bytes.fromhex(ink[1:]))  # type: ignore[no-untyped-call]
    return run
