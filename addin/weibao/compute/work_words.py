"""The working systems in words: what was done in a year, what is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.workdays import day_text

if TYPE_CHECKING:
    from weibao.compute.work_states import SystemYear, WorkState


def did_text(year: SystemYear) -> str:
    """What a system did: D1 学校保护（已报送，某办〔2023〕7号）；另有文号登记的 2 份：…；立项 3 件，销号 2 件."""
    parts = [_row(state) for state in year.rows]
    if year.papers:
        numbers = "、".join(paper.doc_no or paper.title for paper in year.papers)
        parts.append(f"{'另有' if parts else ''}文号登记的 {len(year.papers)} 份：{numbers}")
    if year.system.beside == "supervision" and (year.opened or year.closed):
        listed = f"（挂牌 {year.listed} 件）" if year.listed else ""
        parts.append(f"立项 {year.opened} 件{listed}，销号 {year.closed} 件")
    return "；".join(parts)


def pending_text(year: SystemYear) -> str:
    """What is still to be done, the most pressing first; the items of 督办 are counted."""
    parts = [rows_text(year)] if year.pending else []
    if year.items_open:
        late = f"，逾期 {year.items_late} 件" if year.items_late else ""
        parts.append(f"督办 {year.items_open} 件{late}")
    return "；".join(parts)


def rows_text(year: SystemYear) -> str:
    """The rows of 工作制度 that are still to be done, the most pressing first."""
    parts = []
    for state in year.pending:
        due = f"，{day_text(state.due)}前报送" if state.due else ""
        parts.append(f"{_name(state)}（{state.status.label}{due}）")
    return "；".join(parts)


def _row(state: WorkState) -> str:
    number = f"，{state.work.doc_no}" if state.work.doc_no else ""
    return f"{_name(state)}（{state.status.label}{number}）"


def _name(state: WorkState) -> str:
    return f"{state.work.id} {state.work.topic}".strip()
