"""A rulebook folder made from files that are held in memory: checked as a whole before it appears."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.atomic import sync_folder
from weibao.errors import RulebookError
from weibao.rulebook.faults import Faults, Spot
from weibao.rulebook.loader import load_rulebook
from weibao.rulebook.proofs import load_proof_rules
from weibao.rulebook.quotes import coverage
from weibao.rulebook.towns import TOWN_LIST, towns_at_odds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.rulebook.model import Rulebook


def load_new(folder: Path | str) -> Rulebook:
    """A rulebook that comes into use: with what running campaigns put up with and new ones need not.

    Raises RulebookError for the mistakes in it.
    """
    book = load_rulebook(folder)
    coverage(book)  # the plan's parts are found
    if odd := towns_at_odds(book):
        Spot("settings.toml", f"记录 {TOWN_LIST}").fail(f"“default”和单位对不上：{odd.removesuffix('。')}")
    return book


def _loaded(folder: Path, faults: Faults) -> Rulebook:
    """The rulebook; its mistakes and those in the rules of checking evidence are told together, after `faults`."""
    book = None
    with faults.noted():
        book = load_new(folder)
    with faults.noted():
        load_proof_rules(folder, book.places if book else None)
    faults.tell()
    assert book is not None  # noqa: S101 - something was told otherwise
    return book


def create_folder(files: Mapping[str, bytes], folder: Path, faults: Faults | None = None) -> Rulebook:
    """Write the files (by name below `folder`) and load them. The folder appears whole or not at all.

    `faults` is what is wrong already; nothing appears then either.

    Raises RulebookError where `folder` already holds something, or for the mistakes in the rules.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RulebookError(f"“{folder}”里已经有东西，没有写。请换一个空的或新的文件夹。")
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".wb-", dir=folder.parent))
    try:
        for name, content in files.items():
            path = made / name
            if not path.resolve().is_relative_to(made.resolve()):
                raise RulebookError(f"文件名“{name}”指到规则库文件夹的外面，没有写。")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            with path.open("r+b") as file:
                os.fsync(file.fileno())
        book = _loaded(made, faults or Faults())
        made.chmod(0o755)
        if folder.exists():
            folder.rmdir()  # an empty one: Windows renames onto nothing only
        made.rename(folder)
        sync_folder(folder.parent)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return book
