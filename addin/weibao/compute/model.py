"""The records and closed lists of the computation, all of them in one place for the layers above.

They live in `terms` (closed lists), `returns` (what units return), `office` (what the office types) and `results`
(what comes out); inside `compute/` they are imported from there.

Conventions: points typed by people are `Decimal`; everything computed is whole steps of the rulebook's scale
(`Scale`), None where absent; fulfilment and shares are exact `Fraction`s; dates are inclusive;
unit, indicator and veto fields hold ids of the rulebook.
"""

from __future__ import annotations

from weibao.compute.counts_results import CountResult, IndicatorCounts, UnitCount
from weibao.compute.meetings import Decision, Meeting
from weibao.compute.members import Member, MemberChange
from weibao.compute.office import (
    Closure,
    Office,
    Round,
    Ruling,
    Verified,
)
from weibao.compute.papers import Incoming, Paper, PaperState
from weibao.compute.results import (
    Assessment,
    Figures,
    IndicatorResult,
    MilestoneState,
    Stage,
    SupervisionItem,
    UnitResult,
    UnitRow,
    VetoEvent,
    VetoResult,
)
from weibao.compute.returns import (
    AnnualInput,
    CountInput,
    EvidenceInput,
    FeedbackInput,
    People,
    ReturnState,
    RowInput,
    Submission,
    VetoInput,
)
from weibao.compute.terms import (
    Escalation,
    Level,
    Light,
    Mode,
    ReturnStatus,
    Role,
    Status,
    Step,
    Verdict,
)

__all__ = [
    "AnnualInput",
    "Assessment",
    "Closure",
    "CountInput",
    "CountResult",
    "Decision",
    "Escalation",
    "EvidenceInput",
    "FeedbackInput",
    "Figures",
    "Incoming",
    "IndicatorCounts",
    "IndicatorResult",
    "Level",
    "Light",
    "Meeting",
    "Member",
    "MemberChange",
    "MilestoneState",
    "Mode",
    "Office",
    "Paper",
    "PaperState",
    "People",
    "ReturnState",
    "ReturnStatus",
    "Role",
    "Round",
    "RowInput",
    "Ruling",
    "Stage",
    "Status",
    "Step",
    "Submission",
    "SupervisionItem",
    "UnitCount",
    "UnitResult",
    "UnitRow",
    "Verdict",
    "Verified",
    "VetoEvent",
    "VetoInput",
    "VetoResult",
]
