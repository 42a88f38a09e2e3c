"""`advise --json`: the agenda of the next meeting, for programs."""

from __future__ import annotations

from typing import Any

from weibao.campaign.score_json import ScoreWriter, number
from weibao.campaign.situation import Situation
from weibao.compute.advice import Advice

SCHEMA = "weibao.advice/1"


def advice_object(situation: Situation, advice: Advice) -> dict[str, Any]:
    """Points are numbers, dates ISO strings, units by name; `movers` by what they have to do (`advice.Why`)."""
    rulebook, assessment = situation.grounds.rulebook, situation.assessment
    writer, scale = ScoreWriter(rulebook), rulebook.scale
    hints = {hint.id: hint.text for hint in rulebook.evidence}
    return {
        "schema": SCHEMA,
        "as_of": assessment.as_of.isoformat(),
        "round": assessment.round,
        "verdict": advice.verdict.value,
        "dangers": [
            {
                "id": danger.veto,
                "counted": danger.counted,
                "open_events": danger.open_events,
                "silent": writer.names(danger.silent),
            }
            for danger in advice.dangers
        ],
        "points": [
            {
                "id": point.indicator,
                "title": rulebook.indicator_by_id[point.indicator].title,
                "gain": number(scale, point.gain),
                "unassessed": number(scale, point.unassessed),
                "total": number(scale, point.total),
                "deadline": point.deadline.isoformat() if point.deadline else None,
                "days_left": point.days_left,
                "units": point.units,
                "movers": {why.value: writer.names(units) for why, units in point.movers.items()},
                "ledger": [rulebook.count_by_id[count].title for count in point.ledger],
                "figures": point.figures,
                "missing": [hints[hint] for hint in point.missing],
                "late": point.late,
                "remarks": [
                    {"level": state.item.level, "remark": state.item.remark or state.item.request}
                    for state in point.remarks
                ],
            }
            for point in advice.points
        ],
    }
