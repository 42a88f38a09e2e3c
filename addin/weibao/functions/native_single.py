"""The native formulas of the functions that give one cell: what `single` computes in Python.

References are A1 text; the calendar's are by default the defined names of our workbooks.
"""

from __future__ import annotations

from weibao.compute.deadlines import PERIOD_UNITS
from weibao.compute.terms import Light, Verdict
from weibao.compute.words import OWN_VERDICTS
from weibao.functions import hints
from weibao.functions.cells import DECIMALS
from weibao.functions.hints import quoted
from weibao.functions.native import FALSE, NOTHING, TRUE, compact, is_day
from weibao.functions.single import AND

FAILED = "NA()"
# Every day of the week is a working day unless the list of days off names it.
_ALL_DAYS = '"0000000"'


def _blank_or(cells: tuple[str, ...], formula: str, *others: str) -> str:
    """A blank where one of the cells is blank; an error where one of the `others` is one, as for the cells."""
    blank = ",".join(f"{cell}={NOTHING}" for cell in cells)
    answer = f"IF({f'OR({blank})' if len(cells) > 1 else blank},{NOTHING},{formula})"
    errors = ",".join(f"ISERROR({cell})" for cell in others)
    return f"IF(OR({errors}),{FAILED},{answer})" if others else answer


def earned(effective: str) -> str:
    """`single.earned`."""
    return f"ROUND(SUM({effective}),{DECIMALS})"


def _unassessed(full: str, effective: str) -> str:
    return f"SUMPRODUCT(({effective}={NOTHING})*1,{full})"


def unassessed(full: str, effective: str) -> str:
    """`single.unassessed`."""
    return f"ROUND({_unassessed(full, effective)},{DECIMALS})"


def possible(full: str, effective: str) -> str:
    """`single.possible`."""
    return f"ROUND(SUM({effective})+{_unassessed(full, effective)},{DECIMALS})"


def due_day(start: str, count: str, unit: str, off: str, first: str, last: str, beyond: str) -> str:
    """The due day of a period whose parts are right; `beyond` where the calendar does not reach.

    Beyond the published days off WORKDAY.INTL would answer with a day that may be a holiday.
    """
    begin = f"INT({start})"
    work = f"WORKDAY.INTL({begin},{count},{_ALL_DAYS},{off})"
    months = f"IF({compact(unit)}={quoted('年')},12,1)*{count}"
    end = f"IF({compact(unit)}={quoted('日')},{begin}+{count},EDATE({begin},{months}))"
    rolled = f"WORKDAY.INTL({end}-1,1,{_ALL_DAYS},{off})"
    worked = f"IF(AND({begin}>={first},{begin}<={last}),IF({work}<={last},{work},{beyond}),{beyond})"
    ended = f"IF(AND({end}>={first},{end}<={last}),IF({rolled}<={last},{rolled},{beyond}),{beyond})"
    return f"IFERROR(IF({compact(unit)}={quoted('工作日')},{worked},{ended}),{beyond})"


def due(
    start: str,
    count: str,
    unit: str,
    off: str = "wb_days_off",
    first: str = "wb_calendar_first",
    last: str = "wb_calendar_last",
) -> str:
    """`single.due`."""
    word = compact(unit)
    units = ",".join(f"{word}={quoted(name)}" for name in PERIOD_UNITS)
    length = f"IF(ISNUMBER({count}),AND({count}>=0,{count}=INT({count})),{FALSE})"
    right = f"AND({is_day(start)},{length},OR({units}))"
    answer = due_day(start, count, unit, off, first, last, quoted(hints.BEYOND_DAYS))
    return _blank_or((start,), f"IF({right},{answer},{FAILED})", count, unit)


def workdays(
    start: str,
    end: str,
    off: str = "wb_days_off",
    first: str = "wb_calendar_first",
    last: str = "wb_calendar_last",
) -> str:
    """`single.workdays`."""
    begin, finish = f"INT({start})", f"INT({end})"

    def between(one: str, other: str) -> str:
        return f"NETWORKDAYS.INTL({one}+1,{other},{_ALL_DAYS},{off})"

    counted = f"IF({finish}>{begin},{between(begin, finish)},-{between(finish, begin)})"
    known = f"AND({begin}>={first},{finish}>={first},{begin}<={last},{finish}<={last})"
    answer = f"IF({known},IF({begin}={finish},0,{counted}),{quoted(hints.BEYOND_DAYS)})"
    return _blank_or((start, end), f"IF(AND({is_day(start)},{is_day(end)}),{answer},{FAILED})")


