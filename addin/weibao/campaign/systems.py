"""The working systems, for programs: what each did in a year, and where the pieces of work stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.compute.words import units_text

if TYPE_CHECKING:
    from weibao.compute.work_states import SystemYear, WorkDuties, WorkState
    from weibao.rulebook.model import Rulebook


def systems_object(duties: WorkDuties, year: int, *, earlier: bool = False) -> list[dict[str, Any]]:
    """Every system in one year, in the rulebook's order; with `earlier` before them what years before left open."""
    before = [item for item in duties.years if earlier and item.year < year and item.remaining]
    return [_year(item) for item in (*before, *(item for item in duties.years if item.year == year))]


def work_object(rulebook: Rulebook, state: WorkState) -> dict[str, Any]:
    """One row of 工作制度; units by name, dates as ISO strings."""
    work = state.work
    days = {"start": work.start, "end": work.end, "sent": work.sent, "due": state.due}
    return {
        "id": work.id,
        "system": state.system.name if state.system else None,
        "topic": work.topic,
        "organisers": units_text(rulebook, work.organisers),
        **{key: day.isoformat() if day else None for key, day in days.items()},
        "doc_no": work.doc_no or None,
        "days_left": state.left,
        "status": state.status.value,
        "light": state.light.value,
    }


def _year(item: SystemYear) -> dict[str, Any]:
    return {
        "year": item.year, "id": item.system.id, "name": item.system.name, "done": item.done, "sent": item.sent,
        "open": item.remaining, "late": item.late, "light": item.light.value,
        "pending": [state.work.id for state in item.pending],
    }  # fmt: skip
