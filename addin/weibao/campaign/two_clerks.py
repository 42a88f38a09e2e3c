"""Two clerks at one 核定台账: what both have typed since the last run is shown with both values, and none is dropped.

Compared are the ledger as it is, the ledger as it was last read (the history keeps every input, of telephones and the
like no more than that they were there), and copies beside it: those that a share or a cloud drive makes of a conflict,
and those that people make themselves. Only the ledger counts.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from weibao.campaign.folder import LEDGER, LEDGER_SUFFIXES
from weibao.campaign.history import Kind, current, pack, record, runs, state, trail, unpack
from weibao.campaign.history_privacy import kept, kept_input
from weibao.campaign.input_words import input_words
from weibao.campaign.ledger_kept import KeptLedgers
from weibao.campaign.ledger_losses import Loss, open_losses, remember_losses
from weibao.campaign.versions import MOST_OF_LEDGER, damaged, keep_versions, versions
from weibao.documents.digests import digest
from weibao.errors import CampaignError, WorkbookError
from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from weibao.campaign.folder import Campaign
    from weibao.campaign.situation import Situation
    from weibao.campaign.store import Store
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.ledger_inputs import Input

RESTORED: Final = "（恢复"
# More cells than these of one copy are counted, not listed.
_LISTED: Final = 60
# So many cells that are all back at what they were before are no correction any more.
_REVERTED: Final = 3


def two_clerks(situation: Situation, store: Store) -> tuple[Finding, ...]:
    """What two people have typed into the same cells, by the ledger now, as last read, and in copies beside it.

    The ledger as found is kept (`weibao restore`); its inputs become those last read.
    """
    campaign, rulebook = situation.grounds.campaign, situation.grounds.campaign.rulebook
    ledger = campaign.ledger
    now = _Seen.of(ledger, rulebook)
    past = _Past.of(store, ledger.name, rulebook)
    told = current(store, Kind.LOST)
    losses = open_losses(store, now.texts)
    found = [*_still_lost(past, losses, now, ledger.name), *_replaced(past, now, ledger.name, losses, told)]
    remember_losses(store, losses)
    for path in copies(campaign, store):
        try:
            other = _Seen.of(path, rulebook)
        except (WorkbookError, OSError) as error:  # locked by another program, or not brought down from the cloud yet
            found.append(finding("ledger-copy-unreadable", file=path.name, copy=path.name, reason=error))
        else:
            found += _beside(past, now, other, ledger.name, path.name)
    _remember(store, ledger, now)
    return (*found, *damaged(campaign.machine))


def remember_ledger(situation: Situation, store: Store) -> None:
    """The ledger as the run has left it: what the program itself filled in is nobody's change at the next run."""
    campaign = situation.grounds.campaign
    ledger = campaign.ledger
    known = unpack(current(store, Kind.LEDGER).get(ledger.name)).get("sha256")
    if digest(ledger.read_bytes()) != known:
        _remember(store, ledger, _Seen.of(ledger, campaign.rulebook))


@contextmanager
def writing_ledger(campaign: Campaign, store: Store) -> Iterator[None]:
    """Of a ledger that was as last read when the command began, what the command makes of it is nobody's change.

    Where the command itself has read it since then, that stands.
    """

    def is_known() -> bool:
        known = unpack(current(store, Kind.LEDGER).get(campaign.ledger.name))
        return campaign.ledger.is_file() and digest(campaign.ledger.read_bytes()) == known.get("sha256")

    as_read = is_known()
    yield
    if as_read and campaign.ledger.is_file() and not is_known():
        known = unpack(current(store, Kind.LEDGER).get(campaign.ledger.name))
        _remember_content(store, campaign.ledger, str(known.get("machine", "")))


def remember_made(campaign: Campaign, store: Store) -> None:
    """A ledger just made: the members, days and settings that the program has put in are nobody's typing."""
    _remember(store, campaign.ledger, _Seen.of(campaign.ledger, campaign.rulebook))


def remember_restored(campaign: Campaign, store: Store) -> None:
    """A ledger that was put back on purpose: what stands in it now was not taken back by anybody's old copy."""
    with suppress(WorkbookError):  # one that cannot be read is told of at the next run
        _remember(store, campaign.ledger, _Seen.of(campaign.ledger, campaign.rulebook))


