"""How many matters are where, counted in one way for every text, table and figure.

拟督办: drafted, no notice has gone out; 立项: a notice has gone out; 销号: closed after that. 逾期: past its limit and
unanswered. A limit that no notice has set yet is nobody's delay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.compute.terms import Step

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from weibao.compute.results import Stage

LATE: Final = (Step.URGING, Step.CIRCULATING, Step.REPORTING)
"""The steps of a matter that is past its limit."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of matters: `drafted` 拟督办, `opened` 立项 (whatever became of them), `closed` of those, `late` 逾期."""

    drafted: int = 0
    opened: int = 0
    closed: int = 0
    late: int = 0

    @property
    def remaining(self) -> int:
        """正在整改: 立项 and not closed."""
        return self.opened - self.closed


def tally(stages: Iterable[Stage]) -> Tally:
    """The numbers of these matters."""
    listed = tuple(stages)
    return Tally(
        drafted=sum(is_drafted(stage) for stage in listed),
        opened=sum(is_issued(stage) for stage in listed),
        closed=sum(stage.step is Step.CLOSED and is_issued(stage) for stage in listed),
        late=sum(stage.step in LATE for stage in listed),
    )


@dataclass(frozen=True, slots=True)
class Turnover:
    """What a period did: `opened` 立项 and `closed` 销号 within it, `remaining` of all that were open at its end."""

    opened: int = 0
    closed: int = 0
    remaining: int = 0


def turnover(stages: Iterable[Stage], start: date, end: date) -> Turnover:
    """The numbers of a period, both days included; what was put on the list before it may be closed within it."""
    issued = [(stage.item.listed_on, closed_on(stage)) for stage in stages if is_issued(stage)]
    return Turnover(
        opened=sum(opened is not None and start <= opened <= end for opened, _ in issued),
        closed=sum(closed is not None and start <= closed <= end for _, closed in issued),
        remaining=sum(
            (opened is None or opened <= end) and (closed is None or closed > end) for opened, closed in issued
        ),
    )


def closed_on(stage: Stage) -> date | None:
    """The day of 销号; None of what is not closed, and of what no notice asked for."""
    return stage.since if stage.step is Step.CLOSED and is_issued(stage) else None


def is_drafted(stage: Stage) -> bool:
    """拟督办: there is something to ask, and no notice has gone out that holds."""
    return stage.step is Step.DRAFTED and stage.item.asked


def is_issued(stage: Stage) -> bool:
    """立项: a notice has gone out that holds, closed or not."""
    return stage.is_open or (stage.step is Step.CLOSED and bool(stage.numbers))
