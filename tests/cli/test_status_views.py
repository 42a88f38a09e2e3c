"""What `weibao status` shows of the days to come."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from weibao.cli.vetoes import counted_word
from weibao.cli.views import show_dates, show_returns
from weibao.compute.assessment import assess
from weibao.compute.model import Office, ReturnState, ReturnStatus, Round, VetoResult
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


@pytest.mark.parametrize(("day", "early"), [(date(2023, 9, 9), True), (date(2023, 9, 10), False)])
def test_a_day_before_the_round_was_issued_is_told(
    day: date, early: bool, rugao: Rulebook, capsys: pytest.CaptureFixture[str]
) -> None:
    """What has come back since counts all the same: it is not known what lay in the folder on that day."""
    office = Office(rounds=(Round(1, "自评", issued=date(2023, 9, 10), due=date(2023, 9, 28)),))
    situation = SimpleNamespace(
        grounds=SimpleNamespace(rulebook=rugao, office=office),
        assessment=SimpleNamespace(round=1, as_of=day),
        collected=SimpleNamespace(returns=[ReturnState("D01", 1, ReturnStatus.MISSING)]),
        is_asked=True,
    )
    show_returns(cast("Any", situation))
    told = capsys.readouterr().out
    assert "应报 1 个单位，已报 0 个" in told
    assert ("2023-09-10 才下发，在基准日以后" in told) is early


@pytest.mark.parametrize(
    ("counted", "silent", "word"), [(False, (), "不计入"), (False, ("D01",), "还没有定"), (True, ("D01",), "计入")]
)
def test_an_item_that_somebody_has_not_answered_is_open(counted: bool, silent: tuple[str, ...], word: str) -> None:
    assert counted_word(VetoResult("V1", counted, (), silent)) == word
