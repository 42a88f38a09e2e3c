"""A folder that may only be read, a full disk: said in words, and what only reads goes on."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from campaign.evidence_desk import TODAY, desk
from weibao import atomic
from weibao.atomic import is_open, naming, replace_file
from weibao.campaign import lock
from weibao.campaign.create import create_campaign
from weibao.campaign.issue import issue_round
from weibao.campaign.store import open_store
from weibao.cli.disk_errors import disk_words

if TYPE_CHECKING:
    from cli.conftest import Run

VILLAGE = Path(__file__).parent.parent / "village"
READING = ("status", "verify", "evidence check", "evidence index", "evidence tidy")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    campaign = create_campaign(tmp_path_factory.mktemp("disk") / "谷地", VILLAGE, as_of=date(2026, 3, 2))
    with open_store(campaign.history) as store:
        issue_round(campaign, store, number=1, issued=date(2026, 3, 2))
    return desk(campaign).root


@pytest.fixture
def barred(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing can be made in the campaign folder."""
    real = tempfile.mkstemp

    def mkstemp(suffix: str = "", prefix: str = "", dir: object = None, text: bool = False) -> tuple[int, str]:  # noqa: A002
        if Path(str(dir)).is_relative_to(root):
            raise OSError(errno.EROFS, "Read-only file system", f"{dir}/{prefix}x{suffix}")
        return real(suffix, prefix, None if dir is None else str(dir), text)

    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)  # which a run that fails sets
    for place in (atomic.tempfile, lock):
        monkeypatch.setattr(place, "mkstemp", mkstemp)
    return root


def test_a_folder_that_may_only_be_read_is_said_and_what_only_reads_works(weibao: Run, barred: Path) -> None:
    before = {path: path.read_bytes() for path in barred.rglob("*") if path.is_file()}
    for command in ("collect", "evidence tidy --apply"):
        told = weibao(*command.split(), barred, "--as-of", TODAY)
        assert told.code == 2
        assert told.err.startswith(f"未能完成：文件夹“{barred}”是只读的，没有写入权限。只看的命令照样能用：status、")
    for command in READING:
        day = () if command in ("verify", "evidence index") else ("--as-of", TODAY)
        told = weibao(*command.split(), barred, *day)
        assert told.code == 0, told.err
        assert "Errno" not in told.err
    assert {path: path.read_bytes() for path in barred.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_what_is_said_names_the_folder_that_people_know(tmp_path: Path, code: int) -> None:
    (tmp_path / ".weibao").mkdir()
    words = disk_words(OSError(code, "x", str(tmp_path / ".weibao" / ".wb-123.json")))
    assert words.startswith(f"文件夹“{tmp_path}”是只读的")


def test_a_file_that_is_open_in_excel_is_no_folder_that_may_only_be_read(tmp_path: Path) -> None:
    target = tmp_path / "核定台账.xlsm"
    for error in (
        PermissionError(13, "x", str(target)),
        PermissionError(13, "x", str(tmp_path / ".wb-1"), None, str(target)),
    ):
        assert disk_words(error).startswith(f"无法读写“{target}”。请关闭正在打开它的 Excel 或 WPS")


def test_a_full_disk_names_the_file_and_the_room(tmp_path: Path) -> None:
    target = tmp_path / "总台账.xlsx"
    target.write_bytes(bytes(3_000_000))
    with pytest.raises(OSError, match="No space") as error, replace_file(target):
        raise OSError(errno.ENOSPC, "No space left on device")
    words = disk_words(error.value)
    assert words.startswith(f"磁盘满了，“{target}”没有写成：那里还剩 ")
    assert "请至少留出 53 MB" in words
    assert target.stat().st_size == 3_000_000


def test_an_error_that_a_library_has_wrapped_is_known(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space") as error, naming(tmp_path):
        raise ValueError(OSError(errno.ENOSPC, "No space left on device"))
    assert error.value.filename == str(tmp_path)
    with pytest.raises(ZeroDivisionError), naming(tmp_path):
        raise ZeroDivisionError


def test_nobody_has_a_file_open_where_nobody_can_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "open", fail)
    assert not is_open(tmp_path / "x.pdf")


def test_a_lock_that_windows_cannot_make_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise FileExistsError(errno.EEXIST, "No usable temporary file name found")

    monkeypatch.setattr(lock, "mkstemp", fail)
    with pytest.raises(PermissionError) as error, lock.held(tmp_path, lock.Holder("王办", "办公室-1", os.getpid())):
        pass
    assert "是只读的" in disk_words(error.value)
