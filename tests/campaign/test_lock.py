"""One writer at a time: who holds the campaign is told by name, and what a dead run left is no hindrance."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import Mock

import pytest

from weibao.campaign import lock
from weibao.campaign.lock import HeldError, Holder, held, wait_closed
from weibao.campaign.processes import is_running
from weibao.findings import finding

NOW = "2026-03-02T09:30:00+08:00"
ME = Holder("王办", "办公室-1", os.getpid(), "regenerate", NOW)


@pytest.fixture
def other() -> Iterator[Holder]:
    """Another process of this machine that lives."""
    child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    yield replace(ME, user="李核", pid=child.pid)
    child.kill()
    child.communicate()


def put(machine: Path, holder: Holder) -> Path:
    machine.mkdir(exist_ok=True)
    path = machine / lock.NAME
    path.write_text(json.dumps(asdict(holder)), encoding="utf-8")
    return path


def refused(machine: Path, me: Holder = ME) -> str:
    with pytest.raises(HeldError) as error, held(machine, me):
        pass
    return str(error.value)


def test_the_lock_is_there_while_it_is_held_and_says_who(tmp_path: Path) -> None:
    path = tmp_path / ".weibao" / lock.NAME
    with held(path.parent, ME) as dead:
        assert dead is None
        assert Holder.parse(path.read_text(encoding="utf-8")) == ME
    assert not list(path.parent.iterdir())


class Opened:
    """The lock, which another run has open at the first `times` looks or removals, as on Windows."""

    def __init__(self, path: Path, name: str, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path, self.times, self.plain = path, times, getattr(Path, name)
        monkeypatch.setattr(lock, "_OPEN", 0.001)
        monkeypatch.setattr(Path, name, lambda path, *args, **more: self.call(path, *args, **more))

    def call(self, path: Path, *args: object, **more: object) -> object:
        if path == self.path and self.times:
            self.times -= 1
            raise PermissionError(13, "The process cannot access the file", str(path))
        return self.plain(path, *args, **more)


@pytest.mark.parametrize("name", ["read_text", "unlink"])
@pytest.mark.parametrize("times", [3, 1000])
def test_a_lock_that_another_run_has_open_is_tried_again_and_told_if_it_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, times: int
) -> None:
    path, told = tmp_path / lock.NAME, list[str]()
    with monkeypatch.context() as patch, held(tmp_path, ME, tell=told.append):
        Opened(path, name, times, patch)
    assert path.exists() == (times == 1000)
    assert [str(path) in text for text in told] == [True] * (times == 1000)


def test_a_dead_lock_that_another_run_has_open_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, replace(ME, since="2026-03-01T08:00:00+08:00"))
    Opened(path, "unlink", 3, monkeypatch)
    with held(tmp_path, ME) as dead:
        assert dead is not None
    assert not list(tmp_path.iterdir())


def test_it_goes_when_the_run_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), held(tmp_path, ME):
        raise ZeroDivisionError
    assert not list(tmp_path.iterdir())


def test_the_holder_is_named(tmp_path: Path, other: Holder) -> None:
    put(tmp_path, other)
    told = refused(tmp_path)
    for part in ("李核", "办公室-1", "weibao regenerate", "2026-03-02 09:30", "--wait"):
        assert part in told


def test_a_dead_process_of_this_machine_is_no_hindrance(tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert not is_running(child.pid)
    gone = replace(ME, user="李核", pid=child.pid)
    path = put(tmp_path, gone)
    with held(tmp_path, ME) as dead:
        assert dead == gone
        assert Holder.parse(path.read_text(encoding="utf-8")) == ME
    assert "李核" in finding("lock-stale", who=gone, since=gone.since_text).message


def test_of_two_runs_that_see_a_dead_lock_one_takes_it(
    tmp_path: Path, other: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, replace(ME, user="张退", since="2026-03-01T08:00:00+08:00"))
    swapped: list[str] = []

    def first_comes_the_other(what: str, at: Path) -> None:
        if at != path and not swapped:
            swapped.append(what)
            put(tmp_path, other)

    monkeypatch.setattr(lock, "step", first_comes_the_other)
    assert "李核" in refused(tmp_path)
    assert [Holder.parse(item.read_text(encoding="utf-8")) for item in tmp_path.iterdir()] == [other]


def test_a_dead_lock_that_the_other_run_has_just_taken_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, replace(ME, since="2026-03-01T08:00:00+08:00"))
    monkeypatch.setattr(lock, "step", lambda what, _path: path.unlink() if what == "rename" and path.exists() else None)
    with held(tmp_path, ME) as dead:
        assert dead is None


@pytest.mark.parametrize("late", [True, False], ids=["after the claim", "before it"])
def test_a_claim_of_a_run_that_was_killed_is_no_hindrance(tmp_path: Path, late: bool) -> None:
    """It had claimed the dead lock, and had removed it or not."""
    dead = replace(ME, since="2026-03-01T08:00:00+08:00")
    path = put(tmp_path, dead)
    claim = path.with_name(f"lock-{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}.json")
    claim.write_bytes(path.read_bytes().replace(b"08:00", b"08:01"))
    if late:
        path.unlink()
    with held(tmp_path, ME) as found:
        assert found == (None if late else dead)
        assert [item.name for item in tmp_path.iterdir()] == [lock.NAME]


class Turns:
    """Three runs at one dead lock, in threads of which one goes on at a time, from one touch of the disk to the next.

    `inside` are those that hold the lock.
    """

    def __init__(self, machine: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool) -> None:
        self.machine, self.own = machine, threading.local()
        self.waiting: dict[str, threading.Event] = {}
        self.inside: list[str] = []
        self.back = threading.Semaphore(0)
        if not links:
            monkeypatch.setattr(Path, "hardlink_to", Mock(side_effect=OSError(95, "not supported")))
        for name in ("rename", "unlink", "hardlink_to", "read_text", "exists"):
            monkeypatch.setattr(Path, name, self.touching(getattr(Path, name)))
        for name in ("open", "fdopen"):
            monkeypatch.setattr(os, name, self.touching(getattr(os, name)))
        monkeypatch.setattr(os, "fsync", lambda _: None)
        monkeypatch.setattr(time, "sleep", lambda _: self.pause())
        monkeypatch.setattr(lock, "is_running", lambda pid: pid != 99)

    def touching(self, plain: Callable[..., object]) -> Callable[..., object]:
        def touch(*args: object, **more: object) -> object:
            self.pause()
            return plain(*args, **more)

        return touch

    def pause(self) -> None:
        """Let the next run go on; outside the runs nothing."""
        if event := getattr(self.own, "event", None):
            self.back.release()
            assert event.wait(20)
            event.clear()

    def play(self, order: Iterator[str]) -> None:
        """Until every run has ended; those that `order` names go on when it does."""
        put(self.machine, replace(ME, pid=99, since="2026-03-01T08:00:00+08:00"))
        threads = [threading.Thread(target=self._run, args=(name,)) for name in "123"]
        self.waiting = {name: threading.Event() for name in "123"}
        for thread in threads:
            thread.start()
        while self.waiting:
            name = next(order, min(self.waiting))
            if name in self.waiting:
                self.waiting[name].set()
                assert self.back.acquire(timeout=20)
                assert len(self.inside) < 2
        for thread in threads:
            thread.join(20)
        assert not list(self.machine.iterdir())

    def _run(self, name: str) -> None:
        self.own.event = self.waiting[name]
        assert self.own.event.wait(20)
        self.own.event.clear()
        try:
            with suppress(HeldError), held(self.machine, replace(ME, user=name, pid=int(name))):
                self.inside.append(name)
                for _ in range(3):
                    self.pause()
                self.inside.remove(name)
        finally:
            del self.waiting[name]
            self.back.release()


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "none"])
def test_a_third_run_finds_no_gap_while_the_second_takes_a_dead_lock_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """The first has seen the dead lock, the second takes it over, the first goes on so far, the third comes."""
    turns = Turns(tmp_path, monkeypatch, links=links)

    def order(so_far: int) -> Iterator[str]:
        yield from "111"
        while "2" not in turns.inside:
            yield "2"
        yield from "1" * so_far
        while "3" in turns.waiting and "3" not in turns.inside:
            yield "3"

    for so_far in range(20):
        turns.play(order(so_far))


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "none"])
def test_however_three_runs_take_turns_at_a_dead_lock_only_one_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    turns, chance = Turns(tmp_path, monkeypatch, links=links), random.Random()  # noqa: S311 - no secret

    def order() -> Iterator[str]:
        name = "1"
        while True:
            name = chance.choice("123") if chance.random() < 0.25 else name
            yield name

    for seed in range(60):
        chance.seed(seed)
        turns.play(order())


def test_a_lock_that_goes_while_it_is_looked_at_is_no_hindrance(
    tmp_path: Path, other: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, plain = put(tmp_path, other), Path.read_text

    def read(self: Path, encoding: str | None = None, errors: str | None = None) -> str:
        if self == path and json.loads(path.read_bytes())["user"] == "李核":
            path.unlink()
        return plain(self, encoding, errors)

    monkeypatch.setattr(Path, "read_text", read)
    with held(tmp_path, ME) as dead:
        assert dead is None


def test_what_an_earlier_process_of_our_own_number_left_is_no_hindrance(tmp_path: Path) -> None:
    put(tmp_path, replace(ME, since="2026-03-01T08:00:00+08:00"))
    with held(tmp_path, ME) as dead:
        assert dead is not None


@pytest.mark.parametrize(
    ("since", "words"), [("2026-03-01T08:00:00+08:00", "时间太久"), (NOW, "问过本人"), ("", "问过本人")]
)
def test_another_machine_cannot_be_asked_so_people_are_told_what_to_do(tmp_path: Path, since: str, words: str) -> None:
    path = put(tmp_path, replace(ME, user="李核", host="办公室-2", pid=1, since=since))
    told = refused(tmp_path)
    assert words in told
    assert f"删除“{path}”" in told
    assert path.exists()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"user": 1}', "\ufffd"])
def test_a_lock_that_says_nothing_is_one_all_the_same(tmp_path: Path, content: str) -> None:
    (tmp_path / lock.NAME).write_text(content, encoding="utf-8")
    said = refused(tmp_path)
    assert "不知道是谁" in said
    assert "时间太久" not in said


@pytest.mark.parametrize("content", [b"", b"\n", b"\0" * 200, b'{"user": "\xe6\x9d'])
def test_a_lock_that_has_said_nothing_for_an_hour_was_left_behind(tmp_path: Path, content: bytes) -> None:
    """The power went while it was written. Its age is said before; by the clock of the disk, not by ours."""
    path = tmp_path / lock.NAME
    path.write_bytes(content)
    since = time.time() - 59 * 60
    os.utime(path, (since, since))
    said = refused(tmp_path)
    assert f"是 {datetime.fromtimestamp(since, tz=UTC).astimezone():%Y-%m-%d %H:%M} 写的" in said
    assert "满 60 分钟" in said
    os.utime(path, (since - 61, since - 61))
    with held(tmp_path, ME) as dead:
        assert dead is not None
        assert (dead.pid, dead.since_text) == (
            0,
            f"{datetime.fromtimestamp(since - 61, tz=UTC).astimezone():%Y-%m-%d %H:%M}",
        )
        assert [item.name for item in tmp_path.iterdir()] == [lock.NAME]


def test_a_young_one_in_the_place_of_an_old_one_that_said_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a share without hard links the second run, which has just retired the old one, is about to write its own."""
    path = tmp_path / lock.NAME
    path.write_bytes(b"")
    os.utime(path, (1e9, 1e9))
    monkeypatch.setattr(lock, "step", lambda what, at: os.utime(path) if what == "rename" and at != path else None)
    assert "里面没有内容" in refused(tmp_path)
    assert [item.name for item in tmp_path.iterdir()] == [lock.NAME]


