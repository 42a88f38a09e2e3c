"""What is wrong with the figures of 量化情况, and claims that they do not support; pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from weibao.compute.counts import answers, total_of, unit_count
from weibao.compute.counts_ladder import figure_of, ladder_of, possible
from weibao.compute.counts_words import figures_text, number, threshold_text
from weibao.compute.level import plain
from weibao.compute.roles import own_counts
from weibao.compute.terms import Level
from weibao.compute.words import units_text
from weibao.findings import Finding, finding, some
from weibao.texts_counts import EFFECTS, WHY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from weibao.compute.counts_results import IndicatorCounts
    from weibao.compute.results import IndicatorResult
    from weibao.compute.returns import CountInput, Submission
    from weibao.compute.rows import JudgedRow
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Count, Rulebook

_NAMED: Final = 8
OVER: Final = "count-claim-over"


def unit_findings(
    rulebook: Rulebook, settings: Settings, submission: Submission, judged: Mapping[str, JudgedRow]
) -> Iterator[Finding]:
    """Of one return; none for a checklist that had no such sheet."""
    if not submission.counts:
        return
    reader = _Return(rulebook, settings, submission, answers(submission))
    blank: list[str] = []
    for count in own_counts(rulebook, submission.unit):
        answer = reader.typed.get(count.id)
        if answer is None or (answer.done is None and answer.total is None and not answer.unreadable):
            blank += [] if ladder_of(rulebook, settings.texts, count).hint else [count.id]
        elif wrong := reader.wrong(count, answer):
            yield wrong
        elif row := judged.get(rulebook.indicator_of(count).id):
            yield from reader.over(count, answer, row)
    if blank and any(answer.done is not None or answer.total is not None for answer in submission.counts):
        rows = some(blank, _NAMED)
        sheet = submission.counts[0].sheet
        yield finding(
            "counts-blank", unit=submission.unit, file=submission.file, sheet=sheet, number=len(blank), rows=rows
        )


def city_findings(
    rulebook: Rulebook,
    results: Mapping[str, IndicatorResult],
    counts: Mapping[str, IndicatorCounts],
    said: Iterable[Finding],
) -> Iterator[Finding]:
    """Claims of the county that the figures do not support; not where the one unit that typed them has been told the
    same, because a single row of it decides.
    """
    told: dict[str, set[str]] = {}
    for found in said:
        if found.code == OVER:
            told.setdefault(found.indicator, set()).add(found.unit)
    points = rulebook.scale.points
    for key, own in counts.items():
        claim = results[key].stated
        claim = claim if results[key].cap is None or claim is None else min(claim, results[key].cap or 0)
        if own.ceiling is None or claim is None or claim <= own.ceiling:
            continue
        typed = tuple(dict.fromkeys(unit for row in own.rows if row.points is not None for unit in row.answered))
        full = rulebook.indicator_by_id[key].full
        alone = min(full - row.part + row.points for row in own.rows if row.points is not None) == own.ceiling
        if alone and len(typed) == 1 and typed[0] in told.get(key, ()):
            continue
        yield finding(
            "count-city-over", indicator=key, row=key, stated=plain(points(claim)), ceiling=plain(points(own.ceiling)),
            effect=EFFECTS[own.limits].format(ceiling=plain(points(own.ceiling))), reason=own.reason,
            units=units_text(rulebook, typed) or "核定台账",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Return:
    """One return, and its answers by row."""

    rulebook: Rulebook
    settings: Settings
    submission: Submission
    typed: Mapping[str, CountInput]

    def told(self, code: str, count: Count, answer: CountInput, *, cell: str = "", **values: str) -> Finding:
        """A finding at the row's first figure, or at another cell."""
        row = self.rulebook.indicator_of(count).id
        return finding(
            code, unit=self.submission.unit, file=self.submission.file, sheet=answer.sheet,
            cell=cell or answer.done_cell, indicator=row, row=row, title=count.title, count=count.id, **values,
        )  # fmt: skip

    def wrong(self, count: Count, answer: CountInput) -> Finding | None:
        """What keeps a row's figures from being used; nothing where they can be, or where reading has told of it."""
        total = total_of(count, self.typed)
        label = self.rulebook.count_by_id[count.total_from].total if count.total_from else count.total
        if not possible(count, answer.done, total):
            why = WHY[_why(count, (answer.done, total))]
            told = why.format(done=count.done, total=label, most=number(count.most or 0))
            figures = figures_text(count, answer.done, total)
            return self.told("count-impossible", count, answer, figures=figures, why=told)
        if not count.has_total or answer.unreadable or figure_of(count, answer.done, total) is not None:
            return None
        if total is None:
            cell = "" if count.total_from else answer.total_cell
            return self.told("count-incomplete", count, answer, cell=cell, given=count.done, missing=label)
        return self.told("count-incomplete", count, answer, given=label, missing=count.done)

    def over(self, count: Count, answer: CountInput, row: JudgedRow) -> Iterator[Finding]:
        """A level or a score above what the unit's own figures support."""
        ladder = ladder_of(self.rulebook, self.settings.texts, count)
        own, points = unit_count(ladder, self.submission.unit, self.typed), self.rulebook.scale.points
        figures = figures_text(count, own.done, own.total)
        said = f"填的“{figures}”" if count.ask == "flag" else f"填的数（{figures}，标准{threshold_text(ladder)}）"
        stated = row.judgement.stated
        if stated is not None and own.ceiling is not None and stated > own.ceiling:
            steps = {"stated": plain(points(stated)), "ceiling": plain(points(own.ceiling))}
            yield self.told(OVER, count, answer, said=said, **steps)
        elif (
            own.reached is False
            and row.judgement.level is Level.MET
            and (own.ceiling is None or not row.row.role.claims)
        ):
            yield self.told("count-level-over", count, answer, said=said, level=row.judgement.level.label)


def _why(count: Count, given: Collection[object]) -> str:
    """Which word of WHY says what is wrong with impossible figures."""
    figures = [value for value in given if isinstance(value, (int, Fraction, Decimal))]
    if any(value < 0 for value in figures):
        return "negative"
    if not count.fractional and any(value != int(value) for value in figures):
        return "whole"
    return "more" if count.has_total else "most"
