"""What a unit's workbook of 年度工作情况 begins with: last year's answers beside, its indicators as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.campaign.annual import last_annual
from weibao.campaign.situation import annual_of
from weibao.compute.annual import AnswerState
from weibao.compute.model import AnnualInput
from weibao.compute.roles import own_indicators
from weibao.sheets.annual_book import AnnualPrefill
from weibao.sheets.prefill import people_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from weibao.campaign.annual import Annual
    from weibao.campaign.grounds import Grounds
    from weibao.campaign.situation import Situation
    from weibao.campaign.store import Store
    from weibao.compute.model import IndicatorResult, Round
    from weibao.rulebook.model import Unit
    from weibao.sheets.prefill import Raw


@dataclass(frozen=True)
class YearBefore:
    """The last round of 年度工作情况, if there was one, and the scored round as it stands."""

    annual: Annual | None
    situation: Situation | None

    def prefill(self, grounds: Grounds, unit: Unit) -> AnnualPrefill:
        """What the unit's workbook holds when it is written."""
        last = self.annual.collected.submissions.get(unit.id) if self.annual else None
        own = self.situation.collected.submissions.get(unit.id) if self.situation else None
        people = people_of(last or own)
        standing = tuple(self._standing(unit)) if self.situation else ()
        return AnnualPrefill(
            standing,
            self._standing_of(),
            {item.field: self._carried(unit, item) for item in last.annual} if last else {},
            self.annual.year.round.name if self.annual else "",
            people=people,
        )

    def _carried(self, unit: Unit, answer: AnnualInput) -> AnnualInput:
        """An answer as it is shown for reference: what leads to one person is not written once more."""
        if self.annual and (unit.id, answer.field) in self.annual.year.personal:
            return AnnualInput(answer.field, f"（{AnswerState.PERSONAL.label}）")
        return answer

    def _standing(self, unit: Unit) -> Iterator[Mapping[str, Raw]]:
        assert self.situation is not None  # noqa: S101 - only asked where there is one
        rulebook = self.situation.grounds.rulebook
        results = {item.indicator: item for item in self.situation.assessment.indicators}
        for indicator, role in own_indicators(rulebook, unit.id):
            result: IndicatorResult = results[indicator.id]
            effective, row = result.figures.effective, result.units.get(unit.id)
            yield {
                "id": indicator.id, "title": indicator.title, "role": role.value,
                "full": rulebook.scale.points(indicator.full),
                "level": row.level.label if row else None,
                "effective": None if effective is None else rulebook.scale.points(effective),
                "status": result.status.label, "light": result.light.label, "deadline": result.deadline,
            }  # fmt: skip

    def _standing_of(self) -> str:
        if self.situation is None:
            return ""
        assessment = self.situation.assessment
        return f"按第{assessment.round}轮的填报和核定，截至 {assessment.as_of.isoformat()}；没有得分的是还没有评。"


def year_before(grounds: Grounds, store: Store, round_: Round, situation: Situation | None, as_of: date) -> YearBefore:
    """Look at what came before `round_`; `situation` is the last scored round that somebody answered."""
    last = last_annual(grounds, before=round_.number)
    return YearBefore(annual_of(grounds, store, last, as_of) if last else None, situation)
