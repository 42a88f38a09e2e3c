"""The rows of the frames on persons: whom each unit writes on its 填报说明, and the changes of persons in office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.contacts import change_words, contact_hints
from weibao.compute.model import People
from weibao.compute.words import member_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.compute.model import Assessment, Submission
    from weibao.rulebook.model import Rulebook

_NOBODY = People()


def people_rows(
    rulebook: Rulebook, assessment: Assessment, submissions: Mapping[str, Submission]
) -> Iterator[Mapping[str, object]]:
    """Every unit with what it wrote, blank where it wrote nothing. For the office's own book, not for documents."""
    for unit in rulebook.units:
        people = submissions[unit.id].people if unit.id in submissions else _NOBODY
        recorded = [state.change for state in assessment.changes]
        hints = [
            *(change_words(change) for change in assessment.contacts if change.unit == unit.id),
            *contact_hints(rulebook, assessment.roster, unit.id, people, recorded),
        ]
        yield {
            "unit_no": unit.order, "unit": unit.name, "head": people.head, "deputy": people.deputy,
            "officer": people.contact, "phone": people.phone, "reviewer": people.reviewer, "filler": people.filler,
            "filled_on": people.filled_on,
            "hint": f"{'；'.join(hints)}。请核对，换了人的登记“成员变动”。" if hints else "",
        }  # fmt: skip


def change_rows(rulebook: Rulebook, assessment: Assessment) -> Iterator[Mapping[str, object]]:
    """Every change of 成员变动, the most pressing first."""
    for state in assessment.changes:
        change = state.change
        yield {
            "id": change.id, "post": f"{change.body}{change.post}", "unit": member_name(rulebook, change.unit),
            "old": change.old, "new": change.new, "changed": change.changed, "proposed": change.proposed,
            "approved": change.approved, "doc_no": change.doc_no, "closed": change.closed,
            "status": state.status.label, "days_left": state.left, "light": state.light.label,
        }  # fmt: skip
