"""The looks of `weibao.looks` as XlsxWriter takes them: bars, lines, cells. One place for all native charts."""

from __future__ import annotations

from typing import Any, Final

from weibao.looks import LINE, LOOKS
from weibao.sheets.book import FONT

GAP: Final = 45
"""White between bars, in % of a bar."""

NUMBERS: Final = "General;-General;;"
"""Figures on bars: a label “0” on a bar that is not there only confuses."""

_PALE: Final = 0.8  # a line of a lighter colour is not seen on paper
_MARKERS: Final = ("circle", "square", "triangle", "diamond")


def area(name: str) -> dict[str, Any]:
    """How a series of bars looks; "" is a base that holds others up and is not seen."""
    if not name:
        return {"fill": {"none": True}, "border": {"none": True}}
    look = LOOKS[name]
    edge = {"border": {"color": look.edge, "width": 0.75}}
    if look.hatched:
        return {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": LINE, "bg_color": look.fill}, **edge}
    return {"fill": {"color": look.fill}, **edge}


def line(name: str, number: int) -> dict[str, Any]:
    """How the line `number` of a chart looks: told apart by colour, points, and dashes where it is no result."""
    if not name:
        return {"line": {"none": True}, "marker": {"type": "none"}}
    look = LOOKS[name]
    colour = look.edge if lightness(look.fill) > _PALE else look.fill
    dashed = look.hatched or name in ("full", "nothing")
    stroke = {"color": colour, "width": 2.25, **({"dash_type": "dash"} if dashed else {})}
    marker = {
        "type": _MARKERS[number % len(_MARKERS)], "size": 4 if dashed else 7, "fill": {"color": colour},
        "border": {"color": look.edge},
    }  # fmt: skip
    return {"line": stroke, "marker": marker}


def cell(name: str) -> dict[str, Any]:
    """How a cell of a table looks."""
    look = LOOKS[name]
    if look.hatched:  # the pattern of thin upward lines, in the colours of lines and ground
        return {"pattern": 14, "fg_color": LINE, "bg_color": look.fill, "font_color": look.ink}
    return {"bg_color": look.fill, "font_color": look.ink}


def font(size: float, **more: Any) -> dict[str, Any]:
    """The letters of a chart."""
    return {"name": FONT, "size": size, **more}


def lightness(colour: str) -> float:
    """From 0, black, to 1, white, as grey print shows it."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue
