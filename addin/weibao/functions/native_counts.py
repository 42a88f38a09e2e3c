"""The native formulas of 量化情况: what `count_states` computes in Python.

A row's rule is known when its formulas are written, so targets, bounds and scores stand in them as numbers; scores are
in steps until they are shown. Figures are whole numbers below a milliard (else six decimals), so that products of them
are exact and INT of a quotient is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from weibao.compute.counts_words import NO, YES, may_round_up
from weibao.functions import hints
from weibao.functions.cells import DECIMALS
from weibao.functions.count_states import LARGEST
from weibao.functions.hints import SEPARATOR, expression, quoted
from weibao.functions.native import BAD, NOTHING, compact, if_hint, joined

if TYPE_CHECKING:
    from weibao.functions.count_states import CountRow
    from weibao.rulebook.model import Count


class CountRefs(NamedTuple):
    """References of one row: cells of the sheet, then the helpers on `_calc` (see `count_states.CountState`).

    `total` is the helper of the row that asks for the total.
    """

    indicator: str
    deadline: str
    done_cell: str
    total_cell: str
    done: str
    total: str
    issue: str
    loss: str


def done_figure(refs: CountRefs, row: CountRow) -> str:
    """Helper: what was typed as a number, "" or "?"; 1 for 是 and 0 for 否."""
    return _answer(refs.done_cell) if row.ladder.count.ask == "flag" else _figure(refs.done_cell)


def total_figure(refs: CountRefs) -> str:
    """Helper: the total as a number, "" or "?"."""
    return _figure(refs.total_cell)


def _figure(cell: str) -> str:
    inside = f"IF(ABS({cell})>{LARGEST},{BAD},ROUND({cell},{DECIMALS}))"
    text = f"IF({compact(cell)}={NOTHING},{NOTHING},{BAD})"
    # In Calc TRUE is a number, for its functions as for Python; in Excel it is none for either.
    return f"IFERROR(IF(ISNUMBER({cell}),{inside},{text}),{BAD})"


def _answer(cell: str) -> str:
    text = compact(cell)
    return f"IF({text}={NOTHING},{NOTHING},IF({text}={quoted(YES)},1,IF({text}={quoted(NO)},0,{BAD})))"


def _first(cases: Sequence[tuple[str, str]]) -> str:
    """The text of the first condition that holds, else nothing."""
    chain = NOTHING
    for condition, text in reversed(cases):
        chain = f"IF({condition},{text},{chain})"
    return chain


def issue(refs: CountRefs, row: CountRow) -> str:
    """Helper: what is wrong with the figures."""
    count = row.ladder.count
    unread = hints.ANSWER_UNREADABLE if count.ask == "flag" else hints.FIGURE_UNREADABLE
    cases = [(f"{refs.done}={BAD}", quoted(unread)), *_impossible(refs.done, count.fractional)]
    if count.most is not None:
        most = _plain(Fraction(count.most))
        cases.append((f"N({refs.done})>{most}", quoted(hints.FIGURE_BEYOND.format(most=most))))
    if count.has_total and row.base is not None:
        wrong = ",".join(condition for condition, _ in _impossible(refs.total, count.fractional))
        unset = f"AND({refs.done}<>{NOTHING},OR(NOT(ISNUMBER({refs.total})),{wrong}))"
        cases.append((unset, quoted(hints.TOTAL_ELSEWHERE.format(base=row.base_id))))
    elif count.has_total:
        one = f"({refs.done}={NOTHING})<>({refs.total}={NOTHING})"
        missing = f"IF({refs.done}={NOTHING},{quoted(hints.FIGURE_MISSING)},{quoted(hints.TOTAL_MISSING)})"
        cases += [(f"{refs.total}={BAD}", quoted(hints.TOTAL_UNREADABLE))]
        cases += [*_impossible(refs.total, count.fractional), (one, missing)]
    if count.has_total:
        above = expression(hints.FIGURE_ABOVE_TOTAL, total=refs.total)
        cases.append((f"AND({refs.done}<>{NOTHING},N({refs.done})>N({refs.total}))", above))
    return _first(cases)


def _impossible(figure: str, fractional: bool) -> list[tuple[str, str]]:
    parted = [] if fractional else [(f"N({figure})<>INT(N({figure}))", quoted(hints.FIGURE_PARTED))]
    return [(f"N({figure})<0", quoted(hints.FIGURE_NEGATIVE)), *parted]


def _complete(refs: CountRefs) -> str:
    return f"AND({refs.issue}={NOTHING},{refs.done}<>{NOTHING})"


def loss(refs: CountRefs, row: CountRow, step: str) -> str:
    """Helper: the points that the indicator loses by this row."""
    if not row.limits:
        return "0"
    lost = f"ROUND(({row.ladder.part}-{_score(refs, row)})*{step},{DECIMALS})"
    return f"IF({_complete(refs)},{lost},0)"


def _score(refs: CountRefs, row: CountRow) -> str:
    """`counts_ladder.points_of`, in steps."""
    ladder, share = row.ladder, row.ladder.count.has_total
    if ladder.kind in ("steps", "zero"):
        (_lowest, score), *rest = ladder.steps
        formula = str(score)
        for bound, score in rest:
            formula = f"IF({_reaches(refs, bound, share)},{score},{formula})"
    elif ladder.target is None:
        formula = str(ladder.part)
    elif ladder.kind == "flag":
        formula = f"IF({_reaches(refs, ladder.target, share)},{ladder.part},0)"
    else:
        up, down = ladder.target.denominator * ladder.part, ladder.target.numerator
        quotient = f"{refs.done}*{up}/({refs.total}*{down})" if share else f"{refs.done}*{up}/{down}"
        formula = f"MIN({ladder.part},{_floor(quotient, ladder.count.fractional)})"
    return f"IF({refs.total}=0,{ladder.part},{formula})" if share else formula


def _reaches(refs: CountRefs, bound: Fraction, share: bool) -> str:
    left, right = f"{refs.done}*{bound.denominator}", str(bound.numerator)
    if share:
        right = f"{refs.total}*{right}"
    return f"ROUND({left}-{right},{DECIMALS})>=0"


def _floor(value: str, fractional: bool) -> str:
    """Whole steps; figures with decimals leave a trace in the last digits of a quotient."""
    return f"INT(ROUND({value},9))" if fractional else f"INT({value})"


def _tenths(refs: CountRefs, count: Count) -> str:
    """A share in tenths of a per cent, as `counts_words.percent` has it."""
    value = f"{refs.done}*1000/{refs.total}"
    down = _floor(value, count.fractional)
    if not may_round_up(count):
        return down
    nearest = _floor(f"{value}+0.5", count.fractional)
    return f"IF(MOD({nearest},10)=0,{down},{nearest})"


def ceiling(refs: CountRefs, row: CountRow, step: str) -> str:
    """建议最高分: the most of the indicator that this row supports."""
    if not row.limits:
        return NOTHING
    most = f"ROUND({row.ladder.full}*{step}-{refs.loss},{DECIMALS})"
    return f"IF({_complete(refs)},{most},{NOTHING})"


def result(refs: CountRefs, row: CountRow) -> str:
    """结果: the share, and whether it is reached where this row says so."""
    count = row.ladder.count
    reached = f"{refs.loss}=0" if row.limits else f"{refs.done}=1"
    yes, no = (quoted(text) for text in (hints.DONE_SO, hints.NOT_DONE_SO))
    said = f"IF({reached},{yes},{no})" if row.limits or count.ask == "flag" else NOTHING
    alone = quoted(hints.DONE_SO[1:]) if row.limits else NOTHING  # nothing to do is reached
    if count.has_total and row.ladder.kind != "zero":
        share = f'{_tenths(refs, count)}/10&"%"'
        shown = f"IF({refs.total}=0,{alone},{share}&{said})"
    else:
        shown = NOTHING if said == NOTHING else f"MID({said},2,9)"
    return f"IF({_complete(refs)},{shown},{NOTHING})" if shown != NOTHING else NOTHING


def hint(refs: CountRefs, row: CountRow, claim: str, today: str) -> str:
    """提示. `claim` is `claim_above` of the row's indicator."""
    blank = f"{refs.done}={NOTHING}"
    if row.ladder.count.has_total and row.base is None:
        blank = f"{blank},{refs.total}={NOTHING}"
    overdue = f"AND({blank},ISNUMBER({refs.deadline}),{refs.deadline}<{today})"
    late = NOTHING if row.ladder.hint else if_hint(overdue, hints.FIGURE_LATE)
    wrong = f"IF({refs.issue}={NOTHING},{NOTHING},{quoted(SEPARATOR)}&{refs.issue})"
    if not row.limits:
        return joined(wrong, late)
    lost = f"IF({refs.loss}>0,{_gap(refs, row)}&{claim},{NOTHING})"
    return joined(wrong, late, lost)


