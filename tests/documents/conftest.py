"""Fixtures of the documents' tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from weibao.compute.settings import Settings

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

OFFICE = {"office_contact": "王某某", "office_phone": "0000-12345678", "cc": "市人民政府督查室、市人大社会委"}


@pytest.fixture(scope="session")
def settings(rugao: Rulebook) -> Settings:
    """Rugao's settings with an invented contact and two 抄送 organs."""
    return Settings.build(rugao, OFFICE)[0]
