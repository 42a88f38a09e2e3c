"""What goes into the computation and what comes out, as frozen records.

Conventions: points typed by people are `Decimal`; everything computed is whole steps of the rulebook's scale
(`Scale`), None where absent; fulfilment and shares are exact `Fraction`s; dates are inclusive;
unit, indicator and veto fields hold ids of the rulebook.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weibao.compute.terms import Level as Level
from weibao.compute.terms import Light as Light
from weibao.compute.terms import ReturnStatus as ReturnStatus
from weibao.compute.terms import Role as Role
from weibao.compute.terms import Status as Status
from weibao.compute.terms import Verdict as Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from weibao.findings import Finding


# --- what units return -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RowInput:
    """A row of 指标清单 as typed. `void`: a cell could not be understood, so the row counts as 未评.

    `row` is the sheet's row number of the returned file; `sheet`, `level_cell` and `score_cell` say where a finding
    about the row stands, as the reader saw it ("" where the answer does not come from a sheet).
    """

    indicator: str
    level: Level | None = None
    points: Decimal | None = None
    statement: str = ""
    void: bool = False
    row: int = 0
    sheet: str = ""
    level_cell: str = ""
    score_cell: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceInput:
    """A row of 佐证材料. `type` is a MaterialType id or "". `cell` is where the row's own findings stand.

    `unreadable` names the fields ("dated" …) that the reader could not understand and has reported.
    """

    indicator: str
    title: str
    doc_no: str = ""
    dated: date | None = None
    type: str = ""
    location: str = ""
    note: str = ""
    row: int = 0
    sheet: str = ""
    cell: str = ""
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VetoInput:
    """A row of 负面清单. `happened` is None where nothing was chosen: silence is not 无.

    `unreadable` names the fields ("happened", "happened_on") that the reader could not understand and has reported.
    """

    veto: str
    happened: bool | None = None
    happened_on: date | None = None
    statement: str = ""
    row: int = 0
    sheet: str = ""
    cell: str = ""
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedbackInput:
    """A row of 整改反馈, answering the supervision item `item`."""

    item: str
    measure: str = ""
    completed: date | None = None
    evidence: str = ""
    row: int = 0
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Who filled, checked and signed, from 填报说明. Office contacts of adults only."""

    filler: str = ""
    reviewer: str = ""
    head: str = ""
    phone: str = ""
    filled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """One unit's return of one round: typed, with the findings that reading it gave.

    `file` is relative to the campaign folder with forward slashes; `received` the file's date.
    """

    unit: str
    round: int
    file: str
    received: date | None
    rows: tuple[RowInput, ...] = ()
    evidence: tuple[EvidenceInput, ...] = ()
    vetoes: tuple[VetoInput, ...] = ()
    feedback: tuple[FeedbackInput, ...] = ()
    people: People = field(default_factory=People)
    findings: tuple[Finding, ...] = ()
    digest: str = ""  # SHA-256 of the file


# --- what the office types (核定台账) -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Round:
    """轮次: `number` from 1, its name and kind, when it was issued and when it must be returned."""

    number: int
    name: str
    kind: str = ""
    issued: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """核定 of one indicator, in steps, with the round it was given in."""

    points: int
    reason: str = ""
    by: str = ""
    on: date | None = None
    round: int = 0


@dataclass(frozen=True, slots=True)
class Ruling:
    """负面清单认定: an event (item + date identify it) ruled 是 (True), 否 (False) or 待查 (None)."""

    veto: str
    happened_on: date | None
    counts: bool | None
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Closure:
    """办结 of a supervision item. `opened` is the day it was put on the list, which its limit runs from."""

    item: str
    opened: date | None = None
    closed: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """All that the office typed in 核定台账, by key. Empty for a new campaign."""

    rounds: tuple[Round, ...] = ()
    verified: Mapping[str, Verified] = field(default_factory=dict)  # by indicator
    deadlines: Mapping[str, date] = field(default_factory=dict)  # by indicator, column 时限
    assessors: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # indicator -> assessor -> steps
    opinions: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (unit, indicator) -> 意见
    rulings: tuple[Ruling, ...] = ()
    closures: Mapping[str, Closure] = field(default_factory=dict)  # by supervision item
    chosen: Mapping[tuple[int, str], str] = field(default_factory=dict)  # (round, unit) -> 采用文件
    sent_back: Mapping[tuple[int, str], str] = field(default_factory=dict)  # (round, unit) -> what 退回 says
    days: Mapping[date, bool] = field(default_factory=dict)  # 节假日: True = day off, False = make-up working day
    settings: Mapping[str, str] = field(default_factory=dict)  # 设置: key -> text as typed, empty ones left out


@dataclass(frozen=True, slots=True)
class ReturnState:
    """One unit and round: the files found (relative paths), the one that counts ("" = none) and its date."""

    unit: str
    round: int
    status: ReturnStatus
    files: tuple[str, ...] = ()
    used: str = ""
    received: date | None = None
    issued: date | None = None


# --- what comes out -----------------------------------------------------------------------------


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

    `id` is stable: unit order and indicator, such as "07-I22". `opened` + the setting's limit give `due`.
    """

    id: str
    unit: str
    indicator: str  # an indicator id, a veto id, or "" where the whole return is missing
    reasons: tuple[str, ...]
    problem: str
    request: str
    opened: date
    due: date | None
    days_left: int | None
    status: Status
    light: Light
    feedback: FeedbackInput | None = None

    @property
    def asked(self) -> bool:
        """Whether a notice asks for it: neither closed by the office nor settled by a later answer."""
        return self.status not in (Status.CLOSED, Status.DONE)


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
