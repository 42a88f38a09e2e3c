"""What follows from the rows of 量化情况, in Python; `native_counts` has the same as formulas.

The rules themselves are those of `compute.counts_ladder`. Values are what the cell shows: numbers, text, or "" for a
blank.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from weibao.compute.counts_ladder import Ladder, figure_of, is_reached, own_ceiling, supported
from weibao.compute.counts_words import NO, YES, may_round_up, percent
from weibao.functions import hints
from weibao.functions.cells import (
    UNREADABLE,
    Cell,
    Unreadable,
    compact,
    day_of,
    is_blank,
    is_number,
    number_of,
    text_of,
)
from weibao.functions.states import Value, number
from weibao.rulebook.model import Count, CountStep

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weibao.rulebook.model import Scale

Figure = Decimal | Unreadable | None

# Nothing that is counted here is more; beyond it is a slip of the hand.
LARGEST = 999_999_999


class CountCells(NamedTuple):
    """One row of 量化情况 from 指标编号 to 总数, in the order of the sheet."""

    indicator: Cell
    title: Cell
    period: Cell
    standard: Cell
    deadline: Cell
    ask: Cell
    done: Cell
    ask_total: Cell
    total: Cell


class CountTerms(NamedTuple):
    """How a row is judged, as `_calc` holds it: scores in points; `target`, `most` and `base` "" where there is none.

    A share's target and bounds are per cent. `whole`: 1 where only whole numbers can be. `limits`: 1 where the row
    has a ceiling, "" where it has no standard yet and may be left blank. `base` is the row (from 1) of the total where
    another one asks for it, and `base_id` its code.
    """

    ask: Cell
    kind: Cell
    full: Cell
    part: Cell
    target: Cell
    most: Cell
    whole: Cell
    limits: Cell
    base: Cell
    base_id: Cell
    unit: Cell


class CountState(NamedTuple):
    """The first three are visible, the others are helpers of the native formulas.

    `done` and `total` are numbers, "" or "?"; `issue` is what is wrong with them; `loss` is what the indicator loses
    by this row, in points.
    """

    result: str
    ceiling: Value
    hint: str
    done: Value
    total: Value
    issue: str
    loss: Value


@dataclass(frozen=True)
class CountRow:
    """A row's rule: the ladder of `compute`, and where its total stands (row from 0, None: in its own cell)."""

    ladder: Ladder
    base: int | None = None
    base_id: str = ""

    @property
    def limits(self) -> bool:
        """Whether the unit's own figure has a ceiling."""
        return self.ladder.decides and not self.ladder.hint


@dataclass(frozen=True)
class _Figures:
    done: Figure
    total: Figure
    issue: str


def count_states(
    cells: Sequence[CountCells], rows: Sequence[CountRow], claims: Mapping[str, Decimal], today: date, scale: Scale
) -> list[CountState]:
    """The state of every row. `claims` is what the unit claims, by indicator in lower case."""
    read = [_figures(cells, row, n) for n, row in enumerate(rows)]
    ceilings = [
        own_ceiling(row.ladder, *_exact(one, row.ladder.count)) if row.limits and _complete(one) else None
        for row, one in zip(rows, read, strict=True)
    ]
    losses = [0 if most is None else row.ladder.full - most for row, most in zip(rows, ceilings, strict=True)]
    keys = [text_of(line.indicator).lower() for line in cells]
    states = []
    for n, (line, row, one) in enumerate(zip(cells, rows, read, strict=True)):
        found = [one.issue, _late(line, row, one, today)]
        if _complete(one):
            found.append(_gap(row.ladder, one, ceilings[n]))
        if losses[n]:
            same = [other for other, key in enumerate(keys) if key == keys[n]]
            found.append(_claim(claims.get(keys[n], Decimal(0)), rows, losses, same, scale))
        states.append(
            CountState(
                result=_result(row, one) if _complete(one) else "",
                ceiling="" if ceilings[n] is None else number(scale.points(ceilings[n] or 0)),
                hint=hints.joined(*found),
                done=_shown(one.done),
                total=_shown(one.total) if row.ladder.count.has_total else "",
                issue=one.issue,
                loss=number(scale.points(losses[n])),
            )
        )
    return states


def row_of(cells: Sequence[Cell], scale: Scale) -> CountRow:
    """The rule that stands on `_calc`: the terms, then pairs of a bound and its score. ValueError for what is none."""
    terms, pairs = CountTerms(*cells[: len(CountTerms._fields)]), cells[len(CountTerms._fields) :]
    bounds = [pairs[n : n + 2] for n in range(0, len(pairs) - 1, 2) if not is_blank(pairs[n])]
    steps = tuple(CountStep(number_of(bound, "bound"), _steps(score, scale)) for bound, score in bounds)
    most = None if is_blank(terms.most) else number_of(terms.most, "most")
    target = None if is_blank(terms.target) else number_of(terms.target, "target")
    count = Count(
        id="", requirement="", title="", done="", ask=text_of(terms.ask), ladder=text_of(terms.kind), steps=steps,
        target=target, most=most, fractional=number_of(terms.whole, "whole") == 0, unit=text_of(terms.unit),
        assumption="",
    )  # fmt: skip
    open_ = is_blank(terms.limits)
    ladder = Ladder(
        count, _steps(terms.full, scale), _steps(terms.part, scale), None if target is None else count.bound(target),
        tuple((count.bound(step.at_least), step.score) for step in steps), hint=open_,
        decides=not open_ and number_of(terms.limits, "limits") == 1,
    )  # fmt: skip
    base = None if is_blank(terms.base) else int(number_of(terms.base, "base")) - 1
    return CountRow(ladder, base, text_of(terms.base_id))


