"""What makes tests quick that look at something else: the command without a process of its own, runs without pictures.

The process itself is tested in tests/hosts/test_command.py, pictures in tests/charts.
"""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import traceback
import zlib
from contextlib import AbstractContextManager, nullcontext, redirect_stderr, redirect_stdout
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Self
from unittest.mock import patch

import pytest

from weibao.atomic import replace_file
from weibao.charts import batch
from weibao.charts.files import mark
from weibao.cli import main
from weibao.hosts import command

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from weibao.charts.batch import Job

OWN = [sys.executable, "-P", "-m", "weibao"]


class Played:
    """A process of `weibao` that has run to its end in this one: its two pipes, its exit code."""

    def __init__(self, arguments: Sequence[str], env: Mapping[str, str]) -> None:
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        with patch.dict(os.environ, env, clear=True), redirect_stdout(out), redirect_stderr(err):
            self.returncode = self._ran(arguments)
        self.stdout, self.stderr = out.detach(), err.detach()
        for pipe in (self.stdout, self.stderr):
            pipe.seek(0)

    @staticmethod
    def _ran(arguments: Sequence[str]) -> int:
        """As the interpreter ends: with the code that was asked for, or 1 after an error that nobody caught."""
        try:
            main(arguments)
        except SystemExit as end:
            return int(end.code or 0)
        except Exception:
            traceback.print_exc()
            return 1
        return 0

    def poll(self) -> int:
        return self.returncode

    wait = poll

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stdout.close()
        self.stderr.close()


def _start(line: Sequence[str], *, env: Mapping[str, str], **more: Any) -> Any:
    """Our own command runs here; everything else is started."""
    if list(line[: len(OWN)]) != OWN:
        return subprocess.Popen(line, env=env, **more)
    return Played(line[len(OWN) :], env)


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """`run_command` starts no Python for `weibao`; line, surroundings, output, complaints and code are the same."""
    pipes = SimpleNamespace(Popen=_start, PIPE=subprocess.PIPE, DEVNULL=subprocess.DEVNULL)
    monkeypatch.setattr(command, "subprocess", pipes)


class Drawn:
    """Instead of a `Batch` of `charts.batch`: `draw` is given the jobs."""

    def __init__(self, jobs: Sequence[Job], draw: Callable[[Sequence[Job]], None]) -> None:
        self.left, self.jobs, self.draw = list(jobs), jobs, draw

    def wait(self, number: int) -> None:
        if (job := self.jobs[number]) in self.left:
            self.left.remove(job)
            self.draw([job])

    def finish(self, _done: Callable[[int], None]) -> None:
        self.draw(self.left)


def let_draw(monkeypatch: pytest.MonkeyPatch, draw: Callable[..., None]) -> None:
    """Let `draw` do the drawing of `charts.batch`: it is called with jobs, and options where they are drawn at once."""
    monkeypatch.setattr("weibao.charts.batch.draw_all", draw)
    true = batch.begun

    def begun(jobs: Sequence[Job], *_: object, **options: Any) -> AbstractContextManager[Any]:
        # The true `draw_all`, where `draw` calls it, says how many are to draw.
        return true(jobs, **options) if "workers" in options else nullcontext(Drawn(jobs, draw))

    monkeypatch.setattr("weibao.charts.batch.begun", begun)
    monkeypatch.setattr("weibao.charts.batch.standing_by", nullcontext)


def no_pictures(jobs: Sequence[Job], **_: object) -> None:
    """Instead of `draw_all`: small files that say of which figures they are; a PNG is one of a single white point."""
    for job in jobs:
        for path in (*job.paths, *filter(None, [job.leaf])):
            told = mark(job.picture)
            content = one_point(told) if path.suffix == ".png" else f"{path.suffix} {told}".encode()
            with replace_file(path) as temporary:
                temporary.write_bytes(content)


def one_point(told: str) -> bytes:
    """A PNG of 1 × 1 with `told` as its source."""
    parts = (
        (b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)),
        (b"tEXt", b"Source\0" + told.encode()),
        (b"IDAT", zlib.compress(b"\0\xff")),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.fixture
def quick_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run in this process draws no picture."""
    let_draw(monkeypatch, no_pictures)
