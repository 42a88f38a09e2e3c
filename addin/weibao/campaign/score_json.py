"""The result of `weibao score --json`: the contract that other programs read (schema `weibao.score/1`).

Points are numbers or null, dates ISO strings, names as in the rulebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from weibao.campaign.counts_json import counts_object
from weibao.compute.model import Assessment, Figures, IndicatorResult, UnitResult, VetoResult
from weibao.compute.words import member_name
from weibao.findings import Finding
from weibao.rulebook.model import Rulebook, Scale
from weibao.workdays import iso_day

SCHEMA = "weibao.score/1"


def number(scale: Scale, steps: int | None) -> int | float | None:
    """Steps as a JSON number: 4 steps of 0.5 are 2, 3 are 1.5."""
    if steps is None:
        return None
    points = scale.points(steps)
    return int(points) if points == points.to_integral_value() else float(points)


def _figures(scale: Scale, figures: Figures) -> dict[str, Any]:
    return {item.name: number(scale, getattr(figures, item.name)) for item in fields(Figures)}


class ScoreWriter:
    """Turns an assessment into plain JSON values, with the rulebook's names."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.scale = rulebook.scale

    def names(self, ids: Iterable[str]) -> list[str]:
        return [self.name(unit) for unit in ids]

    def name(self, unit: str) -> str:
        """A unit's or the group's name; "" for none."""
        return member_name(self.rulebook, unit)

    def score(self, assessment: Assessment) -> dict[str, Any]:
        """The whole object, in the order of the contract."""
        total = _figures(self.scale, assessment.total) | {"provisional_rows": assessment.provisional_rows}
        return {
            "schema": SCHEMA,
            "as_of": assessment.as_of.isoformat(),
            "rulebook": self.rulebook.id,
            "round": assessment.round,
            "application_date": assessment.application_date.isoformat(),
            "window": [day.isoformat() for day in assessment.window],
            "silent_units": self.names(assessment.silent_units),
            "total": total,
            "verdict": assessment.verdict.value,
            "final": assessment.final,
            "vetoes": [self._veto(veto) for veto in assessment.vetoes],
            "categories": [
                {
                    "name": self.rulebook.category_by_id[key].name,
                    **_figures(self.scale, figures),
                    "provisional_rows": rows,
                }
                for key, (figures, rows) in assessment.categories.items()
            ],
            "indicators": [self._indicator(result) for result in assessment.indicators],
            "units": [self._unit(result) for result in assessment.units],
            "findings": self.findings(assessment.findings),
        }

    def findings(self, findings: Iterable[Finding]) -> list[dict[str, Any]]:
        """Findings as JSON objects, in the order given."""
        return [self._finding(finding) for finding in findings]

    def _veto(self, result: VetoResult) -> dict[str, Any]:
        events = [
            {
                "date": iso_day(event.happened_on),
                "units": self.names(event.units),
                "ruling": event.ruling or None,
                "in_window": event.in_window,
                "counted": event.counted,
                "statement": event.statement,
            }
            for event in result.events
        ]
        return {"id": result.veto, "counted": result.counted, "silent": self.names(result.silent), "events": events}

    def _indicator(self, result: IndicatorResult) -> dict[str, Any]:
        indicator = self.rulebook.indicator_by_id[result.indicator]
        return {
            "id": indicator.id,
            "title": indicator.title,
            "category": self.rulebook.category_by_id[indicator.category].name,
            "stated": number(self.scale, result.stated),
            "cap": number(self.scale, result.cap),
            **_figures(self.scale, result.figures),
            "level": result.level.value,
            "status": result.status.value,
            "light": result.light.value,
            "deadline": iso_day(result.deadline),
            "days_left": result.days_left,
            "lead": self.names(indicator.lead),
            "co": self.names(indicator.co),
            "provisional": result.provisional,
            "counts": counts_object(self.rulebook, result.counts),
            "units": {
                self.name(unit): {
                    "role": row.role.value,
                    "level": row.level.value,
                    "stated": number(self.scale, row.stated),
                    "evidence": row.evidence,
                }
                for unit, row in result.units.items()
            },
        }

    def _unit(self, result: UnitResult) -> dict[str, Any]:
        figures = _figures(self.scale, result.figures)
        return {
            "name": self.name(result.unit),
            "returned": result.returned,
            "received": iso_day(result.received),
            "file": result.file or None,
            "stated": number(self.scale, result.stated),
            **{key: figures[key] for key in ("full", "effective", "earned", "possible", "unassessed")},
            "co": dict(result.co),
            "overdue": result.overdue,
            "missing_evidence": result.missing_evidence,
            "findings": result.findings,
        }

    def _finding(self, finding: Finding) -> dict[str, Any]:
        return {
            "code": finding.code,
            "severity": finding.severity.value,
            "unit": self.name(finding.unit) if finding.unit else None,
            "file": finding.file or None,
            "sheet": finding.sheet or None,
            "cell": finding.cell or None,
            "indicator": finding.indicator or None,
            "message": finding.message,
        }


def score_object(rulebook: Rulebook, assessment: Assessment) -> Mapping[str, Any]:
    """The assessment as the JSON object of the contract."""
    return ScoreWriter(rulebook).score(assessment)
