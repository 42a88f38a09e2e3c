"""How long an item of supervision may take, by its 方式."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.deadlines import WORKDAY, due_date
from weibao.compute.terms import Mode
from weibao.errors import CalendarRangeError

if TYPE_CHECKING:
    from datetime import date

    from weibao.compute.settings import Settings
    from weibao.workdays import WorkCalendar


def limit_of(settings: Settings, mode: Mode) -> tuple[int, str]:
    """Length and unit of the limit of an item of that 方式."""
    if mode is Mode.IMMEDIATE:
        return settings.immediate_limit, WORKDAY
    if mode is Mode.LISTED:
        return settings.listed_limit, WORKDAY
    return settings.rectify_limit, settings.rectify_unit


def due_of(settings: Settings, calendar: WorkCalendar, opened: date, mode: Mode) -> date | None:
    """The day on which the limit of that 方式 ends; None beyond the published days off."""
    try:
        return due_date(opened, *limit_of(settings, mode), calendar)
    except CalendarRangeError:
        return None
