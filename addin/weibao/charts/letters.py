"""Many short texts as one artist: figures in cells, where matplotlib's own text objects take most of the time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from matplotlib.artist import Artist
from matplotlib.font_manager import FontProperties
from matplotlib.transforms import Bbox

from weibao.charts.fonts import width
from weibao.looks import INK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.backend_bases import RendererBase
    from matplotlib.figure import Figure

_POINTS: Final = 72.0
_MIDDLE: Final = 0.37  # of an em above the base line: the middle of a figure and of a Chinese character
_ABOVE, _BELOW = 0.88, 0.12  # of an em: how far the letters of our font reach
_PARTS: Final = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True, slots=True)
class Letter:
    """One text on one line: its place in fractions of the page (its middle in height), and which end stands there."""

    x: float
    y: float
    text: str
    ha: str = "center"


class Letters(Artist):
    """Texts of one size and colour on a figure."""

    def __init__(self, letters: list[Letter], size: float, color: str = INK) -> None:
        super().__init__()
        self.letters = letters
        self.size = size
        self.color = color
        self.set_zorder(3)
        self._font = FontProperties(size=size)

    def draw(self, renderer: RendererBase) -> None:
        """Draw them with the renderer's own call; there is nothing to lay out."""
        figure: Any = self.get_figure(root=True)
        high = figure.bbox.height
        gc = renderer.new_gc()
        gc.set_foreground(self.color)
        for letter, box in self._placed():
            base = box.y0 + _BELOW * self.size * figure.dpi / _POINTS
            y = high - base if renderer.flipy() else base
            renderer.draw_text(gc, box.x0, y, letter.text, self._font, 0)
        gc.restore()

    def boxes(self) -> list[tuple[str, Bbox, float]]:
        """Text, box in pixels and size of each, for those who check the page."""
        return [(letter.text, box, self.size) for letter, box in self._placed()]

    def _placed(self) -> Iterator[tuple[Letter, Bbox]]:
        figure: Any = self.get_figure(root=True)
        em = self.size * figure.dpi / _POINTS
        page = figure.bbox
        for letter in self.letters:
            long = width(letter.text) * em
            left = letter.x * page.width - _PARTS[letter.ha] * long
            base = letter.y * page.height - _MIDDLE * em
            yield letter, Bbox.from_extents(left, base - _BELOW * em, left + long, base + _ABOVE * em)


class Pen:
    """Collects texts, so that those of one size and colour become one artist."""

    def __init__(self) -> None:
        self._written: dict[tuple[float, str], list[Letter]] = {}

    def write(self, x: float, y: float, text: str, size: float, *, ha: str = "left", color: str = INK) -> None:
        """One line of text from (or around, or to) a place of the page, its middle at that height."""
        if text:
            self._written.setdefault((size, color), []).append(Letter(x, y, text, ha))

    def put(self, figure: Figure) -> None:
        """Put everything that was written on the figure."""
        for (size, color), letters in self._written.items():
            figure.add_artist(Letters(letters, size, color))
