"""The negative list as a table: a lamp with a sign and its word, the item, who is responsible, how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from weibao.charts.page import BODY, INCHES, SMALLEST, Box, fit, high, look, wrapped
from weibao.looks import GREY_INK, LINE, LOOKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.charts.page import Page
    from weibao.charts.series.vetoes import VetoRow, VetoTable

_SIGNS: Final = {"red": "×", "yellow": "?", "green": "√"}
_HEAD: Final = 0.045
_TABLE: Final = Box(BODY.left, BODY.bottom, BODY.width, BODY.height - _HEAD)
_WORD, _ITEM, _UNITS, _STATE = BODY.left + 0.041, 0.142, 0.467, 0.632  # left edges
_PAD: Final = 0.015
_ITEM_WIDE: Final = _UNITS - _ITEM - _PAD
_FILLED: Final = 0.94  # of a row's height, by text
_ORPHAN: Final = 2  # so few characters on a last line look lost: smaller letters that need no such line are better


class _Sizes(NamedTuple):
    """Letters by which the heights of the rows are reckoned: of the item's title, of the plan's words below it (0:
    without them), of the other cells. Where a row has room for larger ones, they are larger.
    """

    title: float
    words: float
    cell: float


_CELL: Final = 14.0
_WORDS: Final = 12.0
_SIZES: Final = (
    _Sizes(15, _WORDS, _CELL), _Sizes(15, 11, _CELL), _Sizes(15, 11, 12), _Sizes(14, 11, 12), _Sizes(14, 10, 12),
    _Sizes(13, 10, 11), _Sizes(13, 10, 10), _Sizes(10, 10, 10), _Sizes(15, 0, _CELL), _Sizes(13, 0, 12),
    _Sizes(10, 0, 10),
)  # fmt: skip


def draw(page: Page, body: VetoTable) -> None:
    """Headings, then one row an item."""
    for left, text in ((BODY.left, "灯"), (_ITEM, "事项"), (_UNITS, "责任单位"), (_STATE, "情况")):
        page.text(left, _TABLE.top + _HEAD / 2, text, 14, color=GREY_INK)
    sizes, needs = _largest(body.rows)
    heights = _shared(needs)
    levels = [_TABLE.top - sum(heights[:place]) for place in range(len(heights) + 1)]
    _lines(page, levels)
    for row, height, bottom in zip(body.rows, heights, levels[1:], strict=True):
        _row(page, row, Box(_TABLE.left, bottom, _TABLE.width, height), sizes, min(heights))


def _largest(rows: Sequence[VetoRow]) -> tuple[_Sizes, list[float]]:
    """The largest sizes at which all rows have room, else the smallest; and the height that every row needs at them."""
    for sizes in _SIZES:
        needs = [_need(row, sizes) for row in rows]
        if sum(needs) <= _TABLE.height:
            break
    return sizes, needs


def _need(row: VetoRow, sizes: _Sizes) -> float:
    """The height of a row in which all of it stands at those sizes."""
    title, size = _title(row, sizes)
    words = high(sizes.words, len(wrapped(row.text, sizes.words, _ITEM_WIDE))) if sizes.words else 0.0
    cells = (
        high(sizes.cell, len(wrapped(text, sizes.cell, right - left - _PAD)))
        for left, right, text in _cells(row)
    )  # fmt: skip
    return max(high(size, len(title)) + words, *cells) / _FILLED


def _shared(needs: Sequence[float]) -> list[float]:
    """The table's height: what every row needs and as much more; where there is less, no row gets less than a line."""
    least = min(high(SMALLEST) / _FILLED, _TABLE.height / len(needs))
    beyond, spare = sum(needs) - least * len(needs), _TABLE.height - least * len(needs)
    if beyond <= spare:
        return [need + (spare - beyond) / len(needs) for need in needs]
    return [least + (need - least) * spare / beyond for need in needs]


def _lines(page: Page, levels: Sequence[float]) -> None:
    from matplotlib.collections import LineCollection

    ends = [[(_TABLE.left, level), (_TABLE.right, level)] for level in levels]
    lines = LineCollection(ends, colors=LINE, linewidths=0.8, transform=page.figure.transFigure)
    page.figure.add_artist(lines)


def _row(page: Page, row: VetoRow, box: Box, sizes: _Sizes, lowest: float) -> None:
    """A row; lamp and word are as large as the `lowest` row allows, so that all are alike."""
    middle = box.bottom + box.height / 2
    _lamp(page, row.light, box.left + 0.018, middle, min(0.026, lowest * 0.42))
    page.text(_WORD, middle, row.word, 15 if high(15) < lowest else 10)
    _item(page, row, box, sizes)
    for left, right, text in _cells(row):
        lines, size = _fitting(text, _down(_CELL), right - left - _PAD, box.height * _FILLED)
        page.text(left, middle, "\n".join(lines), size, linespacing=1.25)


def _cells(row: VetoRow) -> tuple[tuple[float, float, str], ...]:
    """Left and right edge and text of what stands behind the item."""
    return (_UNITS, _STATE, row.units), (_STATE, _TABLE.right + _PAD, row.state)


def _item(page: Page, row: VetoRow, box: Box, sizes: _Sizes) -> None:
    """The short title, and the plan's own words below it where there is room for those of every row."""
    middle = box.bottom + box.height / 2
    title, size = _title(row, sizes)
    if not sizes.words:
        page.text(_ITEM, middle, "\n".join(title), size)
        return
    above = high(size, len(title))
    text, small = _fitting(row.text, _down(_WORDS), _ITEM_WIDE, box.height * _FILLED - above)
    both = above + high(small, len(text))
    page.text(_ITEM, middle + (both - above) / 2, "\n".join(title), size)
    lower = middle - (both - high(small, len(text))) / 2
    page.text(_ITEM, lower, "\n".join(text), small, color=GREY_INK, linespacing=1.25)


def _title(row: VetoRow, sizes: _Sizes) -> tuple[list[str], float]:
    return fit(row.title, _down(sizes.title), _ITEM_WIDE, 2 if sizes.words else 1)


def _down(size: float) -> tuple[float, ...]:
    return tuple(float(each) for each in range(int(size), int(SMALLEST) - 1, -1))


def _fitting(text: str, sizes: Sequence[float], width: float, height: float) -> tuple[list[str], float]:
    """Lines and size: the largest at which all of it fits, else the smallest and cut off."""
    found = [(wrapped(text, size, width), size) for size in sizes]
    found = [(lines, size) for lines, size in found if high(size, len(lines)) <= height]
    if found:
        lines, _ = found[0]
        shorter = (other for other in found if len(other[0]) < len(lines) and len(lines[-1]) <= _ORPHAN)
        return next(shorter, found[0])
    size = sizes[-1]
    return fit(text, (size,), width, max((most for most in (1, 2, 3, 4) if high(size, most) <= height), default=1))


def _lamp(page: Page, light: str, x: float, y: float, radius: float) -> None:
    """A round lamp with its sign, `radius` in heights of the page."""
    from matplotlib.patches import Ellipse

    lamp = Ellipse((x, y), 2 * radius * INCHES[1] / INCHES[0], 2 * radius, **look(light))
    lamp.set_transform(page.figure.transFigure)
    page.figure.add_artist(lamp)
    if radius > 0.014:
        page.text(x, y, _SIGNS[light], 15, ha="center", color=LOOKS[light].ink)
