"""Why a file that is there may not be written now, in words: somebody has it open, or it is read-only."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from weibao.atomic import is_locked, is_open, is_read_only

if TYPE_CHECKING:
    from pathlib import Path

_PROGRAMS: Final = {
    **dict.fromkeys((".docx", ".doc"), " Word、WPS 或 LibreOffice "),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls"), " Excel、WPS 或 LibreOffice "),
}
_OPEN: Final = "“{name}”正在{programs}中打开。请保存并关闭后再运行。"
_READ_ONLY: Final = (
    "“{name}”是只读文件，没有改动。请在文件上点右键，在“属性”里去掉“只读”（没有勾选的，请管理员给写入权限）后再运行。"
)
_FOLDER: Final = (
    "“{name}”所在的文件夹是只读的，没有改动。请管理员给写入权限，或者把整个创建文件夹（连同隐藏的 .weibao）"
    "拷到能写的地方再运行。"
)


class Shut(StrEnum):
    """Why a file may not be written."""

    OPEN = "open"
    READ_ONLY = "read-only"


def why_shut(path: Path) -> Shut | None:
    """Why a file may not be written, None where it may or is not there."""
    if is_locked(path):
        return Shut.OPEN
    if is_read_only(path):
        return Shut.READ_ONLY
    return Shut.OPEN if is_open(path) else None


def shut_words(path: Path) -> str:
    """The same in words, with what to do; "" where it may be written."""
    why = why_shut(path)
    return _words(path, why) if why else ""


def refused_words(path: Path) -> str:
    """The same of a place that the system has just refused: where nothing shows why, somebody has the file open."""
    unseen = Shut.OPEN if os.access(path.parent, os.W_OK) else Shut.READ_ONLY
    return _words(path, why_shut(path) or unseen)


def _words(path: Path, why: Shut) -> str:
    if why is Shut.OPEN:
        return _OPEN.format(name=path.name, programs=_PROGRAMS.get(path.suffix.lower(), "别的程序"))
    text = _READ_ONLY if os.access(path.parent, os.W_OK) else _FOLDER
    return text.format(name=path.name)
