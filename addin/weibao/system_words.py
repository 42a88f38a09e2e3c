"""Errors of the system and of its files in words: what is wrong, and what to do."""

from __future__ import annotations

import errno
from typing import Final

_SPACE: Final = "请腾出空间后再运行一次。"
_SHARE: Final = "请等网络和共享文件夹恢复后再运行一次。"
_DISK: Final = "请先把整个创建文件夹（连同隐藏的 .weibao）拷一份到别的盘，再请管理员检查这块磁盘或网络盘。"
_PATH: Final = "请检查路径后再试。"
_SHORTER: Final = "请把名称改短，或者把创建文件夹移到路径短一些的地方，再运行一次。"
_CLOSE: Final = "请关闭正在用它的程序后再试。"
_FEWER: Final = "请关掉一些程序后再运行一次。"
_RIGHTS: Final = "请关闭正在打开它的程序，或请管理员检查权限后再试。"
_ELSEWHERE: Final = "请把创建文件夹移到别的盘再运行一次。"
_OTHERWISE: Final = "请再运行一次；还是不行的，请把这一行发给管理员。"

# Said where a path fell apart at a blank.
QUOTE: Final = "文件夹或文件名里有空格的，请用英文双引号括起来。"
_PARTING: Final = frozenset(" \u3000&;()|<>'")

# By the name of the number, which not every system has: why, and what to do.
_KNOWN: Final = {
    "EACCES": ("没有权限", _RIGHTS),
    "EPERM": ("没有权限", _RIGHTS),
    "EROFS": ("磁盘或文件是只读的", "请管理员给写入权限，或者把整个创建文件夹拷到能写的地方再运行。"),
    "ENOSPC": ("磁盘满了", _SPACE),
    "EDQUOT": ("分给的空间用完了", _SPACE),
    "EFBIG": ("文件太大，这块磁盘存不下", _ELSEWHERE),
    "ENOENT": ("已经不在了", _PATH),
    "ENOTDIR": ("路径里有一段不是文件夹", _PATH),
    "EISDIR": ("是文件夹，不是文件", _PATH),
    "EEXIST": ("那里已经有同名的", "请把同名的移走后再试。"),
    "ENOTEMPTY": ("文件夹里还有东西", "请把里面的东西移走后再试。"),
    "ENAMETOOLONG": ("名称太长", _SHORTER),
    "EINVAL": ("系统不接受这个名称或这样的读写", "请检查名称里有没有不能用的字符，再试一次。"),
    "EILSEQ": ("名称里有系统不认的字符", "请把名称改一下再试。"),
    "EXDEV": ("不在同一块磁盘上", _ELSEWHERE),
    "EMLINK": ("链接太多", _ELSEWHERE),
    "ELOOP": ("链接绕成了圈", _PATH),
    "EIO": ("磁盘或网络出错", _DISK),
    "EREMOTEIO": ("磁盘或网络出错", _DISK),
    "EUCLEAN": ("磁盘上的记录乱了", _DISK),
    "ENODEV": ("磁盘不在了", "请把磁盘接好后再运行一次。"),
    "ENXIO": ("磁盘不在了", "请把磁盘接好后再运行一次。"),
    "ENOMEDIUM": ("磁盘不在了", "请把磁盘接好后再运行一次。"),
    "ESTALE": ("网络盘断开过，已经不在原处", _SHARE),
    "ETIMEDOUT": ("网络没有回应", _SHARE),
    "EHOSTDOWN": ("网络盘连不上", _SHARE),
    "EHOSTUNREACH": ("网络盘连不上", _SHARE),
    "ENETDOWN": ("网络不通", _SHARE),
    "ENETUNREACH": ("网络不通", _SHARE),
    "ENOTCONN": ("网络断开了", _SHARE),
    "ECONNRESET": ("网络断开了", _SHARE),
    "ECONNABORTED": ("网络断开了", _SHARE),
    "ECONNREFUSED": ("网络盘拒绝连接", _SHARE),
    "EBUSY": ("正被别的程序占用", _CLOSE),
    "ETXTBSY": ("正被别的程序占用", _CLOSE),
    "EAGAIN": ("正被别的程序占用", _CLOSE),
    "EDEADLK": ("正被别的程序占用", _CLOSE),
    "ENOLCK": ("网络盘不让加锁", _SHARE),
    "ENOMEM": ("内存不够", _FEWER),
    "EMFILE": ("打开的文件太多", _FEWER),
    "ENFILE": ("打开的文件太多", _FEWER),
    "ENOEXEC": ("系统不知道用什么程序打开", _OTHERWISE),
    "EPIPE": ("接收的程序已经关闭", _OTHERWISE),
    "ENOTSUP": ("这块磁盘不支持这样读写", _ELSEWHERE),
    "EOPNOTSUPP": ("这块磁盘不支持这样读写", _ELSEWHERE),
    "ENOSYS": ("这块磁盘不支持这样读写", _ELSEWHERE),
}  # fmt: skip
_WORDS: Final = {getattr(errno, name): told for name, told in _KNOWN.items() if hasattr(errno, name)}
_UNSAID: Final = "系统没有说明原因"

# Windows' own numbers where Python turns several of them into one that says less.
_WINDOWS: Final = {
    19: errno.EROFS, 21: errno.ENODEV, 23: errno.EIO, 32: errno.EBUSY, 33: errno.EBUSY, 39: errno.ENOSPC,
    53: errno.EHOSTUNREACH, 54: errno.EBUSY, 55: errno.EHOSTDOWN, 59: errno.EIO, 64: errno.ECONNRESET,
    67: errno.EHOSTUNREACH, 112: errno.ENOSPC, 121: errno.ETIMEDOUT, 206: errno.ENAMETOOLONG, 1117: errno.EIO,
    1155: errno.ENOEXEC, 1224: errno.EBUSY, 1231: errno.ENETUNREACH, 1232: errno.EHOSTUNREACH, 1295: errno.EDQUOT,
}  # fmt: skip


def number_of(error: OSError) -> int:
    """The number of an error as `errno` has it, 0 where the system gave none."""
    return _WINDOWS.get(getattr(error, "winerror", None) or 0) or error.errno or 0


def reading_words(error: OSError) -> str:
    """Why something cannot be read; of a rare reason the number that an administrator can look up."""
    return _told(error, "没有读取权限")


def writing_words(error: OSError) -> str:
    """Why something cannot be written or moved, likewise."""
    return _told(error, "没有写入权限，或者正被别的程序打开")


def _told(error: OSError, barred: str) -> str:
    number = number_of(error)
    if number in (errno.EACCES, errno.EPERM) or (isinstance(error, PermissionError) and number not in _WORDS):
        return barred
    if number in _WORDS:
        return _WORDS[number][0]
    return f"系统错误 {number}" if number else _UNSAID


def advice(error: OSError) -> str:
    """What to do about it, as a sentence."""
    return _WORDS.get(number_of(error), ("", _OTHERWISE))[1]


def argument(text: object) -> str:
    """A path or name in a command that people copy: in quotes where a command line would take it for several."""
    word = str(text)
    return f'"{word}"' if not _PARTING.isdisjoint(word) else word
