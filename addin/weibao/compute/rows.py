"""A unit's rows after the truth table: one answer for each indicator that is its own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from weibao.compute.evidence import count_materials
from weibao.compute.issues import Issue
from weibao.compute.level import Judgement, judge
from weibao.compute.results import UnitRow
from weibao.compute.returns import RowInput
from weibao.compute.terms import Level, Role
from weibao.findings import Severity
from weibao.texts import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weibao.compute.returns import Submission
    from weibao.rulebook.model import Indicator, Scale

Own = tuple["Indicator", Role]


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One unit's answer to one indicator: as judged, why, and as typed."""

    row: UnitRow
    judgement: Judgement
    typed: RowInput

    @property
    def void(self) -> bool:
        """Something was typed, and it could not be counted."""
        return self.row.void

    @property
    def cell(self) -> str:
        """Where the judging finding stands."""
        issue = self.judgement.issue or ""
        return self.typed.score_cell if issue.startswith("score-") else self.typed.level_cell

    @property
    def issue(self) -> Issue | None:
        """The judging finding, None where there is none."""
        return Issue(self.judgement.issue, self.judgement.values) if self.judgement.issue else None


def silent_row(unit: str, role: Role) -> UnitRow:
    """The row of a unit that has not returned."""
    return UnitRow(unit, role, Level.UNASSESSED, None, 0)


def is_full(row: UnitRow, full: int) -> bool:
    """Full marks of the unit's own row; for 配合, 达标."""
    return row.stated == full if row.role.claims else row.level is Level.MET


def judge_submission(submission: Submission, own: Sequence[Own], scale: Scale) -> Mapping[str, JudgedRow]:
    """Every own indicator of the unit, by id, in the order of the rubric; rows that are not typed are blank."""
    typed: defaultdict[str, list[RowInput]] = defaultdict(list)
    for row in submission.rows:
        typed[row.indicator].append(row)
    materials = count_materials(submission.evidence)
    return {
        indicator.id: _judged(submission.unit, indicator, role, typed[indicator.id], materials[indicator.id], scale)
        for indicator, role in own
    }


def judge_row(row: RowInput, full: int, scale: Scale, role: Role) -> Judgement:
    """The truth table for a row as read: a claimant's void row is 未评; a 配合 row keeps a level that was readable."""
    if row.void and (role.claims or row.level is None):
        return Judgement(Level.UNASSESSED, None)
    return judge(row.level, row.points, full, scale, role.claims)


def _judged(
    unit: str, indicator: Indicator, role: Role, typed: Sequence[RowInput], materials: int, scale: Scale
) -> JudgedRow:
    answered = [row for row in typed if row.void or row.level is not None or row.points is not None]
    first = next(iter(answered or typed), RowInput(indicator.id))
    if any((row.level, row.points, row.void) != (first.level, first.points, first.void) for row in answered):
        judgement = Judgement(Level.UNASSESSED, None, "row-duplicate", {"number": indicator.id})
        first = replace(first, level=None, points=None)
    else:
        judgement = judge_row(first, indicator.full, scale, role)
    spoke = judgement.level is not Level.UNASSESSED
    void = not spoke and (first.void or _is_error(judgement.issue))
    row = UnitRow(unit, role, judgement.level, judgement.stated, materials, first.statement, spoke, void)
    return JudgedRow(row, judgement, first)


def _is_error(issue: str | None) -> bool:
    return issue is not None and FINDINGS[issue].severity == Severity.ERROR
