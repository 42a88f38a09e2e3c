"""One unit's result: its own statements, the city's figures of the rows it may claim, and what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.figures import sum_figures
from weibao.compute.results import UnitResult
from weibao.compute.rows import is_full, silent_row
from weibao.compute.terms import Level, Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from weibao.compute.results import IndicatorResult, UnitRow
    from weibao.compute.supervision import Situation

_CO_KEYS = {Level.MET: "met", Level.PARTIAL: "partial", Level.UNMET: "unmet", Level.UNASSESSED: "open"}


def unit_result(situation: Situation, unit: str, findings: int) -> UnitResult:
    """The result of one unit; `findings` is how many of them name it."""
    own, results = situation.own[unit], situation.indicators
    submission, judged = situation.submissions.get(unit), situation.judged.get(unit, {})
    rows = {
        indicator.id: judged[indicator.id].row if indicator.id in judged else silent_row(unit, role)
        for indicator, role in own
    }
    stated = [row.stated for row in rows.values() if row.stated is not None]
    return UnitResult(
        unit=unit,
        returned=submission is not None,
        received=submission.received if submission else None,
        file=submission.file if submission else "",
        stated=sum(stated) if stated else None,
        figures=sum_figures(results[indicator.id].figures for indicator, role in own if role.claims),
        co=_co_counts(rows.values()),
        overdue=sum(_is_overdue(rows[indicator.id], results[indicator.id], situation.as_of) for indicator, _ in own),
        missing_evidence=sum(row.level in (Level.MET, Level.PARTIAL) and not row.evidence for row in rows.values()),
        findings=findings,
    )


def _co_counts(rows: Iterable[UnitRow]) -> dict[str, int]:
    counts = dict.fromkeys(_CO_KEYS.values(), 0)
    for row in rows:
        if row.role is Role.CO:
            counts[_CO_KEYS[row.level]] += 1
    return counts


def _is_overdue(row: UnitRow, result: IndicatorResult, as_of: date) -> bool:
    """Past the deadline and not full; a row that the office verified full is settled for everybody."""
    full = result.figures.full
    if result.deadline is None or as_of <= result.deadline or result.figures.verified == full:
        return False
    return not is_full(row, full)
