"""A path that somebody typed (存放位置), followed below one folder and never out of it.

Nothing is opened here, only looked up: `..`, drives, network shares, links that lead away, web addresses, device
names and whatever Windows reads otherwise than it looks are refused, on every system alike.
"""

from __future__ import annotations

import re
import stat
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final

# A name longer than this exists on no file system; asking for it raises.
MAX_NAME: Final = 255
MAX_PATH: Final = 1000
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])\Z", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_HIDDEN: Final = ("Cc", "Cf", "Cs", "Zl", "Zp")


class Refused(StrEnum):
    """Why a typed path is not followed; the value is the words for it."""

    NETWORK = "网络共享路径"
    DRIVE = "别的盘符"
    ADDRESS = "网址"
    PARENT = "用“..”指到了文件夹外面"
    ABSOLUTE = "绝对路径"
    LINK = "经过的链接指到了文件夹外面"
    DEVICE = "设备名，不是文件"
    BARRED = "有文件名里不能用的字符"
    LONG = "路径过长"


@dataclass(frozen=True, slots=True)
class Followed:
    """Where a typed path leads: `path` lies below the folder (it need not exist), or `refused` says why not.

    `shown` is the path below the folder with forward slashes, "" for the folder itself.
    """

    path: Path | None = None
    shown: str = ""
    refused: Refused | None = None


class Follower:
    """Follows many typed paths below one folder: where a folder on the way leads is looked up once.

    For as long as one check takes; whoever opens what it gives looks again (`inside`).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._real = folder.resolve()
        self._roots = (folder.absolute().as_posix(), self._real.as_posix())
        self._resolved: dict[Path, Path | None] = {}

    def follow(self, typed: str) -> Followed:
        """The file or folder below the folder that a typed path means. Raises nothing for whatever was typed.

        Both slashes, `./`, invisible characters, surrounding blanks or quotes and the folder's own name in front are
        understood, and so is an absolute path that lies in the folder. A blank path is the folder itself.
        """
        text = typed
        if not text.isprintable():
            text = "".join(char for char in typed if unicodedata.category(char) not in _HIDDEN or char == "\n")
        text = text.strip().strip("\"'“”").strip().replace("\\", "/")
        if len(text) > MAX_PATH:
            return Followed(refused=Refused.LONG)
        text = self._below(text)
        refused = _refused(text)
        if refused:
            return Followed(refused=refused)
        parts = [part for part in PurePosixPath(text).parts if part != "."]
        if parts[:1] == [self._folder.name]:
            del parts[0]
        path = self._folder.joinpath(*parts)
        if not self._leads_inside(path):
            return Followed(refused=Refused.LINK)
        return Followed(path, "/".join(parts))

    def _below(self, text: str) -> str:
        """An absolute path that lies in the folder, as one below it; any other text as it stands."""
        for root in self._roots:
            if text == root:
                return ""
            if text.startswith(root + "/"):
                return text[len(root) + 1 :].lstrip("/")
        return text

    def _leads_inside(self, path: Path) -> bool:
        """As `inside`: what is no link itself lies where its folder does."""
        if path == self._folder or _may_lead_on(path):
            return inside(self._folder, path)
        if path.parent not in self._resolved:
            self._resolved[path.parent] = _resolved(path.parent)
        real = self._resolved[path.parent]
        return real is not None and (real / path.name).is_relative_to(self._real)


def _may_lead_on(path: Path) -> bool:
    """Whether it is a link or anything of the kind (a junction of Windows), or cannot be told."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        return True
    return stat.S_ISLNK(found.st_mode) or bool(getattr(found, "st_reparse_tag", 0))


def inside(folder: Path, path: Path) -> bool:
    """Whether a path still lies below `folder` (or is it) after every link on the way was followed."""
    real, root = _resolved(path), _resolved(folder)
    return real is not None and root is not None and real.is_relative_to(root)


def _resolved(path: Path) -> Path | None:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a ring of links, a name that the system refuses
        return None


def _refused(text: str) -> Refused | None:
    names = text.split("/")
    # Windows drops dots and blanks at the end of a name: ".. " and "..." are ways to say "..".
    if any(len(name.rstrip()) > 1 and not name.strip(". ") for name in names):
        return Refused.PARENT
    if text.startswith("//"):
        return Refused.NETWORK
    if text.startswith("/"):
        return Refused.ABSOLUTE
    if _DRIVE.match(text) and not _ADDRESS.match(text):
        return Refused.DRIVE
    if _ADDRESS.match(text):
        return Refused.ADDRESS
    if any(char in text for char in '<>:"|?*\n'):
        return Refused.BARRED
    if any(_DEVICE.match(name.split(".")[0].strip()) for name in names):
        return Refused.DEVICE
    return Refused.LONG if any(len(name.encode("utf-8", "replace")) > MAX_NAME for name in names) else None
