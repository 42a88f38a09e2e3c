"""A file that an office program has open is known by the lock file beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from weibao.atomic import is_open


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
