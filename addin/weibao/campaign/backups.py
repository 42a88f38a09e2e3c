"""Dated backups of the history below `.weibao/backups/`: as SQLite and, readable by anything, as JSON lines."""

from __future__ import annotations

import base64
import json
import sqlite3
from contextlib import closing
from itertools import chain, count
from typing import TYPE_CHECKING, Final

from weibao.atomic import move_file, remove_file, replace_file
from weibao.campaign.database_words import content_words, of_disk
from weibao.campaign.history_schema import VERSION, check, migrate, renew_rows, version_of
from weibao.errors import CampaignError
from weibao.system_words import reading_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FOLDER: Final = "backups"
# The history that a restore has made and not yet moved to its place: whole, and the one that counts.
LEFT: Final = "history-restored.sqlite"
# The days of which a backup is kept: the last ones on which something changed.
DAYS: Final = 10
_TABLES: Final = (
    "issued", "used", "choices", "drafts", "files", "approved", "numbers", "copies", "snapshots", "runs", "facts",
)  # fmt: skip
# By far the most: SQLite writes these itself, those of a run at a time.
_FACTS: Final = (
    "SELECT group_concat(json_object('table', 'facts', 'kind', kind, 'key', key, 'run', run, 'value', value), char(10))"
    " FROM (SELECT * FROM facts ORDER BY run, kind, key) GROUP BY run"
)


def keep_backup(history: Path, day: str) -> tuple[Path, Path]:
    """Back the history up as that of `day` (YYYY-MM-DD), over an earlier one of the same day; older ones go.

    Returns the two files. Raises OSError where the folder cannot be written, CampaignError for a damaged history.
    """
    base = history.parent / FOLDER / f"history-{day}.sqlite"
    lines = base.with_suffix(".jsonl")
    try:
        with closing(sqlite3.connect(history)) as source:
            check(source, history)
            _set_aside(base, source)
            with replace_file(base) as temporary, closing(sqlite3.connect(temporary)) as copy:
                source.backup(copy)
            with replace_file(lines) as temporary:
                _write_lines(temporary, source)
    except sqlite3.DatabaseError as error:
        if disk := of_disk(error, history):
            raise disk from error
        why = content_words(error)
        raise CampaignError(
            f"“{history}”已损坏（{why}），没有备份。请运行 weibao restore --history 换上最近的备份。"
        ) from error
    days = sorted({day_of(old) for old in backups(history)}, reverse=True)[:DAYS]
    for old in backups(history):
        if day_of(old) not in days:
            remove_file(old)
            remove_file(old.with_suffix(".jsonl"))
    for old in (*backups(history), *sorted(history.parent.glob("history-replaced-*.sqlite"))):
        _renew(old)
    return base, lines


def _set_aside(base: Path, source: sqlite3.Connection) -> None:
    """A backup of the same day that knows of a run which the history does not keeps its content, under another name."""
    try:
        with closing(sqlite3.connect(f"{base.absolute().as_uri()}?mode=ro", uri=True)) as there:
            known = set(there.execute("SELECT id, at, user, command FROM runs"))
    except sqlite3.DatabaseError:  # none, or a damaged one
        return
    if known <= set(source.execute("SELECT id, at, user, command FROM runs")):
        return
    names = (base.with_stem(f"{base.stem}-{number}") for number in count(2))
    aside = next(path for path in names if not path.exists() and not path.with_suffix(".jsonl").exists())
    for suffix in (".jsonl", ".sqlite"):
        if base.with_suffix(suffix).exists():
            move_file(base.with_suffix(suffix), aside.with_suffix(suffix))


def check_lost(history: Path) -> None:
    """Raises CampaignError where the history is gone and backups are there: a run from nothing would decide anew what
    was decided, and take their place one by one.
    """
    there = backups(history)
    if history.with_name(LEFT).exists() or not there or (history.exists() and history.stat().st_size):
        return
    raise CampaignError(
        f"历史记录“{history}”不见了，但有备份（最近的是 {day_of(there[0])}），一份文件也没有改动。"
        "请先运行 weibao restore --history 换上最近的备份，再运行一次。"
        f"确实要从头记起的，把“{there[0].parent}”改名后再运行：以前的经过、退回和采用的选择就都没有了。"
    )


def _renew(backup: Path) -> None:
    """Bring a backup of an older version to today's, with its lines, or a history that one has replaced: what is not
    kept any more goes from them, too.

    A damaged one stays as it is.
    """
    lines = backup.with_suffix(".jsonl")
    try:
        if backup != lines and _is_old(backup):
            with replace_file(backup) as temporary, closing(sqlite3.connect(temporary)) as made:
                _copy(backup, made)
                migrate(made)
                made.commit()
                made.execute("VACUUM")
        if lines.exists() and _lines_version(lines) < VERSION:
            with closing(sqlite3.connect(":memory:")) as made:
                _read_lines(lines, made)
                with replace_file(lines) as temporary:
                    _write_lines(temporary, made)
    except (sqlite3.DatabaseError, CampaignError, ValueError, KeyError, TypeError):
        return


