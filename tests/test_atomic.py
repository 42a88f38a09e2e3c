"""Files are whole and on the disk, or not there; one that an office program has open is known by its lock file."""

from __future__ import annotations

import ast
import errno
import os
from contextlib import nullcontext
from pathlib import Path

import pytest

from weibao import atomic
from weibao.atomic import free_path, is_open, remove_file, replace_file, sync_folder


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
