"""A run that remembers nothing although there are files of earlier runs says so, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.campaign.history_facts import files_below
from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from weibao.campaign.folder import Campaign
    from weibao.campaign.store import Store


def history_missing(campaign: Campaign, store: Store) -> tuple[Finding, ...]:
    """The finding `history-missing`, where there is one. To be asked before the run remembers anything."""
    if store.issued() or store.used() or store.drafts() or store.numbers():
        return ()
    if not any(_files(campaign)):
        return ()
    path = campaign.relative(campaign.history)
    return (finding("history-missing", file=path, path=path),)


def _files(campaign: Campaign) -> Iterator[Path]:
    """Documents, and what was returned in any round."""
    for folder in (campaign.documents, campaign.returned(1).parent):
        yield from files_below(folder)
