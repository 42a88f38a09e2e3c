"""The figures of earlier days from the history, for reports on a year."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from weibao.campaign.score_json import score_object
from weibao.compute.past import Past

if TYPE_CHECKING:
    from weibao.campaign.store import Store
    from weibao.compute.model import Assessment
    from weibao.rulebook.model import Rulebook


def kept_figures(rulebook: Rulebook, assessment: Assessment) -> dict[str, Any]:
    """What the history keeps of an assessment: its totals as in `score --json`, and how many materials were listed."""
    score = score_object(rulebook, assessment)
    kept = {key: score[key] for key in ("rulebook", "total", "verdict", "final", "categories", "silent_units")}
    kept["version"] = rulebook.version
    return kept | {"materials": sum(row.evidence for item in assessment.indicators for row in item.units.values())}


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
            found.append(Past(day, number, points, open_, earned, materials, str(kept.get("version", ""))))
        except (ValueError, KeyError, TypeError):
            continue
    return tuple(found)
