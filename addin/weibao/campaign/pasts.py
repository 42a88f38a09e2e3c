"""The figures of earlier days from the history, for reports on a year."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from weibao.compute.past import Past

if TYPE_CHECKING:
    from weibao.campaign.store import Store


def pasts_of(store: Store) -> tuple[Past, ...]:
    """Every snapshot that has a score, by day and round; one that cannot be read is left out."""
    rows = store.connection.execute("SELECT as_of, round, value FROM snapshots ORDER BY as_of, round")
    found = []
    for as_of, number, value in rows:
        try:
            kept = json.loads(value)
            total = kept["total"]
            earned = {item["name"]: float(item["earned"]) for item in kept["categories"]}
            materials = None if kept.get("materials") is None else int(kept["materials"])
            day, points, open_ = date.fromisoformat(as_of), float(total["earned"]), float(total["unassessed"])
            found.append(Past(day, number, points, open_, earned, materials))
        except (ValueError, KeyError, TypeError):
            continue
    return tuple(found)
