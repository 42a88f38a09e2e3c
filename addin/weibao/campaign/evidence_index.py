"""The files below 佐证材料/ with what each tells, remembered between runs in `.weibao/evidence.json`.

A file whose size and time are as they were is not opened again; one whose bytes are those of a known file is not read
again. Nothing is followed out of the folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from weibao.atomic import is_barred, replace_file
from weibao.campaign.evidence_walk import Found, lies_in, walk
from weibao.campaign.folder import Campaign
from weibao.campaign.situation import Progress, silent
from weibao.compute.proof_records import FileFacts
from weibao.compute.proof_secret import mark_in_name
from weibao.compute.proof_texts import Words
from weibao.documents.digests import hash_of
from weibao.evidence import FUNCTION, VERSION
from weibao.worker import Worker, WorkerError

NAME: Final = "evidence.json"
SECONDS: Final = 20.0  # for one file
MEMORY: Final = 400 * 1024 * 1024
MAX_WORKERS: Final = 2
_SAVE_EVERY: Final = 100
# Reading evidence waits for nobody's lock; a run that begins meanwhile may sweep a half-written index away.
_CHANCES: Final = 5
# What may have been the machine's fault and not the file's.
_PASSING_PROBLEMS: Final = frozenset({"timeout", "memory", "crashed", "failed", "unreadable"})


@dataclass(frozen=True)
class Index:
    """`files` by path from the campaign folder; `unread` are those not read as they are now; `read` how many this run
    opened; `paths` where each lies; `closed` the folders that could not be listed, with the reason: what was known of
    the files in them stays in `files`, without a path.
    """

    files: Mapping[str, FileFacts] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    read: int = 0
    paths: Mapping[str, Path] = field(default_factory=dict)
    closed: Mapping[str, str] = field(default_factory=dict)


def remembered(campaign: Campaign, words: Words) -> Index:
    """What is known without opening a file; those that are new or changed are `unread`."""
    known = _Memory(campaign, words)
    listed = walk(campaign.root)
    files, unread, paths = known.inside(listed.closed), list[str](), {}
    for item in listed.files:
        paths[item.shown] = item.path
        facts = known.facts(item)
        files[item.shown] = facts or FileFacts(item.shown, item.size)
        if facts is None:
            unread.append(item.shown)
    return Index(files, tuple(unread), 0, paths, listed.closed)


def refresh(
    campaign: Campaign,
    words: Words,
    progress: Progress = silent,
    *,
    seconds: float = SECONDS,
    workers: int = 0,
    again: bool = False,
) -> Index:
    """The index as the folder is now: new and changed files are read, in processes that can be killed.

    With `again` also those that could not be read the last time.
    """
    known = _Memory(campaign, words)
    listed = walk(campaign.root)
    files = {item.shown: known.facts(item) for item in listed.files}
    if again:
        files = {path: None if facts and facts.problem in _PASSING_PROBLEMS else facts for path, facts in files.items()}
    wanted = [item for item in listed.files if files[item.shown] is None]
    done = 0
    with _Readers(words, known, seconds) as readers:
        count = workers or max(1, min(MAX_WORKERS, os.cpu_count() or 1, len(wanted) // 4))
        with ThreadPoolExecutor(count) as pool:
            for item, facts in zip(wanted, pool.map(readers.read, wanted), strict=True):
                files[item.shown] = facts
                known.keep(item, facts)
                done += 1
                progress("读佐证材料", done, len(wanted))
                if done % _SAVE_EVERY == 0:
                    known.save()
    unseen = known.inside(listed.closed)
    known.save({*unseen, *files})
    whole = unseen | {path: facts for path, facts in files.items() if facts is not None}
    return Index(whole, (), done, {item.shown: item.path for item in listed.files}, listed.closed)


class _Memory:
    """`.weibao/evidence.json`. A file that is damaged, or of another reader, is an empty one."""

    def __init__(self, campaign: Campaign, words: Words) -> None:
        self._path = campaign.machine / NAME
        asked = json.dumps(words.dump(), ensure_ascii=False, sort_keys=True)
        self._key = f"{VERSION}-{hashlib.sha256(asked.encode()).hexdigest()[:16]}"
        self._entries: dict[str, tuple[int, FileFacts]] = {}
        self._lock = threading.Lock()
        self._saved = self._load()
        self._by_digest = {
            facts.digest: facts for _, facts in self._entries.values() if facts.digest and not facts.problem
        }

    def _load(self) -> bytes:
        try:
            content = self._path.read_bytes()
            data = json.loads(content)
            if data["key"] == self._key:
                for plain in data["files"]:
                    facts = FileFacts.load(plain)
                    self._entries[facts.path] = (int(plain["modified"]), facts)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            self._entries.clear()
            return b""
        return content

    def facts(self, item: Found) -> FileFacts | None:
        """What is known of a file, None where it is new or not as it was."""
        modified, facts = self._entries.get(item.shown, (0, None))
        return facts if facts and (modified, facts.size) == (item.modified, item.size) else None

    def inside(self, folders: Collection[str]) -> dict[str, FileFacts]:
        """What is known of the files in some folders, as they were when they were seen last."""
        return {path: facts for path, (_, facts) in self._entries.items() if folders and lies_in(path, folders)}

    def same(self, digest: str) -> FileFacts | None:
        """What is known of a file with the same bytes."""
        with self._lock:
            return self._by_digest.get(digest)

    def keep(self, item: Found, facts: FileFacts) -> None:
        with self._lock:
            self._entries[item.shown] = (item.modified, facts)
            if facts.digest and not facts.problem:
                self._by_digest[facts.digest] = facts

    def save(self, present: set[str] | None = None) -> None:
        """Write what is known, of the files that are `present` (None: of all); nothing where nothing changed."""
        with self._lock:
            if present is not None:
                self._entries = {path: entry for path, entry in self._entries.items() if path in present}
            rows = [{**facts.dump(), "modified": modified} for modified, facts in self._entries.values()]
        rows.sort(key=lambda row: str(row["path"]))
        content = json.dumps({"key": self._key, "files": rows}, ensure_ascii=False, separators=(",", ":")).encode()
        if content == self._saved:
            return
        for chance in reversed(range(_CHANCES)):
            try:
                with replace_file(self._path) as temporary:
                    temporary.write_bytes(content)
                break
            except FileNotFoundError:
                if not chance:
                    raise
            except OSError as error:
                if not is_barred(error):
                    raise
                return  # it is read again the next time, by somebody who may write here
        self._saved = content


class _Readers:
    """One worker process for each thread that asks."""

    def __init__(self, words: Words, known: _Memory, seconds: float) -> None:
        self._words = words.dump()
        self._known = known
        self._seconds = seconds
        self._own = threading.local()
        self._all: list[Worker] = []

    def __enter__(self) -> _Readers:
        return self

    def __exit__(self, *error: object) -> None:
        for worker in self._all:
            worker.close()

    def read(self, item: Found) -> FileFacts:
        """Hash and read one file. Raises nothing for whatever it holds."""
        blank = FileFacts(item.shown, item.size)
        if item.link:
            return replace(blank, problem="link")
        if item.special:
            return replace(blank, problem="special")
        if mark := mark_in_name(item.path.name):
            return replace(blank, secret=mark)
        try:
            digest = hash_of(item.path)
        except OSError:
            return replace(blank, problem="unreadable")
        if known := self._known.same(digest):
            return replace(known, path=item.shown, size=item.size)
        answer = self._ask(str(item.path))
        try:
            return FileFacts.load({**answer, "path": item.shown, "size": item.size, "digest": digest})
        except (TypeError, ValueError):  # a process that a file has taken over may answer anything
            return replace(blank, digest=digest, kind="other", problem="crashed")

    def _ask(self, path: str) -> Any:
        worker = getattr(self._own, "worker", None)
        if worker is None:
            worker = self._own.worker = Worker(FUNCTION, memory=MEMORY)
            self._all.append(worker)
        reason = ""
        for _ in range(2):
            try:
                answer = worker.call(path, self._words, seconds=self._seconds)
            except WorkerError as error:
                reason = error.reason
                # What earlier files left behind may be to blame: once more in a fresh process.
                if reason != "memory":
                    break
            else:
                return answer
        return {"kind": "other", "problem": reason}
