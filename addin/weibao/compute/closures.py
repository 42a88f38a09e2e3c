"""What the office should mend in its own rows of 督办: closures without proof, extensions without reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from weibao.compute.deadlines import has_come
from weibao.compute.item_limits import due_of
from weibao.compute.openings import openings, other_numbers, same_number
from weibao.compute.terms import Mode, Status
from weibao.findings import Finding, finding
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from weibao.compute.office import Closure, Office
    from weibao.compute.papers import Paper
    from weibao.compute.results import SupervisionItem
    from weibao.compute.settings import Settings
    from weibao.workdays import WorkCalendar


def so_far(office: Office, as_of: date) -> Office:
    """The same without what has not come yet: closures and sealed pages of later days, and closures before 立项."""
    closures = {
        key: one if counts(one, as_of) or one.closed is None else replace(one, closed=None)
        for key, one in office.closures.items()
    }
    sealed = {key: day for key, day in office.sealed.items() if has_come(day, as_of)}
    if closures == office.closures and sealed == office.sealed:
        return office
    return replace(office, closures=closures, sealed=sealed)


def counts(closure: Closure, as_of: date) -> bool:
    """Whether 办结 closes the item: its day has come, and is not before the day on which it was put on the list."""
    closed = closure.closed
    return closed is not None and has_come(closed, as_of) and not (closure.opened and closed < closure.opened)


def closure_findings(office: Office, items: Sequence[SupervisionItem], as_of: date) -> Iterator[Finding]:
    """The days of 办结 that do not count; `office` is as typed, with the days of the notices."""
    known = {item.id: item for item in items}
    for key, closure in office.closures.items():
        if closure.closed is None or counts(closure, as_of):
            continue
        item, day = known.get(key), day_text(closure.closed)
        place = {"unit": item.unit, "indicator": item.indicator} if item else {}
        if closure.closed > as_of:
            yield finding("closure-ahead", **place, item=key, day=day)
        elif closure.opened:
            yield finding("closure-early", **place, item=key, opened=day_text(closure.opened), closed=day)


def supervision_findings(
    office: Office, settings: Settings, calendar: WorkCalendar, items: Sequence[SupervisionItem], as_of: date
) -> list[Finding]:
    """Findings on the rows that the office typed and on days of completion, in the order of the items."""
    found: list[Finding] = []
    notices = openings(office)
    for item in items:
        found += _completion(item, as_of)
        if closure := office.closures.get(item.id):
            if closure.doc_no and closure.opened is None and closure.closed is None:
                found.append(finding("opening-no-day", unit=item.unit, indicator=item.indicator, item=item.id))
            found += _opening(item, closure, notices.get(item.id))
            found += _extension(settings, calendar, item, closure)
            if item.status is Status.CLOSED:
                found += _closing(item, closure)
        if item.mode is Mode.LISTED and item.asked and not item.inspector:
            found.append(finding("listed-no-inspector", unit=item.unit, indicator=item.indicator, item=item.id))
    return found


def number_findings(office: Office, items: Sequence[SupervisionItem]) -> Iterator[Finding]:
    """Where 督办 and 文号登记 as typed name different notices for an item; 文号登记 wins."""
    others = other_numbers(office)
    for item in items:
        if item.id in others:
            yield finding(
                "opening-number-differs", unit=item.unit, indicator=item.indicator, item=item.id,
                typed=office.closures[item.id].doc_no, number=others[item.id].doc_no,
            )  # fmt: skip


def _opening(item: SupervisionItem, closure: Closure, notice: Paper | None) -> Iterator[Finding]:
    """The day that the office typed is not that of the notice, whose printed limit runs from its own."""
    if notice is None or notice.issued is None or closure.opened in (None, notice.issued):
        return
    if same_number(closure.doc_no) == same_number(notice.doc_no):
        yield finding(
            "opening-day-differs", unit=item.unit, indicator=item.indicator, item=item.id,
            opened=day_text(closure.opened), number=notice.doc_no, issued=day_text(notice.issued),
        )  # fmt: skip


def _completion(item: SupervisionItem, as_of: date) -> Iterator[Finding]:
    day = item.feedback.completed if item.feedback else None
    if day and day > as_of:
        yield finding("feedback-ahead", unit=item.unit, indicator=item.indicator, item=item.id, day=day_text(day))


def _extension(
    settings: Settings, calendar: WorkCalendar, item: SupervisionItem, closure: Closure
) -> Iterator[Finding]:
    if closure.extended is None:
        return
    if not closure.extension_reason:
        yield finding("extension-no-reason", unit=item.unit, indicator=item.indicator, item=item.id)
    before = due_of(settings, calendar, item.opened, item.mode)
    if before is not None and closure.extended < before:
        yield finding(
            "extension-early", unit=item.unit, indicator=item.indicator, item=item.id,
            extended=day_text(closure.extended), due=day_text(before),
        )  # fmt: skip


def is_proper(item: SupervisionItem, closure: Closure) -> bool:
    """Whether a closure holds: something proves it, and whoever closed the matter is not who handled it."""
    return not list(_closing(item, closure))


def _closing(item: SupervisionItem, closure: Closure) -> Iterator[Finding]:
    if not closure.evidence and not (item.feedback and item.feedback.evidence):
        yield finding("closure-no-evidence", unit=item.unit, indicator=item.indicator, item=item.id)
    if closure.closed_by and closure.closed_by == closure.handler:
        yield finding(
            "closure-same-person", unit=item.unit, indicator=item.indicator, item=item.id, name=closure.closed_by
        )
