"""What tells one kept version of a file from another: whether it is what stands there now, what was new in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.campaign.folder import LEDGER
from weibao.campaign.history import Change, Kind, changes, runs
from weibao.campaign.input_words import input_words
from weibao.campaign.store import open_store
from weibao.documents.digests import digest
from weibao.errors import CampaignError, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weibao.campaign.folder import Campaign
    from weibao.campaign.versions import Version

# So many cells are named.
_NAMED: Final = 2


def notes_on(campaign: Campaign, kept: Iterable[Version]) -> dict[int, str]:
    """By the version's number, in words; what the history cannot tell now is left out."""
    typed, there = _typed(campaign), dict[str, str]()
    found = {}
    for version in kept:
        if version.path not in there:
            path = campaign.root / version.path
            there[version.path] = digest(path.read_bytes()) if path.is_file() else ""
        parts = ["和现在的一样"] if version.digest == there[version.path] else []
        if version.path.startswith(LEDGER) and version.at in typed:
            parts.append(_named(campaign, typed[version.at]))
        found[version.no] = "；".join(parts)
    return found


def differences(campaign: Campaign, file: str) -> list[str]:
    """What stands otherwise in a ledger that was put beside the one in use, cell by cell; none where either is not to
    be read.
    """
    from weibao.sheets.ledger_inputs import read_inputs

    rulebook = campaign.rulebook
    try:
        now, then = (read_inputs(path, rulebook).cells for path in (campaign.ledger, campaign.root / file))
    except WorkbookError:
        return []
    found = []
    for key in sorted(now.keys() | then.keys()):
        old, new = (cells[key].text if key in cells else "空白" for cells in (then, now))
        if old != new:
            sheet, row, column = input_words(rulebook, key)
            found.append(f"{sheet} {row} 的“{column}”：找回的是“{old}”，现在是“{new}”")
    return found


def _typed(campaign: Campaign) -> dict[str, list[Change]]:
    """By the moment of a run: what it has read anew in the ledger."""
    try:
        with open_store(campaign.history, reading=True) as store:
            moments = {run.id: run.at for run in runs(store) if run.at}
            found: dict[str, list[Change]] = {}
            for change in changes(store, [Kind.INPUT]):
                found.setdefault(moments.get(change.run, ""), []).append(change)
            return found
    except CampaignError:
        return {}


def _named(campaign: Campaign, typed: list[Change]) -> str:
    some = "、".join(" ".join(input_words(campaign.rulebook, change.key)) for change in typed[:_NAMED])
    return f"填写变了 {len(typed)} 处：{some}{'等' if len(typed) > _NAMED else ''}"
