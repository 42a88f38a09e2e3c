"""Where things stand, computed from resolved properties: heights of lines, gaps, widths, edges of a text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from weibao.documents import geometry as g

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weibao.documents.check.model import Paragraph, Run, Section, Word


def millimetres(twips: float) -> str:
    """37.0毫米, for messages."""
    return f"{twips / g.TWIPS_PER_MM:.1f}毫米"


def pitch(paragraph: Paragraph, section: Section) -> int:
    """The height of one line. Single spacing off the grid is what Han faces take: 1.3 of the size."""
    size = paragraph.lead.size if not paragraph.empty else paragraph.mark.size
    natural = round(size * 13)
    if paragraph.rule == "exact":
        return paragraph.line
    if paragraph.snap and section.grid in {"lines", "linesAndChars", "snapToChars"} and section.pitch:
        lines = -(-natural // section.pitch)
        natural = lines * section.pitch
    if paragraph.rule == "atLeast":
        return max(natural, paragraph.line)
    return natural * paragraph.line // 240


def lines_of(paragraph: Paragraph) -> int:
    """How many lines the author broke the text into."""
    return paragraph.raw.strip().count("\n") + 1


def gap(word: Word, between: Sequence[Paragraph], above: Paragraph | None, below: Paragraph) -> float:
    """The empty space between two paragraphs, in lines of the standard (579 twips)."""
    spaces = [paragraph_height(word, p) for p in between]
    total = sum(spaces) + below.before + (above.after if above else 0)
    return total / g.LINE


def paragraph_height(word: Word, paragraph: Paragraph) -> int:
    """An empty or one-line paragraph with the space around it; anchored drawings take no room."""
    if paragraph.boxed or paragraph.framed:
        return 0
    section = word.sections[min(paragraph.section, len(word.sections) - 1)]
    return paragraph.before + paragraph.after + pitch(paragraph, section) * lines_of(paragraph)


def char_pitch(run: Run, section: Section) -> float:
    """The advance of a Han character in twips, with what the grid of characters adds."""
    advance = run.size * 10 * run.scale / 100 + run.spacing
    if section.grid in {"linesAndChars", "snapToChars"}:
        # charSpace counts 4096ths of a point beyond the size of the default style.
        advance += section.char_space / 4096 * 20
    return advance


def width(runs: Iterable[Run]) -> float:
    """The width of a text on one line: a Han character is one size wide, a letter or digit half."""
    total = 0.0
    for run in runs:
        for character in run.text:
            if character in "\t\n":
                continue
            half = unicodedata.east_asian_width(character) not in "WFA"
            total += run.size * 10 * run.scale / 100 * (0.5 if half else 1) + run.spacing
    return total


def edges(paragraph: Paragraph, text_width: int) -> tuple[float, float]:
    """Left and right edge of a one-line text, counted from the left edge of 版心."""
    own = width(paragraph.runs)
    left, right = paragraph.left + paragraph.first, text_width - paragraph.right
    if paragraph.align == "right":
        trailing = _trailing(paragraph)
        return right - own + _leading(paragraph), right - trailing
    if paragraph.align in {"center", "centre"}:
        middle = (left + right) / 2
        return middle - own / 2 + _leading(paragraph), middle + own / 2 - _trailing(paragraph)
    return left + _leading(paragraph), left + own - _trailing(paragraph)


def _leading(paragraph: Paragraph) -> float:
    text = paragraph.raw
    return _part(paragraph, 0, len(text) - len(text.lstrip(" \u3000")))


def _trailing(paragraph: Paragraph) -> float:
    text = paragraph.raw
    return _part(paragraph, len(text.rstrip(" \u3000\n")), len(text))


def _part(paragraph: Paragraph, start: int, end: int) -> float:
    """The width of part of a text."""
    total, at = 0.0, 0
    for run in paragraph.runs:
        for character in run.text:
            if start <= at < end:
                half = unicodedata.east_asian_width(character) not in "WFA"
                total += run.size * 10 * run.scale / 100 * (0.5 if half else 1) + run.spacing
            at += 1
    return total


def capacity(advance: float) -> int:
    """How many characters a line of 版心 holds. A fifth of a point more is squeezed in by every program."""
    return int((g.TEXT_WIDTH + 4) // advance) if advance > 0 else 0
