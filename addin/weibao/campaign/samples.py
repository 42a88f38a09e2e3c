"""`make samples`: the workbooks in `workbooks/`, so that a visitor can open one at once. Same input, same bytes."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from weibao.campaign.demo import run_demo
from weibao.campaign.demo_office import AS_OF
from weibao.campaign.folder import Campaign
from weibao.campaign.situation import Situation, look
from weibao.campaign.store import open_store
from weibao.rulebook.model import Unit


def sample_units(situation: Situation) -> tuple[Unit, Unit]:
    """A department and a town that returned without a mistake and have the most rows to claim."""
    rulebook = situation.grounds.rulebook
    claims = {
        unit.id: sum(unit.id in rulebook.members(item.claimants) for item in rulebook.indicators)
        for unit in rulebook.units
    }
    clean = {unit for unit, item in situation.collected.submissions.items() if not item.findings}

    def best(kind: str) -> Unit:
        units = [unit for unit in rulebook.units if unit.kind == kind and unit.id in clean]
        return max(units, key=lambda unit: (claims[unit.id], -unit.order))

    return best("department"), best("town")


def build_samples(out: Path, demo: Path) -> list[Path]:
    """Copy the samples out of a demonstration campaign: two units' checklists, blank and filled, and both ledgers."""
    campaign = Campaign.open(demo)
    with open_store(campaign.history, reading=True) as store:
        situation = look(campaign, store, as_of=AS_OF)
    sources = {"office-ledger.xlsx": campaign.ledger, "office-console.xlsx": campaign.console}
    for unit in sample_units(situation):
        sources[f"checklist-{unit.kind}-blank.xlsx"] = campaign.checklist(situation.assessment.round, unit)
        sources[f"checklist-{unit.kind}-filled.xlsx"] = demo / situation.collected.submissions[unit.id].file
    out.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copyfile(source, out / name)) for name, source in sorted(sources.items())]


def main(out: Path) -> None:
    """Make a demonstration in a scratch folder and copy its samples to `out`."""
    with tempfile.TemporaryDirectory() as scratch:
        run_demo(Path(scratch) / "demo")
        build_samples(out, Path(scratch) / "demo")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
