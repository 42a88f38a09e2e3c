"""Meetings by the rules: held and due by calendar year, minutes, decisions and how far they are; pure.

Whatever asks for a number of meetings a year is a `Norm`: the rules of procedure (`per_year`) and the requirements that
量化情况 counts from 会议台账. Where they differ, a year may satisfy one and not the other.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from weibao.compute.deadlines import days_left, has_come, light_of
from weibao.compute.meeting_states import (
    DecisionState,
    DecisionStatus,
    MeetingDuties,
    MeetingState,
    Norm,
    YearDuty,
)
from weibao.compute.meeting_steps import Asked, Limits, asked_of, days_noted, limits_of, standing
from weibao.compute.terms import Light

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.compute.meetings import Decision, Meeting
    from weibao.compute.office import Office
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import MeetingKind, Rulebook


def meeting_duties(rulebook: Rulebook, settings: Settings, office: Office, as_of: date) -> MeetingDuties:
    """Everything as seen from `as_of`."""
    limits, kinds = limits_of(settings), {kind.id: kind for kind in rulebook.meetings}
    meetings = tuple(_meeting(rulebook, kinds.get(item.kind), item, limits, as_of) for item in office.meetings)
    told = {item.id for item in office.meetings if Asked.REPORT in asked_of(kinds.get(item.kind))}
    decisions = [_decision(item, as_of, limits.warn, asked=item.meeting in told) for item in office.decisions]
    order = list(DecisionStatus)
    decisions.sort(key=lambda state: (order.index(state.status), state.left is None, state.left or 0))
    return MeetingDuties(_years(rulebook, settings, office, as_of), meetings, tuple(decisions))


def norms_of(rulebook: Rulebook, kind: MeetingKind) -> tuple[Norm, ...]:
    """What the rules and the indicators ask of a kind, the rules first."""
    found = []
    if kind.per_year is not None:
        place = f"{kind.source.place}{kind.source.item.partition(' ')[0]}" if kind.source else f"{kind.body}规则"
        found.append(Norm(kind.per_year, place))
    needs = {need.id: need for need in rulebook.requirements}
    for count in rulebook.counts:
        need = needs.get(count.requirement)
        # A figure that counts several kinds together says nothing of one of them.
        if count.office == "meetings" and count.meetings == (kind.id,) and need and isinstance(need.threshold, int):
            place = f"{need.source.place}（{need.indicator}）" if need.source else need.indicator
            found.append(Norm(need.threshold, place, need.indicator))
    return tuple(found)


def meeting_name(rulebook: Rulebook, meeting: Meeting) -> str:
    """The meeting's own title, else the name of its kind, else its number."""
    kind = next((kind for kind in rulebook.meetings if kind.id == meeting.kind), None)
    return meeting.title or (kind.full_name if kind else meeting.id)


def decision_status(*, done: bool, clear: bool, left: int | None, warn_days: int, told: bool = True) -> DecisionStatus:
    """Where a decision stands; `told`: nothing is to be reported any more, `clear`: it has a unit and a limit."""
    if done:
        return DecisionStatus.DONE if told else DecisionStatus.UNREPORTED
    if left is not None and left < 0:
        return DecisionStatus.OVERDUE
    if left is not None and left <= warn_days:
        return DecisionStatus.DUE_SOON
    return DecisionStatus.OPEN if clear else DecisionStatus.UNCLEAR


# --- years ------------------------------------------------------------------------------------------------


def _years(rulebook: Rulebook, settings: Settings, office: Office, as_of: date) -> tuple[YearDuty, ...]:
    """From the plan's first year to the as-of day's; a kind held as needed only in the latter."""
    first = min((phase.start.year for phase in rulebook.phases), default=as_of.year)
    duties = []
    for year in range(first, as_of.year + 1):
        for kind in rulebook.meetings:
            norms = norms_of(rulebook, kind)
            if norms or year == as_of.year:
                duties.append(_year(kind, norms, year, office.meetings, as_of, settings.deadline_warn_days))
    return tuple(duties)


def _year(
    kind: MeetingKind, norms: tuple[Norm, ...], year: int, meetings: Sequence[Meeting], as_of: date, warn_days: int
) -> YearDuty:
    own = [item for item in meetings if item.kind == kind.id and item.held_on and item.held_on.year == year]
    held = tuple(item.id for item in own if item.held_on and item.held_on <= as_of)
    planned = tuple(item.id for item in own if item.id not in held)
    left = (date(year, 12, 31) - as_of).days
    light = light_of(all(len(held) >= norm.times for norm in norms), left, warn_days) if norms else Light.NONE
    return YearDuty(kind, year, norms, held, planned, left, light)


# --- single meetings and decisions ------------------------------------------------------------------------


def _meeting(
    rulebook: Rulebook, kind: MeetingKind | None, meeting: Meeting, limits: Limits, as_of: date
) -> MeetingState:
    found = standing(days_noted(meeting), asked_of(kind), limits, as_of)
    return MeetingState(meeting, meeting_name(rulebook, meeting), found)


def _decision(decision: Decision, as_of: date, warn_days: int, *, asked: bool) -> DecisionState:
    done = has_come(decision.closed, as_of)
    left = None if done else days_left(decision.due, as_of)
    clear, told = bool(decision.lead) and decision.due is not None, not asked or has_come(decision.reported, as_of)
    status = decision_status(done=done, told=told, clear=clear, left=left, warn_days=warn_days)
    return DecisionState(decision, status, decision_light(status, left, warn_days), left)


def decision_light(status: DecisionStatus, left: int | None, warn_days: int) -> Light:
    """灯: what is done and not reported is yellow."""
    if status is DecisionStatus.UNREPORTED:
        return Light.YELLOW
    return light_of(status is DecisionStatus.DONE, left, warn_days)
