from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from weibao.atomic import replace_file
from weibao.campaign.folder import Campaign
from weibao.charts.draw import mark
from weibao.charts.series import PointsByCategory


@pytest.fixture(autouse=True)
def quick_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run draws no picture but where a test looks at one; what is drawn is tested in tests/charts."""

    def draw(series: PointsByCategory, png: Path, pdf: Path) -> None:
        for path in (png, pdf):
            with replace_file(path) as temporary:
                temporary.write_text(f"{path.suffix} {mark(series)}", encoding="utf-8")

    monkeypatch.setattr("weibao.charts.draw.draw_points_by_category", draw)


@pytest.fixture
def campaign(village_issued: Path, tmp_path: Path) -> Campaign:
    """A campaign under the fictitious rulebook whose first round was issued on 2 March 2026."""
    return Campaign.open(Path(shutil.copytree(village_issued, tmp_path / "谷地")))
