"""The words of 量化情况: the rule of a row, its threshold, its figures; pure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from weibao.compute.level import plain
from weibao.rulebook.counts import NAMED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weibao.compute.counts_ladder import Ladder, Number
    from weibao.compute.counts_results import CountResult
    from weibao.rulebook.model import Count, Rulebook

OPEN = "未定"
UNDECIDED = "由本地规定，未定"
YES, NO = "是", "否"


def help_text(rulebook: Rulebook, count: Count, texts: Mapping[str, str]) -> str:
    """口径, with the settings in force and their units in place of their names, 未定 for one that is empty; then what
    the row is worth, where that is not the whole indicator by proportion.
    """
    units = {setting.id: setting.unit for setting in rulebook.settings}
    told = NAMED.sub(lambda found: texts[found[1]] + units[found[1]] if texts.get(found[1]) else OPEN, count.help)
    worth = [] if count.part is None else [f"占{plain(rulebook.scale.points(count.part))}分"]
    worth += steps_words(rulebook, count) if count.steps else ["达到标准才得"] if count.ladder == "flag" else []
    return f"{told}{'，'.join(worth)}。" if worth else told


def steps_words(rulebook: Rulebook, count: Count) -> list[str]:
    """What each step of a row gives: 2个季度起得0.5分, 4个季度起得1分; the lowest only where it gives something."""
    scores = [f"{plain(rulebook.scale.points(step.score))}分" for step in count.steps]
    if count.ask == "flag" and count.merge != "each":
        return [f"“{YES}”得{scores[-1]}", f"“{NO}”得{scores[0]}"]
    measure = "%" if count.has_total else "个单位" if count.ask == "flag" else count.unit
    bounds = [f"{number(step.at_least)}{measure}" for step in count.steps]
    words = [f"{bound}起得{score}" for bound, score in zip(bounds[1:], scores[1:], strict=True)]
    if count.ladder == "zero":
        full = rulebook.indicator_of(count).full if count.part is None else count.part
        lowest = f"没有的得{plain(rulebook.scale.points(full))}分"
    else:
        lowest = f"不到{bounds[1]}得{scores[0]}" if count.steps[0].score else ""
    return [lowest, *words] if lowest else words


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
        return percent(bound, up=False)
    return f"不少于{number(bound)}{count.unit}"


def figures_text(count: Count, done: Number | Decimal | None, total: Number | Decimal | None) -> str:
    """The figures as a person reads them: 210÷350＝60%, 2次, 是, 没有（0件）; "" where none was typed.

    Where any case costs, what was done about the cases is no share of success; nor are figures that cannot be one.
    """
    if done is None and total is None:
        return ""
    if count.ask == "flag":
        return YES if done else NO
    shown = "未填" if done is None else number(done)
    if not count.has_total:
        return f"{shown}{count.unit}"
    if total is None:
        return f"{shown}÷未填"
    if not total and not done:
        return f"{shown}（总数为0）" if done is None else f"没有（0{count.unit}）"
    if done is None or not 0 <= done <= total or not total:
        return f"{shown}÷{number(total)}"
    if count.ladder == "zero":
        return f"共{number(total)}{count.unit}，{count.done}{shown}"
    return f"{shown}÷{number(total)}＝{percent(Fraction(done) / Fraction(total), up=may_round_up(count))}"


def percent(value: Fraction, *, up: bool = True) -> str:
    """A share in per cent, at most one decimal: rounded as usual, but never up to whole per cent, because a bound may
    lie there: 93.75% is 93.8%, 89.96% is 89.9% and not 90%. Not `up`: never rounded up at all.
    """
    tenths, nearest = floor(value * 1000), floor(value * 1000 + Fraction(1, 2))
    return f"{plain(Decimal(nearest if up and nearest % 10 else tenths) / 10)}%"


def may_round_up(count: Count) -> bool:
    """Whether all bounds of a share are whole per cent; one that the office sets may be any."""
    bounds = [count.target or Decimal(0), *(step.at_least for step in count.steps)]
    return not count.setting and all(bound % 1 == 0 for bound in bounds)


def number(value: Number | Decimal) -> str:
    """A figure without trailing zeros."""
    if isinstance(value, Decimal):
        return plain(value)
    exact = Fraction(value)
    return str(exact.numerator) if exact.denominator == 1 else plain(Decimal(exact.numerator) / exact.denominator)


def city_figures(count: Count, row: CountResult, together: int = 1) -> str:
    """The figures of the whole county in words; who has not answered is said. `together`: rows judged as one."""
    answered, asked = len(row.answered), len(row.units)
    if row.done is None:
        return "台账里还没有" if count.office else f"{answered}个单位填了" if answered else "还没有填"
    if count.merge == "units":
        said = f"已填的{number(row.total or 0)}个单位中{number(row.done)}个做到"
        return said if together == 1 else f"{said}（{together}行合起来看）"
    if count.merge == "each":
        assumed = f"（{asked - answered}个未填，先按“{YES}”算）" if asked > answered else ""
        return f"{asked}个单位中{number(row.done)}个答“{YES}”{assumed}"
    return figures_text(count, row.done, row.total) + (_missing(asked - answered) if asked > 1 else "")


def city_text(rulebook: Rulebook, count: Count, row: CountResult) -> str:
    """One row of the whole county in words: the figures, the standard, what follows."""
    if row.done is None:
        return f"{count.title}（{count.id}）：{row.figures}"
    parts = [f"{count.title}（{count.id}）：{row.figures}"]
    if count.ask != "flag":
        parts.append(f"标准{row.threshold}")
    if row.points is None:
        parts.append("只提示")
    else:
        points = plain(rulebook.scale.points(row.points))
        part = plain(rulebook.scale.points(row.part))
        parts.append(f"最多{points}分" if count.part is None else f"占{part}分，最多得{points}分")
    return "，".join(parts)


def _missing(units: int) -> str:
    return f"（{units}个未填）" if units else ""


def indicator_reason(rulebook: Rulebook, rows: Sequence[CountResult], ceiling: int, full: int) -> str:
    """Why the figures support no more than the ceiling; "" where they support the full score."""
    if ceiling == full:
        return ""
    below = [row for row in rows if row.points is not None and row.points < row.part]
    # Where rows that decide all of it are what binds, the others explain nothing.
    whole = [row for row in below if rulebook.count_by_id[row.count].part is None]
    binding = [row for row in whole if row.points == ceiling]
    return "；".join(row.reason for row in binding or below)
