"""The words of a limit: an absolute date with the basis on which it is counted.

A draft has no day of issue yet: its limit is counted from the as-of date and says so (暂算, 暂定). The words stand in
a content control whose tag keeps count and unit, so that the day can be settled once, at 编号 or 印发, by `settled`.
Periods are counted by `compute.deadlines` (《民法典》第二百条至第二百零三条).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from weibao.compute.deadlines import due_date
from weibao.documents import wording
from weibao.errors import CalendarRangeError

if TYPE_CHECKING:
    from datetime import date

    from weibao.workdays import WorkCalendar

PREFIX: Final = "weibao:limit:"
_UNITS: Final = {"日": "day", "月": "month", "年": "year", "工作日": "workday"}
_BY_CODE: Final = {code: unit for unit, code in _UNITS.items()}
_TAG: Final = re.compile(rf"{PREFIX}(\d{{1,4}})-({'|'.join(_BY_CODE)})")
# With its year, left blank in part, or without a year.
_DAY: Final = re.compile(
    r"(?:\d{4}[\s×]*|[\s×]+)年[\s×]*\d{0,2}[\s×]*月[\s×]*\d{0,2}[\s×]*日|\d{1,2}\s*月\s*\d{1,2}\s*日"
)
_OPEN_WORDS: Final = re.compile(
    r"，按[^，。（）]*?暂算|（按[^，。（）]*?暂算）|，(?:节假日安排[^。（）]*?|日期在印发时)填写|\s*（暂定）"
)
_WHOLE_DAY: Final = re.compile(r"(?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日")
_BASIS: Final = re.compile(r"自[^，。；]*?起")
_PERIOD: Final = re.compile(r"起\s*(\d{1,4}|[一二三四五六七八九十]{1,3})\s*个?\s*(工作日|日|天|月|年)")
_TENS: Final = {figure: number for number, figure in enumerate("一二三四五六七八九", 1)}
_LATER: Final = "，日期在印发时填写"
ISSUED: Final = "印发之日"


def tag(count: int, unit: str) -> str:
    """The tag of the content control that holds such a limit: `weibao:limit:10-workday`. Raises ValueError."""
    if unit not in _UNITS:
        raise ValueError(f"unit of a period must be one of {tuple(_UNITS)}, got {unit!r}")
    return f"{PREFIX}{count}-{_UNITS[unit]}"


def parse_tag(text: str) -> tuple[int, str] | None:
    """Count and unit (日, 月, 年, 工作日) of a limit's tag; None where it is none."""
    found = _TAG.fullmatch(text)
    return (int(found[1]), _BY_CODE[found[2]]) if found else None


def span(count: int, unit: str) -> str:
    """10个工作日, 3个月, 15日, 2年: a period in words."""
    return f"{count}{unit}" if unit in ("日", "年") else f"{count}个{unit}"


def words(
    start: date | None,
    count: int,
    unit: str,
    calendar: WorkCalendar,
    *,
    since: str = f"本通知{ISSUED}",
    settled: bool = False,
) -> str:
    """`2024年3月8日前（自本通知印发之日起10个工作日，按2024年2月23日暂算）`, to stand behind 于.

    `start` is the day that the period runs from; with `settled` it is certain and 暂算 is left out. Without a start, or
    beyond the published days off, the day stays open. `since` names the basis: 本通知印发之日, 收到本函之日 …
    """
    basis = f"自{since}起{span(count, unit)}"
    if start is None:
        return f"{_open()}前（{basis}）"
    try:
        end = due_date(start, count, unit, calendar)
    except CalendarRangeError:
        published = f"节假日安排只公布到{wording.day(calendar.last)}"
        return f"{_open()}前（{basis}，{published}{_LATER}）"
    note = "" if settled else f"，按{wording.day(start)}暂算"
    return f"{wording.day(end)}前（{basis}{note}）"


def row(start: date | None, count: int, unit: str, calendar: WorkCalendar, *, settled: bool = False) -> str:
    """The limit in a cell of a table: the day alone, with （暂定） on a second line until it is certain."""
    if start is None:
        return _open()
    try:
        end = due_date(start, count, unit, calendar)
    except CalendarRangeError:
        return _open()
    return wording.day(end) + ("" if settled else "\n（暂定）")


def settle(text: str, start: date, count: int, unit: str, calendar: WorkCalendar) -> str | None:
    """The words of a draft's limit, or what a clerk made of them, with the day counted from `start` and no 暂.

    None where they hold no day to replace, or several. Raises CalendarRangeError beyond the published days off.
    """
    days = _days(text)
    if len(days) != 1:
        return None
    return _OPEN_WORDS.sub("", _with(text, days[0], wording.day(due_date(start, count, unit, calendar))))


def postpone(text: str) -> str | None:
    """The same words with the day left blank, to be filled at 印发; None where they hold no day, or several."""
    days = _days(text)
    if len(days) != 1:
        return None
    blank = _with(text, days[0], _open())
    return _OPEN_WORDS.sub(_LATER if names_basis(text) else "", blank)


def period(text: str) -> tuple[int, str] | None:
    """Count and unit of the period that the words name (自……起10个工作日); None where they name none."""
    found = _PERIOD.search(text)
    if found is None:
        return None
    return _count(found[1]), "日" if found[2] == "天" else found[2]


def is_open(text: str) -> bool:
    """Whether the day is provisional or blank; one that a clerk has typed as certain is not to be moved."""
    if _OPEN_WORDS.search(text) is not None:
        return True
    days = _days(text)
    return bool(days) and not all(_WHOLE_DAY.fullmatch(day[0]) for day in days)


def runs_from_issue(text: str) -> bool:
    """Whether the words count from the day of issue (印发之日), which may come after the day of signature."""
    return ISSUED in text


def names_basis(text: str) -> bool:
    """Whether the words say from which day they count (自……起)."""
    return _BASIS.search(text) is not None


def _days(text: str) -> list[re.Match[str]]:
    """The days that the words set; the one from which 暂算 counts is none of them."""
    aside = [found.span() for found in _OPEN_WORDS.finditer(text)]
    return [day for day in _DAY.finditer(text) if not any(start <= day.start() < end for start, end in aside)]


def _with(text: str, found: re.Match[str], day: str) -> str:
    return f"{text[: found.start()]}{day}{text[found.end() :]}"


def _count(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_TENS.get(tens, 1) * 10 if ten else 0) + _TENS.get(ones, 0)


def _open() -> str:
    return f"{wording.WIDE * 2}年{wording.WIDE}月{wording.WIDE}日"
