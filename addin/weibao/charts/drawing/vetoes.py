"""The negative list as a table: a lamp with a sign and its word, the item, who is responsible, how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.charts.page import BODY, INCHES, SMALLEST, Box, fit, high, look, wrapped
from weibao.looks import GREY_INK, LINE, LOOKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.charts.page import Page
    from weibao.charts.series.vetoes import VetoRow, VetoTable

_SIGNS: Final = {"red": "×", "yellow": "?", "green": "√"}
_HEAD: Final = 0.045
_TABLE: Final = Box(BODY.left, BODY.bottom, BODY.width, BODY.height - _HEAD)
_WORD, _ITEM, _UNITS, _STATE = BODY.left + 0.045, 0.15, 0.455, 0.62  # left edges
_PAD: Final = 0.015
_ORPHAN: Final = 2  # so few characters on a last line look lost: smaller letters that need no such line are better


def draw(page: Page, body: VetoTable) -> None:
    """Headings, then one row an item."""
    for left, text in ((BODY.left, "灯"), (_ITEM, "事项"), (_UNITS, "责任单位"), (_STATE, "情况")):
        page.text(left, _TABLE.top + _HEAD / 2, text, 14, color=GREY_INK)
    height = _TABLE.height / len(body.rows)
    _lines(page, len(body.rows), height)
    for place, row in enumerate(body.rows):
        _row(page, row, Box(_TABLE.left, _TABLE.top - (place + 1) * height, _TABLE.width, height))


def _lines(page: Page, count: int, height: float) -> None:
    from matplotlib.collections import LineCollection

    levels = [_TABLE.top - place * height for place in range(count + 1)]
    ends = [[(_TABLE.left, level), (_TABLE.right, level)] for level in levels]
    lines = LineCollection(ends, colors=LINE, linewidths=0.8, transform=page.figure.transFigure)
    page.figure.add_artist(lines)


def _row(page: Page, row: VetoRow, box: Box) -> None:
    middle = box.bottom + box.height / 2
    _lamp(page, row.light, box.left + 0.018, middle, min(0.026, box.height * 0.42))
    page.text(_WORD, middle, row.word, 15 if high(15) < box.height else 10)
    _item(page, row, box)
    for left, right, text in ((_UNITS, _STATE, row.units), (_STATE, box.right + _PAD, row.state)):
        _cell(page, text, Box(left, box.bottom, right - left - _PAD, box.height))


def _item(page: Page, row: VetoRow, box: Box) -> None:
    """The short title, and the plan's own words below it where there is room."""
    width, middle = _UNITS - _ITEM - _PAD, box.bottom + box.height / 2
    (title, *_), size = fit(row.title, (15, 13, 10), width, 1)
    rest = box.height * 0.97 - high(size)
    if high(SMALLEST) > rest:
        page.text(_ITEM, middle, title, size)
        return
    text, small = _fitting(row.text, (12, 11, SMALLEST), width, rest)
    both = high(size) + high(small, len(text))
    page.text(_ITEM, middle + (both - high(size)) / 2, title, size)
    lower = middle - (both - high(small, len(text))) / 2
    page.text(_ITEM, lower, "\n".join(text), small, color=GREY_INK, linespacing=1.25)


def _cell(page: Page, text: str, box: Box) -> None:
    """The text at the largest size at which it fits into the row."""
    lines, size = _fitting(text, (14, 12, 11, SMALLEST), box.width, box.height * 0.94)
    page.text(box.left, box.bottom + box.height / 2, "\n".join(lines), size, linespacing=1.25)


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
