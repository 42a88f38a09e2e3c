"""Findings on 查验验收: scores that contradict each other, remarks that are late or that nobody is to put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.task_states import NodeStatus
from weibao.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from weibao.compute.inspection_states import Inspection, Inspections, LevelResult, RemarkState
    from weibao.compute.office import Office
    from weibao.findings import Finding
    from weibao.rulebook.model import Rulebook

SHEET: Final = "查验验收"


def inspection_findings(rulebook: Rulebook, office: Office, found: Inspections, as_of: date) -> Iterator[Finding]:
    """What the rows lack or get wrong; what cannot be read at all is said by the reader."""
    for level in found.levels:
        yield from _scores(rulebook, office, level)
    for state in found.remarks:
        code = {NodeStatus.OVERDUE: "inspection-late", NodeStatus.UNCLEAR: "inspection-unclear"}.get(state.status)
        if code:
            what = _what(rulebook, state.item)
            yield _note(code, state.item.row, level=state.item.level, what=what, due=state.item.due)
    for item in office.inspections:
        yield from _days(rulebook, item, as_of)


def remark_text(rulebook: Rulebook, state: RemarkState) -> str:
    """A remark in one line: I02 协调机制：缺会议纪要."""
    return f"{_what(rulebook, state.item)}：{state.item.remark or state.item.request}"


def _scores(rulebook: Rulebook, office: Office, found: LevelResult) -> Iterator[Finding]:
    points, name = rulebook.scale.points, found.level.name
    seen: dict[str, set[int]] = {}
    rows: dict[str, int] = {}
    for item in office.inspections:
        if item.level == name and item.points is not None:
            seen.setdefault(item.indicator, set()).add(item.points)
            rows[item.indicator] = item.row
    for key, given in office.assessors.items():
        if found.level.short in given and key in seen:
            seen[key].add(given[found.level.short])
    for key, scores in seen.items():
        if len(scores) > 1:
            told = "、".join(f"{points(score):g}" for score in sorted(scores))
            yield _note("inspection-score-several", rows[key], key, level=name, what=key or "总分", found=told)
    whole = len(found.scores) == len(rulebook.indicators)
    if whole and found.given is not None and found.given != found.scored:
        stated, scored = points(found.given), points(found.scored)
        yield _note("inspection-total", rows[""], level=name, found=f"{stated:g}", total=f"{scored:g}")


def _days(rulebook: Rulebook, item: Inspection, as_of: date) -> Iterator[Finding]:
    """Days that have not come, and a limit or an end before the inspection itself."""
    words: dict[str, Any] = {"level": item.level, "what": _what(rulebook, item)}
    for column, day in (("日期", item.on), ("整改完成日期", item.done)):
        if day and day > as_of:
            yield _note("inspection-day-ahead", item.row, **words, column=column, day=day)
    for column, day in (("整改时限", item.due), ("整改完成日期", item.done)):
        if day and item.on and day < item.on:
            yield _note("inspection-days-reversed", item.row, **words, column=column, day=day, on=item.on)


def _what(rulebook: Rulebook, item: Inspection) -> str:
    row = rulebook.indicator_by_id.get(item.indicator)
    return f"{row.id} {row.title}" if row else "总分"


def _note(code: str, row: int, indicator: str = "", /, **values: Any) -> Finding:
    return finding(code, **values, row=row).at(sheet=SHEET, indicator=indicator)
