"""The plan as a calendar: its phases with what must be ready when, the rounds and the application, as of a day.

Phases may overlap and stand as the plan has them. What has passed says so and counts no days; whether a 时间节点 was
reached is not recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.compute.ahead import not_back, recheck_days, workdays_left
from weibao.compute.deadlines import days_left, light_of
from weibao.compute.planned import PlannedState, PlanStatus, RoundKind, kind_of, planned_rounds
from weibao.compute.terms import Light, Status
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from weibao.compute.office import Round
    from weibao.compute.results import Assessment
    from weibao.compute.returns import ReturnState
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Milestone, Phase, Rulebook
    from weibao.workdays import WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line. Of a phase `is_phase`, and `now` where the day belongs to it; no light of its own."""

    id: str
    title: str
    ready: str = ""
    who: str = ""
    start: date | None = None
    end: date | None = None
    days_left: int | None = None
    workdays_left: int | None = None
    light: Light = Light.NONE
    state: str = ""
    is_phase: bool = False
    now: bool = False


@dataclass(frozen=True)
class _Scene:
    rulebook: Rulebook
    settings: Settings
    calendar: WorkCalendar
    assessment: Assessment
    returns: Sequence[ReturnState]

    @property
    def as_of(self) -> date:
        return self.assessment.as_of

    def days(self, end: date | None) -> tuple[int | None, int | None]:
        """Days and working days left; none where there is no end, or it has passed."""
        if end is None or end < self.as_of:
            return None, None
        return days_left(end, self.as_of), workdays_left(self.calendar, self.as_of, end)

    def awaited(self, start: date | None, end: date) -> tuple[Status, Light]:
        """Status and light of a day of which nothing is recorded but that it comes."""
        left = (end - self.as_of).days
        if left < 0:
            return Status.PASSED, Light.NONE
        light = light_of(False, left, self.settings.deadline_warn_days)
        if light is Light.YELLOW:
            return Status.DUE_SOON, light
        return (Status.UPCOMING, Light.NONE) if start and self.as_of < start else (Status.OPEN, light)


def phase_calendar(
    rulebook: Rulebook,
    settings: Settings,
    calendar: WorkCalendar,
    assessment: Assessment,
    *,
    rounds: Sequence[Round] = (),
    returns: Sequence[ReturnState] = (),
) -> tuple[Line, ...]:
    """Phase by phase its line and its 时间节点, each with its yearly reminders; then the rounds and the application."""
    scene = _Scene(rulebook, settings, calendar, assessment, returns)
    lines: list[Line] = []
    for phase in rulebook.phases:
        lines.append(_phase(scene, phase))
        lines += [line for item in rulebook.milestones if item.phase == phase.id for line in _milestone(scene, item)]
    lines.append(Line(id="", title="申报和各轮填报", is_phase=True))
    return (*lines, *_own(scene, rounds))


def _phase(scene: _Scene, phase: Phase) -> Line:
    now = phase.id in scene.assessment.phases
    left, workdays = scene.days(phase.end) if now else (None, None)
    state = "正在此阶段" if now else "未开始" if scene.as_of < phase.start else "已结束"
    return Line(
        id=phase.id, title=phase.name, start=phase.start, end=phase.end, days_left=left, workdays_left=workdays,
        state=state, is_phase=True, now=now,
    )  # fmt: skip


def _milestone(scene: _Scene, item: Milestone) -> Iterator[Line]:
    found = next(state for state in scene.assessment.milestones if state.milestone == item.id)
    left, workdays = scene.days(item.end)
    yield Line(
        id=item.id, title=item.title, ready=item.deliverable, who=item.who, start=item.start, end=item.end,
        days_left=left, workdays_left=workdays, light=found.light, state=found.status.label,
    )  # fmt: skip
    for day in recheck_days(item, scene.as_of):
        begins = max(item.start or day, day.replace(month=1, day=1))
        status, light = scene.awaited(begins, day)
        left, workdays = scene.days(day)
        yield Line(
            id=item.id, title=f"{day.year}年度复查", ready=f"{item.title}：对照各项指标复查（提醒，不是方案定的）",
            who=item.who, end=day, days_left=left, workdays_left=workdays, light=light, state=status.label,
        )  # fmt: skip


def _own(scene: _Scene, rounds: Sequence[Round]) -> Iterator[Line]:
    """The application (of the settings) and the rounds, those of the plan too, by date; one without a date is last."""
    day = scene.settings.application_date
    status, light = scene.awaited(None, day)
    left, workdays = scene.days(day)
    application = Line(
        id="申报", title="申报日期", ready=f"负面清单从{day_text(day)}往前算{scene.rulebook.veto_years}年",
        who=scene.settings.office_short, end=day, days_left=left, workdays_left=workdays, light=light,
        state=status.label,
    )  # fmt: skip
    planned = planned_rounds(scene.rulebook, scene.settings, rounds, scene.as_of)
    lines = [application, *(_round(scene, item, planned) for item in rounds)]
    lines += [_to_issue(scene, item) for item in planned if item.round is None]
    yield from sorted(lines, key=lambda line: (line.end is None, line.end or day))


def _round(scene: _Scene, item: Round, planned: Sequence[PlannedState]) -> Line:
    """A round of 轮次; of one whose returns are known also who is missing."""
    left, workdays = scene.days(item.due)
    status, light = scene.awaited(item.issued, item.due) if item.due else (Status.OPEN, Light.NONE)
    ready = f"各单位填好的{'年度工作情况' if kind_of(item) is RoundKind.ANNUAL else '清单'}"
    own = [state for state in scene.returns if state.round == item.number]
    if own:
        missing = len(not_back(own))
        ready = f"{ready}（应报 {len(own)}，还差 {missing}）"
        if not missing:
            status, light = Status.DONE, Light.GREEN
        elif status is Status.PASSED:
            status, light = Status.OVERDUE, Light.RED
    late = any(plan.round == item and plan.status is PlanStatus.LATE for plan in planned)
    state, light = (PlanStatus.LATE.label, Light.RED) if late else (status.label, light)
    return Line(
        id=f"第{item.number}轮", title=item.name, ready=ready, who="各单位", start=item.issued, end=item.due,
        days_left=left, workdays_left=workdays, light=light, state=state,
    )  # fmt: skip


def _to_issue(scene: _Scene, item: PlannedState) -> Line:
    """A round of the plan that nobody has issued yet."""
    left, workdays = scene.days(item.due)
    ready = f"下发{item.kind.label}，最迟{day_text(item.issue_by)}"
    return Line(
        id=item.plan.id, title=item.name, ready=ready, who=scene.settings.office_short, start=item.start,
        end=item.due, days_left=left, workdays_left=workdays, light=item.light, state=item.status.label,
    )  # fmt: skip
