"""The rows of the frames on meetings: what each year asks and has, single meetings, and what they decided."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from weibao.compute.meeting_checks import norms_text
from weibao.compute.words import units_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.compute.model import Assessment
    from weibao.rulebook.model import Rulebook


def meeting_year_rows(assessment: Assessment) -> Iterator[Mapping[str, object]]:
    """Every kind and year; what the rules say of it stands beside."""
    for duty in assessment.meetings.years:
        kind = duty.kind
        yield {
            "year": duty.year, "kind": kind.id, "name": kind.full_name, "held": len(duty.held),
            "planned": len(duty.planned), "norms": norms_text(duty) or kind.frequency,
            "lacking": duty.lacking if duty.norms else None, "days_left": duty.left if duty.lacking else None,
            "light": duty.light.label, "convener": kind.convener, "agenda": kind.agenda, "attendance": kind.attendance,
            "minutes": kind.minutes, "distribution": kind.distribution,
        }  # fmt: skip


def meeting_rows(assessment: Assessment) -> Iterator[Mapping[str, object]]:
    """Every meeting of 会议台账, in its order."""
    decisions = Counter(state.decision.meeting for state in assessment.meetings.decisions)
    for state in assessment.meetings.meetings:
        meeting = state.meeting
        yield {
            "id": meeting.id, "name": state.name, "held_on": meeting.held_on, "chair": meeting.chair,
            "agenda": "；".join(meeting.agenda), "decisions": decisions[meeting.id], "approver": meeting.approver,
            "approved_on": meeting.approved_on, "minutes_no": meeting.minutes_no, "issued_on": meeting.issued_on,
            "status": state.status.label, "steps": state.standing.words, "days_left": state.standing.left,
            "light": state.standing.light.label,
        }  # fmt: skip


def decision_rows(rulebook: Rulebook, assessment: Assessment) -> Iterator[Mapping[str, object]]:
    """Every decision, the most pressing first."""
    names = {state.meeting.id: state.name for state in assessment.meetings.meetings}
    for state in assessment.meetings.decisions:
        item = state.decision
        yield {
            "id": item.id, "meeting": names.get(item.meeting, item.meeting), "text": item.text,
            "lead": units_text(rulebook, item.lead), "co": units_text(rulebook, item.co), "due": item.due,
            "days_left": state.left, "light": state.light.label, "status": state.status.label,
            "progress": item.progress, "closed": item.closed, "reported": item.reported,
        }  # fmt: skip