def _remember(store: Store, ledger: Path, seen: _Seen) -> None:
    record(store, Kind.INPUT, "", seen.texts)
    _remember_content(store, ledger, seen.machine)


def _remember_content(store: Store, ledger: Path, machine: str) -> None:
    content = ledger.read_bytes()
    about = pack(sha256=digest(content), machine=machine)
    if record(store, Kind.LEDGER, "", {ledger.name: about}):
        keep_versions(store.path.parent, {ledger.name: content}, store.who, MOST_OF_LEDGER)


@dataclass(frozen=True)
class _Seen:
    """A ledger as it is: every input as the history keeps it and as it stands there, by the history's keys."""

    texts: dict[str, str]
    cells: dict[str, Input]
    blank: dict[str, Input]
    machine: str
    sheets: tuple[str, ...]

    @classmethod
    def of(cls, path: Path, rulebook: Rulebook) -> _Seen:
        from weibao.sheets.ledger_inputs import read_inputs

        inputs = read_inputs(path, rulebook)
        cells = {kept(key): item for key, item in inputs.cells.items()}
        texts = {key: kept_input(key, item.text) for key, item in cells.items()}
        return cls(texts, cells, inputs.blank, inputs.machine, inputs.sheets)

    def shown(self, key: str) -> str:
        """As it stands there, for a message."""
        return self.cells[key].text if key in self.cells else "空白"

    def place(self, key: str, file: str) -> dict[str, str]:
        """File, sheet and cell of an input, also of one that is blank."""
        item = self.cells.get(key) or self.blank.get(key)
        return {
            "file": file, "sheet": item.sheet if item else key.partition("/")[0], "cell": item.cell if item else "",
        }  # fmt: skip


# --- the ledger as last read ------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Past:
    """`base` is every input as last read; `machine` the digests of the program's sheets with the run that left each."""

    store: Store
    name: str
    rulebook: Rulebook
    base: Mapping[str, str]
    machine: Mapping[str, int]
    last: str
    versions: KeptLedgers
    when: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store, name: str, rulebook: Rulebook) -> _Past:
        known = {str(unpack(value).get("machine", "")): run for run, value in trail(store, Kind.LEDGER, name) if value}
        last = str(unpack(current(store, Kind.LEDGER).get(name)).get("machine", ""))
        when = {run.id: run.at[:16].replace("T", " ") for run in runs(store)}
        there = KeptLedgers(store.path.parent, name, partial(_Seen.of, rulebook=rulebook))
        return cls(store, name, rulebook, current(store, Kind.INPUT), known, last, there, when)

    def values(self, key: str) -> list[tuple[int, str | None]]:
        return trail(self.store, Kind.INPUT, key)

    def day(self, run: int) -> str:
        """For a message: when that run was."""
        return f"{self.when[run]} " if self.when.get(run) else "上次"


def _still_lost(past: _Past, losses: Mapping[str, Loss], now: _Seen, name: str) -> Iterator[Finding]:
    """What earlier runs have told of and nobody has dealt with."""
    if losses:
        when = min(item.by for item in losses.values())
        yield finding("ledger-still-lost", file=name, name=name, when=when, count=len(losses))
        yield from _listed([_lost(key, item, past, now, name) for key, item in losses.items()], name)


def _replaced(past: _Past, now: _Seen, name: str, losses: dict[str, Loss], told: Iterable[str]) -> Iterator[Finding]:
    """The ledger was replaced by an older copy: what that has taken back, and what it says otherwise.

    Both are added to `losses`. `told` are the cells that an earlier run has found so: filled again is no loss.
    """
    texts = now.texts
    changed = [key for key in sorted(past.base.keys() | texts.keys()) if past.base.get(key) != texts.get(key)]
    if not changed:
        return
    if now.machine != past.last and now.machine in past.machine:
        run = past.machine[now.machine]
        old = {key: value for (kind, key), value in state(past.store, run).items() if kind == Kind.INPUT}
    elif before := _taken_back(past, texts, changed, told):
        run, old = before
    else:
        return
    lines = []
    for key in changed:
        was, is_now = past.base.get(key), texts.get(key)
        if was == old.get(key):
            continue  # changed in the copy only, as any other input
        seen = next((since for since, value in reversed(past.values(key)) if value == was), 0)
        loss = Loss(was or "", is_now or "", past.day(seen), past.store.who.since_text, both=is_now != old.get(key))
        losses[key] = loss
        lines.append(_lost(key, loss, past, now, name))
    if lines:
        yield finding("ledger-replaced", file=name, name=name, when=past.day(run), count=len(lines))
        yield from _listed(lines, name)


