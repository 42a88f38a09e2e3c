"""What the levels above find, as seen from one day: the records that `inspections` makes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weibao.compute.task_states import NodeStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from weibao.compute.terms import Light


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """A row of 查验验收: a score (in steps), a remark, or both. `indicator` is "" for the whole county.

    `level` is the name of a `Level`; `units` are ids, organs outside the campaign as typed; `row` the sheet's.
    """

    row: int
    level: str
    on: date | None = None
    indicator: str = ""
    points: int | None = None
    remark: str = ""
    request: str = ""
    units: tuple[str, ...] = ()
    due: date | None = None
    done: date | None = None

    @property
    def asks(self) -> bool:
        """Whether something is to be put right."""
        return bool(self.remark or self.request)


@dataclass(frozen=True, slots=True)
class Level:
    """A level that inspects. `short` is the heading of its column in 核定; `start` and `end` when the plan has it."""

    name: str
    short: str
    organ: str
    start: date | None = None
    end: date | None = None
    former: tuple[str, ...] = ()  # what the rulebook calls it, where the settings name another organ in its place


@dataclass(frozen=True, slots=True)
class RemarkState:
    """A remark as seen from one day."""

    item: Inspection
    status: NodeStatus
    left: int | None
    light: Light

    @property
    def is_open(self) -> bool:
        """Whether it is not put right yet."""
        return self.status is not NodeStatus.DONE


@dataclass(frozen=True, slots=True)
class LevelResult:
    """One level: its scores by indicator, and what it says of the whole.

    In steps: `given` is the total that it stated, `total` that one, else the sum where it scored every indicator;
    `ours` our points of the indicators that it scored, of which `unassessed` have none. `days` by indicator ("" the
    whole county) the day of the first row that has one.
    """

    level: Level
    scores: Mapping[str, int]
    given: int | None
    total: int | None
    ours: int
    unassessed: int = 0
    on: date | None = None  # the latest day of its rows
    days: Mapping[str, date] = field(default_factory=dict)

    @property
    def scored(self) -> int:
        """The sum of its scores."""
        return sum(self.scores.values())


@dataclass(frozen=True, slots=True)
class Inspections:
    """All levels in the plan's order, and the remarks, the most pressing first."""

    levels: tuple[LevelResult, ...] = ()
    remarks: tuple[RemarkState, ...] = ()
    ours: Mapping[str, int] = field(default_factory=dict)  # our points by indicator, in steps; 未评 is not in it

    def open_on(self, indicator: str) -> tuple[RemarkState, ...]:
        """The open remarks on an indicator."""
        return tuple(state for state in self.remarks if state.is_open and state.item.indicator == indicator)

    @property
    def begun(self) -> tuple[LevelResult, ...]:
        """The levels of which anything is noted."""
        noted = {state.item.level for state in self.remarks}
        return tuple(item for item in self.levels if item.scores or item.given is not None or item.level.name in noted)