def test_a_claim_that_stays_is_told_and_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_RETIRING", 0.05)
    path = put(tmp_path, replace(ME, since="2026-03-01T08:00:00+08:00"))
    claim = path.with_name(f"lock-{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}.json")
    claim.write_bytes(b"")
    assert claim.name in refused(tmp_path)
    os.utime(claim, (1e9, 1e9))
    with held(tmp_path, ME) as dead:
        assert dead is not None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_another_user_of_the_machine_can_read_who_is_at_work(tmp_path: Path) -> None:
    with held(tmp_path, ME):
        assert (tmp_path / lock.NAME).stat().st_mode & 0o777 == 0o644


def test_a_lock_that_may_not_be_read_is_no_old_one(
    tmp_path: Path, other: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, **_: object) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    put(tmp_path, other)
    monkeypatch.setattr(Path, "read_text", fail)
    said = refused(tmp_path)
    assert "问一下同用这个文件夹的人" in said
    assert "时间太久" not in said


def test_it_is_waited_for(tmp_path: Path, other: Holder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_AGAIN", 0.01)
    path, told = put(tmp_path, other), list[str]()
    threading.Timer(0.1, path.unlink).start()
    with held(tmp_path, ME, wait=20, tell=told.append):
        assert told
        assert "李核" in told[0]


def test_waiting_ends(tmp_path: Path, other: Holder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_AGAIN", 0.01)
    put(tmp_path, other)
    with pytest.raises(HeldError), held(tmp_path, ME, wait=0.05):
        pass


def test_an_open_ledger_is_waited_for_and_not_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_AGAIN", 0.01)
    ledger, mark = tmp_path / "核定台账.xlsm", tmp_path / ".~lock.核定台账.xlsm#"
    ledger.write_bytes(b"x")
    mark.write_text("")
    start, told = time.monotonic(), list[str]()
    wait_closed([ledger], wait=0.05, tell=told.append)
    assert time.monotonic() - start >= 0.05
    assert "核定台账.xlsm" in told[0]
    threading.Timer(0.1, mark.unlink).start()
    wait_closed([ledger], wait=20)
    assert not mark.exists()
    ledger.chmod(0o444)
    told.clear()
    wait_closed([ledger], wait=0.05, tell=told.append)
    assert told == []


def test_a_full_share_without_hard_links_is_left_without_a_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the lock is written in its place: whole, down to the disk, or not at all."""
    monkeypatch.setattr(Path, "hardlink_to", Mock(side_effect=OSError(95, "not supported")))
    plain, synced = os.fsync, list[int]()

    def sync(handle: int) -> None:
        synced.append(handle)
        if len(synced) == 2:
            raise OSError(28, "No space left on device")
        plain(handle)

    monkeypatch.setattr(os, "fsync", sync)
    with pytest.raises(OSError, match="No space"), held(tmp_path, ME):
        pass
    assert not list(tmp_path.iterdir())


def test_a_lock_in_the_making_that_is_swept_away_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run that has just given the campaign back was sweeping."""
    path, swept = tmp_path / lock.NAME, list[Path]()

    def sweep(what: str, at: Path) -> None:
        if (what, at) == ("rename", path) and not swept:
            swept.extend(tmp_path.glob(".wb-*"))
            swept[0].unlink()

    monkeypatch.setattr(lock, "step", sweep)
    with held(tmp_path, ME) as dead:
        assert dead is None
        assert Holder.parse(path.read_text(encoding="utf-8")) == ME
    assert swept


def test_a_share_without_hard_links_has_locks_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(Path, "hardlink_to", fail)
    with held(tmp_path, ME):
        assert "王办" in refused(tmp_path, replace(ME, host="办公室-2"))
    assert not list(tmp_path.iterdir())
