"""The levels that inspect, for programs: their scores beside ours, and the remarks with their limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.campaign.score_json import ScoreWriter, number
from weibao.compute.task_states import NodeStatus
from weibao.workdays import iso_day

if TYPE_CHECKING:
    from weibao.campaign.situation import Situation
    from weibao.compute.inspection_states import Inspections, LevelResult, RemarkState


def inspection_counts(found: Inspections) -> dict[str, int]:
    """How many remarks stand where, every status named."""
    return {status.value: sum(state.status is status for state in found.remarks) for status in NodeStatus}


def inspections_object(situation: Situation) -> dict[str, Any]:
    """`inspections --json`: points are numbers or null, dates ISO strings, units by name."""
    assessment = situation.assessment
    return {
        "as_of": assessment.as_of.isoformat(),
        "round": assessment.round,
        "ours": ScoreWriter(situation.grounds.rulebook).score(assessment)["total"]["earned"],
        "levels": [_level(situation, item) for item in assessment.inspections.levels],
        "remarks": [_remark(situation, state) for state in assessment.inspections.remarks],
        "states": inspection_counts(assessment.inspections),
    }


def _level(situation: Situation, found: LevelResult) -> dict[str, Any]:
    scale, ours = situation.grounds.rulebook.scale, situation.assessment.inspections.ours
    return {
        "level": found.level.name,
        "organ": found.level.organ,
        "start": iso_day(found.level.start),
        "end": iso_day(found.level.end),
        "on": iso_day(found.on),
        "total": None if found.total is None else number(scale, found.total),
        "scored": number(scale, found.scored),
        "ours": number(scale, found.ours),
        "unassessed": found.unassessed,
        "scores": [
            {
                "id": key,
                "score": number(scale, score),
                "ours": number(scale, ours[key]) if key in ours else None,
                "difference": number(scale, score - ours[key]) if key in ours else None,
            }
            for key, score in found.scores.items()
        ],
    }


def _remark(situation: Situation, state: RemarkState) -> dict[str, Any]:
    item, writer = state.item, ScoreWriter(situation.grounds.rulebook)
    known = situation.grounds.rulebook.unit_by_id
    return {
        "level": item.level,
        "indicator": item.indicator or None,
        "on": iso_day(item.on),
        "remark": item.remark,
        "request": item.request,
        "units": [writer.name(unit) if unit in known else unit for unit in item.units],
        "due": iso_day(item.due),
        "done": iso_day(item.done),
        "days_left": state.left,
        "status": state.status.value,
        "light": state.light.value,
    }
