"""Labels on the path of the total: where there is room for one, and which days the time line names."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from weibao.charts.page import high, wide
from weibao.workdays import month_day

if TYPE_CHECKING:
    from weibao.charts.page import Page

_GAP: Final = 0.012
_GROUND: Final = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}  # on hatching, figures would be lost
_STEPS: Final = (1, 2, 3, 6, 12)  # months between two dates


class Labels:
    """Texts that give way to each other: one that would lie over an earlier one is moved or left out."""

    def __init__(self, page: Page) -> None:
        """None is placed yet."""
        self._page = page
        self._taken: list[tuple[float, float, float, float]] = []

    def keep_free(self, left: float, bottom: float, right: float, top: float) -> None:
        """Place nothing there."""
        self._taken.append((left, bottom, right, top))

    def put(self, x: float, y: float, text: str, size: float, **style: Any) -> bool:
        """Centred on a place, if that is free."""
        width, height = wide(text, size) + 0.008, high(size) + 0.004
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        if any(self._over(box, other) for other in self._taken):
            return False
        self._taken.append(box)
        self._page.text(x, y, text, size, ha="center", zorder=5, bbox=_GROUND, **style)
        return True

    def beside(self, left: float, y: float, text: str, size: float, **style: Any) -> None:
        """Right of a place, a little higher where that is taken."""
        x = left + wide(text, size) / 2
        for step in range(8):
            if self.put(x, y + step * 0.012, text, size, **style):
                return

    def on_line(self, left: float, y: float, text: str, size: float, top: float, **style: Any) -> None:
        """Above a line, below it where that would reach over `top`."""
        away = high(size) * 0.7
        self.put(left + wide(text, size) / 2, y + (away if y + away * 1.8 < top else -away), text, size, **style)

    def below(
        self, x: float, y: float, text: str, size: float, *, floor: float, left: float, aside: float = 0.0
    ) -> None:
        """Below a point, `aside` widths of the text to the right; above it where the scale begins."""
        x = max(x + wide(text, size) * aside, left + wide(text, size) / 2 + 0.004)
        away = high(size) / 2 + _GAP
        lower = y - away
        self.put(x, lower if lower - high(size) / 2 > floor else y + away, text, size)

    @staticmethod
    def _over(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
        return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def day_ticks(first: date, last: date, width: float) -> list[tuple[date, str]]:
    """Days to name on a line of that width: days of a short time, else the beginnings of months."""
    shown = (last - first).days
    apart = shown * (wide("2023年12月", 12) + 0.015) / width
    inset = apart / 2
    start, end = first + timedelta(days=inset), last - timedelta(days=inset)
    if shown <= 100:
        step = next(days for days in (7, 14, 28) if days >= apart or days == 28)
        days = [start + timedelta(days=step * number) for number in range((end - start).days // step + 1)]
        return [(day, month_day(day)) for day in days]
    step = next(months for months in _STEPS if months * 28 >= apart or months == _STEPS[-1])
    months = [(year, month) for year in range(first.year, last.year + 1) for month in range(1, 13, step)]
    days = [date(year, month, 1) for year, month in months if start <= date(year, month, 1) <= end]
    seen: set[int] = set()
    ticks = []
    for day in days:
        ticks.append((day, f"{day.month}月" if day.year in seen else f"{day.year}年{day.month}月"))
        seen.add(day.year)
    return ticks
