"""What the office should look at in 会议台账 and 议定事项: due meetings, minutes, who presides and signs, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.meeting_papers import reports_gone
from weibao.compute.meeting_states import DecisionStatus
from weibao.compute.meeting_step_checks import days_ahead, step_findings
from weibao.compute.terms import Light
from weibao.findings import Finding, finding, some
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from weibao.compute.meeting_states import DecisionState, MeetingDuties, YearDuty
    from weibao.compute.office import Office
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook

# Decisions named in one finding; more of them are counted.
_NAMED: Final = 5
_MEETINGS, _DECISIONS = "会议台账", "议定事项"


def meeting_findings(
    rulebook: Rulebook, settings: Settings, office: Office, duties: MeetingDuties, as_of: date
) -> tuple[Finding, ...]:
    """All findings; on years only once the office keeps 会议台账."""
    found = [*_years(duties.years)] if office.meetings else []
    kinds = {kind.id: kind for kind in rulebook.meetings}
    for state in duties.meetings:
        found += step_findings(rulebook, settings, office, state, kinds.get(state.meeting.kind))
        found += days_ahead(state, as_of)
    told = [item.at(sheet=_MEETINGS) for item in found]
    return (*told, *(item.at(sheet=_DECISIONS) for item in _decisions(duties, office, as_of)))


# --- years ------------------------------------------------------------------------------------------------


def _years(years: Sequence[YearDuty]) -> Iterator[Finding]:
    for duty in years:
        words: dict[str, Any] = {"year": duty.year, "name": duty.kind.full_name, "held": len(duty.held)}
        if duty.is_split:
            yield finding("meeting-norms-differ", **words, norms=norms_text(duty), rest=rest_text(duty))
        elif duty.light is Light.RED:
            yield finding("meeting-not-held", **words, norms=norms_text(duty))
        elif duty.light is Light.YELLOW:
            yield finding("meeting-due-soon", **words, norms=norms_text(duty), rest=rest_text(duty))


def norms_text(duty: YearDuty) -> str:
    """达到附件3第六条要求的每年1次；没有达到附件1（I03）要求的每年2次."""
    texts = [
        f"{'达到' if duty.is_met(norm) else '没有达到'}{norm.place}要求的每年{norm.times}次"
        for norm in sorted(duty.norms, key=lambda norm: norm.times)
    ]
    return "；".join(texts)


def rest_text(duty: YearDuty) -> str:
    """What is still lacking, what of it is entered for a later day, and how long the year lasts; "" for nothing."""
    if not duty.lacking:
        return ""
    if duty.left < 0:
        return f"差 {duty.lacking} 次，年度已过"
    planned = f"（台账里待开 {len(duty.planned)} 次）" if duty.planned else ""
    return f"还差 {duty.lacking} 次{planned}，离年底还有 {duty.left} 天"


# --- decisions --------------------------------------------------------------------------------------------


def _decisions(duties: MeetingDuties, office: Office, as_of: date) -> Iterator[Finding]:
    """One finding for all that is late, one for what is due soon, and so on."""
    states = duties.decisions
    groups = {
        "decision-overdue": [state for state in states if state.status is DecisionStatus.OVERDUE],
        "decision-due-soon": [state for state in states if state.status is DecisionStatus.DUE_SOON],
        "decision-no-unit": [state for state in states if state.is_open and not state.decision.lead],
        "decision-no-limit": [state for state in states if state.is_open and state.decision.due is None],
        "decision-unproven": [state for state in states if not state.is_open and not state.decision.progress],
        "decision-not-reported": [state for state in states if state.status is DecisionStatus.UNREPORTED],
    }
    for code, group in groups.items():
        if group:
            yield finding(code, count=len(group), names=_names(group))
    for key in reports_gone(office):
        yield finding("decision-report-gone", key=key)
    held = {meeting.id: meeting.held_on for meeting in office.meetings}
    for state in states:
        item = state.decision
        since = held.get(item.meeting)
        for what, day in (("办理时限", item.due), ("办结日期", item.closed)):
            if day and since and day < since:
                yield finding("decision-order", key=item.id, what=what, day=day_text(day), held=day_text(since))
        for what, day in (("办结日期", item.closed), ("报告日期", item.reported)):
            if day and day > as_of:
                yield finding("decision-ahead", key=item.id, what=what, day=day_text(day))
        if item.closed and item.reported and item.reported < item.closed:
            yield finding(
                "decision-reported-early", key=item.id, day=day_text(item.reported), closed=day_text(item.closed)
            )


def _names(group: Sequence[DecisionState]) -> str:
    return some([state.decision.id for state in group], _NAMED)
