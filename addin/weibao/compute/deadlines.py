"""Due dates, days left, status and light.

Periods start the day after `start`. One in 日, 月 or 年 that ends on a day off moves to the next working day; one in
工作日 counts working days only (《民法典》第二百零一条至第二百零三条). Dates set as 底前 are taken as they stand,
and the due day itself is not late. Questions beyond the published holidays raise `errors.CalendarRangeError`.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from weibao.compute.results import MilestoneState
from weibao.compute.terms import Light, Status

if TYPE_CHECKING:
    from weibao.rulebook.model import Milestone, Rulebook
    from weibao.workdays import WorkCalendar

WORKDAY = "工作日"
PERIOD_UNITS = ("日", "月", "年", WORKDAY)
_MONTHS = {"月": 1, "年": 12}


def due_date(start: date, count: int, unit: str, calendar: WorkCalendar) -> date:
    """The last day of a period of `count` 日, 月, 年 or 工作日 that begins the day after `start`.

    Raises ValueError for another unit or a negative count, CalendarRangeError beyond the calendar.
    """
    if count < 0:
        raise ValueError(f"a period must not be negative, got {count}")
    if unit == WORKDAY:
        return calendar.add_workdays(start, count)
    if unit not in PERIOD_UNITS:
        raise ValueError(f"unit of a period must be one of {PERIOD_UNITS}, got {unit!r}")
    try:
        end = add_months(start, count * _MONTHS[unit]) if unit in _MONTHS else start + timedelta(days=count)
    except (OverflowError, ValueError):  # beyond the year 9999, the last that a sheet can hold
        end = date.max
    return calendar.next_workday(end)


def add_months(day: date, months: int) -> date:
    """The same day of a later (or earlier) month; the month's last day where that day is missing."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_left(deadline: date | None, as_of: date) -> int | None:
    """Calendar days until the deadline: 0 on the day itself, negative after it, None without one."""
    return None if deadline is None else (deadline - as_of).days


def has_come(day: date | None, as_of: date) -> bool:
    """Whether a typed day says that something is done: one that has not come yet does not."""
    return day is not None and day <= as_of


def status_of(done: bool, spoke: bool, left: int | None, warn_days: int, review: bool = False) -> Status:
    """Where a row stands. `done`: full marks (配合: 达标); `spoke`: somebody assessed it; `left` from `days_left`."""
    if review:
        return Status.REVIEW
    if done:
        return Status.DONE
    if left is not None and left < 0:
        return Status.OVERDUE
    if left is not None and left <= warn_days:
        return Status.DUE_SOON
    return Status.OPEN if spoke else Status.UNASSESSED


def light_of(done: bool, left: float | None, warn_days: float) -> Light:
    """Green when done or in time, yellow from `warn_days` before the deadline to the day itself, red after it."""
    if done:
        return Light.GREEN
    if left is None:
        return Light.NONE
    if left < 0:
        return Light.RED
    return Light.YELLOW if left <= warn_days else Light.GREEN


def row_deadline(rulebook: Rulebook) -> date | None:
    """The deadline that the plan sets for every row."""
    ends = [milestone.end for milestone in rulebook.milestones if milestone.id == rulebook.row_deadline]
    return ends[0] if ends else None


def phases_on(rulebook: Rulebook, day: date) -> tuple[str, ...]:
    """The phases that a day belongs to; phases may overlap."""
    return tuple(
        phase.id for phase in rulebook.phases if phase.start <= day and (phase.end is None or day <= phase.end)
    )


def milestone_states(rulebook: Rulebook, as_of: date, warn_days: int) -> tuple[MilestoneState, ...]:
    """Every 时间节点 as seen from `as_of`, in the order of the plan."""
    begins = {phase.id: phase.start for phase in rulebook.phases}
    return tuple(_milestone(item, begins.get(item.phase), as_of, warn_days) for item in rulebook.milestones)


def _milestone(milestone: Milestone, phase: date | None, as_of: date, warn_days: int) -> MilestoneState:
    """One of a `phase` that has not begun is not being worked on yet; of a deadline only that counts, not its start."""
    left = days_left(milestone.end, as_of)
    start = phase if milestone.kind == "deadline" else milestone.start
    soon = left is not None and left <= warn_days
    if start is not None and as_of < start and not (soon and milestone.kind == "deadline"):
        return MilestoneState(milestone.id, Status.UPCOMING, Light.NONE, left)
    if left is not None and left < 0:
        return MilestoneState(milestone.id, Status.PASSED, Light.NONE, left)
    status = Status.DUE_SOON if soon else Status.OPEN
    return MilestoneState(milestone.id, status, light_of(False, left, warn_days), left)
