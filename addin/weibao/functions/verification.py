"""What follows from one row of 核定, as values and as native formulas.

A row's computed cells follow from its input cells alone, never from one another: whoever types over one of them
changes no other cell of the row, in either language.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from weibao.compute.deadlines import days_left, light_of, status_of
from weibao.compute.terms import Status
from weibao.functions.cells import DECIMALS, Cell, day_of, is_blank, is_error, is_number, number_of, serial
from weibao.functions.hints import quoted
from weibao.functions.native import FALSE, NOTHING, TRUE, is_day
from weibao.functions.native_single import lights
from weibao.functions.states import Value, number

INVALID = "核定有误"  # 状态 of a row whose 核定得分 cannot be counted


class VerificationCells(NamedTuple):
    """The input cells of a row."""

    full: Cell
    claimed: Cell
    verified: Cell
    on: Cell
    round: Cell
    deadline: Cell


class VerificationState(NamedTuple):
    """The computed cells of a row: 有效得分, 失分, 剩余天数, 状态, 灯."""

    effective: Value
    lost: Value
    days_left: Value
    status: str
    light: str


class Frame(NamedTuple):
    """What all rows share. `current` is the round that is scored, `rounds` number and issue date of the known ones."""

    step: Decimal
    today: date
    row_deadline: date | None
    warn_days: int
    current: Decimal
    rounds: tuple[tuple[Cell, Cell], ...]


def _value(raw: Cell) -> Value:
    return "" if raw is None else serial(raw) if isinstance(raw, date) else raw


def verified_points(raw: Cell, full: Cell, step: Decimal) -> Decimal | None:
    """核定得分 where it counts: a number on the scale between 0 and the row's full score."""
    if not is_number(raw) or not is_number(full):
        return None
    value = number_of(raw, "verified")
    steps = round(value / step, DECIMALS)
    return value if 0 <= value <= number_of(full, "full") and steps == round(steps) else None


def verification_state(cells: VerificationCells, frame: Frame) -> VerificationState:
    """Judge a row. Raises ValueError where a cell holds an error value."""
    if any(map(is_error, cells)):
        raise ValueError("a row with error values has no state")
    counted = verified_points(cells.verified, cells.full, frame.step)
    effective = _value(cells.claimed) if counted is None else number(counted)
    known = is_number(effective)
    done = known and is_number(cells.full) and number_of(effective, "score") == number_of(cells.full, "full")
    deadline = day_of(cells.deadline)
    left = days_left(deadline if isinstance(deadline, date) else frame.row_deadline, frame.today)
    if not is_blank(cells.verified) and counted is None:
        status = INVALID
    else:
        review = counted is not None and _differs_later(cells, counted, frame)
        status = status_of(done, not is_blank(effective), left, frame.warn_days, review).label
    return VerificationState(
        effective=effective,
        lost=number(number_of(cells.full, "full") - number_of(effective, "score")) if known else "",
        days_left="" if left is None else left,
        status=status,
        light=light_of(done, left, frame.warn_days).label,
    )


def _differs_later(cells: VerificationCells, counted: Decimal, frame: Frame) -> bool:
    """Whether a unit has claimed something else in a round after that of the verification."""
    if not 0 < _round_given(cells, frame) < frame.current or is_blank(cells.claimed):
        return False
    return not is_number(cells.claimed) or number_of(cells.claimed, "claimed") != counted


def _round_given(cells: VerificationCells, frame: Frame) -> Decimal:
    """核定轮次; where it is blank, the last round issued by the date of the verification; 0 where unknown."""
    if is_number(cells.round):
        return number_of(cells.round, "round")
    on = day_of(cells.on)
    if not isinstance(on, date) or any(not is_blank(n) and not is_number(n) for n, _ in frame.rounds):
        return Decimal(0)
    issued = [(number, day_of(day)) for number, day in frame.rounds]
    earlier = [number_of(n, "round") for n, day in issued if not is_blank(n) and isinstance(day, date) and day <= on]
    return max([Decimal(0), *earlier])


# --- the same as formulas -----------------------------------------------------------------------------


