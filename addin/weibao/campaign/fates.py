"""What the next run does with a file that is not as we last wrote it: `verify` and `restore` tell."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from weibao.documents.digests import digest
from weibao.documents.drafts import Receipt, first_draft
from weibao.documents.seal import read_seal

if TYPE_CHECKING:
    from weibao.campaign.folder import Campaign
    from weibao.campaign.store import Store


class Fate(StrEnum):
    """STAYS: nothing. REMADE: made again whatever stands there. OLDER: a draft as we once wrote it, which no hand has
    changed, is brought up to date.
    """

    STAYS = ""
    REMADE = "remade"
    OLDER = "older"


def fate(campaign: Campaign, store: Store, path: str, content: bytes) -> Fate:
    """What comes of the file at `path` (below the campaign, forward slashes), whose bytes are not those we remember."""
    if path == campaign.console.name or path.startswith(f"{campaign.charts.name}/"):
        return Fate.REMADE
    draft, drafts = path.removeprefix(f"{campaign.documents.name}/"), store.drafts()
    if draft == path or draft not in drafts or store.approved(draft):
        return Fate.STAYS
    family = (Receipt.parse(text).bytes for other, text in drafts.items() if first_draft(other) == first_draft(draft))
    return Fate.OLDER if read_seal(content) or digest(content) in family else Fate.STAYS
