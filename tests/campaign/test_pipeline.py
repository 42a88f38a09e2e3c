"""The run as a whole: what it writes, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from in_process import let_draw, no_pictures
from sheets.ledger_view import where
from weibao.campaign.folder import Campaign
from weibao.campaign.pipeline import Report, regenerate
from weibao.campaign.store import open_store
from weibao.charts.batch import Job, draw_all
from weibao.charts.catalogue import CHARTS
from weibao.charts.files import mark
from weibao.sheets.ledger_update import waiting_path
from weibao.sheets.package import Package
from weibao.sheets.package_values import split_address

VILLAGE = Path(__file__).parent.parent / "village"
MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 1)


def run(campaign: Campaign, day: date = APRIL) -> Report:
    with open_store(campaign.history) as store:
        return regenerate(campaign, store, as_of=day)[1]


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_second_run_writes_nothing(campaign: Campaign) -> None:
    assert run(campaign).written
    before = files(campaign.root)
    assert run(campaign).written == []
    assert files(campaign.root) == before


def test_what_every_run_finds_stands_in_the_console(campaign: Campaign) -> None:
    package, ledger = Package(campaign.ledger), campaign.ledger
    package.sheet("核定").put(*split_address(where(ledger, "核定", "I01", "申报得分")), 0.5)
    package.save()
    for _ in range(2):
        report = run(campaign)
        assert [item.code for item in report.findings if item.sheet == "核定"] == ["ledger-overwritten"]
    assert report.written == []
    cells = openpyxl.load_workbook(campaign.console)["问题清单"].iter_rows(values_only=True)
    told = next(item.message for item in report.findings if item.sheet == "核定")
    assert any(told in row for row in cells)


def test_a_chart_that_stands_is_not_drawn_again(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Job] = []

    def draw(jobs: Sequence[Job], **_: object) -> None:
        drawn.extend(jobs)
        draw_all(jobs[:1], workers=1)
        no_pictures(jobs[1:])

    let_draw(monkeypatch, draw)
    for _ in range(2):
        run(campaign)
        assert {job.picture.name for job in drawn} == {chart.name for chart in CHARTS}
        assert len(drawn) == len(CHARTS)
    first = next(chart for chart in CHARTS if chart.name == drawn[0].picture.name)
    chart = campaign.charts / f"{first.label}.png"
    content = chart.read_bytes()
    chart.write_bytes(content + b" ")  # somebody's hand
    drawn.clear()
    assert campaign.relative(chart) in run(campaign).written
    assert ([job.picture.name for job in drawn], chart.read_bytes()) == ([first.name], content)
    assert mark(drawn[0].picture) != mark(replace(drawn[0].picture, foot="别的一天"))


def test_nothing_is_left_over_beside_the_results(campaign: Campaign) -> None:
    run(campaign)
    assert not [name for name in files(campaign.root) if ".wb-" in name]


def test_an_open_ledger_is_updated_beside_and_the_copy_goes_again(campaign: Campaign) -> None:
    lock = campaign.ledger.with_name(f".~lock.{campaign.ledger.name}#")
    lock.write_text("office")
    before = campaign.ledger.read_bytes()
    report = run(campaign)
    waiting = waiting_path(campaign.ledger)
    assert waiting.name in report.written
    assert campaign.ledger.read_bytes() == before
    assert [item.code for item in report.findings if item.code.startswith("ledger")] == ["ledger-open"]
    lock.unlink()
    assert waiting.name in run(campaign).removed
    assert not waiting.exists()
    assert campaign.ledger.read_bytes() != before


def test_a_copy_that_somebody_typed_into_is_not_taken_away(campaign: Campaign) -> None:
    lock = campaign.ledger.with_name(f".~lock.{campaign.ledger.name}#")
    lock.write_text("office")
    run(campaign)
    waiting = waiting_path(campaign.ledger)
    waiting.write_bytes(waiting.read_bytes() + b" ")
    lock.unlink()
    assert waiting.name not in run(campaign).removed
    assert waiting.exists()
