"""The rows of the frames on the working systems: what each did in a year, and the pieces of work of 工作制度."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.words import units_text
from weibao.compute.work_words import did_text, pending_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.compute.model import Assessment
    from weibao.rulebook.model import Rulebook


def system_rows(assessment: Assessment) -> Iterator[Mapping[str, object]]:
    """Every year and system; what the rules ask of it stands beside. The latest year first."""
    for year in sorted(assessment.work.years, key=lambda item: -item.year):
        system = year.system
        yield {
            "year": year.year, "name": system.name, "done": year.done, "sent": year.sent, "open": year.remaining,
            "late": year.late, "light": year.light.label, "did": did_text(year), "pending": pending_text(year),
            "result": system.result, "to": system.to, "who": system.who,
        }  # fmt: skip


def work_rows(rulebook: Rulebook, assessment: Assessment) -> Iterator[Mapping[str, object]]:
    """Every row of 工作制度, in its order."""
    for state in assessment.work.rows:
        work = state.work
        yield {
            "id": work.id, "system": state.system.name if state.system else "", "topic": work.topic,
            "organisers": units_text(rulebook, work.organisers), "units": units_text(rulebook, work.units),
            "start": work.start, "end": work.end, "place": work.place, "doc_no": work.doc_no, "sent": work.sent,
            "due": state.due, "days_left": state.left, "status": state.status.label, "light": state.light.label,
        }  # fmt: skip
