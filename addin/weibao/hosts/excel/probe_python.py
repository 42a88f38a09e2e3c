"""The doctor's look at Python: the one that Excel is told of, equal versions, and a child process really tried."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.hosts.excel import places, settings_file
from weibao.hosts.excel.probe_excel import excel_bits
from weibao.hosts.excel.report import Check, State
from weibao.hosts.excel.system import CANNOT_START, TOO_LONG
from weibao.hosts.excel.vba_version import xlwings_version

if TYPE_CHECKING:
    from weibao.hosts.excel.system import System

_OLDEST = (3, 11)
_REINSTALL = "请用离线安装包里的 install.cmd 重新安装，或在本机运行 weibao addin build 和 weibao addin install。"
_BAS_VERSION = re.compile(r'XLWINGS_VERSION As String = "([^"]+)"')


def python(system: System) -> Check:
    """The interpreter that runs us, and whether Excel is told of the same one."""
    title = "Python"
    version = ".".join(map(str, system.python_version))
    text = f"Python {version}（{system.python_bits} 位）：{system.python}"
    if system.python_version[:2] < _OLDEST:
        return Check(title, State.PROBLEM, f"{text}，版本太旧。", "请装 Python 3.11 以上的版本，再重新安装 weibao。")
    if not system.windows:
        return Check(title, State.OK, text)
    path = places.settings_path(system)
    content = path.read_bytes() if path.is_file() else b""
    told = system.expand(settings_file.value(content, places.INTERPRETER, system.ansi))
    if settings_file.value(content, "DEBUG UDFS", system.ansi).lower() == "true":
        return Check(
            title,
            State.PROBLEM,
            f"{path} 里开着调试（DEBUG UDFS），Excel 不会自己启动 Python。",
            "把那一行的 True 改成 False，重开 Excel。",
        )
    if not told:
        return Check(
            title, State.PROBLEM, f"{text}；但 {path} 里没有写明 Excel 该用它。", "请运行 weibao addin install。"
        )
    if _same(Path(told), system.python):
        return Check(title, State.OK, f"{text}，Excel 用的就是它。")
    missing = "" if Path(told).is_file() else "（这个文件不存在）"
    return Check(
        title,
        State.PROBLEM,
        f"{text}；但 {path} 让 Excel 用的是 {told}{missing}。",
        "请运行 weibao addin install，改用装有 weibao 的这一个。",
    )


def settings_beside(system: System, folder: Path | None) -> Check:
    """Files of settings that xlwings would prefer to the user's: beside the add-in and beside 核定台账."""
    title = "旁边的 xlwings.conf"
    beside = [where / places.settings_path(system).name for where in (places.startup_folder(system), folder) if where]
    found = [str(path) for path in beside if path.is_file()]
    if not found:
        return Check(title, State.OK, "加载项和核定台账旁边没有另外的 xlwings.conf。")
    return Check(
        title,
        State.PROBLEM,
        f"有 {'、'.join(found)}：它会让 Excel 改用别的 Python，所以表格不连 Python，改用自带公式。",
        "不是自己放的，先问清来历；把它移走或删除，再点“重试连接”。",
    )


def versions(system: System, folder: Path | None) -> Check:
    """The package, its DLLs, xlwings.bas and every file that holds our macros: all of one version."""
    title = "xlwings 版本"
    package = system.installed("xlwings")
    if package is None:
        if system.windows:
            return Check(title, State.PROBLEM, "没有装 xlwings，Excel 连不上 Python。", _REINSTALL)
        return Check(title, State.OK, "没有装 xlwings，只有 Windows 的 Excel 需要它。")
    found = {"xlwings 包": package, "xlwings.bas": _bas_version(system)}
    lost: list[str] = []
    if system.windows:
        names = dict(zip((64, 32), places.dll_names(package), strict=True))
        bits = excel_bits(system)
        needed = [names[bits]] if bits else list(names.values())
        lost = [n for n in needed if not any((where / n).is_file() for where in places.dll_folders(system))]
        found[places.ADDIN] = xlwings_version(places.startup_folder(system) / places.ADDIN)
    if folder:
        found |= {path.name: xlwings_version(path) for path in sorted(folder.glob("[!~]*.xlsm"))}
    listed = "，".join(f"{name} {version}" for name, version in found.items() if version)
    if lost:
        return Check(title, State.PROBLEM, f"{listed}；缺连接文件 {'、'.join(lost)}。", "请运行 weibao addin install。")
    if odd := [name for name, version in found.items() if version not in (None, package)]:
        return Check(title, State.PROBLEM, f"版本不一致：{listed}。{'、'.join(odd)} 连不上本机的 Python。", _REINSTALL)
    return Check(title, State.OK, f"一致：{listed}。")


def child_process(system: System) -> Check:
    """Start Python as xlwings.bas does (on Windows through cmd.exe, without this console's variables) and see."""
    title = "启动 Python"
    command: list[str | Path] = [system.python, "-E", "-B", "-c", "import weibao;print(weibao.__version__)"]
    if system.windows:
        command[-1] = "import weibao,xlwings;print(weibao.__version__)"
        # Without `call`, cmd.exe takes the first and the last quotation mark away.
        command = ["cmd.exe", "/d", "/c", "call", *command]
    ran = system.run(*command, timeout=60)
    if ran.code == 0:
        beyond = "（由 Excel 来启动是否被拦，见下一项）" if system.windows else ""
        return Check(title, State.OK, f"试着启动了一个 Python 子进程：正常{beyond}。")
    last = ran.output.splitlines()[-1] if ran.output else f"退出码 {ran.code}"
    if ran.code in (CANNOT_START, TOO_LONG):
        return Check(
            title,
            State.PROBLEM,
            f"试着启动 Python 子进程，没有成功：{last}。多半是杀毒软件或单位策略拦住了。",
            f"请信息中心把 {system.python} 加入杀毒软件（360、火绒、天擎等）的信任区，并允许运行 cmd.exe。",
        )
    return Check(title, State.PROBLEM, f"Python 子进程启动了，但出错：{last}", _REINSTALL)


def _bas_version(system: System) -> str | None:
    path = system.package_file("xlwings", "xlwings.bas")
    found = _BAS_VERSION.search(path.read_text(encoding="utf-8", errors="replace")) if path else None
    return found[1] if found else None


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return str(one).lower() == str(other).lower()
