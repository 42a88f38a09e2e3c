"""`status --json`: where the campaign stands, for a dashboard or a cron mail."""

from __future__ import annotations

from collections import Counter
from typing import Any

from weibao.campaign.inspections import inspection_counts
from weibao.campaign.meetings import decision_counts, meetings_object
from weibao.campaign.received import received_counts
from weibao.campaign.score_json import ScoreWriter
from weibao.campaign.situation import Situation
from weibao.campaign.status_ahead import ahead_object
from weibao.campaign.systems import systems_object
from weibao.campaign.tasks import task_counts
from weibao.compute.declarations import declaration_counts
from weibao.compute.member_states import change_counts
from weibao.compute.model import SupervisionItem
from weibao.compute.tally import tally


def status_object(situation: Situation) -> dict[str, Any]:
    """Phases, returns, totals, next milestones, the open supervision items by light, received papers, meetings."""
    rulebook, assessment = situation.grounds.rulebook, situation.assessment
    writer = ScoreWriter(rulebook)
    score = writer.score(assessment)
    milestones = {item.id: item for item in rulebook.milestones}
    items = [item for item in assessment.items if item.asked]
    steps = {stage.item.id: stage.step.value for stage in assessment.stages}
    matters = tally(assessment.stages)
    returns: dict[str, list[str]] = {}
    for item in situation.collected.returns:
        returns.setdefault(item.status.value, []).append(writer.name(item.unit))
    return {
        "as_of": score["as_of"],
        "round": score["round"],
        "phases": [phase.name for phase in rulebook.phases if phase.id in assessment.phases],
        "returns": returns,
        "total": score["total"],
        "verdict": score["verdict"],
        "final": score["final"],
        "milestones": [
            {
                "id": state.milestone,
                "title": milestones[state.milestone].title,
                "date": end.isoformat() if (end := milestones[state.milestone].end) else None,
                "days_left": state.days_left,
                "status": state.status.value,
                "light": state.light.value,
            }
            for state in assessment.milestones
        ],
        "supervision": dict(Counter(item.light.value for item in items)),
        "matters": {
            "drafted": matters.drafted,
            "opened": matters.opened,
            "closed": matters.closed,
            "late": matters.late,
        },
        "received": received_counts(situation.received),
        "meetings": meetings_object(assessment.meetings),
        "decisions": decision_counts(assessment.meetings),
        "members": change_counts(assessment.changes),
        "tasks": task_counts(rulebook, assessment.tasks),
        "systems": systems_object(assessment.work, assessment.as_of.year, earlier=True),
        "declarations": declaration_counts(assessment.declarations),
        "inspections": inspection_counts(assessment.inspections),
        "items": [_item(item, writer, steps.get(item.id, "")) for item in items],
        "findings": dict(Counter(item.severity.value for item in assessment.findings)),
        **ahead_object(situation),
    }


def _item(item: SupervisionItem, writer: ScoreWriter, step: str) -> dict[str, Any]:
    """One matter, with the step that its stage is at."""
    return {
        "id": item.id,
        "unit": writer.name(item.unit),
        "indicator": item.indicator or None,
        "problem": item.problem,
        "due": item.limit.isoformat() if item.limit else None,
        "days_left": item.days_left,
        "status": item.status.value,
        "light": item.light.value,
        "step": step,
    }
