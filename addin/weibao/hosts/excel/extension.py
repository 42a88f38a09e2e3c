"""weibao.oxt in LibreOffice, by LibreOffice's own `unopkg`: any system."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from weibao.atomic import replace_file
from weibao.hosts.command import command_file
from weibao.hosts.excel.report import Step
from weibao.hosts.libreoffice.names import EXTENSION as IDENTIFIER

if TYPE_CHECKING:
    from weibao.hosts.excel.system import Ran, System

_INSTALL_KEYS = (r"HKLM\SOFTWARE\LibreOffice\UNO\InstallPath", r"HKCU\SOFTWARE\LibreOffice\UNO\InstallPath")
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS")
_TIME = 180


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
    ran = system.run(unopkg, "add", "-f", "-s", package, timeout=_TIME)
    if ran.code:
        return Step(False, f"LibreOffice 扩展没有装上：{_reason(ran)}。请关闭 LibreOffice 的全部窗口后再运行一次。")
    _tell_command(system)
    return Step(True, "已给 LibreOffice 装上扩展 weibao.oxt；重新打开 LibreOffice 后可见菜单“未保创建”。")


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
    listed = system.run(unopkg, "list", timeout=_TIME)
    if not listed.code and IDENTIFIER not in listed.output:
        return Step(None, "LibreOffice 里没有装这个扩展。")
    ran = system.run(unopkg, "remove", IDENTIFIER, timeout=_TIME)
    if ran.code:
        return Step(False, f"LibreOffice 扩展没有卸掉：{_reason(ran)}。请关闭 LibreOffice 的全部窗口后再运行一次。")
    return Step(True, "已从 LibreOffice 卸掉扩展。")


def installed(system: System) -> bool | None:
    """Whether LibreOffice has the extension; None where it cannot be asked."""
    unopkg = find_program(system, "unopkg")
    if not unopkg or system.root:
        return None
    ran = system.run(unopkg, "list", timeout=_TIME)
    return None if ran.code else IDENTIFIER in ran.output


def _reason(ran: Ran) -> str:
    return ran.output.splitlines()[-1].strip().rstrip("。.") if ran.output else f"退出码 {ran.code}"
