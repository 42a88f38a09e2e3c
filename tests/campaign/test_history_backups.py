"""Backups of the history and the way back."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from campaign.history_told import DAY, LATER, WHO, everything, fill, told
from weibao.campaign import backups as backups_module
from weibao.campaign.backups import backups, keep_backup, write_back
from weibao.campaign.history import (
    Kind,
    current,
)  # fmt: skip
from weibao.campaign.restore import restore_file, restore_history
from weibao.campaign.store import open_store
from weibao.campaign.versions import keep_versions
from weibao.errors import CampaignError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.campaign.folder import Campaign


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".weibao" / "history.sqlite"


@pytest.mark.parametrize("lines", [False, True], ids=["sqlite", "jsonl"])
def test_a_backup_is_the_history(path: Path, tmp_path: Path, lines: bool) -> None:
    with open_store(path, who=WHO) as store:
        fill(store)
    base, jsonl = keep_backup(path, "2026-03-02")
    assert [json.loads(line)["table"] for line in jsonl.read_text(encoding="utf-8").strip().split("\n")[1:]] == [
        "copies", "snapshots", "runs", "facts", "facts", "facts", "facts",
    ]  # fmt: skip
    if lines:
        base.unlink()
    assert backups(path) == [jsonl if lines else base]
    target = tmp_path / "again.sqlite"
    write_back(backups(path)[0], target)
    assert everything(target) == everything(path)
    with open_store(target, reading=True) as store:
        assert store.unfinished("印发/甲.docx") == ("d", b"\x00\xff")


def test_only_the_last_days_are_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups_module, "DAYS", 2)
    told(path, DAY, WHO, I01="1")
    for day in ("2026-03-02", "2026-03-03", "2026-03-03", "2026-03-04"):
        keep_backup(path, day)
    assert sorted(item.name for item in (path.parent / "backups").iterdir()) == [
        "history-2026-03-03.jsonl", "history-2026-03-03.sqlite",
        "history-2026-03-04.jsonl", "history-2026-03-04.sqlite",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [("history-2026-03-02.sqlite", "no base" * 200), ("history-2026-03-02.jsonl", '{"weibao": 1, "version": 1}\n')],
)
def test_a_damaged_backup_is_told_and_writes_nothing(path: Path, tmp_path: Path, name: str, content: str) -> None:
    path.parent.mkdir()
    (path.parent / name).write_text(content, encoding="utf-8")
    with pytest.raises(CampaignError, match="读不了"):
        write_back(path.parent / name, tmp_path / "again.sqlite")
    assert not (tmp_path / "again.sqlite").exists()


def test_of_a_damaged_backup_the_lines_of_the_same_day_are_taken(path: Path, tmp_path: Path) -> None:
    with open_store(path, who=WHO) as store:
        fill(store)
    base, _ = keep_backup(path, "2026-03-02")
    base.write_bytes(b"no base" * 200)
    write_back(base, tmp_path / "again.sqlite")
    assert everything(tmp_path / "again.sqlite") == everything(path)


def folder(path: Path) -> Campaign:
    """What `restore` asks of a campaign."""
    root = path.parent.parent
    place = SimpleNamespace(
        root=root, machine=path.parent, history=path, relative=lambda it: it.relative_to(root).as_posix()
    )
    return cast("Campaign", place)


@pytest.mark.parametrize(
    ("to", "day"), [("2026/3/10", "2026-03-09"), ("2026年3月2日", "2026-03-02"), ("", "2026-03-11")]
)
def test_a_backup_is_chosen_by_a_day_as_people_write_it(path: Path, to: str, day: str) -> None:
    told(path, DAY, WHO, I01="1")
    for made in ("2026-03-02", "2026-03-09", "2026-03-11"):
        keep_backup(path, made)
    assert restore_history(folder(path), LATER, to).source == f".weibao/backups/history-{day}.sqlite"


@pytest.mark.parametrize("journal", [False, True])
def test_a_restore_that_is_killed_anywhere_loses_nothing(
    path: Path, journal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(path, DAY, WHO, I01="1")
    keep_backup(path, "2026-03-02")
    told(path, DAY, LATER, I01="2")
    content, torn, beside = path.read_bytes(), b"journal", path.with_name(f"{path.name}-journal")
    for last in range(100):
        for item in path.parent.glob("history*"):
            item.unlink()
        path.write_bytes(content)
        if journal:
            beside.write_bytes(torn)
        left = iter(range(last))

        def killed(_what: str, _path: Path, left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr("weibao.atomic.step", killed)
            try:
                restore_history(folder(path), LATER)
                done = True
            except KeyboardInterrupt:
                done = False
        begun = path.with_name("history-restored.sqlite").exists() or path.read_bytes() != content
        if begun:
            with open_store(path, reading=True) as store:
                assert current(store, Kind.SCORE) == {"1/I01": "1"}
            with open_store(path) as store:
                assert current(store, Kind.SCORE) == {"1/I01": "1"}
            kept = [item for item in path.parent.glob("history-replaced-*.sqlite") if item.read_bytes() == content]
            assert kept
            assert not journal or any(item.with_name(f"{item.name}-journal").exists() for item in kept)
        else:
            assert (path.read_bytes(), beside.exists()) == (content, journal)
        if done:
            break
    assert last > 5


@pytest.mark.parametrize("reading", [True, False])
@pytest.mark.parametrize("empty", [True, False])
def test_a_lost_history_stops_while_there_is_a_backup(path: Path, reading: bool, empty: bool) -> None:
    told(path, DAY, WHO, I01="1")
    base, _ = keep_backup(path, "2026-03-02")
    before = base.read_bytes()
    path.unlink()
    if empty:
        path.touch()
    with pytest.raises(CampaignError, match="weibao restore --history"), open_store(path, reading=reading):
        pass
    assert (base.read_bytes(), path.exists()) == (before, empty)
    restore_history(folder(path), LATER)
    with open_store(path, reading=reading) as store:
        assert current(store, Kind.SCORE) == {"1/I01": "1"}


def test_a_poorer_history_takes_no_richer_backups_place(path: Path) -> None:
    told(path, DAY, WHO, I01="1")
    keep_backup(path, "2026-03-01")
    told(path, DAY, LATER, I01="2")
    richer = keep_backup(path, "2026-03-02")[0].read_bytes()
    restore_history(folder(path), LATER, "2026-03-01")
    told(path, DAY, WHO, I01="3")
    for _ in range(2):
        keep_backup(path, "2026-03-02")
    assert [item.name for item in backups(path)] == [
        "history-2026-03-02.sqlite", "history-2026-03-02-2.sqlite", "history-2026-03-01.sqlite",
    ]  # fmt: skip
    assert backups(path)[1].read_bytes() == richer
    assert len(list(backups(path)[0].parent.glob("*.jsonl"))) == 3
    restore_history(folder(path), LATER, "2026-03-02-2")
    with open_store(path, reading=True) as store:
        assert current(store, Kind.SCORE) == {"1/I01": "2"}


@pytest.mark.parametrize("to", ["昨天", "20260302", "3", "2026-13-01"])
def test_what_is_no_day_chooses_no_backup(path: Path, to: str) -> None:
    told(path, DAY, WHO, I01="1")
    keep_backup(path, "2026-03-02")
    before = path.read_bytes()
    with pytest.raises(CampaignError, match="不是日期"):
        restore_history(folder(path), LATER, to)
    assert path.read_bytes() == before


def test_eight_figures_are_no_number_of_a_version(path: Path) -> None:
    told(path, DAY, WHO, I01="1")
    keep_versions(path.parent, {"a.docx": b"1"}, WHO)
    with open_store(path) as store, pytest.raises(CampaignError, match="不是编号，也不是日期"):
        restore_file(folder(path), store, "a.docx", "20260302")
