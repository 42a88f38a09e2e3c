"""The history itself: what is kept of every run, versions and migrations."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from campaign.history_told import DAY, LATER, WHO, everything, told
from weibao.campaign.backups import keep_backup, write_back
from weibao.campaign.history import (
    Change,
    Kind,
    changes,
    compare,
    counts,
    current,
    moment,
    pack,
    record,
    runs,
    state,
)  # fmt: skip
from weibao.campaign.history_schema import VERSION
from weibao.campaign.history_words import Words
from weibao.campaign.store import Issued, open_store
from weibao.campaign.versions import content_of, damaged, keep_versions, versions
from weibao.errors import CampaignError

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".weibao" / "history.sqlite"


def test_only_changes_are_kept_with_who_and_when(path: Path) -> None:
    told(path, DAY, WHO, I01="1", I02="2")
    told(path, DAY, LATER, I01="1.5", I03="3")
    with open_store(path, reading=True) as store:
        assert [(run.user, run.command, run.as_of) for run in runs(store)] == [
            ("王办", "regenerate", "2026-03-02"), ("李核", "collect", "2026-03-02"),
        ]  # fmt: skip
        assert changes(store) == [
            Change(1, Kind.SCORE, "1/I01", None, "1"), Change(1, Kind.SCORE, "1/I02", None, "2"),
            Change(2, Kind.SCORE, "1/I01", "1", "1.5"), Change(2, Kind.SCORE, "1/I02", "2", None),
            Change(2, Kind.SCORE, "1/I03", None, "3"),
        ]  # fmt: skip
        assert current(store, Kind.SCORE) == {"1/I01": "1.5", "1/I03": "3"}
        assert state(store, 1) == {("score", "1/I01"): "1", ("score", "1/I02"): "2"}
        assert [item.key for item in compare(state(store, 1), state(store, 2))] == ["1/I01", "1/I02", "1/I03"]


def test_changes_are_counted_by_run_and_kind_in_one_pass() -> None:
    made = [(1, Kind.SCORE), (2, Kind.INPUT), (1, Kind.SCORE), (2, Kind.FILE)]
    once = (Change(run, kind, str(number), None, "x") for number, (run, kind) in enumerate(made))
    assert counts(once) == {1: {"score": 2}, 2: {"input": 1, "file": 1}}


def test_a_run_that_changes_nothing_leaves_every_byte(path: Path) -> None:
    told(path, DAY, WHO, I01="1")
    before = path.read_bytes()
    told(path, DAY, LATER, I01="1")
    assert path.read_bytes() == before


def test_nought_points_are_not_none() -> None:
    assert pack(verified=0, claimed=None, text="", provisional=False) == '{"verified":0}'


def test_another_round_is_left_alone(path: Path) -> None:
    told(path, DAY, WHO, I01="1")
    with open_store(path) as store:
        record(store, Kind.SCORE, "2/", {"2/I01": "2"})
        assert current(store, Kind.SCORE) == {"1/I01": "1", "2/I01": "2"}


def test_the_first_round_leaves_the_tenth_alone(path: Path) -> None:
    with open_store(path) as store:
        for number in (10, 1):
            record(store, Kind.TOTAL, str(number), {str(number): "{}"})
        assert current(store, Kind.TOTAL) == {"1": "{}", "10": "{}"}


def test_numbers_and_files_are_kept_by_every_run(path: Path) -> None:
    document = path.parent.parent / "文书" / "甲.docx"
    document.parent.mkdir()
    document.write_bytes(b"x")
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    with open_store(path, who=WHO) as store:
        store.remember_number("谷〔2026〕1号", "甲.docx", "印发/谷〔2026〕1号 甲.docx")
        store.replace_drafts({"甲.docx": f"{digest} f c"})
        store.add_issued(1, "D01", Issued("s", "下发/a.xlsx", "d", DAY))
    with open_store(path, reading=True) as store:
        assert list(current(store, Kind.NUMBER)) == ["谷〔2026〕1号"]
        assert current(store, Kind.FILE) == {"下发/a.xlsx": "d", "文书/甲.docx": digest}
    [kept] = versions(path.parent)
    assert (kept.path, kept.user, content_of(path.parent, kept)) == ("文书/甲.docx", "王办", b"x")


@pytest.mark.parametrize(
    ("text", "found"),
    [("1", 1), ("2", 2), ("2026-03-04", 1), ("2026-03-05", 2), ("2030-01-01", 2), ("最早", 1), ("最近", 2)],
)
def test_a_moment_is_a_number_or_a_day(path: Path, text: str, found: int) -> None:
    told(path, DAY, WHO, I01="1")
    told(path, date(2026, 3, 5), LATER, I01="2")
    with open_store(path, reading=True) as store:
        assert moment(store, text).id == found


def test_what_is_numbered_after_a_run_belongs_to_its_day(path: Path) -> None:
    told(path, DAY, WHO, I01="1")
    with open_store(path, who=LATER) as store:
        store.remember_number("谷〔2026〕1号", "甲.docx", "印发/谷〔2026〕1号 甲.docx")
    told(path, date(2026, 3, 5), LATER, I01="2")
    with open_store(path, reading=True) as store:
        found = moment(store, "2026-03-04")
        assert (found.id, found.as_of) == (2, "2026-03-02")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("9", "现有编号 1 至 1"),
        ("2020-01-01", "基准日 2026-03-02"),
        ("昨天", "最早或最近"),
        ("20260302", "如 2023-10-09"),
    ],
)
def test_a_moment_that_is_none_is_told(path: Path, text: str, words: str) -> None:
    told(path, DAY, WHO, I01="1")
    with open_store(path, reading=True) as store, pytest.raises(CampaignError, match=words):
        moment(store, text)


def test_without_a_past_there_is_no_moment(path: Path) -> None:
    with open_store(path, reading=True) as store, pytest.raises(CampaignError, match="还没有记下运行"):
        moment(store, "最近")


# --- the file -------------------------------------------------------------------------------------------


def test_an_older_history_is_migrated_and_keeps_what_it_has(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as old:
        old.executescript(
            "CREATE TABLE drafts (path TEXT PRIMARY KEY, value TEXT NOT NULL); "
            "INSERT INTO drafts VALUES ('a.docx', 'b f c'); PRAGMA user_version = 2;"
        )
    with open_store(path, reading=True) as store:
        assert (store.drafts(), runs(store)) == ({"a.docx": "b f c"}, [])
    told(path, DAY, WHO, I01="1")
    with closing(sqlite3.connect(path)) as now:
        assert now.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert now.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert now.execute("SELECT path FROM drafts").fetchall() == [("a.docx",)]


def test_a_migration_that_fails_leaves_the_old_history(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told(path, DAY, WHO, I01="1")
    before = path.read_bytes()
    steps = {VERSION + 1: ("CREATE TABLE more (a)", "CREATE TABLE more (a)")}
    monkeypatch.setattr("weibao.campaign.history_schema.MIGRATIONS", steps)
    monkeypatch.setattr("weibao.campaign.store.VERSION", VERSION + 1)
    monkeypatch.setattr("weibao.campaign.history_schema.VERSION", VERSION + 1)
    with pytest.raises(CampaignError, match="里面的表不是应有的样子"), open_store(path):
        pass
    assert path.read_bytes() == before


def test_telephones_leave_an_older_history_and_its_backups(path: Path, tmp_path: Path) -> None:
    """Version 5 kept whatever was typed. Also what SQLite had not yet overwritten in the file goes."""
    typed = {
        "成员名册/成员 市教育局/办公电话": "87654321", "成员名册/成员 市教育局/姓名": "周明",
        "收文登记/关于 13812345678 来电/备注": "回电 0513-87651234",
    }  # fmt: skip
    told(path, DAY, WHO, I01="1")
    with closing(sqlite3.connect(path)) as old:
        old.executemany("INSERT INTO facts VALUES ('input', ?, 1, ?)", typed.items())
        old.execute("PRAGMA user_version = 5")
        old.commit()
    folder = path.parent / "backups"
    folder.mkdir()
    for day in ("01", "02"):
        shutil.copy(path, folder / f"history-2026-03-{day}.sqlite")
    rows = [{"table": "runs", "id": 1, "at": "", "user": "", "host": "", "command": "", "as_of": "", "round": 1}]
    rows += [{"table": "facts", "kind": "input", "key": key, "run": 1, "value": value} for key, value in typed.items()]
    lines = "".join(f"{json.dumps(row)}\n" for row in [{"weibao": "history", "version": 5}, *rows])
    for day in ("01", "03"):
        (folder / f"history-2026-03-{day}.jsonl").write_text(lines, encoding="utf-8")
    write_back(folder / "history-2026-03-03.jsonl", tmp_path / "again.sqlite")
    with open_store(path, reading=True) as store:
        assert "87654321" not in current(store, Kind.INPUT).values()
    with open_store(path, who=LATER) as store:
        assert store.changed
    keep_backup(path, "2026-03-05")
    files = [path, tmp_path / "again.sqlite", *folder.iterdir()]
    assert len(files) == 8
    for file in files:
        content = file.read_bytes().decode("utf-8", "replace")
        assert not [number for number in ("87654321", "13812345678", "87651234") if number in content], file.name
        assert "周明" in content
        assert "〔电话 " in content
    assert everything(tmp_path / "again.sqlite")


def test_names_of_files_leave_an_older_history_and_all_that_was_replaced(path: Path) -> None:
    """Version 6 kept every name; of two spellings of one number the file that came is there."""
    told(path, DAY, WHO, I01="1")
    told(path, date(2026, 3, 3), LATER, I01="2")
    rows = [
        ("evidence", "佐证材料/王小明（8岁）.pdf", 1, "{}"), ("return", "回收/第1轮/320682201001011234.jpg", 1, "{}"),
        ("evidence", "佐证材料/138-1234-5678.pdf", 1, "a"), ("evidence", "佐证材料/138-1234-5678.pdf", 2, None),
        ("evidence", "佐证材料/13812345678.pdf", 2, "a"),
    ]  # fmt: skip
    with closing(sqlite3.connect(path)) as old:
        old.executemany("INSERT INTO facts VALUES (?, ?, ?, ?)", rows)
        old.execute("PRAGMA user_version = 6")
        old.commit()
    shutil.copy(path, path.with_name("history-replaced-20260301.sqlite"))
    path.with_name("history-replaced-20260302.sqlite").write_bytes(b"damaged")
    with open_store(path, who=LATER) as store:
        assert sorted(current(store, Kind.EVIDENCE).values()) == ["a", "{}"]
    keep_backup(path, "2026-03-05")
    for file in (path, *path.parent.glob("*/*"), *path.parent.glob("history-replaced-20260301.sqlite")):
        content = file.read_bytes().decode("utf-8", "replace")
        assert not [word for word in ("王小明", "2010010112", "13812345678", "138-1234") if word in content], file.name
        assert "（8岁）.pdf" in content
    assert path.with_name("history-replaced-20260302.sqlite").read_bytes() == b"damaged"


@pytest.mark.parametrize("reading", [True, False])
def test_a_history_of_a_later_version_is_not_touched(path: Path, reading: bool) -> None:
    told(path, DAY, WHO, I01="1")
    with closing(sqlite3.connect(path)) as later:
        later.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(CampaignError, match="较新版本"), open_store(path, reading=reading):
        pass
    assert path.read_bytes() == before


@pytest.mark.parametrize("reading", [True, False])
def test_a_damaged_page_is_seen_when_it_is_opened(path: Path, reading: bool) -> None:
    told(path, DAY, WHO, **{f"I{n:03}": "x" * 200 for n in range(200)})
    content = bytearray(path.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page : page + 8] = b"\xff" * 8
    path.write_bytes(content)
    with pytest.raises(CampaignError, match="weibao restore --history"), open_store(path, reading=reading):
        pass


# --- versions of files -----------------------------------------------------------------------------------


def test_the_last_versions_are_kept_each_once(tmp_path: Path) -> None:
    for content in (b"1", b"2", b"2", b"3", b"4"):
        keep_versions(tmp_path, {"a.docx": content, "b.docx": b"same"}, WHO)
    assert [content_of(tmp_path, item) for item in versions(tmp_path, "a.docx")] == [b"4", b"3", b"2"]
    assert len(versions(tmp_path, "b.docx")) == 1


def test_damaged_versions_are_put_aside_and_begun_anew(tmp_path: Path) -> None:
    content = b"no base at all" * 100
    for name in ("versions-damaged-20260302093000.sqlite", "versions-damaged-20260302093000-2.sqlite"):
        (tmp_path / "versions.sqlite").write_bytes(content)
        with pytest.raises(CampaignError, match="请不要删除"):
            versions(tmp_path)
        keep_versions(tmp_path, {"a.docx": b"1"}, WHO)
        assert len(versions(tmp_path)) == 1
        assert (tmp_path / name).read_bytes() == content
    assert [item.code for item in damaged(tmp_path)] == ["versions-damaged"] * 2


def test_versions_that_another_run_holds_are_no_damaged_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_versions(tmp_path, {"a.docx": b"1"}, WHO)
    plain = sqlite3.connect
    monkeypatch.setattr("weibao.campaign.versions.sqlite3.connect", lambda path, **_: plain(path, timeout=0))
    with closing(plain(tmp_path / "versions.sqlite")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CampaignError, match="正被另一次运行使用"):
            versions(tmp_path)
    assert len(versions(tmp_path)) == 1


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({"counts": True}, {}, ("有（计入）", "有（不再计入）")),  # another file is chosen for the unit
        ({}, {"counts": True}, ("有", "有（计入）")),
        ({"counts": True}, {"sha256": "b"}, ("有（计入）", "变了（不再计入）")),
        ({"counts": True}, {"sha256": "b", "counts": True}, ("有（计入）", "变了（计入）")),
        ({"unit": "甲"}, {"unit": "乙"}, ("有", "有，单位改为 乙")),
        (None, {"counts": True}, ("", "新有（计入）")),
        ({"counts": True}, None, ("有（计入）", "不见了")),
    ],
)
def test_of_a_return_it_is_said_whether_it_counts_any_more(
    rugao: Rulebook, before: dict[str, object] | None, after: dict[str, object] | None, words: tuple[str, str]
) -> None:
    was, now = (None if parts is None else pack(**{"sha256": "a", **parts}) for parts in (before, after))
    assert Words(rugao).values(Change(0, Kind.RETURN, "回收/第1轮/甲.xlsx", was, now)) == words
