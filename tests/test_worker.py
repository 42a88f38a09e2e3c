"""A process that reads what is not trusted: answers, hangs, crashes and too much memory, and the next call works."""

from __future__ import annotations

import os
import struct
import sys
import time
from collections.abc import Iterator
from multiprocessing.context import SpawnProcess
from unittest.mock import Mock

import pytest

from weibao.worker import Worker, WorkerError

SECONDS = 30.0


def double(number: int) -> int:
    return 2 * number


def hang(_seconds: float) -> None:
    time.sleep(60)


def die(_code: int) -> None:
    os._exit(3)


def fill(megabytes: int) -> int:
    return len(bytearray(megabytes << 20))


def fail(text: str) -> None:
    raise ValueError(text)


def half(_number: int) -> None:
    """What a process that a file has taken over may do: announce an answer and never finish it."""
    pipe = sys._getframe(2).f_locals["pipe"]
    os.write(pipe.fileno(), struct.pack("!i", 1000) + b"{")
    time.sleep(60)


def mixed(kind: str, value: int) -> object:
    return {"double": double, "hang": hang, "die": die, "fill": fill, "half": half}[kind](value)


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(f"{__name__}:mixed", memory=300 << 20) as made:
        yield made


def test_after_every_failure_the_next_call_is_answered(worker: Worker) -> None:
    assert worker.call("double", 21, seconds=SECONDS) == 42
    with pytest.raises(WorkerError) as hung:
        worker.call("hang", 0, seconds=0.2)
    assert hung.value.reason == "timeout"
    assert worker.call("double", 4, seconds=SECONDS) == 8
    with pytest.raises(WorkerError) as dead:
        worker.call("die", 0, seconds=SECONDS)
    assert dead.value.reason == "crashed"
    assert worker.call("double", 5, seconds=SECONDS) == 10
    if sys.platform != "win32":
        with pytest.raises(WorkerError) as full:
            worker.call("fill", 800, seconds=SECONDS)
        assert full.value.reason == "memory"
        assert worker.call("fill", 100, seconds=SECONDS) == 100 << 20


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe there hands over whole messages")
def test_half_an_answer_is_waited_for_no_longer_than_none(worker: Worker) -> None:
    assert worker.call("double", 2, seconds=SECONDS) == 4
    with pytest.raises(WorkerError) as hung:
        worker.call("half", 0, seconds=0.3)
    assert hung.value.reason == "timeout"
    assert worker.call("double", 3, seconds=SECONDS) == 6


def test_where_no_process_can_be_started_there_is_no_answer(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        full.setattr(SpawnProcess, "start", Mock(side_effect=BlockingIOError(11, "Resource temporarily unavailable")))
        with pytest.raises(WorkerError) as failed:
            worker.call("double", 2, seconds=SECONDS)
    assert failed.value.reason == "crashed"
    assert worker.call("double", 2, seconds=SECONDS) == 4


def test_an_error_tells_its_kind_and_not_its_words() -> None:
    with Worker(f"{__name__}:fail") as worker, pytest.raises(WorkerError) as failed:
        worker.call("a child's name", seconds=SECONDS)
    assert failed.value.reason == "failed"
    assert "name" not in str(failed.value)
