"""Folders below a folder, however deep: `os.walk` of Python 3.11 calls itself for each level, and breaks in the end."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator

Listing = tuple[str, list[str], list[str]]


def walk(top: str | os.PathLike[str], onerror: Callable[[OSError], object]) -> Iterator[Listing]:
    """Each folder with the names of its folders, which the caller may thin out, and of all else in it, as `os.walk`.

    Links to folders, and junctions of Windows, are named among the folders and not followed. `onerror` is told what
    cannot be listed.
    """
    waiting = [os.fspath(top)]
    while waiting:
        here = waiting.pop()
        folders: list[str] = []
        names: list[str] = []
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    (folders if _is_folder(entry) else names).append(entry.name)
        except OSError as error:
            onerror(error)
            continue
        yield here, folders, names
        below = [os.path.join(here, name) for name in folders]  # noqa: PTH118 - a name may be no text
        waiting += [path for path in reversed(below) if not _leads_away(path)]


def _leads_away(folder: str) -> bool:
    """Whether a folder is a link, or a junction: no link to Python, but it leads anywhere, also back up."""
    try:
        state = os.lstat(folder)
    except OSError:
        return False
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003)
    return stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", 0) == junction


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