def _lost(key: str, loss: Loss, past: _Past, now: _Seen, name: str) -> Finding:
    was = past.versions.shown(key, loss.was)
    values: dict[str, str] = {"was": was, "now": now.shown(key), **_named(key, past.rulebook)}
    place = now.place(key, name)
    if not loss.both:
        return finding("ledger-lost-input", when=loss.when, **values).at(**place)
    return finding("ledger-both-input", name=name, here="现在的台账", there="盖掉以前读到的", **values).at(**place)


def _listed(lines: list[Finding], name: str) -> Iterator[Finding]:
    yield from lines[:_LISTED]
    if len(lines) > _LISTED:
        yield finding("ledger-more-inputs", file=name, copy=name, name="上次读到的", count=len(lines) - _LISTED)


def _taken_back(
    past: _Past, texts: Mapping[str, str], changed: list[str], told: Iterable[str]
) -> tuple[int, dict[str, str]] | None:
    """Where everything that one run had read anew is back at what it was before that run: the state before it."""
    last = max((past.values(key)[-1][0] for key in changed if past.values(key)), default=0)
    before = {key: value for (kind, key), value in state(past.store, last - 1).items() if kind == Kind.INPUT}
    new = [key for key in (past.base.keys() | before.keys()) - set(told) if past.base.get(key) != before.get(key)]
    back = [key for key in new if texts.get(key) == before.get(key)]
    return (last - 1, before) if before and len(back) >= _REVERTED and len(back) == len(new) else None


# --- copies beside it -------------------------------------------------------------------------------------


def copies(campaign: Campaign, store: Store) -> Iterator[Path]:
    """Workbooks beside the ledger that are called after it, but not what we put there ourselves, as we put it."""
    for path in sorted(campaign.root.glob(f"*{LEDGER}*")):
        own = path == campaign.ledger or path.name.startswith(("~$", "."))
        if own or path.suffix.lower() not in LEDGER_SUFFIXES or not path.is_file():
            continue
        try:
            there = digest(path.read_bytes())
        except OSError:  # that it cannot be read is told when it is compared
            yield path
            continue
        if there != store.written(path.name) and not (RESTORED in path.name and there in _kept(campaign)):
            yield path


def _kept(campaign: Campaign) -> set[str]:
    """The digests of the ledger's kept versions; none where they cannot be read now."""
    try:
        return {version.digest for version in versions(campaign.machine, campaign.ledger.name)}
    except CampaignError:
        return set()


def _beside(past: _Past, now: _Seen, other: _Seen, name: str, copy: str) -> Iterator[Finding]:
    if own := [sheet for sheet in other.sheets if sheet not in now.sheets]:
        yield finding("ledger-copy-sheets", file=copy, copy=copy, name=name, sheets="、".join(own))
    lines = []
    for key in sorted(now.cells.keys() | other.cells.keys()):
        mine, theirs = now.texts.get(key), other.texts.get(key)
        known = {value for _, value in past.values(key)} if mine != theirs else set()
        if mine == theirs or theirs is None or theirs in known:
            continue  # the same, or no more than an older state of the ledger
        values: dict[str, str] = {"was": other.shown(key), "now": now.shown(key), "name": name}
        values |= _named(key, past.rulebook)
        place = other.place(key, copy)
        if mine is None or mine == past.base.get(key):
            lines.append(finding("ledger-copy-input", copy=copy, **values).at(**place))
        else:
            lines.append(finding("ledger-both-input", here=name, there=copy, **values).at(**place))
    if not lines:
        yield finding("ledger-copy-same", file=copy, copy=copy, name=name)
        return
    yield finding("ledger-copy", file=copy, copy=copy, name=name, count=len(lines))
    yield from lines[:_LISTED]
    if len(lines) > _LISTED:
        yield finding("ledger-more-inputs", file=copy, copy=copy, name=name, count=len(lines) - _LISTED)


def _named(key: str, rulebook: Rulebook) -> dict[str, str]:
    """Row and column for a message."""
    _, row, column = input_words(rulebook, key)
    return {"row": row, "column": column}
