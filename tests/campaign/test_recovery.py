"""After a lost history, a killed run, a lost ledger or a changed list of towns: nothing that was returned is lost."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from weibao.atomic import SCRATCH
from weibao.campaign import store as store_module
from weibao.campaign.create import create_missing_ledger
from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import read_grounds
from weibao.campaign.issue import issue_round
from weibao.campaign.pipeline import regenerate
from weibao.campaign.scratch import sweep
from weibao.campaign.situation import look
from weibao.campaign.store import Issued, open_store
from weibao.compute.model import ReturnStatus
from weibao.errors import CampaignError, WorkbookError
from weibao.findings import Finding
from weibao.sheets.ledger_fill import fill_ledger

VILLAGE = Path(__file__).parent.parent / "village"
MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 1)


def issued(campaign: Campaign) -> dict[tuple[int, str], Issued]:
    with open_store(campaign.history, reading=True) as store:
        return store.issued()


def run(campaign: Campaign) -> list[str]:
    with open_store(campaign.history) as store:
        return regenerate(campaign, store, as_of=APRIL)[1].written


def test_what_was_issued_is_found_again_from_the_files(campaign: Campaign) -> None:
    before = issued(campaign)
    assert len(before) == len(campaign.rulebook.units)
    campaign.history.unlink()
    run(campaign)
    assert issued(campaign) == before


def codes(campaign: Campaign, day: date) -> list[str]:
    with open_store(campaign.history) as store:
        return [item.code for item in regenerate(campaign, store, as_of=day)[1].findings]


def test_a_lost_history_is_said_once_and_no_draft_is_taken_for_touched(campaign: Campaign) -> None:
    assert "history-missing" not in codes(campaign, APRIL)
    drafts = sorted(path.name for path in campaign.documents.rglob("*.docx"))
    assert drafts
    campaign.history.unlink()
    found = codes(campaign, date(2026, 4, 2))
    assert found[0] == "history-missing"
    assert "draft-touched" not in found
    assert sorted(path.name for path in campaign.documents.rglob("*.docx")) == drafts
    assert "history-missing" not in codes(campaign, date(2026, 4, 2))


def test_an_issue_that_was_killed_is_finished_by_the_next(campaign: Campaign) -> None:
    """The files stand there, the record of them was never committed, the last one is half-made."""
    before = issued(campaign)
    last = campaign.checklist(1, campaign.rulebook.units[-1])
    last.unlink()
    half = last.with_name(".wb-half.xlsx")
    half.write_bytes(b"PK")
    campaign.history.unlink()
    with open_store(campaign.history) as store:
        done = issue_round(campaign, store, number=1, issued=MARCH)
    assert done.written == [last]
    assert issued(campaign) == before
    assert not half.exists()


def test_half_made_results_are_swept_away_and_nothing_else(campaign: Campaign) -> None:
    run(campaign)
    folder = campaign.charts / ".wb-killed"
    folder.mkdir()
    (folder / ".wb-inner.png").write_bytes(b"x")
    theirs = campaign.returned(1) / ".wb-theirs.txt"
    theirs.write_text("mine")
    run(campaign)
    assert not folder.exists()
    assert theirs.exists()


def test_what_another_run_is_just_making_stops_no_sweep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows removes nothing that is open."""
    plain, made = Path.unlink, [tmp_path / f"{SCRATCH}{name}.json" for name in "ab"]
    for path in made:
        path.touch()

    def unlink(path: Path, *, missing_ok: bool = False) -> None:
        if path == made[0]:
            raise PermissionError(13, "The process cannot access the file", str(path))
        plain(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    sweep(tmp_path)
    assert [path for path in made if path.exists()] == made[:1]


def test_drafts_are_ours_also_after_a_run_that_failed_behind_them(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise WorkbookError("总台账")

    with monkeypatch.context() as patch:
        patch.setattr("weibao.sheets.console.write_console", fail)
        with pytest.raises(WorkbookError):
            run(campaign)
    drafts = list(campaign.documents.rglob("*.docx"))
    assert drafts
    fill_ledger(campaign.ledger, campaign.rulebook, {"设置": [("rectify_limit", {"值": 25})]})
    run(campaign)
    assert set(campaign.documents.rglob("*.docx")) == set(drafts)


def test_only_one_run_writes_at_a_time_and_readers_go_on(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "LOCK_SECONDS", 0.05)
    failures: list[str] = []

    def second() -> None:
        try:
            with open_store(campaign.history):
                failures.append("both write")
        except CampaignError as error:
            failures.append(str(error))

    with open_store(campaign.history) as store:
        store.snapshot(APRIL, 1, {})
        other = threading.Thread(target=second)
        other.start()
        other.join()
        assert issued(campaign)
    assert failures
    assert "另一次运行" in failures[0]


def test_looking_makes_no_history_and_cannot_change_one(campaign: Campaign) -> None:
    with open_store(campaign.history, reading=True) as store, pytest.raises(sqlite3.OperationalError):
        store.snapshot(APRIL, 1, {})
    campaign.history.unlink()
    with open_store(campaign.history, reading=True) as store:
        assert store.issued() == {}
    assert not campaign.history.exists()


def test_a_new_ledger_for_a_lost_one_knows_the_rounds(campaign: Campaign) -> None:
    campaign.ledger.unlink()
    create_missing_ledger(campaign, as_of=APRIL)
    assert [(item.number, item.issued) for item in read_grounds(campaign).office.rounds] == [(1, MARCH)]
    with pytest.raises(CampaignError, match="还在"):
        create_missing_ledger(campaign, as_of=APRIL)


def test_a_town_taken_off_the_list_shifts_nobodys_return(few: Path) -> None:
    campaign, gone = Campaign.open(few), "城南街道"

    def states() -> dict[str, tuple[ReturnStatus, str]]:
        with open_store(campaign.history, reading=True) as store:
            found = look(campaign, store, as_of=date(2023, 10, 9))
        names = {unit.id: unit.name for unit in found.grounds.rulebook.units}
        return {names[item.unit]: (item.status, item.used) for item in found.collected.returns}

    before = states()
    towns = [unit.name for unit in campaign.rulebook.towns]
    behind = towns[towns.index(gone) + 1 :]
    assert [before[name][0] for name in behind].count(ReturnStatus.RETURNED) > 1
    towns.remove(gone)
    fill_ledger(campaign.ledger, campaign.rulebook, {"设置": [("towns", {"值": "、".join(towns)})]})
    after = states()
    assert before.pop(gone)[0] is ReturnStatus.RETURNED
    assert after == before
    with open_store(campaign.history) as store:
        again = issue_round(campaign, store, number=1, issued=date(2023, 10, 9))
    assert again.written == []
    assert f"（1 个）：{gone}。" in told(again.findings, "issued-to-nobody")


def told(findings: Iterable[Finding], code: str) -> str:
    return next(item.message for item in findings if item.code == code)


def test_lists_of_units_that_are_gone_and_units_without_a_list_are_told(few: Path) -> None:
    campaign = Campaign.open(few)
    with open_store(campaign.history, reading=True) as store:
        found = look(campaign, store, as_of=date(2023, 10, 9)).assessment.findings
    assert not {"issued-to-nobody", "unit-not-issued"} & {item.code for item in found}
    towns = [unit.name for unit in campaign.rulebook.towns]
    changed = [*(name for name in towns if name != "城南街道"), "沿江新区"]
    fill_ledger(campaign.ledger, campaign.rulebook, {"设置": [("towns", {"值": "、".join(changed)})]})
    with open_store(campaign.history, reading=True) as store:
        found = look(campaign, store, as_of=date(2023, 10, 9)).assessment.findings
    assert "城南街道" in told(found, "issued-to-nobody")
    assert "1 个单位发清单，它们都按未报送计：沿江新区。" in told(found, "unit-not-issued")
    assert "weibao issue 文件夹 --round 1" in told(found, "unit-not-issued")
