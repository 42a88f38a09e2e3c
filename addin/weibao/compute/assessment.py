"""Everything that is derived, put together for one round and one as-of date.

A score is of one round: a unit that has not returned in it is silent, whatever it said before. The office's verified
score stands in later rounds; a claim of a later round that differs from it raises 待复核.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from weibao.compute.checks import judged_findings, ordered
from weibao.compute.closures import closure_findings, number_findings, so_far
from weibao.compute.counts import count_results
from weibao.compute.counts_findings import city_findings
from weibao.compute.deadlines import milestone_states, phases_on
from weibao.compute.declarations import declaration_findings, declarations
from weibao.compute.figures import provisional_rows, sum_figures
from weibao.compute.indicators import category_figures, checked_verified, indicator_results
from weibao.compute.inspection_checks import inspection_findings
from weibao.compute.inspections import inspections
from weibao.compute.meeting_checks import meeting_findings
from weibao.compute.meeting_duties import meeting_duties
from weibao.compute.meeting_papers import with_minutes, with_reports
from weibao.compute.member_checks import member_findings
from weibao.compute.member_checks import number_findings as member_numbers
from weibao.compute.member_states import change_states
from weibao.compute.members import with_notices
from weibao.compute.openings import in_force
from weibao.compute.results import Assessment
from weibao.compute.roles import own_by_unit
from weibao.compute.rows import judge_submission
from weibao.compute.stages import stages
from weibao.compute.supervision import Situation, supervise
from weibao.compute.task_checks import task_findings
from weibao.compute.task_duties import task_duties
from weibao.compute.units import unit_result
from weibao.compute.verdict import verdict_of, veto_results, veto_window
from weibao.compute.work import report_days, with_papers
from weibao.compute.work_checks import work_findings
from weibao.compute.work_duties import work_duties

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from weibao.compute.inspection_states import Inspections
    from weibao.compute.meeting_states import MeetingDuties
    from weibao.compute.office import Office
    from weibao.compute.results import SupervisionItem, UnitResult
    from weibao.compute.returns import ReturnState, Submission
    from weibao.compute.settings import Settings
    from weibao.compute.task_states import TaskDuties
    from weibao.findings import Finding
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar


def assess(
    rulebook: Rulebook,
    calendar: WorkCalendar,
    settings: Settings,
    office: Office,
    submissions: Mapping[str, Submission],
    returns: Sequence[ReturnState],
    *,
    round: int,  # noqa: A002 (the word of the contract)
    as_of: date,
) -> Assessment:
    """Assess one round. `rulebook` has the towns of the settings; `submissions` by unit id.

    Submissions and return states of other rounds, and of units that the rulebook does not know, are left out.
    """
    own = own_by_unit(rulebook)
    submissions = {u: item for u, item in submissions.items() if item.round == round and u in rulebook.unit_by_id}
    valid, office_findings = checked_verified(rulebook, so_far(in_force(so_far(office, as_of)), as_of), round)
    judged = {unit: judge_submission(item, own[unit], rulebook.scale) for unit, item in submissions.items()}
    counts = count_results(rulebook, settings, calendar, valid, submissions, as_of)
    results = indicator_results(rulebook, settings, valid, judged, round, as_of, counts)
    window = veto_window(settings.application_date, rulebook.veto_years)
    vetoes, ruling_findings = veto_results(rulebook, submissions, valid.rulings, window, settings.veto_unruled_counts)
    situation = Situation(
        rulebook, calendar, settings, valid, round, as_of, submissions,
        {state.unit: state for state in returns if state.round == round}, own, judged, results,
        {result.veto: result for result in vetoes},
    )  # fmt: skip
    items, item_findings = supervise(situation)
    meetings = meeting_duties(rulebook, settings, office := _with_papers(rulebook, office), as_of)
    tasks = task_duties(rulebook, settings, office, results, as_of)
    steps = stages(items, valid, settings, calendar, as_of)
    work = work_duties(rulebook, settings, with_papers(rulebook, office), steps, as_of)
    above = inspections(rulebook, settings, office, results.values(), as_of)
    said = _said(situation, office, items, meetings, tasks, above)
    said += work_findings(office, work, report_days(settings), as_of)
    findings = ordered((*office_findings, *ruling_findings, *item_findings, *said))
    verdict, final = verdict_of(rulebook, vetoes)
    return Assessment(
        as_of=as_of, round=round, application_date=settings.application_date, window=window,
        total=sum_figures(result.figures for result in results.values()),
        provisional_rows=provisional_rows(results.values()), categories=category_figures(rulebook, results),
        indicators=tuple(results.values()), units=_unit_results(situation, findings),
        silent_units=tuple(unit.id for unit in rulebook.units if unit.id not in submissions),
        vetoes=vetoes, verdict=verdict, final=final, items=items, roster=office.roster,
        milestones=milestone_states(rulebook, as_of, settings.deadline_warn_days),
        phases=phases_on(rulebook, as_of), declarations=declarations(rulebook, valid, submissions, round),
        findings=findings, stages=steps, meetings=meetings, tasks=tasks, work=work,
        changes=change_states(rulebook, settings, calendar, office, as_of), inspections=above,
    )  # fmt: skip


def _with_papers(rulebook: Rulebook, office: Office) -> Office:
    """The office's rows with what 文号登记 says of meetings and changes of persons."""
    return with_notices(rulebook, with_reports(with_minutes(office)))


def _unit_results(situation: Situation, findings: Sequence[Finding]) -> tuple[UnitResult, ...]:
    counts = Counter(found.unit for found in findings)
    return tuple(unit_result(situation, unit.id, counts[unit.id]) for unit in situation.rulebook.units)


def _said(
    situation: Situation,
    office: Office,
    items: Sequence[SupervisionItem],
    meetings: MeetingDuties,
    tasks: TaskDuties,
    above: Inspections,
) -> list[Finding]:
    """What reading and judging the returns gave, and what the rows of the office, as typed, lack or get wrong."""
    findings = [*number_findings(office, items), *closure_findings(in_force(office), items, situation.as_of)]
    findings += member_findings(situation.rulebook, situation.settings, situation.calendar, office, situation.as_of)
    findings += member_numbers(situation.rulebook, situation.office)
    findings += meeting_findings(situation.rulebook, situation.settings, office, meetings, situation.as_of)
    findings += task_findings(situation.rulebook, tasks, situation.as_of)
    findings += inspection_findings(situation.rulebook, office, above, situation.as_of)
    declared = declarations(situation.rulebook, office, situation.submissions, situation.round)
    findings += declaration_findings(situation.rulebook, declared, situation.as_of)
    for unit, item in situation.submissions.items():
        findings += item.findings
        judged = situation.judged[unit]
        findings += judged_findings(situation.rulebook, situation.settings, item, judged, situation.as_of)
    counts = {key: row.counts for key, row in situation.indicators.items() if row.counts}
    return [*findings, *city_findings(situation.rulebook, situation.indicators, counts, findings)]
