"""Errors of the disk in words: a folder that may only be read, a full disk, a file that somebody has open."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Final

from weibao.atomic import SCRATCH, is_barred, is_read_only
from weibao.shut_words import shut_words
from weibao.system_words import advice, number_of, writing_words

_FULL: Final = {errno.ENOSPC, errno.EDQUOT}
_MB: Final = 1_000_000
_ROOM: Final = 50 * _MB  # beside the new file, which is written before the old one goes


def disk_words(error: OSError) -> str:
    """What happened where, and what to do."""
    path, number = _meant(error), number_of(error)
    if path is None:
        return f"读写文件出错（{writing_words(error)}）。{advice(error)}"
    if number in _FULL:
        return _full(path)
    if is_barred(error):
        if number == errno.EROFS or _is_closed(error, path):
            return _read_only(path)
        if path.is_file() and is_read_only(path):
            return shut_words(path)
        return f"无法读写“{path}”。请关闭正在打开它的 Excel 或 WPS，或检查文件夹的权限后再试。"
    return f"读写“{path}”出错（{writing_words(error)}）。{advice(error)}"


def _meant(error: OSError) -> Path | None:
    """The file or folder as people know it: half-made files of ours are not theirs to look for."""
    name = error.filename2 or error.filename
    if not isinstance(name, (str, bytes, os.PathLike)):
        return None
    path = Path(os.fsdecode(name))
    ours = next((item for item in (path, *path.parents) if item.name.startswith(SCRATCH)), None)
    return ours.parent if ours else path


def _is_closed(error: OSError, path: Path) -> bool:
    """Whether it is the folder that nothing may be made in, not a file that somebody has open."""
    if not error.filename2 and str(path) != os.fsdecode(error.filename):
        return True  # a new file of our own, which nobody can have open
    return not os.access(path if path.is_dir() else path.parent, os.W_OK)


def _read_only(path: Path) -> str:
    folder = path if path.is_dir() else path.parent
    folder = folder.parent if folder.name.startswith(".") else folder
    return (
        f"文件夹“{folder}”是只读的，没有写入权限。只看的命令照样能用：status、score、history、diff、verify、"
        "evidence check、documents list。要写的，请管理员给写入权限，或者把整个创建文件夹（连同隐藏的 .weibao）"
        "拷到能写的地方再运行。"
    )


def _full(path: Path) -> str:
    there = next(item for item in (path, *path.parents) if item.exists())
    size = path.stat().st_size if path.is_file() else 0
    return (
        f"磁盘满了，“{path}”没有写成：那里还剩 {shutil.disk_usage(there).free / _MB:.1f} MB，"
        f"请至少留出 {(_ROOM + size) / _MB:.0f} MB 再运行（新的写好以前旧的还在）。"
        "已有的文件没有损坏，没有写完的由下一次运行补完。"
    )
