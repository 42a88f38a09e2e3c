"""What the reader itself cannot do is nobody's slip: a file that was read before keeps what was read of it."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from weibao.campaign import readings
from weibao.campaign.pipeline import Report, collect
from weibao.campaign.return_slips import write_slips
from weibao.campaign.situation import look
from weibao.campaign.store import open_store
from weibao.compute.model import Level, ReturnStatus
from weibao.errors import CampaignError
from weibao.sheets import intake, intake_guard
from weibao.sheets.layout import INDICATORS
from weibao.sheets.package import Package

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from weibao.campaign.folder import Campaign
    from weibao.campaign.situation import Situation

AS_OF = date(2026, 3, 20)


def answer(campaign: Campaign, number: int, level: str) -> Path:
    """A unit fills one level and returns its checklist."""
    unit = campaign.rulebook.units[number]
    path = campaign.returned(1) / f"{unit.name}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(campaign.checklist(1, unit), path)
    package = Package(path)
    package.sheet(INDICATORS.sheet).put(INDICATORS.first_row, INDICATORS.number("level"), level)
    package.save()
    return path


def run(campaign: Campaign) -> tuple[Situation, list[str]]:
    with open_store(campaign.history) as store:
        situation, report = collect(campaign, store, as_of=AS_OF)
        return situation, write_slips(situation, store, Report()) + report.written


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the reader of a new version fail at every file whose name holds a text, here and in the worker process."""
    monkeypatch.setattr(intake_guard, "READER", "corpus.readers:fail")
    real = intake.open_workbook

    def broken(text: str) -> None:
        def opened(path: Path, file: str, content: bytes | None = None) -> object:
            if text in path.name:
                raise MemoryError
            return real(path, file, content)

        monkeypatch.setattr(intake, "open_workbook", opened)
        monkeypatch.setattr(readings, "programme", lambda: f"another that fails at {text}")

    return broken


def test_a_file_that_was_read_before_keeps_its_reading(campaign: Campaign, fails: Callable[[str], None]) -> None:
    first, other = answer(campaign, 0, "达标"), answer(campaign, 1, "达标")
    before, _ = run(campaign)
    digest = next(item.digest for item in before.collected.read if item.file.endswith(first.name))
    kept = readings.Readings(campaign.machine, before.grounds.rulebook).of(digest, first.name)
    fails(first.name)
    after, files = run(campaign)
    assert after.assessment.total == before.assessment.total
    assert after.collected.submissions["D01"].rows == before.collected.submissions["D01"].rows
    assert "file-reading-kept" in [item.code for item in after.collected.findings if item.file.endswith(first.name)]
    assert not [name for name in files if name.startswith("退回/01")]
    assert kept is not None
    assert readings.Readings(campaign.machine, after.grounds.rulebook).of(digest, first.name) == kept
    answer(campaign, 0, "未达标")  # another content: what was read before is no longer what lies there
    after, files = run(campaign)
    assert after.collected.returns[0].status is ReturnStatus.SET_ASIDE
    assert "file-stopped" in [item.code for item in after.collected.findings if item.file.endswith(first.name)]
    assert "return-spoilt" in [item.code for item in after.collected.findings]
    assert not [name for name in files if name.startswith("退回/01")]  # nobody is blamed
    other.unlink()
    first.unlink()
    run(campaign)
    assert readings.Readings(campaign.machine, after.grounds.rulebook)._kept == {}  # and nothing is kept for longer


def test_where_nothing_can_be_read_nothing_is_changed(campaign: Campaign, fails: Callable[[str], None]) -> None:
    answer(campaign, 0, "达标")
    run(campaign)
    answer(campaign, 1, "达标")
    before = {path: path.read_bytes() for path in campaign.root.rglob("*") if path.is_file()}
    fails("")
    with pytest.raises(CampaignError, match="一份也没有改动"):
        run(campaign)
    assert {path: path.read_bytes() for path in campaign.root.rglob("*") if path.is_file()} == before


