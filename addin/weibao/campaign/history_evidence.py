"""The files below 佐证材料/ in the history: first seen, changed, gone, each with the run that noticed it.

What reading them leaves in `.weibao/evidence.json` is renewed by the next reading, so nobody could tell by it that a
file was exchanged in between. The past stays, and `verify` compares with what stood in it at the last `regenerate`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.campaign.evidence_walk import lies_in
from weibao.campaign.history import Kind, Run, current, pack, record, runs, unpack
from weibao.campaign.history_privacy import kept_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from weibao.campaign.evidence_index import Index
    from weibao.campaign.store import Store
    from weibao.compute.proof_records import FileFacts

# Our own moves: they change no file.
_TIDYING: Final = "evidence tidy"
# Whoever runs this says that the evidence holds as it is (so `verify` asks); a mere collect says nothing about it.
SETTLING: Final = "regenerate"


@dataclass(frozen=True, slots=True)
class Registered:
    """What is on record of a file: its hash at the last snapshot (or when it was first seen since), its hash now, None
    where it is gone; "" where it was not read. `taken` is the run that took a change over since, None where none did;
    `moved` where the same file went in that run.
    """

    base: str
    now: str | None
    taken: Run | None = None
    moved: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether we moved it ourselves."""
        return bool(self.moved and self.taken and self.taken.command == _TIDYING)


def remember_evidence(store: Store, index: Index) -> None:
    """The files as they have just been read. Of what nobody could see now stays what is on record."""
    known = current(store, Kind.EVIDENCE)
    closed = [kept_path(folder) for folder in index.closed]
    facts = {key: value for key, value in known.items() if lies_in(key, closed)}
    for path, file in index.files.items():
        key = kept_path(path)
        unseen = path in index.unread or lies_in(path, index.closed)
        if value := known.get(key) if unseen else _value(file, known.get(key)):
            facts[key] = value
    record(store, Kind.EVIDENCE, "", facts)


def _value(file: FileFacts, known: str | None) -> str:
    if file.digest:
        return pack(sha256=file.digest, size=file.size)
    if file.problem == "unreadable" and known:
        return known
    return pack(unread=file.problem or "secret", size=file.size)


def registered(store: Store) -> dict[str, Registered]:
    """What is on record, by path as `kept_path` gives it; what was gone before the last snapshot is left out."""
    known = {run.id: run for run in runs(store)}
    snapshot = _settled(known.values())
    trails = _trails(store)
    arrived: dict[tuple[int, str], str] = {}
    for path, trail in trails.items():
        for before, (run, value) in zip((None, *(item[1] for item in trail)), trail, strict=False):
            if value and before is None:
                arrived.setdefault((run, value), path)
    found = {}
    for path, trail in trails.items():
        base = next((value for run, value in reversed(trail) if run <= snapshot), None)
        base = base or next((value for run, value in trail if run > snapshot and value), None)
        if base is None:
            continue
        last, now = trail[-1]
        taken = known.get(last) if now != base and last > snapshot else None
        moved = arrived.get((last, base), "") if taken and now is None else ""
        found[path] = Registered(_hash(base), None if now is None else _hash(now), taken, moved)
    return found


def exchanged(store: Store) -> list[str]:
    """The files whose content was changed, or that went and were not moved, between two readings before the last
    snapshot: what the record has taken over long ago.
    """
    snapshot = _settled(runs(store))
    trails = _trails(store)
    there = {(run, value) for trail in trails.values() for run, value in trail if value}

    def told(trail: list[tuple[int, str | None]]) -> Iterator[bool]:
        last = None
        for run, value in trail:
            if run <= snapshot and last and value != last:
                yield value is not None or (run, last) not in there
            last = value or last

    return [path for path, trail in trails.items() if any(told(trail))]


def _settled(known: Iterable[Run]) -> int:
    return max((run.id for run in known if run.as_of and run.command == SETTLING), default=0)


def _trails(store: Store) -> Mapping[str, list[tuple[int, str | None]]]:
    """Every value of every file with its run, the oldest first."""
    found: dict[str, list[tuple[int, str | None]]] = {}
    rows = store.connection.execute(
        "SELECT key, run, value FROM facts WHERE kind = ? ORDER BY key, run", (Kind.EVIDENCE.value,)
    )
    for path, run, value in rows:
        found.setdefault(path, []).append((run, value))
    return found


def _hash(value: str) -> str:
    return str(unpack(value).get("sha256", ""))
