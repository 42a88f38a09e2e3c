"""What the programme itself has written, and no hand since: `regenerate --explain` tells it apart from changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.campaign.compiled_files import NAME as COMPILED
from weibao.campaign.compiled_receipts import load_receipts, stat_of
from weibao.campaign.history import Kind, hashes
from weibao.documents.digests import hash_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from weibao.campaign.folder import Campaign
    from weibao.campaign.store import Store

_WHOLE: Final = "regenerate"


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """Files as commands have written them last, by path below `root`: their digests; of a compilation, where there may
    be gigabytes of evidence, size and time.
    """

    root: Path
    written: Mapping[str, str]
    compiled: Mapping[str, tuple[int, int]]

    def has(self, path: str, found: str = "") -> bool:
        """Whether a file is as a command wrote it; `found` is its digest where that is known."""
        try:
            if path in self.compiled:
                return stat_of(self.root / path) == self.compiled[path]
            return path in self.written and (found or hash_of(self.root / path)) == self.written[path]
        except OSError:
            return False


def own_files(campaign: Campaign, store: Store) -> OwnFiles:
    """What was written until now.

    核定台账 belongs to it only where nobody has typed into it since the last run of everything: what a later command
    has read there stands in it as well as what that command wrote.
    """
    receipts = load_receipts(campaign.machine / COMPILED)
    compiled = {
        f"{folder}/{name}": (item.size, item.modified)
        for folder, known in receipts.items()
        for name, item in known.items()
    }
    return OwnFiles(campaign.root, {**store.files(), **({} if _typed(store) else hashes(store, Kind.LEDGER))}, compiled)


def _typed(store: Store) -> bool:
    since = "SELECT coalesce(max(id), 0) FROM runs WHERE command = ?"
    typed = f"SELECT 1 FROM facts WHERE kind = ? AND run > ({since}) LIMIT 1"  # noqa: S608 - both are ours
    return store.connection.execute(typed, (Kind.INPUT.value, _WHOLE)).fetchone() is not None
