"""The looks of `weibao.looks` on shapes, cells and series of a slide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.util import Pt

from weibao.looks import LINE, LOOKS

if TYPE_CHECKING:
    from weibao.looks import Look

_PALE: Final = 0.8  # a line of a lighter colour is not seen from the back row


def rgb(colour: str) -> Any:
    """A colour as python-pptx takes it, of #RRGGBB."""
    return RGBColor(*bytes.fromhex(colour[1:]))  # type: ignore[no-untyped-call]


def paint(fill: Any, look: Look) -> None:
    """Fill an area, with lines where the look is hatched."""
    if look.hatched:
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.fore_color.rgb, fill.back_color.rgb = rgb(LINE), rgb(look.fill)
    else:
        fill.solid()
        fill.fore_color.rgb = rgb(look.fill)


def dress(series: Any, name: str) -> None:
    """A series of bars; "" is a base that holds others up and is not seen."""
    series.invert_if_negative = False
    if not name:
        series.format.fill.background()
        series.format.line.fill.background()
        return
    look = LOOKS[name]
    paint(series.format.fill, look)
    series.format.line.color.rgb = rgb(look.edge)
    series.format.line.width = Pt(0.75)


def dress_line(series: Any, name: str, marker: Any) -> None:
    """A series of points: told apart by colour, by the shape of its points, and by dashes where it is no result."""
    series.smooth = False
    if not name:
        series.format.line.fill.background()
        return
    look = LOOKS[name]
    colour = look.edge if lightness(look.fill) > _PALE else look.fill
    series.format.line.color.rgb = rgb(colour)
    series.format.line.width = Pt(3)
    plain = look.hatched or name in ("full", "nothing")
    if plain:
        series.format.line.dash_style = MSO_LINE.DASH
    series.marker.style = marker
    series.marker.size = 5 if plain else 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb(colour)
    series.marker.format.line.color.rgb = rgb(look.edge)


def lightness(colour: str) -> float:
    """From 0, black, to 1, white, as grey print shows it."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue
