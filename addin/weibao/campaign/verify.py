"""`verify`: are the files still what the record says? Returns, what we wrote, and evidence, by their hashes.

Changed by hand is no fault: drafts and numbered copies may be edited, and are never overwritten then; pictures and
总台账 are made again by the next run, as is a draft that is an older one of ours. It is told, so that nobody signs or
hands in another file than the one that was checked. Of evidence it is also told where a later reading has taken a
change over: the record is that of the last `regenerate`, not that of the last reading.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from weibao.campaign.evidence_walk import HOME, walk
from weibao.campaign.fates import Fate, fate
from weibao.campaign.history import Kind, hashes
from weibao.campaign.history_evidence import Registered, exchanged, registered
from weibao.campaign.history_facts import files_below
from weibao.campaign.history_privacy import kept_path
from weibao.campaign.inbox import shown_path
from weibao.campaign.strays import in_round, known_rounds, unknown_workbooks
from weibao.campaign.two_clerks import RESTORED
from weibao.campaign.versions import versions
from weibao.documents.digests import hash_of
from weibao.errors import CampaignError
from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from weibao.campaign.folder import Campaign
    from weibao.campaign.store import Store

RETURNED = "回收"


class State(StrEnum):
    """How a file compares with the record."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    NEW = "new"
    RETAKEN = "retaken"
    UNREAD = "unread"
    UNREADABLE = "unreadable"
    ASTRAY = "astray"
    RESTORED = "restored"

    @property
    def label(self) -> str:
        """The word for it."""
        return {
            "same": "一致", "changed": "改动过", "missing": "不见了", "new": "没有记录", "retaken": "换过并已重新登记",
            "unread": "没有读取", "unreadable": "读不出来",
            "astray": "放的地方不对", "restored": "找回后改动过",
        }[self.value]  # fmt: skip