def _gap(refs: CountRefs, row: CountRow) -> str:
    ladder, count = row.ladder, row.ladder.count
    bound = ladder.steps[-1][0] if ladder.kind == "steps" else ladder.target
    if count.ask == "flag" or ladder.kind == "zero" or bound is None:
        return NOTHING
    if count.fractional:
        wanted = f"{refs.total}*{bound.numerator}/{bound.denominator}" if count.has_total else _plain(bound)
    elif count.has_total:
        wanted = f"-INT(-{refs.total}*{bound.numerator}/{bound.denominator})"
    else:
        wanted = str(ceil(bound))
    gap = f"ROUND({wanted}-{refs.done},{DECIMALS})"
    return expression(SEPARATOR + hints.FIGURE_GAP, gap=gap, unit=quoted(count.unit))


def claim_above(full: int, whole: Sequence[str], parts: Sequence[str], claim: str, step: str) -> str:
    """That the unit claims more than its figures support, with a separator before it; else nothing.

    `whole` and `parts` are the losses of the rows that decide all of the indicator and of those that decide a part.
    """
    lost = ",".join(whole)
    if parts:
        together = "+".join(parts)
        lost = f"{lost},{together}" if lost else together
    most = f"ROUND(MAX({full}*{step}-MAX({lost}),0),{DECIMALS})"
    above = expression(SEPARATOR + hints.CLAIM_ABOVE, claim=f"ROUND({claim},{DECIMALS})", ceiling=most)
    return f"IF(ROUND({claim}-{most},{DECIMALS})>0,{above},{NOTHING})"


def _plain(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else repr(float(value))
