"""One writer at a time: `.weibao/lock.json` names who is at work, on which machine, since when.

SQLite's own lock would do on one machine; on a share it may not, and it never tells whom to ask. A lock whose process
is gone from this machine is retired; of another machine's nobody can know, so people are told how to remove it.

Nobody ever moves a lock that may be a living run's, not even for a moment: a third run would make its own meanwhile.
Who retires a dead one first claims that very lock (`lock-….json`, named after what it says, which no two locks share),
then looks whether it still stands there, and removes it. One that was made since says something else, and is left.

A lock that says nothing (the power went while it was written) can be no run's for long: it is whole within a moment.
After an hour by the clock of its own disk it is retired in the same way; one made since is young.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkstemp
from uuid import uuid4

from weibao.atomic import SCRATCH, is_open, is_read_only, naming, remove_file, step, sync_folder
from weibao.campaign import lock_words
from weibao.campaign.processes import is_running
from weibao.errors import CampaignError

NAME = "lock.json"
# One that can be opened and says nothing was most likely left behind after this.
ABANDONED = timedelta(hours=1)
_AGAIN = 0.5  # seconds between two looks
_GONE = 0.01
# How often a lock that another run or program has open just now (Windows) is tried again, and after how many seconds.
_TRIES, _OPEN = 40, 0.05
_RETIRING = 10  # seconds that another run may take to remove a dead lock
_BARRED = "（读不了）"  # instead of what a lock says that may not be opened


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes: system user, machine, process, command, and since when (ISO, with the zone)."""

    user: str = ""
    host: str = ""
    pid: int = 0
    command: str = ""
    since: str = ""

    @classmethod
    def parse(cls, text: str) -> Holder:
        """A stored holder; of one that cannot be read nothing is known."""
        try:
            data = json.loads(text)
            return cls(str(data["user"]), str(data["host"]), int(data["pid"]), str(data["command"]), str(data["since"]))
        except (ValueError, KeyError, TypeError):
            return cls()

    def __str__(self) -> str:
        where = f"在“{self.host}”上" if self.host else ""
        return f"{self.user or '不知道是谁'}{where}{f'运行 weibao {self.command}' if self.command else ''}"

    @property
    def since_text(self) -> str:
        """2026-03-02 09:30."""
        return self.since[:16].replace("T", " ") or "时间不明"

    def hours(self, now: str) -> float | None:
        """How long it has been at work, None where that is not known."""
        try:
            return (datetime.fromisoformat(now) - datetime.fromisoformat(self.since)) / timedelta(hours=1)
        except (ValueError, TypeError):
            return None


class HeldError(CampaignError):
    """Another run writes now."""


@contextmanager
def held(
    machine: Path,
    holder: Holder,
    *,
    wait: float = 0,
    tell: Callable[[str], None] = lambda _text: None,
) -> Iterator[Holder | None]:
    """Hold the campaign whose folder `.weibao` is `machine`; gives the holder of a dead lock that was taken over.

    With `wait` another one's lock is waited for so many seconds. Raises HeldError with the holder's name. `tell` hears
    what is waited for, and of a lock of our own that could not be removed.
    """
    path = machine / NAME
    dead = None
    until, patience = (time.monotonic() + seconds for seconds in (wait, max(wait, _RETIRING)))
    while not _make(path, holder):
        text = _read(path)
        if text is None:
            time.sleep(_GONE)  # it has just been given back
            continue
        other = _holder(path, text)
        if _is_left(path, text, holder):
            if _retire(path, text, holder):
                dead = other
            elif time.monotonic() < patience:
                time.sleep(_GONE)  # another run is at it
            else:
                raise HeldError(lock_words.claimed(path, _claim(path, text)))
        elif time.monotonic() < until:
            tell(f"正在等另一次运行（{other}）做完……")
            time.sleep(_AGAIN)
        else:
            raise HeldError(_told(path, text, holder))
    try:
        _sweep_claims(path)
        yield dead
    finally:
        _take_away(path, holder, tell)


def wait_closed(paths: list[Path], *, wait: float, tell: Callable[[str], None] = lambda _text: None) -> None:
    """Wait so many seconds at most until nobody has one of these files open; a read-only one would stay so."""
    paths = [path for path in paths if not is_read_only(path)]
    until = time.monotonic() + wait
    while (busy := next((path for path in paths if is_open(path)), None)) and time.monotonic() < until:
        tell(f"正在等“{busy.name}”关闭……")
        time.sleep(_AGAIN)


