"""What the office should look at in one row of 会议台账: steps that are due, who acts and by whose commission."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from weibao.compute.entitled import Entitled
from weibao.compute.meeting_papers import unknown_numbers
from weibao.compute.meeting_states import MeetingStatus
from weibao.compute.meeting_steps import Step, days_of
from weibao.compute.words import units_text
from weibao.findings import Finding, finding
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from weibao.compute.meeting_states import MeetingState
    from weibao.compute.meetings import Meeting
    from weibao.compute.office import Office
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import MeetingKind, Rulebook

# Steps before a meeting, with the code of what is told of them.
_BEFORE: Final = {
    Step.AGENDA: "meeting-agenda-open", Step.HEARD: "meeting-papers-unheard", Step.AGREED: "meeting-papers-open",
}  # fmt: skip


class Act(NamedTuple):
    """Something that only some may do: who did it, what and when, the posts that may, the rule in words."""

    who: str
    what: str
    on: date | None
    posts: tuple[str, ...]
    rule: str


def step_findings(
    rulebook: Rulebook, settings: Settings, office: Office, state: MeetingState, kind: MeetingKind | None
) -> Iterator[Finding]:
    """All of one meeting."""
    meeting, words = state.meeting, {"key": state.meeting.id, "name": state.name}
    yield from _steps(settings, state, kind, words)
    yield from _order(meeting, words)
    if numbers := unknown_numbers(office, meeting):
        yield finding("meeting-number-unknown", **words, numbers="、".join(numbers))
    if kind is None:
        return
    if kind.signers and meeting.approved_on and not meeting.approver:
        yield finding("meeting-no-signer", **words, rule=kind.minutes)
    if kind.agenda_by and meeting.agenda_on and not meeting.agenda_approver:
        yield finding("meeting-no-approver", **words, rule=kind.agenda)
    for act in _acts(meeting, kind):
        yield from _entitled(rulebook, settings, office, meeting, kind, act, words)
    absent = [unit.id for unit in rulebook.member_units if unit.id not in meeting.units]
    if kind.everybody and meeting.units and absent:
        names = units_text(rulebook, absent)
        rule = kind.attendance.partition("；")[0]
        yield finding("meeting-not-all", **words, rule=rule, count=len(absent), names=names)


def _steps(
    settings: Settings, state: MeetingState, kind: MeetingKind | None, words: dict[str, Any]
) -> Iterator[Finding]:
    """Steps that are late; those before a meeting from some days ahead."""
    meeting, soon = state.meeting, settings.item_warn_days
    for step, left in state.standing.steps:
        if step in _BEFORE and kind and left is not None and left <= soon and meeting.held_on:
            yield finding(_BEFORE[step], **words, day=day_text(meeting.held_on), rule=kind.agenda)
    if state.status is MeetingStatus.LACKING and meeting.held_on:
        rule = f"规定：{kind.minutes}。" if kind and kind.minutes else ""
        days = days_of(settings, "minutes_days")
        yield finding("meeting-no-minutes", **words, day=day_text(meeting.held_on), days=days, rule=rule)
    if state.status is MeetingStatus.UNISSUED and meeting.approved_on and kind:
        days = days_of(settings, "issue_days")
        yield finding(
            "meeting-not-issued", **words, day=day_text(meeting.approved_on), days=days, rule=kind.distribution
        )


def _order(meeting: Meeting, words: dict[str, Any]) -> Iterator[Finding]:
    """Days that cannot be as they are: each must not lie before the one that it follows."""
    pairs = (
        ("签批日期", meeting.approved_on, "会议日期", meeting.held_on),
        ("印发日期", meeting.issued_on, "签批日期", meeting.approved_on),
        ("会议日期", meeting.held_on, "议题批准日期", meeting.agenda_on),
        ("会议日期", meeting.held_on, "文件同意日期", meeting.agreed_on),
        ("文件同意日期", meeting.agreed_on, "文件征求意见日期", meeting.heard_on),
    )
    for what, day, other, before in pairs:
        if day and before and day < before:
            yield finding("meeting-order", **words, what=what, day=day_text(day), other=other, before=day_text(before))


def days_ahead(state: MeetingState, as_of: date) -> Iterator[Finding]:
    """Steps noted for a day that has not come: they are still to be done. A meeting itself may well be to come."""
    meeting = state.meeting
    for what, day in (
        ("议题批准日期", meeting.agenda_on),
        ("文件征求意见日期", meeting.heard_on),
        ("文件同意日期", meeting.agreed_on),
        ("签批日期", meeting.approved_on),
        ("印发日期", meeting.issued_on),
    ):
        if day and day > as_of:
            yield finding("meeting-ahead", key=meeting.id, name=state.name, what=what, day=day_text(day))


def _acts(meeting: Meeting, kind: MeetingKind) -> tuple[Act, ...]:
    return (
        Act(meeting.chair, "主持", meeting.held_on, kind.chairs, kind.convener),
        Act(meeting.agenda_approver, "批准议题", meeting.agenda_on, kind.agenda_by, kind.agenda),
        Act(meeting.approver, "签批纪要", meeting.approved_on, kind.signers, kind.minutes),
    )


def _entitled(
    rulebook: Rulebook,
    settings: Settings,
    office: Office,
    meeting: Meeting,
    kind: MeetingKind,
    act: Act,
    words: dict[str, Any],
) -> Iterator[Finding]:
    """Whether who acted may, and by a commission where he needs one."""
    may = Entitled(rulebook, settings, office, act.posts, act.on or meeting.held_on)
    if may.excludes(act.who):
        known = "、".join(sorted(may.names)) or "别的人"
        yield finding(
            "meeting-not-entitled", **words, who=act.who, what=act.what, rule=act.rule,
            posts="、".join(act.posts), known=known,
        )  # fmt: skip
        return
    if not needs_commission(rulebook, settings, office, meeting, kind, act):
        return
    common = {**words, "who": act.who, "what": act.what, "rule": act.rule, "giver": kind.by_right[0]}
    if meeting.commissioned is None:
        yield finding("meeting-no-commission", **common)
    elif act.on and meeting.commissioned > act.on:
        yield finding("meeting-commission-late", **common, day=day_text(meeting.commissioned), on=day_text(act.on))


def needs_commission(
    rulebook: Rulebook, settings: Settings, office: Office, meeting: Meeting, kind: MeetingKind, act: Act
) -> bool:
    """Whether who acted is known to hold a post that may act only when commissioned."""
    others = tuple(post for post in act.posts if post not in kind.by_right)
    if not act.who or not kind.by_right or not others:
        return False
    day = act.on or meeting.held_on
    if Entitled(rulebook, settings, office, kind.by_right, day).includes(act.who):
        return False
    own = [post for post in rulebook.posts if f"{post.body}{post.name}" in others]
    titles = {name for post in own for name in (post.name, f"{post.body}{post.name}")}
    said = act.who == meeting.chair and "".join(meeting.chair_post.split()) in titles
    return said or Entitled(rulebook, settings, office, others, day).includes(act.who)


def commissioner(
    rulebook: Rulebook, settings: Settings, office: Office, meeting: Meeting, kind: MeetingKind | None
) -> str:
    """The post that commissioned the one in the chair (领导小组组长); "" where he needs none or it is not noted."""
    if kind is None or meeting.commissioned is None:
        return ""
    chair = _acts(meeting, kind)[0]
    return kind.by_right[0] if needs_commission(rulebook, settings, office, meeting, kind, chair) else ""
