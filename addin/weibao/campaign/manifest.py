"""What the last `regenerate` rested on and said, so that one that could only say it again is answered at once.

`.weibao/manifest.json` holds the as-of date, a print of the programme, every file of the campaign as it lay there,
from what each output was made, and, where that is certain, what the next run would say. A run is a pure function of
all that: where all that is the same again, so is what it would say. Of files the length and the times are compared, as
version control does; what they say of one that was written in the moment of looking is not believed.

Standard library only, and little of it: whoever asks has imported nothing else yet.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from weibao.programme import programme

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

NAME: Final = "manifest.json"
MACHINE: Final = ".weibao"
SCHEMA: Final = 3

# A file written so shortly before it was looked at may have been written again without a sign, in ns: clocks of files
# go on by up to 16 ms (Windows); where the times are round ones the disk keeps them so (FAT every other second). The
# slack is what reckoning from one clock to the other may miss.
_TICK: Final = 50_000_000
_ROUND: Final = 10_000_000
_MOMENT: Final = 2_000_000_000
_SLACK: Final = 10_000_000

# What a run writes for itself, below the machine's folder; others write there, too.
_OWN: Final = ("history.sqlite", "versions.sqlite", "readings.json", "backups/")

# Evidence, pictures and compilations are left out: there may be gigabytes of them.
_READ: Final = ("下发/", "回收/", "退回/", "模板/", f"{MACHINE}/rulebook")
_MOST: Final = 8 * 2**20  # bytes

Stamp = tuple[int, int, int]
"""Length in bytes, time of the last change and of the last change of the entry (on Windows: of its making), in ns."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a run rests on: as-of date (ISO), whether 核定台账 is changed by the program that has it open, the programme
    and what it uses, and the files below the campaign (forward slashes; folders end with one and have no stamp).
    """

    day: str
    live: bool
    programme: str
    files: Mapping[str, Stamp]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The last run: its basis as it lay there afterwards, from what each output was made (path -> part -> digest), and
    what the next one on that basis would say, None where that is not certain. `began`, `scanned`: from when to when the
    files of others were looked at, `looked`: when those of the run were, by the clock of files, in ns.
    """

    basis: Basis
    made: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    said: dict[str, Any] | None = None
    contents: Mapping[str, str] = field(default_factory=dict)
    began: int = 0
    scanned: int = 0
    looked: int = 0

    def holds(self, now: Basis | None) -> bool:
        """Whether a run on that basis could only say what is `said`."""
        return self.said is not None and self.basis == now and all(map(self._is_sure, self.basis.files.values()))

    def _is_sure(self, stamp: Stamp) -> bool:
        """Whether a file of that stamp had been left alone for a while when it was looked at: at the beginning one of
        others, at the end one of the run.
        """
        changed = stamp[1]
        before, after = (_TICK, _SLACK) if changed % _ROUND else (_MOMENT, _MOMENT)
        others = self.began - before <= changed <= self.scanned + after
        return not (others or abs(changed - self.looked) <= before)


def basis_of(root: Path, day: str, *, live: bool = False) -> Basis | None:
    """The basis of a run now; None where that cannot be seen from outside (a link, a folder that cannot be read), and
    of a folder that is no campaign, which may be a whole disk.
    """
    files = _files(str(root)) if (root / MACHINE).is_dir() else None
    return None if files is None else Basis(day, live, programme(), files)


def left(before: Basis | None, after: Basis, own: Collection[str]) -> Basis:
    """What a run leaves to compare with: its `own` files as they lie `after` it, all others as it found them, so that
    what somebody saved meanwhile is new to the next run.
    """
    if before is None:
        return after
    files = {
        path: stamp
        for path in sorted(before.files.keys() | after.files.keys())
        for stamp in [(after if _is_of_the_run(path, own) else before).files.get(path)]
        if stamp is not None
    }
    return replace(after, files=files)


