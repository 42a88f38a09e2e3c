"""The yearly notices on days off (calendar/*.toml), and the working-day calendar made of them.

Days belong to the notice that sets them: New Year's holiday may begin on the last days of the year before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.rulebook.faults import Spot
from weibao.rulebook.tables import Spec, read_record, read_toml, records, required
from weibao.workdays import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDER = Path(__file__).parent / "calendar"
_DAY = timedelta(days=1)
_YEAR: Spec = {
    "year": required(int),
    "title": required(str),
    "number": required(str),
    "checked": required(str),
    "holidays": required(list, of=dict),
    "workdays": required(list, of=date),
}
_HOLIDAY: Spec = {"name": required(str), "first": required(date), "last": required(date)}


@dataclass(frozen=True, slots=True)
class Holiday:
    """A stretch of days off, both ends inside, weekends within it included."""

    name: str
    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Every day of it."""
        return _days(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice of one year: its title and 文号, against what the dates were checked, days off, make-up workdays."""

    year: int
    title: str
    number: str
    checked: str
    holidays: tuple[Holiday, ...]
    workdays: tuple[date, ...]


def load_notices(name: str = "cn") -> tuple[Notice, ...]:
    """The notices of `calendar/<name>.toml`, one per year without a gap. Raises RulebookError."""
    return read_notices(_FOLDER / f"{name}.toml")


def load_calendar(name: str = "cn") -> WorkCalendar:
    """The working days of all years for which a notice is known."""
    return calendar_of(load_notices(name))


def read_notices(path: Path) -> tuple[Notice, ...]:
    """The notices in a file. Raises RulebookError for whatever breaks the format."""
    file = Spot(path.name)
    raw = read_toml(path, path.name)
    notices: list[Notice] = []
    for number, item in enumerate(records(raw, "years", file), 1):
        spot = file.at(f"第 {number} 条 [[years]]")
        values = read_record(item, _YEAR, spot)
        spot = file.at(f"{values['year']} 年")
        if notices and values["year"] != notices[-1].year + 1:
            spot.fail("年份不连续", f"应为 {notices[-1].year + 1}")
        values["holidays"] = tuple(_holiday(one, spot) for one in values["holidays"])
        values["workdays"] = _make_up(values["workdays"], spot)
        notices.append(Notice(**values))
    if not notices:
        file.fail("一年也没有", "每年写一段 [[years]]")
    return tuple(notices)


def calendar_of(notices: tuple[Notice, ...]) -> WorkCalendar:
    """Weekends and holidays off, make-up workdays on, from 1 January of the first year to 31 December of the last."""
    first, last = date(notices[0].year, 1, 1), date(notices[-1].year, 12, 31)
    off = {day for day in _days(first, last) if day.weekday() >= 5}
    off |= {day for notice in notices for holiday in notice.holidays for day in holiday.days() if first <= day <= last}
    off -= {day for notice in notices for day in notice.workdays}
    return WorkCalendar(first, last, frozenset(off))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + _DAY * number for number in range((last - first).days + 1))


def _holiday(raw: object, spot: Spot) -> Holiday:
    holiday = Holiday(**read_record(raw, _HOLIDAY, spot))
    if holiday.last < holiday.first:
        spot.fail(f"“{holiday.name}”的 last（{holiday.last}）早于 first（{holiday.first}）", "结束日期不能早于开始日期")
    return holiday


def _make_up(raw: tuple[date, ...], spot: Spot) -> tuple[date, ...]:
    for day in raw:
        if day.weekday() < 5:
            spot.fail(f"调休上班日 {day} 本来就不是周末", "只列改为上班的周六、周日")
    return raw
