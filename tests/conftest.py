"""Fixtures for everybody: the rulebook that ships, the small fictitious one, and the working-day calendar."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from weibao.rulebook import load_calendar, load_rulebook

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

VILLAGE = Path(__file__).parent / "village"


@pytest.fixture(scope="session")
def rugao() -> Rulebook:
    """The rulebook of Rugao's plan of 2023."""
    return load_rulebook("rugao_2023")


@pytest.fixture(scope="session")
def village() -> Rulebook:
    """A fictitious rulebook: seven indicators, steps of 0.25, a window of three years, no towns."""
    return load_rulebook(VILLAGE)


@pytest.fixture(scope="session")
def calendar() -> WorkCalendar:
    """Working days 2022–2026."""
    return load_calendar()


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration campaign, made by the first worker that needs it; only read it."""
    from weibao.campaign.demo import run_demo

    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "demo-made"
    root, failed = shared / "演示", shared / "failed"
    try:
        shared.mkdir()
    except FileExistsError:
        while not root.exists():
            assert not failed.exists(), "the demonstration could not be made; see the other worker's error"
            time.sleep(0.2)
        return root
    try:
        run_demo(shared / "making")
    except BaseException:
        failed.touch()
        raise
    (shared / "making").rename(root)
    return root


@pytest.fixture
def demo(demo_made: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration campaign of one's own, file dates kept."""
    return Path(shutil.copytree(demo_made, tmp_path / "演示"))
