"""收文登记 as a list of things to do: what is late, due soon, not signed for, under way, done.

Whatever is sent to the 领导小组 is signed for by its office (统一签收), so a paper without 签收人 is still to be taken
in; 办理时限 and 办结日期 are the office's own. Days are counted as those of 督办: the due day itself is not late.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from weibao.compute.deadlines import days_left, has_come, light_of
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from weibao.compute.papers import Incoming
    from weibao.compute.terms import Light


class IncomingStatus(StrEnum):
    """Where a received paper stands, the most pressing first."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    UNSIGNED = "unsigned"
    OPEN = "open"
    DONE = "done"

    @property
    def label(self) -> str:
        """The official word."""
        return {
            "overdue": "逾期", "due_soon": "临期", "unsigned": "待签收", "open": "办理中", "done": "已办结",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class IncomingState:
    """A paper as seen from one day. `left` is None without 办理时限 and once it is done."""

    item: Incoming
    status: IncomingStatus
    light: Light
    left: int | None

    @property
    def is_unsigned(self) -> bool:
        """Whether nobody has signed for a paper that is still to be dealt with."""
        return self.status is not IncomingStatus.DONE and not self.item.receiver


def status_of(*, done: bool, signed: bool, left: int | None, warn_days: int) -> IncomingStatus:
    """Where a paper stands; `left` are the days until its limit, None without one."""
    if done:
        return IncomingStatus.DONE
    if left is not None and left < 0:
        return IncomingStatus.OVERDUE
    if left is not None and left <= warn_days:
        return IncomingStatus.DUE_SOON
    return IncomingStatus.OPEN if signed else IncomingStatus.UNSIGNED


def incoming_states(papers: Iterable[Incoming], *, as_of: date, warn_days: int) -> tuple[IncomingState, ...]:
    """Every paper that says what it is, the most pressing first; of the same status the one due first."""
    states = [_state(paper, as_of, warn_days) for paper in papers if paper.no or paper.sender or paper.title]
    order = list(IncomingStatus)
    # Without a limit: behind those that have one.
    return tuple(sorted(states, key=lambda s: (order.index(s.status), s.left is None, s.left or 0, s.item.row)))


def _state(paper: Incoming, as_of: date, warn_days: int) -> IncomingState:
    done = has_come(paper.done, as_of)
    left = None if done else days_left(paper.due, as_of)
    status = status_of(done=done, signed=bool(paper.receiver), left=left, warn_days=warn_days)
    return IncomingState(paper, status, light_of(done, left, warn_days), left)


def incoming_remarks(papers: Sequence[Incoming], as_of: date) -> Iterator[tuple[Incoming, str, dict[str, str]]]:
    """What cannot be right in the rows: the paper, the code of the finding and its words."""
    seen: set[str] = set()
    for paper in papers:
        name = paper.title or paper.no or paper.sender
        for what, day in (("办理时限", paper.due), ("办结日期", paper.done)):
            if day and paper.received and day < paper.received:
                words = {"name": name, "what": what, "day": day_text(day), "received": day_text(paper.received)}
                yield paper, "incoming-order", words
        if paper.done and paper.done > as_of:
            yield paper, "incoming-ahead", {"name": name, "day": day_text(paper.done)}
        if paper.no and paper.no in seen:
            yield paper, "incoming-twice", {"no": paper.no}
        seen.add(paper.no)
        if paper.doc_no and not name:
            yield paper, "incoming-nameless", {"number": paper.doc_no}
