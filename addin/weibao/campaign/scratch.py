"""Half-made files: made in a folder of the run's own, moved into place when they are whole, swept away after a kill."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Begins the names of half-made files (also those of `weibao.atomic`).
SCRATCH = ".wb-"


@contextmanager
def scratch_in(folder: Path) -> Iterator[Path]:
    """A folder of this run's own below `folder`: on the same disk, so that a finished file is moved into place."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder) as name:
        yield Path(name)


def put(made: Path, target: Path) -> bool:
    """Move a finished file to its place, unless the same bytes stand there already. True if replaced."""
    if target.exists() and target.read_bytes() == made.read_bytes():
        return False
    made.replace(target)
    return True


def sweep(*folders: Path) -> None:
    """Remove what a killed run left half-made in these folders. Only while the store is held.

    Another run's scratch, still in use, would lie there too.
    """
    for path in [path for folder in folders for path in folder.glob(f"{SCRATCH}*")]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
