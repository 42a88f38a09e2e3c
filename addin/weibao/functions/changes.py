"""What follows from one row of 成员变动, as values and as native formulas."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from weibao.compute.member_states import ChangeStatus, Procedure, change_light, change_status, days_until
from weibao.compute.terms import Light
from weibao.functions.cells import Cell, compact, day_of, has_come, is_blank, is_error
from weibao.functions.gone_numbers import Register, is_gone, is_gone_formula
from weibao.functions.hints import quoted
from weibao.functions.meeting_rows import NEVER, checked_row, light_of
from weibao.functions.native import FALSE, NOTHING, day_come, is_day
from weibao.functions.native import compact as native_compact

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from weibao.workdays import WorkCalendar

_ALL_DAYS = '"0000000"'


class ChangeCells(NamedTuple):
    """The cells of a change that its state follows from; a row is in use where one of the first three is filled."""

    id: Cell
    body: Cell
    post: Cell
    changed: Cell
    proposed: Cell
    approved: Cell
    doc_no: Cell
    closed: Cell


class ChangeAnswer(NamedTuple):
    """The computed cells of a change: 状态, 灯."""

    status: str
    light: str


def change_answer(
    cells: ChangeCells,
    *,
    posts: Mapping[str, int],
    today: date,
    days: int,
    warn_days: int,
    calendar: WorkCalendar,
    gone: Collection[str] = (),
) -> ChangeAnswer:
    """Say where a change stands; `posts` as of `post_codes`, `gone` as of `gone_numbers`.

    Raises ValueError where a cell holds an error value.
    """
    if any(map(is_error, cells)):
        raise ValueError("a row with error values has no state")
    if all(map(is_blank, cells[:3])):
        return ChangeAnswer("", "")
    changed, proposed = day_of(cells.changed), day_of(cells.proposed)
    name = compact(f"{compact(cells.body)}{compact(cells.post)}").casefold()
    status = change_status(
        Procedure(posts.get(name, 0)),
        proposed=has_come(cells.proposed, today), approved=has_come(cells.approved, today),
        numbered=not is_blank(cells.doc_no) and not is_gone(cells.doc_no, gone), closed=has_come(cells.closed, today),
    )  # fmt: skip
    start = changed if isinstance(changed, date) else proposed if isinstance(proposed, date) else None
    settled = status in (ChangeStatus.DONE, ChangeStatus.UNKNOWN)
    left = None if settled else days_until(calendar, start, days, today)
    return ChangeAnswer(status.label, change_light(status, left, warn_days).label)


def post_codes(rows: Mapping[str, int]) -> dict[str, int]:
    """Names of posts as they are compared → what their procedure asks for (the sum of `Procedure`)."""
    return {compact(name).casefold(): code for name, code in rows.items()}


# --- the same as formulas -----------------------------------------------------------------------------


class ChangeRefs(NamedTuple):
    """References of a row's cells, in the order of `ChangeCells`."""

    id: str
    body: str
    post: str
    changed: str
    proposed: str
    approved: str
    doc_no: str
    closed: str


class Shared(NamedTuple):
    """What all rows share: names and codes of the posts, the day, the limits, the calendar, 文号登记."""

    names: str
    codes: str
    today: str
    days: str
    warn_days: str
    days_off: str
    first: str
    last: str
    register: Register


def _status(row: ChangeRefs, shared: Shared) -> str:
    word = {item: quoted(item.label) for item in ChangeStatus}
    name = f"{native_compact(row.body)}&{native_compact(row.post)}"
    code = f"SUMPRODUCT(({shared.names}={name})*{shared.codes})"

    def asked(what: Procedure) -> str:
        return f"MOD({code},{2 * what})>={int(what)}"

    closed, gone = day_come(row.closed, shared.today), is_gone_formula(row.doc_no, shared.register)
    numbered = f"IF({row.doc_no}={NOTHING},{FALSE},NOT({gone}))"

    def unless_closed(lacking: str, done: ChangeStatus) -> str:
        return f"IF({closed},{word[done]},{lacking})"

    proposal = f"IF({day_come(row.proposed, shared.today)},{word[ChangeStatus.APPROVAL]},{word[ChangeStatus.PROPOSAL]})"
    notice = unless_closed(word[ChangeStatus.NOTICE], ChangeStatus.UNPROVEN)
    letter = unless_closed(word[ChangeStatus.LETTER], ChangeStatus.DONE)
    # The number is looked up once: it is the long part.
    paper = f"IF({numbered},{word[ChangeStatus.DONE]},IF({asked(Procedure.NOTICE)},{notice},{letter}))"
    plain = unless_closed(word[ChangeStatus.OPEN], ChangeStatus.DONE)
    papers = f"IF(OR({asked(Procedure.NOTICE)},{asked(Procedure.LETTER)}),{paper},{plain})"
    unapproved = f"AND({asked(Procedure.APPROVAL)},NOT({day_come(row.approved, shared.today)}))"
    known = f"IF({unapproved},{unless_closed(proposal, ChangeStatus.UNPROVEN)},{papers})"
    return f"IF({asked(Procedure.KNOWN)},{known},{word[ChangeStatus.UNKNOWN]})"


def change_state(row: ChangeRefs, shared: Shared) -> str:
    """状态."""
    return checked_row(row, 3, _status(row, shared))


def light(row: ChangeRefs, shared: Shared) -> str:
    """灯."""
    start = f"IF({is_day(row.changed)},{row.changed},IF({is_day(row.proposed)},{row.proposed},0))"
    due = f"WORKDAY.INTL(INT({start}),{shared.days},{_ALL_DAYS},{shared.days_off})"
    inside = f"AND(INT({start})>={shared.first},INT({start})<={shared.last})"
    left = f"IFERROR(IF({inside},IF({due}<={shared.last},{due}-{shared.today},{NEVER}),{NEVER}),{NEVER})"
    own = {ChangeStatus.UNPROVEN: Light.RED, ChangeStatus.UNKNOWN: Light.NONE, ChangeStatus.DONE: Light.GREEN}
    place = f"MATCH({_status(row, shared)},{{{','.join(quoted(item.label) for item in own)}}},0)"
    settled = f"CHOOSE({place},{','.join(quoted(item.label) for item in own.values())})"
    return checked_row(row, 3, f"IFERROR({settled},{light_of(left, shared.warn_days)})")
