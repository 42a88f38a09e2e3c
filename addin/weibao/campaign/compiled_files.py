"""The files of a 资料汇编 on the disk: copied whole or not at all, what a hand has changed left alone, no file of ours
left behind.

`.weibao/compiled.json` says of each folder which file we put where, with its digest; what a run is about to write
stands there before the first file is written, so that a run that was cut off knows its own. Size and time tell
whether a file has to be hashed again.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from weibao.atomic import beside, is_open, remove_file, replace_file
from weibao.campaign.compiled_receipts import Receipt, is_safe, load_receipts, save_receipts, stat_of
from weibao.campaign.safe_paths import inside
from weibao.campaign.scratch import sweep
from weibao.documents.digests import hash_of
from weibao.findings import Finding, finding
from weibao.system_words import reading_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

NAME: Final = "compiled.json"
_CHUNK: Final = 1 << 20
_BESIDE: Final = 9
_PAPERS: Final = "|papers"  # behind a folder's key: the receipts of its drafts
_BEFORE: Final = "|before"  # behind the name of a zip whose place another is about to take
# A link that came where a file was is not followed.
_READING: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class ChangedError(Exception):
    """A file is not as it was read."""


@dataclass
class Outcome:
    """Paths below the folder by what was done, and what to tell."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class CompiledFolder:
    """The folder `out` of one compilation, with the receipts that `machine` (`.weibao`) keeps of it under `key`.

    Use `plan` with all that will be written, then `put` and `copy` for each, `clear` and `save`.
    """

    def __init__(self, out: Path, machine: Path, key: str) -> None:
        self.out, self._path, self._key = out, machine / NAME, key
        self._all = load_receipts(self._path)
        self._known = {path: receipt for path, receipt in self._all.get(key, {}).items() if is_safe(path)}
        self._wanted: set[str] = set()
        self.outcome = Outcome()

    def sweep(self) -> None:
        """Take away what a run that was cut off left half-made, in folders of ours."""
        folders = {self.out / path for path in self._known} | {self.out / path for path in self._wanted}
        sweep(*sorted({self.out, *(path.parent for path in folders)}))

    @property
    def folders(self) -> set[str]:
        """The folders right below it in which files lie that we wrote."""
        nested = (path for path in self._known if "/" in path and os.path.lexists(self.out / path))
        return {path.partition("/")[0] for path in nested}

    def plan(self, digests: Mapping[str, str]) -> None:
        """Remember what is about to be written, by path, before it is."""
        self._wanted |= digests.keys()
        for path, digest in digests.items():
            receipt = self._known.setdefault(path, Receipt())
            if digest and digest not in receipt.digests:
                receipt.digests.append(digest)
        self.save()
        self.sweep()

    def copy(self, source: Path, home: Path, path: str, digest: str) -> None:
        """Copy a file of `home` piece by piece; told where it is not as it was read, or cannot be read."""
        if not self._is_free(path, digest):
            return
        try:
            given = os.fdopen(os.open(source, _READING), "rb") if inside(home, source) else None
        except OSError as error:
            self._tell("compile-unreadable", path, name=source.name, reason=reading_words(error))
            return
        if given is None:
            self._tell("compile-unreadable", path, name=source.name, reason="指到了别处")
            return
        try:
            with given:
                self._write(path, digest, lambda temporary: _stream(given, temporary, digest))
        except ChangedError:
            self._tell("compile-changed", path, name=source.name)

    def put(self, path: str, content: bytes) -> str:
        """Put a file that we made into its place, or beside where a hand has changed that one; the path it has."""
        digest = hashlib.sha256(content).hexdigest()
        target = self.out / path
        for place in (target, *islice(beside(target), _BESIDE)):
            name = place.relative_to(self.out).as_posix()
            self._wanted.add(name)
            if not self._is_free(name, digest, quiet=True):
                if name not in self.outcome.unchanged:
                    continue
            else:
                self._write(name, digest, lambda temporary: temporary.write_bytes(content))
            if name != path:
                code = "compile-beside-open" if self._is_ours(path) else "compile-beside"
                self._tell(code, path, beside=place.name)
            return name
        self._tell("compile-touched", path)
        return path

    @property
    def papers(self) -> dict[str, str]:
        """The receipts of the drafts among the files, as `documents.drafts` writes them."""
        known = self._all.get(f"{self._key}{_PAPERS}", {})
        return {path: " ".join(item.digests) for path, item in known.items() if is_safe(path)}

    def note_papers(self, known: Mapping[str, str], written: Iterable[str], unchanged: Iterable[str]) -> None:
        """What became of the drafts: their receipts, and which are as they should be."""
        self._all[f"{self._key}{_PAPERS}"] = {path: Receipt(text.split()) for path, text in known.items()}
        for paths, listed in ((written, self.outcome.written), (unchanged, self.outcome.unchanged)):
            for path in paths:
                listed.append(path)
                self._wanted.add(path)
                digest = hash_of(self.out / path)
                if known.get(path, "").startswith(digest):  # else a hand has changed it
                    self._keep(path, digest)

    def clear(self, only: frozenset[str] | None = None) -> None:
        """Remove what we wrote once and nobody wants any more, and folders that are empty after that.

        With `only` just the files of these digests.
        """
        for path in sorted(self._known.keys() - self._wanted):
            target = self.out / path
            if only is not None and only.isdisjoint(self._known[path].digests):
                continue
            if not os.path.lexists(target):
                del self._known[path]
            elif not self._is_ours(path):
                self._tell("compile-stale", path)
            elif is_open(target):
                self._tell("compile-open", path)
            else:
                remove_file(target)
                del self._known[path]
                self.outcome.removed.append(path)
                self._remove_empty(target.parent)

    def holds(self, path: str) -> bool:
        """Whether a file lies there itself: no link, which leads who knows where."""
        place = self.out / path
        return place.is_file() and not place.is_symlink() and inside(self.out, place.parent)

    def digest(self, path: str) -> str:
        """The digest of a file as it lies there now."""
        receipt = self._known.get(path)
        if receipt and receipt.digests and stat_of(self.out / path) == (receipt.size, receipt.modified):
            return receipt.digests[0]
        return hash_of(self.out / path)

    # --- its zip ----------------------------------------------------------------------------------------

    def holds_zip(self, path: Path, content: str) -> bool:
        """Whether that zip is ours, as we wrote it, and holds this."""
        return any(item.digests == [content] for item in self._as_written(path))

    def is_own_zip(self, path: Path) -> bool:
        """Whether that zip is as we wrote it."""
        return bool(self._as_written(path))

    def plan_zip(self, path: Path, made: Path, content: str) -> None:
        """Remember the zip that is about to take its place beside the one that stands there."""
        zips = self._zips()
        if path.name in zips:
            zips[f"{path.name}{_BEFORE}"] = zips[path.name]
        zips[path.name] = Receipt([content], *stat_of(made))
        self.save()

    def keep_zip(self, path: Path) -> None:
        """The new zip is in its place."""
        self._zips().pop(f"{path.name}{_BEFORE}", None)

    def _zips(self) -> dict[str, Receipt]:
        return self._all.setdefault(f"{self._key}.zip", {})

    def _as_written(self, path: Path) -> list[Receipt]:
        """The receipts of the zip at a path that it still looks like."""
        if not path.is_file() or path.is_symlink():
            return []
        known = [self._zips().get(name) for name in (path.name, f"{path.name}{_BEFORE}")]
        return [item for item in known if item and stat_of(path) == (item.size, item.modified)]

    def save(self) -> None:
        """Write the receipts, where they have changed."""
        self._all[self._key] = self._known
        save_receipts(self._path, self._all)

    # --- one file ---------------------------------------------------------------------------------------

    def _is_free(self, path: str, digest: str, *, quiet: bool = False) -> bool:
        """Whether the file is to be written; says what stands in the way (unless `quiet`), or that it is there."""
        target = self.out / path
        if not os.path.lexists(target):
            return True
        why = "compile-taken"
        if target.is_file() and not target.is_symlink():
            if self.digest(path) == digest:
                self._keep(path, digest)
                self.outcome.unchanged.append(path)
                return False
            if self._is_ours(path) and not is_open(target):
                return True
            why = "compile-open" if self._is_ours(path) else "compile-touched"
        if not quiet:
            self._tell(why, path)
        return False

    def _write(self, path: str, digest: str, write: Callable[[Path], object]) -> None:
        target = self.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not inside(self.out, target.parent):
            self._tell("compile-taken", path)
            return
        with replace_file(target) as temporary:
            write(temporary)
        self._keep(path, digest)
        self.outcome.written.append(path)

    def _keep(self, path: str, digest: str) -> None:
        self._known[path] = Receipt([digest], *stat_of(self.out / path))

    def _is_ours(self, path: str) -> bool:
        receipt, target = self._known.get(path), self.out / path
        known = receipt.digests if receipt and target.is_file() and not target.is_symlink() else ()
        return bool(known) and self.digest(path) in known

    def _remove_empty(self, folder: Path) -> None:
        while folder != self.out and folder.is_relative_to(self.out):
            try:
                folder.rmdir()
            except OSError:  # something of somebody's lies there
                return
            folder = folder.parent

    def _tell(self, code: str, path: str, **values: str) -> None:
        self.outcome.findings.append(
            finding(code, file=f"{self.out.name}/{path}", **{"name": path.rpartition("/")[2], **values})
        )


def _stream(given: BinaryIO, temporary: Path, digest: str) -> None:
    """Write what is read. Raises ChangedError where that is not what was to be copied."""
    found = hashlib.sha256()
    with temporary.open("wb") as made:
        while piece := given.read(_CHUNK):
            found.update(piece)
            made.write(piece)
    if found.hexdigest() != digest:
        raise ChangedError
