"""Pictures drawn by several processes: the same files, whatever becomes of those processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from weibao.charts import batch
from weibao.charts.batch import PAYS, Job, draw_all
from weibao.charts.picture import Nothing, Picture
from weibao.errors import ChartError


def jobs_in(folder: Path, count: int = PAYS, *, strange: int | None = None) -> list[Job]:
    """As many pages as are worth a process, with a sentence each; one of them with a character that no font has."""
    return [
        Job(Picture(str(n), f"标题{n}", "小计", "来源", Nothing("\U000f0000" if n == strange else f"第{n}页")),
            (folder / f"{n}.pdf",))
        for n in range(count)
    ]  # fmt: skip


def test_two_processes_draw_what_one_draws(tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "PAYS", 3)
    told: list[int] = []
    draw_all(jobs_in(tmp_path / "two", 3), workers=2, done=told.append)
    draw_all(jobs_in(tmp_path / "one", 3), workers=1)
    two, one = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("two", "one"))
    assert len(two) == 3
    assert two == one
    assert told == sorted(told)
    assert told[-1] == 3


class Pool:
    """Instead of processes: `ends` of them draw nothing and end, from the first or from the second picture on."""

    begun = 0

    def __init__(self, ends: str) -> None:
        self.ends = ends

    def __enter__(self):
        return self

    def __exit__(self, *_exc):
        return None

    def shutdown(self, *, wait=True, cancel_futures=False):
        self.ended = (wait, cancel_futures)

    def submit(self, _draw, job):
        self.begun += 1
        if self.ends == "refused":
            raise PermissionError(5, "Access is denied")
        if self.ends == "at once" and self.begun == 2:
            raise BrokenProcessPool
        future: Future[None] = Future()
        if self.ends == "in the middle":
            future.set_running_or_notify_cancel()
            future.set_exception(BrokenProcessPool())
        return future


@pytest.mark.parametrize("ends", ["refused", "at once", "in the middle"])
def test_where_no_other_process_can_work_this_one_draws_everything_once(tmp_path, monkeypatch, ends):
    drawn: list[str] = []
    told: list[int] = []
    monkeypatch.setattr(batch, "ProcessPoolExecutor", lambda *_a, **_k: Pool(ends))
    monkeypatch.setattr(batch.files, "save", lambda picture, *_a, **_k: drawn.append(picture.name))
    draw_all(jobs_in(tmp_path), workers=3, done=told.append)
    assert drawn == [str(n) for n in range(PAYS)]
    assert told[-PAYS:] == list(range(1, PAYS + 1))


def test_who_stands_by_draws_what_comes_later(tmp_path, monkeypatch):
    """Less than is worth a process of its own; what was begun is waited for where this process stops early."""
    monkeypatch.setattr(batch.files, "save", lambda *_a, **_k: pytest.fail("drawn here"))
    with batch.standing_by() as pool:
        assert pool is not None
        with batch.begun(jobs_in(tmp_path / "a", 2), pool) as drawing:
            for number in (1, 0):
                drawing._beside[number].result()
            drawing.finish()
        assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["0.pdf", "1.pdf"]
        begun = []

        def stopped() -> None:
            with batch.begun(jobs_in(tmp_path / "b", 2), pool) as drawing:
                begun.extend(drawing._beside)
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            stopped()
        assert all(future.done() for future in begun)


@pytest.mark.parametrize("cores", [1, None])
def test_on_one_processor_nobody_stands_by(monkeypatch, cores):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    with batch.standing_by() as pool:
        assert pool is None


def test_who_is_stopped_waits_for_what_is_being_drawn_and_for_no_more(tmp_path, monkeypatch):
    class Waiting(Pool):
        def submit(self, _draw, _job):
            return Future()

    pool = Waiting("")
    monkeypatch.setattr(batch, "ProcessPoolExecutor", lambda *_a, **_k: pool)
    monkeypatch.setattr(batch.files, "save", ctrl_c)
    with pytest.raises(KeyboardInterrupt):
        draw_all(jobs_in(tmp_path), workers=2)
    assert pool.ended == (True, True)


def ctrl_c(*_arguments, **_options):
    raise KeyboardInterrupt


@pytest.mark.parametrize("workers", [1, 2])
def test_a_picture_that_cannot_be_drawn_is_told_and_the_others_are_drawn(tmp_path, monkeypatch, workers):
    monkeypatch.setattr(batch, "PAYS", 3)

    class Drawing(Pool):
        def submit(self, draw, job):
            future: Future[tuple[str, ...]] = Future()
            future.set_running_or_notify_cancel()
            future.set_result(draw(job))
            return future

    monkeypatch.setattr(batch, "ProcessPoolExecutor", lambda *_a, **_k: Drawing(""))
    with pytest.raises(ChartError, match=r"^图“标题1”没有画成。.*U\+F0000"):
        draw_all(jobs_in(tmp_path, 3, strange=1), workers=workers)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.pdf", "2.pdf"]


BESIDE = """
import multiprocessing, time
from concurrent.futures import ProcessPoolExecutor
from weibao.charts.batch import begin_beside
pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=begin_beside)
pool.submit(time.sleep, 0).result()
print(*pool._processes, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_who_draws_beside_ignores_ctrl_c_and_ends_when_the_other_is_killed():
    with subprocess.Popen([sys.executable, "-c", BESIDE], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        beside = int(other.stdout.readline())
        os.kill(beside, signal.SIGINT)
        time.sleep(0.1)
        assert Path(f"/proc/{beside}").exists()
        other.kill()
    for _ in range(100):
        if not Path(f"/proc/{beside}").exists() or " Z " in Path(f"/proc/{beside}/stat").read_text():
            return
        time.sleep(0.05)
    os.kill(beside, signal.SIGKILL)
    pytest.fail("it is still there")
