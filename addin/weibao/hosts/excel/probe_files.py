"""The doctor's look at fonts, the mark of downloaded files, and 核定台账."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.campaign.folder import LEDGER as STEM
from weibao.documents import geometry
from weibao.hosts.excel import places
from weibao.hosts.excel.probe_excel import office_version
from weibao.hosts.excel.probe_security import trusted
from weibao.hosts.excel.report import Check, State
from weibao.hosts.excel.system import CANNOT_START
from weibao.hosts.excel.vba_version import PROJECT_PART, RIBBON_PARTS, parts

if TYPE_CHECKING:
    from weibao.hosts.excel.system import System

_FONT_KEYS = tuple(rf"{hive}\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts" for hive in ("HKLM", "HKCU"))
# The face by every name it goes by, then what may stand in for it.
_FACES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    geometry.XIAOBIAOSONG: (
        ("方正小标宋_gbk", "fzxiaobiaosong-b05", "fzxiaobiaosong-b05s", "fzxbsjw", "fzxbsk"),
        ("华文中宋", "stzhongsong"),
    ),
    geometry.FANGSONG: (("fangsong_gb2312",), ("仿宋", "fangsong", "方正仿宋_gbk", "华文仿宋", "stfangsong")),
    geometry.KAITI: (("kaiti_gb2312",), ("楷体", "kaiti", "方正楷体_gbk", "华文楷体", "stkaiti")),
    geometry.HEITI: (("simhei",), ("方正黑体_gbk", "华文黑体", "stheiti")),
    geometry.SONG: (("simsun",), ("新宋体", "nsimsun", "华文宋体", "stsong")),
}
WITH_MACROS, LEDGER = f"{STEM}.xlsm", f"{STEM}.xlsx"


def fonts(system: System) -> Check:
    """The faces of GB/T 9704."""
    title = "公文字体"
    found = _installed_fonts(system)
    if found is None:
        return Check(title, State.UNKNOWN, "没有 fc-list，不能列出字体。", "请装 fontconfig 后再查。")
    missing = {name: others for name, (same, others) in _FACES.items() if not found & {name.lower(), *same}}
    if not missing:
        return Check(title, State.OK, f"{'、'.join(_FACES)} 都有。")
    listed = []
    for name, others in missing.items():
        stand_in = next((other for other in others if other in found), None)
        listed.append(f"{name}（由 {stand_in} 代替）" if stand_in else name)
    return Check(
        title,
        State.WARNING,
        f"缺 {'、'.join(listed)}。公文照常生成，字体名是对的，但在这台电脑上看到和打印的是别的字体。",
        "请从单位原有的正版字体里安装（双击字体文件→安装）；或换到有这些字体的电脑上打印。",
    )


def marked(system: System, folder: Path | None) -> Check:
    """Files that Windows remembers as downloaded: Excel blocks their macros without asking."""
    title = "下载标记"
    files = []
    if system.windows:
        files.append(places.startup_folder(system) / places.ADDIN)
    if folder:
        files += sorted(path for path in folder.glob("*.xls*") if not path.name.startswith("~$"))
    found = [path for path in files if system.has_mark(path)]
    if not found:
        return Check(title, State.OK, "没有文件带“来自其他计算机”的标记。")
    macros = [path for path in found if path.suffix.lower() in (".xlam", ".xlsm")]
    names = "、".join(path.name for path in found)
    how = "右键点文件→属性→勾选“解除锁定”→确定"
    if macros:
        text = f"{names} 带着“来自其他计算机”的标记，里面的宏会被 Excel 拦住。"
        remedy = f"确认文件来自本单位后，{how}；加载项再运行一次 weibao addin install。"
        return Check(title, State.PROBLEM, text, remedy)
    return Check(title, State.WARNING, f"{names} 带着“来自其他计算机”的标记，打开时是受保护的视图。", f"{how}。")


def ledger(system: System, folder: Path | None) -> Check:
    """Whether the ribbon tab can be used with the campaign's 核定台账."""
    title = "核定台账的选项卡"
    if folder is None:
        remedy = "要一并检查，请运行 weibao addin doctor 创建文件夹。"
        return Check(title, State.UNKNOWN, "没有指定创建文件夹。", remedy)
    path = folder / WITH_MACROS
    if path.is_file():
        return _ledger_with_macros(system, title, path)
    if not (folder / LEDGER).is_file():
        return Check(title, State.WARNING, f"“{folder}”里没有核定台账。", "请核对文件夹，或先运行 weibao new。")
    if not system.windows:
        return Check(title, State.OK, f"{LEDGER} 不带宏；功能区选项卡只在 Windows 的 Excel 里有。")
    if _has_addin(system):
        return Check(title, State.OK, f"{LEDGER} 本身不带宏，选项卡由加载项提供。")
    text = f"{LEDGER} 不带宏，加载项又没有装，没有选项卡。"
    return Check(title, State.WARNING, text, "请运行 weibao addin install。")


def _has_addin(system: System) -> bool:
    return (places.startup_folder(system) / places.ADDIN).is_file()


def _ledger_with_macros(system: System, title: str, path: Path) -> Check:
    names = parts(path)
    if names is None:
        return Check(title, State.PROBLEM, f"{path.name} 读不出来，不是完好的工作簿。", "请从备份恢复这个文件。")
    if PROJECT_PART not in names or not names & set(RIBBON_PARTS):
        return Check(
            title,
            State.PROBLEM,
            f"{path.name} 里的宏或选项卡不见了，多半是用别的软件另存过。",
            "内容不受影响：请另存为 .xlsx 交给加载项使用，或从备份恢复。",
        )
    if system.has_mark(path):
        return Check(title, State.PROBLEM, f"{path.name} 带着下载标记，宏被拦住。", "请按“下载标记”一项解除锁定。")
    if not system.windows:
        return Check(title, State.OK, f"{path.name} 完好；功能区选项卡只在 Windows 的 Excel 里有。")
    trust = trusted(system, office_version(system), path.parent)
    first = "文件夹受信任，打开就能用" if trust else "第一次打开时点“启用内容”"
    both = "装了加载项时以加载项的选项卡为准。" if _has_addin(system) else ""
    return Check(title, State.OK, f"{path.name} 完好，{first}。{both}")


def _installed_fonts(system: System) -> set[str] | None:
    """The families, in small letters; None where they cannot be listed."""
    if system.windows:
        # Such as "SimSun & NSimSun (TrueType)".
        names = (re.sub(r"\s*\([^()]*\)\s*$", "", name) for key in _FONT_KEYS for name in system.values(key))
        return {face.strip().lower() for name in names for face in name.split("&")}
    ran = system.run("fc-list", ":", "family")
    if ran.code == CANNOT_START:
        return None
    return {face.strip().lower() for line in ran.output.splitlines() for face in line.split(",")}
