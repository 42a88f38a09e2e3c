"""What the office should mend in its own rows of 督办: closures without proof, extensions without reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.item_limits import due_of
from weibao.compute.terms import Mode, Status
from weibao.findings import Finding, finding
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.compute.office import Closure, Office
    from weibao.compute.results import SupervisionItem
    from weibao.compute.settings import Settings
    from weibao.workdays import WorkCalendar


def supervision_findings(
    office: Office, settings: Settings, calendar: WorkCalendar, items: Sequence[SupervisionItem]
) -> list[Finding]:
    """Findings on the rows that the office typed, in the order of the items."""
    found: list[Finding] = []
    for item in items:
        if closure := office.closures.get(item.id):
            if closure.doc_no and closure.opened is None and closure.closed is None:
                found.append(finding("opening-no-day", unit=item.unit, indicator=item.indicator, item=item.id))
            found += _extension(settings, calendar, item, closure)
            if item.status is Status.CLOSED:
                found += _closing(item, closure)
        if item.mode is Mode.LISTED and item.asked and not item.inspector:
            found.append(finding("listed-no-inspector", unit=item.unit, indicator=item.indicator, item=item.id))
    return found


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
    if closure.closed and closure.opened and closure.closed < closure.opened:
        yield finding(
            "closure-early", unit=item.unit, indicator=item.indicator, item=item.id,
            opened=day_text(closure.opened), closed=day_text(closure.closed),
        )  # fmt: skip
