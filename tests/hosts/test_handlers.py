"""Each button's handler, run on a real campaign: the real command line, in this process; Excel is a stand-in."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import is_zipfile

import pytest

from demos import FEW, FEW_FILES
from hosts.fake_excel import App, Desk
from sheets.ledger_view import shown, where
from weibao.campaign.folder import Campaign
from weibao.hosts import handlers
from weibao.hosts.actions import actions
from weibao.hosts.guide import STEPS
from weibao.hosts.handlers import HANDLERS, run
from weibao.sheets.layout import FUNCTION_HELP, REGISTER
from weibao.sheets.package import Package
from weibao.sheets.package_values import plain, split_address

VILLAGE = Path(__file__).parent.parent / "village"

pytestmark = [pytest.mark.xdist_group("handlers"), pytest.mark.usefixtures("in_process")]

Press = Callable[..., Desk]


def numbers(text: str, pattern: str) -> list[int]:
    match = re.search(pattern, text)
    assert match, text
    return [int(group) for group in match.groups()]


# --- 清单 ---------------------------------------------------------------------------------------------


def test_issue(village_issued: Path, tmp_path: Path) -> None:
    """To the few units of the fictitious county."""
    root = Path(shutil.copytree(village_issued, tmp_path / "谷地"))
    campaign, day = Campaign.open(root), date(2026, 4, 20)
    shutil.copy(next((root / "下发" / "第1轮").iterdir()), root / "回收" / "第1轮")
    package = Package(campaign.ledger)
    sheet, *place = package.names["wb_as_of"]
    package.sheet(sheet).put(*place, day)
    package.save()
    excel, desk = App(campaign.ledger), Desk("全面自查", "2026年5月31日")
    run("issue", excel.book(), desk)
    assert f"基准日”填着 {day}" in desk.asked[0]
    units = campaign.rulebook.units
    assert numbers(desk.message, r"第(\d+)轮：新下发 (\d+) 份清单，报送期限 (\d+)-05-31") == [2, len(units), 2026]
    assert len(list((root / "下发" / "第2轮").iterdir())) == len(units)
    assert desk.opened == [root / "下发" / "第2轮"]
    # The round stands in the open ledger, and in its file.
    rounds = shown(campaign.ledger, "轮次")
    assert (rounds["2.0"]["名称"], rounds["2.0"]["报送期限"]) == ("全面自查", plain(date(2026, 5, 31)))
    assert shown(campaign.ledger, "回收情况")[f"2-{units[0].id}"]["单位"] == units[0].name
    assert excel.books.items[0].saves == 3  # before it asks, before it issues, after


def test_issue_asks_again_and_can_be_cancelled(press: Press, demo: Path) -> None:
    desk = press("issue", "", "年底", "2023-10-08", None)
    assert [question.split("。")[0] for question in desk.asked[2:]] == [
        "“年底”不是日期", "2023-10-08 早于下发日期 2023-10-09",
    ]  # fmt: skip
    assert press("issue", None).told == desk.told == []
    assert not (demo / "下发" / "第2轮").exists()


def test_reissue(press: Press, demo: Path) -> None:
    lost = [next((demo / "下发" / "第1轮").glob(f"*{name}*")) for name in ("市教育局", "东陈镇")]
    for path in lost:
        path.unlink()
    desk = press("reissue", "市教育局、东陈镇")
    assert "新下发 2 份清单" in desk.message
    assert all(path.exists() for path in lost)
    assert press("reissue", "").told == []
    assert "没有这些单位：市幼儿园" in press("reissue", "市幼儿园").message


def test_collect_brings_the_open_ledger_up_to_date(press: Press, demo: Path, excel: App) -> None:
    ledger = Campaign.open(demo).ledger
    before = shown(ledger, "回收情况")["1-T03"]
    gone = next((demo / "回收" / "第1轮").glob("*城南街道*"))
    gone.rename(demo.parent / gone.name)
    desk = press("collect")
    assert numbers(desk.message, r"应报 (\d+) 个单位，已报 (\d+) 个") == [54, len(FEW) - 1]
    assert re.search("未报送：.*市税务局.*城南街道", desk.message)
    assert desk.opened == [demo / "导出" / "回收问题（第1轮）.txt"]
    lines = desk.opened[0].read_text("utf-8-sig").splitlines()
    errors, warnings, infos = numbers(desk.message, r"错误 (\d+)、提醒 (\d+)、说明 (\d+)")
    assert len(lines) == errors + warnings + infos
    assert before["计入的文件"]
    assert Package(ledger).sheet("_returns").grid() != {}
    assert "城南街道" not in str(Package(ledger).sheet("_returns").grid())
    assert excel.shown[-1] is False
    assert any("读取回收清单" in str(text) for text in excel.shown)
    assert not list(demo.glob("*待更新*"))
    assert desk.pauses > 0


def test_send_back(press: Press, demo: Path) -> None:
    desk = press("send_back")
    slips, written, copies = numbers(
        desk.message, r"有 (\d+) 个单位要修改：写好退回修改意见 (\d+) 份、标好的副本 (\d+) 份"
    )
    folder = demo / "退回" / "退回修改意见"
    assert desk.opened == [folder]
    assert slips == written == len(list(folder.glob("*.docx"))) > copies == len(list(folder.glob("*.xlsx"))) > 0
    [tip] = [action.supertip for action in actions() if action.name == "send_back"]
    assert f"“{folder.parent.name}”的“{folder.name}”文件夹" in tip
    assert all(words in tip for words in ("指标清单或年度工作情况", "没有副本"))  # what is copied, and that not all is


def test_evidence(press: Press, demo: Path) -> None:
    desk = press("evidence")
    [registered, found] = numbers(desk.message, r"登记 (\d+) 件，对上文件 (\d+) 件")
    assert registered > found > 0
    assert "处要人看" in desk.message
    assert desk.opened == [demo / "导出" / "佐证核查（第1轮）.txt"]
    lines = desk.opened[0].read_text("utf-8-sig").splitlines()
    assert all(re.match(r"(E\d\d|—)　(错误|提醒|说明)　", line) for line in lines)
    counts = re.findall(r"(?:错误|提醒|说明) (\d+)", desk.message)
    assert sum(map(int, counts)) == len(lines) > 0


def test_missing(press: Press, demo: Path) -> None:
    count, *lines = press("missing").message.splitlines()
    assert count == f"第1轮：应报 54 个单位，已报 {len(FEW)} 个。"
    silent = [unit.name for unit in Campaign.open(demo).rulebook.units if unit.name not in FEW_FILES]
    assert sorted(lines) == sorted(["待选择文件：市财政局", f"未报送：{'、'.join(silent)}", "已交，未计入：丁堰镇"])


def test_check(demo: Path) -> None:
    files = sorted((demo / "回收" / "第1轮").rglob("*.xlsx"))
    codes = []
    for path in files:
        desk = Desk()
        if not is_zipfile(path):  # nobody has that open in Excel
            continue
        run("check", App(path).book(), desk)
        codes.append(bool(desk.opened))
        assert path.name in desk.message
        if desk.opened:
            assert desk.opened == [demo / "导出" / f"检查结果－{path.stem}.txt"]
            assert desk.opened[0].read_text("utf-8-sig").splitlines()[0] == f"检查的文件：{path}"
        if set(codes) == {True, False}:
            break
    assert set(codes) == {True, False}


def test_check_outside_a_campaign(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    alone = shutil.copy(next((demo / "下发" / "第1轮").glob("*市教育局*")), tmp_path / "alone.xlsx")
    desk = Desk()
    run("check", App(Path(alone)).book(), desk)
    assert "alone.xlsx" in desk.message


def test_check_of_the_ledger_says_what_to_open(press: Press, demo: Path) -> None:
    assert press("check").message.startswith("这是核定台账，不是单位清单")
    assert not (demo / ".weibao" / "buttons.log").exists()


def test_check_tells_that_it_read_the_saved_file(demo: Path) -> None:
    """Excel knows whether something is unsaved; a program that does not tell is believed."""
    excel = App(next((demo / "下发" / "第1轮").glob("*市教育局*")))
    book, said = excel.books.items[0], "还没有保存的改动"
    for saved, told in ((False, True), (True, False)):
        book.api.Saved = saved
        desk = Desk()
        run("check", excel.book(), desk)
        assert (said in desk.message) is told
    del book.api.Saved
    desk = Desk()
    run("check", excel.book(), desk)
    assert said not in desk.message


# --- 核算 ---------------------------------------------------------------------------------------------


def test_regenerate(press: Press, demo: Path) -> None:
    (demo / "总台账.xlsx").unlink()
    next((demo / "文书" / "督办通知").glob("*.docx")).unlink()
    desk = press("regenerate")
    assert "全部重算完成（第1轮，基准日 2023-10-09）" in desk.message
    assert "总台账.xlsx" in desk.message
    assert "文书/督办通知 1 个" in desk.message
    assert (demo / "总台账.xlsx").exists()
    assert desk.opened == [demo]


def test_regenerate_wants_the_console_closed(demo: Path) -> None:
    desk = Desk()
    excel = App(Campaign.open(demo).ledger, demo / "总台账.xlsx")
    run("regenerate", excel.book(), desk)
    assert "“总台账.xlsx”正打开着" in desk.message


def test_score_and_status(press: Press, demo: Path) -> None:
    figures = Package(Campaign.open(demo).ledger)
    earned = figures.sheet("核定").value(*figures.names["wb_earned"][1:])
    score = press("score").message
    assert f"得分 {earned:g}，" in score
    assert len(re.findall(r"^\S+：[\d.]+／\d+", score, re.MULTILINE)) == 10
    assert "计入的负面清单：V" in score
    status = press("status").message
    assert f"得分 {earned:g}，" in status
    assert "所处阶段：创建申报阶段、全面创建阶段" in status
    assert "2023-10-31  完成申报（还有 22 天）" in status
    assert re.search(r"督办事项 \d+ 件：红灯 \d+，黄灯 \d+，绿灯 \d+。", status)
    assert re.search(r"没有得满分的 \d+ 项，还可争取 [\d.]+ 分：", press("advise").message)
    assert "方案" in press("tasks").message


def test_what_was_typed_and_not_saved_counts(press: Press, excel: App, demo: Path) -> None:
    ledger = Campaign.open(demo).ledger
    before = float(re.search(r"得分 ([\d.]+)", press("score").message)[1])  # type: ignore[index]
    cell = excel.book().sheets["核定"].range(split_address(where(ledger, "核定", "I01", "核定得分")))
    cell.value = 0
    after = float(re.search(r"得分 ([\d.]+)", press("score").message)[1])  # type: ignore[index]
    assert after < before


def test_export(press: Press, demo: Path) -> None:
    desk = press("export")
    assert desk.opened == [demo / "导出"]
    assert [path.name for path in (demo / "导出").iterdir() if path.name in desk.message]


# --- 文书 ---------------------------------------------------------------------------------------------


def test_notices(press: Press, demo: Path) -> None:
    for path in sorted((demo / "文书" / "督办通知").glob("*.docx"))[:3]:
        path.unlink()
    desk = press("notices")
    assert "督办通知已起草" in desk.message
    assert "文书/督办通知 3 个" in desk.message
    assert desk.opened == [demo / "文书"]


def test_register_goes_to_the_next_empty_row(press: Press, excel: App) -> None:
    assert (REGISTER.sheet, REGISTER.columns[0].header) == (handlers.REGISTER, handlers.REGISTER_HEADING)
    book = excel.books.items[0]
    assert press("register").told == []
    sheet, row, column = book.selected or ("", 0, 0)
    assert (sheet, column) == (REGISTER.sheet, 1)
    filled = book.values[REGISTER.sheet][row - 1]
    assert row == REGISTER.first_row or any(filled)
    excel.book().sheets[REGISTER.sheet].range((row, 2)).value = "关于整改的通知"
    press("register")
    assert book.selected == (REGISTER.sheet, row + 1, 1)


def test_register_without_the_ledger(demo: Path) -> None:
    desk = Desk()
    run("register", App(demo / "总台账.xlsx").book(), desk)
    assert "请先打开创建文件夹里的“核定台账”" in desk.message


def test_reports_and_documents_by_kind(press: Press, demo: Path) -> None:
    desk = press("reports")
    assert "通报和报告已起草" in desk.message
    assert desk.opened == [demo / "文书"]
    desk = press("draft", "年终奖", "年度工作要点", "")
    assert "没有“年终奖”这种文书" in desk.asked[1]
    assert "年度工作要点已起草" in desk.message
    assert list((demo / "文书" / "年度工作要点").glob("*.docx"))
    assert press("draft", None).told == press("draft", "年度工作要点", None).told == []


def test_a_document_goes_from_button_to_button(press: Press, demo: Path) -> None:
    desk = press("approve", "市幼儿园", "市教育局、市公安局、资料汇编目录", "不需要", "王核", "李签", "2023年10月10日")
    assert "“市幼儿园”不在里面" in desk.asked[1]
    assert "征求意见：相关成员单位（必要时）" in desk.asked[2]
    assert desk.message.count("签发：") == 3
    desk = press("number", "市教育局", "12")
    assert "资料汇编" not in desk.asked[0]  # it bears no number
    assert "编号：皋未保办〔2023〕12号" in desk.message
    assert desk.opened == [demo / "文书" / "印发" / "督办通知"]
    register = shown(Campaign.open(demo).ledger, "文号登记")
    assert register["皋未保办〔2023〕12号"]["成文日期"] == plain(date(2023, 10, 10))
    assert "印发：皋未保办〔2023〕12号" in press("send", "全部", "2023-10-12").message
    assert shown(Campaign.open(demo).ledger, "督办")["1-07-I22"]["立项日期"] == plain(date(2023, 10, 12))
    assert "没有写原因" in press("withdraw", "12号", "撤回", " ").message
    desk = press("withdraw", "12号", "改一改", "更正", "市教育局", "市司法局", "校对疏漏")
    assert "“改一改”不在里面" in desk.asked[2]
    assert "更正：皋未保办〔2023〕12号" in desk.message
    assert desk.opened == [demo / "文书" / "更正通知"]
    register = shown(Campaign.open(demo).ledger, "文号登记")["皋未保办〔2023〕12号"]
    assert (register["征求意见"], register["备注"]) == ("不需要", "更正：“市教育局”更正为“市司法局”（校对疏漏）")
    assert "撤回：皋未保办〔2023〕12号" in press("withdraw", "12号", "撤回", "主送单位写错").message
    desk = press("documents")
    assert "撤回 1" in desk.message
    assert "皋未保办〔2023〕1号" in desk.message
    assert desk.opened == [demo / "导出" / "文书一览.txt"]


def test_a_document_button_can_be_cancelled(press: Press) -> None:
    assert press("approve", None).told == []
    assert press("approve", "1", None).told == []
    assert "没有可以办这一步的文书" in press("send").message


# --- 图表, 工具 -----------------------------------------------------------------------------------------


def test_charts(press: Press, demo: Path) -> None:
    (demo / "图表" / "各项目得分.png").unlink()
    desk = press("charts")
    assert "图已画好" in desk.message
    assert "图表 1 个" in desk.message
    assert desk.opened == [demo / "图表"]
    assert (demo / "图表" / "各项目得分.png").exists()


def test_what_is_taken_into_a_meeting(village_issued: Path, tmp_path: Path) -> None:
    """Drawn in truth, for the few units of the fictitious county."""
    root = Path(shutil.copytree(village_issued, tmp_path / "谷地"))
    for path in sorted((root / "下发" / "第1轮").iterdir())[:2]:
        shutil.copy(path, root / "回收" / "第1轮")
    excel, pack, cards = App(Campaign.open(root).ledger), Desk(), Desk()
    run("pack", excel.book(), pack)
    run("cards", excel.book(), cards)
    assert "会议图册已编好" in pack.message
    assert "单位卡片已画好" in cards.message
    made = {path.relative_to(root / "图表").as_posix() for path in (root / "图表").rglob("*.p*")}
    each = {f"单位卡片/{unit.id[1:]} {unit.name}.pdf" for unit in Campaign.open(root).rulebook.units}
    assert made >= {"会议图册.pdf", "会议图册.pptx", "矢量图/各项目得分.pdf", *each}


def test_the_folders_open(press: Press, demo: Path) -> None:
    opened = [press(action).opened for action in ("open_campaign", "open_documents", "open_charts")]
    assert opened == [[demo], [demo / "文书"], [demo / "图表"]]
    shutil.rmtree(demo / "图表")
    assert "可能被移走或改名" in press("open_charts").message


def test_audit(press: Press, demo: Path) -> None:
    desk = press("audit")
    [count] = numbers(desk.message, r"共 (\d+) 处")
    text = desk.opened[0].read_text("utf-8-sig")
    assert desk.opened == [demo / "导出" / "方案矛盾.txt"]
    assert len(re.findall(r"^\d+\. ", text, re.MULTILINE)) == count > 5
    assert "每年至少召开两次全体会议" in text


def test_audit_goes_by_the_campaigns_own_rulebook(press: Press, demo: Path) -> None:
    shutil.copytree(VILLAGE, demo / ".weibao" / "rulebook")
    (demo / ".weibao" / "campaign.json").write_text(json.dumps({"rulebook": "own"}))
    desk = press("audit")
    text = desk.opened[0].read_text("utf-8-sig") if desk.opened else desk.message
    assert "每年至少召开两次全体会议" not in text


def test_help(press: Press, demo: Path, excel: App) -> None:
    assert handlers.HELP == FUNCTION_HELP
    book = excel.books.items[0]
    desk = press("help")
    assert [re.search(rf"{number}\. (..)：", desk.message)[1] for number in (1, 2, 3, 4)] == [  # type: ignore[index]
        "下发", "收回", "核定", "重算",
    ]  # fmt: skip
    assert book.selected == (FUNCTION_HELP, 1, 1)
    assert f"“{FUNCTION_HELP}”表里，已经转到" in desk.message
    assert desk.opened == [demo / "导出" / "使用说明.txt"]
    text = desk.opened[0].read_text("utf-8-sig")
    assert all(f"】{action.label}：" in text for action in actions())
    assert "经办人的第一个小时" in text
    # The buttons that the steps name are there.
    labels = {action.label for action in actions()}
    assert set(re.findall(r"点“(.+?)”", "".join(STEPS))) <= labels
    book.tabs.remove(FUNCTION_HELP)
    desk = press("help")
    assert FUNCTION_HELP not in desk.message
    assert desk.opened == [demo / "导出" / "使用说明.txt"]


def test_doctor(press: Press, demo: Path) -> None:
    desk = press("doctor")
    [count] = numbers(desk.message, r"检查了 (\d+) 项")
    text = desk.opened[0].read_text("utf-8-sig")
    assert count == len(re.findall(r"^【", text, re.MULTILINE)) > 3


def test_retry(press: Press) -> None:
    assert press("retry").message.startswith("连接正常：weibao ")


# --- the past -------------------------------------------------------------------------------------------


def test_the_past_of_a_campaign(press: Press, demo: Path) -> None:
    desk = press("history", "")
    [count] = numbers(desk.message, r"有记录的运行 (\d+) 次")
    assert desk.opened[0].read_text("utf-8-sig").count("次　") == count >= 2
    desk = press("diff", "", "")
    [changes] = numbers(desk.message, r"不同之处 (\d+) 处")
    assert changes > 10
    assert (demo / "导出" / "变化.xlsx").exists()


def test_files_are_held_against_the_record(press: Press, demo: Path) -> None:
    returned = next((demo / "回收" / "第1轮").glob("*.xlsx"))
    returned.write_bytes(returned.read_bytes() + b"\0")
    desk = press("verify")
    assert numbers(desk.message, r"回收的文件：.*改动过 (\d+)") == [1]
    assert returned.name in desk.opened[0].read_text("utf-8-sig")


# --- what goes wrong ------------------------------------------------------------------------------------


def test_every_handler_is_run_by_a_test_of_this_folder() -> None:
    source = "".join(path.read_text("utf-8") for path in sorted(Path(__file__).parent.glob("test_handlers*.py")))
    pressed = set(re.findall(r'(?:press\(|run\(|HANDLERS\[)"(\w+)"', source))
    assert set(HANDLERS) <= pressed | {"open_campaign", "open_documents", "open_charts"}
