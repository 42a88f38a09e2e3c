"""The rows of every tidy frame, as plain mappings: what `frames` puts into pandas.

One method a frame, of the frame's name in `frame_fields.FRAMES`. Points are floats in points, None where nobody
spoke; dates are dates; words are the Chinese ones that people read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from weibao.compute.model import Level, Status, Step
from weibao.compute.stages import docket
from weibao.sheets.frame_proofs import NOT_CHECKED, ProofRows
from weibao.texts import FINDINGS

if TYPE_CHECKING:
    from weibao.compute.model import (
        Assessment,
        Figures,
        IndicatorResult,
        ReturnState,
        Submission,
        SupervisionItem,
        UnitRow,
    )
    from weibao.compute.proof_check import ProofResult
    from weibao.rulebook.model import Rulebook

Rows = Iterable[Mapping[str, object]]

_KINDS = {"department": "部门", "town": "乡级"}
_LEVELS = {Level.MET: "met", Level.PARTIAL: "partial", Level.UNMET: "unmet", Level.UNASSESSED: "open"}
# What the office has to do about an item at a step.
_WAITS = {
    Step.DRAFTED: "发督办通知", Step.REMINDING: "发提醒函", Step.URGING: "发催办函", Step.CIRCULATING: "发情况通报",
    Step.REPORTING: "上报督办情况", Step.CHECKING: "核验销号", Step.OPENED: "",
}  # fmt: skip
_FIGURES = ("full", "claimed", "verified", "effective", "earned", "possible", "unassessed", "lost")


class FrameRows(ProofRows):
    """Makes the rows of each frame of one assessment."""

    def __init__(
        self,
        rulebook: Rulebook,
        assessment: Assessment,
        submissions: Mapping[str, Submission],
        returns: Sequence[ReturnState],
        proofs: ProofResult = NOT_CHECKED,
    ) -> None:
        self.proof_result = proofs
        self.rulebook = rulebook
        self.assessment = assessment
        self.submissions = submissions
        self.returns = {state.unit: state for state in returns if state.round == assessment.round}
        self.scale = rulebook.scale

    # --- words and numbers -----------------------------------------------------------------------

    def points(self, steps: int | None) -> float | None:
        return None if steps is None else float(self.scale.points(steps))

    def number(self, unit: str) -> int | None:
        found = self.rulebook.unit_by_id.get(unit)
        return found.order if found else None

    def figures(self, figures: Figures) -> dict[str, float | None]:
        """The figures in points, with 失分: full − possible, blank where nothing at all is assessed."""
        lost = None if figures.unassessed == figures.full else figures.full - figures.possible
        return {key: self.points(getattr(figures, key)) for key in _FIGURES[:-1]} | {"lost": self.points(lost)}

    # --- frames ----------------------------------------------------------------------------------

    def indicators(self) -> Rows:
        for result in self.assessment.indicators:
            indicator = self.rulebook.indicator_by_id[result.indicator]
            levels = Counter(_LEVELS[row.level] for row in result.units.values())
            yield {
                "id": indicator.id,
                "category": self.rulebook.category_by_id[indicator.category].name,
                "topic": indicator.topic,
                "title": indicator.title,
                "lead": self.names(indicator.lead),
                "co": self.names(indicator.co),
                "stated": self.points(result.stated),
                "cap": self.points(result.cap),
                **self.figures(result.figures),
                "level": result.level.label,
                "status": result.status.label,
                "light": result.light.label,
                "deadline": result.deadline,
                "days_left": result.days_left,
                "provisional": result.provisional,
                "review": result.review,
                **{key: levels[key] for key in _LEVELS.values()},
                "evidence": sum(row.evidence for row in result.units.values()),
                "answers": self._answers(result),
            }

    def _answers(self, result: IndicatorResult) -> str:
        """Who stands where, such as “达标：市民政局、各镇（街道）10；未评：各镇（街道）4”: towns counted, not named."""
        towns = {unit.id for unit in self.rulebook.towns}
        group = self.rulebook.group.name if self.rulebook.group else ""
        parts = []
        for level in _LEVELS:
            units = [unit for unit, row in result.units.items() if row.level is level]
            named = [self.name(unit) for unit in units if unit not in towns]
            counted = sum(unit in towns for unit in units)
            if counted:
                named.append(f"{group}{counted}个")
            if named:
                parts.append(f"{level.label}：{'、'.join(named)}")
        return "；".join(parts)

    def answers(self) -> Rows:
        for result in self.assessment.indicators:
            indicator = self.rulebook.indicator_by_id[result.indicator]
            for unit, row in result.units.items():
                yield {
                    "indicator": indicator.id,
                    "category": self.rulebook.category_by_id[indicator.category].name,
                    "title": indicator.title,
                    "full": self.points(indicator.full),
                    "unit_no": self.number(unit),
                    "unit": self.name(unit),
                    **self._answer(row),
                }

    def _answer(self, row: UnitRow) -> dict[str, object]:
        return {
            "role": row.role.value,
            "level": row.level.label,
            "stated": self.points(row.stated),
            "evidence": row.evidence,
            "answered": row.spoke,
            "statement": row.statement,
        }

    def units(self) -> Rows:
        waiting = Counter(item.unit for item in self.assessment.items if item.asked)
        for result in self.assessment.units:
            unit = self.rulebook.unit_by_id[result.unit]
            state = self.returns.get(unit.id)
            yield {
                "unit_no": unit.order,
                "unit": unit.name,
                "kind": _KINDS.get(unit.kind, unit.kind),
                "returned": result.returned,
                "return_status": state.status.label if state else "",
                "received": result.received,
                "stated": self.points(result.stated),
                **(self.figures(result.figures) if result.figures.full else dict.fromkeys(_FIGURES)),
                **{f"co_{key}": result.co.get(key, 0) if result.returned else None for key in _LEVELS.values()},
                "overdue": result.overdue if result.returned else None,
                "missing_evidence": result.missing_evidence if result.returned else None,
                "items": waiting[unit.id],
                "findings": result.findings,
                "file": result.file,
            }

    def categories(self) -> Rows:
        counts = Counter(indicator.category for indicator in self.rulebook.indicators)
        for category in self.rulebook.categories:
            figures, provisional = self.assessment.categories[category.id]
            yield {
                "id": category.id,
                "category": category.name,
                "indicators": counts[category.id],
                **self.figures(figures),
                "provisional_rows": provisional,
            }

    def evidence(self) -> Rows:
        types = {record.id: record.name for record in self.rulebook.material_types}
        found = {(item.unit, item.item): item.files for item in self.proof_result.materials}
        ordered = sorted(self.submissions.values(), key=lambda item: self.number(item.unit) or 0)
        for submission in ordered:
            for row in submission.evidence:
                yield {
                    "unit_no": self.number(submission.unit),
                    "unit": self.name(submission.unit),
                    "indicator": row.indicator,
                    "indicator_title": self.title(row.indicator),
                    "title": row.title,
                    "doc_no": row.doc_no,
                    "dated": row.dated,
                    "type": types.get(row.type, row.type),
                    "location": row.location,
                    "note": row.note,
                    "found": "、".join(found.get((submission.unit, row), ())),
                    "file": submission.file,
                    "row": row.row or None,
                }

    def vetoes(self) -> Rows:
        for result in self.assessment.vetoes:
            veto = self.rulebook.veto_by_id[result.veto]
            for event in result.events or (None,):
                yield {
                    "id": veto.id,
                    "title": veto.title,
                    "text": veto.text,
                    "units": self.names(veto.members),
                    "counted": result.counted,
                    "happened_on": event.happened_on if event else None,
                    "reported_by": self.names(event.units) if event else "",
                    "in_window": event.in_window if event else None,
                    "ruling": event.ruling if event else "",
                    "event_counted": event.counted if event else None,
                    "statement": event.statement if event else "",
                    "silent": self.names(result.silent),
                }

    def items(self) -> Rows:
        for item in self.assessment.items:
            yield {
                "id": item.id,
                "unit_no": self.number(item.unit),
                "unit": self.name(item.unit),
                "indicator": item.indicator,
                "title": self._matter(item),
                "problem": item.problem,
                "request": item.request,
                "opened": item.listed_on,
                "due": item.limit,
                "days_left": None if item.status is Status.CLOSED else item.days_left,
                "light": item.light.label,
                "status": item.status.label,
                "measure": item.feedback.measure if item.feedback else "",
                "completed": item.feedback.completed if item.feedback else None,
            }

    def _matter(self, item: SupervisionItem) -> str:
        return self.title(item.indicator) or ("重大事件、恶性案件" if item.is_case else "整份清单")

    def docket(self) -> Rows:
        for stage in docket(self.assessment.stages):
            item = stage.item
            yield {
                "id": item.id,
                "unit_no": self.number(item.unit),
                "unit": self.name(item.unit),
                "title": self._matter(item),
                "problem": item.problem,
                "mode": item.mode.label,
                "inspector": item.inspector,
                "step": stage.step.label,
                "since": stage.since,
                "due": item.limit,
                "days_left": item.days_left,
                "light": item.light.label,
                "waits": _WAITS[stage.step] if not stage.told or stage.step is Step.CHECKING else "",
                "next": stage.next.label if stage.next else "",
                "next_on": stage.next_on,
            }

    def findings(self) -> Rows:
        for found in self.assessment.findings:
            yield {
                "severity": found.severity.label,
                "heading": FINDINGS[found.code].title if found.code in FINDINGS else "",
                "unit": self.name(found.unit),
                "file": found.file,
                "sheet": found.sheet,
                "cell": found.cell,
                "indicator": found.indicator,
                "message": found.message,
                "code": found.code,
            }

    def milestones(self) -> Rows:
        records = {record.id: record for record in self.rulebook.milestones}
        phases = {phase.id: phase.name for phase in self.rulebook.phases}
        for state in self.assessment.milestones:
            record = records[state.milestone]
            yield {
                "id": record.id,
                "phase": phases.get(record.phase, record.phase),
                "title": record.title,
                "deliverable": record.deliverable,
                "who": record.who,
                "start": record.start,
                "end": record.end,
                "days_left": state.days_left,
                "light": state.light.label,
                "status": state.status.label,
            }
