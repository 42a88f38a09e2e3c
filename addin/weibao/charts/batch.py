"""Many pictures at once: where it pays others draw, while this process draws too or does something else."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, InvalidStateError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Any, Final, TypeVar

from weibao.charts import files
from weibao.errors import ChartError

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.charts.picture import Picture

_T = TypeVar("_T")

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
def standing_by() -> Iterator[ProcessPoolExecutor | None]:
    """A process that loads what draws while this one does something else, and more of them when there is much to draw:
    for `begun`. None where there is one processor only, or no other process can be started.
    """
    with _pool() as pool:
        yield pool if pool and _submitted(pool, _load, [()]) else None


@contextmanager
def begun(
    jobs: Sequence[Job], pool: ProcessPoolExecutor | None = None, *, workers: int | None = None
) -> Iterator[Batch]:
    """Let others begin with the last of these jobs; `Batch.finish` is this process's own part.

    They are the processes of `pool`; without one their own, where there is so much to draw that it pays. Whoever draws,
    the files have the same bytes. Where the block ends early, what is being drawn is waited for.
    """
    with nullcontext(pool) if pool else _pool(workers if len(jobs) >= PAYS else 1) as others:
        beside = _submitted(others, _draw, [(job,) for job in reversed(jobs)])[::-1] if others else []
        try:
            yield Batch(jobs, beside)
        except BaseException:
            for future in [future for future in beside if not future.cancel()]:
                future.exception()  # its folder goes next
            raise


@contextmanager
def _pool(workers: int | None = None) -> Iterator[ProcessPoolExecutor | None]:
    several = workers or min(_MOST, os.cpu_count() or 1)
    if several < 2:
        yield None
        return
    with ProcessPoolExecutor(several - 1, mp_context=get_context("spawn"), initializer=begin_beside) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def draw_all(
    jobs: Sequence[Job], *, workers: int | None = None, done: Callable[[int], None] = lambda _count: None
) -> None:
    """Draw every job, as `Batch.finish` does."""
    with begun(jobs, workers=workers) as batch:
        batch.finish(done)


def _submitted(pool: ProcessPoolExecutor, work: Callable[..., _T], each: Sequence[tuple[Any, ...]]) -> list[Future[_T]]:
    """The work handed out; none of it where this machine lets us start no process."""
    try:
        with _ctrl_c_later():
            return [_cancellable(pool.submit(work, *given)) for given in each]
    except (OSError, BrokenProcessPool):
        pool.shutdown(cancel_futures=True)
        return []


def _load() -> None:
    """What draws, loaded before there is something to draw."""
    from weibao.charts.page import drawing

    with drawing(""):
        pass


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
