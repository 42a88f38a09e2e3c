"""The folder 回收/: what lies there, what it is called, when it came in. Every file is either read or told of.

A `Source` is a workbook that is read: a file, or a member of an archive, which is called `包.zip/文件.xlsx` and never
unpacked to the disk.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

from weibao.atomic import lock_names
from weibao.campaign.walking import walk
from weibao.clean import escaped
from weibao.findings import Finding, finding, some
from weibao.sheets.intake_archive import Member, members, read_member
from weibao.sheets.intake_formats import ARCHIVES, WORKBOOKS, refused_by_name
from weibao.sheets.intake_package import MAX_FILE, PackageError
from weibao.system_words import reading_words

RETURNED = "回收"
# A file's date is shown as the office's calendar day, on whatever machine this runs.
CHINA = timezone(timedelta(hours=8))
# More papers than this in one folder are told of together.
ONE_BY_ONE = 3
_NAMES_SHOWN = 8
_KINDS_SHOWN = 5
_SYSTEM = ("thumbs.db", "desktop.ini", "$recycle.bin")
_PARTIAL = (".crdownload", ".part", ".partial", ".download", ".!ut", ".tmp", ".td", ".xltd", ".baiduyun.downloading")


@dataclass(frozen=True, slots=True)
class Source:
    """A workbook to be read: its name in findings, the file, and its place in it where that is an archive."""

    name: str
    path: Path
    member: Member | None = None

    def content(self) -> bytes | None:
        """Its bytes where it lies in an archive, else None. PackageError where they cannot be had."""
        return read_member(self.path, self.member) if self.member else None


@dataclass
class Inbox:
    """What is read, in the order of the names, and what is told of everything else."""

    sources: list[Source] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def return_folder(root: Path, number: int) -> Path:
    """Where the returns of a round lie."""
    return root / RETURNED / f"第{number}轮"


def open_inbox(root: Path, number: int, rounds: Collection[int]) -> Inbox:
    """What is to be read of round `number`, and what lies outside of all `rounds`."""
    folder, target = root / RETURNED, return_folder(root, number)
    inbox = look_into(root, target)
    claimed = {return_folder(root, known).name for known in {number, *rounds}}
    stray = look_into(root, folder, leave_out=claimed)
    for source in stray.sources:
        inbox.findings.append(finding("file-outside-round", file=source.name, folder=shown_path(target, root)))
    inbox.findings += stray.findings
    return inbox


def look_into(root: Path, folder: Path, leave_out: Collection[str] = ()) -> Inbox:
    """Everything below a folder of the campaign at `root`; names in `leave_out` only at its top."""
    inbox = Inbox()
    left: list[str] = []
    for here in _folders(folder, leave_out):
        inbox.findings += _not_entered(here, root)
        names, papers = here.files, list[Path]()
        for path in names:
            lowered = path.name.lower()
            if lowered.endswith(_PARTIAL):
                inbox.findings.append(finding("file-partial", file=shown_path(path, root)))
            elif _is_leftover(lowered) or _in_hidden_folder(path, folder):
                left.append(shown_path(path, root))
            elif path.suffix.lower() in ARCHIVES:
                _expand(path, root, inbox)
            elif path.suffix.lower() in WORKBOOKS or refused_by_name(path.suffix.lower()):
                inbox.sources.append(Source(shown_path(path, root), path))
                if _in_use(path, names):
                    inbox.findings.append(finding("file-in-use", file=shown_path(path, root)))
            else:
                papers.append(path)
        inbox.findings += _papers(here.path, papers, root)
    if left:
        kept = some([name.rsplit("/", 1)[-1] for name in left], _NAMES_SHOWN)
        place = shown_path(folder, root)
        inbox.findings.append(finding("files-left", file=place, count=len(left), names=kept))
    inbox.sources.sort(key=lambda source: source.name)
    return inbox


def other_rounds(
    root: Path, number: int, rounds: Iterable[int], remembered: Callable[[str], str], *, pinned: bool
) -> Iterator[Finding]:
    """Findings about the folders of other rounds that nobody has read as they are now.

    `remembered` gives the digest of a folder's listing as it was collected last; `pinned`: a setting names the round.
    """
    for other in sorted(set(rounds) - {number}):
        folder = return_folder(root, other)
        count, digest = listing(folder)
        place = shown_path(folder, root)
        if not count:
            continue
        if other > number and not pinned:
            yield finding("round-not-scored", file=place, folder=place, count=count, other=other, number=number)
        elif digest != remembered(place):
            yield finding("round-unread", file=place, folder=place, count=count, other=other, number=number)


def listing(folder: Path) -> tuple[int, str]:
    """How many files lie below a folder (no leftovers), and a digest of their names and contents."""
    files = [path for here in _folders(folder, ()) for path in here.files if not _is_leftover(path.name.lower())]
    parts = sorted(f"{shown_path(path, folder)}\n{_mark(path)}" for path in files)
    return len(parts), sha256("\n".join(parts).encode()).hexdigest() if parts else ""


def _mark(path: Path) -> str:
    """What tells whether a file was changed: its content, or the size of one that is larger than a checklist."""
    try:
        size = path.stat().st_size
        return str(size) if size > MAX_FILE else sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "?"


@dataclass
class _Folder:
    """A folder with its files, its links, what is neither file nor folder, and the error where it cannot be listed."""

    path: Path
    files: list[Path] = field(default_factory=list)
    links: list[Path] = field(default_factory=list)
    special: list[Path] = field(default_factory=list)
    error: str = ""


def _folders(folder: Path, leave_out: Collection[str]) -> Iterator[_Folder]:
    """Every folder, in order. Links are never followed."""
    if not folder.is_dir():
        return
    failed: list[OSError] = []
    for parent, folders, names in walk(folder, failed.append):
        here = _Folder(Path(parent))
        if here.path == folder:
            folders[:] = [name for name in folders if name not in leave_out]
        folders.sort()
        for name in sorted((*names, *folders)):
            kind = _kind(here.path / name)
            if kind == stat.S_IFLNK:
                here.links.append(here.path / name)
            elif kind in (stat.S_IFREG, 0):  # of what cannot be asked after its reader tells why
                here.files.append(here.path / name)
            elif kind != stat.S_IFDIR:  # a pipe, a device: it would block whoever opens it
                here.special.append(here.path / name)
        yield here
    for error in failed:
        yield _Folder(Path(os.fsdecode(error.filename or folder)), error=reading_words(error))


def _kind(path: Path) -> int:
    """What a name stands for, as a constant of `stat`; 0 where that cannot be known."""
    try:
        return stat.S_IFMT(path.lstat().st_mode)
    except OSError:
        return 0


def _expand(path: Path, root: Path, inbox: Inbox) -> None:
    """The workbooks in an archive as sources, and findings about everything else in it."""
    name = shown_path(path, root)
    try:
        found = members(path)
    except PackageError as error:
        inbox.findings.append(finding("archive-unreadable", file=name, reason=str(error)))
        return
    if "[Content_Types].xml" in {member.name for member in found}:  # a workbook under another name
        inbox.sources.append(Source(name, path))
        return
    rest = [member for member in found if member.unread]
    for member in found:
        if member.refused:
            inbox.findings.append(finding("archive-member", file=f"{name}/{member.name}", reason=member.refused))
        elif not member.unread:
            inbox.sources.append(Source(f"{name}/{member.name}", path, member))
    if len(rest) == len(found):
        inbox.findings.append(finding("archive-empty", file=name))
    if rest:
        kinds = _kinds(member.suffix for member in rest)
        inbox.findings.append(finding("archive-rest", file=name, count=len(rest), kinds=kinds))


def _not_entered(here: _Folder, root: Path) -> Iterator[Finding]:
    """What nobody looks into: links, pipes and devices, a folder that cannot be listed."""
    for code, paths in (("file-linked", here.links), ("file-special", here.special)):
        for path in paths:
            yield finding(code, file=shown_path(path, root))
    if here.error:
        yield finding("folder-unreadable", file=shown_path(here.path, root), reason=here.error)


def _papers(folder: Path, paths: list[Path], root: Path) -> Iterator[Finding]:
    """Scans, photos and papers: one by one where they are few, else the folder as a whole."""
    if len(paths) <= ONE_BY_ONE:
        for path in paths:
            yield finding("file-not-read", file=shown_path(path, root))
    else:
        kinds = _kinds(path.suffix.lower() for path in paths)
        yield finding("folder-not-read", file=shown_path(folder, root), count=len(paths), kinds=kinds)


def _kinds(suffixes: Iterable[str]) -> str:
    """`pdf 12、jpg 3`, the most frequent first."""
    counts = Counter(suffix.lstrip(".") or "无扩展名" for suffix in suffixes)
    found = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return some([f"{kind} {count}" for kind, count in found], _KINDS_SHOWN)


def _is_leftover(name: str) -> bool:
    """Hidden files, owner files and what systems leave behind."""
    return name.startswith((".", "~")) or name in _SYSTEM


def _in_hidden_folder(path: Path, folder: Path) -> bool:
    return any(_is_leftover(part.lower()) for part in path.relative_to(folder).parts[:-1])


def _in_use(path: Path, names: Collection[Path]) -> bool:
    """Whether an office program's lock file lies beside the workbook."""
    locks = lock_names(path.name)
    return any(other.name in locks for other in names)


def shown_path(path: Path, root: Path) -> str:
    """The file as findings and 核定台账 name it: below the campaign folder, with forward slashes.

    Linux allows names that are no text (an archive in GBK), and any may hold what cannot be seen: those as escapes.
    """
    name = path.relative_to(root).as_posix().encode("utf-8", "backslashreplace").decode("utf-8")
    return escaped(name)


def day_received(path: Path) -> date | None:
    """The day on which the file was last written: when it came in, for a file that nobody opened since.

    None where no calendar has that day.
    """
    try:
        return day_of(path.stat().st_mtime)
    except OSError:
        return None


def day_of(seconds: float) -> date | None:
    """The day of a file's time; memory sticks and shares leave any, also one that no calendar has: None."""
    try:
        return (datetime(1970, 1, 1, 8, tzinfo=CHINA) + timedelta(seconds=seconds)).date()
    except (ValueError, OverflowError):
        return None
