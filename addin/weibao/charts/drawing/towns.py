"""All towns as small panels in a grid; with very many, bars without letters and one key below."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from weibao.charts.drawing.legend import APART, legend, long
from weibao.charts.letters import Pen
from weibao.charts.page import BODY, SMALLEST, Box, fit, high, look, shortened, wide, wrapped
from weibao.charts.shares import explained
from weibao.looks import GREY_INK, INK, LOOKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.patches import Rectangle

    from weibao.charts.page import Page
    from weibao.charts.series.heat import HeatCell, HeatRow
    from weibao.charts.series.towns import Towns

_HALF: Final = 50
_GAP_X, _GAP_Y = 0.016, 0.014
_LEAST_BAR: Final = 0.04
_LEGEND: Final = 0.068
_SIZES: Final = (15, 14, 13, 12, 11, SMALLEST)
_LOW_INK: Final = LOOKS["lost"].edge
_SHADES: Final = (("done", "一半及以上"), ("lost", "不到一半"))


@dataclass(frozen=True, slots=True)
class _Grid:
    """A grid of panels; `size` 0 where the bars stand without letters. Fractions of the page, letters in points."""

    columns: int
    width: float
    height: float
    head: float
    pitch: float
    size: float


class _Ink:
    """Bars and letters of all panels, collected so that each kind is drawn as one artist."""

    def __init__(self) -> None:
        self.bars: dict[str, list[Rectangle]] = {}
        self.pen = Pen()

    def bar(self, meaning: str, box: Box) -> None:
        from matplotlib.patches import Rectangle

        self.bars.setdefault(meaning, []).append(Rectangle((box.left, box.bottom), box.width, box.height))

    def share(self, percent: int, box: Box) -> None:
        if percent:
            self.bar("lost" if percent < _HALF else "done", box)

    def put(self, page: Page) -> None:
        from matplotlib.collections import PatchCollection

        for meaning in ("full", "done", "lost"):
            if found := self.bars.get(meaning):
                style = look(meaning) | {"linewidth": 0.4}
                page.figure.add_artist(PatchCollection(found, transform=page.figure.transFigure, **style))
        self.pen.put(page.figure)


def draw(page: Page, body: Towns) -> None:
    """A panel for every town, row by row, and the key."""
    key = _key(body)
    bottom = BODY.bottom + high(12, len(key) - 1) * (len(key) > 1)
    grid = _grid(body, BODY.top - bottom)
    ink = _Ink()
    for number, row in enumerate(body.rows):
        line, column = divmod(number, grid.columns)
        left = BODY.left + column * (grid.width + _GAP_X)
        top = BODY.top - line * (grid.height + _GAP_Y)
        _panel(ink, grid, Box(left, top - grid.height, grid.width, grid.height), body.categories, row)
    ink.put(page)
    _legend(page, key, bottom)


def _grid(body: Towns, room: float) -> _Grid:
    """The grid with the largest letters in its panels; without letters where none of it would hold them."""
    count, categories = len(body.rows), len(body.categories)
    found: list[_Grid] = []
    for columns, size in product(range(min(count, 3), min(count, 8) + 1), _SIZES):
        lines = -(-count // columns)
        width = (BODY.width + _GAP_X) / columns - _GAP_X
        height = min((room + _GAP_Y) / lines - _GAP_Y, 0.4)
        head = _head(body, width, min(size + 1, 15))
        pitch = (height - head) / categories
        label = max(wide(name, size) for name in body.categories)
        if pitch >= high(size) and width >= label + wide("未评", size) + _LEAST_BAR:
            found.append(_Grid(columns, width, height, head, min(pitch, 0.045), size))
    if found:
        return max(found, key=lambda grid: (grid.size, -(-count % grid.columns), grid.columns))
    columns = next(c for c in range(4, 100) if (room + _GAP_Y) / -(-count // c) - _GAP_Y >= 0.075 or c >= 10)
    lines = -(-count // columns)
    width, height = (BODY.width + _GAP_X) / columns - _GAP_X, (room + _GAP_Y) / lines - _GAP_Y
    return _Grid(columns, width, height, _head(body, width, SMALLEST), 0.0, 0)


def _head(body: Towns, width: float, size: float) -> float:
    """The height of a name: one line or two."""
    lines = 1 if all(wide(row.name, SMALLEST) <= width for row in body.rows) else 2
    return high(size if lines == 1 else SMALLEST, lines) + 0.004


def _panel(ink: _Ink, grid: _Grid, box: Box, categories: Sequence[str], row: HeatRow) -> None:
    size = min(grid.size + 1, 15) if grid.size else SMALLEST
    sizes = [step for step in _SIZES if step <= size]
    lines, size = fit(row.name, sizes, box.width, 2)
    if "".join(lines) != row.name:
        lines = wrapped(shortened(row.name, size, box.width * 2 - wide("字", size)), size, box.width)
    for number, line in enumerate(lines):
        ink.pen.write(box.left, box.top - high(size) * (number + 0.5), line, size)
    body = Box(box.left, box.bottom, box.width, box.height - grid.head)
    if row.silent:
        state = shortened(row.silent, max(grid.size, SMALLEST), box.width)
        ink.pen.write(box.left, body.top - high(size) / 2, state, max(grid.size, SMALLEST), color=GREY_INK)
    elif grid.size:
        _lying(ink, grid, body, categories, row.cells)
    else:
        _standing(ink, body, row.cells)


def _lying(ink: _Ink, grid: _Grid, box: Box, categories: Sequence[str], cells: Sequence[HeatCell]) -> None:
    size = grid.size
    label = max(wide(name, size) for name in categories) + 0.006
    full = box.width - label - wide("未评", size) - 0.006
    for place, (name, cell) in enumerate(zip(categories, cells, strict=True)):
        middle = box.top - grid.pitch * (place + 0.5)
        ink.pen.write(box.left, middle, name, size, color=GREY_INK)
        bar = Box(box.left + label, middle - grid.pitch * 0.3, full, grid.pitch * 0.6)
        end = bar.left
        if cell.percent is not None:
            ink.bar("full", bar)
            ink.share(cell.percent, Box(bar.left, bar.bottom, full * cell.percent / 100, bar.height))
            end = bar.right + 0.006
        color = GREY_INK if cell.percent is None else _LOW_INK if cell.percent < _HALF else INK
        ink.pen.write(end, middle, cell.text, size, color=color)


def _standing(ink: _Ink, box: Box, cells: Sequence[HeatCell]) -> None:
    step = box.width / len(cells)
    for place, cell in enumerate(cells):
        if cell.percent is not None:
            left = box.left + step * place
            ink.bar("full", Box(left, box.bottom, step * 0.8, box.height))
            ink.share(cell.percent, Box(left, box.bottom, step * 0.8, box.height * cell.percent / 100))


def _key(body: Towns) -> list[str]:
    grid = _grid(body, BODY.height)
    if grid.size:
        found = {cell.word for row in body.rows if not row.silent for cell in row.cells}
        return ["　".join(["条长和数字为完成率（%）", *explained(found)])]
    text = f"每格从左到右：{'、'.join(body.categories)}；条高为完成率，空着的没有填或不涉及"
    return wrapped(text, 12, BODY.width - _swatches())


def _swatches() -> float:
    return long(_SHADES, 12) + 2 * APART


def _legend(page: Page, key: Sequence[str], bottom: float) -> None:
    y = bottom - BODY.bottom + _LEGEND
    x = legend(page, _SHADES, BODY.left, y, 12)
    pen = Pen()
    for number, line in enumerate(key):
        pen.write(x, y - number * high(12), line, 12)
    pen.put(page.figure)