def days_left(deadline: str, today: str) -> str:
    """`single.days_left`."""
    left = f"IF(AND({is_day(deadline)},{is_day(today)}),INT({deadline})-INT({today}),{FAILED})"
    return _blank_or((deadline,), left, today)


def lights(done: str, left: str, warn_days: str) -> str:
    """The light where all three are right: `done` a condition, `left` a number or "" ."""
    red, yellow, green = (quoted(light.label) for light in (Light.RED, Light.YELLOW, Light.GREEN))
    dated = f"IF({left}<0,{red},IF({left}<={warn_days},{yellow},{green}))"
    return f"IF({done},{green},IF({left}={NOTHING},{NOTHING},{dated}))"


def light(done: str, left: str, warn_days: str) -> str:
    """`single.light`."""
    finished = f"IF(OR(ISNUMBER({done}),ISLOGICAL({done})),{done}*1<>0,IF({done}={NOTHING},{FALSE},{FAILED}))"
    right = f"AND(ISNUMBER({warn_days}),OR(ISNUMBER({left}),{left}={NOTHING}))"
    return f"IF({right},{lights(finished, left, warn_days)},{FAILED})"


def in_window(event: str, first: str, last: str) -> str:
    """`single.in_window`."""
    early = f"IF({first}={NOTHING},{FALSE},IF({is_day(first)},INT({event})<INT({first}),{FAILED}))"
    late = f"IF({last}={NOTHING},{FALSE},IF({is_day(last)},INT({event})>INT({last}),{FAILED}))"
    answer = f"IF(OR({early},{late}),{quoted(hints.NO)},{quoted(hints.YES)})"
    return _blank_or((event,), f"IF({is_day(event)},{answer},{quoted(hints.BAD_DAY)})", first, last)


def verdict(counts: str, effects: str, waiting: str) -> str:
    """`single.verdict`."""
    undecided, clear = (quoted(OWN_VERDICTS[word]) for word in (Verdict.UNDECIDED, Verdict.CLEAR))
    counted = f"SUMPRODUCT(ISNUMBER({counts})*({counts}>0))"
    reached = f"INDEX({effects},MATCH({counted},INDEX({effects},0,1),1),2)"
    still = f"IF(ISNUMBER({waiting}),{waiting}>0,IF({waiting}={NOTHING},{FALSE},{FAILED}))"
    return f"IF({counted}>=INDEX({effects},1,1),{reached},IF({still},{undecided},{clear}))"


def share(numerator: str, denominator: str, threshold: str) -> str:
    """`single.share`."""
    bad = quoted(hints.BAD_FIGURES)
    cells = (numerator, denominator, threshold)
    numbers = f"AND({','.join(f'ISNUMBER({cell})' for cell in cells)})"
    wrong = f"OR({numerator}<0,{numerator}>{denominator},{threshold}<=0,{threshold}>1)"
    reached = f"ROUND({numerator}-{threshold}*{denominator},{DECIMALS})>=0"
    answer = f"IF({reached},{quoted(hints.REACHED)},{quoted(hints.NOT_REACHED)})"
    based = f"IF({wrong},{bad},IF({denominator}=0,{quoted(hints.NO_BASE)},{answer}))"
    return _blank_or((numerator, denominator), f"IF({numbers},{based},{bad})", *cells)


def phases(event: str, names: str, starts: str, ends: str, *, rows: int = 4) -> str:
    """`single.phases`, for ranges of `rows` rows."""

    def piece(row: int) -> str:
        name, start, end = (f"INDEX({area},{row},1)" for area in (names, starts, ends))
        day = f"INT({event})"
        open_end = f"IF({end}={NOTHING},{TRUE},{day}<={end})"
        return f"IF({start}={NOTHING},{NOTHING},IF(AND({start}<={day},{open_end}),{quoted(AND)}&{name},{NOTHING}))"

    listed = "&".join(piece(row) for row in range(1, rows + 1))
    return _blank_or((event,), f"IF({is_day(event)},MID({listed},2,300),{quoted(hints.BAD_DAY)})")
