"""The past of a campaign: what was read, scored, typed, numbered and written, by whom and when.

Kept are changes only (tables `runs` and `facts`), so a command that changes nothing leaves the history's bytes alone,
and the state after any run, or on any as-of date, can be put together again.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from weibao.errors import CampaignError
from weibao.workdays import typed_day

if TYPE_CHECKING:
    from weibao.campaign.store import Store

State = dict[tuple[str, str], str]
"""(kind, key) -> value."""


class Kind(StrEnum):
    """What a fact is about; the key of each."""

    RETURN = "return"  # path of a file below 回收/: {"sha256", "unit", "counts"}
    STATUS = "status"  # round/unit: 回收状态
    CONTACT = "contact"  # round/unit: {"head", "deputy", "officer"} of its 填报说明
    CLAIM = "claim"  # round/indicator/unit: {"level", "points"} after the truth table
    FIGURE = "figure"  # round/indicator/unit/row of 量化情况: what the unit typed, as text
    SCORE = "score"  # round/indicator: the trail of its points, stated to effective
    TOTAL = "total"  # round: {"earned", "possible", …, "verdict"}
    INPUT = "input"  # sheet/row/heading of 核定台账: what a person typed
    LOST = "lost"  # as INPUT: {"was", "now", "when", "by"} of a cell that an older copy of the ledger took back
    LEDGER = "ledger"  # name of the ledger: {"sha256", "machine": digest of the sheets that only the program writes}
    PAPER = "paper"  # draft below 文书/ (else 文号 or title): {"state", "doc_no", "reviewer", "signed", …, "note"}
    EVIDENCE = "evidence"  # path of a file below 佐证材料/: {"sha256", "size"}, or {"unread": why, "size"}
    NUMBER = "number"  # 文号: {"draft", "file"}
    FILE = "file"  # path of a file that we wrote: its digest
    RULES = "rules"  # "规则库": which version is in force from which round on, in words

    @property
    def label(self) -> str:
        """The official word."""
        return _LABELS[self]


_LABELS: Final[Mapping[str, str]] = {
    "figure": "量化填报", "contact": "责任人",
    "return": "回收文件", "status": "回收状态", "claim": "单位填报", "score": "指标得分", "total": "总分",
    "input": "台账填写", "lost": "待补填写", "ledger": "核定台账", "paper": "公文办理", "evidence": "佐证文件",
    "number": "文号", "file": "写出的文件", "rules": "规则库",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """One command that changed something. `at` is an ISO moment with its zone; all but `id` may be unknown ("")."""

    id: int
    at: str
    user: str
    host: str
    command: str
    as_of: str
    round: int


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that a run changed; None where it was not there, or is not any more."""

    run: int
    kind: Kind
    key: str
    before: str | None
    after: str | None


