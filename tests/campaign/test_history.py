"""The history itself: what is kept of every run, versions and migrations, backups and the way back."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from weibao.campaign import backups as backups_module
from weibao.campaign.backups import backups, keep_backup, write_back
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
from weibao.campaign.lock import Holder
from weibao.campaign.restore import restore_file, restore_history
from weibao.campaign.store import Issued, Store, open_store
from weibao.campaign.versions import content_of, damaged, keep_versions, versions
from weibao.errors import CampaignError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.campaign.folder import Campaign
    from weibao.rulebook.model import Rulebook

DAY = date(2026, 3, 2)
WHO = Holder("王办", "办公室-1", 7, "regenerate", "2026-03-02T09:30:00+08:00")
LATER = Holder("李核", "办公室-2", 8, "collect", "2026-03-05T10:00:00+08:00")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".weibao" / "history.sqlite"


def told(path: Path, day: date, who: Holder, **scores: str) -> None:
    with open_store(path, who=who) as store:
        store.about = (day, 1)
        record(store, Kind.SCORE, "1/", {f"1/{key}": value for key, value in scores.items()})


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
    with pytest.raises(CampaignError, match="already exists"), open_store(path):
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


# --- backups --------------------------------------------------------------------------------------------


def everything(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as base:
        return list(base.iterdump())


def fill(store: Store) -> None:
    store.about = (DAY, 1)
    record(store, Kind.SCORE, "1/", {"1/I01": '{"effective":1.5}', "1/I02": "2"})
    record(store, Kind.INPUT, "", {"核定/I01/理由": "一\u2028二\u2029三\x85四\x0c五\r\n六\r"})
    store.begin_copy("印发/甲.docx", "d", b"\x00\xff")
    store.snapshot(DAY, 1, {"total": 1})


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
