"""How many lines a text takes in a cell of a given width, and how high its row must be.

Spreadsheet programs do not compute the height of a row on opening a file that another program wrote, so every row of
ours that holds wrapped text gets its height here. Widths are in characters of a column (half-width digits); Chinese
characters count two. The estimate is on the safe side, because fonts differ between Excel, WPS and LibreOffice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# What cell padding takes from a column's width, in characters.
PADDING = 1.2

# The highest row that Excel allows, in points.
HIGHEST = 409.0

# What a line is broken between: single Chinese characters and blanks, Western words. Punctuation that may not begin a
# line moves what stands before it down with it.
_WORD = re.compile(r"(?:[\x00-\x08\x0e-\x1b\x21-\x7f]+|[\s\S])[，。、；：？！）》」』”’】〕]*")


class _Widths(dict[str, int]):
    """The width of each character met so far, in half-width ones."""

    def __missing__(self, char: str) -> int:
        width = self[char] = 2 if unicodedata.east_asian_width(char) in "WFA" else 1
        return width


_WIDTHS = _Widths()


def text_width(text: str) -> float:
    """The width of `text` on one line, in half-width characters."""
    return float(sum(map(_WIDTHS.__getitem__, text)))


@lru_cache(maxsize=1 << 13)
def lines_needed(text: str, width_chars: float) -> int:
    """How many lines `text` takes in a column of that width; at least 1."""
    usable = max(width_chars - PADDING, 2.0)
    return sum(_lines_of_paragraph(paragraph, usable) for paragraph in text.split("\n")) or 1


def row_height(cells: Iterable[tuple[str, float]], size: float = 10.0, lowest: float = 18.0) -> float:
    """The height in points of a row with these (text, column width) cells in a font of `size` points."""
    lines = 1
    for text, width in cells:
        if len(text) * 2 + PADDING > width * 10.0 / size or "\n" in text:  # else one line, however wide its characters
            lines = max(lines, lines_needed(text, width * 10.0 / size))
    return min(max(lines * size * 1.45 + 4.0, lowest), HIGHEST)


def _lines_of_paragraph(paragraph: str, usable: float) -> int:
    if text_width(paragraph) <= usable:
        return 1
    lines, used = 1, 0.0
    for word in _WORD.findall(paragraph):
        width = _WIDTHS[word] if len(word) == 1 else text_width(word)
        if used and used + width > usable:
            lines, used = lines + 1, 0.0
        while width > usable:  # a word longer than the line is broken
            lines, width = lines + 1, width - usable
        used += width
    return lines
