"""The rows of the frames about evidence: what the checks found, and what a person has to look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from weibao.compute.proof_check import ProofResult
from weibao.compute.proof_notes import CHECK_OF
from weibao.compute.words import member_name
from weibao.texts import FINDINGS

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

NOT_CHECKED: Final = ProofResult()
"""Nobody has looked at the files yet."""


class ProofRows:
    """The part of `FrameRows` that shows a `ProofResult`; and the words that all parts need."""

    rulebook: Rulebook
    proof_result: ProofResult

    def name(self, unit: str) -> str:
        """The name of a unit or of the group; an unknown id as it stands."""
        return member_name(self.rulebook, unit)

    def names(self, units: Iterable[str]) -> str:
        return "、".join(self.name(unit) for unit in units)

    def title(self, about: str) -> str:
        """The short title of an indicator or a negative item, "" for others."""
        record = self.rulebook.indicator_by_id.get(about) or self.rulebook.veto_by_id.get(about)
        return record.title if record else ""

    def proofs(self) -> Iterable[Mapping[str, object]]:
        for found in self.proof_result.findings:
            yield {
                "severity": found.severity.label,
                "check": CHECK_OF.get(found.code, ""),
                "heading": FINDINGS[found.code].title,
                "unit": self.name(found.unit) if found.unit else "",
                "indicator": found.indicator,
                "file": found.file,
                "sheet": found.sheet,
                "cell": found.cell,
                "message": found.message,
                "code": found.code,
            }

    def looks(self) -> Iterable[Mapping[str, object]]:
        for look in self.proof_result.looks:
            yield {
                "indicator": look.indicator,
                "indicator_title": self.title(look.indicator),
                "check": look.check,
                "heading": look.title,
                "look": look.look,
                "window": look.window,
                "count": look.count,
                "units": self.names(look.units),
                "result": "",
                "by": "",
            }
