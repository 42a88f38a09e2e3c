"""Why the system does not let a file or a folder be read, in words."""

from __future__ import annotations

import errno
from typing import Final

_WORDS: Final = {
    errno.EACCES: "没有读取权限",
    errno.EPERM: "没有读取权限",
    errno.ENOENT: "已经不在了",
    errno.ESTALE: "网络盘断开过，已经不在原处",
    errno.EIO: "磁盘或网络读取出错",
    errno.EBUSY: "正被别的程序占用",
    errno.ETIMEDOUT: "网络没有回应",
    errno.EHOSTDOWN: "网络盘连不上",
    errno.EHOSTUNREACH: "网络盘连不上",
    errno.ENETUNREACH: "网络不通",
    errno.ENOMEM: "内存不够",
    errno.EMFILE: "打开的文件太多",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕成了圈",
}


def reading_words(error: OSError) -> str:
    """Why something cannot be read; of a rare reason the number that an administrator can look up."""
    if isinstance(error, PermissionError):  # also on Windows, whose own numbers differ
        return _WORDS[errno.EACCES]
    return _WORDS.get(error.errno or 0) or f"系统错误 {error.errno or type(error).__name__}"
