"""The zip of a 资料汇编: the files as they lie in its folder, under one top folder, with UTF-8 names and a fixed time.

Piece by piece, so that films and scans do not fill the memory. What is compressed already is stored.
"""

from __future__ import annotations

import shutil
import zipfile
from itertools import chain
from typing import TYPE_CHECKING, Final

from weibao.atomic import beside, is_open, move_file, naming
from weibao.campaign.scratch import scratch_in
from weibao.compute.proof_files import suffix_of
from weibao.documents.digests import facts_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from weibao.campaign.compiled_files import CompiledFolder
    from weibao.campaign.situation import Progress

_TIME: Final = (1980, 1, 1, 0, 0, 0)
_LOOSE: Final = frozenset(
    {".bmp", ".tif", ".tiff", ".txt", ".csv", ".doc", ".xls", ".ppt", ".wps", ".et", ".dps", ".rtf"}
)
_CHUNK: Final = 1 << 20


def pack_folder(folder: CompiledFolder, names: Sequence[str], target: Path, progress: Progress) -> Path:
    """Write the zip of these files of the folder, unless it holds the very same already; where it lies.

    A zip that we did not write is left alone, and so is one that is open: the new one goes beside.
    """
    listed, content = _contents(folder, names)
    for path in chain((target,), beside(target)):
        if folder.holds_zip(path, content):
            return path
        if not path.exists() or (folder.is_own_zip(path) and not is_open(path)):
            break
    # Made in the folder itself: what a kill leaves there the next run sweeps away.
    with scratch_in(folder.out) as scratch, naming(path):
        made = scratch / path.name
        with zipfile.ZipFile(made, "w", allowZip64=True) as archive:
            for number, name in enumerate(listed):
                progress("打包", number, len(listed))
                _add(archive, folder.out / name, f"{target.stem}/{name}")
        progress("打包", len(listed), len(listed))
        folder.plan_zip(path, made, content)
        move_file(made, path)
    folder.keep_zip(path)
    return path


def is_old(folder: CompiledFolder, names: Sequence[str], target: Path) -> bool:
    """Whether a zip of ours lies there that holds something else."""
    return folder.is_own_zip(target) and not folder.holds_zip(target, _contents(folder, names)[1])


def _contents(folder: CompiledFolder, names: Sequence[str]) -> tuple[list[str], str]:
    """The files that are there, and what stands for all they hold."""
    listed = [name for name in sorted(set(names)) if folder.holds(name)]
    return listed, facts_of([[name, folder.digest(name)] for name in listed])


def _add(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    info = zipfile.ZipInfo(name, _TIME)
    info.compress_type = zipfile.ZIP_DEFLATED if suffix_of(name) in _LOOSE else zipfile.ZIP_STORED
    info.create_system = 3  # the same bytes on every system
    info.external_attr = 0o644 << 16
    info.file_size = path.stat().st_size
    with path.open("rb") as given, archive.open(info, "w") as made:
        shutil.copyfileobj(given, made, _CHUNK)
