"""Meetings by the rules, as seen from one day: the records that `meeting_duties` makes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weibao.compute.meeting_steps import Standing
    from weibao.compute.meetings import Decision, Meeting
    from weibao.compute.terms import Light
    from weibao.rulebook.model import MeetingKind


class MeetingStatus(StrEnum):
    """Where a meeting stands, the most pressing first."""

    LACKING = "no_minutes"
    UNISSUED = "not_issued"
    HELD = "held"
    PLANNED = "planned"
    SIGNED = "signed"
    ISSUED = "issued"

    @property
    def label(self) -> str:
        """The official word."""
        return {
            "no_minutes": "缺纪要", "not_issued": "未印发", "held": "已开", "planned": "待开", "signed": "已签批",
            "issued": "已印发",
        }[self.value]  # fmt: skip


class DecisionStatus(StrEnum):
    """Where a decision stands, the most pressing first; UNCLEAR: it has no unit or no limit, UNREPORTED: it is done,
    and the leading group has not been told how.
    """

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    UNCLEAR = "unclear"
    UNREPORTED = "unreported"
    OPEN = "open"
    DONE = "done"

    @property
    def label(self) -> str:
        """The official word."""
        return {
            "overdue": "逾期", "due_soon": "临期", "unclear": "待明确", "unreported": "待报告",
            "open": "办理中", "done": "已办结",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Norm:
    """So many meetings a year, and where it is written; `indicator` where an indicator asks for them."""

    times: int
    place: str
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class YearDuty:
    """A kind of meeting in one calendar year. `left` are the days to the year's end, negative when it is over."""

    kind: MeetingKind
    year: int
    norms: tuple[Norm, ...]
    held: tuple[str, ...]
    planned: tuple[str, ...]
    left: int
    light: Light

    def is_met(self, norm: Norm) -> bool:
        return len(self.held) >= norm.times

    @property
    def lacking(self) -> int:
        """How many are still to be held for the strictest norm."""
        return max(0, *(norm.times - len(self.held) for norm in self.norms)) if self.norms else 0

    @property
    def is_split(self) -> bool:
        """Whether the year's meetings satisfy one norm and not another."""
        return len({self.is_met(norm) for norm in self.norms}) > 1


@dataclass(frozen=True, slots=True)
class MeetingState:
    """A meeting as seen from one day, and what is still to be done of it."""

    meeting: Meeting
    name: str
    standing: Standing

    @property
    def status(self) -> MeetingStatus:
        return self.standing.status


@dataclass(frozen=True, slots=True)
class DecisionState:
    """A decision as seen from one day. `left` is None without a limit and once it is closed."""

    decision: Decision
    status: DecisionStatus
    light: Light
    left: int | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done; one that is only to be reported is not."""
        return self.status not in (DecisionStatus.DONE, DecisionStatus.UNREPORTED)


@dataclass(frozen=True, slots=True)
class MeetingDuties:
    """Years in order, then kinds in the rulebook's order; decisions the most pressing first."""

    years: tuple[YearDuty, ...] = ()
    meetings: tuple[MeetingState, ...] = ()
    decisions: tuple[DecisionState, ...] = ()
