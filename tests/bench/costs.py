"""What a piece of work costs, in this process or in a fresh one."""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).parent.parent
# A child's peak begins with that of whoever started it: what is measured is started by a small process.
_STARTER = (
    "import resource, subprocess, sys; code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(code)"
)


class Cost(NamedTuple):
    """Seconds on the wall and of the processors (children included); MiB at most in memory, of a child only."""

    wall: float
    cpu: float
    peak: float = 0.0


Run = Callable[[], Cost]


def here(work: Callable[[], object]) -> Run:
    """Measure it in this process; what others left to be collected does not count."""

    def run() -> Cost:
        gc.collect()
        wall, cpu = time.perf_counter(), _processors()
        work()
        return Cost(time.perf_counter() - wall, _processors() - cpu)

    return run


def _processors() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


def child(command: Sequence[str | Path], before: Callable[[], object] = lambda: None, *, memory: bool = False) -> Run:
    """Measure it in a fresh process, its start included, with `memory` its peak, too. `before` prepares, uncounted.

    RuntimeError where it fails.
    """
    starter: Sequence[str | Path] = [sys.executable, "-S", "-c", _STARTER] if memory else []

    def run() -> Cost:
        before()
        wall, cpu = time.perf_counter(), _processors()
        done = subprocess.run(
            [*starter, *command], cwd=TESTS, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
        wall, cpu = time.perf_counter() - wall, _processors() - cpu
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stderr.decode(errors='replace')[-2000:]}")
        return Cost(wall, cpu, int(done.stdout.split()[-1]) / 1024 if memory else 0.0)

    return run
