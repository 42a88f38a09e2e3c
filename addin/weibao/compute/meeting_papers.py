"""The papers of a meeting, as 文号登记 has them: notice, minutes, documents put to it, what came of it; pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from weibao.compute.openings import DEAD, same_number
from weibao.compute.papers import OUT, PaperState

if TYPE_CHECKING:
    from weibao.compute.meetings import Meeting
    from weibao.compute.office import Office
    from weibao.compute.papers import Paper

NOTICE: Final = "meeting_notice"
MINUTES: Final = "minutes"
REPORT: Final = "decision_report"
_AT_THE_DESK: Final = (PaperState.DRAFT, PaperState.REVIEWED)
_NUMBER: Final = re.compile(r"[^\s，、；《》（）()]*[〔\[【]\d{4}[〕\]】]\s*第?\d+号")


def with_minutes(office: Office) -> Office:
    """The same, 会议台账 with what 文号登记 says of the minutes where its own cells are blank."""
    meetings = tuple(_with_minutes(office, meeting) for meeting in office.meetings)
    return office if meetings == office.meetings else replace(office, meetings=meetings)


def with_reports(office: Office) -> Office:
    """The same, 议定事项 with the day on which a report on them went to the leading group where the cell is blank."""
    days = {
        item: paper.issued
        for paper in office.register
        if paper.kind == REPORT and paper.state in OUT and paper.state not in DEAD and paper.issued
        for item in paper.items
    }
    decisions = tuple(
        replace(item, reported=days[item.id]) if item.reported is None and item.id in days else item
        for item in office.decisions
    )
    return office if decisions == office.decisions else replace(office, decisions=decisions)


def reports_gone(office: Office) -> tuple[str, ...]:
    """The decisions whose 报告日期 is that of a report which holds no more, and that no other report tells."""
    own = [paper for paper in office.register if paper.kind == REPORT]
    told = {item for paper in own if paper.state not in DEAD for item in paper.items}
    gone = {(item, paper.issued) for paper in own if paper.state in DEAD for item in paper.items}
    untold = [item for item in office.decisions if item.id not in told]
    return tuple(item.id for item in untold if item.reported and (item.id, item.reported) in gone)


def minutes_of(office: Office, meeting: Meeting) -> Paper | None:
    """The row of 文号登记 with the minutes of a meeting: by the number typed, else as the file itself says."""
    number = same_number(meeting.minutes_no) if meeting.minutes_no else ""
    alive = [paper for paper in office.register if paper.state not in DEAD]
    if number:
        return next((paper for paper in alive if paper.doc_no and same_number(paper.doc_no) == number), None)
    return _own(alive, MINUTES, meeting)


def notice_of(office: Office, meeting: Meeting) -> Paper | None:
    """The row of 文号登记 with the notice of a meeting."""
    return _own([paper for paper in office.register if paper.state not in DEAD], NOTICE, meeting)


def unknown_numbers(office: Office, meeting: Meeting) -> tuple[str, ...]:
    """The numbers that a meeting's row names and 文号登记 does not have, or only of a document that holds no more."""
    alive = {same_number(paper.doc_no) for paper in office.register if paper.state not in DEAD and paper.doc_no}
    named = [meeting.minutes_no, *(number for line in meeting.papers for number in _NUMBER.findall(line))]
    return tuple(number for number in dict.fromkeys(named) if number and same_number(number) not in alive)


def _own(papers: list[Paper], kind: str, meeting: Meeting) -> Paper | None:
    found = [paper for paper in papers if paper.kind == kind and paper.key == meeting.id]
    return found[-1] if found else None


def _with_minutes(office: Office, meeting: Meeting) -> Meeting:
    paper = minutes_of(office, meeting)
    if paper is None or paper.state in _AT_THE_DESK:
        return meeting
    return replace(
        meeting,
        minutes_no=meeting.minutes_no or paper.doc_no,
        approver=meeting.approver or paper.signer,
        approved_on=meeting.approved_on or paper.signed or paper.dated,
        issued_on=meeting.issued_on or (paper.issued if paper.state in OUT else None),
    )
