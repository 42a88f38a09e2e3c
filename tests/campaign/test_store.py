from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from weibao.campaign.backups import keep_backup
from weibao.campaign.lock import Holder
from weibao.campaign.store import Issued, open_store
from weibao.campaign.versions import keep_versions, versions
from weibao.cli.disk_errors import disk_words
from weibao.errors import CampaignError

DAY = date(2030, 3, 1)


def test_what_was_remembered_comes_back(tmp_path: Path) -> None:
    path = tmp_path / ".weibao" / "history.sqlite"
    with open_store(path) as store:
        store.add_issued(1, "D01", Issued("s", "下发/第1轮/a.xlsx", "d", DAY))
        store.remember_returns(1, {(1, "D01"): ("回收/第1轮/a.xlsx", "e")}, {(1, "D01"): "m"})
        store.remember_returns(2, {(2, "D01"): ("回收/第2轮/a.xlsx", "e")}, {})
        store.replace_drafts({"文书/a.docx": "f"})
        store.snapshot(DAY, 1, {"total": 1})
    with open_store(path) as store:
        assert store.issued() == {(1, "D01"): Issued("s", "下发/第1轮/a.xlsx", "d", DAY)}
        assert store.used() == {
            (1, "D01"): ("回收/第1轮/a.xlsx", "e"),
            (2, "D01"): ("回收/第2轮/a.xlsx", "e"),
        }
        assert store.choices() == {(1, "D01"): "m"}
        assert store.drafts() == {"文书/a.docx": "f"}


def test_nothing_new_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"

    def run() -> None:
        with open_store(path) as store:
            store.remember_returns(1, {(1, "D01"): ("a", "b")}, {(1, "D01"): "m"})
            store.replace_drafts({"a": "b"})
            store.snapshot(DAY, 1, {"total": 1})

    run()
    before = path.read_bytes()
    run()
    assert path.read_bytes() == before


def test_a_failed_run_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"

    def run() -> None:
        with open_store(path) as store:
            store.replace_drafts({"a": "b"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        run()
    with open_store(path) as store:
        assert store.drafts() == {}


def test_a_damaged_history_says_that_nothing_typed_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    path.write_bytes(b"no database, only text" * 100)
    with pytest.raises(CampaignError, match=r"已损坏.*核定台账"), open_store(path) as store:
        store.drafts()


def test_a_history_of_an_older_version_gets_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    with open_store(path) as store:
        store.replace_drafts({"a": "b"})
    old = sqlite3.connect(path)
    old.executescript("DROP TABLE files; PRAGMA user_version = 1;")
    old.close()
    with open_store(path) as store:
        store.remember_written("x.xlsx", "d")
        assert store.drafts() == {"a": "b"}
    with open_store(path) as store:
        assert store.written("x.xlsx") == "d"


def test_a_history_of_an_older_version_is_read_without_being_changed(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    with open_store(path) as store:
        store.replace_drafts({"a": "b"})
    old = sqlite3.connect(path)
    old.executescript("DROP TABLE numbers; DROP TABLE copies; PRAGMA user_version = 1;")
    old.close()
    before = path.read_bytes()
    with open_store(path, reading=True) as store:
        assert (store.drafts(), store.numbers(), store.unfinished("x.docx")) == ({"a": "b"}, {}, ("", b""))
    assert path.read_bytes() == before


def test_another_run_that_holds_the_history_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "history.sqlite"
    with open_store(path):
        pass
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda name, timeout: connect(name, timeout=0))
    held = connect(path)
    held.execute("BEGIN EXCLUSIVE")

    def run() -> None:
        with open_store(path) as store:
            store.replace_drafts({"a": "b"})

    with pytest.raises(CampaignError, match="正被另一次运行使用"):
        run()
    held.close()


def test_a_text_that_is_none_is_damage_and_no_error_of_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    with open_store(path) as store:
        store.replace_drafts({"a": "b"})
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE drafts SET value = CAST(x'ff' AS TEXT)")
    with (
        pytest.raises(CampaignError, match=r"已损坏（内容前后对不上）.*weibao restore --history"),
        open_store(path) as store,
    ):
        store.drafts()


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (sqlite3.SQLITE_IOERR, "（磁盘或网络出错）。请先把整个创建文件夹"),
        (sqlite3.SQLITE_FULL, "（磁盘满了）。请腾出空间"),
        (sqlite3.SQLITE_READONLY, "（磁盘或文件是只读的）。请管理员给写入权限"),
        (sqlite3.SQLITE_CORRUPT, "已损坏（内容前后对不上）"),
    ],
)
def test_what_the_disk_says_below_sqlite_is_said_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, says: str
) -> None:
    """In the history, the versions of files that are kept, and the backups: nothing of SQLite's own words."""
    path, told = tmp_path / "history.sqlite", []

    def fail(*_: object, **__: object) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = code
        raise error

    with open_store(path), monkeypatch.context() as patch:
        keep_versions(tmp_path, {"a": b"x"}, Holder())
        patch.setattr(sqlite3, "connect", fail)
        for asked in (lambda: versions(tmp_path), lambda: keep_backup(path, "2030-03-01")):
            with pytest.raises((CampaignError, OSError)) as error:
                asked()
            told.append(disk_words(error.value) if isinstance(error.value, OSError) else str(error.value))
        if code != sqlite3.SQLITE_CORRUPT:  # damaged ones are put aside
            with pytest.raises(CampaignError) as barred:
                keep_versions(tmp_path, {"a": b"y"}, Holder())
            told.append(str(barred.value))
    with pytest.raises(CampaignError) as error, open_store(path):
        fail()
    assert says in str(error.value)
    for text in (*told, str(error.value)):
        assert "I/O" not in text
        assert "请" in text
