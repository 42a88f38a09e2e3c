"""`regenerate --explain`: what is told as somebody's doing is somebody's doing, and the clerk is not drowned."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from weibao.campaign import manifest
from weibao.campaign.compiled_files import NAME as COMPILED
from weibao.campaign.compiled_receipts import Receipt, save_receipts, stat_of
from weibao.campaign.folder import Campaign
from weibao.campaign.own_files import own_files
from weibao.campaign.store import open_store
from weibao.sheets.ledger_fill import fill_ledger
from weibao.texts_explain import CHANGED, WHY

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

DAY, NEXT = "2026-04-02", "2026-04-03"

pytestmark = pytest.mark.xdist_group("commands")


@pytest.fixture
def settled(root: Path, weibao: Run) -> Path:
    weibao("regenerate", root, "--as-of", DAY)
    for path in root.rglob("*"):  # as old as it would be when somebody comes again
        if path.name != manifest.NAME:
            os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns - 10_000_000_000))
    weibao("regenerate", root, "--as-of", DAY)
    return root


def explained(weibao: Run, root: Path, day: str, *more: str) -> dict[str, Any]:
    return weibao("regenerate", root, "--as-of", day, "--explain", "--json", *more).json


def drafts(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.glob("文书/*/*.docx")}


def test_a_forced_run_of_another_day_calls_nothing_touched_that_nobody_touched(settled: Path, weibao: Run) -> None:
    explained(weibao, settled, NEXT)
    told = explained(weibao, settled, DAY, "--force")
    assert [path for path in told["written"] if path.startswith("文书/")]
    assert WHY["touched"] not in {item["why"] for item in told["explain"]["files"]}


def test_a_draft_taken_back_is_told_as_an_older_one_that_nobody_changed(settled: Path, weibao: Run) -> None:
    before = drafts(settled)
    explained(weibao, settled, "2026-04-20")
    path = min(path for path, content in drafts(settled).items() if before.get(path, content) != content)
    (settled / path).write_bytes(before[path])
    told = explained(weibao, settled, "2026-04-20")
    assert path in told["written"]
    assert {item["file"]: item["why"] for item in told["explain"]["files"]}[path] == WHY["older"]


def test_what_commands_have_written_is_told_in_a_line_and_what_people_did_by_name(settled: Path, weibao: Run) -> None:
    weibao("export", settled, "--as-of", DAY, "--format", "csv")
    written = len(list((settled / "导出").glob("*.csv")))
    assert written > 5
    own = CHANGED["own-many"].format(folder="导出", count=written)
    again = shutil.copytree(settled, settled.parent / "又一份", copy_function=shutil.copy2)
    assert explained(weibao, settled, DAY)["explain"]["changed"] == [own]
    # One of them changed by hand is no more ours.
    hand = min((again / "导出").glob("*.csv"))
    hand.write_text("手改", "utf-8")
    changed = explained(weibao, again, DAY)["explain"]["changed"]
    assert CHANGED["new"].format(path=f"导出/{hand.name}") in changed
    assert CHANGED["own-many"].format(folder="导出", count=written - 1) in changed


def test_a_compilation_is_ours_by_its_receipts_as_long_as_nobody_saves_into_it(root: Path) -> None:
    campaign, path = Campaign.open(root), "资料汇编/第1轮/00 索引.xlsx"
    file = root / path
    file.parent.mkdir(parents=True)
    file.write_bytes(b"ours")
    receipt = Receipt([], *stat_of(file))
    save_receipts(campaign.machine / COMPILED, {"资料汇编/第1轮": {file.name: receipt}})
    with open_store(campaign.history, reading=True) as store:
        own = own_files(campaign, store)
    assert own.has(path)
    file.write_bytes(b"a hand")
    assert not own.has(path)
    file.unlink()
    assert not own.has(path)


def test_many_new_files_of_a_folder_are_told_together(settled: Path, weibao: Run) -> None:
    place = settled / "佐证材料"
    place.mkdir(exist_ok=True)
    for number in range(6):
        (place / f"{number}.pdf").write_bytes(b"%PDF")
    changed = explained(weibao, settled, DAY)["explain"]["changed"]
    assert changed == [CHANGED["new-many"].format(path="佐证材料/0.pdf", count=6)]


def test_the_ledger_is_ours_where_only_a_command_has_written_it(settled: Path, weibao: Run) -> None:
    name = Campaign.open(settled).ledger.name
    returned = min((settled / "回收" / "第1轮").glob("*.xlsx"))
    returned.unlink()
    before = (settled / name).read_bytes()
    weibao("collect", settled, "--as-of", DAY)
    assert (settled / name).read_bytes() != before
    told = explained(weibao, settled, DAY)["explain"]["changed"]
    assert CHANGED["own"].format(path=name) in told
    # Somebody has typed, and a command has read it: what it wrote then is his as well.
    campaign = Campaign.open(settled)
    fill_ledger(campaign.ledger, campaign.rulebook, {"核定": [("I01", {"核定得分": 0.5, "理由": "齐"})]})
    weibao("collect", settled, "--as-of", DAY)
    assert CHANGED["changed"].format(path=name) in explained(weibao, settled, DAY)["explain"]["changed"]
