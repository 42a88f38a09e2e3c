"""The functions that give one cell, in Python. `native_single` states the same rules as formulas.

Blank inputs give a blank. What is no date or number where one is needed raises ValueError, so that the cell shows an
error value; outcomes that people should read (beyond the calendar, a share without a base) are short texts.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from weibao.compute.deadlines import PERIOD_UNITS, due_date, light_of
from weibao.compute.deadlines import days_left as count_days
from weibao.compute.terms import Verdict
from weibao.compute.words import OWN_VERDICTS
from weibao.errors import CalendarRangeError
from weibao.functions import hints
from weibao.functions.cells import Cell, compact, day_of, is_blank, is_number, number_of, serial, text_of
from weibao.functions.ranges import Range, any_blank, calendar_of, day, flat, whole
from weibao.functions.states import Value, number

# Between the names of phases that overlap.
AND = "、"


def _real(raw: Cell, what: str) -> float:
    """A number as it stands, not rounded."""
    if isinstance(raw, date):
        return float(serial(raw))
    if raw is None or isinstance(raw, (str, bool)):
        raise ValueError(f"{what} must be a number, got {raw!r}")
    return float(raw)


def earned(effective: Range) -> Value:
    """已得分: the sum of the scores that are there."""
    return number(sum((number_of(cell, "score") for cell in flat(effective) if is_number(cell)), Decimal(0)))


def unassessed(full: Range, effective: Range) -> Value:
    """未评: the full scores of the rows whose score is blank. ValueError where the ranges differ in size."""
    pairs = list(zip(flat(full), flat(effective), strict=True))
    blank = (number_of(points, "full") for points, score in pairs if is_blank(score) and is_number(points))
    return number(sum(blank, Decimal(0)))


def possible(full: Range, effective: Range) -> Value:
    """可能得分: what is earned and what is not assessed yet."""
    return number(Decimal(str(earned(effective))) + Decimal(str(unassessed(full, effective))))


def due(
    start: Cell, count: Cell, unit: Cell, days_off: Range | None = None, first: Cell = None, last: Cell = None
) -> Value | date:
    """到期日 of a period that begins the day after `start` (`compute.deadlines.due_date`)."""
    if is_blank(start):
        return ""
    begin, length, word = day(start, "start"), whole(count, "count"), compact(unit)
    if word not in PERIOD_UNITS:
        raise ValueError(f"unit must be one of {PERIOD_UNITS}, got {unit!r}")
    try:
        return due_date(begin, length, word, calendar_of(days_off, first, last))
    except CalendarRangeError:
        return hints.BEYOND_DAYS


def workdays(start: Cell, end: Cell, days_off: Range | None = None, first: Cell = None, last: Cell = None) -> Value:
    """Working days after `start` up to and including `end`; negative where `end` is earlier."""
    if any_blank(start, end):
        return ""
    begin, finish = day(start, "start"), day(end, "end")
    try:
        return calendar_of(days_off, first, last).workdays_between(begin, finish)
    except CalendarRangeError:
        return hints.BEYOND_DAYS


def days_left(deadline: Cell, today: Cell) -> Value:
    """剩余天数: 0 on the day itself, negative after it."""
    if is_blank(deadline):
        return ""
    left = count_days(day(deadline, "deadline"), day(today, "today"))
    return "" if left is None else left


def light(done: Cell, left: Cell, warn_days: Cell) -> Value:
    """灯 by whether it is done (TRUE or a number other than 0) and 剩余天数."""
    warn = _real(warn_days, "warn_days")
    finished = bool(done) if isinstance(done, bool) else not is_blank(done) and _real(done, "done") != 0
    days = None if is_blank(left) else _real(left, "left")
    return light_of(finished, days, warn).label


def in_window(event: Cell, first: Cell, last: Cell) -> Value:
    """是否在期内: both ends inside; a blank end is open."""
    if any_blank(event):
        return ""
    read = day_of(event)
    if not isinstance(read, date):
        return hints.BAD_DAY
    early = not is_blank(first) and read < day(first, "first")
    late = not is_blank(last) and read > day(last, "last")
    return hints.NO if early or late else hints.YES


def verdict(counts: Range, effects: Range, waiting: Cell) -> Value:
    """推荐意见: `counts` is a number per item (above 0: it counts), `effects` rows of a least number and its words.

    `waiting` is how many answers or rulings are still to come. The least numbers must rise.
    """
    flat(effects)  # an error value is passed on as one
    steps = [(_real(least, "least number"), text_of(words)) for least, words in effects]
    if [least for least, _ in steps] != sorted(least for least, _ in steps):
        raise ValueError("the least numbers must rise")
    counted = sum(is_number(cell) and _real(cell, "count") > 0 for cell in flat(counts))
    reached = [words for least, words in steps if counted >= least]
    if reached:
        return reached[-1]
    still = 0.0 if is_blank(waiting) else _real(waiting, "waiting")
    return OWN_VERDICTS[Verdict.UNDECIDED if still > 0 else Verdict.CLEAR]


def share(numerator: Cell, denominator: Cell, threshold: Cell) -> Value:
    """Whether a share of the whole reaches the threshold (0.9 is 90 %), from the two figures and never from a mean."""
    if any_blank(numerator, denominator):
        return ""
    cells = flat([(numerator, denominator, threshold)])
    if not all(map(is_number, cells)):
        return hints.BAD_FIGURES
    part, base, least = (_real(cell, "figure") for cell in cells)
    if part < 0 or part > base or not 0 < least <= 1:
        return hints.BAD_FIGURES
    if base == 0:
        return hints.NO_BASE
    return hints.REACHED if round(part - least * base, 6) >= 0 else hints.NOT_REACHED


def phases(event: Cell, names: Range, starts: Range, ends: Range) -> Value:
    """阶段 that a day belongs to; phases may overlap, and a blank end is open."""
    if any_blank(event):
        return ""
    read = day_of(event)
    if not isinstance(read, date):
        return hints.BAD_DAY
    rows = zip(flat(names), flat(starts), flat(ends), strict=True)
    return AND.join(text_of(name) for name, start, end in rows if _inside(read, start, end))


def _inside(event: date, start: Cell, end: Cell) -> bool:
    if is_blank(start):
        return False
    return day(start, "start") <= event and (is_blank(end) or event <= day(end, "end"))
