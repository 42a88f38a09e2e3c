"""What a drawn page holds, measured by matplotlib itself: for checks that nothing is cut off or overlaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from weibao.charts.files import figure_of
from weibao.charts.letters import Letters
from weibao.charts.page import SMALLEST, drawing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weibao.charts.picture import Picture


@dataclass(frozen=True)
class Drawn:
    """The page in pixels, its texts with their boxes and sizes, and the filled areas of its axes."""

    page: Bbox
    texts: list[tuple[str, Bbox, float]]
    areas: list[Bbox]

    @property
    def shown(self) -> list[str]:
        return [text for text, _, _ in self.texts]


def drawn(picture: Picture) -> Drawn:
    with drawing(picture.text):
        figure = figure_of(picture)
        figure.draw_without_rendering()
        renderer = figure.canvas.get_renderer()
        texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
        areas = [patch.get_window_extent(renderer) for axes in figure.axes for patch in axes.patches]
        found = [(t.get_text(), t.get_window_extent(renderer), float(t.get_fontsize())) for t in texts]
        found += [each for letters in figure.findobj(Letters) for each in letters.boxes()]
        return Drawn(figure.bbox, found, areas)


def check_page(picture: Picture, *, over_areas: bool = False) -> Drawn:
    """Every text is on the page, readable, and over no other; nor over an area, unless the picture writes on them."""
    seen = drawn(picture)
    assert seen.texts
    for text, box, size in seen.texts:
        assert seen.page.x0 < box.x0 < box.x1 < seen.page.x1, f"cut off: {text}"
        assert seen.page.y0 < box.y0 < box.y1 < seen.page.y1, f"cut off: {text}"
        assert size >= SMALLEST, f"too small ({size}): {text}"
    boxes = _edges(box for _, box, _ in seen.texts)
    if not over_areas:
        for text, _ in np.argwhere(_overlaps(boxes, _edges(seen.areas))):
            raise AssertionError(f"over an area: {seen.texts[text][0]}")
    for one, other in np.argwhere(np.triu(_overlaps(boxes, boxes), 1)):
        raise AssertionError(f"overlap: {seen.texts[one][0]} / {seen.texts[other][0]}")
    return seen


def _edges(boxes: Iterable[Bbox]) -> np.ndarray:
    """One row a box: left, bottom, right, top."""
    return np.array([box.extents for box in boxes]).reshape(-1, 4)


def _overlaps(these: np.ndarray, those: np.ndarray) -> np.ndarray:
    """Which of these overlap which of those, all at once: pages have hundreds of texts."""
    left, bottom, right, top = (those[:, edge] for edge in range(4))
    own = these[:, :, np.newaxis]
    return (own[:, 0] <= right) & (left <= own[:, 2]) & (own[:, 1] <= top) & (bottom <= own[:, 3])
