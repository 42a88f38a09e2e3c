"""Writing a file so that nobody ever sees half of it, and not while somebody works on it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replace_file(target: Path) -> Iterator[Path]:
    """Give a temporary path beside `target`; on success it takes the target's place, on failure it is removed.

    The temporary file keeps the suffix, because writers choose the format by it. Raises OSError (PermissionError
    where another program has the target open on Windows).
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".wb-", suffix=target.suffix, dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def is_open(path: Path) -> bool:
    """Whether an office program has the file open: its lock file lies beside it, or Windows refuses to write.

    Word and WPS put `~$…` there (the name without its first two characters, a short one whole), LibreOffice
    `.~lock.…#`, WPS on Linux `.~…`.
    """
    name = path.name
    locks = (f"~${name}", f"~${name[2:]}", f".~lock.{name}#", f".~{name}")
    if any(path.with_name(lock).exists() for lock in locks):
        return True
    try:
        with path.open("r+b"):
            return False
    except PermissionError:
        return True
    except FileNotFoundError:
        return False
