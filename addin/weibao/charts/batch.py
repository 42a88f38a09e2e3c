"""Many pictures at once: where it pays others draw, while this process draws too or does something else."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, InvalidStateError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Final, TypeVar

from weibao.charts import files
from weibao.errors import ChartError

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.charts.picture import Picture

_T = TypeVar("_T")

PAYS: Final = 8
"""So many pictures are worth the second that another process takes to start and to load what draws."""

MEANWHILE: Final = 2
"""So many are where this process has something else to do until they are drawn."""

_MOST: Final = 4  # processes; each takes about 120 MiB


@dataclass(frozen=True, slots=True)
class Job:
    """One picture and its files (by their endings); with `leaf` also as page `number` of an album, in that file."""

    picture: Picture
    paths: tuple[Path, ...]
    leaf: Path | None = None
    number: int = 0


class Batch:
    """Jobs that others draw while this process goes on with something else; then it draws what is left."""

    def __init__(self, jobs: Sequence[Job], beside: Sequence[Future[tuple[str, ...]]] = ()) -> None:
        self._jobs, self._beside = jobs, beside
        self._settled: dict[int, tuple[str, ...]] = {}  # of jobs that are finished with: why they cannot be drawn

    def wait(self, number: int) -> None:
        """Have job `number` (counted from 0) drawn now. Raises ChartError where it cannot be."""
        if failed := self._settle(number):
            raise ChartError(failed[0])

    def finish(self, done: Callable[[int], None] = lambda _count: None) -> None:
        """Draw all that is left; `done` is told how many are finished.

        Raises ChartError where a character has no glyph, but draws the others before; OSError where a file cannot be
        written.
        """
        every, before = range(len(self._jobs)), 0
        # First what nobody has begun, one by one: the others go on meanwhile. Then what they were at.
        for number in chain(filter(self._is_free, every), every):
            self._settle(number)
            if (count := sum(map(self._is_done, every))) != before:
                done(before := count)
        if failed := [why for number in every for why in self._settled[number]]:
            raise ChartError(failed[0] + (f"另有 {len(failed) - 1} 张也没有画成。" if len(failed) > 1 else ""))

    def _settle(self, number: int) -> tuple[str, ...]:
        """Whoever draws it: why it cannot be drawn, nothing where it can."""
        if number not in self._settled:
            told = None if self._is_free(number) else self._told(number)
            self._settled[number] = _draw(self._jobs[number]) if told is None else told
        return self._settled[number]

    def _is_free(self, number: int) -> bool:
        """Whether nobody has begun it; then nobody else will."""
        return number not in self._settled and (not self._beside or self._beside[number].cancel())

    def _told(self, number: int) -> tuple[str, ...] | None:
        """What the others say of one that they were at; None where their process ended before."""
        try:
            return self._beside[number].result()
        except BrokenProcessPool:
            return None

    def _is_done(self, number: int) -> bool:
        if number in self._settled or not self._beside:
            return number in self._settled
        future = self._beside[number]
        return future.done() and not future.cancelled() and future.exception() is None


@contextmanager
def begun(jobs: Sequence[Job], *, workers: int | None = None, pays: int = MEANWHILE) -> Iterator[Batch]:
    """Let others begin with the last of these jobs, if they are so many that it `pays`; `Batch.finish` is this
    process's own part.

    Whoever draws, the files have the same bytes. Where the block ends early, what is being drawn is waited for.
    """
    several = workers or min(_MOST, os.cpu_count() or 1)
    if several < 2 or len(jobs) < pays:
        yield Batch(jobs)
        return
    with ProcessPoolExecutor(several - 1, mp_context=get_context("spawn"), initializer=begin_beside) as pool:
        try:
            try:
                beside = _submitted(pool, jobs)
            except _NoProcessError:
                pool.shutdown(cancel_futures=True)
                beside = []
            yield Batch(jobs, beside)
        except BaseException:
            pool.shutdown(cancel_futures=True)  # what is being drawn now is waited for: its folder goes next
            raise


def draw_all(
    jobs: Sequence[Job], *, workers: int | None = None, done: Callable[[int], None] = lambda _count: None
) -> None:
    """Draw every job, as `Batch.finish` does."""
    with begun(jobs, workers=workers, pays=PAYS) as batch:
        batch.finish(done)


class _NoProcessError(Exception):
    """This machine lets us start no process."""


def _submitted(pool: ProcessPoolExecutor, jobs: Sequence[Job]) -> list[Future[tuple[str, ...]]]:
    try:
        with _ctrl_c_later():
            return [_cancellable(pool.submit(_draw, job)) for job in reversed(jobs)][::-1]
    except (OSError, BrokenProcessPool) as error:
        raise _NoProcessError from error


class _Cancellable(Future[_T]):
    """What may have been taken back when a process of its pool dies. Python 3.11 stumbles over that: it leaves the
    other processes alone, and nobody who waits for them ever ends.
    """

    def set_exception(self, exception: BaseException | None) -> None:
        with suppress(InvalidStateError):
            super().set_exception(exception)


def _cancellable(future: Future[_T]) -> Future[_T]:
    future.__class__ = _Cancellable
    return future


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
