"""The command line looks for garbage less often than Python does by itself; whoever imports the package does not."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from weibao.cli import main


@pytest.fixture
def default() -> Iterator[tuple[int, int, int]]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield gc.get_threshold()
    gc.set_threshold(*before)


def test_a_command_looks_for_it_seldom_and_still_does(default: tuple[int, int, int]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert gc.isenabled()
    assert (gc.get_threshold()[0], gc.get_threshold()[1:]) == (20_000, default[1:])
