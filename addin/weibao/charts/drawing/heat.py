"""Units × categories as a table of shaded cells, in one panel or more, as many as leave the letters readable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.charts.drawing.legend import fitting, legend
from weibao.charts.letters import Pen
from weibao.charts.members import NOT_CONCERNED
from weibao.charts.page import BODY, SMALLEST, Box, high, in_two, look, wide, wrapped
from weibao.charts.shares import BANDS, explained, tone
from weibao.looks import GREY_INK, LINE, LOOKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weibao.charts.page import Page
    from weibao.charts.series.heat import Heat, HeatCell, HeatRow

_GAP: Final = 0.016  # between panels
_SPACING: Final = 1.05
_HEADING: Final = 0.93  # of a cell's width
_LEGEND: Final = 0.068  # height on the page
_LEGEND_HEAD: Final = "完成率（%）"
_MOST_CELL: Final = 0.085


@dataclass(frozen=True, slots=True)
class _Grid:
    """Sizes that all panels share: fractions of the page, letters in points."""

    panels: int
    rows: int
    pitch: float
    names: float
    cell: float
    header: float
    name_size: float
    cell_size: float
    head_size: float


def draw(page: Page, body: Heat) -> None:
    """Panels from left to right, and what shades and words mean."""
    grid = _grid(body)
    width = grid.names + grid.cell * len(body.categories)
    step = (BODY.width + _GAP) / grid.panels
    cells: list[tuple[Box, HeatCell]] = []
    for number in range(grid.panels):
        rows = body.rows[number * grid.rows : (number + 1) * grid.rows]
        if rows:
            spare = 0 if grid.panels > 1 else (BODY.width - width) / 2
            cells += _panel(page, grid, BODY.left + number * step + spare, body.categories, rows)
    _cells(page, cells, grid.cell_size)
    _legend(page, {cell.word for _, cell in cells if cell.percent is None})


def _grid(body: Heat) -> _Grid:
    """As few panels as keep a row high enough, then the largest letters that fit."""
    count, lowest = len(body.rows), high(SMALLEST)
    header = high(SMALLEST, 2) + 0.012
    panels = 1 if count <= 18 else max(2, -(-count // int((BODY.height - header) / lowest)))
    rows = -(-count // panels)
    width = (BODY.width + _GAP) / panels - _GAP
    narrow = wide("未报", SMALLEST) + 0.001
    most = width - narrow * len(body.categories)
    names = [row.name for row in body.rows]
    pitch = min((BODY.height - header) / rows, 0.05)
    fitting = [size for size in (16, 14, 13, 12, 11, SMALLEST) if high(size) <= pitch]
    size = next((s for s in fitting if _names_fit(names, s, width, len(body.categories))), SMALLEST)
    column = min(most, max(wide(name, size) for name in names) + 0.012)
    cell = min((width - column) / len(body.categories), _MOST_CELL)
    sizes = [s for s in (17, 15, 14, 13, 12, 11, SMALLEST) if high(s) <= pitch and wide("未报", s) <= cell]
    heads = [s for s in (15, 14, 13, 12, 11, SMALLEST) if _heading_fits(body.categories, s, cell)]
    head_size = heads[0] if heads else SMALLEST
    lines = max(len(wrapped(name, head_size, cell * _HEADING)) for name in body.categories)
    header = max(header, high(head_size, lines) + 0.012)
    pitch = min((BODY.height - header) / rows, 0.05)
    return _Grid(panels, rows, pitch, column, cell, header, size, (sizes or [SMALLEST])[0], head_size)


def _names_fit(names: Sequence[str], size: float, width: float, columns: int) -> bool:
    """Whether names of that size leave room for cells with letters nearly as large."""
    cell = wide("未报", min(size, 12)) + 0.004
    return max(wide(name, size) for name in names) + 0.012 <= width - cell * columns


def _heading_fits(categories: Sequence[str], size: float, cell: float) -> bool:
    return all(len(wrapped(name, size, cell * _HEADING)) <= 2 for name in categories)


def _panel(
    page: Page, grid: _Grid, left: float, categories: Sequence[str], rows: Sequence[HeatRow]
) -> Iterable[tuple[Box, HeatCell]]:
    """Names and headings; gives the cells with their places."""
    top = BODY.top - grid.header
    for number, name in enumerate(categories):
        centre = left + grid.names + grid.cell * (number + 0.5)
        lines = wrapped(name, grid.head_size, grid.cell * _HEADING)
        page.text(centre, top + 0.006, "\n".join(lines), grid.head_size, ha="center", va="bottom", linespacing=_SPACING)
    pen = Pen()
    for place, row in enumerate(rows):
        middle = top - grid.pitch * (place + 0.5)
        lines = in_two(row.name, grid.name_size, grid.names - 0.01, grid.pitch)
        if len(lines) == 1:
            pen.write(left + grid.names - 0.008, middle, lines[0], grid.name_size, ha="right")
        else:
            text = "\n".join(lines)
            page.text(left + grid.names - 0.008, middle, text, grid.name_size, ha="right", linespacing=_SPACING)
        for number, cell in enumerate(row.cells):
            place_left = left + grid.names + grid.cell * number
            yield Box(place_left, middle - grid.pitch / 2, grid.cell, grid.pitch), cell
    pen.put(page.figure)


def _cells(page: Page, cells: Sequence[tuple[Box, HeatCell]], size: float) -> None:
    """All shades, one collection each, and all figures, one artist an ink."""
    from matplotlib.collections import LineCollection, PatchCollection
    from matplotlib.patches import Rectangle

    shaded: dict[str, list[Rectangle]] = {}
    pen = Pen()
    dashes = []
    for box, cell in cells:
        x, y = box.left + box.width / 2, box.bottom + box.height / 2
        if cell.word == NOT_CONCERNED:
            half = wide(cell.word, size) * 0.4
            dashes.append(((x - half, y), (x + half, y)))
            continue
        name = tone(cell.percent)
        shaded.setdefault(name, []).append(Rectangle((box.left, box.bottom), box.width, box.height))
        pen.write(x, y, cell.text, size, ha="center", color=GREY_INK if cell.percent is None else LOOKS[name].ink)
    transform = page.figure.transFigure
    for name in sorted(shaded):
        page.figure.add_artist(PatchCollection(shaded[name], transform=transform, **look(name) | {"linewidth": 0.6}))
    page.figure.add_artist(LineCollection(dashes, transform=transform, colors=LINE, linewidths=0.9))
    pen.put(page.figure)


def _legend(page: Page, words: Iterable[str]) -> None:
    """One line below the body: what the shades and the words in cells mean."""
    parts = [("", _LEGEND_HEAD), *((name, text) for name, _, text in BANDS), *(("", text) for text in explained(words))]
    legend(page, parts, BODY.left, _LEGEND, fitting(parts, (13, 12, 11), BODY.width))
