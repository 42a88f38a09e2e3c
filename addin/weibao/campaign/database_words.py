"""Errors of SQLite in words: those of the disk as errors of the disk, and what is wrong with what a file holds."""

from __future__ import annotations

import errno
import sqlite3
from typing import Final

# The lowest byte of its code, by the number that the system has for the same.
_DISK: Final = {
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_BUSY: errno.EBUSY,
    sqlite3.SQLITE_LOCKED: errno.EBUSY,
    sqlite3.SQLITE_NOMEM: errno.ENOMEM,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PROTOCOL: errno.ENOLCK,
    sqlite3.SQLITE_NOLFS: errno.EFBIG,
    sqlite3.SQLITE_AUTH: errno.EACCES,
}
_NONE: Final = -1
_CONTENT: Final = {
    sqlite3.SQLITE_ERROR: "里面的表不是应有的样子",
    sqlite3.SQLITE_CORRUPT: "内容前后对不上",
    sqlite3.SQLITE_NOTADB: "不是程序的记录文件",
}


def of_disk(error: sqlite3.Error, path: object) -> OSError | None:
    """The error of the disk that one of SQLite tells of, None where it is about what the file holds.

    One without a code is Python's own: of a text that is none.
    """
    code = _code(error)
    if code in _CONTENT or code == _NONE or not (code in _DISK or isinstance(error, sqlite3.OperationalError)):
        return None
    return OSError(_DISK.get(code, errno.EIO), "", str(path))


def is_in_use(error: sqlite3.Error) -> bool:
    """Whether another run has the database."""
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def content_words(error: sqlite3.Error) -> str:
    """What is wrong with what a database holds."""
    return _CONTENT.get(_code(error), _CONTENT[sqlite3.SQLITE_CORRUPT])


def _code(error: sqlite3.Error) -> int:
    code = getattr(error, "sqlite_errorcode", None)  # none in an error that did not come from SQLite itself
    return code & 0xFF if isinstance(code, int) else _NONE
