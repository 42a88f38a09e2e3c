"""The doctor on simulated office PCs: every finding, and what it says to do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hosts.excel.office_pc import XLWINGS, Elsewhere, OfficePC, blocked, program, workbook
from weibao.hosts.excel import probe_excel
from weibao.hosts.excel.doctor import SCHEMA, as_dict, as_text, diagnose, healthy
from weibao.hosts.excel.install import install
from weibao.hosts.excel.report import Check, State
from weibao.hosts.excel.system import Ran, System

EXCEL_KEY = r"HKCU\Software\Microsoft\Office\16.0\Excel"
SECURITY = rf"{EXCEL_KEY}\Security"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
COMMON = r"HKCU\Software\Policies\Microsoft\Office\16.0\Common"
FONTS = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
ASR = r"HKLM\SOFTWARE\{}Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
BY_POLICY = ASR.format("Policies\\")
CHILD_RULE = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
API_RULE = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
OFFICIAL = ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "SimHei", "SimSun & NSimSun")

Change = Callable[[OfficePC], object]


@pytest.fixture
def pc(tmp_path: Path) -> OfficePC:
    """An office PC on which everything is in order, the add-in installed."""
    pc = OfficePC(tmp_path)
    built = pc.add_file(tmp_path / "kit" / "weibao.xlam", workbook()).parent
    install(pc, built)
    for name in OFFICIAL:
        pc.set(FONTS, f"{name} (TrueType)", "x.ttf")
    bas = pc.add_file(tmp_path / "xlwings.bas", f'Public Const XLWINGS_VERSION As String = "{XLWINGS}"\r\n'.encode())
    pc.package_files["xlwings.bas"] = bas
    return pc


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    folder = tmp_path / "创建"
    folder.mkdir()
    (folder / "核定台账.xlsm").write_bytes(workbook())
    return folder


def find(pc: System, title: str, folder: Path | None = None) -> Check:
    (check,) = (check for check in diagnose(pc, folder) if check.title == title)
    return check


def test_a_pc_in_order(pc: OfficePC, campaign: Path) -> None:
    checks = diagnose(pc, campaign)
    assert {check.title: check.state for check in checks if check.state is not State.OK} == {}
    assert len(checks) == 13
    assert healthy(checks)
    text = as_text(checks)
    assert text.endswith("\n检查了 13 项，没有查出问题。")
    assert "怎么办" not in text
    assert "找到 Excel 16.0.17928.20114（64 位）" in text
    data = as_dict(checks)
    assert (data["schema"], data["ok"]) == (SCHEMA, True)
    assert data["checks"][0].keys() == {"title", "state", "text", "remedy"}  # type: ignore[index]


def _no_excel(pc: OfficePC) -> None:
    (pc.drive / "Office16" / "EXCEL.EXE").unlink()


def _wps_for_excel(pc: OfficePC) -> None:
    pc.set(r"HKCR\Excel.Application\CLSID", "", "{00024500-0000-0000-C000-000000000046}")
    server = r"HKCR\CLSID\{00024500-0000-0000-C000-000000000046}\LocalServer32"
    pc.set(server, "", r"C:\Users\x\AppData\Local\Kingsoft\WPS Office\12.1.0\office6\et.exe /automation")


def _wps_opens(pc: OfficePC) -> None:
    choice = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.xlsx\UserChoice"
    pc.set(choice, "ProgId", "ET.Xlsx.6")


def _disabled(pc: OfficePC) -> None:
    value = b"\x01\0\0\0" + "c:\\xlstart\\WEIBAO.xlam\0".lower().encode("utf-16-le")
    pc.set(rf"{EXCEL_KEY}\Resiliency\DisabledItems", "29A4B", value)


def _other_python(pc: OfficePC) -> None:
    pc.settings.write_bytes(b'"INTERPRETER_WIN","C:\\elsewhere\\python.exe"\r\n')


def _debugging(pc: OfficePC) -> None:
    pc.settings.write_bytes(pc.settings.read_bytes() + b'"Debug UDFs","True"\r\n')


def _no_dll(pc: OfficePC) -> None:
    (pc.venv / f"xlwings64-{XLWINGS}.dll").unlink()


def _old_add_in(pc: OfficePC) -> None:
    pc.add_file(pc.startup / "weibao.xlam", workbook("0.33.0"))


def _old_bas(pc: OfficePC) -> None:
    pc.package_files["xlwings.bas"].write_text('XLWINGS_VERSION As String = "0.1"', encoding="ascii")


def _trusted_off(pc: OfficePC, level: int) -> None:
    pc.set(rf"{POLICY}\Trusted Locations", "AllLocationsDisabled", 1)
    pc.set(POLICY, "VBAWarnings", level)


def _office(pc: OfficePC, python: str) -> None:
    folder = pc.drive / "LibreOffice" / "program"
    for name in ("soffice.com", "unopkg.com", "python.exe"):
        pc.add_file(folder / name)
    pc.set(r"HKLM\SOFTWARE\LibreOffice\UNO\InstallPath", "", str(folder))

    def answer(command: tuple[str, ...]) -> Ran:
        if "--version" in command:
            return Ran(0, "LibreOffice 7.6.4.1 e19e193f88")
        return Ran(0, python) if command[0].startswith(str(folder / "python")) else Ran(0, "")

    pc.answer = answer


PROBLEM, WARNING, OK = State.PROBLEM, State.WARNING, State.OK
CASES: list[tuple[str, Change, State, str, str]] = [
    ("Excel", _no_excel, PROBLEM, "没有找到桌面版 Excel", "命令行 weibao"),
    ("WPS", _wps_for_excel, PROBLEM, "WPS 占了 Excel 的位置", "兼容设置"),
    ("WPS", _wps_opens, WARNING, "双击 .xlsx 文件打开的是 WPS", "打开方式"),
    ("加载项", lambda pc: (pc.startup / "weibao.xlam").unlink(), PROBLEM, "没有安装", "weibao addin install"),
    ("加载项", _disabled, PROBLEM, "禁用项目", "启用"),
    ("Python", lambda pc: setattr(pc, "version", (3, 10, 2)), PROBLEM, "版本太旧", "3.11 以上"),
    ("Python", lambda pc: pc.settings.unlink(), PROBLEM, "没有写明 Excel 该用它", "weibao addin install"),
    ("Python", _other_python, PROBLEM, r"C:\elsewhere\python.exe（这个文件不存在）", "weibao addin install"),
    ("Python", _debugging, PROBLEM, "DEBUG UDFS", "改成 False"),
    ("旁边的 xlwings.conf", lambda pc: pc.add_file(pc.startup / "xlwings.conf"), PROBLEM, "改用别的 Python", "移走"),
    ("xlwings 版本", lambda pc: pc.packages.clear(), PROBLEM, "没有装 xlwings", "install.cmd"),
    ("xlwings 版本", _no_dll, PROBLEM, f"缺连接文件 xlwings64-{XLWINGS}.dll", "weibao addin install"),
    ("xlwings 版本", _old_add_in, PROBLEM, "weibao.xlam 0.33.0。weibao.xlam 连不上", "weibao addin build"),
    ("xlwings 版本", _old_bas, PROBLEM, "xlwings.bas 连不上", "weibao addin build"),
    ("启动 Python", lambda pc: setattr(pc, "answer", blocked), PROBLEM, "拒绝访问", "信任区"),
    (
        "启动 Python",
        lambda pc: setattr(pc, "answer", lambda _: Ran(1, "ModuleNotFoundError: No module named 'xlwings'")),
        PROBLEM,
        "No module named 'xlwings'",
        "install.cmd",
    ),
    ("进程拦截规则", lambda pc: pc.set(BY_POLICY, CHILD_RULE.upper(), "1"), PROBLEM, "启动子进程", "排除项"),
    ("进程拦截规则", lambda pc: pc.set(ASR.format(""), CHILD_RULE, 1), PROBLEM, "启动不了 Python", "排除项"),
    ("进程拦截规则", lambda pc: pc.set(ASR.format(""), API_RULE, 6), WARNING, "Win32 API", "排除项"),
    ("进程拦截规则", lambda pc: pc.set(ASR.format(""), CHILD_RULE, 2), OK, "没有查到", ""),
    (
        "进程拦截规则",
        lambda pc: pc.set(
            r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager",
            "ASRRules",
            f"{API_RULE}=1|{CHILD_RULE}=0",
        ),
        PROBLEM,
        "阻止 Office 宏调用 Win32 API",
        "排除项",
    ),
    ("宏安全", lambda pc: pc.set(COMMON, "VBAOff", 1), PROBLEM, "VBA 被整个停用", "信息中心"),
    ("宏安全", lambda pc: pc.set(SECURITY, "RequireAddinSig", 1), PROBLEM, "受信任的发布者签署", "信息中心"),
    ("宏安全", lambda pc: pc.set(POLICY, "DisableAllAddins", 1), PROBLEM, "禁用所有应用程序加载项", "信息中心"),
    ("宏安全", lambda pc: pc.set(rf"{COMMON}\Security", "RequireAlwaysOnMacroSig", 1), PROBLEM, "签名", "信息中心"),
    ("宏安全", lambda pc: _trusted_off(pc, 4), PROBLEM, "受信任位置被全部停用", "信息中心"),
    ("宏安全", lambda pc: _trusted_off(pc, 2), WARNING, "每次打开 Excel", "信息中心"),
    ("宏安全", lambda pc: pc.set(SECURITY, "VBAWarnings", 1), WARNING, "启用所有宏", "发出通知"),
    ("宏安全", lambda pc: pc.set(SECURITY, "VBAWarnings", 4), WARNING, "Excel 的宏设置不许", "受信任位置"),
    ("宏安全", lambda pc: pc.set(POLICY, "VBAWarnings", 3), WARNING, "单位统一策略不许", "受信任位置"),
    ("下载标记", lambda pc: pc.mark(pc.startup / "weibao.xlam"), PROBLEM, "weibao.xlam 带着", "解除锁定"),
    ("公文字体", lambda pc: pc.registry[FONTS.lower()].clear(), WARNING, "方正小标宋简体、仿宋_GB2312", "正版字体"),
    ("LibreOffice", lambda pc: _office(pc, "3.8"), WARNING, "自带的 Python 是 3.8，扩展里的函数要 3.11", "新版"),
    ("LibreOffice", lambda pc: _office(pc, "3.12"), OK, "3.12，扩展没有装", "weibao addin install"),
    ("LibreOffice", lambda pc: _office(pc, "no uno"), WARNING, "没有 Python 支持", "python3-uno"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "change", "state", "text", "remedy"), CASES)
def test_each_finding(pc: OfficePC, title: str, change: Change, state: State, text: str, remedy: str) -> None:
    change(pc)
    checks = diagnose(pc)
    check = next(check for check in checks if check.title == title)
    assert check.state is state, check
    assert text in check.text
    assert remedy in check.remedy
    assert bool(check.remedy) == (state is not OK or bool(remedy))
    assert healthy(checks) == (state is not PROBLEM)


@pytest.mark.parametrize(
    ("level", "allowed", "state", "text"),
    [
        (2, 0, WARNING, "每次都可能要点“启用宏”"),
        (3, 0, PROBLEM, "加载项不会工作"),
        (2, 1, OK, "受信任位置"),
        (1, 0, WARNING, "启用所有宏"),
    ],
)
def test_an_add_in_on_the_network_is_not_trusted(
    pc: OfficePC, level: int, allowed: int, state: State, text: str
) -> None:
    """Profiles that wander with the user lie on a server."""
    pc.environment["APPDATA"] = r"\\server\home\zhang\AppData"
    pc.set(SECURITY, "VBAWarnings", level)
    pc.set(rf"{SECURITY}\Trusted Locations", "AllowNetworkLocations", allowed)
    check = find(pc, "宏安全")
    assert check.state is state
    assert text in check.text


def test_settings_beside_the_ledger_are_found(pc: OfficePC, campaign: Path) -> None:
    pc.add_file(campaign / "xlwings.conf", b'"INTERPRETER_WIN","C:\\x\\python.exe"')
    check = find(pc, "旁边的 xlwings.conf", campaign)
    assert check.state is PROBLEM
    assert str(campaign / "xlwings.conf") in check.text
    assert str(pc.settings) not in check.text


def test_every_title_has_a_case_that_is_not_in_order() -> None:
    titles = {check.title for check in diagnose(System())} | {"WPS", "加载项", "进程拦截规则", "宏安全", "下载标记"}
    titles |= {"旁边的 xlwings.conf"}
    titles.discard("启动 LibreOffice")  # not on Windows; `test_a_terminal_with_a_virtual_environment`
    assert titles - {title for title, _, state, _, _ in CASES if state is not OK} == {"核定台账的选项卡"}


def test_a_terminal_with_a_virtual_environment(tmp_path: Path) -> None:
    """LibreOffice would take its Python for its own there, and then opens no spreadsheet at all."""
    here = Elsewhere(tmp_path / "pc")
    assert find(here, "启动 LibreOffice").state is OK
    here.environment["VIRTUAL_ENV"] = "/users/zhang/.venv"
    check = find(here, "启动 LibreOffice")
    assert check.state is WARNING
    assert "/users/zhang/.venv" in check.text
    assert "桌面菜单" in check.remedy
    assert "deactivate" in check.remedy


def test_the_sum_counts_what_is_no_problem_too(pc: OfficePC) -> None:
    pc.registry[FONTS.lower()].clear()
    pc.set(SECURITY, "VBAWarnings", 1)
    lines = as_text(diagnose(pc)).splitlines()
    assert lines[-1] == "检查了 13 项，没有查出问题，另有 2 条提醒、1 项没能查清。"
    assert [line.startswith("【提醒】") for line in lines if line.startswith("【")] == [True] * 2 + [False] * 11
    pc.environment["APPDATA"] = "nowhere"
    assert as_text(diagnose(pc)).endswith("个问题，另有 2 条提醒、1 项没能查清。")


def test_bitness_is_read_from_the_program(pc: OfficePC) -> None:
    path = pc.drive / "Office16" / "EXCEL.EXE"
    path.write_bytes(program(32))
    assert "（32 位）" in find(pc, "Excel").text
    # A 32-bit Excel asks for the 32-bit DLL, whatever Python's own bitness.
    (pc.venv / f"xlwings64-{XLWINGS}.dll").unlink()
    assert find(pc, "xlwings 版本").state is OK
    (pc.venv / f"xlwings32-{XLWINGS}.dll").unlink()
    assert f"xlwings32-{XLWINGS}.dll" in find(pc, "xlwings 版本").text
    path.write_bytes(b"MZ")
    pc.set(r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration", "Platform", "x86")
    assert probe_excel.excel_bits(pc) == 32
    assert probe_excel.program_bits(pc.drive / "none.exe") is None


def test_excel_installed_from_a_disk_and_too_old_a_one(pc: OfficePC) -> None:
    pc.registry.clear()
    root = pc.drive / "Office12"
    pc.add_file(root / "EXCEL.EXE", program(32))
    pc.set(r"HKLM\SOFTWARE\Microsoft\Office\12.0\Excel\InstallRoot", "Path", str(root))
    check = find(pc, "Excel")
    assert (check.state, "12.0" in check.text) == (PROBLEM, True)
    assert "2010" in check.remedy
    pc.set(r"HKLM\SOFTWARE\Microsoft\Office\15.0\Excel\InstallRoot", "Path", str(root))
    assert probe_excel.office_version(pc) == "15.0"
    assert find(pc, "Excel").state is OK


def test_a_wps_that_took_the_place_of_excel_is_not_excel(pc: OfficePC) -> None:
    key = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
    pc.set(key, "", str(pc.add_file(pc.drive / "WPS" / "et.exe", program(64))))
    assert find(pc, "Excel").state is PROBLEM
    pc.set(r"HKCU\SOFTWARE\Kingsoft\Office\6.0\Common", "InstallRoot", "C:\\WPS")
    assert "装有 WPS（C:\\WPS），没有影响" in find(pc, "WPS").text


def test_macros_are_allowed_in_a_trusted_folder(pc: OfficePC, campaign: Path) -> None:
    pc.set(POLICY, "VBAWarnings", 4)
    assert find(pc, "宏安全", campaign).state is WARNING
    place = rf"{SECURITY}\Trusted Locations\Location7"
    pc.set(place, "Path", str(campaign.parent).upper() + "/")
    assert find(pc, "宏安全", campaign).state is WARNING
    pc.set(place, "AllowSubFolders", 1)
    assert find(pc, "宏安全", campaign).state is OK
    assert "打开就能用" in find(pc, "核定台账的选项卡", campaign).text
    pc.environment["WORK"] = str(campaign)
    pc.set(place, "Path", "%WORK%")
    pc.set(place, "AllowSubFolders", 0)
    assert find(pc, "宏安全", campaign).state is OK


def test_fonts_under_their_other_names_and_stand_ins(pc: OfficePC) -> None:
    fonts = pc.registry[FONTS.lower()]
    fonts.clear()
    fonts |= dict.fromkeys(("FZXiaoBiaoSong-B05S (TrueType)", "仿宋 (TrueType)", "楷体_GB2312 (TrueType)"), "x")
    fonts |= dict.fromkeys(("黑体 (TrueType)", "宋体 & 新宋体 (TrueType)"), "x")
    check = find(pc, "公文字体")
    assert check.state is WARNING
    assert check.text.startswith("缺 仿宋_GB2312（由 仿宋 代替）。")
    pc.set(FONTS.replace("HKLM", "HKCU"), "FangSong_GB2312 (TrueType)", "x")
    assert find(pc, "公文字体").state is OK


def test_the_ledger_and_its_tab(pc: OfficePC, campaign: Path) -> None:
    title, path = "核定台账的选项卡", campaign / "核定台账.xlsm"
    assert find(pc, title).state is State.UNKNOWN
    assert "完好，第一次打开时点“启用内容”" in find(pc, title, campaign).text
    pc.mark(path)
    assert find(pc, title, campaign).state is PROBLEM
    assert "核定台账.xlsm 带着" in find(pc, "下载标记", campaign).text
    pc.remove_mark(path)
    path.write_bytes(workbook("0.30.0"))
    assert "核定台账.xlsm 0.30.0" in find(pc, "xlwings 版本", campaign).text
    path.write_bytes(workbook(ribbon=False))
    assert "另存过" in find(pc, title, campaign).text
    path.write_bytes(b"broken")
    assert "不是完好的工作簿" in find(pc, title, campaign).text
    path.unlink()
    assert (find(pc, title, campaign).state, "没有核定台账" in find(pc, title, campaign).text) == (WARNING, True)
    (campaign / "核定台账.xlsx").write_bytes(workbook(None, ribbon=False))
    assert "由加载项提供" in find(pc, title, campaign).text
    pc.mark(campaign / "核定台账.xlsx")
    assert find(pc, "下载标记", campaign).state is WARNING
    (pc.startup / "weibao.xlam").unlink()
    assert find(pc, title, campaign).state is WARNING


def test_python_is_started_as_excel_will_start_it(pc: OfficePC) -> None:
    find(pc, "启动 Python")
    command = next(command for command in pc.commands if command[0] == "cmd.exe")
    assert command[:5] == ("cmd.exe", "/d", "/c", "call", str(pc.python))
    assert "import weibao,xlwings" in command[-1]


def test_a_check_that_breaks_down_does_not_stop_the_doctor(pc: OfficePC, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> dict[str, object]:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(pc, "values", denied)
    checks = diagnose(pc)
    assert len(checks) == 13
    unknown = [check for check in checks if check.state is State.UNKNOWN]
    assert {"Excel", "WPS", "宏安全"} <= {check.title for check in unknown}
    assert all("没能查出来（没有读取权限）" in check.text for check in unknown if check.title != "核定台账的选项卡")


def test_on_another_system_it_says_what_is_not_possible_and_what_is(tmp_path: Path, campaign: Path) -> None:
    here = Elsewhere(tmp_path / "pc")
    checks = diagnose(here, campaign)
    assert [check.title for check in checks] == [
        "Excel", "Python", "xlwings 版本", "启动 Python", "核定台账的选项卡", "公文字体", "LibreOffice",
        "启动 LibreOffice",
    ]  # fmt: skip
    assert checks[0].state is State.UNKNOWN
    assert "只能在 Windows" in checks[0].text
    assert "命令行 weibao" in checks[0].remedy
    assert find(here, "LibreOffice").text == "没有装 LibreOffice。"
    assert healthy(checks)
    here.packages.clear()
    assert find(here, "xlwings 版本").state is OK
    (campaign / "核定台账.xlsm").rename(campaign / "核定台账.xlsx")
    assert "只在 Windows 的 Excel 里有" in find(here, "核定台账的选项卡", campaign).text
    here.answer = blocked
    assert find(here, "公文字体").state is State.UNKNOWN
    assert find(here, "启动 Python").state is PROBLEM


@pytest.mark.skipif(sys.platform == "win32", reason="what this computer has, elsewhere than on Windows")
def test_this_computer_really() -> None:
    checks = {check.title: check for check in diagnose(System())}
    assert checks["Python"].state is OK
    assert checks["启动 Python"].state is OK
    assert checks["公文字体"].state in (OK, WARNING, State.UNKNOWN)
    assert checks["LibreOffice"].text
