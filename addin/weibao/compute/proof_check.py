"""All checks of evidence together, weighed and in order; and what remains for a person to look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from weibao.compute.checks import ordered
from weibao.compute.proof_claims import claim_findings, open_claims, said_elsewhere
from weibao.compute.proof_files import file_findings
from weibao.compute.proof_notes import weighed
from weibao.compute.proof_rows import row_findings
from weibao.compute.proof_sets import set_findings
from weibao.compute.terms import Level
from weibao.rulebook.proofs import named_types

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from weibao.compute.proof_records import Material, Proofs
    from weibao.findings import Finding

_COMPARED: Final = {">=": "不少于", "<=": "不多于", "=": "为", ">": "大于", "<": "小于", "is": "为"}


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that a person looks at: for an indicator ("" for all), by whom it was listed, and how much there is.

    `units` are ids; `count` is the number of materials that the look is for.
    """

    indicator: str
    check: str
    title: str
    look: str
    window: str
    units: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ProofResult:
    """What the checks gave, to be shown: `titles` of the checks by id, `materials` with the files they were found in.

    `checked` is False where nobody has looked at the files yet.
    """

    findings: tuple[Finding, ...] = ()
    looks: tuple[Look, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    materials: Sequence[Material] = ()
    checked: bool = False


def check_proofs(proofs: Proofs, more: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """Every finding of the checks; `more` are those of resolving rows to files, weighed like the others."""
    found = [
        *more, *said_elsewhere(proofs), *row_findings(proofs), *file_findings(proofs), *set_findings(proofs),
        *claim_findings(proofs),
    ]  # fmt: skip
    first = tuple(weighed(found, proofs.options))
    return ordered((*first, *weighed(open_claims(proofs, first), proofs.options)))


def manual_list(proofs: Proofs) -> tuple[Look, ...]:
    """人工核查: by indicator, what the programme cannot decide, where there is something to look at.

    Indicators in their order, checks in theirs. Only materials of units that claim something are looked at.
    """
    by_row = proofs.by_row()
    answers = {
        (unit, result.indicator): row.level
        for result in proofs.assessment.indicators
        for unit, row in result.units.items()
    }
    counted = _requirements(proofs)
    types_of = {check.id: named_types(check.types, proofs.rulebook.material_types) for check in proofs.rules.checks}
    looks = []
    for indicator in proofs.rulebook.indicators:
        rows = [
            row
            for unit in proofs.rulebook.units
            for row in by_row.get((unit.id, indicator.id), ())
            if answers.get((unit.id, indicator.id)) in (Level.MET, Level.PARTIAL)
        ]
        for check in proofs.rules.checks:
            wanted = [row for row in rows if not check.types or row.item.type in types_of[check.id]]
            if check.how == "auto" or not check.look or proofs.options.severity(check.id) is None or not wanted:
                continue
            if check.counted and indicator.id not in counted:
                continue
            look = f"{check.look}{counted[indicator.id]}" if check.counted else check.look
            units = tuple(dict.fromkeys(row.unit for row in wanted))
            looks.append(Look(indicator.id, check.id, check.title, look, indicator.window, units, len(wanted)))
    return tuple(looks)


def _requirements(proofs: Proofs) -> dict[str, str]:
    """By indicator what is to be counted, in words."""
    found: dict[str, list[str]] = {}
    for item in proofs.rulebook.requirements:
        compared = _COMPARED.get(item.comparison, item.comparison)
        unit = "" if item.comparison == "is" else f" {item.unit}"
        found.setdefault(item.indicator, []).append(f"{item.measure}{compared} {item.threshold}{unit}".rstrip())
    return {indicator: "；".join(texts) + "。" for indicator, texts in found.items()}
