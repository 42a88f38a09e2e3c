"""`weibao addin install` and `uninstall`: the add-in in its place, Excel's way to Python, and all of it undone.

Excel on Windows only; LibreOffice's extension on any system. Installing twice changes nothing more, and uninstalling
gives back the lines of xlwings.conf that stood there before.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.atomic import replace_file
from weibao.hosts.excel import extension, places, settings_file
from weibao.hosts.excel.report import Step
from weibao.hosts.excel.system import InstallError
from weibao.hosts.excel.vba_version import xlwings_version

if TYPE_CHECKING:
    from weibao.hosts.excel.places import Memory
    from weibao.hosts.excel.system import System

_NO_EXCEL = (
    "这台电脑是 {system}：Excel 的功能区和 Python 函数只能装在 Windows 的桌面版 Excel 里，这里没有装。"
    "命令行 weibao 的全部功能在这里都能用，表里的得分和期限照常由原生公式计算。"
)


def install(system: System, folder: Path) -> list[Step]:
    """Put in place what `folder` holds of weibao.xlam and weibao.oxt; one step per thing done.

    Raises InstallError where the add-in cannot work or a file is in the way; what was done before that stays and
    another run goes on from there.
    """
    addin, package = folder / places.ADDIN, folder / places.EXTENSION
    if not addin.is_file() and not package.is_file():
        raise InstallError(f"“{folder}”里没有 {places.ADDIN} 和 {places.EXTENSION}。请先运行 weibao addin build。")
    steps = []
    if not system.windows:
        steps.append(Step(None, _NO_EXCEL.format(system=system.name)))
    elif addin.is_file():
        steps += _install_excel(system, addin)
    if package.is_file():
        steps.append(extension.add(system, package))
    return steps


def uninstall(system: System) -> list[Step]:
    """Take everything away again and give back what stood there before. Raises InstallError as `install` does."""
    if system.windows:
        return [*_uninstall_excel(system), extension.remove(system)]
    return [Step(None, f"这台电脑是 {system.name}，没有装过 Excel 的功能区。"), extension.remove(system)]


def _install_excel(system: System, addin: Path) -> list[Step]:
    version = system.installed("xlwings")
    if version is None:
        raise InstallError(
            f"这个 Python（{system.python}）里没有装 xlwings，Excel 连不上它。"
            "请用离线安装包里的 install.cmd 安装，或运行 py -m pip install weibao[excel]。"
        )
    wanted = xlwings_version(addin)
    if wanted not in (None, version):
        raise InstallError(
            f"{places.ADDIN} 是按 xlwings {wanted} 生成的，本机装的是 {version}，两者必须一致。"
            "请在本机运行 weibao addin build 重新生成，或换用同一版本的离线安装包。"
        )
    memory = places.Memory.read(places.memory_path(system))
    return [
        _place_dlls(system, version, memory),
        *_set_interpreter(system, memory),
        _place_addin(system, addin),
        _try_python(system),
    ]


def _place_dlls(system: System, version: str, memory: Memory) -> Step:
    folders = places.dll_folders(system)
    copied = []
    for name in places.dll_names(version):
        if any((folder / name).is_file() for folder in folders):
            continue
        source = system.package_file("xlwings", name)
        if source is None:
            raise InstallError(
                f"找不到 {name}：xlwings 没有装完整。请用离线安装包里的 install.cmd 重新安装（不要只复制文件夹）。"
            )
        target = folders[0] / name
        _copy(source.read_bytes(), target, f"{folders[0]} 不能写入，请改用离线安装包里的 install.cmd 安装")
        copied.append(str(target))
    if not copied:
        return Step(None, f"xlwings {version} 的连接文件（DLL）已在该在的地方。")
    memory.copied = sorted({*memory.copied, *copied})
    memory.write(places.memory_path(system))
    return Step(True, f"已把 xlwings {version} 的连接文件（DLL）放到 {folders[0]}。")


def _set_interpreter(system: System, memory: Memory) -> list[Step]:
    path, key = places.settings_path(system), places.INTERPRETER
    content = path.read_bytes() if path.is_file() else b""
    line = settings_file.line(key, str(system.python), system.ansi)
    found = settings_file.find(content, key)
    if found == line:
        return [Step(None, f"xlwings.conf 已指向本机的 Python：{system.python}")]
    # A line that we wrote ourselves, for an older Python, is not what the user had.
    theirs = found not in memory.lines.get(key, [])
    if theirs:
        memory.was[key] = found
    memory.lines[key] = [*(old for old in memory.lines.get(key, []) if old != line), line]
    memory.write(places.memory_path(system))
    _copy(settings_file.put(content, key, line), path, f"{path} 不能写入，请关闭 Excel 后再试")
    steps = [Step(True, f"已在 xlwings.conf 里写明 Excel 该用的 Python：{system.python}")]
    old = settings_file.value(content, key, system.ansi)
    if theirs and old:
        steps.append(
            Step(
                True,
                f"xlwings.conf 原来用的是 {old}，已经记下，卸载时恢复。您别的用 xlwings 的工作簿"
                "从现在起也会用上面的 Python；不能用的，请在那本工作簿的 xlwings.conf 工作表里写明它自己的 Python。",
            )
        )
    return steps


def _place_addin(system: System, addin: Path) -> Step:
    target = places.startup_folder(system) / places.ADDIN
    content = addin.read_bytes()
    same = target.is_file() and target.read_bytes() == content
    _let_write(target, True)
    try:
        if not same:
            _copy(content, target, f"{target} 正被 Excel 占用。请关闭 Excel 的全部窗口后再运行一次")
        unmarked = system.remove_mark(target)
    finally:
        # A second Excel would else ask about a file that is locked for editing.
        _let_write(target, False)
    note = "，并去掉了“来自其他计算机”的标记" if unmarked else ""
    if same:
        return Step(True if unmarked else None, f"加载项已是最新：{target}{note}")
    return Step(True, f"已装好加载项：{target}{note}。重新打开 Excel 后可见“未保创建”选项卡。")


def _try_python(system: System) -> Step:
    """Whether the interpreter, started by itself as Excel will, finds what it needs."""
    # -E: the variables of this console are not there when Excel starts it.
    ran = system.run(system.python, "-E", "-B", "-c", "import weibao, xlwings")
    if ran.code:
        last = ran.output.splitlines()[-1] if ran.output else f"退出码 {ran.code}"
        return Step(False, f"试着启动 Python 没有成功（{last}）。请运行 weibao addin doctor，按提示处理。")
    return Step(True, "已试着启动 Python：正常。")


def _uninstall_excel(system: System) -> list[Step]:
    target = places.startup_folder(system) / places.ADDIN
    steps = []
    if target.is_file():
        try:
            _let_write(target, True)
            target.unlink()
        except PermissionError as error:
            _let_write(target, False)
            raise InstallError(f"{target} 正被 Excel 占用。请关闭 Excel 的全部窗口后再运行一次。") from error
        steps.append(Step(True, f"已卸掉加载项：{target}"))
    else:
        steps.append(Step(None, "Excel 里没有装加载项。"))
    note = places.memory_path(system)
    memory = places.Memory.read(note)
    steps += [_restore(system, key, memory) for key in memory.lines]
    for name in memory.copied:
        _remove_quietly(Path(name))
    note.unlink(missing_ok=True)
    return steps


def _restore(system: System, key: str, memory: Memory) -> Step:
    path = places.settings_path(system)
    content = path.read_bytes() if path.is_file() else b""
    if settings_file.find(content, key) not in memory.lines[key]:
        return Step(None, f"xlwings.conf 里的 {key} 后来被改过，保持现状。")
    was = memory.was[key]
    restored = settings_file.put(content, key, was)
    if restored:
        _copy(restored, path, f"{path} 不能写入，请关闭 Excel 后再试")
    else:
        path.unlink()
    return Step(True, "已恢复 xlwings.conf 原来的内容。" if was else "已从 xlwings.conf 里去掉我们的设置。")


def _copy(content: bytes, target: Path, busy: str) -> None:
    try:
        with replace_file(target) as temporary:
            temporary.write_bytes(content)
    except PermissionError as error:
        raise InstallError(f"{busy}。") from error


def _let_write(path: Path, allowed: bool) -> None:
    """Take or set the mark "read only" of a file, if it is there; Windows would neither replace nor remove it."""
    # Where even that is refused, the next step says what is in the way.
    with contextlib.suppress(OSError):
        path.chmod(0o644 if allowed else 0o444)


def _remove_quietly(path: Path) -> None:
    # A DLL that Excel still holds does no harm where it lies.
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
