"""The rows of the frame `people`: the responsible persons whom each unit writes on its 填报说明."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.model import People

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.compute.model import Submission
    from weibao.rulebook.model import Rulebook

_NOBODY = People()


def people_rows(rulebook: Rulebook, submissions: Mapping[str, Submission]) -> Iterator[Mapping[str, object]]:
    """Every unit with what it wrote, blank where it wrote nothing. For the office's own book, not for documents."""
    for unit in rulebook.units:
        people = submissions[unit.id].people if unit.id in submissions else _NOBODY
        yield {
            "unit_no": unit.order,
            "unit": unit.name,
            "head": people.head,
            "reviewer": people.reviewer,
            "filler": people.filler,
            "phone": people.phone,
            "filled_on": people.filled_on,
        }
