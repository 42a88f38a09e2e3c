"""The words of 量化情况: the rule of a row, its threshold, its figures; pure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from weibao.compute.level import plain
from weibao.rulebook.counts import NAMED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from weibao.compute.counts_ladder import Ladder, Number
    from weibao.rulebook.model import Count, Rulebook

OPEN = "未定"
UNDECIDED = "由本地规定，未定"
YES, NO = "是", "否"


def help_text(count: Count, texts: Mapping[str, str]) -> str:
    """口径, with the settings in force in place of their names; 未定 for one that is empty."""
    return NAMED.sub(lambda found: texts.get(found[1], "") or OPEN, count.help)


def period_text(rulebook: Rulebook, count: Count) -> str:
    """期间."""
    return count.period or rulebook.requirement_by_id[count.requirement].period


def total_label(rulebook: Rulebook, count: Count) -> str:
    """总数填什么; of a row that takes its total from another one, where that stands."""
    if count.total_from:
        other = rulebook.count_by_id[count.total_from]
        return f"{other.total}：取自{other.id}，不必再填"
    return count.total


def threshold_text(ladder: Ladder) -> str:
    """标准: what gives all that the row decides."""
    count = ladder.count
    if ladder.hint:
        return UNDECIDED
    if count.ask == "flag":
        return YES
    if count.ladder == "zero":
        return f"0{count.unit}"
    bound = ladder.steps[-1][0] if count.ladder == "steps" else ladder.target
    if bound is None:
        return UNDECIDED
    if count.ask == "share":
        return percent(bound)
    return f"不少于{number(bound)}{count.unit}"


def figures_text(count: Count, done: Number | Decimal | None, total: Number | Decimal | None) -> str:
    """The figures as a person reads them: 210÷350＝60%, 2次, 是; "" where none was typed."""
    if done is None and total is None:
        return ""
    if count.ask == "flag":
        return YES if done else NO
    shown = "未填" if done is None else number(done)
    if not count.has_total:
        return f"{shown}{count.unit}"
    if total is None:
        return f"{shown}÷未填"
    if done is None or not total:
        return f"{shown}÷{number(total)}"
    return f"{shown}÷{number(total)}＝{percent(Fraction(done) / Fraction(total))}"


def percent(value: Fraction) -> str:
    """A share in per cent, at most one decimal, never rounded up: 89.96% is not 90%."""
    return f"{plain(Decimal(value.numerator * 1000 // value.denominator) / 10)}%"


def number(value: Number | Decimal) -> str:
    """A figure without trailing zeros."""
    if isinstance(value, Decimal):
        return plain(value)
    exact = Fraction(value)
    return str(exact.numerator) if exact.denominator == 1 else plain(Decimal(exact.numerator) / exact.denominator)
