"""A unit's last answers under a changed rulebook: by the indicators' ids, never by their place.

What was answered about an indicator that stays is carried over; where its standard or its points are others now it is
marked, for the unit in 审核意见 and for the office in the report. What was answered about a dropped one stays in the
return that it came with, and in the round that it belongs to; so does a figure whose question is another now, and that
there was no case of a negative item that has another text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from weibao.compute.level import plain
from weibao.compute.model import Level
from weibao.rulebook.compare import Fate, count_words
from weibao.rulebook.textual import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.compute.model import CountInput, RowInput, Submission, VetoInput
    from weibao.rulebook.compare import Comparison
    from weibao.sheets.prefill import Prefill


@dataclass(frozen=True)
class Carried:
    """The answers as the new rulebook takes them, and what became of them: ids of indicators, titles of evidence, and
    what else is asked anew.
    """

    submission: Submission
    kept: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    evidence_dropped: tuple[str, ...] = ()
    asked_anew: tuple[str, ...] = ()


def carry(submission: Submission, change: Comparison) -> Carried:
    """Take a submission of the old rulebook over into the new one."""
    by_id = change.by_id
    answered = [row for row in submission.rows if row.level or row.points is not None or row.statement]
    kept = [row for row in answered if by_id[row.indicator].fate is not Fate.DROPPED]
    evidence = tuple(item for item in submission.evidence if item.indicator not in change.ids(Fate.DROPPED))
    vetoes = tuple(answer for answer in submission.vetoes if _stands(answer, change))
    counts = tuple(item for item in submission.counts if _is_asked(item, change))
    rows = tuple(_row(row, change) for row in kept)
    new = replace(submission, rows=rows, evidence=evidence, vetoes=vetoes, counts=counts)
    looked_at = {
        row.indicator
        for row, old in zip(rows, kept, strict=True)
        if by_id[row.indicator].words or row.points != old.points
    }
    return Carried(
        new,
        kept=tuple(row.indicator for row in kept if row.indicator not in looked_at),
        marked=tuple(row.indicator for row in kept if row.indicator in looked_at),
        dropped=tuple(row.indicator for row in answered if by_id[row.indicator].fate is Fate.DROPPED),
        evidence_dropped=tuple(item.title for item in submission.evidence if item not in evidence),
        asked_anew=tuple(_asked_anew(submission, new, change)),
    )


def _stands(answer: VetoInput, change: Comparison) -> bool:
    """Whether an answer about a negative item is one about its text of now; that something happened remains so."""
    old, new = (book.veto_by_id.get(answer.veto) for book in (change.old, change.new))
    return new is not None and (bool(answer.happened) or old is None or fold(old.text) == fold(new.text))


def _is_asked(item: CountInput, change: Comparison) -> bool:
    """Whether a figure still answers the question that it was given to."""
    old, new = (book.count_by_id.get(item.count) for book in (change.old, change.new))
    return old is not None and new is not None and fold(count_words(old)) == fold(count_words(new))


def _asked_anew(before: Submission, after: Submission, change: Comparison) -> Iterator[str]:
    """What was answered, is asked for still, and is not carried over."""
    for veto in before.vetoes:
        if veto not in after.vetoes and veto.veto in change.new.veto_by_id:
            yield f"{veto.veto} {change.new.veto_by_id[veto.veto].title}"
    for item in before.counts:
        if item not in after.counts and item.count in change.new.count_by_id:
            yield f"{item.count} {change.new.count_by_id[item.count].title}"


def _row(row: RowInput, change: Comparison) -> RowInput:
    """Full marks stay full marks and none stays none; a score between them belongs to a scale that is gone."""
    item, scales = change.by_id[row.indicator], (change.old.scale, change.new.scale)
    if row.points is None or row.points == 0:
        return row
    if item.old_full == item.new_full:
        fits = scales[0] == scales[1] or scales[1].steps(row.points) is not None
        return row if fits else replace(row, points=None)
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
