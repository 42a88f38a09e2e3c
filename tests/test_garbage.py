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
    youngest, middle, oldest = gc.get_threshold()
    assert youngest > default[0]
    assert youngest * middle * oldest <= 400_000  # until rings are found that have survived twice


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
