"""Excel, played, with the ledger of the demonstration with few returns open, and its buttons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hosts.fake_excel import App, Desk
from in_process import in_process, quick_charts
from weibao.campaign.folder import Campaign
from weibao.hosts.handlers import run

__all__ = ["in_process", "quick_charts"]

Press = Callable[..., Desk]


@pytest.fixture
def demo(few: Path) -> Path:
    """The buttons do the same whether many have answered or few."""
    return few


@pytest.fixture
def excel(demo: Path, monkeypatch: pytest.MonkeyPatch) -> App:
    """Excel with the demonstration's ledger open."""
    return App(Campaign.open(demo).ledger).run(monkeypatch)


@pytest.fixture
def press(excel: App) -> Press:
    """Press a button on the open ledger, with answers to its questions."""

    def pressed(action: str, *answers: str | None) -> Desk:
        desk = Desk(*answers)
        run(action, excel.book(), desk)
        return desk

    return pressed
