"""Figures of 量化情况 that the office's own sheets give, so that no unit is asked for them; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.item_limits import due_of
from weibao.compute.members import forms_held
from weibao.compute.terms import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from weibao.compute.office import Office
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

Figures = tuple[int, int | None]


def office_figures(
    rulebook: Rulebook,
    settings: Settings,
    calendar: WorkCalendar,
    office: Office,
    planned: Mapping[str, date | None],
    as_of: date,
) -> Mapping[str, Figures]:
    """Done and total by row; a row whose sheet is not kept (yet) is missing.

    `planned` are the plan's own deadlines by row: more time for an indicator does not move the year that is asked.
    """
    found: dict[str, Figures | None] = {}
    for count in rulebook.counts:
        if count.office == "meetings":
            found[count.id] = _held(office, count.meetings, planned[count.id], as_of)
        elif count.office == "listed":
            found[count.id] = _in_time(settings, calendar, office, as_of)
        elif count.office == "roster":
            held = forms_held(office, next(post for post in rulebook.posts if post.id == count.post), as_of)
            found[count.id] = None if held is None else (held, None)
    return {key: figures for key, figures in found.items() if figures is not None}


def _held(office: Office, kinds: tuple[str, ...], planned: date | None, as_of: date) -> Figures | None:
    """Meetings of these kinds held by `as_of` in the planned year; None where none at all is entered."""
    year = (planned or as_of).year
    held = [item for item in office.meetings if item.held_on and item.held_on.year == year and item.held_on <= as_of]
    return (sum(item.kind in kinds for item in held), None) if held else None


def _in_time(settings: Settings, calendar: WorkCalendar, office: Office, as_of: date) -> Figures | None:
    """挂牌督办: those closed by their due day, of those that are closed or past it; None where there is none."""
    done = total = 0
    for item in office.closures.values():
        if item.mode is not Mode.LISTED or item.opened is None or item.of_draft:
            continue
        due = item.extended or due_of(settings, calendar, item.opened, item.mode)
        closed = item.closed is not None and item.closed <= as_of
        if due is None or not (closed or due < as_of):
            continue
        total += 1
        done += closed and item.closed is not None and item.closed <= due
    return (done, total) if total else None
