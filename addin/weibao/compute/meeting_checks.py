"""What the office should look at in 会议台账 and 议定事项: due meetings, minutes, who presides and signs, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.meeting_duties import minutes_days
from weibao.compute.meeting_states import DecisionStatus, MeetingStatus
from weibao.compute.members import asked_units, holders
from weibao.compute.setting_values import names
from weibao.compute.terms import Light
from weibao.findings import Finding, finding
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from weibao.compute.meeting_states import DecisionState, MeetingDuties, MeetingState, YearDuty
    from weibao.compute.office import Office
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import MeetingKind, Post, Rulebook

# Decisions named in one finding; more of them are counted.
_NAMED: Final = 5
_MEETINGS, _DECISIONS = "会议台账", "议定事项"
_CHAIR, _SIGNER = "主持", "签批纪要"


def meeting_findings(
    rulebook: Rulebook, settings: Settings, office: Office, duties: MeetingDuties, as_of: date
) -> tuple[Finding, ...]:
    """All findings; on years only once the office keeps 会议台账."""
    found = [*_years(duties.years)] if office.meetings else []
    kinds = {kind.id: kind for kind in rulebook.meetings}
    for state in duties.meetings:
        found += _meeting(rulebook, settings, office, state, kinds.get(state.meeting.kind))
    told = [item.at(sheet=_MEETINGS) for item in found]
    return (*told, *(item.at(sheet=_DECISIONS) for item in _decisions(duties, office, as_of)))


# --- years ------------------------------------------------------------------------------------------------


def _years(years: Sequence[YearDuty]) -> Iterator[Finding]:
    for duty in years:
        words: dict[str, Any] = {"year": duty.year, "name": f"{duty.kind.body}{duty.kind.name}", "held": len(duty.held)}
        if duty.is_split:
            yield finding("meeting-norms-differ", **words, norms=norms_text(duty), rest=rest_text(duty))
        elif duty.light is Light.RED:
            yield finding("meeting-not-held", **words, norms=norms_text(duty))
        elif duty.light is Light.YELLOW:
            yield finding("meeting-due-soon", **words, norms=norms_text(duty), rest=rest_text(duty))


def norms_text(duty: YearDuty) -> str:
    """够附件3第六条的每年1次；不够附件1（I03）的每年2次."""
    texts = [
        f"{'够' if duty.is_met(norm) else '不够'}{norm.place}的每年{norm.times}次"
        for norm in sorted(duty.norms, key=lambda norm: norm.times)
    ]
    return "；".join(texts)


def rest_text(duty: YearDuty) -> str:
    """What is still lacking, and how long the year lasts; "" where nothing is lacking."""
    if not duty.lacking:
        return ""
    if duty.left < 0:
        return f"差 {duty.lacking} 次，年度已过"
    return f"还差 {duty.lacking} 次，离年底还有 {duty.left} 天"


# --- single meetings --------------------------------------------------------------------------------------


def _meeting(
    rulebook: Rulebook, settings: Settings, office: Office, state: MeetingState, kind: MeetingKind | None
) -> Iterator[Finding]:
    meeting = state.meeting
    words = {"key": meeting.id, "name": state.name}
    if state.status is MeetingStatus.LACKING and meeting.held_on:
        how = kind.minutes if kind else ""
        rule = f"规定：{how}。" if how else ""
        yield finding(
            "meeting-no-minutes", **words, day=day_text(meeting.held_on), days=minutes_days(settings), rule=rule
        )
    if meeting.held_on and meeting.approved_on and meeting.approved_on < meeting.held_on:
        yield finding("meeting-order", **words, day=day_text(meeting.approved_on), held=day_text(meeting.held_on))
    if kind is None:
        return
    if kind.signers and meeting.approved_on and not meeting.approver:
        yield finding("meeting-no-signer", **words, rule=kind.minutes)
    for who, posts, what, rule in (
        (meeting.chair, kind.chairs, _CHAIR, kind.convener),
        (meeting.approver, kind.signers, _SIGNER, kind.minutes),
    ):
        entitled = Entitled(rulebook, settings, office, posts, meeting.held_on)
        if entitled.excludes(who):
            known = "、".join(sorted(entitled.names)) or "别的人"
            yield finding(
                "meeting-not-entitled", **words, who=who, what=what, rule=rule, posts="、".join(posts), known=known
            )


class Entitled:
    """Who may do something by holding one of these posts on a day, as far as 成员名册 and 成员变动 tell."""

    def __init__(
        self, rulebook: Rulebook, settings: Settings, office: Office, posts: Sequence[str], day: date | None
    ) -> None:
        own = [post for post in rulebook.posts if f"{post.body}{post.name}" in posts]
        typed = {name for post in own for name in names(settings.texts.get(post.setting, ""))}
        held = {name for post in own for name in holders(office, post)}
        # Who left only later held the post on that day.
        left = {
            name
            for change in office.changes
            if f"{change.body}{change.post}" in posts and not (change.changed and day and change.changed < day)
            for name in names(change.old)
        }
        self.names = {_bare(name) for name in held | typed | left}
        self._known = bool(own) and all(_is_filled(rulebook, office, post, typed) for post in own)
        self._others = {_bare(name) for member in office.roster for name in names(member.name)} - self.names

    def excludes(self, who: str) -> bool:
        """Whether none of those named may: the posts are all filled by others, or somebody has another post."""
        named = {_bare(name) for name in names(who)}
        if not named or named & self.names or not self.names:
            return False
        return self._known or named <= self._others


def _is_filled(rulebook: Rulebook, office: Office, post: Post, typed: set[str]) -> bool:
    """Whether 成员名册 names everybody who ought to hold a post."""
    own = {
        member.unit for member in office.roster if (member.body, member.post) == (post.body, post.name) and member.name
    }
    asked = asked_units(rulebook, post)
    settled = bool(post.setting and typed and post.seats == 1)
    return settled or (set(asked) <= own if asked else bool(own))


def _bare(name: str) -> str:
    """A name without the blanks that make two characters as wide as three."""
    return "".join(name.split())


# --- decisions --------------------------------------------------------------------------------------------


def _decisions(duties: MeetingDuties, office: Office, as_of: date) -> Iterator[Finding]:
    """One finding for all that is late, one for what is due soon, and so on."""
    states = duties.decisions
    groups = {
        "decision-overdue": [state for state in states if state.status is DecisionStatus.OVERDUE],
        "decision-due-soon": [state for state in states if state.status is DecisionStatus.DUE_SOON],
        "decision-no-unit": [state for state in states if _is_open(state) and not state.decision.lead],
        "decision-no-limit": [state for state in states if _is_open(state) and state.decision.due is None],
        "decision-unproven": [state for state in states if not _is_open(state) and not state.decision.progress],
    }
    for code, group in groups.items():
        if group:
            yield finding(code, count=len(group), names=_names(group))
    held = {meeting.id: meeting.held_on for meeting in office.meetings}
    for state in states:
        item = state.decision
        since = held.get(item.meeting)
        for what, day in (("办理时限", item.due), ("办结日期", item.closed)):
            if day and since and day < since:
                yield finding("decision-order", key=item.id, what=what, day=day_text(day), held=day_text(since))
        if item.closed and item.closed > as_of:
            yield finding("decision-ahead", key=item.id, day=day_text(item.closed))


def _is_open(state: DecisionState) -> bool:
    return state.status is not DecisionStatus.DONE


def _names(group: Sequence[DecisionState]) -> str:
    return "、".join(state.decision.id for state in group[:_NAMED]) + ("等" if len(group) > _NAMED else "")
