"""What `weibao status` shows of meetings, decisions and changes of persons."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.compute.meeting_states import MeetingDuties
    from weibao.compute.member_states import ChangeState


def meeting_lines(duties: MeetingDuties) -> list[str]:
    """A line for each kind and year of which a number is asked (years that are over only where it was not reached),
    one for what is to be done of meetings, one for open decisions.
    """
    from weibao.campaign.meetings import decision_counts
    from weibao.compute.meeting_checks import norms_text, rest_text
    from weibao.compute.meeting_states import DecisionStatus
    from weibao.compute.terms import Light

    lines = []
    for duty in duties.years:
        if duty.norms and (duty.left >= 0 or duty.light is Light.RED):
            rest = f"；{text}" if (text := rest_text(duty)) else ""
            name = duty.kind.full_name
            lines.append(f"会议 {duty.year}年{name}已开 {len(duty.held)} 次：{norms_text(duty)}{rest}。")
    if named := [
        f"{state.meeting.id}（{state.status.label}：{state.standing.words}）"
        for state in duties.meetings
        if state.standing.light in (Light.RED, Light.YELLOW)
    ]:
        lines.append(f"会议手续要办的 {len(named)} 次：{'、'.join(named)}。")
    if any(state.status is not DecisionStatus.DONE for state in duties.decisions):
        counts = decision_counts(duties)
        told = "，".join(f"{status.label} {counts[status]}" for status in DecisionStatus if counts[status])
        lines.append(f"议定事项 {len(duties.decisions)} 件：{told}。")
    return lines


def change_line(states: Sequence[ChangeState]) -> list[str]:
    """One line where changes of persons are still to be seen to."""
    from weibao.compute.member_states import ChangeStatus
    from weibao.compute.terms import Light

    open_ = [state for state in states if state.status is not ChangeStatus.DONE]
    if not open_:
        return []
    counts = {status: sum(state.status is status for state in open_) for status in ChangeStatus}
    told = "，".join(f"{status.label} {count}" for status, count in counts.items() if count)
    late = [state.change.id for state in open_ if state.light is Light.RED]
    return [f"成员变动 {len(states)} 项：{told}" + (f"；超期的 {'、'.join(late)}。" if late else "。")]
