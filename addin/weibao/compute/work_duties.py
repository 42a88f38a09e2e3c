"""The working systems by year, and where each piece of work stands; pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from weibao.compute.deadlines import has_come, light_of
from weibao.compute.openings import holds, same_number
from weibao.compute.papers import OUT
from weibao.compute.tally import LATE as LATE_STEPS
from weibao.compute.tally import closed_on, is_issued
from weibao.compute.terms import Mode
from weibao.compute.work import report_days, system_of
from weibao.compute.work_states import SystemYear, WorkDuties, WorkState, WorkStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.compute.office import Office
    from weibao.compute.papers import Paper
    from weibao.compute.results import Stage
    from weibao.compute.settings import Settings
    from weibao.compute.work import Work
    from weibao.rulebook.model import Rulebook, WorkSystem


def work_status(*, started: bool, ended: bool, must: bool, sent: bool, left: int | None) -> WorkStatus:
    """Where a piece of work stands; `left` are the days until its paper ought to be out."""
    if sent:
        return WorkStatus.SENT
    if ended and not must:
        return WorkStatus.OVER
    if ended:
        return WorkStatus.LATE if left is not None and left < 0 else WorkStatus.OWED
    return WorkStatus.GOING if started else WorkStatus.PLANNED


def work_duties(
    rulebook: Rulebook, settings: Settings, office: Office, stages: Sequence[Stage], as_of: date
) -> WorkDuties:
    """Everything as seen from `as_of`; `stages` are those of 督办, of which those with a notice count."""
    if not rulebook.work_systems:
        return WorkDuties()
    limit, warn_days = report_days(settings), settings.item_warn_days
    rows = tuple(_state(rulebook, item, as_of, limit, warn_days) for item in office.work)
    years = {as_of.year, *(year for state in rows if (year := _year(state, as_of)) is not None)}
    years |= {day.year for paper in office.register if _is_counted(rulebook, paper) and (day := paper.issued)}
    stages = [stage for stage in stages if is_issued(stage)]
    years |= {day.year for stage in stages if (day := stage.item.listed_on)}
    found = [
        _system(system, year, rows, office, stages, as_of)
        for year in sorted(year for year in years if year <= as_of.year)
        for system in rulebook.work_systems
    ]
    return WorkDuties(rows, tuple(found))


def _state(rulebook: Rulebook, work: Work, as_of: date, limit: int, warn_days: int) -> WorkState:
    system, sent = system_of(rulebook, work), has_come(work.sent, as_of)
    must = system is not None and system.must
    ended = work.end is not None and work.end < as_of
    due = work.end + timedelta(days=limit) if work.end and must and not sent else None
    left = (due - as_of).days if due else None
    started = work.start is not None and work.start <= as_of
    status = work_status(started=started, ended=ended, must=must, sent=sent, left=left)
    return WorkState(work, system, status, light_of(not status.is_open, left, warn_days), due, left)


def _year(state: WorkState, as_of: date) -> int | None:
    """The year that a row belongs to; one without any day is of this year."""
    return (state.work.day or as_of).year


def _is_counted(rulebook: Rulebook, paper: Paper) -> bool:
    kinds = {system.paper for system in rulebook.work_systems if system.beside == "register"}
    return paper.kind in kinds and paper.state in OUT and holds(paper)


def _system(
    system: WorkSystem, year: int, rows: Sequence[WorkState], office: Office, stages: Sequence[Stage], as_of: date
) -> SystemYear:
    own = tuple(state for state in rows if state.system == system and _year(state, as_of) == year)
    if system.beside == "register":
        named = {same_number(state.work.doc_no) for state in rows if state.work.doc_no}
        papers = tuple(
            paper
            for paper in office.register
            if paper.kind == system.paper
            and paper.state in OUT
            and holds(paper)
            and paper.issued
            and paper.issued.year == year
            and paper.issued <= as_of
            and same_number(paper.doc_no) not in named
        )
        return SystemYear(system, year, own, papers)
    if system.beside != "supervision":
        return SystemYear(system, year, own)
    opened = [stage for stage in stages if _in(stage.item.listed_on, year, as_of)]
    closed = [stage for stage in stages if _in(closed_on(stage), year, as_of)]
    open_ = [stage for stage in opened if stage.is_open]
    return SystemYear(
        system, year, own, opened=len(opened), closed=len(closed),
        listed=sum(stage.item.mode is Mode.LISTED for stage in opened), items_open=len(open_),
        items_late=sum(stage.step in LATE_STEPS for stage in open_),
    )  # fmt: skip


def _in(day: date | None, year: int, as_of: date) -> bool:
    return day is not None and day.year == year and day <= as_of
