"""How many lines a text takes in a cell of a given width, and how high its row must be.

Spreadsheet programs do not compute the height of a row on opening a file that another program wrote, so every row of
ours that holds wrapped text gets its height here. Widths are in characters of a column (half-width digits); Chinese
characters count two. The estimate is on the safe side, because fonts differ between Excel, WPS and LibreOffice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# What cell padding takes from a column's width, in characters.
PADDING = 1.2

# The highest row that Excel allows, in points.
HIGHEST = 409.0

# Punctuation that may not begin a line moves the character before it down with it.
_NOT_FIRST = "，。、；：？！）》」』”’】〕"


def text_width(text: str) -> float:
    """The width of `text` on one line, in half-width characters."""
    return sum(2.0 if unicodedata.east_asian_width(char) in "WFA" else 1.0 for char in text)


@lru_cache(maxsize=1 << 13)
def lines_needed(text: str, width_chars: float) -> int:
    """How many lines `text` takes in a column of that width; at least 1."""
    usable = max(width_chars - PADDING, 2.0)
    return sum(_lines_of_paragraph(paragraph, usable) for paragraph in text.split("\n")) or 1


def row_height(cells: Iterable[tuple[str, float]], size: float = 10.0, lowest: float = 18.0) -> float:
    """The height in points of a row with these (text, column width) cells in a font of `size` points."""
    lines = max((lines_needed(text, width * 10.0 / size) for text, width in cells if text), default=1)
    return min(max(lines * size * 1.45 + 4.0, lowest), HIGHEST)


def _lines_of_paragraph(paragraph: str, usable: float) -> int:
    lines, used = 1, 0.0
    for word in _words(paragraph):
        width = text_width(word)
        if used and used + width > usable:
            lines, used = lines + 1, 0.0
        while width > usable:  # a word longer than the line is broken
            lines, width = lines + 1, width - usable
        used += width
    return lines


def _words(text: str) -> Iterable[str]:
    """What a line is broken between: single Chinese characters (with the punctuation behind them), Western words."""
    word = ""
    for char in text:
        western = char.isascii() and not char.isspace()
        if word and (char in _NOT_FIRST or (western and word[-1].isascii() and not word[-1].isspace())):
            word += char
            continue
        if word:
            yield word
        word = char
    if word:
        yield word
