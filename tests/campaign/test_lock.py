"""One writer at a time: who holds the campaign is told by name, and what a dead run left is no hindrance."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

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
        if at == path and not swapped:
            swapped.append(what)
            put(tmp_path, other)

    monkeypatch.setattr(lock, "step", first_comes_the_other)
    monkeypatch.setattr("weibao.atomic.step", first_comes_the_other)
    assert "李核" in refused(tmp_path)
    assert [Holder.parse(item.read_text(encoding="utf-8")) for item in tmp_path.iterdir()] == [other]


def test_a_dead_lock_that_the_other_run_has_just_taken_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, replace(ME, since="2026-03-01T08:00:00+08:00"))
    monkeypatch.setattr(lock, "step", lambda what, _path: path.unlink() if what == "rename" and path.exists() else None)
    with held(tmp_path, ME) as dead:
        assert dead is None


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


def test_a_share_without_hard_links_has_locks_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(Path, "hardlink_to", fail)
    with held(tmp_path, ME):
        assert "王办" in refused(tmp_path, replace(ME, host="办公室-2"))
    assert not list(tmp_path.iterdir())
