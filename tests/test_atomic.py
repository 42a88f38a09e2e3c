"""Files are whole and on the disk, or not there; one that an office program has open is known by its lock file."""

from __future__ import annotations

import ast
import errno
import os
import stat
import threading
from contextlib import nullcontext
from pathlib import Path

import pytest

from weibao import atomic
from weibao.atomic import Batch, free_path, is_open, lying, remove_file, replace_file, sync_folder


@pytest.mark.parametrize(
    "lock", ["~$通知（第1轮）.docx", "~$（第1轮）.docx", ".~lock.通知（第1轮）.docx#", ".~通知（第1轮）.docx"]
)
def test_the_lock_files_of_every_program_are_known(tmp_path: Path, lock: str) -> None:
    path = tmp_path / "通知（第1轮）.docx"
    path.write_bytes(b"x")
    assert not is_open(path)
    path.with_name(lock).write_text("甲", encoding="utf-8")
    assert is_open(path)


def test_a_file_that_is_not_there_is_not_open(tmp_path: Path) -> None:
    assert not is_open(tmp_path / "没有.docx")


# --- writing ---------------------------------------------------------------------------------------------


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done to the disk, in order; a sync of a file really happens."""
    seen: list[str] = []
    monkeypatch.setattr(atomic, "step", lambda what, path: seen.append(f"{what} {path.name}"))
    plain = os.fsync

    def sync(handle: int) -> None:
        seen.append("fsync")
        plain(handle)

    monkeypatch.setattr(os, "fsync", sync)
    return seen


def test_a_file_is_on_the_disk_before_it_takes_its_place_and_so_is_the_name(tmp_path: Path, steps: list[str]) -> None:
    target = tmp_path / "甲.txt"
    target.write_bytes(b"old")
    with replace_file(target) as temporary:
        temporary.write_bytes(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    folder = ["fsync"] if os.name != "nt" else []
    assert steps == ["make 甲.txt", "sync 甲.txt", "fsync", "rename 甲.txt", f"folder {tmp_path.name}", *folder]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize(("mode", "found"), [(0o664, 0o664), (0o600, 0o600), (0o444, 0o644), (None, 0o640)])
def test_who_may_read_and_write_stays_and_a_new_file_is_as_the_system_wants_it(
    tmp_path: Path, mode: int | None, found: int
) -> None:
    target = tmp_path / "甲.txt"
    if mode is not None:
        target.write_bytes(b"old")
        target.chmod(mode)
    mask = os.umask(0o027)
    try:
        with replace_file(target) as temporary:
            temporary.write_bytes(b"new")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(mask)
    assert target.stat().st_mode & 0o777 == found


def test_a_file_that_is_removed_is_gone_for_good(tmp_path: Path, steps: list[str]) -> None:
    target = tmp_path / "甲.txt"
    target.write_bytes(b"old")
    remove_file(target)
    remove_file(target)
    assert not target.exists()
    assert steps[:2] == ["remove 甲.txt", f"folder {tmp_path.name}"]


def test_a_writer_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "甲.txt"
    target.write_bytes(b"old")

    def write() -> None:
        with replace_file(target) as temporary:
            temporary.write_bytes(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert [path.name for path in tmp_path.iterdir()] == ["甲.txt"]
    assert target.read_bytes() == b"old"


# --- many files ------------------------------------------------------------------------------------------


def tree(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*.txt"))}


def test_each_file_of_a_batch_is_on_the_disk_before_it_takes_its_place_and_the_folders_come_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, object]] = []
    plain, slow = os.fsync, threading.Event()

    def sync(handle: int) -> None:
        if not stat.S_ISDIR(os.fstat(handle).st_mode):
            slow.wait(0.05)  # the disk takes longer than to make the next file
        plain(handle)
        seen.append(("fsync", os.fstat(handle).st_ino))

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(atomic, "step", lambda what, path: seen.append((what, path.name)))
    (tmp_path / "甲.txt").write_text("old")
    with Batch() as batch:
        for name in ("甲", "乙", "丙/丁"):
            batch.write(tmp_path / f"{name}.txt", name.encode(), lying(tmp_path / f"{name}.txt"))
        assert (tree(tmp_path)["甲.txt"], len(batch)) == ("old", 3)
        assert not any(error for error in batch.settle().values())
    assert tree(tmp_path) == {"丙/丁.txt": "丙/丁", "乙.txt": "乙", "甲.txt": "甲"}
    for path in tmp_path.rglob("*.txt"):
        assert seen.index(("fsync", path.stat().st_ino)) < seen.index(("rename", path.name))
    assert [name for what, name in seen if what == "folder"] == [tmp_path.name, "丙"]
    assert max(n for n, (what, _) in enumerate(seen) if what == "rename") < seen.index(("folder", tmp_path.name))


@pytest.mark.parametrize("fails", ["maker", "disk", "nothing"])
def test_a_batch_that_is_not_settled_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    (tmp_path / "甲.txt").write_text("old")

    def broken(_handle: int) -> None:
        raise OSError(errno.EIO, "disk")

    def run() -> None:
        with Batch() as batch:
            batch.write(tmp_path / "甲.txt", b"new", lying(tmp_path / "甲.txt"))
            batch.write(tmp_path / "乙.txt", b"new", lying(tmp_path / "乙.txt"))
            if fails == "maker":
                raise ZeroDivisionError
            if fails == "disk":
                batch.settle()

    if fails == "disk":
        monkeypatch.setattr(os, "fsync", broken)
    expected = {"maker": pytest.raises(ZeroDivisionError), "disk": pytest.raises(OSError, match="甲")}
    with expected.get(fails, nullcontext()):
        run()
    assert [path.name for path in tmp_path.iterdir()] == ["甲.txt"]
    assert tree(tmp_path) == {"甲.txt": "old"}


def test_a_file_of_a_batch_that_somebody_has_open_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "甲.txt":
            raise PermissionError(errno.EACCES, "open")
        return plain(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with Batch() as batch:
        for name in ("甲", "乙"):
            batch.write(tmp_path / f"{name}.txt", b"new", lying(tmp_path / f"{name}.txt"))
        found = batch.settle()
    assert {path.name: error is None for path, error in found.items()} == {"甲.txt": False, "乙.txt": True}
    assert [path.name for path in tmp_path.iterdir()] == ["乙.txt"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_who_may_read_a_file_of_a_batch_is_as_for_one(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("old")
    (tmp_path / "甲.txt").chmod(0o440)
    with Batch() as batch, replace_file(tmp_path / "丙.txt"):
        for name in ("甲", "乙"):
            batch.write(tmp_path / f"{name}.txt", b"new", lying(tmp_path / f"{name}.txt"))
        batch.settle()
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert (modes["甲.txt"], modes["乙.txt"]) == (0o640, modes["丙.txt"])


@pytest.mark.skipif(os.name == "nt", reason="Windows brings folders to the disk by itself")
@pytest.mark.parametrize(("number", "told"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_share_that_cannot_sync_folders_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: bool
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match=os.strerror(number)) if told else nullcontext():
        sync_folder(tmp_path)


def test_what_is_open_is_written_beside(tmp_path: Path) -> None:
    path = tmp_path / "明细.xlsx"
    path.write_bytes(b"x")
    assert free_path(path) == path
    (tmp_path / "~$明细.xlsx").write_bytes(b"x")
    assert free_path(path).name == "明细（新）.xlsx"
    (tmp_path / ".~lock.明细（新）.xlsx#").write_bytes(b"x")
    assert free_path(path).name == "明细（新2）.xlsx"


# Calls that change the disk, and the modules that may make them outside `replace_file`, with the reason.
CHANGES = {"write_text", "write_bytes", "unlink", "rename", "hardlink_to", "copyfile", "copytree", "rmtree", "touch"}
OTHERWISE = {
    "atomic.py": "this is the way",
    "campaign/lock.py": "a lock is made in one step by other means, and synced",
    "campaign/scratch.py": "half-made files of a killed run are swept away",
    "campaign/folder.py": "the rulebook of a new campaign, before the mark that makes the folder one",
    "campaign/ledger_kept.py": "a kept version in a temporary folder, to be read",
    "rulebook/create.py": "a new folder made beside its place, checked, and renamed as a whole",
    "campaign/adopt.py": "a copy of the ledger in a temporary folder, to see what would happen",
    "campaign/samples.py": "the workbooks of the repository",
    "campaign/check_documents.py": "copies in a temporary folder",
    "campaign/evidence_tidy.py": "people's own files are moved, after the list of moves is on the disk",
    "campaign/demo_edits.py": "a demonstration's damaged return",
    "documents/office.py": "LibreOffice's profile in a temporary folder",
    "documents/preview.py": "copies in a temporary folder",
    "documents/kit_guide.py": "a temporary folder",
    "sheets/macro_book.py": "a file that replace_file has given",
    "hosts/excel/kit.py": "the offline kit, made anew each time",
    "hosts/excel/install.py": "the installation, taken away",
    "hosts/excel/system.py": "Windows' mark of a downloaded file",
    "hosts/excel/extension.py": "the installation, taken away",
    "hosts/libreoffice/desk.py": "answers to a question, in a temporary folder",
}


def test_nothing_writes_around_it() -> None:
    package = Path(atomic.__file__).parent
    around, known = [], set()
    for module in sorted(package.rglob("*.py")):
        name = module.relative_to(package).as_posix()
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES):
                continue
            receiver = node.func.value
            named = isinstance(receiver, ast.Name) and receiver.id == "temporary"
            given = any(isinstance(item, ast.Name) and item.id == "temporary" for item in node.args)
            if not named and not given:
                known.add(name)
                if name not in OTHERWISE:
                    around.append(f"{name}:{node.lineno} {node.func.attr}")
    assert not around
    assert known == OTHERWISE.keys()
