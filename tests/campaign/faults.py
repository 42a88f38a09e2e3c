"""Faults at the points where something is written: `weibao.atomic.step` is called before each of them.

A run is killed at a point by looking at the disk there (`Watch`), or really (`killed`), or the disk fails (`Failing`).
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import signal
import sqlite3
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pytest

from weibao import atomic

Step = Callable[[str, Path], None]
MACHINE = ".weibao"
# Tables whose rows are what is remembered now; the past (runs, facts) tells the same in another way.
TABLES = ("issued", "used", "choices", "drafts", "files", "numbers", "copies", "approved")


@contextmanager
def at_every_step(step: Step) -> Iterator[None]:
    """Let `step` be called wherever the package is about to change the disk."""
    with pytest.MonkeyPatch.context() as patch:
        plain = atomic.step
        for name, module in list(sys.modules.items()):
            if name.startswith("weibao.") and isinstance(module, ModuleType) and getattr(module, "step", 0) is plain:
                patch.setattr(module, "step", step)
        yield


def visible(root: Path) -> dict[str, str]:
    """Digest of every file that people see, half-made ones left out."""
    found = {}
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and parts[0] != MACHINE and not any(part.startswith(atomic.SCRATCH) for part in parts):
            found[path.relative_to(root).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def remembered(root: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the history holds now. Fails where it is damaged."""
    with closing(sqlite3.connect(root / MACHINE / "history.sqlite")) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = {name: base.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in TABLES}  # noqa: S608
        found["facts"] = base.execute(
            "SELECT kind, key, value FROM facts AS f WHERE value IS NOT NULL AND run = "
            "(SELECT max(run) FROM facts WHERE kind = f.kind AND key = f.key) ORDER BY 1, 2"
        ).fetchall()
    return found


def old_or_new(root: Path, old: dict[str, str], new: dict[str, str]) -> None:
    """Every file is as it was or as it will be; none is half, lost or strange."""
    found = visible(root)
    for name in old.keys() | new.keys() | found.keys():
        assert found.get(name) in {old.get(name), new.get(name)}, name


@dataclass
class Watch:
    """Copies of the campaign as a kill would leave it, one for each different state; `steps` are all points."""

    root: Path
    out: Path
    steps: list[str] = field(default_factory=list)
    states: dict[str, Path] = field(default_factory=dict)

    def __call__(self, what: str, path: Path) -> None:
        self.steps.append(f"{what} {path.name}")
        files = [file.relative_to(self.root).as_posix() for file in sorted(self.root.rglob("*")) if file.is_file()]
        half = [file for file in files if f"/{atomic.SCRATCH}" in f"/{file}"]
        total = hashlib.sha256()
        for file in files:
            if file not in half:
                total.update(file.encode() + b"\0" + (self.root / file).read_bytes())
        key, known = total.hexdigest(), self.states.get(total.hexdigest())
        if known is None or (half and not list(known.rglob(f"{atomic.SCRATCH}*"))):
            # Of states that differ in half-made files only, one that has some.
            self.states[key] = Path(shutil.copytree(self.root, self.out / f"{len(self.steps):03d}"))


@dataclass
class Failing:
    """The disk fails at point number `at` (from 1), with `forever` at every later one, too."""

    at: int
    error: int
    forever: bool = False
    count: int = 0

    def __call__(self, _what: str, path: Path) -> None:
        self.count += 1
        if self.count == self.at or (self.forever and self.count > self.at):
            raise OSError(self.error, os.strerror(self.error), str(path))


# A full disk, a share that is gone and stays away, a folder that may not be written, a disk that reads only.
DISKS = ((errno.ENOSPC, False), (errno.EIO, True), (errno.EACCES, False), (errno.EROFS, True))


def killed(run: Callable[[], object], at: int) -> None:
    """Do `run` in a process of its own that gets SIGKILL at point `at`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside threads, in later versions
        child = os.fork()
    if child == 0:
        count = 0

        def kill(_what: str, _path: Path) -> None:
            nonlocal count
            count += 1
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            with at_every_step(kill):
                run()
        finally:
            os._exit(3)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the point was not reached"
    assert os.WTERMSIG(status) == signal.SIGKILL
