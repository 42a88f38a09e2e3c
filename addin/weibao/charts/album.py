"""会议图册: a PDF of pages that were drawn one by one, with a cover, contents that lead to the pages, and bookmarks."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from weibao.atomic import replace_file
from weibao.charts.catalogue import BY_NAME
from weibao.charts.files import number_page
from weibao.charts.page import BODY, INCHES, LEFT, RIGHT, Page, drawing, fit, high, wide
from weibao.charts.titles import broken
from weibao.looks import GREY_INK, INK, LOOKS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matplotlib.figure import Figure

    from weibao.charts.picture import Picture

FIRST: Final = 3
"""The page of the first picture, behind cover and contents."""

_POINTS: Final = 72
_SIZES: Final = (40, 36, 32, 28, 24)  # of the title on the cover
_WIDE: Final = 0.8  # what the lines of the cover may take of the page
_MOST: Final = 20  # lines of the contents that fit on their page
_ROW: Final = 0.056  # from line to line, where there are few
_BEHIND: Final = 0.025  # a picture's label, before its finding


def write_album(
    pages: Sequence[tuple[Picture, Path]], path: Path, *, title: tuple[str, ...], lines: Sequence[str], made_from: str
) -> None:
    """Bind the pages (single-page PDF files, numbered from `FIRST` on) behind a cover with `title` and `lines`.

    `title` is in parts, between which it may be broken. `made_from` (letters and figures, which stand in the file as
    they are) goes into its keywords. Raises ChartError where a character has no glyph, ValueError where there are more
    pages than the contents hold.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.annotations import Link
    from pypdf.generic import Fit

    if len(pages) > _MOST:
        raise ValueError(f"{len(pages)} pages: the contents hold {_MOST}")
    writer = PdfWriter()
    with drawing("".join([*title, *lines, *(picture.title for picture, _ in pages)])):
        for figure in (_cover(title, lines), _contents([picture for picture, _ in pages])):
            writer.add_page(PdfReader(_pdf(figure)).pages[0])
    for _, leaf in pages:
        writer.add_page(PdfReader(leaf).pages[0])
    for row, (picture, _) in enumerate(pages):
        target = FIRST - 1 + row
        writer.add_outline_item(title=picture.title, page_number=target)
        link = Link(rect=_rectangle(row, len(pages)), target_page_index=target, fit=Fit.fit())
        writer.add_annotation(page_number=1, annotation=link)
    writer.add_metadata({"/Title": "".join(title), "/Keywords": made_from, "/Producer": "weibao"})
    writer.compress_identical_objects()
    with replace_file(path) as place:
        writer.write(place)


def _cover(title: tuple[str, ...], lines: Sequence[str]) -> Figure:
    page = Page()
    found, size = broken(title, _SIZES, _fits) or fit("".join(title), _SIZES, _WIDE, 3)
    page.text(0.5, 0.62, "\n".join(found), size, ha="center", linespacing=1.4, color=INK)
    page.rule(0.3, 0.7, 0.62 - high(size, len(found), 1.4) / 2 - 0.05, color=LOOKS["earned"].fill)
    for number, line in enumerate(lines):
        fitted, size = fit(line, (20, 17, 14), _WIDE, 1)
        page.text(0.5, 0.4 - number * 0.07, fitted[0], size, ha="center", color=GREY_INK)
    return page.figure


def _fits(lines: Sequence[str], size: float) -> bool:
    return all(wide(line, size) <= _WIDE for line in lines)


def _contents(pictures: Sequence[Picture]) -> Figure:
    page = Page()
    page.text(LEFT, 0.92, "目录", 27)
    labels = [BY_NAME[picture.name].label if picture.name in BY_NAME else "" for picture in pictures]
    start = LEFT + max(wide(label, 15) for label in labels) + _BEHIND * any(labels)
    for row, (picture, label) in enumerate(zip(pictures, labels, strict=True)):
        found, size = fit(picture.title, (15, 13, 11), RIGHT - start - 0.06, 1)
        height, number = _height(row, len(pictures)), str(FIRST + row)
        page.text(LEFT, height, label, 15, color=GREY_INK)
        page.text(start, height, found[0], size)
        page.text(RIGHT, height, number, 15, ha="right")
        page.rule(start + wide(found[0], size) + 0.01, RIGHT - wide(number, 15) - 0.01, height - 0.006, dotted=True)
    number_page(page.figure, FIRST - 1)
    return page.figure


def _row(count: int) -> float:
    return min(_ROW, 0.84 / count)


def _height(row: int, count: int) -> float:
    return BODY.top + 0.05 - row * _row(count)


def _rectangle(row: int, count: int) -> tuple[float, float, float, float]:
    """Where a line of the contents stands, in points."""
    width, height = (length * _POINTS for length in INCHES)
    middle, half = _height(row, count), _row(count) / 2
    return LEFT * width, (middle - half) * height, RIGHT * width, (middle + half) * height


def _pdf(figure: Figure) -> io.BytesIO:
    made = io.BytesIO()
    figure.savefig(made, format="pdf", metadata={"Creator": None, "Producer": None, "CreationDate": None})
    return made