def _make(path: Path, holder: Holder) -> bool:
    """Put the lock there in one step, whole; False where there is one."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    step("make", path)
    try:
        handle, name = mkstemp(prefix=SCRATCH, suffix=path.suffix, dir=path.parent)
    except FileExistsError as error:  # so says Windows of a folder where nothing may be made
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path.parent / SCRATCH)) from error
    made = Path(name)
    try:
        with naming(path), os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({**asdict(holder), "id": uuid4().hex}, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        made.chmod(0o644)  # everybody may see who is at work
        step("rename", path)
        if os.name == "nt":
            made.rename(path)  # which refuses to replace there
        else:
            _link(made, path)
    except (FileExistsError, FileNotFoundError):  # there is one, or the sweep of another run took ours for a dead run's
        return False
    finally:
        made.unlink(missing_ok=True)
    sync_folder(path.parent)
    return True


def _link(made: Path, path: Path) -> None:
    """Raises FileExistsError where there is a lock; on shares without hard links a second run may see half of it."""
    try:
        path.hardlink_to(made)
    except FileExistsError:
        raise
    except OSError:
        content = made.read_bytes()
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:  # one that says nothing would stand in everybody's way for an hour
            with suppress(OSError):
                path.unlink()
            raise


def _read(path: Path) -> str | None:
    """What a lock says, `_BARRED` where it may not be opened, None where there is none any more."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    except OSError:
        return _BARRED


def _holder(path: Path, text: str) -> Holder:
    """Who a lock says holds it; of one that says nothing only since when it lies there."""
    found = Holder.parse(text)
    if found != Holder():
        return found
    with suppress(OSError, OverflowError, ValueError):
        return Holder(since=datetime.fromtimestamp(path.stat().st_mtime).astimezone().isoformat())
    return found


def _age(path: Path) -> timedelta | None:
    """How old a lock is by the clock of the disk where it lies (a share's may differ from ours), None if unknown."""
    try:
        written = path.stat().st_mtime
        handle, name = mkstemp(prefix=SCRATCH, suffix=path.suffix, dir=path.parent)
    except OSError:
        return None
    try:
        return timedelta(seconds=os.fstat(handle).st_mtime - written)
    finally:
        os.close(handle)
        Path(name).unlink(missing_ok=True)


def _take_away(path: Path, holder: Holder, tell: Callable[[str], None]) -> None:
    """Remove the lock if it still is this holder's. What is done is done: that it stays is told, and stops nothing."""
    try:
        stays = _remove(path, lambda text: Holder.parse(text) == holder) is None
    except OSError:
        stays = True
    if stays:
        tell(lock_words.stays(path))


def _remove(path: Path, may: Callable[[str], bool]) -> bool | None:
    """Remove a lock that `may` go by what it says: whether that was done, None where it stays.

    Windows removes and opens nothing that another run looks into just now: that passes.
    """
    for _ in range(_TRIES):
        text = _read(path)
        if text is None or (text != _BARRED and not may(text)):
            return False
        if text != _BARRED:
            with suppress(PermissionError):
                remove_file(path)
                return True
        time.sleep(_OPEN)
    return None


def _is_dead(other: Holder, holder: Holder) -> bool:
    """Whether a lock's process is gone. One command is one process: our own number is of a process before us."""
    return other.host == holder.host and (other.pid == holder.pid or bool(other.pid and not is_running(other.pid)))


def _is_left(path: Path, text: str, holder: Holder) -> bool:
    """Whether a lock that says `text` is no run's any more: its process is gone, or it has said nothing for long."""
    other = Holder.parse(text)
    if other != Holder():
        return _is_dead(other, holder)
    age = _age(path) if text != _BARRED else None
    return age is not None and age >= ABANDONED


def _claim(path: Path, text: str) -> Path:
    return path.with_name(f"{path.stem}-{hashlib.sha256(text.encode()).hexdigest()[:16]}{path.suffix}")


def _retire(path: Path, text: str, holder: Holder) -> bool:
    """Remove a dead lock that says `text`, unless another run is at it, or has done it; whether this run did.

    Only who has claimed that very lock removes it, and it never comes back: between looking and removing it stays.
    A claim that a run left when it was killed in between is a dead lock itself.
    """
    claim = _claim(path, text)
    if not _make(claim, holder):
        left = _read(claim)
        if left is not None and _is_left(claim, left, holder):
            _retire(claim, left, holder)
        return False
    try:
        # Of those that say nothing one may be younger.
        return bool(_remove(path, lambda now: now == text and _is_left(path, text, holder)))
    finally:
        _drop(claim)


def _sweep_claims(path: Path) -> None:
    """Remove claims on locks that are gone, which is all of them while ours stands there."""
    for claim in path.parent.glob(f"{path.stem}-*{path.suffix}"):
        _drop(claim)


def _drop(claim: Path) -> None:
    with suppress(OSError):  # Windows: another run reads it just now; the claim of a lock that is gone hinders nobody
        claim.unlink()


def _told(path: Path, text: str, holder: Holder) -> str:
    other = _holder(path, text)
    if text == _BARRED:
        return lock_words.barred(path, other)
    if other.pid == 0:
        return lock_words.blank(path, other, ABANDONED)
    return lock_words.busy(path, other, other.hours(holder.since))
