"""The yearly input (年度工作情况): who is asked what, who has answered, and the answers as people read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from weibao.compute.level import plain
from weibao.compute.planned import RoundKind, kind_of
from weibao.compute.terms import ReturnStatus
from weibao.rulebook.round_records import DEPARTMENTS, TOWNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.compute.office import Round
    from weibao.compute.returns import AnnualInput, ReturnState
    from weibao.rulebook.model import AnnualField, Rulebook, Unit

_HALF_YEAR: Final = 6  # a return date until then is that of the year before
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")


class AnswerState(StrEnum):
    """What there is of one unit's answer: silence is never 无."""

    ANSWERED = "answered"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    PERSONAL = "personal"  # it leads to one person: it stands in the unit's own file only
    SILENT = "silent"

    @property
    def label(self) -> str:
        """The word that stands where an answer would."""
        return {
            "answered": "已填", "blank": "没有填写", "unreadable": "看不懂，没有采用", "silent": "未报送",
            "personal": "写有个人信息，没有带入",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One unit and one thing that it is asked; `text` is "" but where it is answered, else `word` says why."""

    unit: str
    field: AnnualField
    state: AnswerState
    text: str = ""
    word: str = ""


@dataclass(frozen=True)
class AnnualYear:
    """A round of 年度工作情况: how its returns stand, and the answers of those that count, by unit and field id.

    `personal`: unit and field of the answers that lead to one person.
    """

    round: Round
    returns: tuple[ReturnState, ...] = ()
    answers: Mapping[str, Mapping[str, AnnualInput]] = field(default_factory=dict)
    personal: frozenset[tuple[str, str]] = frozenset()

    @property
    def year(self) -> int:
        """The year that it tells of: that in its name; else of its return date or day of issue, until June the last."""
        named = _YEAR.search(self.round.name)
        if named:
            return int(named[0])
        day = self.round.due or self.round.issued
        return 0 if day is None else day.year - (day.month <= _HALF_YEAR)

    @property
    def owing(self) -> tuple[str, ...]:
        """Ids of the units that have no return that counts."""
        return tuple(item.unit for item in self.returns if not item.status.counts)

    @property
    def owing_by_state(self) -> dict[ReturnStatus, list[str]]:
        """The same by how they stand, in the order of the states."""
        found: dict[ReturnStatus, list[str]] = {}
        for item in self.returns:
            if not item.status.counts:
                found.setdefault(item.status, []).append(item.unit)
        return {status: found[status] for status in ReturnStatus if status in found}

    def told(self, rulebook: Rulebook) -> tuple[Told, ...]:
        """Every unit that the round asks, each with every field that it is asked."""
        states = {item.unit: item.status for item in self.returns}
        return tuple(
            self._told(unit.id, field_, states[unit.id])
            for unit in rulebook.units
            if unit.id in states
            for field_ in own_fields(rulebook, unit)
        )

    def _told(self, unit: str, field_: AnnualField, status: ReturnStatus) -> Told:
        if unit not in self.answers:
            return Told(unit, field_, AnswerState.SILENT, word=status.label)
        answer = self.answers[unit].get(field_.id)
        text = answer_text(field_, answer)
        state = AnswerState.ANSWERED if text else AnswerState.BLANK
        if answer is not None and answer.unreadable:
            state, text = AnswerState.UNREADABLE, ""
        elif (unit, field_.id) in self.personal:
            state, text = AnswerState.PERSONAL, ""
        return Told(unit, field_, state, text, state.label)


def year_title(round_: Round) -> str:
    """What the units report, with its year where that is known: 2026年度工作情况."""
    year = AnnualYear(round_).year
    return f"{year or ''}{RoundKind.ANNUAL.label}"


def own_fields(rulebook: Rulebook, unit: Unit) -> tuple[AnnualField, ...]:
    """What a unit is asked, in the order of the rulebook."""
    word = TOWNS if unit.kind == "town" else DEPARTMENTS
    return tuple(
        item for item in rulebook.annual_fields
        if not item.by or word in item.by or unit.id in rulebook.members(item.by)
    )  # fmt: skip


def answer_text(field_: AnnualField, answer: AnnualInput | None) -> str:
    """An answer as it is read: the text, or the figure with its unit; "" where nothing was typed."""
    if answer is None:
        return ""
    return answer.text if answer.number is None else f"{plain(answer.number)}{field_.unit}"


def annual_rounds(rulebook: Rulebook, rounds: Sequence[Round]) -> tuple[Round, ...]:
    """The rounds of 轮次 that gather the year's work and are out, by number; none where the rulebook asks nothing."""
    if not rulebook.annual_fields:
        return ()
    found = (item for item in rounds if item.issued and kind_of(item) is RoundKind.ANNUAL)
    return tuple(sorted(found, key=lambda item: item.number))
