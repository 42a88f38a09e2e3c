"""A page: figure, headline and foot, and text that is measured before it is placed.

Places and sizes are fractions of the page (A4 landscape), from the lower left corner; sizes of letters are points.
Text is measured by the advances of the font (`fonts.width`), which takes microseconds where matplotlib lays it out
in milliseconds.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from weibao.charts.fonts import families_for, missing_characters, width
from weibao.looks import GREY_INK, LINE, LOOKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from weibao.charts.picture import Picture

STYLE: Final = Path(__file__).with_name("weibao.mplstyle")
INCHES: Final = (11.69, 8.27)
LEFT, RIGHT = 0.035, 0.965
FOOT: Final = 0.035  # where the lines of source and page number stand
SMALLEST: Final = 10.0
"""Points. On a projected page, about a fiftieth of its height."""

_POINTS = 72.0
_CLOSING = "，。；：、）”》%"  # never at the beginning of a line
_OPENING = "（“《"  # never at the end of one


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the page."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.bottom + self.height


BODY: Final = Box(LEFT, 0.085, RIGHT - LEFT, 0.72)
"""What a picture may fill between headline and foot."""


class Page:
    """A page without anything on it. Make it inside `drawing`."""

    def __init__(self) -> None:
        """An empty sheet of A4, landscape."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.figure: Figure = Figure(figsize=INCHES)
        FigureCanvasAgg(self.figure)

    @classmethod
    def of(cls, picture: Picture) -> Page:
        """The page of `picture` with its headline and foot; its body is not drawn yet."""
        page = cls()
        page._head(picture.title, picture.subtitle)
        page.text(LEFT, FOOT, picture.foot, 11, color=GREY_INK)
        return page

    def axes(self, box: Box) -> Axes:
        """Empty axes in `box` without ticks; lines and scales are added where they help."""
        axes = self.figure.add_axes((box.left, box.bottom, box.width, box.height))
        axes.set_xticks([])
        axes.set_yticks([])
        axes.tick_params(length=0)
        return axes

    def text(self, x: float, y: float, text: str, size: float, **look: Any) -> Text:
        """Text at a place of the page, by default from its middle to the right."""
        return self.figure.text(x, y, text, fontsize=size, **({"va": "center", "ha": "left"} | look))

    def rule(self, left: float, right: float, height: float, *, color: str = LINE, dotted: bool = False) -> None:
        """A level line across the page; nothing where `right` does not lie right of `left`."""
        from matplotlib.lines import Line2D

        if right > left:
            line = Line2D([left, right], [height, height], color=color, linewidth=1.2)
            if dotted:
                line.set_dashes((1, 4))
            self.figure.add_artist(line)

    def block(self, box: Box, **look: Any) -> None:
        """A filled rectangle of the page."""
        from matplotlib.patches import Rectangle

        self.figure.add_artist(Rectangle((box.left, box.bottom), box.width, box.height, **look))

    def _head(self, title: str, subtitle: str) -> None:
        """The finding in at most two lines, as large as fits, and the sums below it."""
        lines, size = fit(title, (27, 24, 21, 18), RIGHT - LEFT, 2)
        self.text(LEFT, 0.965, "\n".join(lines), size, va="top", linespacing=1.25)
        lines, size = fit(subtitle, (16, 14, 12, 11), RIGHT - LEFT, 1)
        self.text(LEFT, 0.838, "\n".join(lines), size, color=GREY_INK)


def look(name: str) -> dict[str, Any]:
    """matplotlib's arguments for an area of that meaning."""
    chosen = LOOKS[name]
    hatch = {"hatch": "///"} if chosen.hatched else {}
    # matplotlib hatches in the edge's colour.
    return {"facecolor": chosen.fill, "edgecolor": chosen.edge, "linewidth": 0.8} | hatch


def wide(text: str, size: float) -> float:
    """The width of a line as a fraction of the page."""
    return width(text) * size / _POINTS / INCHES[0]


def high(size: float, lines: int = 1, spacing: float = 1.25) -> float:
    """The height of lines of that size as a fraction of the page."""
    return size * (1 + (lines - 1) * spacing) * 1.2 / _POINTS / INCHES[1]


def wrapped(text: str, size: float, limit: float) -> list[str]:
    """`text` in lines of at most `limit` (a fraction of the page), broken between characters, never inside a number."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and wide(line + piece, size) > limit:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line] if line else lines or [""]


def fit(text: str, sizes: Sequence[float], limit: float, most: int) -> tuple[list[str], float]:
    """Lines and size: the largest of `sizes` at which `text` takes one line, else at most `most` lines.

    What does not even fit at the smallest is cut with “…”.
    """
    for lines_allowed in range(1, most + 1):
        for size in sizes:
            lines = wrapped(text, size, limit)
            if len(lines) <= lines_allowed and all(wide(line, size) <= limit for line in lines):
                return lines, size
    size = sizes[-1]
    lines = wrapped(text, size, limit)[:most]
    last = lines[-1]
    while last and wide(last + "…", size) > limit:
        last = last[:-1]
    return [*lines[:-1], last + "…"], size


def shortened(text: str, size: float, limit: float) -> str:
    """`text` on one line of at most `limit`; what is too long loses its middle, as names differ at both ends."""
    if wide(text, size) <= limit:
        return text
    for kept in range(len(text) - 1, 1, -1):
        short = f"{text[: (kept + 1) // 2]}…{text[len(text) - kept // 2 :]}"
        if wide(short, size) <= limit:
            return short
    return "…"


def in_two(text: str, size: float, limit: float, room: float, *, spacing: float = 1.05) -> list[str]:
    """`text` on one line of at most `limit`, or on two where `room` is high enough for them; else shortened."""
    lines = wrapped(text, size, limit)
    if len(lines) == 1 or (len(lines) == 2 and high(size, 2, spacing) <= room):
        return lines
    return [shortened(text, size, limit)]


def _pieces(text: str) -> Iterator[str]:
    """The parts between which a line may end: a character, or a run of Latin letters and figures, with its signs."""
    piece = ""
    for char in text:
        run = char.isascii() and not char.isspace() and piece and piece[-1].isascii() and not piece[-1].isspace()
        if piece and not run and char not in _CLOSING and piece[-1] not in _OPENING:
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


@contextmanager
def drawing(text: str) -> Iterator[None]:
    """Our style on top of matplotlib's defaults, fonts that hold all of `text`, and no silent boxes.

    Raises ChartError where a character has no glyph in any font of the machine.
    """
    from matplotlib import style

    with style.context(["default", STYLE, {"font.family": families_for(text)}]), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        try:
            yield
        except UserWarning as warning:  # a text of the drawing itself that is not in `text`
            code = "".join(filter(str.isdigit, str(warning).split("(")[0]))
            raise missing_characters({chr(int(code))}) from warning
