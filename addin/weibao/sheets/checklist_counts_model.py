"""The rows of 量化情况 of one checklist: the words of each, its rule as `_calc` holds it, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.compute.counts_ladder import Ladder, ladder_of
from weibao.compute.counts_words import help_text, period_text, threshold_text, total_label
from weibao.compute.deadlines import row_deadline
from weibao.compute.roles import own_counts
from weibao.functions.cells import Cell, number_of
from weibao.functions.count_states import CountCells, CountRow, CountState, CountTerms, count_states
from weibao.functions.states import number
from weibao.sheets.prefill import CountPrefill

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from weibao.rulebook.model import Count
    from weibao.sheets.checklist_model import Checklist
    from weibao.sheets.prefill import Raw


@dataclass(frozen=True)
class CountLine:
    """A row of 量化情况; `terms` are its cells on `_calc`, `note` is what stands in 说明."""

    count: Count
    rule: CountRow
    cells: CountCells
    state: CountState
    terms: tuple[Cell, ...]
    note: Cell


def count_lines(checklist: Checklist, cell_value: Callable[[Raw], Cell]) -> tuple[CountLine, ...]:
    """The rows of the unit. `cell_value` makes of what was filled in what a cell holds."""
    rulebook, own = checklist.rulebook, own_counts(checklist.rulebook, checklist.unit.id)
    places = {count.id: place for place, count in enumerate(own)}
    ladders = [ladder_of(rulebook, checklist.settings.texts, count) for count in own]
    rules = [CountRow(ladder, places.get(ladder.count.total_from), ladder.count.total_from) for ladder in ladders]
    claims = {
        row.indicator.id.lower(): number_of(row.state.points, "points")
        for row in checklist.rows
        if row.state.points != ""
    }
    typed = [checklist.prefill.counts.get(count.id, CountPrefill()) for count in own]
    cells = [_cells(checklist, ladder, item, cell_value) for ladder, item in zip(ladders, typed, strict=True)]
    states = count_states(cells, rules, claims, checklist.as_of, rulebook.scale)
    return tuple(
        CountLine(rule.ladder.count, rule, line, state, _terms(checklist, rule), cell_value(item.note))
        for rule, line, state, item in zip(rules, cells, states, typed, strict=True)
    )


def count_deadline(checklist: Checklist, count: Count) -> date | None:
    """Its milestone, else the deadline of the indicator."""
    rulebook = checklist.rulebook
    if count.due:
        return next(milestone.end for milestone in rulebook.milestones if milestone.id == count.due)
    own = {row.indicator.id: row.deadline for row in checklist.rows}
    return own.get(rulebook.indicator_of(count).id, row_deadline(rulebook))


def _terms(checklist: Checklist, rule: CountRow) -> tuple[Cell, ...]:
    ladder, count, scale = rule.ladder, rule.ladder.count, checklist.rulebook.scale
    terms = CountTerms(
        count.ask, ladder.kind, number(scale.points(ladder.full)), number(scale.points(ladder.part)), _target(ladder),
        None if count.most is None else number(count.most), int(not count.fractional),
        None if ladder.hint else int(rule.limits),
        None if rule.base is None else rule.base + 1, rule.base_id, count.unit,
    )  # fmt: skip
    pairs = ((number(step.at_least), number(scale.points(step.score))) for step in count.steps)
    return (*terms, *(cell for pair in pairs for cell in pair))


def _target(ladder: Ladder) -> Cell:
    """As people write it: a share's in per cent."""
    if ladder.target is None:
        return None
    return number(ladder.target * 100 if ladder.count.ask == "share" else ladder.target)


def _cells(checklist: Checklist, ladder: Ladder, typed: CountPrefill, cell_value: Callable[[Raw], Cell]) -> CountCells:
    """The cells from 指标编号 to 总数."""
    rulebook, texts, count = checklist.rulebook, checklist.settings.texts, ladder.count
    asked = checklist.prefill.counts.get(count.total_from)
    total = typed.total if not count.total_from else asked.total if asked else None
    told = help_text(rulebook, count, texts)
    return CountCells(
        rulebook.indicator_of(count).id,
        count.title,
        f"{period_text(rulebook, count)}。{told}" if told else period_text(rulebook, count),
        threshold_text(ladder),
        count_deadline(checklist, count),
        count.done if count.ask == "flag" or not count.unit else f"{count.done}（{count.unit}）",
        cell_value(typed.done),
        total_label(rulebook, count) or "—",
        cell_value(total) if count.has_total else None,
    )
