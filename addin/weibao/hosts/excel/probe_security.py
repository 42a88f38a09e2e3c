"""The doctor's look at what may forbid macros or child processes: Office's settings, policies, Defender's rules."""

from __future__ import annotations

import re
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from weibao.hosts.excel import places
from weibao.hosts.excel.probe_excel import office_version
from weibao.hosts.excel.report import Check, State

if TYPE_CHECKING:
    from weibao.hosts.excel.system import System

_ENABLED, _ASK, _SIGNED, _NONE = 1, 2, 3, 4
_ASK_IT = "这是单位统一策略定的，请信息中心调整；在此之前用命令行 weibao，表里的公式不受影响。"
_HOW_TRUST = "在 Excel 里点“文件→选项→信任中心→信任中心设置→受信任位置→添加新位置”"

_DEFENDER = r"SOFTWARE\{}Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR"
_MANAGED = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
_RULES = {
    "d4f940ab-401b-4efc-aadc-ad5f3c50688a": "阻止 Office 启动子进程",
    "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b": "阻止 Office 宏调用 Win32 API",
}
_BLOCK, _WARN = 1, 6


def macros(system: System, folder: Path | None) -> Check:
    """Whether the add-in's macros and those of 核定台账 in `folder` are allowed to run."""
    title = "宏安全"
    version = office_version(system)
    if reason := _addins_forbidden(system, version):
        return Check(title, State.PROBLEM, reason, _ASK_IT)
    level, by_policy = _level(system, version)
    if level != _ENABLED and _startup_on_network(system, version):
        return Check(
            title,
            State.PROBLEM if level in (_SIGNED, _NONE) else State.WARNING,
            f"{places.startup_folder(system)} 在网络位置上，Excel 不把它当作受信任位置："
            f"{'加载项不会工作' if level in (_SIGNED, _NONE) else '加载项每次都可能要点“启用宏”'}。",
            "请信息中心允许网络上的受信任位置，或让这个文件夹留在本机；在此之前用命令行 weibao，表里的公式不受影响。",
        )
    locations_off = any(
        system.value(rf"{key}\Trusted Locations", "AllLocationsDisabled") == 1 for key in _security(version)
    )
    if locations_off and level in (_SIGNED, _NONE):
        return Check(title, State.PROBLEM, "受信任位置被全部停用，未签名的宏也不许运行，加载项不会工作。", _ASK_IT)
    if locations_off:
        return Check(title, State.WARNING, "受信任位置被停用，每次打开 Excel 都要点“启用宏”。", _ASK_IT)
    if level == _ENABLED:
        return Check(
            title,
            State.WARNING,
            "Excel 设成了“启用所有宏”，谁发来的宏都会直接运行，不安全；我们用不着这样。",
            "在“文件→选项→信任中心→信任中心设置→宏设置”里改为“禁用 VBA 宏，并且发出通知”。",
        )
    if level in (_SIGNED, _NONE) and not (folder and trusted(system, version, folder)):
        who = "单位统一策略" if by_policy else "Excel 的宏设置"
        return Check(
            title,
            State.WARNING,
            f"加载项可以用；{who}不许运行未签名的宏，带宏的核定台账（.xlsm）里按钮不会出现。",
            f"{_HOW_TRUST}，把创建文件夹加进去；不许添加的，用加载项的选项卡即可。",
        )
    return Check(title, State.OK, "加载项放在受信任位置，可以运行；带宏的核定台账第一次打开时点“启用内容”。")


def _startup_on_network(system: System, version: str) -> bool:
    """Whether the user's XLSTART lies where Excel trusts no folder."""
    if not str(places.startup_folder(system)).startswith("\\\\"):
        return False
    return not any(
        system.value(rf"{key}\Trusted Locations", "AllowNetworkLocations") == 1 for key in _security(version)
    )


