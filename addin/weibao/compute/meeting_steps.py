"""The steps that the rules ask of one meeting, and where it stands by the dates that are noted; pure.

Used by the lists of the office and by the sheet's block alike, so that both say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntFlag, StrEnum
from typing import TYPE_CHECKING, Final

from weibao.compute.deadlines import has_come, light_of
from weibao.compute.meeting_states import MeetingStatus
from weibao.compute.terms import Light

if TYPE_CHECKING:
    from datetime import date

    from weibao.compute.meetings import Meeting
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import MeetingKind

# For a rulebook without the settings `minutes_days` and `issue_days`.
DEFAULTS: Final = {"minutes_days": 15, "issue_days": 7}


class Asked(IntFlag):
    """What the rules ask of a kind of meeting; the ledger keeps the sum."""

    NOTHING = 0
    AGENDA = 1
    PAPERS = 2
    ISSUE = 4
    REPORT = 8


class Step(StrEnum):
    """What is still to be done of a meeting, in the order of the work."""

    AGENDA = "agenda"
    HEARD = "heard"
    AGREED = "agreed"
    MINUTES = "minutes"
    ISSUE = "issue"

    @property
    def label(self) -> str:
        """In the office's words."""
        return {
            "agenda": "议题报批", "heard": "会议文件征求意见", "agreed": "会议文件报批", "minutes": "纪要报批",
            "issue": "纪要印发",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What is noted of a meeting: the days of its steps, and whether documents are put to it."""

    held: date | None = None
    agenda: date | None = None
    papers: bool = False
    heard: date | None = None
    agreed: date | None = None
    approved: date | None = None
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Days after the meeting for its minutes to be signed, then to be issued; from when on a step is due soon."""

    minutes: int
    issue: int
    warn: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a meeting stands. `steps` are those to be done with the days left (None: no day is set)."""

    status: MeetingStatus
    steps: tuple[tuple[Step, int | None], ...]
    light: Light

    @property
    def left(self) -> int | None:
        """The days left for the most pressing step."""
        return min((left for _, left in self.steps if left is not None), default=None)

    @property
    def words(self) -> str:
        """议题报批；纪要印发."""
        return "；".join(step.label for step, _ in self.steps)


def asked_of(kind: MeetingKind | None) -> Asked:
    """What the rules ask of a kind; nothing of a meeting of another sort."""
    if kind is None:
        return Asked.NOTHING
    asked = Asked.AGENDA if kind.agenda_by and not kind.agenda_if_needed else Asked.NOTHING
    asked |= Asked.PAPERS if kind.papers_by else Asked.NOTHING
    asked |= Asked.ISSUE if kind.distribution else Asked.NOTHING
    return asked | (Asked.REPORT if kind.reported else Asked.NOTHING)


def limits_of(settings: Settings) -> Limits:
    """The limits in force."""
    return Limits(days_of(settings, "minutes_days"), days_of(settings, "issue_days"), settings.item_warn_days)


def days_of(settings: Settings, key: str) -> int:
    """A setting of `DEFAULTS`, which a rulebook may do without."""
    return int(settings.texts.get(key) or DEFAULTS[key])


def days_noted(meeting: Meeting) -> Days:
    """What 会议台账 notes of a meeting."""
    return Days(
        held=meeting.held_on, agenda=meeting.agenda_on, papers=bool(meeting.papers), heard=meeting.heard_on,
        agreed=meeting.agreed_on, approved=meeting.approved_on, issued=meeting.issued_on,
    )  # fmt: skip


def standing(days: Days, asked: Asked, limits: Limits, today: date) -> Standing:
    """Where a meeting stands on a day; a step noted for a day that has not come is still to be done."""
    days = _so_far(days, today)
    held = days.held is not None and days.held <= today
    until = (days.held - today).days if days.held else None
    steps: list[tuple[Step, int | None]] = []
    if asked & Asked.AGENDA and days.agenda is None:
        steps.append((Step.AGENDA, until))
    if asked & Asked.PAPERS and days.papers:
        steps += [(step, until) for step, day in ((Step.HEARD, days.heard), (Step.AGREED, days.agreed)) if day is None]
    if held and until is not None and days.approved is None:
        steps.append((Step.MINUTES, limits.minutes + until))
    if asked & Asked.ISSUE and days.approved and days.issued is None:
        steps.append((Step.ISSUE, limits.issue - (today - days.approved).days))
    lefts = [left for _, left in steps if left is not None]
    light = light_of(not steps, min(lefts, default=None), limits.warn)
    return Standing(_status(days, steps, held=held), tuple(steps), light)


def _so_far(days: Days, today: date) -> Days:
    def come(day: date | None) -> date | None:
        return day if has_come(day, today) else None

    return replace(
        days, agenda=come(days.agenda), heard=come(days.heard), agreed=come(days.agreed),
        approved=come(days.approved), issued=come(days.issued),
    )  # fmt: skip


def _status(days: Days, steps: list[tuple[Step, int | None]], *, held: bool) -> MeetingStatus:
    left = dict(steps)
    if days.approved:
        late = (left.get(Step.ISSUE) or 0) < 0
        done = MeetingStatus.ISSUED if days.issued else MeetingStatus.SIGNED
        return MeetingStatus.UNISSUED if late else done
    if not held:
        return MeetingStatus.PLANNED
    return MeetingStatus.LACKING if (left.get(Step.MINUTES) or 0) < 0 else MeetingStatus.HELD
