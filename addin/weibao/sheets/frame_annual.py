"""The rows of the frame `annual`: every unit's answer to every field of 年度工作情况 that it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.compute.annual import AnnualYear
    from weibao.rulebook.model import Rulebook


def annual_rows(rulebook: Rulebook, annual: AnnualYear | None) -> Iterator[Mapping[str, object]]:
    """Unit by unit, in the order of the rulebook; none where no such round is out."""
    for told in annual.told(rulebook) if annual else ():
        unit = rulebook.unit_by_id[told.unit]
        answer = annual.answers.get(told.unit, {}).get(told.field.id) if annual else None
        yield {
            "round": annual.round.number if annual else None, "unit_no": unit.order, "unit": unit.name,
            "id": told.field.id, "title": told.field.title, "state": told.word, "text": told.text,
            "number": None if answer is None or answer.number is None else float(answer.number),
        }  # fmt: skip