class Group(StrEnum):
    """What kind of file it is."""

    RETURN = "return"
    OUTPUT = "output"
    LEDGER = "ledger"
    EVIDENCE = "evidence"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The word for it."""
        return {
            "return": "回收的文件", "output": "程序写出的文件", "ledger": "核定台账", "evidence": "佐证材料",
            "other": "其他文件",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """One file: path below the campaign, group, state, the two hashes ("" where there is none), and `note`, what a
    later run has made of it on record. `fate`: what the next run does with one of ours that is changed.
    """

    path: str
    group: Group
    state: State
    recorded: str = ""
    found: str = ""
    note: str = ""
    fate: Fate = Fate.STAYS


def verify(
    campaign: Campaign, store: Store, progress: Callable[[str, int, int], None] = lambda *_: None
) -> tuple[Checked, ...]:
    """Every file that is on record or lies where such files lie, in the order of groups and paths.

    What units and people call their files is on record without what leads to a person; who looks sees them as they are.
    """
    here = {
        Group.RETURN: (hashes(store, Kind.RETURN), _below(campaign, campaign.root / RETURNED, kept_path)),
        Group.OUTPUT: (store.files(), _below(campaign, campaign.documents)),
        Group.LEDGER: (hashes(store, Kind.LEDGER), {}),
    }
    rounds = known_rounds(campaign, store)
    evidence = registered(store)
    # Before the evidence was ever read nothing of it is on record.
    listed = {kept_path(item.shown): item.path for item in walk(campaign.root).files} if evidence else {}
    total = sum(len(known.keys() | there.keys()) for known, there in here.values())
    total += len(evidence.keys() | listed.keys())
    found: list[Checked] = []
    for group, (known, there) in here.items():
        for key in sorted(known.keys() | there.keys()):
            path, file = _place(campaign, key, there)
            checked = _check(group, path, known.get(key, ""), file)
            if group is Group.RETURN and checked.state is State.NEW and not in_round(file, campaign, rounds):
                checked = replace(checked, state=State.ASTRAY)
            if group is Group.OUTPUT and checked.state is State.CHANGED and checked.found:
                checked = replace(checked, fate=fate(campaign, store, path, file.read_bytes()))
            found.append(checked)
            progress("核对文件", len(found), total)
    for key in sorted(evidence.keys() | listed.keys()):
        record = evidence.get(key)
        if record is None or not record.is_ours or key in listed:
            found.append(_check_evidence(*_place(campaign, key, listed), record))
        progress("核对文件", len(found), total)
    told = {item.path for item in found}
    found += (Checked(path, Group.OTHER, State.NEW) for path in unknown_workbooks(campaign, store) if path not in told)
    return tuple(_brought_back(campaign, found))


def _brought_back(campaign: Campaign, found: list[Checked]) -> Iterator[Checked]:
    """Of files that are on no record: those that `restore` has written are ours, by the kept versions."""
    kept: set[str] | None = None
    for item in found:
        if item.state is not State.NEW or item.group not in (Group.OUTPUT, Group.OTHER):
            yield item
            continue
        kept = _kept(campaign) if kept is None else kept
        try:
            hashed = hash_of(campaign.root / item.path) if kept else ""
        except OSError:
            hashed = ""
        if hashed in kept:
            yield Checked(item.path, Group.OUTPUT, State.SAME, hashed, hashed)
        elif RESTORED in item.path.rpartition("/")[2]:
            yield replace(item, state=State.RESTORED)
        else:
            yield item


def _kept(campaign: Campaign) -> set[str]:
    try:
        return {version.digest for version in versions(campaign.machine)}
    except CampaignError:  # they cannot be read now
        return set()


def _check(group: Group, path: str, recorded: str, file: Path) -> Checked:
    if not recorded:
        return Checked(path, group, State.NEW)
    try:
        mode = file.lstat().st_mode
        if stat.S_ISDIR(mode):
            return Checked(path, group, State.MISSING, recorded)
        # What a link leads to may be changed anywhere; a pipe would be waited for.
        hashed = hash_of(file) if stat.S_ISREG(mode) else ""
    except (FileNotFoundError, NotADirectoryError):
        return Checked(path, group, State.MISSING, recorded)
    except OSError:  # a folder that cannot be listed, a share that is gone: nobody knows
        return Checked(path, group, State.UNREADABLE, recorded)
    return Checked(path, group, State.SAME if hashed == recorded else State.CHANGED, recorded, hashed)


def _check_evidence(path: str, file: Path, record: Registered | None) -> Checked:
    """Against what was on record at the last snapshot, and what a later run has made of that."""
    if record is None:
        return Checked(path, Group.EVIDENCE, State.NEW)
    note = _taken(record)
    if record.now is None:
        try:
            state = State.NEW if file.is_file() else State.MISSING
        except OSError:
            state = State.UNREADABLE
        return Checked(path, Group.EVIDENCE, state, record.base, note=note)
    if not record.now:
        state = State.UNREAD if file.exists() or file.is_symlink() else State.MISSING
        return Checked(path, Group.EVIDENCE, state, record.base, note=note)
    checked = _check(Group.EVIDENCE, path, record.now, file)
    if checked.state is State.SAME and record.now != record.base:
        checked = replace(checked, state=State.RETAKEN)
    return replace(checked, recorded=record.base, note=note)


def _taken(record: Registered) -> str:
    """`，已于 2026-03-05 10:00 由王办重新登记`; "" where nobody did."""
    run = record.taken
    if run is None:
        return ""
    when, who = run.at[:16].replace("T", " "), f"由{run.user}" if run.user else ""
    what = "重新登记" if record.now is not None else f"登记为移到“{record.moved}”" if record.moved else "登记为不见了"
    return f"，已{f'于 {when} ' if when else ''}{who}{what}"


def findings(checked: tuple[Checked, ...]) -> Iterator[Finding]:
    """What is not as the record says, as findings."""
    for item in checked:
        if item.state is not State.SAME:
            name = item.path.rsplit("/", 1)[-1]
            code = "-".join(filter(None, ("verify", item.group, item.state, item.fate)))
            yield finding(code, file=item.path, name=name, note=item.note)


def earlier(store: Store) -> tuple[Finding, ...]:
    """That files of evidence were exchanged before the last snapshot, which is the record since."""
    found = exchanged(store)
    return (finding("verify-evidence-earlier", file=HOME, count=len(found), example=found[0]),) if found else ()


def _below(campaign: Campaign, folder: Path, key: Callable[[str], str] = str) -> Mapping[str, Path]:
    """The files below a folder, by what they are on record as."""
    return {key(shown_path(path, campaign.root)): path for path in files_below(folder)} if folder.is_dir() else {}


def _place(campaign: Campaign, key: str, there: Mapping[str, Path]) -> tuple[str, Path]:
    """A file's path as people see it, and the file; of one that is not there the path that is on record."""
    file = there.get(key)
    return (key, campaign.root / key) if file is None else (shown_path(file, campaign.root), file)
