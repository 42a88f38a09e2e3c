"""The rows of the frames `counts` (one a figure that is asked) and `count_answers` (one a figure and unit)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.counts_words import figures_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.compute.model import Assessment, CountResult, IndicatorCounts, Submission, UnitCount
    from weibao.rulebook.model import Rulebook

UNANSWERED, REACHED, BELOW, FREE, OPEN = "未填", "达到", "未达到", "可不填", "标准未定"


def count_rows(rulebook: Rulebook, assessment: Assessment) -> Iterator[Mapping[str, object]]:
    """Every row of 量化情况 for the whole county, in the order of the rubric; points are floats in points."""
    for counts, row in _rows(assessment):
        count = rulebook.count_by_id[row.count]
        yield {
            "id": count.id,
            "indicator": row.indicator,
            "indicator_title": rulebook.indicator_by_id[row.indicator].title,
            "title": count.title,
            "threshold": row.threshold,
            # Of what the office's own sheets give, nobody is asked.
            "asked": None if count.office else len(row.units),
            "answered": None if count.office else len(row.answered),
            "done": _float(row.done),
            "total": _float(row.total),
            "figures": row.figures,
            "reached": state(row.reached, free=row.hint, given=row.done is not None or bool(row.answered)),
            "part": _points(rulebook, row.part),
            "points": _points(rulebook, row.points),
            "ceiling": _points(rulebook, counts.ceiling),
            "limits": counts.limits and row.points is not None,
            "deadline": row.deadline,
            "light": row.light.label if row.reached is not None else "",
        }


def answer_rows(
    rulebook: Rulebook, assessment: Assessment, submissions: Mapping[str, Submission]
) -> Iterator[Mapping[str, object]]:
    """What every unit typed for every figure that it is asked, with its own remark."""
    notes = {(unit, answer.count): answer.note for unit, item in submissions.items() for answer in item.counts}
    for _, row in _rows(assessment):
        count = rulebook.count_by_id[row.count]
        for unit, own in row.units.items():
            yield {
                "unit_no": rulebook.unit_by_id[unit].order,
                "unit": rulebook.unit_by_id[unit].name,
                "indicator": row.indicator,
                "id": count.id,
                "title": count.title,
                "done": _float(own.done),
                "total": _float(own.total),
                "figures": figures_text(count, own.done, own.total),
                "threshold": row.threshold,
                "reached": state(own.reached, free=row.hint, given=own.done is not None),
                "ceiling": _points(rulebook, own.ceiling),
                "deadline": row.deadline,
                "light": own.light.label if own.reached is not None else "",
                "note": notes.get((unit, count.id), ""),
            }


def state(reached: bool | None, *, free: bool, given: bool) -> str:
    """达到, 未达到, or 未填 where there is no figure that can be used; `free`: the row has no standard yet."""
    if free:
        return OPEN if given else FREE
    return UNANSWERED if reached is None else REACHED if reached else BELOW


def cell_text(rulebook: Rulebook, row: CountResult, own: UnitCount) -> str:
    """One unit's figure in a table: 达到 18÷20＝90%."""
    figures = figures_text(rulebook.count_by_id[row.count], own.done, own.total)
    said = state(own.reached, free=row.hint, given=own.done is not None)
    return f"{said} {figures}".rstrip()


def county_text(row: CountResult) -> str:
    """The whole county's figure in a table: 未达到 232÷260＝89.2%（1个未填）."""
    given = row.done is not None or bool(row.answered)
    return f"{state(row.reached, free=row.hint, given=given)} {row.figures}" if given else row.figures


def _rows(assessment: Assessment) -> Iterator[tuple[IndicatorCounts, CountResult]]:
    for result in assessment.indicators:
        if result.counts:
            for row in result.counts.rows:
                yield result.counts, row


def _float(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]


def _points(rulebook: Rulebook, steps: int | None) -> float | None:
    return None if steps is None else float(rulebook.scale.points(steps))
