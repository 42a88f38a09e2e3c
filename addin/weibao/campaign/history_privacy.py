"""What the history keeps of what people type: that a number was there and has changed, never the number itself.

The past stays for ever and is copied day by day, and nobody needs a telephone in it. Names of people in office stay:
they are what the office itself publishes, and who was named, and by whom, is what the past is asked for.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

# Columns of 核定台账 that hold telephones, whatever is typed there.
_PHONES: Final = ("电话", "办公电话", "联系电话")
# A fixed line: with its area code, or behind the word for it.
_LANDLINE: Final = re.compile(
    r"(?<![\d.])[（(]?0\d{2,3}[)）]?[ \-－—]?\d{7,8}(?![\d.])"
    r"|(?:(?<=电话)|(?<=座机)|(?<=总机)|(?<=热线)|(?<=传真))(?P<gap>[：:为是 ]{0,2})\d{7,8}(?![\d.])"
)
_MARK: Final = re.compile(r"〔[^〔〕]{2,16} [0-9a-f]{4}〕")


def kept(text: str) -> str:
    """A text without telephones, identity and card numbers, and names of children: each is a mark, such as
    `〔手机号码 3f2a〕`, that is another for another number and tells nothing more.
    """
    from weibao.documents.privacy import replaced

    return _LANDLINE.sub(lambda found: (found["gap"] or "") + _mark("电话", found[0]), replaced(text, _mark))


def kept_path(path: str) -> str:
    """The same for the path of a file, with forward slashes: of what lies in a folder it begins as that of the folder.

    A name is looked at alone and beside those around it: a school may be the folder's name and a child the file's.
    """
    return kept("/".join(map(_kept_name, path.split("/"))))


@lru_cache(maxsize=8192)
def _kept_name(name: str) -> str:
    return kept(name)


def kept_input(key: str, text: str) -> str:
    """The same for a cell of 核定台账; `key` is sheet/row/heading. Of a column for telephones nothing is kept."""
    if key.rpartition("/")[2] in _PHONES and re.search(r"\d{3}", text) and not _MARK.fullmatch(text):
        return _mark("电话", text)
    return kept(text)


def has_mark(text: str) -> bool:
    """Whether something was left out of a text."""
    return _MARK.search(text) is not None


def without_marks(text: str, word: str) -> str:
    """A text with `word` for each mark."""
    return _MARK.sub(word, text)


def mask_inputs(connection: sqlite3.Connection) -> None:
    """Leave out of a history what is not kept any more: of what was typed, in every run."""
    connection.execute("PRAGMA secure_delete = ON")
    rows = connection.execute("SELECT key, run, value FROM facts WHERE kind = 'input'").fetchall()
    for key, run, value in rows:
        new = (kept(key), None if value is None else kept_input(key, value))
        if new != (key, value):
            connection.execute("DELETE FROM facts WHERE kind = 'input' AND key = ? AND run = ?", (key, run))
            connection.execute("INSERT OR REPLACE INTO facts VALUES ('input', ?, ?, ?)", (new[0], run, new[1]))


def mask_files(connection: sqlite3.Connection) -> None:
    """Leave out of a history what the names of returned files and of evidence say of persons."""
    connection.execute("PRAGMA secure_delete = ON")
    # Of two names that have become one, and of which one came as the other went, that which came is there.
    rows = connection.execute(
        "SELECT kind, key, run, value FROM facts WHERE kind IN ('evidence', 'return') ORDER BY run, value IS NOT NULL"
    ).fetchall()
    for kind, key, run, value in rows:
        if (new := kept_path(key)) != key:
            connection.execute("DELETE FROM facts WHERE kind = ? AND key = ? AND run = ?", (kind, key, run))
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?)", (kind, new, run, value))


def _mark(kind: str, text: str) -> str:
    """Four hexadecimal figures are too few to find a number by, and enough to see that it has changed."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())
    return f"〔{kind} {hashlib.sha256(plain.encode()).hexdigest()[:4]}〕"
