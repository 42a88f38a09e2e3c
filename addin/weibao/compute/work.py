"""工作制度 as the office types it: one piece of work a row; frozen records. Units as everywhere in meetings' rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from weibao.compute.openings import dead_numbers, holds, same_number
from weibao.compute.papers import OUT

if TYPE_CHECKING:
    from weibao.compute.office import Office
    from weibao.compute.papers import Paper
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook, WorkSystem

# For a rulebook without the setting `work_report_days`.
_REPORT_DAYS: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A row of 工作制度. `system` is an id of the rulebook, "" for a word that it does not know.

    `organisers` and `units` are unit ids, other organs as typed; `facts`, `problems` and `advice` hold one entry per
    line typed. `doc_no` and `sent` are of the paper that tells what came of it.
    """

    id: str
    system: str = ""
    topic: str = ""
    organisers: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    place: str = ""
    facts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    doc_no: str = ""
    sent: date | None = None

    @property
    def day(self) -> date | None:
        """The day by which it belongs to a year or a period: the first that is known."""
        return self.start or self.end or self.sent

    @property
    def is_told(self) -> bool:
        """Whether there is anything that a paper could say of it."""
        return bool(self.facts or self.problems or self.advice)


def report_days(settings: Settings) -> int:
    """Days after the end of a piece of work within which its paper ought to go out."""
    return int(settings.texts.get("work_report_days") or _REPORT_DAYS)


def system_of(rulebook: Rulebook, work: Work) -> WorkSystem | None:
    """The rulebook's system of a row."""
    return next((item for item in rulebook.work_systems if item.id == work.system), None)


def with_papers(rulebook: Rulebook, office: Office) -> Office:
    """The same with 文号 and 报送日期 of the papers of 文号登记 in the rows that say nothing of their own.

    The number of a paper that holds no more gives way; a day that the office typed stays.
    """
    work = tuple(_with_paper(rulebook, office, item) for item in office.work)
    return office if work == office.work else replace(office, work=work)


def paper_of(rulebook: Rulebook, office: Office, work: Work) -> Paper | None:
    """The paper of 文号登记 on a row that holds: the one whose number stands there, else the earliest on it."""
    system, typed = system_of(rulebook, work), same_number(work.doc_no)
    held = [paper for paper in office.register if paper.doc_no and holds(paper)]
    if typed and typed not in dead_numbers(office.register):
        return next((paper for paper in held if same_number(paper.doc_no) == typed), None)
    own = [paper for paper in held if system and system.paper == paper.kind and work.id in paper.items]
    return min(own, key=lambda paper: (paper.issued or paper.dated or date.max, paper.row), default=None)


def _with_paper(rulebook: Rulebook, office: Office, work: Work) -> Work:
    paper = paper_of(rulebook, office, work)
    if paper is None:
        gone = dead_numbers(office.register).get(same_number(work.doc_no)) if work.doc_no else None
        if gone is None:
            return work
        return replace(work, doc_no="", sent=None if work.sent in gone else work.sent)
    day = paper.issued if paper.state in OUT else None
    return replace(work, doc_no=work.doc_no if _is(paper, work) else paper.doc_no, sent=work.sent or day)


def _is(paper: Paper, work: Work) -> bool:
    return same_number(paper.doc_no) == same_number(work.doc_no)