def _is_of_the_run(path: str, own: Collection[str]) -> bool:
    if path.endswith("/") and any(each.startswith(path) for each in own):
        return True
    return path in own or path.startswith(tuple(f"{MACHINE}/{name}" for name in _OWN))


def contents(root: Path, basis: Basis | None, known: Manifest | None) -> dict[str, str]:
    """Digests of what lies where people put files, and of the rules, so that a file that was only copied or saved again
    is told from a changed one. Read is what lies otherwise than the manifest `known` has it; large files are not.
    """
    from weibao.documents.digests import hash_of

    found: dict[str, str] = {}
    for path, stamp in (basis.files if basis else {}).items():
        if stamp[0] > _MOST or path.endswith("/") or ("/" in path and not path.startswith(_READ)):
            continue
        if known and path in known.contents and known.basis.files.get(path) == stamp:
            found[path] = known.contents[path]
            continue
        with suppress(OSError):
            hashed = hash_of(root / path)
            if _stamp(str(root / path)) == stamp:
                found[path] = hashed
    return found


def last(root: Path) -> Manifest | None:
    """The manifest of the last run; None where there is none, or one of another version: then all is looked at."""
    place = root / MACHINE / NAME
    try:
        with place.open("rb") as file:
            data = json.load(file)
            written = os.fstat(file.fileno()).st_mtime_ns
            began, scanned, looked = (written - int(took) for took in data["took"])
        if data["schema"] != SCHEMA:
            return None
        files = {path: (size, changed, entry) for path, (size, changed, entry) in data["files"].items()}
        basis = Basis(data["day"], data["live"], data["programme"], files)
        return Manifest(basis, data["made"], data["said"], data["contents"], began, scanned, looked)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def settle(since: int) -> int:
    """Let the clock of files go on since the run's last file (`time.monotonic_ns`), so that whatever is saved from now
    on shows. Returns the time, for `keep`.
    """
    time.sleep(max(0, since + _TICK + _SLACK - time.monotonic_ns()) / 1e9)
    return time.monotonic_ns()


def keep(root: Path, manifest: Manifest, times: tuple[int, int, int] | None = None) -> None:
    """Keep it for the next run; where that cannot be written the next run looks at everything itself. `times`: those of
    the manifest by `time.monotonic_ns`; by default just now.
    """
    from weibao.atomic import replace_file

    basis = manifest.basis
    data = {
        "schema": SCHEMA, "day": basis.day, "live": basis.live, "programme": basis.programme,
        "files": basis.files, "made": manifest.made, "said": manifest.said, "contents": manifest.contents,
    }  # fmt: skip
    now = time.monotonic_ns()  # the milliseconds until it is written are within the slack
    data["took"] = [now - at for at in times or (now, now, now)]
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    with suppress(OSError), replace_file(root / MACHINE / NAME) as temporary:
        temporary.write_bytes(text.encode("utf-8", "surrogatepass"))  # names that are no text, as Linux may have them


def _files(root: str) -> dict[str, Stamp] | None:
    found: dict[str, Stamp] = {}
    folders = [("", root)]
    try:
        while folders:
            prefix, folder = folders.pop()
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_symlink():
                        return None
                    path = prefix + entry.name
                    if entry.is_dir():
                        folders.append((f"{path}/", entry.path))
                        found[f"{path}/"] = (0, 0, 0)
                    elif not _is_own(prefix, entry.name):
                        found[path] = _stamp(entry.path)
    except OSError:
        return None
    return dict(sorted(found.items()))


def _is_own(prefix: str, name: str) -> bool:
    """Our own file, and the lock, which comes and goes with every run."""
    return prefix == f"{MACHINE}/" and (name == NAME or (name.startswith("lock") and name.endswith(".json")))


def _stamp(path: str) -> Stamp:
    # Not the entry's own: on Windows that may be older than what a program that has the file open has written.
    found = os.stat(path)  # noqa: PTH116 - of thousands of files
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns
