"""What `weibao status` shows of the days to come."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from weibao.cli.views import show_dates
from weibao.compute.assessment import assess
from weibao.compute.model import Office
from weibao.compute.settings import Settings

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 5, 1), ["2024-12-31", "通过国家评估验收", "2024年度复查", "2025年度复查"]),
        (date(2026, 11, 26), ["2026-12-31", "2026年度复查", "35"]),
    ],
)
def test_the_yearly_look_is_among_what_is_to_come(
    day: date, words: list[str], rugao: Rulebook, calendar: WorkCalendar, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, _ = Settings.build(rugao, {})
    assessment = assess(rugao, calendar, settings, Office(), {}, [], round=1, as_of=day)
    grounds = SimpleNamespace(rulebook=rugao, settings=settings, calendar=calendar)
    show_dates(cast("Any", SimpleNamespace(grounds=grounds, assessment=assessment)))
    told = capsys.readouterr().out
    assert "再往后的时间节点" in told
    assert [word for word in words if word not in told] == []
