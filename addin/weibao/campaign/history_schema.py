"""The tables of `.weibao/history.sqlite`, version by version, and how an older history becomes one of today.

`runs` are the commands that changed something: by whom, on which machine, when. `facts` are what was read, scored and
written, each kept only where it changed: the value of a key after run N is that of its last row up to N, NULL where it
is gone. So any two moments can be compared and nothing is kept twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from weibao.campaign.history_privacy import mask_files, mask_inputs
from weibao.errors import CampaignError

if TYPE_CHECKING:
    from pathlib import Path

# Versions 1 to 4 only added tables, so this makes any of them one of version 4.
_FIRST: Final = (
    """CREATE TABLE IF NOT EXISTS issued (
    round INTEGER, unit TEXT, serial TEXT NOT NULL, file TEXT NOT NULL, digest TEXT NOT NULL, issued TEXT NOT NULL,
    PRIMARY KEY (round, unit))""",
    """CREATE TABLE IF NOT EXISTS used (
    round INTEGER, unit TEXT, file TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (round, unit))""",
    "CREATE TABLE IF NOT EXISTS choices (round INTEGER, unit TEXT, value TEXT NOT NULL, PRIMARY KEY (round, unit))",
    "CREATE TABLE IF NOT EXISTS drafts (path TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, digest TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS approved (draft TEXT PRIMARY KEY, digest TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS numbers (number TEXT PRIMARY KEY, draft TEXT NOT NULL, file TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS copies (file TEXT PRIMARY KEY, digest TEXT NOT NULL, before BLOB NOT NULL)",
    """CREATE TABLE IF NOT EXISTS snapshots (
    as_of TEXT, round INTEGER, value TEXT NOT NULL, PRIMARY KEY (as_of, round))""",
)
_PAST: Final = (
    """CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, user TEXT NOT NULL, host TEXT NOT NULL, command TEXT NOT NULL,
    as_of TEXT NOT NULL, round INTEGER NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS facts (
    kind TEXT, key TEXT, run INTEGER REFERENCES runs, value TEXT, PRIMARY KEY (kind, key, run)) WITHOUT ROWID""",
)
# What leads from each version to the next; a new version is one more entry. What is no SQL changes rows, not tables.
MIGRATIONS: Final[dict[int, tuple[str | Callable[[sqlite3.Connection], None], ...]]] = {
    4: _FIRST, 5: _PAST, 6: (mask_inputs,), 7: (mask_files,),
}  # fmt: skip
VERSION: Final = max(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """The version of a history; 0 for one that was never finished being made."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring an older history to today's version; the caller begins and commits."""
    old = version_of(connection)
    for version, steps in MIGRATIONS.items():
        for step in steps if version > old else ():
            if isinstance(step, str):
                connection.execute(step)
            else:
                step(connection)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def renew_rows(connection: sqlite3.Connection, old: int) -> None:
    """Bring rows of version `old`, put into tables of today's, to today's version as well."""
    for version, steps in MIGRATIONS.items():
        for step in steps if version > old else ():
            if not isinstance(step, str):
                step(connection)


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raises DatabaseError for a damaged history, CampaignError for one of a later version than ours."""
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(found)
    if version_of(connection) > VERSION:
        raise CampaignError(
            f"“{path}”是较新版本的 weibao 写的，这个版本看不懂，没有动它。请把这台电脑上的 weibao 升级到同一版本。"
        )
