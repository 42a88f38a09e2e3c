"""A history with what two people told it, for the tests of the history and of its backups."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.campaign.history import (
    Kind,
    record,
)  # fmt: skip
from weibao.campaign.lock import Holder
from weibao.campaign.store import Store, open_store

if TYPE_CHECKING:
    pass

DAY = date(2026, 3, 2)
WHO = Holder("王办", "办公室-1", 7, "regenerate", "2026-03-02T09:30:00+08:00")
LATER = Holder("李核", "办公室-2", 8, "collect", "2026-03-05T10:00:00+08:00")


def told(path: Path, day: date, who: Holder, **scores: str) -> None:
    with open_store(path, who=who) as store:
        store.about = (day, 1)
        record(store, Kind.SCORE, "1/", {f"1/{key}": value for key, value in scores.items()})


def everything(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as base:
        return list(base.iterdump())


def fill(store: Store) -> None:
    store.about = (DAY, 1)
    record(store, Kind.SCORE, "1/", {"1/I01": '{"effective":1.5}', "1/I02": "2"})
    record(store, Kind.INPUT, "", {"核定/I01/理由": "一\u2028二\u2029三\x85四\x0c五\r\n六\r"})
    store.begin_copy("印发/甲.docx", "d", b"\x00\xff")
    store.snapshot(DAY, 1, {"total": 1})