class Refs(NamedTuple):
    """References of a row's input cells, in the order of `VerificationCells`."""

    full: str
    claimed: str
    verified: str
    on: str
    round: str
    deadline: str


class Names(NamedTuple):
    """References of what all rows share, in the order of `Frame`; of the rounds their two columns."""

    step: str
    today: str
    row_deadline: str
    warn_days: str
    current: str
    numbers: str
    issued: str


def _valid(row: Refs, names: Names) -> str:
    value = f"ROUND({row.verified},{DECIMALS})"
    whole = f"ROUND({value}/{names.step},{DECIMALS})=ROUND({value}/{names.step},0)"
    return f"IFERROR(AND(ISNUMBER({row.verified}),{value}>=0,{value}<={row.full},{whole}),{FALSE})"


def _effective(row: Refs, names: Names) -> str:
    return (
        f"IF({_valid(row, names)},ROUND({row.verified},{DECIMALS}),IF({row.claimed}={NOTHING},{NOTHING},{row.claimed}))"
    )


def _left(row: Refs, names: Names) -> str:
    standard = f"IF({names.row_deadline}={NOTHING},{NOTHING},{names.row_deadline}-{names.today})"
    return f"IF({is_day(row.deadline)},INT({row.deadline})-{names.today},{standard})"


def _checked(row: Refs, formula: str) -> str:
    """The formula, and an error where one of the row's inputs is one."""
    errors = ",".join(f"ISERROR({cell})" for cell in row)
    return f"IF(OR({errors}),NA(),{formula})"


def effective(row: Refs, names: Names) -> str:
    """有效得分: the verified score, else the claimed one."""
    return _checked(row, _effective(row, names))


def lost(row: Refs, names: Names) -> str:
    """失分; blank where nothing is assessed."""
    points = _effective(row, names)
    return _checked(row, f"IF(ISNUMBER({points}),ROUND({row.full}-{points},{DECIMALS}),{NOTHING})")


def left(row: Refs, names: Names) -> str:
    """剩余天数, by the row's own 时限 or that of the plan."""
    return _checked(row, _left(row, names))


def _done(row: Refs, names: Names) -> str:
    points = _effective(row, names)
    return f"IF(ISNUMBER({points}),{points}={row.full},{FALSE})"


def _given(row: Refs, names: Names) -> str:
    numbers, issued = names.numbers, names.issued
    earlier = f"({issued}<=INT({row.on}))*ISNUMBER({issued})*{numbers}"
    by_date = f"IFERROR(SUMPRODUCT(MAX({earlier})),0)"
    return f"IF(ISNUMBER({row.round}),{row.round},IF({is_day(row.on)},{by_date},0))"


def status(row: Refs, names: Names) -> str:
    """状态."""
    verified, claimed, given, days = row.verified, row.claimed, _given(row, names), _left(row, names)
    word = {item: quoted(item.label) for item in Status}
    idle = f"IF({_effective(row, names)}={NOTHING},{word[Status.UNASSESSED]},{word[Status.OPEN]})"
    pressing = f"IF({days}<={names.warn_days},{word[Status.DUE_SOON]},{idle})"
    dated = f"IF({days}={NOTHING},{idle},IF({days}<0,{word[Status.OVERDUE]},{pressing}))"
    differs = f"IF(ISNUMBER({claimed}),ROUND({claimed},{DECIMALS})<>ROUND({verified},{DECIMALS}),{TRUE})"
    later = f"AND({claimed}<>{NOTHING},{given}>0,{given}<{names.current},{differs})"
    reviewed = f"IF({later},{word[Status.REVIEW]},IF({_done(row, names)},{word[Status.DONE]},{dated}))"
    open_ = f"IF({_done(row, names)},{word[Status.DONE]},{dated})"
    typed = f"IF({_valid(row, names)},{reviewed},{quoted(INVALID)})"
    return _checked(row, f"IF({verified}={NOTHING},{open_},{typed})")


def light(row: Refs, names: Names) -> str:
    """灯."""
    return _checked(row, lights(_done(row, names), _left(row, names), names.warn_days))
