"""The demonstration campaign for tests: made once for all workers, whole or with few returns."""

from __future__ import annotations

import os
import shutil
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from weibao.campaign.folder import Campaign

# Eight returns that count (城北街道 reports an event), one unit with two files, one file that is set aside.
FEW = ("市发改委", "市教育局", "市公安局", "市民政局", "城北街道", "城南街道", "东陈镇", "九华镇")
FEW_FILES = (*FEW, "市财政局", "丁堰镇")


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A campaign that the first worker who needs it makes for all of them; only read it."""
    base = factory.getbasetemp()
    shared = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / name
    root, failed = shared / "演示", shared / "failed"
    try:
        shared.mkdir()
    except FileExistsError:
        while not root.exists():
            assert not failed.exists(), f"{name} could not be made; see the other worker's error"
            time.sleep(0.2)
        return root
    try:
        make(shared / "making")
    except BaseException:
        failed.touch()
        raise
    (shared / "making").rename(root)
    return root


def thin_out(demo: Path, root: Path) -> None:
    """Copy the demonstration with the files of `FEW_FILES` alone, brought up to date.

    A run reads every return: with ten files it takes a third of the time. What is typed in its ledger goes into a new
    one, which has few empty rows where a new one has (see few_rows.py).
    """
    from weibao.campaign.folder import Campaign
    from weibao.campaign.pipeline import regenerate
    from weibao.campaign.store import open_store

    shutil.copytree(demo, root)
    for path in (root / "回收").rglob("*.xlsx"):
        if not any(name in path.name for name in FEW_FILES):
            path.unlink()
    campaign = Campaign.open(root)
    _make_anew(campaign)
    with open_store(campaign.history) as store:
        regenerate(campaign, store, as_of=date(2023, 10, 9))


def _make_anew(campaign: Campaign) -> None:
    from weibao.sheets.ledger_book import LedgerBook
    from weibao.sheets.ledger_rebuild import rebuild_ledger

    new = campaign.ledger.with_name("新.xlsx")
    old = LedgerBook.open(campaign.ledger, campaign.rulebook)
    rebuild_ledger(old, new, campaign.rulebook, date(2023, 10, 9))
    new.replace(campaign.ledger)
