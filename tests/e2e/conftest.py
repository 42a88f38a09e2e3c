"""A running LibreOffice for the whole session, one for every test worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
