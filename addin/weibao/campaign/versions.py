"""The last versions of what we wrote, and of 核定台账 as we found it: `.weibao/versions.sqlite`.

A help for `restore`. A damaged one is put aside, because people's work may still be got out of it, and begun anew.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, Any, Final

from weibao.atomic import move_file, step
from weibao.campaign.database_words import content_words, is_in_use, of_disk
from weibao.documents.digests import digest
from weibao.errors import CampaignError
from weibao.findings import Finding, finding
from weibao.system_words import advice, reading_words, writing_words

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.campaign.lock import Holder

NAME: Final = "versions.sqlite"
DAMAGED: Final = "versions-damaged-"
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
    except sqlite3.DatabaseError as error:
        if disk := of_disk(error, path):
            raise CampaignError(f"“{path}”无法读写（{writing_words(disk)}）。{advice(disk)}") from error
        _put_aside(path, who)
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


def _put_aside(path: Path, who: Holder) -> None:
    """A damaged base under a name of its own, with its journal, which would otherwise be taken for the new one's."""
    stamp = re.sub(r"\D", "", who.since)[:14] or "0"
    names = chain((f"{DAMAGED}{stamp}",), (f"{DAMAGED}{stamp}-{number}" for number in count(2)))
    aside = next(item for item in (path.with_name(f"{name}{path.suffix}") for name in names) if not item.exists())
    for tail in ("-journal", ""):
        part = path.with_name(f"{path.name}{tail}")
        if part.exists():
            move_file(part, aside.with_name(f"{aside.name}{tail}"))


def damaged(machine: Path) -> tuple[Finding, ...]:
    """That damaged versions lie aside, as long as they do."""
    found = sorted(machine.glob(f"{DAMAGED}*.sqlite"))
    return tuple(finding("versions-damaged", file=f"{machine.name}/{path.name}", name=path.name) for path in found)


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
        if is_in_use(error):
            raise CampaignError(f"“{path}”正被另一次运行使用。请等它运行完再试。") from error
        if disk := of_disk(error, path):
            raise CampaignError(f"“{path}”读不了（{reading_words(disk)}）。{advice(disk)}") from error
        raise CampaignError(
            f"“{path}”读不了，多半已损坏（{content_words(error)}）。里面有核定台账以前的样子，请不要删除；"
            "下次运行会把它改名留着，重新开始留底。"
        ) from error


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    step("open", path)
    with closing(sqlite3.connect(path, timeout=10)) as base:
        base.execute("PRAGMA synchronous = EXTRA")
        yield base
