"""What a period changed, for reports on it: the score from the history, the working systems from 工作制度."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.past import Past, span
from weibao.compute.work_states import WorkStatus
from weibao.documents import wording
from weibao.documents.kinds.report_figures import by_category, standings, total

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from weibao.compute.work_states import SystemYear
    from weibao.documents.kind import Case
    from weibao.documents.kinds.report_sections import Pair


def changed(case: Case, start: date, end: date) -> Iterator[Pair]:
    """How the score has moved in the period; nothing where the history does not reach back."""
    found = span(case.pasts, _now(case), start, end)
    if found is None:
        return
    first, last = found
    moved = last.earned - first.earned
    how = f"{'增加' if moved > 0 else '减少'}{_points(abs(moved))}分" if moved else "没有变化"
    open_ = f"，未评由{_points(first.unassessed)}分变为{_points(last.unassessed)}分"
    texts = [
        # The day of the last figures is the report's own: told, it would make a new draft every day.
        f"{_when(first)}得{_points(first.earned)}分，期末（第{last.round}轮）得{_points(last.earned)}分，{how}"
        + (open_ if first.unassessed != last.unassessed else "")
    ]
    gains = {name: earned - first.categories.get(name, earned) for name, earned in last.categories.items()}
    for word, sign in (("增加", 1), ("减少", -1)):
        named = [f"{name}{_points(abs(gain))}分" for name, gain in gains.items() if gain * sign > 0]
        texts += [f"{word}的项目有{'、'.join(named)}"] if named else []
    yield "得分变化。", f"{'；'.join(texts)}。"


def closing_score(case: Case, year: int) -> str:
    """What stood at the end of the year before, once that is over; "" where the history has nothing of it."""
    before = [past for past in case.pasts if past.as_of.year == year - 1]
    if not before or case.assessment.as_of.year < year:
        return ""
    last = max(before, key=lambda past: past.as_of)
    return f"{wording.day(last.as_of)}得{_points(last.earned)}分。"


def systems(case: Case, start: date, end: date) -> Iterator[Pair]:
    """What was done under the working systems in the years of the period; 督办 is told elsewhere."""
    years = [year for year in case.assessment.work.years if start.year <= year.year <= end.year]
    parts: dict[str, list[str]] = {}
    for year in years:
        if year.system.beside != "supervision" or year.rows:
            parts.setdefault(year.system.name, []).extend(_pieces(year))
    told = [f"{name}{len(pieces)}次{_listed(pieces)}" for name, pieces in parts.items() if pieces]
    yield "落实工作制度。", f"开展{'、'.join(told)}。" if told else ""


def _pieces(year: SystemYear) -> list[str]:
    """The topics of what was begun, and of circulars that no row names their numbers."""
    begun = [state.work.topic or state.work.id for state in year.rows if state.status is not WorkStatus.PLANNED]
    return [*begun, *(paper.doc_no or paper.title for paper in year.papers)]


def _listed(pieces: list[str]) -> str:
    named = "、".join(piece for piece in pieces if piece)
    return f"（{named}）" if named else ""


def _now(case: Case) -> Past:
    scale = case.rulebook.scale
    earned = {category.name: float(scale.points(total(rows).earned)) for category, rows in by_category(case)}
    result = total(standings(case))
    return Past(
        case.assessment.as_of, case.assessment.round, float(scale.points(result.earned)),
        float(scale.points(result.unassessed)), earned,
    )  # fmt: skip


def _when(past: Past) -> str:
    return f"{wording.day(past.as_of)}（第{past.round}轮）"


def _points(value: float) -> str:
    return f"{value:g}"
