"""What cannot be read, listed or opened below 回收/ and 佐证材料/: it is told, and nothing else suffers from it."""

from __future__ import annotations

import os
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from sheets.books import Book
from weibao.campaign import evidence_index, history_facts, inbox
from weibao.campaign.collect import Collected, collect_round
from weibao.campaign.history import Kind, current
from weibao.campaign.history_evidence import remember_evidence
from weibao.campaign.history_privacy import kept_path
from weibao.campaign.inbox import day_of, return_folder
from weibao.campaign.pipeline import collect
from weibao.campaign.store import open_store
from weibao.campaign.verify import State, findings, verify
from weibao.compute.model import Office, Round
from weibao.compute.proof_files import PROBLEMS
from weibao.compute.proof_records import FileFacts
from weibao.compute.proof_texts import Words
from weibao.compute.settings import Settings

if TYPE_CHECKING:
    from weibao.campaign.folder import Campaign
    from weibao.rulebook.model import Rulebook

DAY = date(2026, 4, 1)


def test_a_file_that_cannot_be_hashed_stays_on_record(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = return_folder(campaign.root, 1)
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("坏.pdf", "好.pdf"):
        (folder / name).write_bytes(b"x")
    with open_store(campaign.history) as store:
        collect(campaign, store, as_of=DAY)
        before = current(store, Kind.RETURN)
    (folder / "坏.pdf").write_bytes(b"y")
    (folder / "新.pdf").write_bytes(b"z")
    real = history_facts.hash_of

    def failing(path: Path) -> str:
        if path.name in ("坏.pdf", "新.pdf"):
            raise (
                OSError(5, "Input/output error") if path.name == "坏.pdf" else PermissionError(13, "Permission denied")
            )
        return real(path)

    monkeypatch.setattr(history_facts, "hash_of", failing)
    with open_store(campaign.history) as store:
        report = collect(campaign, store, as_of=DAY)[1]
        assert current(store, Kind.RETURN) == before
    told = {item.file: item.message for item in report.findings if item.code.startswith("file-not-hashed")}
    assert list(told) == ["回收/第1轮/坏.pdf", "回收/第1轮/新.pdf"]
    was, new = told.values()
    assert was.startswith("“回收/第1轮/坏.pdf”现在读不出来（磁盘或网络出错），历史记录里仍是上次的样子")
    assert new.startswith("“回收/第1轮/新.pdf”读不出来（没有读取权限），没有记进历史记录")


def test_what_leads_to_a_person_in_the_name_of_a_file_is_not_on_record(campaign: Campaign) -> None:
    returned = return_folder(campaign.root, 1) / "家长13812345678.pdf"
    proof = campaign.root / "佐证材料" / "王小明（8岁）.txt"
    for path in (returned, proof):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")

    def look() -> dict[str, State]:
        with open_store(campaign.history, reading=True) as store:
            return {item.path: item.state for item in verify(campaign, store)}

    names = [path.relative_to(campaign.root).as_posix() for path in (returned, proof)]
    with open_store(campaign.history) as store:
        collect(campaign, store, as_of=DAY)
        remember_evidence(store, evidence_index.Index({names[1]: FileFacts(names[1], 1, history_facts.hash_of(proof))}))
    content = campaign.history.read_bytes().decode("utf-8", "replace")
    assert not [word for word in ("13812345678", "王小明") if word in content]
    assert {name: look()[name] for name in names} == dict.fromkeys(names, State.SAME)
    returned.write_bytes(b"y")
    proof.unlink()
    found = look()
    assert found[names[0]] is State.CHANGED
    assert [path for path, state in found.items() if state is State.MISSING] == [kept_path(names[1])]


@pytest.mark.parametrize("pipe", [False, True])
def test_a_link_or_a_pipe_in_the_place_of_a_file_is_another(campaign: Campaign, tmp_path: Path, pipe: bool) -> None:
    """The link leads to the very same bytes, outside the campaign: who owns those changes them unseen."""
    folder = return_folder(campaign.root, 1)
    folder.mkdir(parents=True, exist_ok=True)
    path, away = folder / "材料.pdf", tmp_path / "材料.pdf"
    path.write_bytes(b"x")
    with open_store(campaign.history) as store:
        collect(campaign, store, as_of=DAY)
    path.rename(away)
    if pipe and hasattr(os, "mkfifo"):
        os.mkfifo(path)
    else:
        path.symlink_to(away)
    with open_store(campaign.history, reading=True) as store:
        found = {item.path: item.state for item in verify(campaign, store)}
    assert found["回收/第1轮/材料.pdf"] is State.CHANGED
    assert path not in history_facts.files_below(folder)


def test_of_a_folder_that_cannot_be_listed_nothing_is_gone(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = return_folder(campaign.root, 1) / "谷地"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "材料.pdf").write_bytes(b"x")
    with open_store(campaign.history) as store:
        collect(campaign, store, as_of=DAY)
        before = current(store, Kind.RETURN)
        listed, state = os.scandir, Path.lstat

        def failing(path: str | int) -> object:
            if path == str(folder) or path == folder:
                raise PermissionError(13, "Permission denied", str(path))
            return listed(path)

        def barred(path: Path) -> os.stat_result:
            if path.parent == folder:
                raise PermissionError(13, "Permission denied", str(path))
            return state(path)

        monkeypatch.setattr(os, "scandir", failing)
        monkeypatch.setattr(Path, "lstat", barred)
        told = collect(campaign, store, as_of=DAY)[0].collected.findings
        assert [item.file for item in told if item.code == "folder-unreadable"] == ["回收/第1轮/谷地"]
        assert current(store, Kind.RETURN) == before
        checked = {item.path: item for item in verify(campaign, store)}
    assert checked["回收/第1轮/谷地/材料.pdf"].state is State.UNREADABLE
    assert "verify-return-unreadable" in {item.code for item in findings(tuple(checked.values()))}


@pytest.mark.parametrize(
    ("seconds", "day"), [(0, date(1970, 1, 1)), (-11644473600, date(1601, 1, 1)), (3e11, None), (-1e18, None)]
)
def test_a_day_that_no_calendar_has_is_none(seconds: float, day: date | None) -> None:
    assert day_of(seconds) == day


def collected(root: Path, village: Rulebook) -> Collected:
    return collect_round(root, village, Settings.build(village, {})[0], Office(rounds=(Round(1, "一"),)), 1)


def test_a_return_without_a_day_counts_all_the_same(
    tmp_path: Path, village: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    Book("D01").write(return_folder(tmp_path, 1) / "谷管理处.xlsx", village)
    monkeypatch.setattr(inbox, "day_of", lambda _seconds: None)
    result = collected(tmp_path, village)
    assert [(item.code, item.unit, item.file) for item in result.findings] == [
        ("file-day-unknown", "D01", "回收/第1轮/谷管理处.xlsx")
    ]
    assert result.submissions["D01"].received is None


def test_macros_are_told_of_files_that_do_not_count(tmp_path: Path, village: Rulebook) -> None:
    folder = return_folder(tmp_path, 1)
    Book("D01").write(folder / "谷管理处\u200b.xlsx", village)  # accepted
    Book("D02", round=7).write(folder / "文化站.xlsx", village)  # of another round
    strange = openpyxl.Workbook()
    strange["Sheet"]["A1"] = "别的材料"
    strange.save(folder / "材料.xlsx")
    for path in folder.iterdir():
        with zipfile.ZipFile(path, "a") as package:
            package.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    Book("D01", rows={"I01": {"level": "达标"}}).write(folder / "谷管理处-改.xlsx", village)
    told = collected(tmp_path, village).findings
    assert all("照常读取" not in item.message for item in told)  # not of those that do not count
    found = {(item.code, item.unit, item.file.rpartition("/")[2][:3]) for item in told}
    assert found >= {
        ("identity-conflict", "D02", "文化站"), ("file-macros", "D02", "文化站"),
        ("file-no-checklist", "", "材料."), ("file-macros", "", "材料."),
        ("file-macros", "D01", "谷管理"), ("name-unseen", "D01", "谷管理"),
    }  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_a_folder_that_cannot_be_listed_and_a_pipe_are_told(
    tmp_path: Path, village: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = return_folder(tmp_path, 1)
    Book("D01").write(folder / "谷管理处.xlsx", village)
    (folder / "锁着").mkdir()
    os.mkfifo(folder / "管道.xlsx")
    real = os.scandir

    def failing(path: str) -> object:
        if str(path).endswith("锁着"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", failing)
    result = collected(tmp_path, village)
    assert [(item.code, item.file) for item in result.findings] == [
        ("folder-unreadable", "回收/第1轮/锁着"), ("file-special", "回收/第1轮/管道.xlsx"),
    ]  # fmt: skip
    assert list(result.submissions) == ["D01"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_a_pipe_among_the_evidence_is_told_and_never_opened(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = campaign.root / "佐证材料" / "管道.pdf"
    pipe.parent.mkdir(exist_ok=True)
    os.mkfifo(pipe)
    monkeypatch.setattr(evidence_index, "hash_of", lambda path: pytest.fail(f"opened {path}"))
    for _ in range(2):  # new, and remembered
        found = evidence_index.refresh(campaign, Words())
        assert [(facts.path, facts.problem) for facts in found.files.values()] == [("佐证材料/管道.pdf", "special")]
    assert "special" in PROBLEMS
