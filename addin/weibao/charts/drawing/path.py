"""The path of the total: a line with points, what is unassessed hatched above it, phases below."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from weibao.charts.drawing.legend import legend
from weibao.charts.drawing.path_words import Labels, day_ticks
from weibao.charts.page import BODY, Box, fit, look, wide
from weibao.looks import GREY_INK, INK, LINE, LOOKS
from weibao.workdays import month_day

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from weibao.charts.page import Page
    from weibao.charts.series.path import Path, Point, Run

_LEFT: Final = 0.05  # room for the figures of the scale
_HEAD: Final = 0.085  # for the key and the names of the rounds
_PHASE: Final = 0.038  # height of a phase's band
_DATES: Final = 0.045  # for the dates between the plot and the phases
_MANY: Final = 40  # with more points than this on record, the line does without markers


def draw(page: Page, body: Path) -> None:
    """Scale, lines, rounds, target, dates and phases."""
    low = _DATES + _PHASE * len(body.phases)
    box = Box(BODY.left + _LEFT, BODY.bottom + low, BODY.width - _LEFT, BODY.height - low - _HEAD)
    axes = page.axes(box)
    axes.set_xlim(0, (body.last - body.first).days)
    axes.set_ylim(0, body.top * 1.04)
    _scale(page, axes, box, body)
    joint: Point | None = None
    for run in body.runs:
        _run(axes, body, run, joint if run.joined else None)
        joint = next((point for point in reversed(run.points) if point.earned is not None), joint)
    _key(page, body)
    _rounds(page, axes, box, body)
    _labels(page, axes, box, body)
    _phases(page, box, body)


def _x(body: Path, day: date) -> int:
    return (day - body.first).days


def _across(box: Box, body: Path, day: date) -> float:
    """The place of a day on the page."""
    return box.left + box.width * _x(body, day) / (body.last - body.first).days


def _scale(page: Page, axes: Axes, box: Box, body: Path) -> None:
    """Quarters of the full score (or of what other rules gave beyond it), and the dates."""
    marks = [body.top * part / 4 for part in range(5)]
    axes.hlines(marks[1:], *axes.get_xlim(), colors=LOOKS["full"].fill, linewidths=1.0, zorder=0)
    for mark in marks:
        page.text(box.left - 0.008, _height(box, body, mark), f"{mark:g}", 13, ha="right", color=GREY_INK)
    axes.axhline(0, color=LINE, linewidth=1.2)
    for day, text in day_ticks(body.first, body.last, box.width):
        page.text(_across(box, body, day), box.bottom - 0.022, text, 12, ha="center", color=GREY_INK)
        axes.axvline(_x(body, day), ymax=0.012, color=LINE, linewidth=1.2)


def _height(box: Box, body: Path, points: float) -> float:
    return box.bottom + box.height * points / (body.top * 1.04)


def _run(axes: Axes, body: Path, run: Run, joint: Point | None) -> None:
    """One run: its band and its line; to the run before a thin line, for a new round begins anew."""
    known = [point for point in run.points if point.earned is not None]
    if not known:
        return
    days, earned = [_x(body, point.day) for point in known], [point.earned or 0.0 for point in known]
    possible = [point.possible for point in known]
    band = look("unassessed") | {"linewidth": 0.0, "zorder": 1}
    if len(known) > 1:
        axes.fill_between(days, earned, possible, **band)
    elif possible[0] > earned[0]:
        thin = max((body.last - body.first).days * 0.012, 0.6)
        axes.bar(days, [possible[0] - earned[0]], bottom=earned, width=thin, **band)
    line: dict[str, Any] = {"color": LOOKS["earned"].fill, "zorder": 3, "solid_capstyle": "round"}
    few = sum(len(other.points) for other in body.runs) <= _MANY
    marker: dict[str, Any] = {"marker": "o", "markersize": 8, "clip_on": False} if few or len(known) == 1 else {}
    axes.plot(days, earned, linewidth=3.0, **line, **marker)
    if joint is not None and joint.earned is not None:
        ends = [_x(body, joint.day), days[0]], [joint.earned, earned[0]]
        axes.plot(*ends, linewidth=1.6, linestyle=(0, (2, 2)), **line)


def _key(page: Page, body: Path) -> None:
    """What line, hatching and dashes are."""
    parts = [("earned", "得分"), ("unassessed", "未评")]
    parts += [("", "虚线：上一轮到这一轮")] * any(run.joined for run in body.runs[1:])
    parts += [("", "规则改版前后不连线")] * any(run.changed for run in body.runs)
    legend(page, parts, BODY.left + _LEFT, BODY.top - 0.018, 14)


def _rounds(page: Page, axes: Axes, box: Box, body: Path) -> None:
    """Where a round begins, named above where there is room: changes of rules and the last round first."""
    runs = [(number, run) for number, run in enumerate(body.runs) if number == 0 or run.round]
    order = sorted(runs, key=lambda found: (not found[1].changed, -found[0]))
    placed = Labels(page)
    for number, run in order:
        day = run.points[0].day
        text = f"第{run.round}轮" + ("（规则改版）" if run.changed else "")
        centre = min(max(_across(box, body, day), box.left + wide(text, 13) / 2), box.right - wide(text, 13) / 2)
        placed.put(centre, box.top + 0.02, text, 13, color=INK if run.changed else GREY_INK)
        if number:
            colour, width, style = (INK, 1.8, "-") if run.changed else (LINE, 1.0, (0, (4, 3)))
            axes.axvline(_x(body, day), zorder=0, color=colour, linewidth=width, linestyle=style)


def _labels(page: Page, axes: Axes, box: Box, body: Path) -> None:
    """The last figures at the right, the target, and as many earlier points as have room."""
    placed = Labels(page)
    now = body.runs[-1].points[-1]
    if body.target is not None:
        y = _height(box, body, body.target)
        placed.keep_free(box.left, y - 0.003, box.right, y + 0.003)
        placed.on_line(box.left + 0.008, y, f"目标 {body.target:g} 分", 15, box.top, color=LOOKS["late"].edge)
        axes.axhline(body.target, color=LOOKS["late"].edge, linewidth=2.0, linestyle=(0, (6, 3)), zorder=2)
    right = _across(box, body, body.as_of) + 0.014
    if now.earned is not None:
        placed.beside(right, _height(box, body, now.earned), f"{month_day(now.day)} {now.earned:g} 分", 17)
        if now.possible > now.earned:
            text = f"连同未评 {now.possible:g} 分"
            placed.beside(right, _height(box, body, now.possible), text, 13, color=GREY_INK)
    steep = _steep(body)
    for point in _telling(body):
        if point.earned is not None and point.day < body.as_of:
            x, y = _across(box, body, point.day), _height(box, body, point.earned)
            placed.below(x, y, f"{point.earned:g}", 13, floor=box.bottom, left=box.left, aside=steep.get(point, 0.0))


def _steep(body: Path) -> dict[Point, float]:
    """Which way the line runs under a point: its figure stands on the other side."""
    found: dict[Point, float] = {}
    for run in body.runs:
        for one, other in pairwise(point for point in run.points if point.earned is not None):
            slope = ((other.earned or 0) - (one.earned or 0)) / body.top
            slope /= max((other.day - one.day).days, 1) / (body.last - body.first).days
            if slope > 1:
                found[other] = 0.6
            elif slope < -1:
                found[one] = -0.6
    return found


def _telling(body: Path) -> list[Point]:
    """The points in the order in which they deserve a figure: ends of rounds, beginnings, the others."""
    known = [[point for point in run.points if point.earned is not None] for run in body.runs]
    ends = [points[-1] for points in known if points] + [points[0] for points in known if points]
    return list(dict.fromkeys([*ends, *(point for points in known for point in points)]))


def _phases(page: Page, box: Box, body: Path) -> None:
    """A band for each phase, those of the as-of date darker."""
    end = body.last + timedelta(days=1)
    for number, phase in enumerate(body.phases):
        left = max(_across(box, body, phase.start), box.left)
        right = min(_across(box, body, min((phase.end or end) + timedelta(days=1), end)), box.right)
        bottom = BODY.bottom + _PHASE * (len(body.phases) - 1 - number)
        page.block(Box(left, bottom + 0.003, right - left, _PHASE - 0.006), **look("open" if phase.now else "full"))
        text = phase.name + ("（基准日）" if phase.now else "")
        if right - left > wide(text, 10) + 0.01:
            lines, size = fit(text, (13, 12, 11, 10), right - left - 0.01, 1)
            page.text((left + right) / 2, bottom + _PHASE / 2, lines[0], size, ha="center")
        elif box.right - right > right - box.left:
            lines, size = fit(text, (12, 11, 10), box.right - right - 0.01, 1)
            page.text(right + 0.006, bottom + _PHASE / 2, lines[0], size)
        else:
            lines, size = fit(text, (12, 11, 10), left - box.left - 0.01, 1)
            page.text(left - 0.006, bottom + _PHASE / 2, lines[0], size, ha="right")
