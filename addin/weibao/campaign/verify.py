"""`verify`: are the files still what the record says? Returns, what we wrote, and evidence, by their hashes.

Changed by hand is no fault: drafts and numbered copies may be edited, and are never overwritten then. It is told, so
that nobody signs or hands in another file than the one that was checked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from weibao.campaign.history import Kind, current, unpack
from weibao.campaign.history_facts import files_below, hash_of
from weibao.campaign.inbox import shown_path
from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from weibao.campaign.folder import Campaign
    from weibao.campaign.store import Store

RETURNED, DOCUMENTS, EVIDENCE, EVIDENCE_RECORD = "回收", "文书", "佐证材料", "evidence.json"


class State(StrEnum):
    """How a file compares with the record."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    NEW = "new"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        """The word for it."""
        return {
            "same": "一致", "changed": "改动过", "missing": "不见了", "new": "没有记录", "unreadable": "读不出来",
        }[self.value]  # fmt: skip


class Group(StrEnum):
    """What kind of file it is."""

    RETURN = "return"
    OUTPUT = "output"
    LEDGER = "ledger"
    EVIDENCE = "evidence"

    @property
    def label(self) -> str:
        """The word for it."""
        return {
            "return": "回收的文件", "output": "程序写出的文件", "ledger": "核定台账", "evidence": "佐证材料",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """One file: path below the campaign, group, state, and the two hashes ("" where there is none)."""

    path: str
    group: Group
    state: State
    recorded: str = ""
    found: str = ""


def verify(
    campaign: Campaign, store: Store, progress: Callable[[str, int, int], None] = lambda *_: None
) -> tuple[Checked, ...]:
    """Every file that is on record or lies where such files lie, in the order of groups and paths."""
    returns = {path: str(unpack(value).get("sha256", "")) for path, value in current(store, Kind.RETURN).items()}
    ledger = {path: str(unpack(value).get("sha256", "")) for path, value in current(store, Kind.LEDGER).items()}
    here = {
        Group.RETURN: (returns, _below(campaign, campaign.root / RETURNED)),
        Group.OUTPUT: (store.files(), _below(campaign, campaign.documents)),
        Group.LEDGER: (ledger, {}),
        Group.EVIDENCE: (_evidence(campaign.machine / EVIDENCE_RECORD), _below(campaign, campaign.root / EVIDENCE)),
    }
    total = sum(len(known.keys() | there.keys()) for known, there in here.values())
    found: list[Checked] = []
    for group, (known, there) in here.items():
        for path in sorted(known.keys() | there.keys()):
            if group is not Group.EVIDENCE or known:  # before the evidence was ever read nothing of it is on record
                found.append(_check(group, path, known.get(path, ""), there.get(path, campaign.root / path)))
            progress("核对文件", len(found), total)
    return tuple(found)


def _check(group: Group, path: str, recorded: str, file: Path) -> Checked:
    if not recorded:
        return Checked(path, group, State.NEW)
    try:
        if not file.is_file():
            return Checked(path, group, State.MISSING, recorded)
        hashed = hash_of(file)
    except OSError:  # a folder that cannot be listed, a share that is gone: nobody knows
        return Checked(path, group, State.UNREADABLE, recorded)
    return Checked(path, group, State.SAME if hashed == recorded else State.CHANGED, recorded, hashed)


def findings(checked: tuple[Checked, ...]) -> Iterator[Finding]:
    """What is not as the record says, as findings."""
    for item in checked:
        if item.state is not State.SAME:
            name = item.path.rsplit("/", 1)[-1]
            yield finding(f"verify-{item.group}-{item.state}", file=item.path, name=name)


def _below(campaign: Campaign, folder: Path) -> Mapping[str, Path]:
    return {shown_path(path, campaign.root): path for path in files_below(folder)} if folder.is_dir() else {}


def _evidence(path: Path) -> dict[str, str]:
    """The hashes that reading the evidence has left, none where it was never read."""
    try:
        files = json.loads(path.read_bytes())["files"]
        return {str(item["path"]): str(item["digest"]) for item in files if item.get("digest")}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
