"""A process of our own for reading a file that may hang, crash its reader or fill the memory: it can be killed.

What is asked and what is answered goes over as JSON, so that a process that a file has taken over can hand back data
and nothing else. The next question after a failure starts a new process.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

# How long a new process may take until it listens: a slow disk, an antivirus program that looks on.
START_SECONDS: Final = 60.0
MOST_BYTES: Final = 64 * 1024 * 1024
# Values in one answer: a short text may unfold to a great many empty lists, each of them dear.
MOST_PARTS: Final = 4_000_000
_FAILED: Final = ("memory", "failed")


class WorkerError(Exception):
    """No answer. `reason` is "timeout", "memory", "crashed" or "failed"."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(detail or reason)
        self.reason = reason


class Worker:
    """Calls `function` ("package.module:name", JSON values in and out) in a process of its own, one call at a time.

    `memory` bounds what it may take, in bytes, where the system offers such a bound (not on Windows).
    """

    def __init__(self, function: str, *, memory: int | None = None) -> None:
        self._function = function
        self._memory = memory
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def call(self, *arguments: Any, seconds: float) -> Any:
        """The function's answer. Raises WorkerError where there is none within `seconds`."""
        pipe = self._start()
        over = threading.Event()
        try:
            with self._killed_after(seconds, over):
                pipe.send_bytes(json.dumps(arguments).encode())
                if not pipe.poll(seconds):
                    over.set()
                    raise EOFError
                received = pipe.recv_bytes(MOST_BYTES)
            answer = _parsed(received)
        except (EOFError, OSError, ValueError, RecursionError) as error:
            self.close()
            raise WorkerError("timeout" if over.is_set() else "crashed") from error
        if over.is_set():
            self.close()
        if "failed" in answer:
            if answer["failed"] == "memory":
                self.close()
            raise WorkerError(answer["failed"], answer["detail"])
        return answer["value"]

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._pipe = self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _killed_after(self, seconds: float, over: threading.Event) -> Iterator[None]:
        """Kill the process and set `over` when the time is up: one that has written half an answer, or that takes none
        of the question, would be waited for in the middle of a read or write, where nothing else ends it.
        """
        process = self._process

        def end() -> None:
            over.set()
            if process is not None:
                process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()  # before anybody closes the process that it may be killing just now

    def _start(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self.close()
        context = multiprocessing.get_context("spawn")
        try:
            ours, theirs = context.Pipe()
        except OSError as error:
            raise WorkerError("crashed") from error
        process = context.Process(target=_serve, args=(theirs, self._function, self._memory), daemon=True)
        try:
            process.start()
        except OSError as error:  # no more processes, no memory for one
            ours.close()
            raise WorkerError("crashed") from error
        finally:
            theirs.close()
        self._process, self._pipe = process, ours
        if not ours.poll(START_SECONDS):
            self.close()
            raise WorkerError("timeout")
        try:
            ours.recv_bytes(MOST_BYTES)
        except (EOFError, OSError) as error:
            self.close()
            raise WorkerError("crashed") from error
        return ours


def _parsed(answer: bytes) -> dict[str, Any]:
    """An answer as `_serve` writes it: with a "value", or with why it "failed" and the "detail". ValueError else."""
    if sum(map(answer.count, (b",", b"[", b"{"))) > MOST_PARTS:
        raise ValueError("too many parts")
    found = json.loads(answer, parse_constant=_no_number)
    if not isinstance(found, dict):
        raise ValueError("no answer")
    if found.keys() == {"value"}:
        return found
    if found.keys() != {"failed", "detail"} or found["failed"] not in _FAILED or not isinstance(found["detail"], str):
        raise ValueError("no answer")
    return found


def _no_number(name: str) -> float:
    raise ValueError(name)


def _serve(pipe: Connection, function: str, memory: int | None) -> None:
    """The other side: answers until nobody asks any more."""
    warnings.simplefilter("ignore")
    _bound(memory)
    module, _, name = function.partition(":")
    target = getattr(importlib.import_module(module), name)
    pipe.send_bytes(b"ready")
    while True:
        try:
            arguments = json.loads(pipe.recv_bytes())
        except (EOFError, OSError):
            return
        try:
            answer = {"value": target(*arguments)}
        except MemoryError:
            answer = {"failed": "memory", "detail": ""}
        except Exception as error:
            answer = {"failed": "failed", "detail": type(error).__name__}
        with suppress(OSError):
            pipe.send_bytes(json.dumps(answer).encode())


def _bound(memory: int | None) -> None:
    if memory is None or sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