def _is_old(backup: Path) -> bool:
    with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as base:
        return version_of(base) < VERSION


def _lines_version(lines: Path) -> int:
    with lines.open(encoding="utf-8") as file:
        return int(json.loads(file.readline())["version"])


def _copy(backup: Path, made: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as source:
        check(source, backup)
        source.backup(made)


def backups(history: Path) -> list[Path]:
    """The backups, the last day first; a day of which only the JSON lines are left counts as well.

    Of one day the last comes first, then those that were set aside for it.
    """
    folder = history.parent / FOLDER
    pattern = "history-????-??-??*"
    found = {path.stem: path for suffix in (".jsonl", ".sqlite") for path in folder.glob(f"{pattern}{suffix}")}
    return sorted((found[name] for name in sorted(found)), key=day_of, reverse=True)


def day_of(backup: Path) -> str:
    """The day of a backup, as YYYY-MM-DD."""
    return backup.stem.removeprefix("history-")[:10]


def write_back(backup: Path, target: Path) -> None:
    """Make `target` the history that a backup holds, in one step; of a damaged one the JSON lines of the same day.

    Raises CampaignError where both are damaged.
    """
    lines = backup.with_suffix(".jsonl")
    try:
        _write_back(backup, target)
    except CampaignError:
        if backup == lines or not lines.exists():
            raise
        _write_back(lines, target)


def _write_back(backup: Path, target: Path) -> None:
    try:
        with replace_file(target) as temporary, closing(sqlite3.connect(temporary)) as made:
            if backup.suffix == ".jsonl":
                _read_lines(backup, made)
            else:
                _copy(backup, made)
            check(made, backup)
    except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
        disk = of_disk(error, backup) if isinstance(error, sqlite3.Error) else None
        why = reading_words(disk) if disk else "内容前后对不上"
        raise CampaignError(f"备份“{backup}”读不了（{why}）。请换一份备份（weibao restore 列出全部）。") from error


def finish_restore(history: Path, stamp: str) -> Path | None:
    """Put what a restore has made in the history's place; returns where a copy of the one that was there lies.

    After a kill at any point it can be done again: what was there is copied first, and one move ends it.
    """
    journal, aside = history.with_name(f"{history.name}-journal"), None
    if history.exists():
        content = history.read_bytes()
        there = sorted(history.parent.glob("history-replaced-*.sqlite"))
        aside = next((path for path in there if path.read_bytes() == content), None)
        if aside is None or journal.exists():
            aside = _unused(history.parent, stamp)
            # The journal of a run that was killed belongs to the history that it was about.
            for source, name in ((journal, f"{aside.name}-journal"), (history, aside.name)):
                if source.exists():
                    with replace_file(history.with_name(name)) as temporary:
                        temporary.write_bytes(source.read_bytes())
    remove_file(journal)
    move_file(history.with_name(LEFT), history)
    return aside


def _unused(folder: Path, stamp: str) -> Path:
    names = chain((stamp,), (f"{stamp}-{number}" for number in count(2)))
    return next(path for name in names if not (path := folder / f"history-replaced-{name}.sqlite").exists())


def _write_lines(path: Path, source: sqlite3.Connection) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in _lines(source))


def _read_lines(path: Path, made: sqlite3.Connection) -> None:
    """A text may hold marks at which other ways of splitting lines would cut it (U+2028)."""
    with path.open(encoding="utf-8") as file:
        _from_lines(file, made)


def _lines(source: sqlite3.Connection) -> Iterator[str]:
    yield json.dumps({"weibao": "history", "version": VERSION})
    for table in _TABLES[:-1]:
        cursor = source.execute(f"SELECT * FROM {table} ORDER BY 1, 2")  # noqa: S608 - names of ours
        columns = [item[0] for item in cursor.description]
        for row in cursor:
            values = {key: _plain(value) for key, value in zip(columns, row, strict=True) if value is not None}
            yield json.dumps({"table": table, **values}, ensure_ascii=False)
    yield from (lines for (lines,) in source.execute(_FACTS))


def _plain(value: object) -> object:
    return {"base64": base64.b64encode(value).decode("ascii")} if isinstance(value, bytes) else value


def _from_lines(lines: Iterable[str], made: sqlite3.Connection) -> None:
    migrate(made)
    version = 0
    for number, line in enumerate(lines):
        row = json.loads(line)
        if number == 0:
            version = row["version"]
            if row["weibao"] != "history" or version > VERSION:
                raise ValueError(line)
            continue
        table = row.pop("table")
        if table not in _TABLES:
            raise ValueError(table)
        values = [base64.b64decode(v["base64"]) if isinstance(v, dict) else v for v in row.values()]
        names = [key for key in row if key.isidentifier()]
        marks = ", ".join("?" * len(values))
        made.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", values)  # noqa: S608
    renew_rows(made, version)
    made.commit()
