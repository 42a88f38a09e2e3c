"""What a unit typed into its checklist that leads to one person: told with the cell, masked in all that is made of it.

The return itself stays as it came. 年度工作情况 has its own words for it (`campaign.annual`): an answer that leads to a
person is left out there, while a row of a checklist is judged by the rest of its sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from weibao.documents.privacy import kinds_in, own_texts, without_persons
from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from weibao.campaign.collect import Collected
    from weibao.compute.model import Submission
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook

# What the rows of a submission say in words, and the heading of the column. 佐证材料 has a check of its own.
_WORDS: Final = {
    "rows": {"statement": "工作情况"},
    "vetoes": {"statement": "情况说明"},
    "feedback": {"measure": "整改措施", "evidence": "佐证"},
    "counts": {"note": "说明"},
}


def without_personal(collected: Collected, rulebook: Rulebook, settings: Settings) -> Collected:
    """What came back with what leads to one person masked, and a finding for every cell that holds some."""
    masking = _Masking(rulebook, settings)
    submissions = {unit: masking.submission(item) for unit, item in collected.submissions.items()}
    if not masking.found:
        return collected
    return replace(collected, submissions=submissions, findings=(*collected.findings, *masking.found))


@dataclass
class _Masking:
    rulebook: Rulebook
    settings: Settings
    found: list[Finding] = field(default_factory=list)
    _allowed: tuple[str, ...] | None = None

    def submission(self, told: Submission) -> Submission:
        changed: dict[str, Any] = {name: tuple(self._row(told, row, words) for row in getattr(told, name))
                   for name, words in _WORDS.items()}  # fmt: skip
        return told if all(changed[name] == getattr(told, name) for name in changed) else replace(told, **changed)

    def _row(self, told: Submission, row: Any, words: dict[str, str]) -> Any:
        for key, heading in words.items():
            text = getattr(row, key)
            # Hardly any text holds something, and what is allowed is a long list.
            if text and kinds_in(text) and (kinds := dict.fromkeys(kinds_in(text, self.allowed))):
                self.found.append(
                    finding(
                        "statement-personal", unit=told.unit, heading=heading, kinds="、".join(kinds),
                        **_place(told, row, heading),
                    )
                )  # fmt: skip
                row = replace(row, **{key: without_persons(text, self.allowed)})
        return row

    @property
    def allowed(self) -> tuple[str, ...]:
        """What the rulebook and the settings say themselves."""
        if self._allowed is None:
            self._allowed = own_texts(self.rulebook, dict(self.settings.texts))
        return self._allowed


def _place(told: Submission, row: Any, heading: str) -> dict[str, str]:
    letter = next((letter for sheet, letter, name in told.columns if (sheet, name) == (row.sheet, heading)), "")
    indicator = getattr(row, "indicator", "")
    place = {"file": told.file, "sheet": row.sheet, "cell": f"{letter}{row.row}" if letter and row.row else ""}
    return {**place, "indicator": indicator} if indicator else place
