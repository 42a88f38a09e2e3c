"""Whether the day that everything is computed for can be meant: a slip of the year dates every draft."""

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


def _last_day(rulebook: Rulebook, rounds: Iterable[Round]) -> date | None:
    """The last date of the plan and of what the office has set."""
    days = [day for item in rulebook.phases for day in (item.start, item.end)]
    days += [day for item in rulebook.milestones for day in (item.start, item.end, item.recheck)]
    days += [item.due for item in rounds]
    return max((day for day in days if day), default=None)
