"""Units by completion: one lying bar a unit, as long as its rows are many; late ones bear a sign and the word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.charts.drawing.legend import fitting, legend
from weibao.charts.drawing.stacked import draw_bars
from weibao.charts.letters import Pen
from weibao.charts.members import UNANSWERED
from weibao.charts.page import BODY, SMALLEST, Box, high, in_two, wide
from weibao.looks import GREY_INK, INK, LOOKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.charts.page import Page
    from weibao.charts.series.completion import Completion, CompletionRow

_KINDS: Final = (("达标", "met", "done"), ("部分达标", "partial", "partial"), ("未达标", "unmet", "lost"),
                 ("未评", "open", "unassessed"))  # fmt: skip
LATE: Final = "▲逾期"
_LATE_INK: Final = LOOKS["late"].edge
_PANEL: Final = 26  # rows, while letters shall stay large
_GAP: Final = 0.03
_SPACING: Final = 1.05


@dataclass(frozen=True, slots=True)
class _Grid:
    """Sizes that all panels share: fractions of the page, letters in points."""

    panels: int
    rows: int
    pitch: float
    width: float
    names: float
    figures: float
    late: float
    name_size: float
    size: float


def draw(page: Page, body: Completion) -> None:
    """What the colours mean, then the panels from left to right."""
    grid = _grid(body.rows)
    top = BODY.top - 0.045
    _legend(page, body)
    longest = max(row.total for row in body.rows)
    for number in range(grid.panels):
        rows = body.rows[number * grid.rows : (number + 1) * grid.rows]
        if rows:
            _panel(page, grid, BODY.left + number * (grid.width + _GAP), top, rows, longest)


def _grid(rows: Sequence[CompletionRow]) -> _Grid:
    room = BODY.height - 0.045
    panels = 1 if len(rows) <= _PANEL else max(2, -(-len(rows) // int(room / high(SMALLEST + 1))))
    each = -(-len(rows) // panels)
    pitch = min(room / each, 0.062)
    width = (BODY.width + _GAP) / panels - _GAP
    fitting = [s for s in (17, 15, 14, 13, 12, 11, SMALLEST) if high(s) <= pitch]
    size = next(iter(fitting[2:] if panels > 1 else fitting), SMALLEST)
    figures = max(wide(_figure(row), size) for row in rows) + 0.012
    late = max((wide(_late(row), size) for row in rows if row.late), default=0.0) + 0.012
    most = (width - figures - late) * 0.55
    names = [row.name for row in rows]
    name_size = next((s for s in fitting if max(wide(n, s) for n in names) + 0.012 <= most), SMALLEST)
    column = min(most, max(wide(n, name_size) for n in names) + 0.012)
    return _Grid(panels, each, pitch, width, column, figures, late, name_size, size)


def _figure(row: CompletionRow) -> str:
    if row.open == row.total:
        return row.silent or UNANSWERED
    return f"{row.met}/{row.total}"


def _late(row: CompletionRow) -> str:
    return f"{LATE} {row.late}"


def _panel(page: Page, grid: _Grid, left: float, top: float, rows: Sequence[CompletionRow], longest: int) -> None:
    room = grid.width - grid.names - grid.figures - grid.late
    bars = Box(left + grid.names, top - grid.pitch * len(rows), room, grid.pitch * len(rows))
    parts = [[getattr(row, key) for _, key, _ in _KINDS] for row in rows]
    draw_bars(page.axes(bars), [meaning for _, _, meaning in _KINDS], parts, longest, 0.64)
    scale, pen = bars.width / longest, Pen()
    for place, row in enumerate(rows):
        middle = top - grid.pitch * (place + 0.5)
        lines = in_two(row.name, grid.name_size, grid.names - 0.011, grid.pitch)
        if len(lines) == 1:
            pen.write(bars.left - 0.01, middle, lines[0], grid.name_size, ha="right")
        else:
            text = "\n".join(lines)
            page.text(bars.left - 0.01, middle, text, grid.name_size, ha="right", linespacing=_SPACING)
        end = bars.left + scale * row.total + 0.008
        pen.write(end, middle, _figure(row), grid.size, color=GREY_INK if row.open == row.total else INK)
        if row.late:
            pen.write(end + wide(_figure(row), grid.size) + 0.012, middle, _late(row), grid.size, color=_LATE_INK)
    pen.put(page.figure)


def _legend(page: Page, body: Completion) -> None:
    """What the colours are, what the figures count, and what late means."""
    words = ["后面是达标项数/全部项数", body.basis, f"{LATE}：过了时限没有达标" * any(row.late for row in body.rows)]
    parts = [*((meaning, name) for name, _, meaning in _KINDS), *(("", text) for text in words if text)]
    legend(page, parts, BODY.left, BODY.top - 0.012, fitting(parts, (14, 13, 12, 11), BODY.width))
