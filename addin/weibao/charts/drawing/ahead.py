"""Deadlines ahead: a bar to each day, by groups; days off shaded, the as-of date a line, working days as figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.charts.letters import Pen
from weibao.charts.page import BODY, Box, fit, high, look, shortened, wide, wrapped
from weibao.charts.series.ahead import LATER, SOON
from weibao.looks import GREY_INK, INK, LINE, LOOKS
from weibao.workdays import month_day

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes

    from weibao.charts.page import Page
    from weibao.charts.series.ahead import Deadlines, Due

AS_OF: Final = "基准日"
_TEXTS: Final = 0.52  # at most, of what is due and who does it
_WHO: Final = 0.2  # of who does it, where the texts are longer than that
_GAP: Final = 0.014  # behind each of them
_FIGURES: Final = 0.16  # width of day and working days
_HEAD: Final = 0.045
_KEY: Final = 0.045
_TALLEST: Final = 0.075  # of a row
_ROOMY: Final = 0.05  # a row as high as this takes larger letters
_LINE: Final = high(1.0) * 1.1  # from one line of text to the next, for each point of its size
_DAY: Final = BODY.right - 0.1  # centres of the columns of figures
_LEFT_DAYS: Final = BODY.right - 0.032


def draw(page: Page, body: Deadlines) -> None:
    """Rows under the heads of their groups, and the key."""
    lines: list[str | Due] = []
    for row in body.rows:
        if not lines or isinstance(lines[-1], str) or lines[-1].group != row.group:
            lines.append(row.group)
        lines.append(row)
    height = min((BODY.height - _HEAD - _KEY) / len(lines), _TALLEST)
    size, title, who = _columns(body, height)
    left = BODY.left + title + who
    box = Box(left, BODY.top - _HEAD - height * len(lines), BODY.right - _FIGURES - left, height * len(lines))
    axes = page.axes(box)
    axes.spines["left"].set_visible(False)
    axes.patch.set_visible(False)  # the heads of the groups lie behind
    axes.set_xlim(0, _x(body, body.until) + 1)
    axes.set_ylim(len(lines), 0)
    pen = Pen()
    _days(pen, axes, box, body)
    for number, line in enumerate(lines):
        middle = box.top - height * (number + 0.5)
        if isinstance(line, str):
            page.block(Box(BODY.left, middle - height * 0.44, BODY.width, height * 0.88), **_heading())
            pen.write(BODY.left + 0.008, middle, line, 14 if height > 0.034 else 12)
        else:
            for start, width, text in ((BODY.left, title, line.title), (BODY.left + title, who, line.who)):
                _words(pen, Box(start, middle - height / 2, width, height), text, size)
            _figures(pen, line, middle)
    _bars(axes, body, lines)
    _key(page, pen, body)
    pen.put(page.figure)


def _columns(body: Deadlines, height: float) -> tuple[float, float, float]:
    """One size for all texts of the rows, and how wide what is due and who does it become."""
    size = 12.0
    for size in (17.0, 14.0, 13.0, 12.0) if height > _ROOMY else (14.0, 13.0, 12.0):
        title = max(wide(row.title, size) for row in body.rows) + _GAP
        who = max(wide(row.who, size) for row in body.rows) + _GAP
        if title + who <= _TEXTS:
            return size, title, who
    who = min(who, max(_WHO, _TEXTS - title))
    return size, _TEXTS - who, who


def _heading() -> dict[str, object]:
    return {"facecolor": "#F0F3F7", "edgecolor": "none", "zorder": -1}


def _x(body: Deadlines, day: date) -> int:
    """The left edge of a day."""
    return (day - body.first).days


def _days(pen: Pen, axes: Axes, box: Box, body: Deadlines) -> None:
    """Days off, the line of the as-of date, and a date every two weeks."""
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Rectangle

    bottom = axes.get_ylim()[0]
    areas = [Rectangle((_x(body, day), 0), count, bottom) for day, count in body.off]
    axes.add_collection(PatchCollection(areas, facecolor=LOOKS["full"].fill, edgecolor="none", zorder=0))
    if body.known < body.until:
        left = max(_x(body, body.known) + 1, 0)
        axes.axvspan(left, _x(body, body.until) + 1, zorder=0, **look("nothing") | {"hatch": "..", "linewidth": 0})
    axes.axvline(_x(body, body.as_of) + 0.5, color=INK, linewidth=2.2, zorder=4)
    unit = box.width / axes.get_xlim()[1]
    y = box.top + _HEAD / 2 - 0.004
    pen.write(box.left + unit * (_x(body, body.as_of) + 0.5), y, AS_OF, 14, ha="center")
    for days in range(14, (body.until - body.as_of).days + 1, 14):
        day = body.as_of.fromordinal(body.as_of.toordinal() + days)
        centre = box.left + unit * (_x(body, day) + 0.5)
        text = f"{day.month}.{day.day}"
        if centre + wide(text, 12) / 2 < box.right + 0.02:
            pen.write(centre, y, text, 12, ha="center", color=GREY_INK)
    pen.write(_DAY, y, "期限", 14, ha="center")
    pen.write(_LEFT_DAYS, y, "剩工作日", 12, ha="center")


def _bars(axes: Axes, body: Deadlines, lines: list[str | Due]) -> None:
    """From its first day, or from today where none is on record, to the end of its last."""
    for soon, meaning in ((True, "near"), (False, "open")):
        places, lefts, lengths = [], [], []
        for number, line in enumerate(lines):
            if not isinstance(line, str) and line.soon is soon:
                start = max(_x(body, line.start or body.as_of), 0)
                places.append(number + 0.5)
                lefts.append(start)
                lengths.append(_x(body, line.day) + 1 - start)
        if places:
            axes.barh(places, lengths, left=lefts, height=0.56, zorder=3, **look(meaning))


def _words(pen: Pen, box: Box, text: str, size: float) -> None:
    """A text in its cell; one that is too long takes two lines, or loses its middle."""
    lines, width = wrapped(text, size, box.width - _GAP), box.width - _GAP
    if len(lines) > 1:
        room = box.height > high(size, 2)
        lines = fit(text, (size,), width, 2)[0] if room else [shortened(text, size, width)]
    top = box.bottom + box.height / 2 + (len(lines) - 1) * size * _LINE / 2
    for number, part in enumerate(lines):
        pen.write(box.left + 0.008, top - number * size * _LINE, part, size)


def _figures(pen: Pen, row: Due, middle: float) -> None:
    """The day and the working days left."""
    pen.write(_DAY, middle, month_day(row.day), 13, ha="center")
    left_days = "—" if row.workdays_left is None else f"{row.workdays_left} 天"
    pen.write(_LEFT_DAYS, middle, left_days, 14, ha="center")


def _key(page: Page, pen: Pen, body: Deadlines) -> None:
    """What the fillings are, and what is left out."""
    y, x = BODY.bottom + 0.008, BODY.left + 0.008
    shown = [("near", SOON), ("open", LATER), ("full", "休息日")]
    if body.known < body.until:
        shown.append(("nothing", "节假日未公布"))
    for name, text in shown:
        dots = {"hatch": "..", "edgecolor": LINE} if name == "nothing" else {}
        page.block(Box(x, y - 0.011, 0.024, 0.022), **look(name) | dots)
        pen.write(x + 0.03, y, text, 13)
        x += 0.03 + wide(text, 13) + 0.022
    if body.rest:
        lines, size = fit(body.rest, (14, 13, 12, 11), BODY.right - x, 1)
        pen.write(BODY.right, y, lines[0], size, ha="right")
