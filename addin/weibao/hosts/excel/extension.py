"""weibao.oxt in LibreOffice, by LibreOffice's own `unopkg`: any system."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import is_zipfile

from weibao.atomic import replace_file
from weibao.hosts.command import command_file
from weibao.hosts.excel.report import Step
from weibao.hosts.libreoffice.names import EXTENSION as IDENTIFIER

if TYPE_CHECKING:
    from weibao.hosts.excel.system import Ran, System

_INSTALL_KEYS = (r"HKLM\SOFTWARE\LibreOffice\UNO\InstallPath", r"HKCU\SOFTWARE\LibreOffice\UNO\InstallPath")
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS")
TIME = 180
_LONGEST = 300
_LOCK = re.compile(r"^(.*[/\\]\.lock)\s*$", re.MULTILINE)
# The indented lines of a traceback, what only says that it failed, and Java, which nothing here needs.
_NOISE = re.compile(r"^\s|unopkg failed|javaldx|Java (framework|Runtime)")
_PREFIX = re.compile(r"^(ERROR: )?(Exception occurred: )?")
_SOURCE = re.compile(r"(,? traceback follows| at (\S*/)?\S+\.cxx:\d+)+$")


def program_folder(system: System) -> Path | None:
    """The folder of LibreOffice's programs on Windows and macOS, None elsewhere or where it is not installed."""
    if system.windows:
        found = (system.value(key) for key in _INSTALL_KEYS)
        folders = [Path(value) for value in found if isinstance(value, str)]
    else:
        folders = [_MAC] if system.platform == "darwin" else []
    return next((folder for folder in folders if folder.is_dir()), None)


def find_program(system: System, name: str) -> Path | None:
    """One of LibreOffice's programs (`unopkg`, `soffice`); on Windows the one that writes to the console."""
    if folder := program_folder(system):
        candidates = (folder / f"{name}{suffix}" for suffix in ((".com", ".exe") if system.windows else ("",)))
        if found := next((path for path in candidates if path.is_file()), None):
            return found
    return system.which(name)


def add(system: System, package: Path) -> Step:
    """Install the extension for this user, over an older one."""
    if not (unopkg := find_program(system, "unopkg")):
        return Step(None, "没有找到 LibreOffice，扩展（weibao.oxt）没有安装；不用 LibreOffice 的不必理会。")
    if system.root:
        return Step(
            False,
            "现在是管理员（root），LibreOffice 不允许以管理员身份给个人装扩展。"
            "请用平常使用 LibreOffice 的账号再运行一次。",
        )
    ran = _put(system, unopkg, package)
    if ran.code and not lock_of(ran) and is_zipfile(package):
        # Over one that has lost files `unopkg` puts nothing; what it cannot take away is not there.
        system.run(unopkg, "remove", IDENTIFIER, timeout=TIME)
        ran = _put(system, unopkg, package)
    if ran.code:
        return Step(False, f"LibreOffice 扩展没有装上：{failure(ran)}")
    _tell_command(system)
    return Step(True, "已给 LibreOffice 装上扩展 weibao.oxt；重新打开 LibreOffice 后可见菜单“未保创建”。")


def _put(system: System, unopkg: Path, package: Path) -> Ran:
    return system.run(unopkg, "add", "-f", "-s", package, timeout=TIME)


def _tell_command(system: System) -> None:
    """Write down where the `weibao` command is: LibreOffice's own Python does not have it, nor always a PATH."""
    own = system.python.with_name("weibao.exe" if system.windows else "weibao")
    if command := own if own.is_file() else system.which("weibao"):
        with replace_file(command_file(system.env)) as temporary:
            temporary.write_text(f"{command}\n", encoding="utf-8")


def remove(system: System) -> Step:
    """Take the extension away where it is."""
    command_file(system.env).unlink(missing_ok=True)
    unopkg = find_program(system, "unopkg")
    if not unopkg or system.root:
        return Step(None, "没有可以卸载的 LibreOffice 扩展。")
    listed = system.run(unopkg, "list", timeout=TIME)
    if not listed.code and IDENTIFIER not in listed.output:
        return Step(None, "LibreOffice 里没有装这个扩展。")
    ran = system.run(unopkg, "remove", IDENTIFIER, timeout=TIME)
    if ran.code:
        return Step(False, f"LibreOffice 扩展没有卸掉：{failure(ran)}")
    return Step(True, "已从 LibreOffice 卸掉扩展。")


def profile(system: System) -> Path:
    """The user's LibreOffice profile, where it lies unless somebody moved it."""
    if system.windows:
        return system.folder("APPDATA") / "LibreOffice" / "4"
    if system.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "LibreOffice" / "4"
    return Path(system.env("XDG_CONFIG_HOME") or Path.home() / ".config") / "libreoffice" / "4"


def lock_of(ran: Ran) -> str:
    """The lock file that kept `unopkg` from starting, "" where that was not the reason."""
    # The sentence before it is in the language of LibreOffice; the path stands on a line of its own.
    found = _LOCK.search(ran.output)
    return found[1].strip() if found else ""


def unlock(lock: str) -> str:
    """What to do about a lock file."""
    return (
        "请关闭 LibreOffice 的全部窗口，任务栏右下角有“快速启动”图标的也退出，再运行一次；"
        f"LibreOffice 确实没有开着的，请删除锁文件 {lock}，再运行一次。"
    )


def failure(ran: Ran) -> str:
    """Why `unopkg` failed and what to do, as sentences."""
    if lock := lock_of(ran):
        return f"LibreOffice 还开着，或者上次没有正常关闭，留下了锁文件。{unlock(lock)}"
    if not (said := _meaningful(ran.output)):
        return f"unopkg 没有说明原因（退出码 {ran.code}）。请关闭 LibreOffice 的全部窗口后再运行一次。"
    return (
        f"LibreOffice 的 unopkg 报告：“{said}”。"
        "请关闭 LibreOffice 的全部窗口后再运行一次；仍不行，请把这段话发给维护人员。"
    )


def _meaningful(output: str) -> str:
    """The lines that tell a reason: no traceback, no place in somebody's source, no "failed" on its own."""
    lines = [_SOURCE.sub("", _PREFIX.sub("", line)).strip() for line in output.splitlines() if not _NOISE.search(line)]
    return "；".join(dict.fromkeys(line.rstrip("。.") for line in lines if line))[:_LONGEST]
