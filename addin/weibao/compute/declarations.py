"""The zero-report of the negative list, unit by unit: who declared that nothing happened, and whose signature came.

A unit declares by answering every item that it is responsible for. What is signed and sealed is the page 打印 of its
checklist; the office notes in 回收情况 when the paper came (盖章件收到).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from weibao.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from weibao.compute.office import Office
    from weibao.compute.returns import Submission
    from weibao.findings import Finding
    from weibao.rulebook.model import Rulebook


class Answer(StrEnum):
    """What a unit says of the negative list."""

    NONE = "none"
    HAPPENED = "happened"
    PARTLY = "partly"
    SILENT = "silent"

    @property
    def label(self) -> str:
        """In the words of a form."""
        return {
            "none": "声明无", "happened": "声明有", "partly": "没有答齐", "silent": "没有报送",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Declaration:
    """One unit that has items of the list: `happened` and `lacking` (no answer) are ids of items.

    `sealed` is the day on which its signed and sealed page came, None where that is not noted.
    """

    unit: str
    answer: Answer
    items: tuple[str, ...]
    happened: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    sealed: date | None = None

    @property
    def unsigned(self) -> bool:
        """Whether it has declared, and nobody has noted its signature."""
        return self.answer in (Answer.NONE, Answer.HAPPENED) and self.sealed is None

    @property
    def complete(self) -> bool:
        """Whether it has declared that nothing happened, signed and sealed."""
        return self.answer is Answer.NONE and self.sealed is not None


def declarations(
    rulebook: Rulebook, office: Office, submissions: Mapping[str, Submission], round_: int
) -> tuple[Declaration, ...]:
    """Every unit that is responsible for an item, in order; `submissions` (by unit id) are those of the round."""
    own: dict[str, list[str]] = {}
    for veto in rulebook.vetoes:
        for unit in dict.fromkeys(rulebook.members(veto.members)):
            own.setdefault(unit, []).append(veto.id)
    return tuple(
        _declaration(unit.id, own[unit.id], submissions.get(unit.id), office.sealed.get((round_, unit.id)))
        for unit in rulebook.units
        if unit.id in own
    )


def _declaration(unit: str, items: Sequence[str], sent: Submission | None, sealed: date | None) -> Declaration:
    answers: dict[str, bool] = {}
    for row in sent.vetoes if sent else ():
        if row.happened is not None:
            answers[row.veto] = answers.get(row.veto, False) or row.happened
    happened = tuple(item for item in items if answers.get(item))
    lacking = tuple(item for item in items if item not in answers)
    if sent is None:
        answer = Answer.SILENT
    elif happened:
        answer = Answer.HAPPENED
    else:
        answer = Answer.PARTLY if lacking else Answer.NONE
    return Declaration(unit, answer, tuple(items), happened, lacking, sealed)


def declaration_findings(rulebook: Rulebook, found: Sequence[Declaration], as_of: date) -> Iterator[Finding]:
    """Whose signed page is missing; where not a single one is noted, the office may keep them elsewhere.

    Whose page came although its answers did not, and whose is noted for a day that has not come.
    """
    told = {
        "declaration-unsigned": [item for item in found if item.unsigned and any(one.sealed for one in found)],
        "declaration-sealed-alone": [
            item for item in found if item.sealed and item.answer in (Answer.SILENT, Answer.PARTLY)
        ],
        "declaration-sealed-ahead": [item for item in found if item.sealed and item.sealed > as_of],
    }
    for code, items in told.items():
        if items:
            names = "、".join(rulebook.unit_by_id[item.unit].name for item in items)
            yield finding(code, count=len(items), names=names)


def declaration_counts(found: Sequence[Declaration]) -> dict[str, int]:
    """How many units said what, every answer named, and how many are complete and without signature."""
    counts = {answer.value: sum(item.answer is answer for item in found) for answer in Answer}
    return {
        **counts,
        "complete": sum(item.complete for item in found),
        "unsigned": sum(item.unsigned for item in found),
    }
