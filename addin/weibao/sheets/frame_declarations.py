"""The rows of the frame `declarations`: what each unit says of the negative list, and whether its signature came."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.compute.model import Assessment
    from weibao.rulebook.model import Rulebook


def declaration_rows(rulebook: Rulebook, assessment: Assessment) -> Iterator[Mapping[str, object]]:
    """Every unit that is responsible for an item, in order."""
    start, end = assessment.window
    for item in assessment.declarations:
        unit = rulebook.unit_by_id[item.unit]
        yield {
            "unit_no": unit.order, "unit": unit.name, "items": len(item.items), "answer": item.answer.label,
            "happened": "、".join(item.happened), "lacking": "、".join(item.lacking), "sealed": item.sealed,
            "unsigned": item.unsigned, "window_from": start, "window_to": end,
        }  # fmt: skip
