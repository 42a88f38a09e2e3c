"""The command line looks for garbage less often than Python does by itself; whoever imports the package does not."""

from __future__ import annotations

import gc
import subprocess
import sys
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


ENDING = """
import atexit, gc, sys
atexit.register(lambda: print(gc.get_freeze_count() > 1000, end=""))  # the first to be registered is the last to run
if len(sys.argv) > 1:
    from weibao.cli import main
    main(["rulebook", "--help"])
"""


def test_at_the_end_of_a_command_nothing_is_looked_for() -> None:
    for arguments, frozen in ((["x"], b"True"), ([], b"False")):
        done = subprocess.run([sys.executable, "-c", ENDING, *arguments], capture_output=True, check=True)
        assert done.stdout.endswith(frozen)
