"""A running LibreOffice for the whole session, one for every test worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from e2e.live import LiveOffice
from e2e.office import Office, missing

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """LibreOffice, headless, with a profile of its own; the test is skipped where there is none."""
    if reason := missing():
        pytest.skip(reason)
    with Office.start(tmp_path_factory.mktemp("office")) as running:
        yield running


@pytest.fixture(scope="session")
def live_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveOffice]:
    """LibreOffice, headless, with weibao.oxt as built from the tree; skipped where there is none. See e2e/live.py.

    >>> with live_office.open(path) as book, live_office.counting() as calls:
    ...     book.type("指标清单", {"H6": "达标"})
    ...     book.calculate()
    ...     book.value("指标清单", "L6")
    >>> calls["WB_ROWS"]
    """
    if reason := missing():
        pytest.skip(reason)
    with LiveOffice.with_extension(tmp_path_factory.mktemp("live-office")) as running:
        yield running
