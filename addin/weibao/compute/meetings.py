"""Meetings and what they decided, as the office types them; frozen records.

Units are ids of the rulebook where the text names one, else the text as typed (an organ outside the campaign).
Only adults' offices appear here: names and posts of officials.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """会议台账: one meeting, planned or held. `kind` is the id of a `MeetingKind` ("" for another meeting).

    `time` is text such as 上午9:00; `agenda`, `content` have one entry per line (a topic; a paragraph of the minutes
    without its opening 会议); `units` are those that attend or are invited, `present`, `absent`, `listed` (列席) name
    people or units as typed; `commissioned` is the day on which who takes the chair, approves or signs was commissioned
    to do so (受委托). `agenda_approver` approved the agenda on `agenda_on`. `papers` are the documents put to the
    meeting, by title or number: `heard_on` their draft went to the members, `agreed_on` they were agreed to. `approver`
    signs the minutes (签批人) on `approved_on`; they bear `minutes_no` and went out on `issued_on`.
    """

    id: str
    kind: str = ""
    title: str = ""
    held_on: date | None = None
    time: str = ""
    place: str = ""
    chair: str = ""
    chair_post: str = ""
    units: tuple[str, ...] = ()
    present: str = ""
    absent: str = ""
    listed: str = ""
    recorder: str = ""
    agenda: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    reply_by: date | None = None
    approver: str = ""
    approved_on: date | None = None
    commissioned: date | None = None
    agenda_approver: str = ""
    agenda_on: date | None = None
    papers: tuple[str, ...] = ()
    heard_on: date | None = None
    agreed_on: date | None = None
    minutes_no: str = ""
    issued_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """议定事项: one decision of a meeting. `lead` and `co` are unit ids or organs as typed.

    `reported` is the day on which the leading group was told what was done.
    """

    id: str
    meeting: str
    text: str
    lead: tuple[str, ...] = ()
    co: tuple[str, ...] = ()
    due: date | None = None
    progress: str = ""
    closed: date | None = None
    reported: date | None = None
