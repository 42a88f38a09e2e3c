from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from weibao.campaign.create import create_campaign
from weibao.campaign.folder import Campaign
from weibao.campaign.issue import issue_round
from weibao.campaign.store import open_store

VILLAGE = Path(__file__).parent.parent / "village"


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    """A campaign under the fictitious rulebook whose first round was issued on 2 March 2026."""
    made = create_campaign(tmp_path / "谷地", VILLAGE, as_of=date(2026, 3, 2))
    with open_store(made.history) as store:
        issue_round(made, store, number=1, issued=date(2026, 3, 2))
    return made
