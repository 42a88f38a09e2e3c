"""The doctor's look at the spreadsheet programs: Excel and its bitness, the add-in's place, WPS in Excel's seat."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.hosts.excel import places
from weibao.hosts.excel.report import Check, State

if TYPE_CHECKING:
    from weibao.hosts.excel.system import System

_APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_VERSIONS = ("16.0", "15.0", "14.0", "12.0")
_OLDEST = 14
_MACHINES = {0x8664: 64, 0xAA64: 64, 0x014C: 32}
_WPS_KEYS = tuple(rf"{hive}\SOFTWARE\Kingsoft\Office\6.0\Common" for hive in ("HKCU", "HKLM"))
_WPS_PROGRAMS = ("et.exe", "wps.exe", "wpsoffice", "kingsoft")
_WPS_TYPES = ("et.", "ket.", "wps.")
_EXTENSIONS = (".xlsx", ".xlsm")


def excel_path(system: System) -> Path | None:
    """excel.exe of the desktop program, None where it is not installed (or WPS has taken its place)."""
    named = [system.value(rf"{hive}\{_APP_PATHS}") for hive in ("HKLM", "HKCU")]
    candidates = [Path(system.expand(value.strip('"'))) for value in named if isinstance(value, str)]
    for version in _VERSIONS:
        root = system.value(rf"HKLM\SOFTWARE\Microsoft\Office\{version}\Excel\InstallRoot", "Path")
        candidates += [Path(root) / "EXCEL.EXE"] if isinstance(root, str) else []
    root = system.value(_CLICK_TO_RUN, "InstallationPath")
    candidates += [Path(root) / "root" / "Office16" / "EXCEL.EXE"] if isinstance(root, str) else []
    return next((path for path in candidates if path.name.lower() == "excel.exe" and path.is_file()), None)


def excel_bits(system: System) -> int | None:
    """64 or 32, None where Excel is missing and nothing says it."""
    if (path := excel_path(system)) and (bits := program_bits(path)):
        return bits
    return {"x64": 64, "x86": 32}.get(str(system.value(_CLICK_TO_RUN, "Platform")))


def program_bits(path: Path) -> int | None:
    """64 or 32 by the header of a Windows program, None where the file is none or cannot be read."""
    try:
        head = path.read_bytes()[:4096]
        (start,) = struct.unpack_from("<I", head, 0x3C)
        if head[start : start + 4] != b"PE\0\0":
            return None
        return _MACHINES.get(struct.unpack_from("<H", head, start + 4)[0])
    except (OSError, struct.error):
        return None


def office_version(system: System) -> str:
    """The number under which this Office keeps its settings, such as 16.0 (2016 and all later ones)."""
    if system.value(_CLICK_TO_RUN, "VersionToReport"):
        return _VERSIONS[0]
    keys = ((version, rf"SOFTWARE\Microsoft\Office\{version}\Excel") for version in _VERSIONS)
    found = (v for v, key in keys if system.value(rf"HKLM\{key}\InstallRoot", "Path") or system.subkeys(rf"HKCU\{key}"))
    return next(found, _VERSIONS[0])


def excel(system: System) -> Check:
    """The desktop program, its version and bitness; on another system what is possible there."""
    title = "Excel"
    if not system.windows:
        return Check(
            title,
            State.UNKNOWN,
            f"这台电脑是 {system.name}：Excel 的功能区和 Python 函数只能在 Windows 的桌面版 Excel 里用。",
            "这里可以用命令行 weibao 做全部工作；装了 LibreOffice 的，可以装扩展 weibao.oxt。",
        )
    path = excel_path(system)
    if path is None:
        return Check(
            title,
            State.PROBLEM,
            "没有找到桌面版 Excel（2010 以上）。",
            "功能区和 Python 函数用不了；清单和台账里的公式在 WPS、LibreOffice 里照常算，其余用命令行 weibao 做。",
        )
    version, bits = office_version(system), excel_bits(system)
    number = system.value(_CLICK_TO_RUN, "VersionToReport")
    found = f"{number if isinstance(number, str) else version}（{f'{bits} 位' if bits else '位数不明'}）"
    if int(version.partition(".")[0]) < _OLDEST:
        return Check(title, State.PROBLEM, f"Excel 的版本是 {found}，太旧。", "请换用 Excel 2010 以上的版本。")
    return Check(title, State.OK, f"找到 Excel {found}：{path}")


def addin(system: System) -> Check:
    """weibao.xlam in its place, and not on Excel's list of disabled items."""
    title = "加载项"
    path = places.startup_folder(system) / places.ADDIN
    if not path.is_file():
        return Check(title, State.PROBLEM, f"没有安装：{path} 不存在。", "请运行 weibao addin install。")
    version = office_version(system)
    disabled = system.values(rf"HKCU\Software\Microsoft\Office\{version}\Excel\Resiliency\DisabledItems")
    # The values are binary: a header and the file's path in UTF-16.
    if any(places.ADDIN.encode("utf-16-le") in v.lower() for v in disabled.values() if isinstance(v, bytes)):
        return Check(
            title,
            State.PROBLEM,
            f"已安装（{path}），但 Excel 出过错，把它列进了禁用项目。",
            "在 Excel 里点“文件→选项→加载项”，下方“管理”选“禁用项目”，点“转到”，"
            "选中 weibao.xlam 点“启用”，再重开 Excel。",
        )
    return Check(title, State.OK, f"已安装：{path}")


def wps(system: System) -> Check:
    """WPS beside Excel: whether it answers in Excel's name or opens its files."""
    title = "WPS"
    root = next((value for key in _WPS_KEYS if isinstance(value := system.value(key, "InstallRoot"), str)), None)
    if _wps_answers_for_excel(system):
        return Check(
            title,
            State.PROBLEM,
            "WPS 占了 Excel 的位置：程序去找 Excel，启动的会是 WPS，功能区按钮用不了。",
            "打开“WPS 配置工具→高级→兼容设置”，取消“WPS 兼容第三方系统和软件”；"
            "再到“控制面板→程序和功能→Microsoft Office→更改→快速修复”。没有 Excel 的电脑请用命令行。",
        )
    if taken := [suffix for suffix in _EXTENSIONS if _opened_by_wps(system, suffix)]:
        return Check(
            title,
            State.WARNING,
            f"双击 {'、'.join(taken)} 文件打开的是 WPS。WPS 里没有“未保创建”选项卡，表里的公式照常算。",
            "要用功能区的，右键点文件→打开方式→选择其他应用→Excel，勾选“始终”；不用的不必改。",
        )
    return Check(title, State.OK, f"装有 WPS（{root}），没有影响 Excel。" if root else "没有装 WPS。")


def _wps_answers_for_excel(system: System) -> bool:
    number = system.value(r"HKCR\Excel.Application\CLSID")
    server = system.value(rf"HKCR\CLSID\{number}\LocalServer32") if isinstance(number, str) else None
    return isinstance(server, str) and any(word in server.lower() for word in _WPS_PROGRAMS)


def _opened_by_wps(system: System, suffix: str) -> bool:
    choice = rf"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\{suffix}\UserChoice"
    program = system.value(choice, "ProgId") or system.value(rf"HKCR\{suffix}")
    return isinstance(program, str) and program.lower().startswith(_WPS_TYPES)
