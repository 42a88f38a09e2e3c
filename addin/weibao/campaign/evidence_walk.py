"""What lies below 佐证材料/, as the folders list it; no file is opened, and nothing is followed out of the folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from weibao.campaign import walking
from weibao.campaign.inbox import shown_path
from weibao.campaign.safe_paths import inside
from weibao.system_words import reading_words

HOME: Final = "佐证材料"
_PASSING: Final = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file as the folder shows it, without opening it."""

    shown: str
    path: Path
    size: int
    modified: int  # nanoseconds
    link: bool = False
    special: bool = False  # a pipe, a device: opening it would wait for ever


@dataclass
class Listed:
    """The files in the order of the paths; `closed` are the folders that could not be listed, with the reason.

    Of what lies in those nothing is known: it may be there or not.
    """

    files: list[Found] = field(default_factory=list)
    closed: dict[str, str] = field(default_factory=dict)


def walk(root: Path) -> Listed:
    """Every file below 佐证材料/; no lock or hidden files; links are named, not followed."""
    listed, home = Listed(), root / HOME
    failed: list[OSError] = []
    for folder, folders, names in walking.walk(home, failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "~")))
        linked = [name for name in folders if _leads_away(Path(folder) / name, home)]
        folders[:] = [name for name in folders if name not in linked]
        for name in sorted([*names, *linked]):
            if name.startswith((".", "~")) or name.lower() in _PASSING:
                continue
            path = Path(folder) / name
            try:
                state = path.lstat()
            except FileNotFoundError:  # gone since the folder was listed
                continue
            except OSError as error:
                failed.append(type(error)(error.errno, "", folder))
                continue
            link = stat.S_ISLNK(state.st_mode) or name in linked
            special = not link and not stat.S_ISREG(state.st_mode)
            found = Found(shown_path(path, root), path, state.st_size, state.st_mtime_ns, link=link, special=special)
            listed.files.append(found)
    for failure in failed:
        path = Path(os.fsdecode(failure.filename or home))
        if path != home or os.path.lexists(home):  # one that was never made holds nothing
            listed.closed.setdefault(shown_path(path, root), reading_words(failure))
    return listed


def _leads_away(folder: Path, home: Path) -> bool:
    """Whether a folder is a link; a junction of Windows is no symbolic link, and leads away all the same."""
    return folder.is_symlink() or (os.name == "nt" and not inside(home, folder))


def lies_in(path: str, folders: Iterable[str]) -> bool:
    """Whether a path, as shown, is one of the folders or lies below one."""
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


def touches(folder: str, closed: Mapping[str, str]) -> bool:
    """Whether something below a folder, or all of it, could not be listed."""
    return lies_in(folder, closed) or any(lies_in(place, (folder,)) for place in closed)
