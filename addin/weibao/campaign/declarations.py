"""The negative list for programs: what counts, what each unit declared, whose signed page is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.campaign.score_json import ScoreWriter
from weibao.compute.declarations import declaration_counts

if TYPE_CHECKING:
    from weibao.campaign.situation import Situation


def vetoes_object(situation: Situation) -> dict[str, Any]:
    """`vetoes --json`: dates are ISO strings, units by name; `vetoes` as in `score`."""
    assessment = situation.assessment
    writer = ScoreWriter(situation.grounds.rulebook)
    score = writer.score(assessment)
    return {
        "as_of": assessment.as_of.isoformat(),
        "round": assessment.round,
        "window": score["window"],
        "verdict": score["verdict"],
        "final": score["final"],
        "vetoes": score["vetoes"],
        "declarations": [
            {
                "unit": writer.name(item.unit),
                "answer": item.answer.value,
                "items": list(item.items),
                "happened": list(item.happened),
                "lacking": list(item.lacking),
                "sealed": item.sealed.isoformat() if item.sealed else None,
                "unsigned": item.unsigned,
            }
            for item in assessment.declarations
        ],
        "counts": declaration_counts(assessment.declarations),
    }
