"""What `weibao status` shows of meetings and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weibao.compute.meeting_states import MeetingDuties


def meeting_lines(duties: MeetingDuties) -> list[str]:
    """A line for each kind and year of which a number is asked (years that are over only where it was not reached),
    one for meetings without minutes, one for open decisions."""
    from weibao.campaign.meetings import decision_counts
    from weibao.compute.meeting_checks import norms_text, rest_text
    from weibao.compute.meeting_states import DecisionStatus, MeetingStatus
    from weibao.compute.terms import Light

    lines = []
    for duty in duties.years:
        if duty.norms and (duty.left >= 0 or duty.light is Light.RED):
            rest = f"；{text}" if (text := rest_text(duty)) else ""
            name = f"{duty.kind.body}{duty.kind.name}"
            lines.append(f"会议 {duty.year}年{name}已开 {len(duty.held)} 次：{norms_text(duty)}{rest}。")
    lacking = [state.meeting.id for state in duties.meetings if state.status is MeetingStatus.LACKING]
    if lacking:
        lines.append(f"会议缺纪要 {len(lacking)} 次：{'、'.join(lacking)}。")
    if any(state.status is not DecisionStatus.DONE for state in duties.decisions):
        counts = decision_counts(duties)
        told = "，".join(f"{status.label} {counts[status]}" for status in DecisionStatus if counts[status])
        lines.append(f"议定事项 {len(duties.decisions)} 件：{told}。")
    return lines
