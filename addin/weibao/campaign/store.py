"""What the programme remembers between two runs (`.weibao/history.sqlite`).

Units are kept by name: the towns' ids follow the office's own list, which may change between two runs.
Nothing in it was typed by a person: what was issued, which returned file counted last, the drafts that we wrote
(so that a hand's change is noticed) and a snapshot of the figures per as-of date; the past beside it is
`campaign.history`'s. A rollback journal, because the folder may lie on a network share, where SQLite's WAL does not
work.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from weibao.atomic import step
from weibao.campaign.backups import LEFT, check_lost, finish_restore
from weibao.campaign.database_words import content_words, is_in_use, of_disk
from weibao.campaign.history_schema import VERSION, check, migrate, version_of
from weibao.campaign.lock import Holder
from weibao.errors import CampaignError
from weibao.system_words import advice, writing_words

# How long a run waits for another one's lock.
LOCK_SECONDS = 10
DOCUMENTS = "文书"


@dataclass(frozen=True, slots=True)
class Issued:
    """One checklist as issued: its serial number (also in the sheet `_meta`), file, digest and date."""

    serial: str
    file: str
    digest: str
    issued: date


class Store:
    """An open history. Use `open_store`; all writes of a run are one transaction.

    `who` runs the command, for the past that `campaign.history` keeps; `path` is where the history lies.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, who: Holder) -> None:
        self._db = connection
        self.path, self.who = path, who
        self.run = 0  # the row of this command in `runs`, once it has changed something
        self.about: tuple[date | None, int] = (None, 0)  # the as-of date and the round that it is about

    @property
    def connection(self) -> sqlite3.Connection:
        """For the modules beside this one."""
        return self._db

    @property
    def changed(self) -> bool:
        """Whether this command has changed anything in the history, bringing it to today's version included."""
        return self._db.total_changes > 0

    def issued(self) -> dict[tuple[int, str], Issued]:
        rows = self._db.execute("SELECT round, unit, serial, file, digest, issued FROM issued")
        return {(r, u): Issued(s, f, d, date.fromisoformat(day)) for r, u, s, f, d, day in rows}

    def add_issued(self, number: int, unit: str, issued: Issued) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO issued VALUES (?, ?, ?, ?, ?, ?)",
            (number, unit, issued.serial, issued.file, issued.digest, issued.issued.isoformat()),
        )

    def used(self) -> dict[tuple[int, str], tuple[str, str]]:
        """(round, unit) -> (file, digest) of the return that counted last."""
        return {(r, u): (f, d) for r, u, f, d in self._db.execute("SELECT round, unit, file, digest FROM used")}

    def choices(self) -> dict[tuple[int, str], str]:
        """(round, unit) -> what `collect` remembers of the files seen and chosen, in its own words."""
        return {(r, u): value for r, u, value in self._db.execute("SELECT round, unit, value FROM choices")}

    def remember_returns(
        self, number: int, used: Mapping[tuple[int, str], tuple[str, str]], choices: Mapping[tuple[int, str], str]
    ) -> None:
        """Replace what is kept of round `number`."""
        self._replace("used", number, [(*key, *value) for key, value in sorted(used.items())])
        self._replace("choices", number, [(*key, value) for key, value in sorted(choices.items())])

    def _replace(self, table: str, number: int, rows: list[tuple[object, ...]]) -> None:
        # Nothing new leaves the file's bytes alone, so the rows are compared first. Table names are ours.
        old = self._db.execute(f"SELECT * FROM {table} WHERE round = ? ORDER BY unit", (number,)).fetchall()  # noqa: S608
        if old == rows:
            return
        self._db.execute(f"DELETE FROM {table} WHERE round = ?", (number,))  # noqa: S608
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608

    def checkpoint(self) -> None:
        """Make durable what was written so far; the rest of the run is a transaction of its own."""
        self.commit()
        self._db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """End the transaction."""
        step("commit", self.path)
        self._db.commit()
        step("committed", self.path)

    def drafts(self) -> dict[str, str]:
        """Path below 文书/ -> the receipt of the draft that we wrote there."""
        return dict(self._db.execute("SELECT path, value FROM drafts"))

    def replace_drafts(self, drafts: Mapping[str, str]) -> None:
        if drafts == self.drafts():
            return
        self._db.execute("DELETE FROM drafts")
        self._db.executemany("INSERT INTO drafts VALUES (?, ?)", sorted(drafts.items()))

    def written(self, path: str) -> str:
        """Digest of a file as we last wrote it, "" where none is remembered."""
        row = self._db.execute("SELECT digest FROM files WHERE path = ?", (path,)).fetchone()
        return row[0] if row else ""

    def remember_written(self, path: str, digest: str) -> None:
        """Remember a file that we wrote; "" forgets it."""
        if digest == self.written(path):
            return
        self._db.execute("DELETE FROM files WHERE path = ?", (path,))
        if digest:
            self._db.execute("INSERT INTO files VALUES (?, ?)", (path, digest))

    def approved(self, draft: str) -> str:
        """Digest of a draft when it was signed, "" where that is not remembered."""
        row = self._db.execute("SELECT digest FROM approved WHERE draft = ?", (draft,)).fetchone()
        return row[0] if row else ""

    def remember_approved(self, draft: str, digest: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO approved VALUES (?, ?)", (draft, digest))

    def numbers(self) -> dict[str, tuple[str, str]]:
        """文号 -> (draft, numbered copy) below 文书/, of every number that was given or seen in 文号登记."""
        return {n: (d, f) for n, d, f in self._db.execute("SELECT number, draft, file FROM numbers")}

    def remember_number(self, number: str, draft: str, file: str) -> None:
        """Remember whose number it is. Raises CampaignError where it was given to another draft."""
        owner, was = self.numbers().get(number, ("", ""))
        if owner and owner != draft:
            raise CampaignError(f"“{number}”已经编给“{owner}”，不能再给“{draft}”。请换一个号，或再运行一次。")
        if (owner, was) != (draft, file):
            self._db.execute("INSERT OR REPLACE INTO numbers VALUES (?, ?, ?)", (number, draft, file))

    def unfinished(self, file: str) -> tuple[str, bytes]:
        """Of a copy that a command wrote, and not 文号登记 after it: its digest, and the bytes that it was made from
        (b"" where that is the draft); ("", b"") for any other file.
        """
        row = self._db.execute("SELECT digest, before FROM copies WHERE file = ?", (file,)).fetchone()
        return (row[0], bytes(row[1])) if row else ("", b"")

    def begin_copy(self, file: str, digest: str, before: bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO copies VALUES (?, ?, ?)", (file, digest, before))

    def end_copy(self, file: str) -> None:
        """The sheet says what the copy says: the copy is one of the files that we wrote."""
        written, _ = self.unfinished(file)
        if written:
            self.remember_written(f"{DOCUMENTS}/{file}", written)
            self._db.execute("DELETE FROM copies WHERE file = ?", (file,))

    def files(self) -> dict[str, str]:
        """Path below the campaign -> digest, of every file as we wrote it."""
        found = dict(self._db.execute("SELECT path, digest FROM files WHERE path NOT LIKE '回收/%'"))
        found |= {f"{DOCUMENTS}/{path}": receipt.split()[0] for path, receipt in self.drafts().items() if receipt}
        found |= {item.file: item.digest for item in self.issued().values()}
        return found | {f"{DOCUMENTS}/{f}": d for f, d in self._db.execute("SELECT file, digest FROM copies")}

    def snapshot(self, as_of: date, number: int, value: Mapping[str, object]) -> None:
        """Keep the figures of one day; a later run of the same day and round replaces them."""
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        key = (as_of.isoformat(), number)
        row = self._db.execute("SELECT value FROM snapshots WHERE as_of = ? AND round = ?", key).fetchone()
        if row is None or row[0] != text:
            self._db.execute("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)", (*key, text))


@contextmanager
def open_store(path: Path, *, reading: bool = False, who: Holder | None = None) -> Iterator[Store]:
    """The history at `path`, made if missing; committed at the end, rolled back on an exception.

    SQLite's lock is held meanwhile: of two runs that write, the second waits and then gives up. With `reading`
    nothing is locked, made or changed, and a missing history is an empty one.
    Raises CampaignError where the file is damaged, of a later version, held by another run, or gone while backups are
    there.
    """
    from weibao.campaign.history_facts import remember_rest

    check_lost(path)
    try:
        connection = _reader(path) if reading else _writer(path)
        try:
            store = Store(connection, path, who or Holder())
            yield store
            if not reading:
                remember_rest(store)
                store.commit()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        if is_in_use(error):
            raise CampaignError(f"“{path}”正被另一次运行使用。请等它运行完再试。") from error
        if disk := of_disk(error, path):
            raise CampaignError(f"“{path}”无法读写（{writing_words(disk)}）。{advice(disk)}") from error
        raise CampaignError(
            f"“{path}”已损坏（{content_words(error)}）。它只存程序自己的记录，人工填写的内容都在核定台账里。"
            "请运行 weibao restore --history 换上最近的备份；没有备份的，把它改名后重新运行，现在的情况会重新记下来。"
        ) from error


def _writer(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.with_name(LEFT).exists():
        finish_restore(path, "killed")
    step("open", path)
    connection = sqlite3.connect(path, timeout=LOCK_SECONDS)
    try:
        check(connection, path)
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("BEGIN IMMEDIATE")
        if version_of(connection) < VERSION:
            migrate(connection)
            step("commit", path)
            connection.commit()
            connection.execute("VACUUM")  # what was left out of it is nowhere in the file
            connection.execute("BEGIN IMMEDIATE")
    except BaseException:
        connection.close()
        raise
    return connection


def _reader(path: Path) -> sqlite3.Connection:
    # Where a restore was killed before its last move, what it has made counts already.
    there = next((item for item in (path.with_name(LEFT), path) if item.exists()), ":memory:")
    connection = sqlite3.connect(there, timeout=LOCK_SECONDS)
    check(connection, path)
    if version_of(connection) < VERSION:
        # None yet, or one of an older version: that lacks tables, and is not ours to change now.
        with closing(connection) as old:
            connection = sqlite3.connect(":memory:")
            old.backup(connection)
        migrate(connection)
        connection.commit()
    connection.execute("PRAGMA query_only = ON")
    return connection