def pack(**values: object) -> str:
    """A value of several parts as short text, empty ones left out; 0 is not empty."""
    kept = {key: value for key, value in values.items() if value is not None and value is not False and value != ""}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def unpack(value: str | None) -> dict[str, object]:
    """The parts of such a value; one that is plain text has none."""
    try:
        found = json.loads(value or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


# --- writing --------------------------------------------------------------------------------------------


def record(store: Store, kind: Kind, scope: str, facts: Mapping[str, str]) -> tuple[Change, ...]:
    """The facts of a kind below `scope` are these from now on; returns what that changed.

    A scope is "" (all of the kind), the beginning of keys up to a slash, or one key.
    """
    beginning = not scope or scope.endswith("/")
    known = {
        key: value
        for key, value in current(store, kind).items()
        if (key.startswith(scope) if beginning else key == scope)
    }
    changes = [
        Change(_run(store), kind, key, known.get(key), facts.get(key))
        for key in sorted(known.keys() | facts.keys())
        if known.get(key) != facts.get(key)
    ]
    store.connection.executemany(
        "INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?)",
        [(change.kind.value, change.key, change.run, change.after) for change in changes],
    )
    return tuple(changes)


def begin_run(store: Store) -> None:
    """Let this command be a run although it may change nothing: what others have changed is measured from here on."""
    _run(store)


def _run(store: Store) -> int:
    """The row of this command, made when it changes something for the first time."""
    if not store.run:
        who, (as_of, number) = store.who, store.about
        cursor = store.connection.execute(
            "INSERT INTO runs (at, user, host, command, as_of, round) VALUES (?, ?, ?, ?, ?, ?)",
            (who.since, who.user, who.host, who.command, as_of.isoformat() if as_of else "", number),
        )
        store.run = cursor.lastrowid or 0
    return store.run


# --- reading --------------------------------------------------------------------------------------------


def current(store: Store, kind: Kind) -> dict[str, str]:
    """The facts of a kind as they stand, by key."""
    # Beside max() SQLite gives the other columns of that row: the whole past is passed once, in its own order.
    rows = store.connection.execute("SELECT key, value, max(run) FROM facts WHERE kind = ? GROUP BY key", (kind.value,))
    return {key: value for key, value, _ in rows if value is not None}


def state(store: Store, run: int) -> State:
    """Every fact as it stood after a run."""
    rows = store.connection.execute(
        "SELECT kind, key, value, max(run) FROM facts WHERE run <= ? GROUP BY kind, key", (run,)
    )
    return {(kind, key): value for kind, key, value, _ in rows if value is not None}


def runs(store: Store) -> list[Run]:
    """Every run that changed something, the oldest first."""
    rows = store.connection.execute("SELECT id, at, user, host, command, as_of, round FROM runs ORDER BY id")
    return [Run(*row) for row in rows]


def changes(store: Store, kinds: Iterable[Kind] = tuple(Kind)) -> list[Change]:
    """Every change, in the order in which it was made."""
    found, last = [], State()
    rows = store.connection.execute("SELECT run, kind, key, value FROM facts ORDER BY run, kind, key")
    wanted = set(kinds)
    for run, kind, key, value in rows:
        if Kind(kind) in wanted:
            found.append(Change(run, Kind(kind), key, last.get((kind, key)), value))
            last[kind, key] = value
    return found


def counts(found: Iterable[Change]) -> dict[int, dict[str, int]]:
    """How many changes of each kind each run has made, in one pass: there are runs times changes of them in a year."""
    counted: dict[int, dict[str, int]] = {}
    for change in found:
        own = counted.setdefault(change.run, {})
        own[change.kind.value] = own.get(change.kind.value, 0) + 1
    return counted


def hashes(store: Store, kind: Kind) -> dict[str, str]:
    """The hash of every file that facts of this kind are about, by their keys; "" where none is on record."""
    return {path: str(unpack(value).get("sha256", "")) for path, value in current(store, kind).items()}


def trail(store: Store, kind: Kind, key: str) -> list[tuple[int, str | None]]:
    """The values of one fact with the run that brought each, the oldest first."""
    rows = store.connection.execute(
        "SELECT run, value FROM facts WHERE kind = ? AND key = ? ORDER BY run", (kind.value, key)
    )
    return [(run, value) for run, value in rows]


def compare(before: State, after: State) -> list[Change]:
    """What is different between two states, in the order of kinds and keys."""
    order = {kind.value: place for place, kind in enumerate(Kind)}
    keys = sorted(before.keys() | after.keys(), key=lambda item: (order.get(item[0], 0), item[1]))
    return [
        Change(0, Kind(kind), key, before.get((kind, key)), after.get((kind, key)))
        for kind, key in keys
        if before.get((kind, key)) != after.get((kind, key))
    ]


def _with_followers(known: list[Run], day: str) -> list[Run]:
    """The last run of a day or before, with what was done after it without a day of its own (编号, 印发)."""
    last = max((run for run in known if "" < run.as_of <= day), key=lambda run: (run.as_of, run.id), default=None)
    if last is None:
        return []
    after = itertools.takewhile(lambda run: not run.as_of, (run for run in known if run.id > last.id))
    return [replace(max((last, *after), key=lambda run: run.id), as_of=last.as_of)]


def moment(store: Store, text: str) -> Run:
    """The run that a person names: its number, an as-of date (the last run of that day or before), or 最早, 最近.

    Raises CampaignError with what there is.
    """
    known = runs(store)
    if not known:
        raise CampaignError("历史记录里还没有记下运行。请先运行一次 weibao collect 或 weibao regenerate。")
    if text in ("最早", "first"):
        return known[0]
    if text in ("最近", "last"):
        return known[-1]
    if re.fullmatch(r"\d{1,7}", text):  # eight are a day without its hyphens
        found = [run for run in known if run.id == int(text)]
    else:
        try:
            day = typed_day(text).isoformat()
        except ValueError:
            raise CampaignError(
                f"“{text}”不是记下的运行。请写编号（见 weibao history）、基准日（如 2023-10-09）、最早或最近。"
            ) from None
        found = _with_followers(known, day)
    if not found:
        dated = [run.as_of for run in known if run.as_of]
        days = f"，基准日 {min(dated)} 至 {max(dated)}" if dated else ""
        raise CampaignError(f"没有运行“{text}”。现有编号 {known[0].id} 至 {known[-1].id}{days}，见 weibao history。")
    return found[0]
