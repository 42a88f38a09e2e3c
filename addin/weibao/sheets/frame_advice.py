"""The rows of the frame `advice`: what a meeting should take up, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.advice import advise
from weibao.compute.words import danger_text, movers_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.compute.model import Assessment, Submission
    from weibao.rulebook.model import Rulebook

_NO_POINTS = dict.fromkeys(("gain", "unassessed", "total", "deadline", "days_left", "units", "late"))


def advice_rows(
    rulebook: Rulebook, assessment: Assessment, submissions: Mapping[str, Submission]
) -> Iterator[Mapping[str, object]]:
    """The negative items that need a decision, then the open indicators; points are floats in points."""
    advice = advise(rulebook, assessment, submissions)
    vetoes = {veto.id: veto for veto in rulebook.vetoes}
    texts = {hint.id: hint.text for hint in rulebook.evidence}
    for rank, danger in enumerate(advice.dangers, 1):
        yield _NO_POINTS | {
            "rank": rank,
            "id": danger.veto,
            "category": "负面清单",
            "title": vetoes[danger.veto].title,
            "movers": danger_text(rulebook, danger),
            "figures": "",
            "missing": "",
        }
    for rank, point in enumerate(advice.points, len(advice.dangers) + 1):
        indicator = rulebook.indicator_by_id[point.indicator]
        yield {
            "rank": rank,
            "id": indicator.id,
            "category": rulebook.category_by_id[indicator.category].name,
            "title": indicator.title,
            "gain": float(rulebook.scale.points(point.gain)),
            "unassessed": float(rulebook.scale.points(point.unassessed)),
            "total": float(rulebook.scale.points(point.total)),
            "deadline": point.deadline,
            "days_left": point.days_left,
            "units": point.units,
            "movers": movers_text(rulebook, point),
            "figures": point.figures,
            "late": point.late,
            "missing": "；".join(texts[hint] for hint in point.missing),
        }
