"""How the extension stands in LibreOffice: whether its files are there, registered, and those of this package."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import weibao
from weibao.errors import WeibaoError
from weibao.hosts.excel import extension
from weibao.hosts.excel.report import State
from weibao.hosts.libreoffice.names import EXTENSION as IDENTIFIER

if TYPE_CHECKING:
    from weibao.hosts.excel.system import System

_AGAIN: Final = "请重新运行 weibao addin install，再重开 LibreOffice。"
_CACHE: Final = "vnd.sun.star.expand:$UNO_USER_PACKAGES_CACHE/"
_SHOWN = 3


class Standing(NamedTuple):
    """How it is, what to say of it and what to do."""

    state: State
    text: str
    remedy: str = ""


def standing(system: System) -> Standing:
    """How the extension stands for this user."""
    unopkg = extension.find_program(system, "unopkg")
    if not unopkg:
        return Standing(State.UNKNOWN, "扩展装没装没有查：找不到 unopkg", "请补装 LibreOffice 的完整安装。")
    if system.root:
        return Standing(State.UNKNOWN, "扩展装没装没有查：现在是 root 账号", "请用平常使用 LibreOffice 的账号再查。")
    ran = system.run(unopkg, "list", timeout=extension.TIME)
    if ran.code:
        return Standing(State.UNKNOWN, "扩展装没装没有查成", extension.failure(ran))
    listed = _own_part(ran.output)
    if not listed:
        return Standing(State.OK, "扩展没有装", "要装请运行 weibao addin install。")
    return _compared(_folder(system, listed), listed, _expected())


def _own_part(output: str) -> list[str]:
    """The lines of `unopkg list` that are about our extension."""
    parts = re.split(r"^(?=Identifier:)", output, flags=re.MULTILINE)
    own = (part for part in parts if re.match(rf"Identifier:\s*{re.escape(IDENTIFIER)}\s*$", part, re.MULTILINE))
    return next(own, "").splitlines()


def _folder(system: System, listed: list[str]) -> Path | None:
    """Where its files should be, None where that cannot be told."""
    urls = (line.partition(_CACHE)[2].strip() for line in listed if _CACHE in line)
    cache = extension.profile(system) / "user" / "uno_packages" / "cache"
    return cache / url if (url := next(urls, "")) and cache.is_dir() else None


def _expected() -> Mapping[str, bytes]:
    """What this package would install; nothing where it cannot be built here."""
    from weibao.functions.registry import FUNCTIONS
    from weibao.hosts.actions import actions
    from weibao.hosts.libreoffice.build import own_files

    try:
        return own_files(FUNCTIONS, actions())
    except WeibaoError:
        return {}


def _compared(folder: Path | None, listed: list[str], expected: Mapping[str, bytes]) -> Standing:
    from weibao.hosts.libreoffice.build import READ_BY_OFFICE

    version = next((line.partition(":")[2].strip() for line in listed if line.strip().startswith("Version:")), "")
    ours = weibao.__version__
    if version != ours:
        return Standing(State.WARNING, f"扩展是旧版本（装着的是 {version or '不明'}，weibao 是 {ours}）", _AGAIN)
    wanted = {*READ_BY_OFFICE, *expected}
    if folder and (lost := _in_order(name for name in wanted if not (folder / name).is_file())):
        return Standing(State.PROBLEM, f"扩展没有装完整：缺 {_some(lost)}", _AGAIN)
    if off := [name for name in READ_BY_OFFICE if not _registered(name, listed)]:
        text = f"扩展在 LibreOffice 里没有登记好：{_some(off)}"
        return Standing(State.PROBLEM, text, f"在“工具→扩展管理器”里停用过的，请启用；没有停用过的，{_AGAIN}")
    if folder is None:
        return Standing(State.OK, "扩展已装（它的文件不在通常的位置，没有核对）")
    if other := _in_order(name for name, data in expected.items() if (folder / name).read_bytes() != data):
        return Standing(State.WARNING, f"扩展是旧版本（和这里的 weibao 不同的有 {_some(other)}）", _AGAIN)
    return Standing(State.OK, "扩展已装，文件齐全")


def _registered(name: str, listed: list[str]) -> bool:
    """Whether LibreOffice lists the part and does not call it unregistered: the line below its address says so."""
    below = [after for line, after in pairwise(listed) if line.rstrip().endswith(f"/{name}")]
    return bool(below) and not any(line.rstrip().endswith(": no") for line in below)


def _in_order(names: Iterable[str]) -> list[str]:
    """What LibreOffice itself reads first: it says the most."""
    return sorted(names, key=lambda name: ("/" in name, name))


def _some(names: list[str]) -> str:
    more = f" 等 {len(names)} 个文件" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more
