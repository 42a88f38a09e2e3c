"""Where a change of persons stands by the procedure that the rulebook prescribes for its post; pure.

Used by the lists of the office and by the sheet's block alike, so that both say the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import IntFlag, StrEnum
from typing import TYPE_CHECKING

from weibao.compute.deadlines import has_come, light_of
from weibao.compute.members import LETTER, NOTICE, post_of, with_notices
from weibao.compute.terms import Light
from weibao.errors import CalendarRangeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from weibao.compute.members import MemberChange
    from weibao.compute.office import Office
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Post, Rulebook
    from weibao.workdays import WorkCalendar


class Procedure(IntFlag):
    """What the procedure of a post asks for; the ledger keeps the sum."""

    UNKNOWN = 0
    APPROVAL = 1
    NOTICE = 2
    LETTER = 4
    KNOWN = 8


class ChangeStatus(StrEnum):
    """Where a change stands, the most pressing first; UNPROVEN: it is said to be done and is not."""

    UNPROVEN = "unproven"
    UNKNOWN = "unknown_post"
    NOTICE = "not_issued"
    LETTER = "not_filed"
    APPROVAL = "not_approved"
    PROPOSAL = "not_proposed"
    OPEN = "open"
    DONE = "done"

    @property
    def label(self) -> str:
        """In the office's words."""
        return {
            "unproven": "手续不全", "unknown_post": "职务有误", "not_issued": "待印发", "not_filed": "待备案",
            "not_approved": "待批准", "not_proposed": "待提出", "open": "待办结", "done": "已办结",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangeState:
    """A change as seen from one day. `left` are the days until it is late, None where settled or not known."""

    change: MemberChange
    status: ChangeStatus
    left: int | None
    light: Light


def procedure_of(post: Post | None) -> Procedure:
    """What the procedure of a post asks for."""
    if post is None:
        return Procedure.UNKNOWN
    asked = Procedure.KNOWN | (Procedure.APPROVAL if post.approval else Procedure.UNKNOWN)
    return asked | {NOTICE: Procedure.NOTICE, LETTER: Procedure.LETTER}.get(post.paper, Procedure.UNKNOWN)


def post_names(rulebook: Rulebook) -> dict[str, int]:
    """Body and post, or the post alone where only one body has it → what its procedure asks for."""
    named = [(post, name) for post in rulebook.posts for name in dict.fromkeys((post.name, *post.titles))]
    codes = {f"{post.body}{name}": int(procedure_of(post)) for post, name in named}
    times = Counter(name for _, name in named)
    alone = {name: int(procedure_of(post)) for post, name in named if times[name] == 1}
    return codes | {name: code for name, code in alone.items() if name not in codes}


def change_status(asked: Procedure, *, proposed: bool, approved: bool, numbered: bool, closed: bool) -> ChangeStatus:
    """Where a change stands; `numbered`: the number of its paper is there."""
    if Procedure.KNOWN not in asked:
        return ChangeStatus.UNKNOWN
    lacking = None
    if Procedure.APPROVAL in asked and not approved:
        lacking = ChangeStatus.APPROVAL if proposed else ChangeStatus.PROPOSAL
    elif Procedure.NOTICE in asked and not numbered:
        lacking = ChangeStatus.NOTICE
    elif Procedure.LETTER in asked and not (numbered or closed):
        lacking = ChangeStatus.LETTER
    elif not asked & (Procedure.NOTICE | Procedure.LETTER) and not closed:
        lacking = ChangeStatus.OPEN
    if lacking is None:
        return ChangeStatus.DONE
    return ChangeStatus.UNPROVEN if closed else lacking


def change_light(status: ChangeStatus, left: int | None, warn_days: int) -> Light:
    """灯; `left` are the days until the change is late."""
    if status is ChangeStatus.UNPROVEN:
        return Light.RED
    if status is ChangeStatus.UNKNOWN:
        return Light.NONE
    return light_of(status is ChangeStatus.DONE, left, warn_days)


def days_until(calendar: WorkCalendar, start: date | None, days: int, today: date) -> int | None:
    """Days until so many working days after `start` have passed; None without a day or beyond the calendar."""
    try:
        return (calendar.add_workdays(start, days) - today).days if start else None
    except CalendarRangeError:
        return None


def change_states(
    rulebook: Rulebook, settings: Settings, calendar: WorkCalendar, office: Office, as_of: date
) -> tuple[ChangeState, ...]:
    """Every change, the most pressing first."""
    states = [_state(rulebook, settings, calendar, change, as_of) for change in with_notices(rulebook, office).changes]
    order = list(ChangeStatus)
    return tuple(sorted(states, key=lambda state: (order.index(state.status), state.left is None, state.left or 0)))


def _state(
    rulebook: Rulebook, settings: Settings, calendar: WorkCalendar, change: MemberChange, as_of: date
) -> ChangeState:
    status = change_status(
        procedure_of(post_of(rulebook, change)), proposed=has_come(change.proposed, as_of),
        approved=has_come(change.approved, as_of), numbered=bool(change.doc_no), closed=has_come(change.closed, as_of),
    )  # fmt: skip
    settled = status in (ChangeStatus.DONE, ChangeStatus.UNKNOWN)
    start = None if settled else change.changed or change.proposed
    left = days_until(calendar, start, settings.member_days, as_of)
    return ChangeState(change, status, left, change_light(status, left, settings.item_warn_days))


def change_counts(states: Iterable[ChangeState]) -> Mapping[str, int]:
    """How many changes stand where, every status named."""
    counts = Counter(state.status for state in states)
    return {status.value: counts[status] for status in ChangeStatus}
