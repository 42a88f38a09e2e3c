"""What is due soon and what is late, whatever it is, as one list by date.

Days count as everywhere: the day itself is not late, so a matter belongs to the list from `days` before its day to the
day itself. Whether a 时间节点 or the application was reached is not recorded: once past, it is neither due nor late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from weibao.compute.deadlines import add_months, light_of
from weibao.compute.incoming import IncomingStatus
from weibao.compute.inspection_checks import remark_text
from weibao.compute.planned import PlanStatus, planned_rounds
from weibao.compute.tally import LATE
from weibao.compute.terms import Light, Step
from weibao.compute.words import coded_matter, units_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weibao.compute.annual import AnnualYear
    from weibao.compute.incoming import IncomingState
    from weibao.compute.office import Office, Round
    from weibao.compute.results import Assessment
    from weibao.compute.returns import ReturnState
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Milestone, Rulebook
    from weibao.workdays import WorkCalendar

DAYS: Final = 30
"""So far ahead the list looks."""

# What waits for the unit; of a matter that it reported done, the office is next.
_WITH_UNIT: Final = (Step.OPENED, Step.REMINDING, *LATE)


class Kind(StrEnum):
    """What a day is the limit of; of one day in this order."""

    MILESTONE = "milestone"
    RECHECK = "recheck"
    APPLICATION = "application"
    ROUND = "round"
    RETURN = "return"
    ROWS = "rows"
    PLAN = "plan"
    TASK = "task"
    NODE = "node"
    MEETING_YEAR = "meeting_year"
    MATTER = "matter"
    MEETING = "meeting"
    DECISION = "decision"
    WORK = "work"
    INSPECTION = "inspection"
    CHANGE = "change"
    PAPER = "paper"

    @property
    def label(self) -> str:
        """In the office's words."""
        return {
            "work": "结果报送", "plan": "实施方案", "task": "重点任务", "node": "任务节点", "meeting_year": "年度会议",
            "milestone": "时间节点", "recheck": "年度复查", "inspection": "查验整改",
            "application": "申报日期", "return": "清单报送",
            "round": "计划轮次", "rows": "指标时限", "matter": "督办时限", "meeting": "会议手续",
            "decision": "议定事项", "change": "成员变动", "paper": "收文办理",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dated:
    """One thing with its day. `who` in words; `workdays_left` is None where the calendar does not reach."""

    kind: Kind
    id: str
    title: str
    who: str
    day: date
    days_left: int
    workdays_left: int | None
    light: Light


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is due from the as-of date until `until`, and what is late; both by date."""

    until: date
    due: tuple[Dated, ...]
    late: tuple[Dated, ...]


@dataclass(frozen=True)
class _Scene:
    rulebook: Rulebook
    settings: Settings
    calendar: WorkCalendar
    office: Office
    assessment: Assessment
    returns: Sequence[ReturnState]
    received: Sequence[IncomingState]
    annual: AnnualYear | None = None

    def dated(self, kind: Kind, key: str, title: str, who: str, day: date, light: Light | None = None) -> Dated:
        as_of = self.assessment.as_of
        left = (day - as_of).days
        light = light_of(False, left, self.settings.deadline_warn_days) if light is None else light
        return Dated(kind, key, title, who, day, left, workdays_left(self.calendar, as_of, day), light)


def together(items: Iterable[Dated]) -> tuple[tuple[Dated, ...], ...]:
    """What is of one kind, for the same to do and of one day, in one: a unit may have dozens of matters due at once."""
    found: dict[tuple[Kind, str, date], list[Dated]] = {}
    for item in items:
        found.setdefault((item.kind, item.who, item.day), []).append(item)
    return tuple(map(tuple, found.values()))


def ahead(
    rulebook: Rulebook,
    settings: Settings,
    calendar: WorkCalendar,
    office: Office,
    assessment: Assessment,
    *,
    returns: Sequence[ReturnState] = (),
    received: Sequence[IncomingState] = (),
    annual: AnnualYear | None = None,
    days: int = DAYS,
) -> Ahead:
    """The list as seen from the assessment's day; `returns` are those of its round, `received` as of its day,
    `annual` the last round of 年度工作情况.
    """
    scene = _Scene(rulebook, settings, calendar, office, assessment, returns, received, annual)
    order = list(Kind)
    plan = [item for item in _plan(scene) if item.days_left >= 0]
    found = sorted([*plan, *_asked(scene)], key=lambda item: (item.day, order.index(item.kind), item.id))
    return Ahead(
        until=assessment.as_of + timedelta(days=min(days, (date.max - assessment.as_of).days)),
        due=tuple(item for item in found if 0 <= item.days_left <= days),
        late=tuple(item for item in found if item.days_left < 0),
    )


def workdays_left(calendar: WorkCalendar, as_of: date, day: date) -> int | None:
    """Working days until a day, that day included; None beyond the published holidays, which nobody may guess."""
    if not (calendar.covers(as_of) and calendar.covers(day)):
        return None
    return calendar.workdays_between(as_of, day)


def recheck_days(milestone: Milestone, as_of: date) -> tuple[date, ...]:
    """The days of this year and the next on which what is open is looked at again; before the first, that one."""
    first = milestone.recheck
    if first is None:
        return ()
    start = max(first.year, as_of.year)
    years = range(start, min(max(first.year, as_of.year + 1), date.max.year) + 1)
    return tuple(add_months(first, 12 * (year - first.year)) for year in years)


def not_back(returns: Sequence[ReturnState]) -> tuple[str, ...]:
    """The units that have no return that counts."""
    return tuple(item.unit for item in returns if not item.status.counts)


def _plan(scene: _Scene) -> Iterator[Dated]:
    """The days that the plan and the settings set."""
    for item in scene.rulebook.milestones:
        if item.end:
            yield scene.dated(Kind.MILESTONE, item.id, item.title, item.who, item.end)
        for day in recheck_days(item, scene.assessment.as_of):
            yield scene.dated(Kind.RECHECK, item.id, item.title, item.who, day)
    yield scene.dated(Kind.APPLICATION, "", "申报", scene.settings.office_short, scene.settings.application_date)


def _asked(scene: _Scene) -> Iterator[Dated]:
    """What somebody still has to do."""
    yield from _rows(scene)
    yield from _tasks(scene)
    yield from _years(scene)
    for stage in scene.assessment.stages:
        item = stage.item
        if stage.step in _WITH_UNIT and item.asked and item.limit:
            who = scene.rulebook.unit_by_id[item.unit].name
            title = f"{coded_matter(scene.rulebook, item)}：{item.problem}".rstrip("：")
            yield scene.dated(Kind.MATTER, item.id, title, who, item.limit, item.light)
    for planned in planned_rounds(scene.rulebook, scene.settings, scene.office.rounds, scene.assessment.as_of):
        if planned.status in (PlanStatus.READY, PlanStatus.LATE):
            title = f"“{planned.name}”还没有下发（报送期限 {planned.due}）"
            who = scene.settings.office_short
            yield scene.dated(Kind.ROUND, planned.plan.id, title, who, planned.issue_by, planned.light)
    for round_ in scene.office.rounds:
        if round_.due:
            yield from _return(scene, round_, round_.due)
    yield from _kept(scene)


def _kept(scene: _Scene) -> Iterator[Dated]:
    """What the office's own sheets say that somebody still has to do."""
    for decision in scene.office.decisions:
        if decision.due and decision.closed is None:
            names = [_name(scene.rulebook, unit) for unit in decision.lead]
            yield scene.dated(Kind.DECISION, decision.id, decision.text, "、".join(names), decision.due)
    for remark in scene.assessment.inspections.remarks:
        if remark.is_open and remark.item.due:
            who = "、".join(_name(scene.rulebook, unit) for unit in remark.item.units)
            title = f"{remark.item.level} {remark_text(scene.rulebook, remark)}"
            yield scene.dated(Kind.INSPECTION, remark.item.indicator, title, who, remark.item.due, remark.light)
    yield from _office(scene)
    yield from _work(scene)
    for state in scene.received:
        paper = state.item
        if state.status is not IncomingStatus.DONE and paper.due:
            title = paper.title or paper.no or paper.sender
            yield scene.dated(Kind.PAPER, paper.no, title, paper.receiver, paper.due, state.light)


def _office(scene: _Scene) -> Iterator[Dated]:
    """The steps of meetings and the changes of persons that the office has to see to."""
    as_of, office = scene.assessment.as_of, scene.settings.office_short
    for meeting in scene.assessment.meetings.meetings:
        for step, left in meeting.standing.steps:
            if left is not None:
                title, day = f"{meeting.name}：{step.label}", as_of + timedelta(days=left)
                yield scene.dated(Kind.MEETING, meeting.meeting.id, title, office, day)
    for change in scene.assessment.changes:
        if change.left is not None:
            item, day = change.change, as_of + timedelta(days=change.left)
            title = f"{_name(scene.rulebook, item.unit)}{item.body}{item.post}：{change.status.label}"
            yield scene.dated(Kind.CHANGE, item.id, title, _name(scene.rulebook, item.unit), day, change.light)


def _tasks(scene: _Scene) -> Iterator[Dated]:
    """Plans that did not come and tasks not done, each as one line, once the office keeps 重点任务; points of plans."""
    duties, rulebook = scene.assessment.tasks, scene.rulebook
    if duties.is_kept and duties.missing and duties.limits.plan_due:
        title = f"{len(duties.missing)} 个牵头单位没有报实施方案、工作计划"
        yield scene.dated(Kind.PLAN, "", title, units_text(rulebook, duties.missing), duties.limits.plan_due)
    open_ = [state.work for state in duties.works if state.work.done is None]
    if duties.is_kept and open_ and duties.limits.due:
        units = tuple(dict.fromkeys(work.unit for work in open_))
        title = f"{len(open_)} 项牵头任务没有完成"
        yield scene.dated(Kind.TASK, "", title, units_text(rulebook, units), duties.limits.due)
    for state in duties.nodes:
        if state.node.due and state.node.closed is None:
            who = units_text(rulebook, state.node.lead)
            yield scene.dated(Kind.NODE, state.node.id, state.node.text, who, state.node.due, state.light)


def _years(scene: _Scene) -> Iterator[Dated]:
    """Kinds of meeting of which a year still lacks some, once the office keeps 会议台账."""
    for duty in scene.assessment.meetings.years if scene.office.meetings else ():
        if duty.lacking:
            title = f"{duty.year}年{duty.kind.full_name}还差 {duty.lacking} 次"
            key, day = f"{duty.kind.id}-{duty.year}", date(duty.year, 12, 31)
            yield scene.dated(Kind.MEETING_YEAR, key, title, scene.settings.office_short, day, duty.light)


def _work(scene: _Scene) -> Iterator[Dated]:
    """Surveys and the like whose result is still to go out."""
    for state in scene.assessment.work.rows:
        if state.due and state.system:
            names = [_name(scene.rulebook, unit) for unit in state.work.organisers]
            who = "、".join(names) or scene.settings.office_short
            title = f"{state.system.name}：{state.work.topic}"
            yield scene.dated(Kind.WORK, state.work.id, title, who, state.due, state.light)


def _rows(scene: _Scene) -> Iterator[Dated]:
    """Indicators that are not full, those of one deadline together."""
    days: dict[date, list[str]] = {}
    gain: dict[date, int] = {}
    for result in scene.assessment.indicators:
        lacking = result.figures.full - result.figures.earned
        if lacking > 0 and result.deadline:
            days.setdefault(result.deadline, []).append(result.indicator)
            gain[result.deadline] = gain.get(result.deadline, 0) + lacking
    for day, ids in days.items():
        points = f"{float(scene.rulebook.scale.points(gain[day])):g}"
        title = f"{len(ids)} 项指标没有得满分，差 {points} 分"
        yield scene.dated(Kind.ROWS, "、".join(ids), title, "", day)


def _return(scene: _Scene, round_: Round, due: date) -> Iterator[Dated]:
    """A due date: of the assessed round with the units that are missing; of another only if it is to come."""
    number = f"第{round_.number}轮"
    title = number + round_.name.removeprefix(number)  # its name, unless it has one, is its number
    yearly = scene.annual if scene.annual and scene.annual.round.number == round_.number else None
    if round_.number != scene.assessment.round and yearly is None:
        if due >= scene.assessment.as_of:
            yield scene.dated(Kind.RETURN, str(round_.number), title, "", due)
        return
    missing = yearly.owing if yearly else not_back(scene.returns)
    if missing:
        who = units_text(scene.rulebook, missing)
        yield scene.dated(Kind.RETURN, str(round_.number), f"{title}，还有 {len(missing)} 个单位没有报送", who, due)


def _name(rulebook: Rulebook, unit: str) -> str:
    found = rulebook.unit_by_id.get(unit)
    return found.name if found else unit