def test_files_that_nothing_reads_are_theirs_where_our_own_can_be_read(
    campaign: Campaign, fails: Callable[[str], None]
) -> None:
    path = answer(campaign, 0, "达标")
    fails(path.name)
    situation, files = run(campaign)
    assert [item.code for item in situation.collected.findings if item.unit == "D01"] == ["file-stopped"]
    assert not [name for name in files if name.startswith("退回/")]
    assert situation.collected.submissions == {}


def test_one_that_stops_beside_our_own_that_can_be_read_stops_nothing(
    campaign: Campaign, fails: Callable[[str], None]
) -> None:
    """The only return so far, read before, takes too long today: its reading holds, the computer is not blamed."""
    path = answer(campaign, 0, "达标")
    run(campaign)
    assert any(campaign.root.glob("下发/第1轮/*.xlsx"))
    fails(path.name)
    situation, _ = run(campaign)
    assert list(situation.collected.submissions) == ["D01"]


def test_what_is_read_again_is_kept_as_it_was_read_last(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch, fails: Callable[[str], None]
) -> None:
    """A later version of the reader may understand more of the same file."""
    path = answer(campaign, 0, "达标")
    true_reader = readings.read_return

    def blunt(*args: Any, **more: Any) -> Any:
        item = true_reader(*args, **more)
        if item.submission is None:
            return item
        rows = tuple(replace(row, level=None) for row in item.submission.rows)
        return replace(item, submission=replace(item.submission, rows=rows))

    monkeypatch.setattr(readings, "read_return", blunt)
    run(campaign)
    monkeypatch.setattr(readings, "read_return", true_reader)
    monkeypatch.setattr(readings, "programme", lambda: "a later one")
    run(campaign)
    fails(path.name)
    situation, _ = run(campaign)
    assert any(row.level is Level.MET for row in situation.collected.submissions["D01"].rows)


def test_what_has_not_changed_is_not_read_again_and_is_what_reading_gives(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new name, another content and another programme are read; the day it came in is that of the file now."""
    other, first = answer(campaign, 1, "达 标"), answer(campaign, 0, "达标")
    true_reader = readings.read_return
    read: list[str] = []

    def reader(path: Path, *args: Any, **more: Any) -> Any:
        read.append(path.name)
        return true_reader(path, *args, **more)

    monkeypatch.setattr(readings, "read_return", reader)
    before, _ = run(campaign)
    names = sorted([first.name, other.name])
    assert read == names
    assert any(item.submission and item.submission.findings for item in before.collected.read)
    os.utime(first, (1_772_000_000, 1_772_000_000))
    again, _ = run(campaign)
    assert read == names
    assert again.collected.findings == before.collected.findings
    assert again.collected.submissions["D01"].received == date(2026, 2, 25)
    assert again.collected.submissions["D02"] == before.collected.submissions["D02"]
    first.rename(first.with_name(f"改{first.name}"))
    answer(campaign, 1, "未达标")
    run(campaign)
    assert sorted(read[2:]) == sorted([f"改{first.name}", other.name])
    monkeypatch.setattr(readings, "programme", lambda: "a later one")
    run(campaign)
    assert len(read) == 6
    with open_store(campaign.history) as store:
        look(campaign, store, as_of=AS_OF, anew=True)
    assert len(read) == 8


def test_a_kept_reading_is_equal_to_a_fresh_one(campaign: Campaign) -> None:
    """Of a return that another program saved: no value of a formula in it, styles and texts in places of their own."""
    path = answer(campaign, 0, "部分达标")
    book = load_workbook(path)
    book[INDICATORS.sheet][INDICATORS.cell("level", INDICATORS.first_row)] = "达标"
    book.save(path)
    run(campaign)
    for anew in (False, True):
        with open_store(campaign.history) as store:
            (item,) = look(campaign, store, as_of=AS_OF, anew=anew).collected.read
            if not anew:
                kept = item
    assert kept == item
    assert item.submission is not None
    assert [row.level for row in item.submission.rows if row.level] == [Level.MET]
