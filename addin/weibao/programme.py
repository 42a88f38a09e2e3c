"""A print of the programme as it is installed: whoever keeps a result knows by it which programme made it.

A leaf module, and quick: lengths and times of our own files and the names of the libraries, nothing is read.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from weibao import __version__
from weibao.resources import templates_dir

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def programme() -> str:
    """Digest of the version, Python, the code with its data and templates, and which libraries are there."""
    parts = [__version__, sys.version]
    for folder in (str(Path(__file__).parent), str(templates_dir())):
        parts += sorted(_installed(folder))
    for place in map(Path, sys.path):
        with suppress(OSError):  # an archive, or no folder at all
            parts += sorted(path.name for path in place.glob("*.dist-info"))
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _installed(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                found = entry.stat()
                yield f"{entry.path} {found.st_size} {found.st_mtime_ns}"
            elif entry.name != "__pycache__":
                yield from _installed(entry.path)
