"""Collecting over and over in one process: memory stays flat, and every run says the same."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from corpus.attacks_active import CASES
from sheets.books import Book
from weibao.campaign.collect import collect_round
from weibao.compute.model import Office
from weibao.compute.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.rulebook.model import Rulebook

RUNS = 40


def test_memory_stays_flat_over_many_collects(tmp_path: Path, village: Rulebook) -> None:
    folder = tmp_path / "回收" / "第1轮"
    folder.mkdir(parents=True)
    for unit in ("D01", "D02", "D03"):
        Book(unit, rows={"I01": {"level": "达标"}}).write(folder / f"{unit}.xlsx", village)
    next(make for name, make, *_ in CASES if name == "十种东西一起")(folder, folder / "D01.xlsx")
    (folder / "坏.xlsx").write_bytes((folder / "D02.xlsx").read_bytes()[:3000])
    choices = Settings.build(village, {})[0]
    first = collect_round(tmp_path, village, choices, Office(), 1)
    blocks = []
    for _ in range(RUNS):
        assert collect_round(tmp_path, village, choices, Office(), 1) == first
        gc.collect()
        blocks.append(sys.getallocatedblocks())
    # The first runs fill caches; after that nothing of a run stays.
    assert blocks[-1] - blocks[RUNS // 2] < 300
