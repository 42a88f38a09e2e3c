"""Folders are walked as `os.walk` does it, and however deep they are."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from weibao.campaign.evidence_walk import HOME
from weibao.campaign.evidence_walk import walk as evidence
from weibao.campaign.history_facts import files_below
from weibao.campaign.inbox import look_into, return_folder
from weibao.campaign.walking import walk

DEEP = 1010  # above the depth of calls that Python allows


def test_the_order_is_that_of_the_library(tmp_path: Path) -> None:
    for place in ("b/c", "b/a", "a", "z/b/c"):
        (tmp_path / place).mkdir(parents=True, exist_ok=True)
        (tmp_path / place / "x.txt").write_bytes(b"")
    (tmp_path / "l").symlink_to(tmp_path / "z", target_is_directory=True)

    def ordered(found: tuple[str, list[str], list[str]]) -> tuple[str, list[str], list[str]]:
        found[1].sort()
        return found

    errors: list[OSError] = []
    walked = [ordered(found) for found in walk(tmp_path, errors.append)]
    assert walked == [ordered(found) for found in os.walk(tmp_path)]
    assert list(walk(tmp_path / "gone", errors.append)) == []
    assert [type(error) for error in errors] == [FileNotFoundError]


def test_a_junction_is_not_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To Python it is a folder; it may lead back up, and the walk would have no end."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "c" / "d").mkdir(parents=True)
    plain = os.lstat

    def lstat(path: str) -> object:
        state = plain(path)
        tag = 0xA0000003 if Path(path).name == "a" else 0
        return SimpleNamespace(st_mode=state.st_mode, st_reparse_tag=tag)

    monkeypatch.setattr(os, "lstat", lstat)
    errors: list[OSError] = []
    seen = [(Path(here).name, sorted(folders)) for here, folders, _ in walk(tmp_path, errors.append)]
    assert not errors
    assert seen == [(tmp_path.name, ["a", "c"]), ("c", ["d"]), ("d", [])]


def test_what_the_caller_takes_out_is_not_entered(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "c").mkdir()
    seen = []
    for here, folders, _ in walk(tmp_path, pytest.fail):
        seen.append(Path(here).name)
        folders[:] = [name for name in folders if name != "a"]
    assert seen == [tmp_path.name, "c"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no paths that long")
def test_folders_deeper_than_the_stack_are_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for top in (return_folder(tmp_path, 1), tmp_path / HOME):
        top.mkdir(parents=True)
        monkeypatch.chdir(top)
        for _ in range(DEEP):
            os.mkdir("a")  # noqa: PTH102 - a whole path would be made anew at every step
            os.chdir("a")
        Path("清单.xlsx").write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    assert [source.path.name for source in look_into(tmp_path, return_folder(tmp_path, 1)).sources] == ["清单.xlsx"]
    assert [found.path.name for found in evidence(tmp_path).files] == ["清单.xlsx"]
    assert [path.name for path in files_below(tmp_path / HOME)] == ["清单.xlsx"]
    for top in (return_folder(tmp_path, 1), tmp_path / HOME):  # what clears the folder of a test calls itself, too
        monkeypatch.chdir(top)
        for _ in range(DEEP):
            os.chdir("a")
        Path("清单.xlsx").unlink()
        for _ in range(DEEP):
            os.chdir("..")
            os.rmdir("a")  # noqa: PTH106
    monkeypatch.chdir(tmp_path)
