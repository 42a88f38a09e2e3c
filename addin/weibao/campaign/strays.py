"""Files of a campaign that nobody reads: in a folder of no round below 回收/, and workbooks of no record elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from weibao.campaign.history import Kind, current
from weibao.campaign.history_facts import files_below
from weibao.campaign.inbox import shown_path
from weibao.campaign.scratch import EXPORTS
from weibao.sheets.frame_export import WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from weibao.campaign.folder import Campaign
    from weibao.campaign.store import Store

_BOOKS: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods")
# Folders of a campaign of which others tell, or that hold what is nobody's return: 回收 and 佐证材料 are read whole.
_TOLD: Final = ("回收", "佐证材料", "文书", "模板", "图表", "退回", "资料汇编")
_EXPORT: Final = f"{EXPORTS}/{WORKBOOK.removesuffix('.xlsx')}"  # made anew by every export: there is nothing to compare


def known_rounds(campaign: Campaign, store: Store) -> frozenset[int]:
    """The rounds that were issued or read, by the history and by the folders below 下发/."""
    names = [path.name for path in (campaign.root / "下发").glob("第*轮")]
    names += [path.split("/")[1] for path in current(store, Kind.RETURN) if path.count("/") > 1]
    found = (re.fullmatch(r"第(\d+)轮", name) for name in names)
    return frozenset({number for number, _ in store.issued()} | {int(item[1]) for item in found if item})


def in_round(file: Path, campaign: Campaign, rounds: Iterable[int]) -> bool:
    """Whether a file lies in the folder of a round that was issued, so that it is read."""
    return any(file.is_relative_to(campaign.returned(number)) for number in rounds)


def unknown_workbooks(campaign: Campaign, store: Store) -> Iterator[str]:
    """Workbooks below the campaign that are no record's: copies of the ledger, lists in a wrong place, others' own."""
    ours = {*store.files(), campaign.ledger.name, campaign.console.name}
    for place in sorted(campaign.root.iterdir()):
        if place.name in _TOLD or place.name.startswith((".", "~$")):
            continue
        for path in files_below(place) if place.is_dir() else (place,):
            shown = shown_path(path, campaign.root)
            if path.suffix.lower() in _BOOKS and shown not in ours and not shown.startswith(_EXPORT):
                yield shown
