from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from weibao.campaign.folder import Campaign


@pytest.fixture
def campaign(village_issued: Path, tmp_path: Path) -> Campaign:
    """A campaign under the fictitious rulebook whose first round was issued on 2 March 2026."""
    return Campaign.open(Path(shutil.copytree(village_issued, tmp_path / "谷地")))
