"""Fixtures for everybody: the rulebook that ships, the small fictitious one, and the working-day calendar."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from demos import once, thin_out
from few_rows import all_rows, few_rows, whole_ledgers
from weibao.rulebook import load_calendar, load_rulebook

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

VILLAGE = Path(__file__).parent / "village"

pytest_plugins = ("workers",)

__all__ = ["all_rows", "few_rows"]

# How fast a machine is that does other work beside it is no finding.
settings.register_profile("weibao", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("weibao")


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
def village_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign under the fictitious rulebook, made on 2 March 2026; only read it."""
    from weibao.campaign.create import create_campaign

    return create_campaign(tmp_path_factory.mktemp("made") / "谷地", VILLAGE, as_of=date(2026, 3, 2)).root


@pytest.fixture(scope="session")
def village_issued(village_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, its first round issued on that day; only read it."""
    from weibao.campaign.folder import Campaign
    from weibao.campaign.issue import issue_round
    from weibao.campaign.store import open_store

    root = Path(shutil.copytree(village_made, tmp_path_factory.mktemp("issued") / "谷地"))
    made = Campaign.open(root)
    with open_store(made.history) as store:
        issue_round(made, store, number=1, issued=date(2026, 3, 2))
    return root


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration campaign, its ledger with all rows; only read it."""
    from weibao.campaign.demo import run_demo

    with whole_ledgers():
        return once(tmp_path_factory, "demo-made", run_demo)


@pytest.fixture
def demo(demo_made: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration campaign of one's own, file dates kept."""
    return Path(shutil.copytree(demo_made, tmp_path / "演示"))


@pytest.fixture(scope="session")
def few_made(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration with few returns; only read it."""
    return once(tmp_path_factory, "few-made", lambda root: thin_out(demo_made, root))


@pytest.fixture
def few(few_made: Path, tmp_path: Path) -> Path:
    """A copy of it of one's own."""
    return Path(shutil.copytree(few_made, tmp_path / "演示"))