def trusted(system: System, version: str, folder: Path) -> bool:
    """Whether Excel trusts what lies in `folder`: a trusted location of the user's or of the office's."""
    wanted = _parts(system, str(folder.resolve()))
    for key in _security(version):
        for name in system.subkeys(rf"{key}\Trusted Locations"):
            place = rf"{key}\Trusted Locations\{name}"
            path = system.value(place, "Path")
            if not isinstance(path, str):
                continue
            parts = _parts(system, path)
            below = system.value(place, "AllowSubFolders") == 1
            if parts and (wanted == parts or (below and wanted[: len(parts)] == parts)):
                return True
    return False


def child_rules(system: System) -> Check:
    """Defender's rules against Office starting programs; other guards cannot be asked."""
    title = "进程拦截规则"
    actions = _rule_actions(system)
    blocked = [name for rule, name in _RULES.items() if actions.get(rule) == _BLOCK]
    warned = [name for rule, name in _RULES.items() if actions.get(rule) == _WARN]
    if blocked or warned:
        return Check(
            title,
            State.PROBLEM if blocked else State.WARNING,
            f"Windows Defender 开着“{'”“'.join(blocked or warned)}”的规则"
            f"{'，Excel 启动不了 Python' if blocked else '，会弹出提示，可以选择放行'}。",
            f"请信息中心在攻击面减少（ASR）规则的排除项里加上 {system.python}；"
            "在此之前用命令行 weibao，表里的公式不受影响。",
        )
    return Check(
        title,
        State.OK,
        "没有查到 Windows Defender 不许 Office 启动程序的规则。其他安全软件查不到；"
        "单元格里的 Python 不算数、状态栏又有提示时，请看 360、火绒、天擎等的拦截记录。",
    )


def _security(version: str) -> tuple[str, str]:
    """The keys of Excel's security settings: the policy first, then the user's own."""
    rest = rf"Microsoft\Office\{version}\Excel\Security"
    return rf"HKCU\Software\Policies\{rest}", rf"HKCU\Software\{rest}"


def _level(system: System, version: str) -> tuple[int, bool]:
    """The macro setting that counts (1 all, 2 ask, 3 signed only, 4 none) and whether a policy gives it."""
    for number, key in enumerate(_security(version)):
        level = system.value(key, "VBAWarnings")
        if isinstance(level, int):
            return level, number == 0
    return _ASK, False


def _addins_forbidden(system: System, version: str) -> str:
    """Why no unsigned add-in may run, "" if it may."""
    office = rf"HKCU\Software\Policies\Microsoft\Office\{version}\Common"
    machine = office.replace("HKCU", "HKLM")
    if 1 in (system.value(office, "VBAOff"), system.value(machine, "VBAOff")):
        return "VBA 被整个停用，Excel 里没有任何宏能运行。"
    if system.value(rf"{office}\Security", "RequireAlwaysOnMacroSig") == 1:
        return "随 Excel 启动的加载项必须有受信任的签名，未签名的会被悄悄停用。"
    for key in _security(version):
        if system.value(key, "DisableAllAddins") == 1:
            return "Excel 设成了“禁用所有应用程序加载项”。"
        if system.value(key, "RequireAddinSig") == 1:
            return "Excel 设成了“要求加载项由受信任的发布者签署”，我们的加载项没有签名。"
    return ""


def _rule_actions(system: System) -> dict[str, int]:
    """What Defender does by rule: the local setting, over it the group policy's, over it the managed one's."""
    found: dict[str, int] = {}
    for policies in ("", "Policies\\"):
        values = system.values("HKLM\\" + _DEFENDER.format(policies) + r"\Rules")
        # The policy keeps texts, the local setting numbers.
        found |= {name.lower(): int(str(action)) for name, action in values.items() if str(action).isdigit()}
    managed = system.value(_MANAGED, "ASRRules")
    if isinstance(managed, str):
        found |= {rule.lower(): int(action) for rule, action in re.findall(r"([0-9a-fA-F-]{36})=(\d+)", managed)}
    return found


def _parts(system: System, path: str) -> tuple[str, ...]:
    return tuple(part.lower() for part in PureWindowsPath(system.expand(path)).parts)
