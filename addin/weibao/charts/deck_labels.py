"""The figures on the bars and lines of a native chart: inside their piece, beside it where it is too small, or gone.

A figure over the neighbour's colour could not be read, and a “0” on a bar that is not there only confuses. Lengths are
points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from weibao.charts.deck_text import length, shown
from weibao.looks import GREY_INK, INK, LOOKS
from weibao.native import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from weibao.native import Native

GAP: Final = 45
"""White between bars, in % of a bar."""

_HEADROOM: Final = 1.05  # room for a figure beyond the longest bar
_NO_ZEROS: Final = "General;-General;;"
_ZEROS: Final = "General"  # of a chart of one series, where a gap is something else than 0
# A moved label is joined to its point by a line unless this says no.
_NO_LEADERS: Final = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/>'
    "</c:ext></c:extLst>"
)
_NAME_AND_ONE: Final = 2
_TIGHT: Final = 0.88  # a figure in its piece needs no white around it
_NEAR: Final = 0.07  # of the scale: two figures closer than that at the end of lines would overlap


@dataclass(frozen=True)
class Labels:
    """How a series is labelled: points without a label, and points whose label is moved by fractions of the chart."""

    size: float
    where: str
    ink: str
    ground: str = ""
    numbers: str = _NO_ZEROS
    gone: Sequence[int] = ()
    lost: bool = False  # whether a figure has no room anywhere
    moved: Mapping[int, tuple[float, float]] = field(default_factory=dict)


def label(series: Any, labels: Labels) -> None:
    """Put figures on a series."""
    ser = series._element
    points: dict[int, str] = dict.fromkeys(labels.gone, '<c:delete val="1"/>')
    for number, (right, down) in labels.moved.items():
        points[number] = (
            f'<c:layout><c:manualLayout><c:x val="{right:.4f}"/><c:y val="{down:.4f}"/></c:manualLayout></c:layout>'
            + _look(labels, INK, "")
        )
    own = "".join(f'<c:dLbl><c:idx val="{number}"/>{text}</c:dLbl>' for number, text in sorted(points.items()))
    whole = f"<c:dLbls {nsdecls('c', 'a')}>{own}{_look(labels, labels.ink, labels.ground)}{_NO_LEADERS}</c:dLbls>"
    ser.replace(ser.get_or_add_dLbls(), parse_xml(whole))


def _look(labels: Labels, ink: str, ground: str) -> str:
    fill = f'<a:solidFill><a:srgbClr val="{ground[1:]}"/></a:solidFill>' if ground else "<a:noFill/>"
    asked = "".join(
        f'<c:show{name} val="{int(name == "Val")}"/>'
        for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    return (
        f'<c:numFmt formatCode="{labels.numbers}" sourceLinked="0"/><c:spPr>{fill}<a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(labels.size * 100)}">'
        f'<a:solidFill><a:srgbClr val="{ink[1:]}"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p>'
        f'</c:txPr><c:dLblPos val="{labels.where}"/>{asked}'
    )


def inside(
    native: Native, whole: Native, column: int, plot: tuple[float, float], chart: tuple[float, float], size: float
) -> Labels:
    """Labels of a stacked series, `plot` and `chart` being width and height.

    What is too small for its figure has it beyond the bar, where nothing follows there; else none.
    """
    look, lying = LOOKS[native.columns[column].look], native.shape is Shape.BARS
    along, across = plot if lying else plot[::-1]
    low, high = scale(whole)
    alone = len(native.columns) == _NAME_AND_ONE
    gone, moved, lost = [], {}, False
    for number, row in enumerate(native.rows):
        value = row[column]
        if not isinstance(value, (int, float)) or (not value and not alone):
            gone.append(number)
            continue
        piece, wide = abs(value) / (high - low) * along, length(shown(value), size) * _TIGHT
        breadth = across / len(native.rows)
        if (wide if lying else size * 1.1) <= piece and (lying or wide <= breadth):
            continue
        if any(row[column + 1 :]) or value < 0:
            gone.append(number)
            lost = True
        elif lying:
            moved[number] = ((piece + wide) / 2 + size * 0.3) / chart[0], 0.0
        else:
            moved[number] = 0.0, -(piece / 2 + size * 0.8) / chart[1]
    numbers = _ZEROS if alone else _NO_ZEROS
    return Labels(size, "ctr", look.ink, look.fill if look.hatched else "", numbers, gone, lost, moved)


def end_only(native: Native, column: int, size: float) -> Labels:
    """The last figure of a line, above it; below where another line ends just above."""
    known = [number for number, row in enumerate(native.rows) if row[column] is not None]
    ends = {other: _last(native, other) for other in range(1, len(native.columns))}
    own, values = ends[column], [value for value in ends.values() if value is not None]
    span = max(values, default=0.0) * _NEAR
    crowded = own is not None and any(
        value is not None and 0 <= value - own < span and (value > own or other < column)
        for other, value in ends.items()
        if other != column
    )
    return Labels(size, "b" if crowded else "t", GREY_INK, numbers=_ZEROS, gone=known[:-1])


def _last(native: Native, column: int) -> float | None:
    values = [row[column] for row in native.rows if isinstance(row[column], (int, float))]
    return float(values[-1] or 0) if values else None


def scale(native: Native) -> tuple[float, float]:
    """From where to where the value axis of stacked bars goes."""
    sums = list(_sums(native))
    return min([low for low, _ in sums] + [0.0]), (max(high for _, high in sums) or 1.0) * _HEADROOM


def _sums(native: Native) -> Iterator[tuple[float, float]]:
    """How far the stack of each row reaches below and above nothing."""
    for row in native.rows:
        values = [value for value in row[1:] if isinstance(value, (int, float))]
        yield sum(v for v in values if v < 0), sum(v for v in values if v > 0)
