"""One campaign with evidence files for the tests of its index and of tidying, as it was made for every test."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from campaign.evidence_desk import FOLDER, Here, desk, seen, tree
from weibao.campaign import evidence_index
from weibao.campaign.create import create_campaign
from weibao.campaign.evidence_check import Checked, check_evidence, read_evidence
from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import Grounds
from weibao.campaign.issue import issue_round
from weibao.campaign.situation import Situation
from weibao.campaign.store import open_store

VILLAGE = Path(__file__).parent.parent / "village"
ISSUED = date(2026, 3, 2)
# The campaign, what was seen of it, and its files as they were made.
Filed = tuple[Campaign, Situation, dict[str, bytes]]


@pytest.fixture(scope="session")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Filed:
    """One campaign for all tests: what they change lies below 佐证材料/ and in the two lists of `.weibao/`."""
    campaign = create_campaign(tmp_path_factory.mktemp("evidence") / "谷地", VILLAGE, as_of=ISSUED)
    with open_store(campaign.history) as store:
        issue_round(campaign, store, number=1, issued=ISSUED)
    desk(campaign)
    return campaign, seen(campaign), tree(campaign.root)


@pytest.fixture
def full(filed: Filed, monkeypatch: pytest.MonkeyPatch) -> Iterator[Campaign]:
    """The desk as it was made, read in this process."""
    monkeypatch.setattr(evidence_index, "Worker", Here)
    campaign, _, files = filed
    yield campaign
    shutil.rmtree(campaign.root / "佐证材料")
    for name in ("evidence.json", "evidence_moves.json"):
        (campaign.machine / name).unlink(missing_ok=True)
    for path, content in files.items():
        (campaign.root / path).parent.mkdir(parents=True, exist_ok=True)
        (campaign.root / path).write_bytes(content)


@pytest.fixture
def grounds(filed: Filed) -> Grounds:
    return filed[1].grounds


@pytest.fixture
def checked(filed: Filed) -> Callable[[], Checked]:
    situation = filed[1]
    return lambda: check_evidence(situation, read_evidence(situation.grounds))


def files_of(result: Checked) -> dict[str, tuple[str, ...]]:
    return {
        item.title: tuple(path.removeprefix(f"{FOLDER}/") for path in item.files) for item in result.proofs.materials
    }


def codes(result: Checked) -> Counter[str]:
    return Counter(item.code for item in result.findings)
