"""Findings of the checks: where they stand, which check they belong to, what they weigh."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from weibao.findings import Finding, Severity, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from weibao.compute.proof_records import FileFacts, Material
    from weibao.compute.proof_settings import ProofSettings

# Codes by the check that they belong to; those of other parts of the programme are shown and weighed here again.
CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "E01": ("proof-outside-window",),
    "E02": ("evidence-date-missing", "evidence-date-future", "proof-day-differs"),
    "E03": ("evidence-doc-no-form", "evidence-doc-no-missing", "proof-number-year"),
    "E04": ("proof-seal-noted", "proof-seal-editable", "proof-no-red"),
    "E06": ("proof-reused",),
    "E07": ("proof-same-photo",),
    "E08": ("proof-photo-day",),
    "E09": ("proof-no-result",),
    "E10": ("proof-only-photos",),
    "E11": ("proof-meeting-parts", "proof-minutes-unsigned"),
    "E12": ("proof-order", "proof-feedback-early"),
    "E13": ("proof-number-order",),
    "E14": ("proof-attendance",),
    "E15": ("proof-too-few",),
    "E16": ("proof-figures",),
    "E17": ("proof-share-alone",),
    "E18": ("proof-no-page",),
    "E19": ("proof-places", "proof-alike"),
    "E20": ("proof-unit-name",),
    "E21": ("proof-expired",),
    "E22": ("proof-year-gap",),
    "E23": ("proof-node-gap",),
    "E25": ("proof-overdue", "closure-no-evidence", "closure-same-person", "closure-early", "extension-no-reason"),
    "E27": ("proof-one-reply",),
    "E28": ("proof-personal", "proof-phone"),
    "E29": ("proof-secret", "proof-internal"),
    "E30": (
        "proof-unreadable", "proof-empty", "proof-blank", "proof-ending", "proof-small", "proof-not-a4",
        "proof-archive", "proof-program", "proof-link", "proof-unread",
    ),
    "E31": ("proof-address",),
    "E32": ("proof-no-location", "proof-paper-only"),
    "E33": ("proof-claim-bare", "proof-claim-open"),
    "E35": ("proof-zero-missing",),
    "E36": ("proof-number-gap", "proof-number-twice", "proof-page-count"),
}  # fmt: skip
CHECK_OF: Final = {code: check for check, codes in CODES.items() for code in codes}
# Remarks that only say what the programme noticed: they weigh no more than 说明 whatever the check weighs.
MILD: Final = frozenset(
    {"proof-no-red", "proof-not-a4", "proof-day-differs", "proof-phone", "proof-archive", "proof-claim-open"}
)
# Of a check that may send a paper back, those that only ask for a look.
GENTLE: Final = frozenset({"proof-internal", "evidence-date-missing"})


def on_row(code: str, material: Material, **values: str | int) -> Finding:
    """A finding on a row of 佐证材料."""
    item = material.item
    named: dict[str, Any] = {"title": quoted(material.name) or "（未填名称）", **values}
    return finding(
        code, unit=material.unit, file=material.source, sheet=item.sheet, cell=item.cell, indicator=item.indicator,
        **named,
    )  # fmt: skip


def on_file(code: str, facts: FileFacts, *, unit: str = "", indicator: str = "", **values: str | int) -> Finding:
    """A finding on a file below 佐证材料/."""
    named: dict[str, Any] = {"name": facts.name, **values}
    return finding(code, unit=unit, file=facts.path, indicator=indicator, **named)


def quoted(text: str) -> str:
    """A text that stands between quotation marks: those inside it become single ones."""
    return text.replace("“", "‘").replace("”", "’")


def weighed(found: Iterable[Finding], options: ProofSettings) -> Iterator[Finding]:
    """The findings as the settings weigh them; those of a check that is switched off are left out."""
    for item in found:
        check = CHECK_OF.get(item.code, "")
        severity = _weight(item.code, options.severity(check) if check else item.severity)
        if severity is not None:
            yield item if severity is item.severity else replace(item, severity=severity)


def milder(check: str, options: ProofSettings) -> dict[str, Severity]:
    """The codes of a check that weigh less than the check does now, and what they weigh."""
    own = options.severity(check)
    weights = {code: _weight(code, own) for code in CODES.get(check, ())}
    return {code: weight for code, weight in weights.items() if weight is not None and weight is not own}


def _weight(code: str, own: Severity | None) -> Severity | None:
    """What a code weighs where its check weighs `own`; None where that is switched off."""
    if own is not None and code in MILD:
        return Severity.INFO
    return Severity.WARNING if code in GENTLE and own is Severity.ERROR else own
