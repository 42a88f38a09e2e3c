"""Many pictures at once: this process draws, and where it pays others draw beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

from weibao.charts import files

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.charts.picture import Picture

PAYS: Final = 8
"""So many pictures are worth the second that another process takes to start and to load what draws."""

_MOST: Final = 4  # processes; each takes about 120 MiB


@dataclass(frozen=True, slots=True)
class Job:
    """One picture and its files (by their endings); with `leaf` also as page `number` of an album, in that file."""

    picture: Picture
    paths: tuple[Path, ...]
    leaf: Path | None = None
    number: int = 0


def draw_all(
    jobs: Sequence[Job], *, workers: int | None = None, done: Callable[[int], None] = lambda _count: None
) -> None:
    """Draw every job; `done` is told how many are finished. Whoever draws, the files have the same bytes.

    Raises ChartError where a character has no glyph, OSError where a file cannot be written.
    """
    several = workers or min(_MOST, os.cpu_count() or 1)
    if several < 2 or len(jobs) < PAYS:
        _here(jobs, done)
        return
    # This process draws its share: it has loaded what draws anyhow, or does so while the others start.
    own, others = jobs[::several], [jobs[first::several] for first in range(1, several)]
    with ProcessPoolExecutor(several - 1, mp_context=get_context("spawn")) as pool:
        try:
            shares = [pool.submit(_there, share) for share in others]
            _here(own, done)
            finished = len(own)
            for share, future in zip(others, shares, strict=True):
                future.result()
                finished += len(share)
                done(finished)
        except BrokenProcessPool:  # a machine that lets us start none, or ends them
            _here([job for share in others for job in share], lambda count: done(len(own) + count))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _here(jobs: Sequence[Job], done: Callable[[int], None]) -> None:
    for count, job in enumerate(jobs, 1):
        files.save(job.picture, job.paths, leaf=job.leaf, number=job.number)
        done(count)


def _there(jobs: Sequence[Job]) -> None:
    _here(jobs, lambda _count: None)
