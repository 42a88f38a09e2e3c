"""What a period changed, for reports on it: the score from the history, the working systems from 工作制度."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.past import Past, at_end_of, span
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
    if first.rules and first.rules != last.rules:
        texts.append("其间考核规则有调整，前后得分按各自的规则计算，增减只供参考")
    yield "得分变化。", f"{'；'.join(texts)}。"
    yield "佐证材料变化。", _materials(first, last)


def _materials(first: Past, last: Past) -> str:
    """How many pieces of evidence the units had listed then and now; "" where the history did not keep it."""
    if first.materials is None or last.materials is None:
        return ""
    more = last.materials - first.materials
    how = f"{'增加' if more > 0 else '减少'}{abs(more)}件" if more else "没有变化"
    return f"{_when(first)}登记{first.materials}件，期末（第{last.round}轮）登记{last.materials}件，{how}。"


def closing_score(case: Case, year: int) -> str:
    """What stood at the end of the year before, once that is over; "" where the history has nothing of it."""
    last = at_end_of(case.pasts, year - 1)
    if last is None or case.assessment.as_of.year < year:
        return ""
    return f"{wording.day(last.as_of)}得{_points(last.earned)}分。"


def systems(case: Case, start: date, end: date) -> Iterator[Pair]:
    """What was begun under the working systems in the period; 督办 is told elsewhere."""
    years = [year for year in case.assessment.work.years if start.year <= year.year <= end.year]
    parts: dict[str, list[str]] = {}
    for year in years:
        if year.system.beside != "supervision" or year.rows:
            parts.setdefault(year.system.name, []).extend(_pieces(year, start, end))
    told = [f"{name}{len(pieces)}次{_listed(pieces)}" for name, pieces in parts.items() if pieces]
    yield "落实工作制度。", f"开展{'、'.join(told)}。" if told else ""


def _pieces(year: SystemYear, start: date, end: date) -> list[str]:
    """The topics of what was begun, and of circulars that no row names their numbers."""
    begun = [
        state.work.topic or state.work.id
        for state in year.rows
        if state.status is not WorkStatus.PLANNED and state.work.day and start <= state.work.day <= end
    ]
    papers = [paper for paper in year.papers if paper.issued and start <= paper.issued <= end]
    return [*begun, *(paper.doc_no or paper.title for paper in papers)]


def _listed(pieces: list[str]) -> str:
    named = "、".join(piece for piece in pieces if piece)
    return f"（{named}）" if named else ""


def _now(case: Case) -> Past:
    scale = case.rulebook.scale
    earned = {category.name: float(scale.points(total(rows).earned)) for category, rows in by_category(case)}
    result = total(standings(case))
    return Past(
        case.assessment.as_of, case.assessment.round, float(scale.points(result.earned)),
        float(scale.points(result.unassessed)), earned, result.materials, case.rulebook.version,
    )  # fmt: skip


def _when(past: Past) -> str:
    return f"{wording.day(past.as_of)}（第{past.round}轮）"


def _points(value: float) -> str:
    return f"{value:g}"
