"""The figures of earlier days: from the history to the beginning and the end of a period."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from documents.kinds import report_samples
from weibao.campaign.pasts import kept_figures, pasts_of
from weibao.campaign.store import open_store
from weibao.compute.past import Past, span

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

FIGURES = {"total": {"earned": 60.5, "unassessed": 20}, "categories": [{"name": "学校保护", "earned": 8}]}


def test_what_the_history_kept_is_read_and_what_is_no_score_is_left_out(tmp_path: Path) -> None:
    with open_store(tmp_path / ".weibao" / "history.sqlite") as store:
        store.snapshot(date(2023, 5, 1), 2, FIGURES | {"materials": 12})
        store.snapshot(date(2023, 4, 1), 1, FIGURES)
        store.snapshot(date(2023, 3, 1), 1, {"total": {"earned": None}, "categories": []})
        assert pasts_of(store) == (
            Past(date(2023, 4, 1), 1, 60.5, 20, {"学校保护": 8}),
            Past(date(2023, 5, 1), 2, 60.5, 20, {"学校保护": 8}, 12),
        )


def test_what_is_kept_of_an_assessment_comes_back(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    case = report_samples.mixed(rugao, calendar)
    with open_store(tmp_path / ".weibao" / "history.sqlite") as store:
        store.snapshot(report_samples.AS_OF, 1, kept_figures(rugao, case.assessment))
        (past,) = pasts_of(store)
    listed = sum(len(submission.evidence) for submission in case.submissions.values())
    assert past.materials == listed > 0
    assert past.earned == rugao.scale.points(case.assessment.total.earned or 0)
    assert set(past.categories) == {category.name for category in rugao.categories}


def at(month: int, year: int = 2023) -> Past:
    return Past(date(year, month, 1), 1, month, 0)


@pytest.mark.parametrize(
    ("known", "start", "end", "found"),
    [
        ((at(12, 2022), at(3)), date(2023, 1, 1), date(2023, 12, 31), (12, 10)),
        ((at(3), at(5)), date(2023, 1, 1), date(2023, 12, 31), (3, 10)),
        ((at(3), at(5), at(8)), date(2023, 4, 1), date(2023, 6, 30), (3, 5)),
        ((at(11),), date(2023, 1, 1), date(2023, 12, 31), None),  # after the day of the report
        ((), date(2023, 1, 1), date(2023, 12, 31), None),
        ((at(3),), date(2021, 1, 1), date(2021, 12, 31), None),
    ],
)
def test_the_beginning_and_the_end_of_a_period(
    known: tuple[Past, ...], start: date, end: date, found: tuple[int, int] | None
) -> None:
    got = span(known, at(10), start, end)
    assert (tuple(past.earned for past in got) if got else None) == found
