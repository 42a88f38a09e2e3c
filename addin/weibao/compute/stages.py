"""The way of every supervision item: 拟立项, 立项, 临近提醒, 到期催办, 通报 or 上报, 销号.

Driven by the as-of date, the settings, the sheet 督办 and 文号登记, and by nothing else: a step's document is wanted
until one that names the item has been numbered, so that running again asks for nothing twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from weibao.compute.closures import is_proper
from weibao.compute.office import Closure
from weibao.compute.openings import DEAD, OPENING, in_force, same_number
from weibao.compute.papers import OUT
from weibao.compute.results import Stage
from weibao.compute.terms import Escalation, Light, Status, Step
from weibao.errors import CalendarRangeError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from weibao.compute.office import Office
    from weibao.compute.papers import Paper
    from weibao.compute.results import SupervisionItem
    from weibao.compute.settings import Settings
    from weibao.workdays import WorkCalendar

# Kinds of documents by what they do to an item.
REMINDING: Final = "reminder_letter"
TELLING: Final = {
    Step.CIRCULATING: "bulletin", Step.REPORTING: "supervision_report", Step.CLOSED: "closure_notice",
}  # fmt: skip
_ESCALATED: Final = {Escalation.CIRCULAR: Step.CIRCULATING, Escalation.REPORT: Step.REPORTING}
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class _Scene:
    office: Office
    settings: Settings
    calendar: WorkCalendar
    as_of: date


def stages(
    items: Sequence[SupervisionItem], office: Office, settings: Settings, calendar: WorkCalendar, as_of: date
) -> tuple[Stage, ...]:
    """The stage of every item, in their order."""
    scene = _Scene(in_force(office), settings, calendar, as_of)
    return tuple(_stage(scene, item) for item in items)


def docket(found: Sequence[Stage]) -> tuple[Stage, ...]:
    """The list for the regular meeting (定期调度): what is not closed, the most pressing first."""
    open_ = [stage for stage in found if stage.step is not Step.CLOSED and stage.item.status is not Status.DONE]
    return tuple(sorted(open_, key=_pressing))


def _pressing(stage: Stage) -> tuple[int, int, int]:
    order = (Step.REPORTING, Step.CIRCULATING, Step.URGING, Step.CHECKING, Step.REMINDING, Step.OPENED, Step.DRAFTED)
    lights = (Light.RED, Light.YELLOW, Light.GREEN, Light.NONE)
    left = stage.item.days_left
    return order.index(stage.step), lights.index(stage.item.light), 9999 if left is None else left


def _stage(scene: _Scene, item: SupervisionItem) -> Stage:
    closure = scene.office.closures.get(item.id, Closure(item.id))
    papers = [paper for paper in scene.office.register if _concerns(paper, item, closure)]
    written = (closure.doc_no, *(paper.doc_no for paper in papers))
    numbers = tuple(dict.fromkeys(same_number(number) for number in written if number))
    opening = [paper for paper in papers if _opens(paper, closure)]
    out = bool(closure.doc_no) or any(paper.state in OUT for paper in opening)
    if item.status is Status.CLOSED and closure.closed:
        # One that was opened again after its notice, and urged, is told anew.
        urged = (paper.dated for paper in papers if paper.kind == REMINDING and paper.dated)
        since = max([item.opened, *urged])
        told = not out or not is_proper(item, closure) or _has(papers, {TELLING[Step.CLOSED]}, since)
        return Stage(item, Step.CLOSED, closure.closed, told, numbers=numbers)
    if not out:
        return Stage(item, Step.DRAFTED, item.opened, bool(opening) or not item.asked, Step.OPENED, None, numbers)
    return _running(scene, item, closure, papers, numbers)


def _running(
    scene: _Scene, item: SupervisionItem, closure: Closure, papers: Sequence[Paper], numbers: tuple[str, ...]
) -> Stage:
    """The stage of an item whose notice has gone out and that is not closed."""
    reported = item.feedback.completed if item.feedback else None
    if not item.asked or (reported and item.opened <= reported <= scene.as_of):
        return Stage(item, Step.CHECKING, reported or scene.as_of, True, Step.CLOSED, None, numbers)
    if closure.escalation:
        return _escalated(scene, item, closure.escalation, papers, numbers)
    if item.due is None:
        return Stage(item, Step.OPENED, item.opened, True, numbers=numbers)
    near = item.due - timedelta(days=scene.settings.item_warn_days)
    if scene.as_of > item.due:
        return _late(scene, item, item.due, papers, numbers)
    if scene.as_of < near:
        return Stage(item, Step.OPENED, item.opened, True, Step.REMINDING, near, numbers)
    # Put on the list only just: the notice itself says when it is due.
    told = _has(papers, {REMINDING}, near) or item.opened >= near
    return Stage(item, Step.REMINDING, max(near, item.opened), told, Step.URGING, item.due + _DAY, numbers)


def _late(scene: _Scene, item: SupervisionItem, due: date, papers: Sequence[Paper], numbers: tuple[str, ...]) -> Stage:
    urged = [paper.dated for paper in papers if paper.kind == REMINDING and paper.dated and paper.dated > due]
    if not urged:
        return Stage(item, Step.URGING, due + _DAY, False, numbers=numbers)
    last = max(urged)
    try:
        patience = scene.calendar.add_workdays(last, scene.settings.escalate_days)
    except CalendarRangeError:
        patience = None
    if patience is not None and scene.as_of > patience:
        return _escalated(scene, item, scene.settings.escalation, papers, numbers, since=patience + _DAY)
    following = _ESCALATED[scene.settings.escalation]
    return Stage(item, Step.URGING, due + _DAY, True, following, patience and patience + _DAY, numbers)


def _escalated(
    scene: _Scene, item: SupervisionItem, how: Escalation, papers: Sequence[Paper], numbers: tuple[str, ...],
    since: date | None = None,
) -> Stage:  # fmt: skip
    step = _ESCALATED[how]
    told = _has(papers, {TELLING[step]}, max(item.opened, since or date.min))
    return Stage(item, step, since or (item.due + _DAY if item.due else scene.as_of), told, Step.CLOSED, None, numbers)


def _concerns(paper: Paper, item: SupervisionItem, closure: Closure) -> bool:
    """Whether a numbered paper that still holds is about the item."""
    if paper.state in DEAD or paper.dated is None:
        return False
    return item.id in paper.items or _names(closure, paper)


def _opens(paper: Paper, closure: Closure) -> bool:
    return paper.kind in OPENING or _names(closure, paper)


def _names(closure: Closure, paper: Paper) -> bool:
    """Whether 立项文号 is the number of that paper, however it is written."""
    return bool(closure.doc_no) and same_number(closure.doc_no) == same_number(paper.doc_no)


def _has(papers: Sequence[Paper], kinds: Collection[str], since: date) -> bool:
    return any(paper.kind in kinds and paper.dated is not None and paper.dated >= since for paper in papers)
