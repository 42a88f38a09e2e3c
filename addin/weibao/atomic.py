"""Writing a file so that nobody ever sees half of it, not while somebody works on it, and so that it stays written.

Everything that changes a file of a campaign goes through here: made beside its place, brought to the disk, renamed, and
the folder brought to the disk too. What a power cut, a full disk or a lost share leaves is the old file or the new one.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

# Begins the names of half-made files and folders.
SCRATCH = ".wb-"
# So many files go to the disk side by side: it takes several at once for little more than the time of one.
_SYNCING = 4
# What a file system answers that cannot bring a folder to the disk: many network shares.
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF, errno.EACCES, errno.EPERM, errno.ENOSYS}


# What a system answers where nothing may be written.
_BARRED = {errno.EROFS, errno.EACCES, errno.EPERM}


def step(_what: str, _path: Path) -> None:
    """Called before everything that changes the disk. It does nothing; tests let it fail."""


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Say of which file an error of the system is that names none, as those of writing (a full disk) do.

    One that a library has wrapped in an error of its own comes out as it was.
    """
    try:
        yield
    except Exception as error:
        found = next((item for item in (error, *error.args) if isinstance(item, OSError)), None)
        if found is not None and found.errno is not None and found.filename is None:
            found.filename = str(path)
        if found is None or found is error:
            raise
        raise found from error


def is_barred(error: OSError) -> bool:
    """Whether an error says that nothing may be written there."""
    return error.errno in _BARRED


@contextmanager
def replace_file(target: Path) -> Iterator[Path]:
    """Give a temporary path beside `target`; on success it takes the target's place, on failure it is removed.

    The temporary file keeps the suffix, because writers choose the format by it. Raises OSError (PermissionError
    where another program has the target open on Windows).
    """
    handle, temporary = _begun(target)
    os.close(handle)
    try:
        with naming(target):
            yield temporary
            temporary.chmod(0o666 & ~_umask())
            move_file(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def _begun(target: Path) -> tuple[int, Path]:
    """A new file beside `target`, open, and its name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    step("make", target)
    handle, name = tempfile.mkstemp(prefix=SCRATCH, suffix=target.suffix, dir=target.parent)
    return handle, Path(name)


def _umask() -> int:
    """What new files are not to have; it can be read by setting it only."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def move_file(made: Path, target: Path) -> None:
    """Move a finished file of the same disk to its place, over what stands there, and bring both to the disk.

    Who may read and write there stays as it was, but the owner always may.
    """
    _permit(made, target)
    step("sync", target)
    with naming(target), made.open("r+b") as file:
        os.fsync(file.fileno())
    step("rename", target)
    made.replace(target)
    sync_folder(target.parent)


def _permit(made: Path, target: Path) -> None:
    with suppress(FileNotFoundError):
        made.chmod(stat.S_IMODE(target.stat().st_mode) & 0o777 | 0o600)


Lying = tuple[int, int, int] | None
"""Which file it is, its length in bytes and the time of its last change in ns; None where there is none."""


def lying(path: Path) -> Lying:
    """What tells a file that somebody has saved since."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


class Batch:
    """Many files, each as whole and as lasting as one of `replace_file`; while they go to the disk, others are made.

    Used as a context: `write` each, then `settle`. What is not settled at its end is taken away.
    """

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None
        self._waiting: list[tuple[Path, Path, Lying, Future[None]]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown()
        for _target, temporary, _seen, _synced in self._waiting:
            temporary.unlink(missing_ok=True)

    def __len__(self) -> int:
        return len(self._waiting)

    def write(self, target: Path, content: bytes, seen: Lying) -> None:
        """Make the file beside its place and begin to bring it to the disk. Raises OSError.

        `seen`: what `lying` gave of the target when it was decided that it may be written over.
        """
        from concurrent.futures import ThreadPoolExecutor  # what writes no batch need not wait for it

        self._pool = self._pool or ThreadPoolExecutor(_SYNCING, "sync")
        handle, temporary = _begun(target)
        with ExitStack() as undo, naming(target):
            undo.callback(temporary.unlink, missing_ok=True)
            undo.callback(os.close, handle)
            with os.fdopen(handle, "wb", closefd=False) as file:
                file.write(content)
            temporary.chmod(0o666 & ~_umask())
            _permit(temporary, target)
            step("sync", target)
            self._waiting.append((target, temporary, seen, self._pool.submit(_sync, handle)))
            undo.pop_all()

    def settle(self) -> dict[Path, PermissionError | None]:
        """Put every file into its place, over what stands there, as soon as it is on the disk; then sync the folders.

        Gives what each came to: None, or the error where somebody has opened the target or saved it since it was seen.
        Raises OSError.
        """
        found: dict[Path, PermissionError | None] = {}
        while self._waiting:
            target, temporary, seen, synced = self._waiting[0]
            with naming(target):
                synced.result()
            step("rename", target)
            try:
                if lying(target) != seen or is_open(target):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
                temporary.replace(target)
            except PermissionError as error:
                temporary.unlink(missing_ok=True)
                found[target] = error
            else:
                found[target] = None
            del self._waiting[0]
        for folder in dict.fromkeys(target.parent for target, error in found.items() if error is None):
            sync_folder(folder)
        return found


def _sync(handle: int) -> None:
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_file(path: Path) -> None:
    """Take a file away for good; one that is gone already is right. Raises OSError."""
    step("remove", path)
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can (Windows does so by itself)."""
    step("folder", folder)
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)


def lock_names(name: str) -> tuple[str, ...]:
    """What an office program lays beside a file of this name while it has it open.

    Word and WPS: `~$…` (the name without its first two characters, a short one whole), LibreOffice: `.~lock.…#`, WPS on
    Linux: `.~…`.
    """
    return (f"~${name}", f"~${name[2:]}", f".~lock.{name}#", f".~{name}")


def is_lock(name: str) -> bool:
    """Whether a file of that name is one of `lock_names`, also where the file that it was for is gone."""
    return name.startswith(("~$", ".~"))


def is_locked(path: Path) -> bool:
    """Whether an office program's lock file lies beside a file."""
    return any(path.with_name(lock).exists() for lock in lock_names(path.name))


def is_open(path: Path) -> bool:
    """Whether an office program has the file open: its lock file lies beside it, or the system refuses to write.

    So it does of a read-only file as well: `is_read_only` tells that.
    """
    if is_locked(path):
        return True
    try:
        with path.open("r+b"):
            return False
    except PermissionError:
        return True
    except FileNotFoundError:
        return False
    except OSError as error:
        if not is_barred(error):
            raise
        return False  # a disk that nobody can write to: nobody is about to


def is_read_only(path: Path) -> bool:
    """Whether a file that is there must not be written, open or not: by its attribute (which an administrator could
    pass over), or by its rights.
    """
    try:
        marked = path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) == 0
        return marked or not os.access(path, os.W_OK)
    except OSError:
        return False


def beside(path: Path) -> Iterator[Path]:
    """Where a file goes that cannot go to its place: `总台账（新）.xlsx`, `总台账（新2）.xlsx`, without end."""
    yield path.with_name(f"{path.stem}（新）{path.suffix}")
    for number in count(2):
        yield path.with_name(f"{path.stem}（新{number}）{path.suffix}")


def free_path(path: Path) -> Path:
    """The path itself, or where somebody has it open, the first one beside it that nobody has open."""
    return next(item for item in chain((path,), beside(path)) if not is_open(item))
