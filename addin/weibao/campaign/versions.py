"""The last versions of what we wrote, and of 核定台账 as we found it: `.weibao/versions.sqlite`.

A help for `restore` only. It may be deleted at any time; where it is damaged it is removed and begun anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from weibao.atomic import remove_file, step
from weibao.documents.digests import digest
from weibao.errors import CampaignError

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.campaign.lock import Holder

NAME: Final = "versions.sqlite"
# How many versions of one file are kept; of 核定台账 more, because people's work is in it.
MOST: Final = 3
MOST_OF_LEDGER: Final = 10
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS versions (no INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, "
    "digest TEXT NOT NULL, at TEXT NOT NULL, user TEXT NOT NULL, content BLOB NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class Version:
    """One kept version: its number, the path below the campaign, its digest, when and by whom it was kept, its size."""

    no: int
    path: str
    digest: str
    at: str
    user: str
    size: int


def keep_versions(machine: Path, contents: Mapping[str, bytes], who: Holder, most: int = MOST) -> None:
    """Keep these files (path below the campaign -> bytes), unless the last version kept is the same."""
    if not contents:
        return
    path = machine / NAME
    try:
        with _opened(path) as base:
            _keep(base, contents, who, most, path)
    except sqlite3.OperationalError as error:
        raise CampaignError(f"“{path}”无法读写（{error}）。请检查文件夹的写入权限和磁盘空间后再试。") from error
    except sqlite3.DatabaseError:
        remove_file(path)
        with _opened(path) as base:
            _keep(base, contents, who, most, path)


def _keep(base: sqlite3.Connection, contents: Mapping[str, bytes], who: Holder, most: int, path: Path) -> None:
    base.execute("BEGIN IMMEDIATE")
    base.execute(_TABLE)
    for file, content in sorted(contents.items()):
        last = base.execute("SELECT digest FROM versions WHERE path = ? ORDER BY no DESC LIMIT 1", (file,)).fetchone()
        if last is None or last[0] != digest(content):
            values = (file, digest(content), who.since, who.user, content)
            base.execute("INSERT INTO versions (path, digest, at, user, content) VALUES (?, ?, ?, ?, ?)", values)
            base.execute(
                "DELETE FROM versions WHERE path = ? AND no NOT IN "
                "(SELECT no FROM versions WHERE path = ? ORDER BY no DESC LIMIT ?)",
                (file, file, most),
            )
    step("commit", path)
    base.commit()


def versions(machine: Path, file: str = "") -> list[Version]:
    """The versions kept, of one file or of all, the last one first."""
    where, given = ("WHERE path = ?", (file,)) if file else ("", ())
    columns = "no, path, digest, at, user, length(content)"
    return [Version(*row) for row in _ask(machine, f"SELECT {columns} FROM versions {where} ORDER BY no DESC", given)]  # noqa: S608


def content_of(machine: Path, version: Version) -> bytes:
    """The bytes of a version."""
    return bytes(_ask(machine, "SELECT content FROM versions WHERE no = ?", (version.no,))[0][0])


def _ask(machine: Path, question: str, given: tuple[object, ...]) -> list[tuple[Any, ...]]:
    path = machine / NAME
    if not path.exists():
        return []
    try:
        with _opened(path) as base:
            return base.execute(question, given).fetchall()
    except sqlite3.DatabaseError as error:
        raise CampaignError(f"“{path}”读不了（{error}）。它只是旧版本的留底，可以删除，以后重新留。") from error


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    step("open", path)
    with closing(sqlite3.connect(path, timeout=10)) as base:
        base.execute("PRAGMA synchronous = EXTRA")
        yield base
