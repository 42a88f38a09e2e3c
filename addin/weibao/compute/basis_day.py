"""Whether a day can be meant: a slip of the year in the one that everything is computed for dates every draft, in a due
date it lets nobody be late.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weibao.compute.office import Round
    from weibao.rulebook.model import Rulebook

_FAR: Final = timedelta(days=400)


def basis_day_findings(
    rulebook: Rulebook, rounds: Iterable[Round], as_of: date, today: date | None
) -> Iterator[Finding]:
    """That `as_of` lies before the first round was issued, or in a future that the campaign does not reach.

    `today` is None where nobody knows it: then nothing is told of the future. A day that has come is no slip, however
    long ago the last date of the plan was.
    """
    rounds = tuple(rounds)
    first = min((item.issued for item in rounds if item.issued), default=None)
    if first and as_of < first:
        yield finding("as-of-early", day=as_of, first=first)
    if today is None or as_of <= today:
        return
    last = _last_day(rulebook, rounds)
    if as_of - today > _FAR:
        yield finding("as-of-ahead", day=as_of, why=f"比今天（{today}）晚 {(as_of - today).days} 天")
    elif last and as_of > last:
        yield finding("as-of-ahead", day=as_of, why=f"还没有到（今天是 {today}），又晚于方案最后一个日期 {last}")


def due_findings(rulebook: Rulebook, rounds: Iterable[Round]) -> Iterator[Finding]:
    """The rounds that are due more than a year after they were issued, and after everything that the plan has a date
    for.
    """
    last = max(_plan_days(rulebook), default=None)
    for item in rounds:
        if item.issued and item.due and item.due - item.issued > _FAR and (last is None or item.due > last):
            days = (item.due - item.issued).days
            yield finding("round-due-far", number=item.number, due=item.due, issued=item.issued, days=days)


def _last_day(rulebook: Rulebook, rounds: Iterable[Round]) -> date | None:
    """The last date of the plan and of what the office has set."""
    return max([*_plan_days(rulebook), *(item.due for item in rounds if item.due)], default=None)


def _plan_days(rulebook: Rulebook) -> list[date]:
    """Every date of the plan's phases and milestones."""
    days = [day for item in rulebook.phases for day in (item.start, item.end)]
    days += [day for item in rulebook.milestones for day in (item.start, item.end, item.recheck)]
    return [day for day in days if day]
