"""Many pictures at once: this process draws, and where it pays others draw beside it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Final

from weibao.charts import files
from weibao.errors import ChartError

if TYPE_CHECKING:
    from concurrent.futures import Future
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

    Raises ChartError where a character has no glyph, but draws the others before; OSError where a file cannot be
    written.
    """
    several, failed = workers or min(_MOST, os.cpu_count() or 1), list[str]()
    left = jobs if several < 2 or len(jobs) < PAYS else _together(jobs, several - 1, done, failed)
    for count, job in enumerate(left, len(jobs) - len(left) + 1):
        failed += _draw(job)
        done(count)
    if failed:
        raise ChartError(failed[0] + (f"另有 {len(failed) - 1} 张也没有画成。" if len(failed) > 1 else ""))


def _together(jobs: Sequence[Job], others: int, done: Callable[[int], None], failed: list[str]) -> Sequence[Job]:
    """Draw from the first on while others draw from the last on. Gives what is left where they could not, or ended;
    why pictures cannot be drawn goes into `failed`.
    """
    with ProcessPoolExecutor(others, mp_context=get_context("spawn"), initializer=begin_beside) as pool:
        try:
            beside = _submitted(pool, jobs)
            for job, future in zip(jobs, beside, strict=True):
                if future.cancel():  # nobody has begun it
                    failed += _draw(job)
                    done(sum(each.done() for each in beside))
            left = [job for job, future in zip(jobs, beside, strict=True) if not _is_drawn(future, failed)]
            done(len(jobs) - len(left))
            return left
        except _NoProcessError:
            pool.shutdown(cancel_futures=True)
            return jobs
        except BaseException:
            pool.shutdown(cancel_futures=True)  # what is being drawn now is waited for: its folder goes next
            raise


class _NoProcessError(Exception):
    """This machine lets us start no process."""


def _submitted(pool: ProcessPoolExecutor, jobs: Sequence[Job]) -> list[Future[tuple[str, ...]]]:
    try:
        with _ctrl_c_later():
            return [pool.submit(_draw, job) for job in reversed(jobs)][::-1]
    except (OSError, BrokenProcessPool) as error:
        raise _NoProcessError from error


@contextmanager
def _ctrl_c_later() -> Iterator[None]:
    """What is started meanwhile never sees Ctrl-C, this process sees it afterwards; Windows cannot keep it back."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _is_drawn(future: Future[tuple[str, ...]], failed: list[str]) -> bool:
    """Whether somebody has drawn it, or has found out why nobody can; False where his process ended before."""
    if not future.cancelled():
        try:
            failed += future.result()
        except BrokenProcessPool:
            return False
    return True


def _draw(job: Job) -> tuple[str, ...]:
    """Draw one; gives why it cannot be drawn, nothing where it can."""
    try:
        files.save(job.picture, job.paths, leaf=job.leaf, number=job.number)
    except ChartError as error:
        return (f"图“{job.picture.title}”没有画成。{error}",)
    return ()


def begin_beside() -> None:
    """Make this process one that draws beside another: it leaves Ctrl-C to that one, and ends when that one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)  # nobody waits for what it draws
