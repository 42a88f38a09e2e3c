"""`demo`: a campaign with one round of returned workbooks, and the whole run over it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from weibao.campaign.create import create_campaign
from weibao.campaign.demo_evidence import demo_evidence
from weibao.campaign.demo_inspections import inspection_entries
from weibao.campaign.demo_office import AS_OF, DUE, ISSUED, SETTINGS, demo_office, demo_round, ledger_entries
from weibao.campaign.demo_people import roster_cells
from weibao.campaign.demo_returns import SEED, demo_returns, demo_scene
from weibao.campaign.demo_work import work_entries
from weibao.campaign.evidence_check import read_evidence
from weibao.campaign.grounds import read_grounds
from weibao.campaign.issue import issue_round
from weibao.campaign.pipeline import Report, collect, regenerate
from weibao.campaign.situation import Progress, Situation, silent
from weibao.campaign.store import open_store
from weibao.sheets.layout import WORK
from weibao.sheets.ledger_fill import fill_ledger

if TYPE_CHECKING:
    from weibao.sheets.macro_book import Macros


def run_demo(
    root: Path, *, seed: int = SEED, progress: Progress = silent, macros: Macros | None = None
) -> tuple[Situation, Report]:
    """Make the demonstration campaign at `root` and run everything as of its own day; the same seed, the same files.

    With `macros` its ledger carries functions and buttons.

    Raises CampaignError where `root` already holds something.
    """
    campaign = create_campaign(root, as_of=AS_OF, settings=SETTINGS, pinned=True, macros=macros)
    round_ = demo_round()
    with open_store(campaign.history) as store:
        issue_round(
            campaign, store, number=round_.number, name=round_.name, kind=round_.kind,
            issued=ISSUED, due=DUE, pinned=True, progress=progress,
        )  # fmt: skip
        grounds = read_grounds(campaign)
        scene = demo_scene(grounds.rulebook, grounds.settings, grounds.calendar, round_, seed)
        demo_returns(campaign.returned(round_.number), scene, progress)
        # The office sees what came in before it verifies: only then are there rows to type into.
        seen, _ = collect(campaign, store, as_of=AS_OF, progress=progress)
        demo_evidence(campaign, grounds.rulebook, seen.collected.submissions, AS_OF)
        read_evidence(grounds, progress)
        claimed = {row.indicator: row.figures.claimed or 0 for row in seen.assessment.indicators}
        office = demo_office(scene, claimed)
        entries = ledger_entries(grounds.rulebook, office)
        fill_ledger(
            campaign.ledger, grounds.rulebook,
            entries
            | inspection_entries(grounds.rulebook, seen.collected.returns, claimed)
            | {WORK.sheet: work_entries(scene)},
            cells=roster_cells(grounds.rulebook, office.roster),
        )  # fmt: skip
        return regenerate(campaign, store, as_of=AS_OF, progress=progress)
