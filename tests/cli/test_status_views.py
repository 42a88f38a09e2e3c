"""What `weibao status` shows of the days to come."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from weibao.campaign import status_ahead
from weibao.cli.status_views import show_ahead
from weibao.cli.vetoes import counted_word
from weibao.cli.views import show_dates, show_returns
from weibao.compute.ahead import Ahead, Dated, Kind
from weibao.compute.assessment import assess
from weibao.compute.model import Light, Office, ReturnState, ReturnStatus, Round, VetoResult
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


def _matters(unit: str, count: int, day: int = 2, light: Light = Light.RED) -> list[Dated]:
    return [
        Dated(Kind.MATTER, f"1-{unit}-{number}", f"{unit}{number}", unit, date(2023, 11, day), day - 21, None, light)
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("items", "lines", "head"),
    [
        (_matters("甲局", 12), [f"甲局{number} 甲局" for number in range(12)], "已经过期的"),
        (
            [*_matters("甲局", 22), *_matters("乙局", 1), *_matters("甲局", 1, 3)],
            ["22 项，如甲局0 甲局", "乙局0 乙局", "甲局0 甲局"],
            "已经过期的，共 24 件，同一天由同一单位办的合为一行，逐件用 --json",
        ),
        (
            [item for number in range(13) for item in _matters(f"{number}局", 2)],
            [f"2 项，如{number}局0 {number}局" for number in range(12)],
            "已经过期的，共 26 件，同一天由同一单位办的合为一行，列前 12 行，逐件用 --json",
        ),
    ],
)
def test_no_unit_hides_the_others(
    items: list[Dated], lines: list[str], head: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A unit with dozens of matters due on one day takes one line, once the list is too long for a table."""
    found = Ahead(date(2023, 12, 21), (), tuple(items))
    monkeypatch.setattr(status_ahead, "look_ahead", lambda _: found)
    show_ahead(cast("Any", None))
    told = capsys.readouterr().out.splitlines()
    assert told[0].strip() == head
    rows = [[cell.strip() for cell in line.split("│")] for line in told if line.startswith("2023-11-")]
    assert [f"{row[2]} {row[3]}" for row in rows] == lines
    assert {row[6] for row in rows} == {"红灯"}


def test_things_of_one_line_show_the_worst_light(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    items = [*_matters("甲局", 12, light=Light.GREEN), *_matters("甲局", 1, light=Light.YELLOW)]
    monkeypatch.setattr(status_ahead, "look_ahead", lambda _: Ahead(date(2023, 12, 21), tuple(items), ()))
    show_ahead(cast("Any", None))
    assert "黄灯" in capsys.readouterr().out


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
