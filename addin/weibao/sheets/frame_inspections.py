"""The rows of the frame `inspections`: each level's score and remarks beside ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.words import units_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.compute.inspection_states import LevelResult, RemarkState
    from weibao.compute.model import Assessment
    from weibao.rulebook.model import Rulebook


def inspection_rows(rulebook: Rulebook, assessment: Assessment) -> Iterator[Mapping[str, object]]:
    """Level by level, first what is said of the whole, then the indicators; a row for every remark, else the score."""
    for found in assessment.inspections.begun:
        remarks = [state for state in assessment.inspections.remarks if state.item.level == found.level.name]
        for key in ("", *(item.id for item in rulebook.indicators)):
            mine = [state for state in remarks if state.item.indicator == key]
            if mine or key in found.scores or (not key and found.total is not None):
                states: list[RemarkState | None] = [*mine] or [None]
                for state in states:
                    yield _row(rulebook, assessment, found, key, state)


def _row(
    rulebook: Rulebook, assessment: Assessment, found: LevelResult, key: str, state: RemarkState | None
) -> Mapping[str, object]:
    scale, indicator = rulebook.scale, rulebook.indicator_by_id.get(key)
    score = found.scores.get(key) if key else found.total
    ours = assessment.inspections.ours.get(key) if key else assessment.total.earned
    item = state.item if state else None
    return {
        "level": found.level.name, "organ": found.level.organ, "on": item.on if item else found.days.get(key),
        "indicator": key, "title": indicator.title if indicator else "总分",
        "full": float(scale.points(indicator.full if indicator else rulebook.full)),
        "ours": None if ours is None else float(scale.points(ours)),
        "score": None if score is None else float(scale.points(score)),
        "difference": None if score is None or ours is None else float(scale.points(score - ours)),
        "remark": item.remark if item else "", "request": item.request if item else "",
        "units": units_text(rulebook, item.units) if item else "", "due": item.due if item else None,
        "done": item.done if item else None, "days_left": state.left if state else None,
        "status": state.status.label if state else "", "light": state.light.label if state else "",
    }  # fmt: skip
