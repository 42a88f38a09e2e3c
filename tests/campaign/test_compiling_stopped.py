"""`compile` where things go wrong: a kill, a full disk, a damaged memory, a large file, odd names."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from campaign.compiling_desk import BOOK, Office, files, row
from campaign.evidence_desk import UNIT
from campaign.faults import Failing, Watch, at_every_step, killed, old_or_new, visible
from evidence.papers import scan, text_pdf
from weibao.campaign.evidence_check import read_evidence
from weibao.campaign.folder import Campaign
from weibao.campaign.scratch import sweep_campaign


def test_a_run_killed_at_any_point_leaves_old_or_new_and_the_next_completes(office: Office, tmp_path: Path) -> None:
    office.put(f"{BOOK}/二.pdf", text_pdf(["二"]))
    office.rows[UNIT] = [row("书屋开放登记", f"{BOOK}/登记.pdf"), row("第二件", f"{BOOK}/二.pdf")]
    office.run(packed=True)
    root = office.campaign.root
    office.put(f"{BOOK}/二.pdf", text_pdf(["二", "改了"]))
    office.rows[UNIT] = [row("第二件", f"{BOOK}/二.pdf")]
    read_evidence(office.situation().grounds)
    before, old = shutil.copytree(root, tmp_path / "before"), visible(root)
    watch = Watch(root, tmp_path / "states")
    with at_every_step(watch):
        office.run(packed=True)
    new = visible(root)
    assert len(watch.states) > 5
    for state in list(watch.states.values())[::2]:
        check_next(office, state, old, new)
    if sys.platform != "win32":
        moved = moved_to(office, Path(shutil.copytree(before, tmp_path / "killed")))
        killed(lambda: moved.run(packed=True), len(watch.steps) // 2)
        check_next(office, moved.campaign.root, old, new)


def check_next(office: Office, root: Path, old: dict[str, str], new: dict[str, str]) -> None:
    old_or_new(root, old, new)
    moved = moved_to(office, root)
    sweep_campaign(moved.campaign)  # as every command does that writes
    moved.run(packed=True)
    assert visible(root) == new
    assert not list(root.rglob(".wb-*"))


def moved_to(office: Office, root: Path) -> Office:
    campaign = Campaign.open(root)
    situation = office.situation()
    moved = Office(campaign, replace(situation, grounds=replace(situation.grounds, campaign=campaign)))
    moved.rows = dict(office.rows)
    return moved


def test_a_full_disk_is_told_and_the_next_run_completes(office: Office) -> None:
    import errno

    for at in (2, 9, 20):
        with at_every_step(Failing(at, errno.ENOSPC)), pytest.raises(OSError, match="space"):
            office.run()
    made = office.run()
    assert files(made)["I01-01"]
    assert not list(office.campaign.root.rglob(".wb-*"))


def test_a_damaged_memory_makes_files_somebody_elses_unless_they_are_the_same(office: Office) -> None:
    office.run()
    (office.campaign.machine / "compiled.json").write_text('{"资料汇编/第1轮": {"../../x": [1, 2, "a"], "y": 3}}')
    made = office.run()
    assert made.outcome.written == made.outcome.removed == []


def test_a_large_file_is_copied_in_pieces(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weibao.campaign.compiled_files._CHUNK", 64)
    made = office.run()
    assert (made.folder / files(made)["I01-01"]).stat().st_size == (
        office.campaign.root / BOOK / "登记.pdf"
    ).stat().st_size


@pytest.mark.skipif(os.name == "nt", reason="names of bytes")
def test_odd_names_on_the_disk_stop_nothing(office: Office) -> None:
    folder = office.campaign.root / BOOK
    for name in (b"odd\xff.pdf", b"a\nb.pdf", "很\u202e长.pdf".encode()):
        try:
            shutil.copy(folder / "登记.pdf", os.fsencode(folder) + b"/" + name)
        except OSError:
            pytest.skip("this file system takes no such name")
    scan(folder / ("长" * 70 + ".pdf"))
    office.rows[UNIT] = [row("全部", f"{BOOK}/")]
    made = office.run(packed=True)
    assert made.zip is not None
    # Three of them are the same file under other names.
    assert len(made.compiled.pieces) == 2
