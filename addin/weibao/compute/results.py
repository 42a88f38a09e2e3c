"""What comes out of the computation, as frozen records; see `compute.model` for the conventions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weibao.compute.inspection_states import Inspections
from weibao.compute.meeting_states import MeetingDuties
from weibao.compute.task_states import TaskDuties
from weibao.compute.terms import Mode, Status, Step
from weibao.compute.work_states import WorkDuties

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from weibao.compute.contacts import ContactChange
    from weibao.compute.counts_results import IndicatorCounts
    from weibao.compute.declarations import Declaration
    from weibao.compute.member_states import ChangeState
    from weibao.compute.members import Member
    from weibao.compute.returns import FeedbackInput
    from weibao.compute.terms import Level, Light, Role, Verdict
    from weibao.findings import Finding

CASE = "case"
"""The reason of a 重大事件 or 恶性案件 that the office put on the list."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a row or a sum, in steps; claimed/verified/effective are None where nobody spoke."""

    full: int
    claimed: int | None
    verified: int | None
    effective: int | None
    earned: int
    possible: int
    unassessed: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit's answer to one indicator after the truth table."""

    unit: str
    role: Role
    level: Level
    stated: int | None  # steps; None for 配合 and 未评
    evidence: int  # number of materials listed
    statement: str = ""
    spoke: bool = False  # False: the unit is silent on this row
    void: bool = False  # it did say something, and that could not be counted


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One indicator of one round. `stated` and `cap` in steps; `units` has every listed member, towns one by one."""

    indicator: str
    figures: Figures
    stated: int | None
    cap: int | None
    level: Level
    status: Status
    light: Light
    deadline: date | None
    days_left: int | None
    provisional: bool
    review: bool  # 待复核: verified, and a later claim differs
    units: Mapping[str, UnitRow]
    counts: IndicatorCounts | None = None  # 量化情况, None where nothing is counted


@dataclass(frozen=True, slots=True)
class UnitResult:
    """One unit. `stated` sums its own statements; `figures` are the city's figures of the rows it may claim."""

    unit: str
    returned: bool
    received: date | None
    file: str
    stated: int | None
    figures: Figures
    co: Mapping[str, int]  # met, partial, unmet, open
    overdue: int
    missing_evidence: int
    findings: int


@dataclass(frozen=True, slots=True)
class VetoEvent:
    """One event of a veto item as reported and ruled. `counted` says whether it counts in the verdict."""

    veto: str
    happened_on: date | None
    units: tuple[str, ...]
    ruling: str  # 是 否 待查 or "" (not ruled yet)
    in_window: bool
    counted: bool
    statement: str = ""


@dataclass(frozen=True, slots=True)
class VetoResult:
    """One veto item. `silent` are the responsible units that have not answered it."""

    veto: str
    counted: bool
    events: tuple[VetoEvent, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SupervisionItem:
    """A matter to be supervised: one unit, one indicator or veto. `reasons` are codes of `texts.REASONS`.

    `id` is stable: round, unit order and indicator, such as "1-07-I22" (`item_numbers`). `opened` + the setting's limit
    give `due`, unless it was `extended`; of a draft (`status` DRAFTED) both are provisional. `cause` is the problem for
    which it was put on the list, which `problem` says again once it is closed; "" where nobody knows it any more.
    """

    id: str
    unit: str
    indicator: str  # an indicator id, a veto id, or "" where the whole return is missing and for a case
    reasons: tuple[str, ...]
    problem: str
    request: str
    opened: date
    due: date | None
    days_left: int | None
    status: Status
    light: Light
    feedback: FeedbackInput | None = None
    mode: Mode = Mode.ORDINARY
    inspector: str = ""  # 督查专员
    extended: bool = False  # `due` was granted on request
    cause: str = ""

    @property
    def is_case(self) -> bool:
        """A 重大事件 or 恶性案件, known by its code number only."""
        return CASE in self.reasons

    @property
    def is_return(self) -> bool:
        """The whole return of a round."""
        return not self.indicator and not self.is_case

    @property
    def listed_on(self) -> date | None:
        """立项日期; None of a draft, which no notice has put on the list yet."""
        return None if self.status is Status.DRAFTED else self.opened

    @property
    def limit(self) -> date | None:
        """到期日 where a limit runs; None of a draft."""
        return None if self.status is Status.DRAFTED else self.due

    @property
    def asked(self) -> bool:
        """Whether a notice asks for it: neither closed by the office nor settled by a later answer."""
        return self.status not in (Status.CLOSED, Status.DONE)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a supervision item stands on its way, and what comes next.

    `since` is the day on which it got there, `told` whether the document of this step has been numbered already (or
    needs none), `next_on` the day from which the next step is due (None where it waits for somebody). `numbers` are
    the numbers of the documents that asked for it so far.
    """

    item: SupervisionItem
    step: Step
    since: date
    told: bool
    next: Step | None = None
    next_on: date | None = None
    numbers: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Put on the list by a document that went out, and not closed."""
        return self.step not in (Step.DRAFTED, Step.CLOSED)


@dataclass(frozen=True, slots=True)
class MilestoneState:
    """A 时间节点 seen from the as-of date."""

    milestone: str
    status: Status
    light: Light
    days_left: int | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that is derived, for one round and one as-of date. The console, notices and JSON only show it."""

    as_of: date
    round: int
    application_date: date
    window: tuple[date, date]
    total: Figures
    provisional_rows: int
    categories: Mapping[str, tuple[Figures, int]]  # Category.id -> figures, provisional rows
    indicators: tuple[IndicatorResult, ...]
    units: tuple[UnitResult, ...]
    silent_units: tuple[str, ...]
    vetoes: tuple[VetoResult, ...]
    verdict: Verdict
    final: bool
    items: tuple[SupervisionItem, ...]
    milestones: tuple[MilestoneState, ...]
    phases: tuple[str, ...]
    findings: tuple[Finding, ...]
    stages: tuple[Stage, ...] = ()  # of every item, in the order of `items`
    declarations: tuple[Declaration, ...] = ()  # of the negative list, every unit that has items of it
    inspections: Inspections = field(default_factory=Inspections)
    meetings: MeetingDuties = field(default_factory=MeetingDuties)
    changes: tuple[ChangeState, ...] = ()
    roster: tuple[Member, ...] = ()
    contacts: tuple[ContactChange, ...] = ()  # who was exchanged since an earlier round
    tasks: TaskDuties = field(default_factory=TaskDuties)
    work: WorkDuties = field(default_factory=WorkDuties)
