"""A document as printed: its PDF read glyph by glyph and as ink, for the rules that only paper can prove."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from weibao.documents.check.model import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    Mask = npt.NDArray[np.bool_]

_DPI: Final = 200
MM_PER_PIXEL: Final = 25.4 / _DPI
_MM_PER_POINT: Final = 25.4 / 72
_MAX_PAGES: Final = 200
_SAME_LINE: Final = 2.0  # millimetres


class Glyph(NamedTuple):
    """A character on a page, the box of its face in millimetres from the top left corner, its size in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


class Line(NamedTuple):
    """A line of text from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def middle(self) -> float:
        """Half-way between top and bottom; faces differ in the room that their boxes take above and below."""
        return sum(glyph.top + glyph.bottom for glyph in self.glyphs) / (2 * len(self.glyphs))

    @property
    def left(self) -> float:
        return min(glyph.left for glyph in self.glyphs)

    @property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs)


class Band(NamedTuple):
    """Rows of ink and how far it reaches sideways, in millimetres."""

    top: float
    bottom: float
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(eq=False)
class Page:
    """A page, width and height in millimetres; `pixels` are rows of red, green, blue."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    pixels: npt.NDArray[np.uint8]

    def ink(self, start: float, end: float, *, red: bool) -> Mask:
        """Where the page is red, or printed in anything else that is dark, between two heights."""
        part = self.pixels[int(start / MM_PER_PIXEL) : int(end / MM_PER_PIXEL)]
        coloured: Mask = (part[..., 0] > 150) & (part[..., 1] < 120) & (part[..., 2] < 120)
        if red:
            return coloured
        dark: Mask = (part.max(axis=2) < 150) & ~coloured
        return dark

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of text from top to bottom."""
        rows: list[list[Glyph]] = []
        for glyph in sorted(self.glyphs, key=lambda glyph: glyph.bottom):
            if rows and glyph.bottom - rows[-1][0].bottom < _SAME_LINE:
                rows[-1].append(glyph)
            else:
                rows.append([glyph])
        return tuple(Line(tuple(sorted(row, key=lambda glyph: glyph.left))) for row in rows)

    @property
    def landscape(self) -> bool:
        return self.width > self.height


def bands(page: Page, start: float, end: float, *, red: bool) -> Iterator[Band]:
    """The groups of rows with ink between two heights, from top to bottom."""
    part = page.ink(start, end, red=red)
    first = int(start / MM_PER_PIXEL)
    rows = np.flatnonzero(part.any(axis=1))
    for group in np.split(rows, np.flatnonzero(np.diff(rows) > 3) + 1) if rows.size else ():
        columns = np.flatnonzero(part[group[0] : group[-1] + 1].any(axis=0))
        yield Band(
            (first + int(group[0])) * MM_PER_PIXEL,
            (first + int(group[-1]) + 1) * MM_PER_PIXEL,
            int(columns[0]) * MM_PER_PIXEL,
            (int(columns[-1]) + 1) * MM_PER_PIXEL,
        )


def last_rule(page: Page, left: float, right: float) -> float | None:
    """The lower edge, in millimetres, of the lowest black line that reaches from one place to the other."""
    part = page.ink(0, page.height, red=False)[:, int(left / MM_PER_PIXEL) : int(right / MM_PER_PIXEL)]
    rows = np.flatnonzero(part.mean(axis=1) > 0.97)
    return (int(rows[-1]) + 1) * MM_PER_PIXEL if rows.size else None


def read_pages(pdf: bytes) -> tuple[Page, ...]:
    """The pages of a PDF. Raises DocumentError where it cannot be read or the reader is not installed."""
    try:
        library: Any = importlib.import_module("pypdfium2")
    except ImportError as error:
        raise DocumentError("这台电脑没有装 pypdfium2（pip install pypdfium2）。") from error
    try:
        document = library.PdfDocument(pdf)
        try:
            if len(document) > _MAX_PAGES:
                raise DocumentError(f"超过 {_MAX_PAGES} 页，不像是公文。")
            return tuple(_page(document[number]) for number in range(len(document)))
        finally:
            document.close()
    except library.PdfiumError as error:
        raise DocumentError("排版结果读不出来。") from error


def _page(page: Any) -> Page:
    width, height = page.get_size()
    bitmap = page.render(scale=_DPI / 72, rev_byteorder=True)
    pixels = np.array(bitmap.to_numpy()[..., :3], dtype=np.uint8)
    return Page(width * _MM_PER_POINT, height * _MM_PER_POINT, tuple(_glyphs(page, height)), pixels)


def _glyphs(page: Any, height: float) -> Iterator[Glyph]:
    raw = importlib.import_module("pypdfium2.raw")
    text = page.get_textpage()
    for number in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, number))
        if character.isspace() or not character.isprintable():
            continue
        left, bottom, right, top = text.get_charbox(number, loose=True)
        size = raw.FPDFText_GetFontSize(text, number)
        left, top, right, bottom = (v * _MM_PER_POINT for v in (left, height - top, right, height - bottom))
        yield Glyph(character, left, top, right, bottom, size)
