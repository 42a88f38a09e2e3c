"""The waterfall, lying: one row a step from the full score down, its points, and the dearest of what it consists of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.charts.drawing.stacked import NAMES, middle, name, room
from weibao.charts.page import BODY, Box, fit, look, wide, wrapped
from weibao.looks import GREY_INK, LINE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from weibao.charts.page import Page
    from weibao.charts.series.waterfall import Step, Waterfall

_BARS: Final = Box(BODY.left + NAMES, BODY.bottom, 0.33, BODY.height - 0.045)
_FIGURES: Final = 0.575  # centre
_TEXTS: Final = Box(0.615, BODY.bottom, BODY.right - 0.615, _BARS.height)
_SIZE: Final = 13.0
"""Points, of those texts."""
_HALF: Final = 0.36  # of a bar's height, where a row is 1 high


def draw(page: Page, body: Waterfall) -> None:
    """Bars with their names, figures and texts."""
    names = ["满分", *(step.name for step in body.steps), *(["未评"] if body.unassessed else []), "现得分"]
    figures = [str(body.total.full), *(f"−{step.points}" for step in _down(body)), str(body.total.earned)]
    _bars(page.axes(_BARS), body, len(names))
    page.text(_FIGURES, _BARS.top + 0.025, "分", 14, ha="center", color=GREY_INK)
    page.text(_TEXTS.left, _BARS.top + 0.025, "失分最多的指标（分）", 14, color=GREY_INK)
    for place, (text, figure) in enumerate(zip(names, figures, strict=True)):
        name(page, _BARS, text, place, len(names))
        page.text(_FIGURES, middle(_BARS, place, len(names)), figure, 17, ha="center")
    for place, step in enumerate(_down(body), 1):
        text, size = _parts(step, room(_BARS, len(names), _SIZE))
        page.text(_TEXTS.left, middle(_BARS, place, len(names)), text, size)
    _split(page, body, middle(_BARS, len(names) - 1, len(names)))


def _down(body: Waterfall) -> tuple[Step, ...]:
    return (*body.steps, body.unassessed) if body.unassessed else body.steps


def _bars(axes: Axes, body: Waterfall, count: int) -> None:
    def bars(meaning: str, places: list[int], widths: list[float], lefts: list[float]) -> None:
        axes.barh(places, widths, left=lefts, height=2 * _HALF, **look(meaning))

    total, last = body.total, count - 1
    bars("full", [0], [float(total.full)], [0.0])
    places = list(range(1, len(body.steps) + 1))
    bars("lost", places, [float(step.points) for step in body.steps], [float(step.left) for step in body.steps])
    if body.unassessed:
        bars("unassessed", [last - 1], [float(body.unassessed.points)], [float(body.unassessed.left)])
    if total.verified:
        bars("earned", [last], [float(total.verified)], [0.0])
    if total.claimed:
        bars("claimed", [last], [float(total.claimed)], [float(total.verified)])
    ends = [float(total.full), *(float(step.left) for step in _down(body))]
    tops = [place + _HALF for place in range(last)]
    axes.vlines(ends, tops, [top + 1 - 2 * _HALF for top in tops], colors=LINE, linewidth=1.0)
    axes.set_ylim(count - 0.5, -0.5)
    axes.set_xlim(0, float(total.full) * 1.01)


def _parts(step: Step, lines: int) -> tuple[str, float]:
    """As many parts as there is room for, and how many there are; at least one, cut off where it must be."""
    parts = [f"{loss.title} {loss.points}" for loss in step.losses]
    for named in range(len(parts), 0, -1):
        more = f" 等 {len(parts)} 项" if named < len(parts) else ""
        found = wrapped("、".join(parts[:named]) + more, _SIZE, _TEXTS.width)
        if len(found) <= lines:
            return "\n".join(found), _SIZE
    found, small = fit(parts[0], (_SIZE, 11), _TEXTS.width, lines)
    return "\n".join(found), small


def _split(page: Page, body: Waterfall, height: float) -> None:
    """What of the last bar is verified, with the colours beside their words."""
    left, total = _TEXTS.left, body.total
    for meaning, points, word in (("earned", total.verified, "已核定"), ("claimed", total.claimed, "待核定")):
        if points:
            page.block(Box(left, height - 0.012, 0.02, 0.024), **look(meaning))
            page.text(left + 0.026, height, f"{word} {points}", 14)
            left += 0.05 + wide(f"{word} {points}", 14)
