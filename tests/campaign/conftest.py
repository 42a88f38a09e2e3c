from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from campaign.compiling_desk import compiling_seen, office
from campaign.evidence_filed import checked, filed, full, grounds
from in_process import let_draw, no_pictures
from weibao.campaign.folder import Campaign

__all__ = ["checked", "compiling_seen", "filed", "full", "grounds", "office"]


@pytest.fixture(autouse=True)
def quick_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run draws no picture but where a test looks at one; what is drawn is tested in tests/charts."""
    let_draw(monkeypatch, no_pictures)


@pytest.fixture
def campaign(village_issued: Path, tmp_path: Path) -> Campaign:
    """A campaign under the fictitious rulebook whose first round was issued on 2 March 2026."""
    return Campaign.open(Path(shutil.copytree(village_issued, tmp_path / "谷地")))
