"""A unit's last answers under a changed rulebook: by the indicators' ids, never by their place.

What was answered about an indicator that stays is carried over; where its standard or its points are others now it is
marked, for the unit in 审核意见 and for the office in the report. What was answered about a dropped one stays in the
return that it came with, and in the round that it belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from weibao.compute.level import plain
from weibao.compute.model import Level
from weibao.rulebook.compare import Fate

if TYPE_CHECKING:
    from weibao.compute.model import RowInput, Submission
    from weibao.rulebook.compare import Comparison
    from weibao.sheets.prefill import Prefill


@dataclass(frozen=True)
class Carried:
    """The answers as the new rulebook takes them, and what became of them: ids of indicators, titles of evidence."""

    submission: Submission
    kept: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    evidence_dropped: tuple[str, ...] = ()


def carry(submission: Submission, change: Comparison) -> Carried:
    """Take a submission of the old rulebook over into the new one."""
    by_id = change.by_id
    answered = [row for row in submission.rows if row.level or row.points is not None or row.statement]
    kept = [row for row in answered if by_id[row.indicator].fate is not Fate.DROPPED]
    evidence = tuple(item for item in submission.evidence if item.indicator not in change.ids(Fate.DROPPED))
    new = replace(
        submission,
        rows=tuple(_row(row, change) for row in kept),
        evidence=evidence,
        vetoes=tuple(answer for answer in submission.vetoes if answer.veto in change.new.veto_by_id),
        counts=tuple(item for item in submission.counts if item.count in change.new.count_by_id),
    )
    return Carried(
        new,
        kept=tuple(row.indicator for row in kept if not by_id[row.indicator].words),
        marked=tuple(row.indicator for row in kept if by_id[row.indicator].words),
        dropped=tuple(row.indicator for row in answered if by_id[row.indicator].fate is Fate.DROPPED),
        evidence_dropped=tuple(item.title for item in submission.evidence if item not in evidence),
    )


def _row(row: RowInput, change: Comparison) -> RowInput:
    """Full marks stay full marks and none stays none; a score between them belongs to a scale that is gone."""
    item = change.by_id[row.indicator]
    if row.points is None or item.old_full == item.new_full or row.points == 0:
        return row
    then, now = (Decimal(plain(points)) for points in (item.old_full, item.new_full) if points is not None)
    full = row.points == then and row.level in (None, Level.MET)
    return replace(row, points=now if full else None)


def marked(prefill: Prefill, change: Comparison) -> Prefill:
    """The checklist with what the unit must look at again, in front of the office's opinion."""
    rows = dict(prefill.rows)
    for item in change.indicators:
        words = "新增指标，请填报" if item.fate is Fate.ADDED else f"{item.words}，请重新核对" if item.words else ""
        if words and item.id in rows:
            rows[item.id] = replace(rows[item.id], opinion=f"【{words}】{rows[item.id].opinion}")
    return replace(prefill, rows=rows)
