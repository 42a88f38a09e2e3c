"""Many counties: `python -m bench.counties make|collect …`.

`make FOLDER COUNT` writes COUNT campaigns below FOLDER, each with a checklist issued to 54 units and what they sent
back, all invented and every county's other than the next one's; one after another, nothing is kept in memory.
`collect BASE WORK COUNT` runs over COUNT counties, copies of those below BASE in turn: returns collected, everything
scored, 核定台账 brought up to date, notices drafted.
"""

from __future__ import annotations

import shutil
import sys
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.campaign.create import create_campaign
from weibao.campaign.demo_office import AS_OF, DUE, ISSUED, SETTINGS, demo_round
from weibao.campaign.demo_returns import demo_returns, demo_scene
from weibao.campaign.drafting import draft, kinds_of
from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import read_grounds
from weibao.campaign.issue import issue_round
from weibao.campaign.pipeline import collect
from weibao.campaign.store import open_store
from weibao.documents.kind import Group

if TYPE_CHECKING:
    from collections.abc import Iterator


def counties(folder: Path, count: int) -> Iterator[Path]:
    """Write counties below `folder`, each when it is asked for."""
    for number in range(1, count + 1):
        root = folder / f"{number:05}"
        campaign, round_ = create_campaign(root, as_of=AS_OF, settings=SETTINGS, pinned=True), demo_round()
        with open_store(campaign.history) as store:
            issue_round(
                campaign, store, number=round_.number, name=round_.name, kind=round_.kind, issued=ISSUED, due=DUE,
                pinned=True,
            )  # fmt: skip
            grounds = read_grounds(campaign)
            scene = demo_scene(grounds.rulebook, grounds.settings, grounds.calendar, round_, seed=number)
            demo_returns(campaign.returned(round_.number), scene)
        yield root


def prepared(folder: Path, count: int) -> Path:
    """`folder` with so many counties in it; those that are there stay."""
    if not folder.exists():
        for _ in counties(folder, count):
            pass
    return folder


def run(base: Path, work: Path, count: int) -> None:
    """Collect, score and draft for so many counties."""
    for root in islice(cycle(sorted(base.iterdir())), count):
        shutil.copytree(root, work / root.name)
        campaign = Campaign.open(work / root.name)
        with open_store(campaign.history) as store:
            situation, report = collect(campaign, store, as_of=AS_OF)
            draft(situation, store, report, kinds_of([Group.NOTICE]))
        shutil.rmtree(work / root.name)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        for made in counties(Path(sys.argv[2]), int(sys.argv[3])):
            sys.stdout.write(f"{made}\n")
    else:
        run(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
