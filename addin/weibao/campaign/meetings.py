"""Meetings by the rules, for programs: what each year asks, how many meetings and decisions stand where."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from weibao.compute.meeting_states import DecisionStatus, MeetingStatus

if TYPE_CHECKING:
    from weibao.compute.meeting_states import MeetingDuties, YearDuty


def meetings_object(duties: MeetingDuties) -> dict[str, Any]:
    """The years with what is asked of each kind, and how many meetings stand where, every status named."""
    counts = Counter(state.status for state in duties.meetings)
    return {
        "years": [_year(duty) for duty in duties.years],
        "states": {status.value: counts[status] for status in MeetingStatus},
    }


def decision_counts(duties: MeetingDuties) -> dict[str, int]:
    """How many decisions stand where, every status named."""
    counts = Counter(state.status for state in duties.decisions)
    return {status.value: counts[status] for status in DecisionStatus}


def _year(duty: YearDuty) -> dict[str, Any]:
    norms = [
        {"place": norm.place, "indicator": norm.indicator or None, "times": norm.times, "met": duty.is_met(norm)}
        for norm in duty.norms
    ]
    return {
        "year": duty.year, "kind": duty.kind.id, "name": duty.kind.full_name, "held": len(duty.held),
        "planned": len(duty.planned), "lacking": duty.lacking, "days_left": duty.left, "light": duty.light.value,
        "norms": norms,
    }  # fmt: skip
