"""The working systems as seen from one day: where each piece of work stands, and what every system did in a year."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from weibao.compute.terms import Light

if TYPE_CHECKING:
    from datetime import date

    from weibao.compute.papers import Paper
    from weibao.compute.work import Work
    from weibao.rulebook.model import WorkSystem


class WorkStatus(StrEnum):
    """Where a piece of work stands, the most pressing first. OWED, LATE: it is over and its paper has not gone out."""

    LATE = "late"
    OWED = "owed"
    GOING = "going"
    PLANNED = "planned"
    SENT = "sent"
    OVER = "over"

    @property
    def label(self) -> str:
        """The official word."""
        return {
            "late": "逾期未报", "owed": "待报送", "going": "开展中", "planned": "待开展", "sent": "已报送",
            "over": "已结束",
        }[self.value]  # fmt: skip

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self not in (WorkStatus.SENT, WorkStatus.OVER)


@dataclass(frozen=True, slots=True)
class WorkState:
    """A row as seen from one day. `due` is the day by which its paper ought to go out, None where none is asked."""

    work: Work
    system: WorkSystem | None
    status: WorkStatus
    light: Light
    due: date | None
    left: int | None


@dataclass(frozen=True, slots=True)
class SystemYear:
    """What one system did in one calendar year.

    `rows` are the pieces of work of that year; `papers` are those of 文号登记 that no row names; of the items of 督办
    `opened`, `closed` and `listed` (挂牌) in that year. `late` and `open` count what is still to be done today.
    """

    system: WorkSystem
    year: int
    rows: tuple[WorkState, ...] = ()
    papers: tuple[Paper, ...] = ()
    opened: int = 0
    closed: int = 0
    listed: int = 0
    items_open: int = 0
    items_late: int = 0

    @property
    def done(self) -> int:
        """Pieces of work that have begun, circulars that went out without one, items of 督办 put on the list."""
        begun = sum(state.status is not WorkStatus.PLANNED for state in self.rows)
        return begun + len(self.papers) + self.opened

    @property
    def sent(self) -> int:
        """Papers that went out, and items of 督办 that were closed."""
        return sum(state.status is WorkStatus.SENT for state in self.rows) + len(self.papers) + self.closed

    @property
    def pending(self) -> tuple[WorkState, ...]:
        """What is still to be done, the most pressing first."""
        order = list(WorkStatus)
        found = [state for state in self.rows if state.status.is_open]
        return tuple(sorted(found, key=lambda state: order.index(state.status)))

    @property
    def remaining(self) -> int:
        """How much is still to be done."""
        return len(self.pending) + self.items_open

    @property
    def late(self) -> int:
        return sum(state.status is WorkStatus.LATE for state in self.rows) + self.items_late

    @property
    def light(self) -> Light:
        """Red where anything is late, yellow where a paper is nearly due, green where anything was done."""
        lights = {state.light for state in self.rows} | ({Light.RED} if self.items_late else set())
        for light in (Light.RED, Light.YELLOW):
            if light in lights:
                return light
        return Light.GREEN if self.done else Light.NONE


@dataclass(frozen=True, slots=True)
class WorkDuties:
    """Rows in the sheet's order; years in order, of each the systems in the rulebook's."""

    rows: tuple[WorkState, ...] = ()
    years: tuple[SystemYear, ...] = ()
