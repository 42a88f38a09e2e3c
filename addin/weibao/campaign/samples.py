"""`make samples`: the workbooks in `workbooks/`, so that a visitor can open one at once. Same input, same bytes."""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from weibao.campaign.demo import run_demo
from weibao.campaign.folder import Campaign
from weibao.campaign.situation import Situation
from weibao.rulebook.model import Unit

ISSUED = date(2023, 9, 1)


def sample_units(situation: Situation) -> tuple[Unit, Unit]:
    """A department and a town: those with the most rows to claim, so that the samples show much."""
    rulebook = situation.grounds.rulebook
    claims = {
        unit.id: sum(unit.id in rulebook.members(item.claimants) for item in rulebook.indicators)
        for unit in rulebook.units
    }
    returned = {unit for unit, item in situation.collected.submissions.items() if not item.findings}

    def best(kind: str) -> Unit:
        units = [unit for unit in rulebook.units if unit.kind == kind and unit.id in returned]
        return max(units, key=lambda unit: (claims[unit.id], -unit.order))

    return best("department"), best("town")


def build_samples(out: Path) -> list[Path]:
    """Write the samples into `out`: checklists of a department and a town, blank and filled, and both ledgers."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "demo"
        situation, _ = run_demo(root)
        campaign = Campaign.open(root)
        sources: dict[str, Path] = {"office-ledger.xlsx": campaign.ledger, "office-console.xlsx": campaign.console}
        for unit in sample_units(situation):
            kind = unit.kind
            sources[f"checklist-{kind}-blank.xlsx"] = campaign.checklist(1, unit)
            sources[f"checklist-{kind}-filled.xlsx"] = root / situation.collected.submissions[unit.id].file
        return [Path(shutil.copyfile(source, out / name)) for name, source in sorted(sources.items())]


if __name__ == "__main__":
    for path in build_samples(Path(sys.argv[1])):
        print(path)  # noqa: T201
