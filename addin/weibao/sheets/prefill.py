"""What a checklist already holds when it is written: raw cell values, as a person would have typed them.

Values may be text, numbers or dates of any kind; text is written as text, never as a formula.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from weibao.compute.roles import own_indicators

if TYPE_CHECKING:
    from weibao.compute.model import Assessment, FeedbackInput, Office, Role, RowInput, Submission, SupervisionItem
    from weibao.rulebook.model import Rulebook

Raw: TypeAlias = str | int | float | Decimal | date | None


@dataclass(frozen=True, slots=True)
class RowPrefill:
    """A row of 指标清单. `verified` in points; `deadline` replaces the plan's; the others are the unit's cells."""

    level: Raw = None
    score: Raw = None
    statement: Raw = None
    verified: Raw = None
    opinion: str = ""
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class EvidencePrefill:
    """A row of 佐证材料. `type` is the type's name."""

    indicator: Raw = None
    title: Raw = None
    doc_no: Raw = None
    dated: Raw = None
    type: Raw = None
    location: Raw = None
    note: Raw = None


@dataclass(frozen=True, slots=True)
class VetoPrefill:
    """A row of 负面清单."""

    happened: Raw = None
    happened_on: Raw = None
    statement: Raw = None


@dataclass(frozen=True, slots=True)
class FeedbackPrefill:
    """A row of 整改反馈: the office's four cells, then the unit's three."""

    item: str
    indicator: str = ""
    problem: str = ""
    due: date | None = None
    measure: Raw = None
    completed: Raw = None
    evidence: Raw = None


@dataclass(frozen=True, slots=True)
class CountPrefill:
    """A row of 量化情况."""

    done: Raw = None
    total: Raw = None
    note: Raw = None


@dataclass(frozen=True)
class Prefill:
    """All that is filled in. `rows` by indicator, `vetoes` by veto, `counts` by count, `people` by `layout.PEOPLE`."""

    rows: Mapping[str, RowPrefill] = field(default_factory=dict)
    evidence: tuple[EvidencePrefill, ...] = ()
    vetoes: Mapping[str, VetoPrefill] = field(default_factory=dict)
    feedback: tuple[FeedbackPrefill, ...] = ()
    people: Mapping[str, Raw] = field(default_factory=dict)
    counts: Mapping[str, CountPrefill] = field(default_factory=dict)


def next_round(
    rulebook: Rulebook, assessment: Assessment, submission: Submission | None, office: Office, unit: str
) -> Prefill:
    """The next round's checklist: the unit's last answers, the office's verified scores, opinions and open items.

    The date of filling is left blank, because it belongs to one return.
    """
    rows = {row.indicator: row for row in submission.rows} if submission else {}
    return Prefill(
        rows={
            indicator.id: _row(rulebook, office, unit, indicator.id, role, rows.get(indicator.id))
            for indicator, role in own_indicators(rulebook, unit)
        },
        evidence=_evidence(rulebook, submission),
        vetoes=_vetoes(submission),
        feedback=tuple(_feedback(item) for item in assessment.items if item.unit == unit and item.asked),
        people=people_of(submission),
        counts=_counts(rulebook, submission),
    )


def _row(rulebook: Rulebook, office: Office, unit: str, indicator: str, role: Role, row: RowInput | None) -> RowPrefill:
    verified = office.verified.get(indicator)
    return RowPrefill(
        level=row.level.label if row and row.level else None,
        # A 配合 unit's score cell is locked: what stood there could not be taken away again.
        score=row.points if row and role.claims else None,
        statement=row.statement if row else None,
        verified=rulebook.scale.points(verified.points) if verified else None,
        opinion=office.opinions.get((unit, indicator), ""),
        deadline=office.deadlines.get(indicator),
    )


def _evidence(rulebook: Rulebook, submission: Submission | None) -> tuple[EvidencePrefill, ...]:
    if submission is None:
        return ()
    names = {kind.id: kind.name for kind in rulebook.material_types}
    return tuple(
        EvidencePrefill(
            item.indicator, item.title, item.doc_no, item.dated, names.get(item.type), item.location, item.note
        )
        for item in submission.evidence
    )


def _vetoes(submission: Submission | None) -> dict[str, VetoPrefill]:
    if submission is None:
        return {}
    words = {True: "有", False: "无", None: None}
    return {
        answer.veto: VetoPrefill(words[answer.happened], answer.happened_on, answer.statement)
        for answer in submission.vetoes
    }


def _feedback(item: SupervisionItem) -> FeedbackPrefill:
    answer: FeedbackInput | None = item.feedback
    return FeedbackPrefill(
        item.id, item.indicator, item.problem, item.limit,
        *((answer.measure, answer.completed, answer.evidence) if answer else ()),
    )  # fmt: skip


def people_of(submission: Submission | None) -> dict[str, Raw]:
    """Who filled and signed last time; the date of filling belongs to one return."""
    if submission is None:
        return {}
    people = submission.people
    keys = ("filler", "reviewer", "head", "deputy", "officer", "phone")
    return {key: getattr(people, key) for key in keys}


def _counts(rulebook: Rulebook, submission: Submission | None) -> dict[str, CountPrefill]:
    """The figures of the last return: a unit mends what has changed and types nothing twice."""
    if submission is None:
        return {}
    words: dict[Raw, Raw] = {1: "是", 0: "否", None: None}
    asks = {key: count.ask for key, count in rulebook.count_by_id.items()}
    return {
        item.count: CountPrefill(words[item.done] if asks[item.count] == "flag" else item.done, item.total, item.note)
        for item in submission.counts
        if item.count in asks
    }
