"""What follows from one row of 会议台账, as values and as native formulas."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from weibao.compute.meeting_states import MeetingStatus
from weibao.compute.meeting_steps import Asked, Days, Limits, Step, standing
from weibao.compute.terms import Light
from weibao.functions.cells import Cell, compact, day_of, is_blank, is_error
from weibao.functions.hints import SEPARATOR, quoted
from weibao.functions.native import FALSE, NOTHING, day_come, is_day
from weibao.functions.native import compact as native_compact

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 200  # characters of 待办; all five steps need fewer
NEVER, _DONE = "99999", "999999"  # days left of a step without a day, and of one that is done: more than any other


class MeetingCells(NamedTuple):
    """The cells of a meeting that its state follows from; a row is in use where one of the first three is filled."""

    id: Cell
    kind: Cell
    title: Cell
    held_on: Cell
    agenda_on: Cell
    papers: Cell
    heard_on: Cell
    agreed_on: Cell
    approved_on: Cell
    issued_on: Cell


class MeetingAnswer(NamedTuple):
    """The computed cells of a meeting: 状态, 待办, 灯."""

    status: str
    steps: str
    light: str


def meeting_answer(cells: MeetingCells, *, kinds: Mapping[str, int], today: date, limits: Limits) -> MeetingAnswer:
    """Say where a meeting stands; `kinds` as of `kind_codes`. Raises ValueError where a cell holds an error value."""
    if any(map(is_error, cells)):
        raise ValueError("a row with error values has no state")
    if all(map(is_blank, cells[:3])):
        return MeetingAnswer("", "", "")
    days = Days(
        held=_day(cells.held_on), agenda=_day(cells.agenda_on), papers=not is_blank(cells.papers),
        heard=_day(cells.heard_on), agreed=_day(cells.agreed_on), approved=_day(cells.approved_on),
        issued=_day(cells.issued_on),
    )  # fmt: skip
    found = standing(days, Asked(kinds.get(compact(cells.kind).casefold(), 0)), limits, today)
    return MeetingAnswer(found.status.label, found.words, found.light.label)


def kind_codes(rows: Mapping[str, int]) -> dict[str, int]:
    """Names of kinds of meeting as they are compared → what the rules ask of them (the sum of `Asked`)."""
    return {compact(name).casefold(): code for name, code in rows.items()}


def _day(cell: Cell) -> date | None:
    read = day_of(cell)
    return read if isinstance(read, date) else None


# --- the same as formulas -----------------------------------------------------------------------------


class MeetingRefs(NamedTuple):
    """References of a row's cells, in the order of `MeetingCells`."""

    id: str
    kind: str
    title: str
    held_on: str
    agenda_on: str
    papers: str
    heard_on: str
    agreed_on: str
    approved_on: str
    issued_on: str


class Shared(NamedTuple):
    """What all rows share: names and codes of the kinds, the day, the limits."""

    names: str
    codes: str
    today: str
    minutes_days: str
    issue_days: str
    warn_days: str


def checked_row(row: tuple[str, ...], own: int, formula: str) -> str:
    """The formula; blank for a row that is not in use, an error where one of the row's cells is one."""
    errors = ",".join(f"ISERROR({cell})" for cell in row)
    blank = ",".join(f"{cell}={NOTHING}" for cell in row[:own])
    return f"IF(OR({errors}),NA(),IF(AND({blank}),{NOTHING},{formula}))"


def asks(kind: str, what: Asked, names: str, codes: str) -> str:
    """Whether the rules ask something of the kind of that name."""
    code = f"SUMPRODUCT(({names}={native_compact(kind)})*{codes})"
    return f"MOD({code},{2 * what})>={int(what)}"


def _open(row: MeetingRefs, shared: Shared) -> dict[Step, tuple[str, str]]:
    """Of every step whether it is to be done, and the days left for it."""
    held = f"IF({is_day(row.held_on)},INT({row.held_on})<={shared.today},{FALSE})"
    until = f"IF({is_day(row.held_on)},INT({row.held_on})-{shared.today},{NEVER})"
    papers = f"{asks(row.kind, Asked.PAPERS, shared.names, shared.codes)},{row.papers}<>{NOTHING}"
    agenda = asks(row.kind, Asked.AGENDA, shared.names, shared.codes)
    issue = asks(row.kind, Asked.ISSUE, shared.names, shared.codes)
    signed, issued = day_come(row.approved_on, shared.today), day_come(row.issued_on, shared.today)
    since = f"IF({signed},{shared.issue_days}-({shared.today}-INT({row.approved_on})),{NEVER})"
    return {
        Step.AGENDA: (f"AND({agenda},NOT({day_come(row.agenda_on, shared.today)}))", until),
        Step.HEARD: (f"AND({papers},NOT({day_come(row.heard_on, shared.today)}))", until),
        Step.AGREED: (f"AND({papers},NOT({day_come(row.agreed_on, shared.today)}))", until),
        Step.MINUTES: (f"AND({held},NOT({signed}))", f"{shared.minutes_days}+{until}"),
        Step.ISSUE: (f"AND({issue},{signed},NOT({issued}))", since),
    }


def meeting_state(row: MeetingRefs, shared: Shared) -> str:
    """状态."""
    word = {item: quoted(item.label) for item in MeetingStatus}
    steps = _open(row, shared)
    (issue, since), (minutes, left) = steps[Step.ISSUE], steps[Step.MINUTES]
    done = f"IF({day_come(row.issued_on, shared.today)},{word[MeetingStatus.ISSUED]},{word[MeetingStatus.SIGNED]})"
    signed = f"IF({issue},IF({since}<0,{word[MeetingStatus.UNISSUED]},{done}),{done})"
    held = f"IF({left}<0,{word[MeetingStatus.LACKING]},{word[MeetingStatus.HELD]})"
    open_ = f"IF({minutes},{held},{word[MeetingStatus.PLANNED]})"
    return checked_row(row, 3, f"IF({day_come(row.approved_on, shared.today)},{signed},{open_})")


def meeting_steps(row: MeetingRefs, shared: Shared) -> str:
    """待办."""
    listed = "&".join(
        f"IF({is_open},{quoted(SEPARATOR + step.label)},{NOTHING})" for step, (is_open, _) in _open(row, shared).items()
    )
    return checked_row(row, 3, f"MID({listed},2,{LONGEST})")


def meeting_light(row: MeetingRefs, shared: Shared) -> str:
    """灯: that of the most pressing step."""
    steps = _open(row, shared)
    until = steps[Step.AGENDA][1]
    before = ",".join(steps[step][0] for step in (Step.AGENDA, Step.HEARD, Step.AGREED))
    parts = [(f"OR({before})", until), steps[Step.MINUTES], steps[Step.ISSUE]]
    nearest = f"MIN({','.join(f'IF({is_open},{left},{_DONE})' for is_open, left in parts)})"
    return checked_row(row, 3, light_of(nearest, shared.warn_days))


def light_of(left: str, warn_days: str) -> str:
    """The light by days left: `NEVER` where no day is set, `_DONE` where nothing is to be done; `left` may be long."""
    red, yellow, green = (quoted(light.label) for light in (Light.RED, Light.YELLOW, Light.GREEN))
    place = f"1+({left}>=0)+({left}>{warn_days})+({left}>={NEVER})+({left}>={_DONE})"
    return f"CHOOSE({place},{red},{yellow},{green},{NOTHING},{green})"
