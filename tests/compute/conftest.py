"""The assessment with default settings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

import pytest

from weibao.compute.assessment import assess
from weibao.compute.model import Office, Round
from weibao.compute.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.compute.model import Assessment, Submission
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar


class Assess(Protocol):
    """Assess a round with default settings."""

    def __call__(
        self,
        rulebook: Rulebook,
        submissions: Mapping[str, Submission],
        office: Office | None = None,
        *,
        number: int = 1,
        as_of: date = ...,
    ) -> Assessment: ...


@pytest.fixture(scope="session")
def run(calendar: WorkCalendar) -> Assess:
    """`assess` with the rulebook's settings and one round that was due on 20 September 2023."""

    def call(
        rulebook: Rulebook,
        submissions: Mapping[str, Submission],
        office: Office | None = None,
        *,
        number: int = 1,
        as_of: date = date(2023, 10, 8),
    ) -> Assessment:
        settings, _ = Settings.build(rulebook, {})
        office = office or Office(rounds=(Round(1, "自评", due=date(2023, 9, 20)),))
        return assess(rulebook, calendar, settings, office, submissions, (), round=number, as_of=as_of)

    return call