def _steps(raw: Cell, scale: Scale) -> int:
    steps = scale.steps(number_of(raw, "score"))
    if steps is None:
        raise ValueError(f"a score must be whole steps, got {raw!r}")
    return steps


def _figure(raw: Cell, count: Count) -> Figure:
    text = compact(raw)
    if not text:
        return None
    if count.ask == "flag":
        return {YES: Decimal(1), NO: Decimal(0)}.get(text, UNREADABLE)
    value = number_of(raw, "figure") if is_number(raw) else None
    return UNREADABLE if value is None or abs(value) > LARGEST else value


def _figures(cells: Sequence[CountCells], row: CountRow, n: int) -> _Figures:
    count = row.ladder.count
    done = _figure(cells[n].done, count)
    total = _figure(cells[n if row.base is None else row.base].total, count) if count.has_total else None
    return _Figures(done, total, _issue(row, done, total))


def _issue(row: CountRow, done: Figure, total: Figure) -> str:
    count = row.ladder.count
    if done is UNREADABLE:
        return hints.ANSWER_UNREADABLE if count.ask == "flag" else hints.FIGURE_UNREADABLE
    if done is not None and (wrong := _impossible(count, done)):
        return wrong
    if not count.has_total:
        return ""
    if row.base is not None:
        unset = total is None or total is UNREADABLE or bool(_impossible_total(count, total))
        return hints.TOTAL_ELSEWHERE.format(base=row.base_id) if unset and done is not None else _above(done, total)
    if total is UNREADABLE:
        return hints.TOTAL_UNREADABLE
    if total is not None and (wrong := _impossible_total(count, total)):
        return wrong
    if (done is None) != (total is None):
        return hints.FIGURE_MISSING if done is None else hints.TOTAL_MISSING
    return _above(done, total)


def _impossible(count: Count, value: Decimal) -> str:
    if wrong := _impossible_total(count, value):
        return wrong
    if count.most is not None and value > count.most:
        return hints.FIGURE_BEYOND.format(most=text_of(number(count.most)))
    return ""


def _impossible_total(count: Count, value: Decimal) -> str:
    if value < 0:
        return hints.FIGURE_NEGATIVE
    return hints.FIGURE_PARTED if not count.fractional and value != int(value) else ""


def _above(done: Figure, total: Figure) -> str:
    if isinstance(done, Decimal) and isinstance(total, Decimal) and done > total:
        return hints.FIGURE_ABOVE_TOTAL.format(total=text_of(number(total)))
    return ""


def _complete(one: _Figures) -> bool:
    return isinstance(one.done, Decimal) and not one.issue


def _late(line: CountCells, row: CountRow, one: _Figures, today: date) -> str:
    """Nothing was typed, and it should have been by now; what has no standard yet need not be."""
    if row.ladder.hint:
        return ""
    own = one.total if row.base is None else None
    deadline = day_of(line.deadline)
    late = isinstance(deadline, date) and deadline < today
    return hints.FIGURE_LATE if late and one.done is None and own is None else ""


def _exact(one: _Figures, count: Count) -> tuple[Decimal, Decimal | None]:
    assert isinstance(one.done, Decimal)  # noqa: S101 - only complete figures come here
    return one.done, one.total if count.has_total and isinstance(one.total, Decimal) else None


def _result(row: CountRow, one: _Figures) -> str:
    """结果: the share, and whether it is reached where this row says so."""
    ladder, (done, total) = row.ladder, _exact(one, row.ladder.count)
    figure = figure_of(ladder.count, done, total)
    assert figure is not None  # noqa: S101
    nothing = ladder.count.has_total and not total
    reached = is_reached(ladder, figure, nothing=nothing) if row.limits else done == 1
    said = hints.DONE_SO if reached else hints.NOT_DONE_SO
    if not row.limits and ladder.count.ask != "flag":
        said = ""
    shown = ladder.count.has_total and not nothing and ladder.kind != "zero"
    share = percent(figure, up=may_round_up(ladder.count)) if shown else ""
    return share + said if share else said[1:]


def _gap(ladder: Ladder, one: _Figures, ceiling: int | None) -> str:
    """How much is missing to what gives all that the row decides."""
    if ceiling is None or ceiling == ladder.full or ladder.count.ask == "flag" or ladder.kind == "zero":
        return ""
    done, total = _exact(one, ladder.count)
    bound = ladder.steps[-1][0] if ladder.kind == "steps" else ladder.target
    assert bound is not None  # noqa: S101 - nothing is lost without a bound
    wanted = bound * Fraction(total) if total is not None else bound
    gap = Fraction(wanted if ladder.count.fractional else ceil(wanted)) - Fraction(done)
    return hints.FIGURE_GAP.format(gap=text_of(number(round(gap, 6))), unit=ladder.count.unit)


def _claim(claim: Decimal, rows: Sequence[CountRow], losses: Sequence[int], same: Sequence[int], scale: Scale) -> str:
    """Whether the unit claims more than all its figures of the indicator (rows `same`) support."""
    full = rows[same[0]].ladder.full
    whole = [losses[n] for n in same if rows[n].ladder.part == full]
    parts = [losses[n] for n in same if rows[n].ladder.part != full]
    ceiling = scale.points(supported(full, whole, parts))
    if claim <= ceiling:
        return ""
    return hints.CLAIM_ABOVE.format(claim=text_of(number(claim)), ceiling=text_of(number(ceiling)))


def _shown(value: Figure) -> Value:
    return "" if value is None else "?" if value is UNREADABLE else number(value)
