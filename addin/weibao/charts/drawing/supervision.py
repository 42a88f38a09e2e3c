"""Supervision: three rows of columns by week, one under the other, and the ages of what is open beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.charts.letters import Pen
from weibao.charts.page import BODY, Box, fit, look, wide
from weibao.looks import GREY_INK, INK

if TYPE_CHECKING:
    from weibao.charts.page import Page
    from weibao.charts.series.supervision import Age, Supervision, Week

_NAMES: Final = 0.105  # of the rows of weeks
_WEEKS: Final = Box(BODY.left, BODY.bottom + 0.075, 0.575, BODY.height - 0.135)
_AGES: Final = Box(0.655, BODY.bottom + 0.075, BODY.right - 0.655, BODY.height - 0.135)
_AGE_NAMES: Final = 0.095
_TALLEST: Final = 0.74  # of a row, under its figure
_ROWS: Final = (
    ("opened", "立项", "当周", "open"),
    ("closed", "销号", "当周", "done"),
    ("late", "逾期", "周末", "late"),
)


def draw(page: Page, body: Supervision) -> None:
    """Both panels with their heads."""
    top, pen = BODY.top - 0.025, Pen()
    pen.write(_WEEKS.left, top, "逐周情况（件）", 16)
    pen.write(_AGES.left, top, "在办事项立项多久（件）", 16)
    _weeks(page, pen, body.weeks)
    _ages(page, pen, body.ages)
    if body.rest:
        pen.write(_WEEKS.left, BODY.bottom + 0.005, body.rest, 13, color=GREY_INK)
    pen.put(page.figure)


def _weeks(page: Page, pen: Pen, weeks: tuple[Week, ...]) -> None:
    """A row of columns each for 立项, 销号 and 逾期, by one scale, with the figure above every column."""
    left, width, row = _WEEKS.left + _NAMES, _WEEKS.width - _NAMES, _WEEKS.height / len(_ROWS)
    places = max(len(weeks), 6)
    step = width / places
    axes = page.axes(Box(left, _WEEKS.bottom, width, _WEEKS.height))
    axes.spines["left"].set_visible(False)
    axes.set_xlim(0, places)
    axes.set_ylim(0, len(_ROWS))
    axes.hlines([0.015, 1.015, 2.015], 0, places, colors=GREY_INK, linewidths=1.2)
    most = max(1, *(getattr(week, key) for key, *_ in _ROWS for week in weeks))
    for place, (key, name, when, meaning) in enumerate(_ROWS):
        figures = [getattr(week, key) for week in weeks]
        floor = len(_ROWS) - 1 - place + 0.015
        heights = [_TALLEST * figure / most for figure in figures]
        shown = [number for number, figure in enumerate(figures) if figure]
        axes.bar([n + 0.5 for n in shown], [heights[n] for n in shown], bottom=floor, width=0.66, **look(meaning))
        middle = _WEEKS.bottom + row * (floor + _TALLEST / 2)
        pen.write(_WEEKS.left, middle + 0.018, name, 17)
        pen.write(_WEEKS.left, middle - 0.022, f"（{when}）", 12, color=GREY_INK)
        for number, (figure, height) in enumerate(zip(figures, heights, strict=True)):
            over = _WEEKS.bottom + row * (floor + height) + 0.019
            _, size = fit(str(figure), (15, 13, 11, 10), step - 0.004, 1)
            colour = INK if figure else GREY_INK
            pen.write(left + step * (number + 0.5), over, str(figure), size, ha="center", color=colour)
    texts = [f"{week.start.month}.{week.start.day}" for week in weeks]
    every = 1 if max(wide(text, 12) for text in texts) + 0.006 < step else 2
    for number, text in enumerate(texts):
        if (len(texts) - 1 - number) % every == 0:
            pen.write(left + step * (number + 0.5), _WEEKS.bottom - 0.022, text, 12, ha="center", color=GREY_INK)
    pen.write(_WEEKS.left, _WEEKS.bottom - 0.022, "周一日期", 12, color=GREY_INK)


def _ages(page: Page, pen: Pen, ages: tuple[Age, ...]) -> None:
    """A bar for each age, what is late of it last, and the figures behind it."""
    figures = 0.1
    box = Box(_AGES.left + _AGE_NAMES, _AGES.bottom, _AGES.width - _AGE_NAMES - figures, _AGES.height)
    axes = page.axes(box)
    most = max(1, *(age.within + age.late for age in ages))
    for key, meaning in (("within", "open"), ("late", "late")):
        shown = [number for number, age in enumerate(ages) if getattr(age, key)]
        axes.barh(
            [number + 0.5 for number in shown], [getattr(ages[number], key) for number in shown], height=0.5,
            left=[ages[number].within if key == "late" else 0 for number in shown], **look(meaning),
        )  # fmt: skip
    axes.set_xlim(0, most * 1.02)
    axes.set_ylim(len(ages), 0)
    for number, age in enumerate(ages):
        y = box.top - box.height * (number + 0.5) / len(ages)
        pen.write(box.left - 0.01, y, age.name, 14, ha="right")
        right = box.left + box.width * (age.within + age.late) / (most * 1.02) + 0.008
        pen.write(right, y + (0.014 if age.late else 0), str(age.within + age.late), 17)
        if age.late:
            pen.write(right, y - 0.02, f"逾期 {age.late}", 12)
    x, y = box.left, _AGES.bottom - 0.022
    for meaning, text in (("open", "未逾期"), ("late", "逾期")):
        page.block(Box(x, y - 0.011, 0.022, 0.022), **look(meaning))
        pen.write(x + 0.028, y, text, 13)
        x += 0.028 + wide(text, 13) + 0.02
