"""What follows from one row of 议定事项, as values and as native formulas."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from weibao.compute import deadlines
from weibao.compute.meeting_duties import decision_light, decision_status
from weibao.compute.meeting_states import DecisionStatus
from weibao.compute.meeting_steps import Asked
from weibao.compute.terms import Light
from weibao.functions.cells import Cell, compact, day_of, has_come, is_blank, is_error, text_of
from weibao.functions.hints import quoted
from weibao.functions.meeting_rows import asks
from weibao.functions.meeting_rows import checked_row as checked_row
from weibao.functions.native import FALSE, NOTHING, day_come, is_day, literal
from weibao.functions.native import compact as native_compact
from weibao.functions.native_single import lights
from weibao.functions.states import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class DecisionCells(NamedTuple):
    """The cells of a decision that its state follows from; a row is in use where one of the first two is filled.

    The last two say whether it is still to be reported.
    """

    id: Cell
    text: Cell
    lead: Cell
    due: Cell
    closed: Cell
    meeting: Cell = None
    reported: Cell = None


class DecisionAnswer(NamedTuple):
    """The computed cells of a decision: 剩余天数, 状态, 灯."""

    days_left: Value
    status: str
    light: str


def decision_answer(
    cells: DecisionCells, *, today: date, warn_days: int, reports: Mapping[str, bool] = MappingProxyType({})
) -> DecisionAnswer:
    """Say where a decision stands; `reports` as of `reported_meetings`.

    Raises ValueError where a cell holds an error value.
    """
    if any(map(is_error, cells)):
        raise ValueError("a row with error values has no state")
    if all(map(is_blank, cells[:2])):
        return DecisionAnswer("", "", "")
    due, done = day_of(cells.due), has_come(cells.closed, today)
    limit = due if isinstance(due, date) else None
    left = None if done else deadlines.days_left(limit, today)
    told = has_come(cells.reported, today) or not reports.get(compact(cells.meeting).casefold(), False)
    clear = not is_blank(cells.lead) and limit is not None
    status = decision_status(done=done, told=told, clear=clear, left=left, warn_days=warn_days)
    light = decision_light(status, left, warn_days)
    return DecisionAnswer("" if left is None else left, status.label, light.label)


def reported_meetings(rows: Iterable[tuple[Cell, Cell]], kinds: Mapping[str, int]) -> dict[str, bool]:
    """Numbers of meetings → whether what they decide is reported; `rows` are number and kind, the first row counts.

    `kinds` as of `meeting_rows.kind_codes`.
    """
    found: dict[str, bool] = {}
    for number, kind in rows:
        if not is_error(number) and not is_blank(number):
            code = 0 if is_error(kind) else kinds.get(compact(kind).casefold(), 0)
            found.setdefault(text_of(number).casefold(), Asked.REPORT in Asked(code))
    return found


# --- the same as formulas -----------------------------------------------------------------------------


class DecisionRefs(NamedTuple):
    """References of a row's cells, in the order of `DecisionCells`."""

    id: str
    text: str
    lead: str
    due: str
    closed: str
    meeting: str = ""
    reported: str = ""


class MeetingList(NamedTuple):
    """Numbers and kinds of the meetings of 会议台账, names and codes of the kinds."""

    numbers: str
    kinds: str
    names: str
    codes: str


def _left(row: DecisionRefs, today: str) -> str:
    return f"IF(OR({day_come(row.closed, today)},NOT({is_day(row.due)})),{NOTHING},INT({row.due})-{today})"


def _waits(row: DecisionRefs, listed: MeetingList, today: str) -> str:
    """Whether a closed decision is still to be reported."""
    place = f"MATCH({literal(native_compact(row.meeting))},{listed.numbers},0)"
    kind = f"IFERROR(INDEX({listed.kinds},{place}),{NOTHING})"
    asked = asks(kind, Asked.REPORT, listed.names, listed.codes)
    return f"IF({day_come(row.closed, today)},IF({day_come(row.reported, today)},{FALSE},{asked}),{FALSE})"


def left(row: DecisionRefs, today: str, warn_days: str, listed: MeetingList | None = None) -> str:
    """剩余天数."""
    return checked_row(_own(row), 2, _left(row, today))


def decision_state(row: DecisionRefs, today: str, warn_days: str, listed: MeetingList | None = None) -> str:
    """状态 of a decision."""
    days, word = _left(row, today), {item: quoted(item.label) for item in DecisionStatus}
    clear = f"IF({row.lead}={NOTHING},{word[DecisionStatus.UNCLEAR]},{word[DecisionStatus.OPEN]})"
    near = f"IF({days}<={warn_days},{word[DecisionStatus.DUE_SOON]},{clear})"
    dated = f"IF({days}={NOTHING},{word[DecisionStatus.UNCLEAR]},IF({days}<0,{word[DecisionStatus.OVERDUE]},{near}))"
    done = word[DecisionStatus.DONE]
    if listed:
        done = f"IF({_waits(row, listed, today)},{word[DecisionStatus.UNREPORTED]},{done})"
    return checked_row(_own(row), 2, f"IF({day_come(row.closed, today)},{done},{dated})")


def light(row: DecisionRefs, today: str, warn_days: str, listed: MeetingList | None = None) -> str:
    """灯."""
    plain = lights(day_come(row.closed, today), _left(row, today), warn_days)
    if listed:
        plain = f"IF({_waits(row, listed, today)},{quoted(Light.YELLOW.label)},{plain})"
    return checked_row(_own(row), 2, plain)


def _own(row: DecisionRefs) -> tuple[str, ...]:
    """The references that the row has."""
    return tuple(filter(None, row))
