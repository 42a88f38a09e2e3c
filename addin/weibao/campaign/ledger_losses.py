"""What an older copy has taken out of 核定台账: told at every run until each cell is dealt with.

A cell is dealt with once something else stands in it than what the copy had brought, or once somebody says that the
ledger holds as it is (`weibao collect --accept-ledger`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.campaign.history import Kind, current, pack, record, unpack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.campaign.store import Store


@dataclass(frozen=True, slots=True)
class Loss:
    """One cell: as last read before the copy came ("" for blank), as the copy has it, when the first was read.

    `both`: it says otherwise than it did before either, so two people have typed there. `by`: when it was noticed.
    """

    was: str
    now: str
    when: str
    by: str
    both: bool = False


def open_losses(store: Store, texts: Mapping[str, str]) -> dict[str, Loss]:
    """By the history's key of an input: what is still as the copy has brought it. `texts` is the ledger now."""
    found = {}
    for key, value in sorted(current(store, Kind.LOST).items()):
        parts = unpack(value)
        was, now, when, by = (str(parts.get(name, "")) for name in ("was", "now", "when", "by"))
        if texts.get(key, "") == now:
            found[key] = Loss(was, now, when, by, both=bool(parts.get("both")))
    return found


def remember_losses(store: Store, losses: Mapping[str, Loss]) -> None:
    """These are open from now on, and no others."""
    record(store, Kind.LOST, "", {
        key: pack(was=item.was, now=item.now, when=item.when, by=item.by, both=item.both)
        for key, item in losses.items()
    })  # fmt: skip


def accept_ledger(store: Store) -> int:
    """The ledger holds as it is: nothing that was told before is open any more; returns how many cells were."""
    count = len(current(store, Kind.LOST))
    remember_losses(store, {})
    return count
