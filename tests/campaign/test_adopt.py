"""A changed rulebook in a running campaign: what stays, what is marked, what is kept out of the way, and for whom."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from campaign.faults import Watch, at_every_step, visible
from changed_village import changed_village, edit, without
from weibao.campaign.adopt import Adoption, adopt_rulebook, finish_adoption, plan_adoption
from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import read_grounds
from weibao.campaign.issue import issue_round
from weibao.campaign.pipeline import collect
from weibao.campaign.prefer import prefer
from weibao.campaign.situation import look
from weibao.campaign.store import open_store
from weibao.errors import RulebookError, WeibaoError, WorkbookError
from weibao.rulebook.compare import Fate
from weibao.sheets.checklist import write_checklist
from weibao.sheets.layout import ROSTER
from weibao.sheets.ledger_adopt_meta import rules_of
from weibao.sheets.ledger_book import LedgerBook
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.ledger_read import read_grids
from weibao.sheets.prefill import EvidencePrefill, Prefill, RowPrefill

if TYPE_CHECKING:
    from typing import Any

# Made once, by one worker.
pytestmark = pytest.mark.xdist_group("adopt")

MARCH, APRIL, MAY = date(2026, 3, 2), date(2026, 4, 1), date(2026, 5, 6)
# What the clinic, the station of culture … answered in round 1: full marks, nothing, and half of what there was.
ANSWERS = {
    "I01": ("达标", None),
    "I02": ("达标", 0.5),
    "I05": ("部分达标", 0.5),
    "I06": ("达标", 0.75),
    "I07": ("未达标", 0),
}


def answer(campaign: Campaign, unit: str, number: int, rows: dict[str, RowPrefill]) -> None:
    grounds = read_grounds(campaign, number)
    round_ = next(item for item in grounds.office.rounds if item.number == number)
    assert round_.issued
    proofs = tuple(EvidencePrefill(indicator=key, title=f"{key}的材料") for key in rows)
    write_checklist(
        campaign.returned(number) / f"{unit}.xlsx", grounds.rulebook, grounds.settings, unit, round_, grounds.calendar,
        as_of=round_.issued, pinned=True, prefill=Prefill(rows=rows, evidence=proofs),
    )  # fmt: skip


@pytest.fixture(scope="module")
def before(village_issued: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Round 1 answered by two units; verified and opined by the office, which has a column of its own."""
    base = tmp_path_factory.mktemp("adopt")
    campaign = Campaign.open(Path(shutil.copytree(village_issued, base / "谷地")))
    for unit in campaign.rulebook.units[1:4:2]:
        answer(campaign, unit.id, 1, {
            key: RowPrefill(level, points, f"{unit.name}的{key}") for key, (level, points) in ANSWERS.items()
        })  # fmt: skip
    fill_ledger(campaign.ledger, campaign.rulebook, {
        "核定": [
            ("I02", {"核定得分": 0.5, "理由": "书屋有人管", "核定人": "甲"}),
            ("I06", {"核定得分": 0.75, "备注": "看过"}),
        ],
        "单位审核": [("D02-I02", {"意见": "登记本要续"}), ("D02-I01", {"意见": "开放时间要贴"})],
        "设置": [("office_contact", {"值": "张三"})],
    }, cells={"核定": {"Z7": "我们的栏", "Z8": "别丢"}})  # fmt: skip
    with open_store(campaign.history) as store:
        collect(campaign, store, as_of=APRIL)
    return campaign.root


@pytest.fixture
def campaign(before: Path, tmp_path: Path) -> Campaign:
    return Campaign.open(Path(shutil.copytree(before, tmp_path / "谷地")))


def adopt(campaign: Campaign, folder: Path) -> tuple[Campaign, Adoption]:
    with open_store(campaign.history) as store:
        return adopt_rulebook(campaign, store, folder, as_of=MAY)


@pytest.fixture(scope="module")
def adopted(before: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Campaign, Adoption]:
    """The rules changed, round 2 issued and answered by the new unit; only read it."""
    base = tmp_path_factory.mktemp("adopted")
    made, plan = adopt(Campaign.open(Path(shutil.copytree(before, base / "谷地"))), changed_village(base, vetoes=True))
    with open_store(made.history) as store:
        issue_round(made, store, number=2, issued=MAY)
    return made, plan


def cells(path: Path, sheet: str, head: int) -> dict[str, dict[str, Any]]:
    """Rows of a table by the first cell, columns by their headings."""
    grid = read_grids(path)[sheet]
    found: dict[str, dict[str, Any]] = {}
    for row in sorted(number for number in grid if number > head):
        line = {str(name): grid[row].get(column) for column, name in grid[head].items()}
        if 1 in grid[row]:
            found[str(grid[row][1])] = line
    return found


def by_indicator(path: Path) -> dict[str, dict[str, Any]]:
    """Rows of 指标清单."""
    return {row["指标编号"]: row for row in cells(path, "指标清单", 5).values()}


def test_the_report_says_what_became_of_every_indicator(adopted: tuple[Campaign, Adoption]) -> None:
    _, plan = adopted
    fates = {item.id: item.fate for item in plan.change.indicators}
    assert fates == {
        "I01": Fate.KEPT, "I03": Fate.KEPT, "I04": Fate.KEPT, "I08": Fate.ADDED, "I05": Fate.CHANGED,
        "I06": Fate.CHANGED, "I07": Fate.CHANGED, "I02": Fate.DROPPED,
    }  # fmt: skip
    by_id = plan.change.by_id
    assert by_id["I05"].words == "标准有改动"
    assert by_id["I06"].words == "分值有改动（0.75分改为0.5分）"
    assert {(item.kind, item.id, item.fate) for item in plan.change.others} == {
        ("单位", "D06", Fate.ADDED), ("负面清单", "V9", Fate.ADDED), ("时间节点", "P1.1", Fate.CHANGED),
    }  # fmt: skip


def test_the_report_says_what_people_have_to_do_in_the_ledger(adopted: tuple[Campaign, Adoption]) -> None:
    campaign, plan = adopted
    assert plan.ledger
    assert not plan.ledger.full
    sheet = openpyxl.load_workbook(campaign.root / plan.report).worksheets[0]
    assert [str(part) for part in sheet.merged_cells.ranges] == ["A2:J2"]  # within the table, on several lines
    assert (sheet.row_dimensions[2].height or 0) > 30
    told = str(sheet["A2"].value)
    assert "以前各轮仍按原来的规则（1 版）" in told
    assert "“核定”“单位审核”加了行：自己在表外写的合计、计数公式（如 SUM）不会跟着包括新的行" in told


def test_after_two_changes_before_a_round_all_is_told_against_the_last_round(
    campaign: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rules in between were answered by nobody; what they changed is still new to everybody. A post that the full
    roster has no row for is told, too.
    """
    rows = LedgerBook.empty_rows
    monkeypatch.setattr(LedgerBook, "empty_rows", lambda book, table: [] if table is ROSTER else rows(book, table))
    second = changed_village(tmp_path)
    third = Path(shutil.copytree(second, tmp_path / "第三版"))
    edit(third / "meta.toml", ("version = '2'", "version = '3'"), ("follows = '1'", "follows = '2'"))
    edit(third / "people.toml", ("units = ['谷管理处']", "units = ['谷管理处', '谷文化站']"))
    made, first = adopt(campaign, second)
    assert first.since is None
    made, plan = adopt(made, third)
    assert (plan.told.old.version, plan.change.old.version, plan.change.new.version) == ("1", "2", "3")
    assert (plan.told.ids(Fate.ADDED), plan.change.ids(Fate.ADDED)) == (("I08",), ())
    assert plan.ledger
    assert plan.ledger.full == {"成员名册": ["召集人 谷文化站"]}
    told = str(openpyxl.load_workbook(made.root / plan.report).worksheets[0]["A2"].value)
    assert "以前各轮仍按原来的规则（1 版）。第1轮按的是 1 版，其后换用过的 2 版没有下发过" in told
    assert "新增1项、停用1项" in told
    assert "“成员名册”已经填满，这些加不进去：召集人 谷文化站" in told


def test_answers_go_by_id_marked_or_left_in_their_round(adopted: tuple[Campaign, Adoption]) -> None:
    campaign, plan = adopted
    culture = plan.units["谷文化站"]
    assert (culture.kept, culture.marked, culture.dropped) == (("I01",), ("I05", "I07"), ("I02",))
    assert culture.evidence_dropped == ("I02的材料",)
    checklist = next(path for path in campaign.issued(2).iterdir() if "谷文化站" in path.name)
    rows = by_indicator(checklist)
    assert "I02" not in rows
    assert rows["I01"]["完成情况"] == "达标"
    assert rows["I01"]["工作情况"] == "谷文化站的I01"
    assert rows["I01"]["审核意见"] == "开放时间要贴"
    assert rows["I05"]["审核意见"].startswith("【标准有改动，请重新核对】")
    assert rows["I07"]["自评得分"] == 0
    clinic = next(path for path in campaign.issued(2).iterdir() if "谷卫生站" in path.name)
    rows = by_indicator(clinic)
    assert (rows["I06"]["完成情况"], rows["I06"]["自评得分"]) == ("达标", 0.5)  # full marks stay full marks
    assert rows["I06"]["审核意见"].startswith("【分值有改动（0.75分改为0.5分），请重新核对】")
    school = next(path for path in campaign.issued(2).iterdir() if "谷学校" in path.name)
    assert school.name.startswith("06 ")  # nobody else's number changes
    assert by_indicator(school)["I08"]["审核意见"] == "【新增指标，请填报】"


def test_the_ledger_keeps_what_was_typed_and_gets_the_new_rows(adopted: tuple[Campaign, Adoption]) -> None:
    campaign, plan = adopted
    rows = cells(campaign.ledger, "核定", 7)
    assert (rows["I02"]["核定得分"], rows["I02"]["理由"], rows["I02"]["核定人"]) == (0.5, "书屋有人管", "甲")
    assert rows["I02"]["状态"] == "已停用"
    assert rows["I02"]["分值"] is None
    assert rows["I02"]["牵头（独立）单位"] == "已停用（谷文化站，原0.5分）"
    assert rows["I08"]["分值"] == 0.5
    assert rows["I08"]["指标"] == "夜间照明（第2轮起新增）"
    assert rows["I06"]["指标"] == "儿童体检（第2轮起分值有改动（0.75分改为0.5分））"
    assert (rows["I06"]["分值"], rows["I06"]["核定得分"], rows["I06"]["备注"]) == (0.5, 0.75, "看过")
    assert rows["I06"]["状态"] == "核定有误"  # 0.75 of 0.5: to be verified anew
    assert rows["I01"]["我们的栏"] == "别丢"
    reviews = cells(campaign.ledger, "单位审核", 3)
    assert (reviews["D02-I02"]["意见"], reviews["D02-I02"]["角色"]) == ("登记本要续", "已停用（独立）")
    assert reviews["D06-I08"]["单位"] == "谷学校"
    assert cells(campaign.ledger, "设置", 3)["office_contact"]["值"] == "张三"
    assert plan.ledger
    assert plan.ledger.added["核定"] == ["I08"]
    assert "2-D06" in cells(campaign.ledger, "回收情况", 3)


def test_totals_of_the_ledger_are_those_of_the_new_rules(adopted: tuple[Campaign, Adoption]) -> None:
    campaign, _ = adopted
    with open_store(campaign.history) as store:
        situation, report = collect(campaign, store, as_of=MAY)
    assert situation.assessment.round == 2
    assert read_grids(campaign.ledger)["核定"][4][3] == 6
    formulas = openpyxl.load_workbook(campaign.ledger)["核定"]
    last = max(row for row in range(8, 40) if formulas.cell(row, 1).value)
    assert formulas.cell(last, 1).value == "I08"
    assert f"${last + 1}" in formulas["C4"].value
    assert f"$H{last}" in formulas[f"P{last}"].value
    assert not [item for item in report.findings if item.code == "ledger-overwritten"]
    codes = {item.code for item in situation.assessment.findings}
    assert not codes & {"ledger-key-unknown", "ledger-rows-missing", "setting-unknown", "closure-unknown"}
    with open_store(campaign.history) as store:
        _, again = collect(campaign, store, as_of=MAY)
    assert campaign.ledger.name in again.unchanged


def test_earlier_rounds_stay_under_their_rules(adopted: tuple[Campaign, Adoption], before: Path) -> None:
    campaign, _ = adopted
    with open_store(campaign.history, reading=True) as store:
        now = look(campaign, store, as_of=APRIL, number=1)
    old = Campaign.open(before)
    with open_store(old.history, reading=True) as store:
        then = look(old, store, as_of=APRIL, number=1)
    assert now.grounds.rulebook.version == "1"
    assert now.assessment.total == then.assessment.total
    assert now.assessment.indicators == then.assessment.indicators


def test_before_the_next_round_is_out_the_last_one_counts_by_its_rules(campaign: Campaign, tmp_path: Path) -> None:
    made, _ = adopt(campaign, changed_village(tmp_path))
    ledger = made.ledger.read_bytes()
    with open_store(made.history) as store:
        situation, report = collect(made, store, as_of=MAY)
    assert (situation.assessment.round, situation.grounds.rulebook.version) == (1, "1")
    assert "ledger-older-rules" in {item.code for item in report.findings}
    assert made.ledger.read_bytes() == ledger
    with open_store(made.history) as store:
        prefer(made, store, "D02.xlsx", as_of=MAY)
    assert rules_of(made.ledger) == made.rulebook.digest
    assert cells(made.ledger, "回收情况", 3)["1-D02"]["采用文件"].endswith("D02.xlsx")


def test_a_round_of_the_old_rules_that_is_chosen_is_told_as_such(
    adopted: tuple[Campaign, Adoption], tmp_path: Path
) -> None:
    """The new rules wait for nothing but the setting: their round is out."""
    made = Campaign.open(Path(shutil.copytree(adopted[0].root, tmp_path / "谷地")))
    fill_ledger(made.ledger, made.rulebook, {"设置": [("scoring_round", {"值": 1})]})
    with open_store(made.history) as store:
        situation, report = collect(made, store, as_of=MAY)
    assert situation.assessment.round == 1
    assert {"ledger-older-chosen", "ledger-older-rules"} & {item.code for item in report.findings} == {
        "ledger-older-chosen"
    }


def test_a_latecomer_to_a_round_gets_it_under_its_rules(village_made: Path, tmp_path: Path) -> None:
    campaign = Campaign.open(Path(shutil.copytree(village_made, tmp_path / "谷地")))
    with open_store(campaign.history) as store:
        issue_round(campaign, store, number=1, issued=MARCH, units=["谷文化站"])
    made, _ = adopt(campaign, changed_village(tmp_path))
    with open_store(made.history) as store:
        issue_round(made, store, number=None, issued=MAY, units=["谷卫生站"])
    path = next(path for path in made.issued(1).iterdir() if "谷卫生站" in path.name)
    assert by_indicator(path)["I06"]["分值"] == 0.75
    assert "1-D06" not in cells(made.ledger, "回收情况", 3)  # 谷学校 is of the new rules only
    assert rules_of(made.ledger) == made.rulebook.digest


def test_going_back_brings_everything_back(campaign: Campaign, tmp_path: Path) -> None:
    old = cells(campaign.ledger, "核定", 7)
    made, there = adopt(campaign, changed_village(tmp_path, vetoes=True))
    (made.root / there.report).write_bytes("批注过的".encode())  # somebody has written into it
    back, plan = adopt(made, made.folder_of(made.versions[-1].before))
    assert (made.root / there.report).read_bytes() == "批注过的".encode()
    assert plan.report == "规则变化（第2轮起）（新）.xlsx"
    assert plan.ledger
    assert plan.ledger.back["核定"] == ["I02"]
    assert plan.ledger.stopped["核定"] == ["I08"]
    assert back.rulebook.indicator_by_id.keys() == {f"I{number:02d}" for number in range(1, 8)}
    now = cells(back.ledger, "核定", 7)
    for key in old:
        for name in ("指标", "分值", "牵头（独立）单位", "核定得分", "理由", "核定人", "备注"):
            assert now[key][name] == old[key][name], (key, name)
    assert now["I02"]["状态"] == "已完成"
    assert not any("轮起" in row["指标"] for row in now.values() if row["状态"] != "已停用")
    assert read_grids(back.ledger)["核定"][4][3] == 6


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id = 'village'", "id = 'other'", "另建一个文件夹"),
        ("谷水务站", "谷渔业站", "不能改给别的单位"),
        ("'I06", "'I09", "编号原来是 I06"),
        ("'I08'", "'I02'", "I02 原来是指标“书屋管理”，新的规则库里是“夜间照明”"),
        ("version = '2'", "version = '1'", "写的还是“1”版"),
    ],
)
def test_an_id_given_away_is_refused(campaign: Campaign, tmp_path: Path, old: str, new: str, told: str) -> None:
    folder = changed_village(tmp_path)
    for path in folder.rglob("*.toml"):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with open_store(campaign.history, reading=True) as store, pytest.raises(WeibaoError, match=told):
        plan_adoption(campaign, store, folder, as_of=MAY)


def test_an_id_that_an_earlier_version_left_free_is_given_to_nothing_else(campaign: Campaign, tmp_path: Path) -> None:
    """In 核定 the row of the dropped I02 still has what was typed about it."""
    second = changed_village(tmp_path)
    made, _ = adopt(campaign, second)
    third = Path(shutil.copytree(second, tmp_path / "第三版"))
    edit(third / "meta.toml", ("version = '2'", "version = '3'"))
    for path in third.rglob("*.toml"):
        text = path.read_text(encoding="utf-8").replace("'I08'", "'I02'").replace("夜间照明", "路面整修")
        path.write_text(text.replace("主路装灯。", "主路平整。"), encoding="utf-8")
    with pytest.raises(RulebookError, match="I02 原来是指标“书屋管理”，新的规则库里是“路面整修”"):
        adopt(made, third)


def test_a_renamed_unit_keeps_its_rows(campaign: Campaign, tmp_path: Path) -> None:
    new = changed_village(tmp_path)
    for path in new.rglob("*.toml"):
        path.write_text(path.read_text(encoding="utf-8").replace("谷文化站", "谷文旅站"), encoding="utf-8")
    edit(new / "units.toml", ("formal = '示范谷文旅站'\nkind = 'department'\naliases = []",
                              "formal = '示范谷文旅站'\nkind = 'department'\naliases = ['谷文化站']"))  # fmt: skip
    fill_ledger(campaign.ledger, campaign.rulebook, {
        "回收情况": [("1-D02", {"采用文件": "甲.xlsx"})],
        "重点任务": [("K01-D02", {"进展": "书屋开放"})],
    })  # fmt: skip
    made, plan = adopt(campaign, new)
    assert plan.units["谷文化站"].kept == ("I01",)
    reviews = cells(made.ledger, "单位审核", 3)
    assert (reviews["D02-I01"]["单位"], reviews["D02-I01"]["意见"]) == ("谷文旅站", "开放时间要贴")
    for number in (1, 2):  # the round before has its old name, and the same rows
        office = read_grounds(made, number).office
        assert office.opinions["D02", "I01"] == "开放时间要贴"
        assert office.chosen == {(1, "D02"): "甲.xlsx"}
    with open_store(made.history) as store:
        collect(made, store, as_of=MAY)
        assert {name for _, name in store.used()} == {"谷文化站", "谷卫生站"}
    roster = [member.unit for member in read_grounds(made).office.roster if member.post == "联系人"]
    assert roster == ["D01", "D02", "D03", "D04"]  # nobody is wanted twice


def test_a_dropped_unit_leaves_its_rows_and_numbers(campaign: Campaign, tmp_path: Path) -> None:
    new = changed_village(tmp_path)
    without(new / "units.toml", "D03")
    edit(new / "units.toml", ("duty_order = 4", "duty_order = 3"))
    for path in new.rglob("*.toml"):
        text = path.read_text(encoding="utf-8").replace("'谷水务站', '谷巡护队'", "'谷巡护队'")
        text = text.replace("lead = ['谷水务站']\nco = ['谷巡护队']", "lead = ['谷巡护队']\nco = []")
        path.write_text(text, encoding="utf-8")
    fill_ledger(campaign.ledger, campaign.rulebook, {
        "单位审核": [("D03-I03", {"意见": "汛期前再看"})],
        "重点任务": [("K02-D03", {"进展": "桥头已巡查", "完成日期": APRIL})],
        "督办": [("", {"督办编号": "1-03-I03", "立项日期": APRIL, "立项文号": "谷护〔2026〕1号"})],
    })  # fmt: skip
    made, _ = adopt(campaign, new)
    assert cells(made.ledger, "单位审核", 3)["D03-I03"]["意见"] == "汛期前再看"
    tasks = cells(made.ledger, "重点任务", 3)
    stopped = tasks["K02-D03"]
    assert (stopped["进展"], stopped["状态"], stopped["分值"]) == ("桥头已巡查", "已停用", None)
    assert stopped["相关指标"].startswith("已停用（I03，原")
    assert tasks["K02-D05"]["相关指标"] == "I03"
    # Under the rules of round 1 it still says what it said.
    done = {work.key for work in read_grounds(made, 1).office.tasks if work.done}
    assert (done, [work for work in read_grounds(made, 2).office.tasks if work.done]) == ({"K02-D03"}, [])
    assert made.rulebook.unit_by_id["D04"].order == 4
    with open_store(made.history) as store:
        issue_round(made, store, number=2, issued=MAY, units=["谷卫生站"])
        situation, _ = collect(made, store, as_of=MAY)
    assert made.checklist(2, made.rulebook.unit_by_id["D04"]).name.startswith("04 ")
    assert not {item.code for item in situation.assessment.findings} & {"ledger-key-unknown", "closure-unknown"}


def test_a_changed_or_new_task_has_its_rows(campaign: Campaign, tmp_path: Path) -> None:
    fill_ledger(campaign.ledger, campaign.rulebook, {"重点任务": [("K02-D05", {"进展": "桥头已巡查"})]})
    new = changed_village(tmp_path)
    tasks = (new / "tasks.toml").read_text(encoding="utf-8")
    more = tasks.replace("'K02'", "'K03'").replace("守住溪边安全'", "守住桥头安全'")
    edit(new / "tasks.toml", ("守住溪边安全'", "守住溪边、桥头安全'"))
    path = new / "tasks.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + more, encoding="utf-8")
    made, plan = adopt(campaign, new)
    rows = cells(made.ledger, "重点任务", 3)
    assert (rows["K02-D05"]["任务"], rows["K02-D05"]["进展"]) == ("守住溪边、桥头安全", "桥头已巡查")
    assert (rows["K03-D05"]["任务"], rows["K03-D05"]["相关指标"]) == ("守住桥头安全", "I03")
    assert rows["K03-D05"]["状态"]
    assert plan.ledger
    assert plan.ledger.added["重点任务"] == ["K03-D03", "K03-D05"]
    assert plan.ledger.stopped["重点任务"] == ["K01-D02"]


def test_an_open_ledger_is_refused_before_anything(campaign: Campaign, tmp_path: Path) -> None:
    (campaign.root / f".~lock.{campaign.ledger.name}#").write_text(",x,,;", encoding="utf-8")
    seen = visible(campaign.root)
    with pytest.raises(WorkbookError, match="保存并关闭"):
        adopt(campaign, changed_village(tmp_path))
    assert visible(campaign.root) == seen


def test_killed_at_any_point_the_old_rules_stand_or_the_next_run_completes(campaign: Campaign, tmp_path: Path) -> None:
    new, old = changed_village(tmp_path), visible(campaign.root)
    watch = Watch(campaign.root, tmp_path / "states")
    with at_every_step(watch):
        made, _ = adopt(campaign, new)
    wanted = cells(made.ledger, "核定", 7), cells(made.ledger, "单位审核", 3)
    versions = {state: Campaign.open(state).rulebook.version for state in watch.states.values()}
    assert set(versions.values()) == {"1", "2"}
    for state, version in versions.items():
        if version == "1":
            assert visible(state) == old
    later = [state for state, version in versions.items() if version == "2"]
    for state in (later[0], later[len(later) // 2], later[-1]):
        left = Campaign.open(state)
        with open_store(left.history) as store:
            left = finish_adoption(left, store, MAY)
        assert not Campaign.open(state).unfinished
        assert (cells(left.ledger, "核定", 7), cells(left.ledger, "单位审核", 3)) == wanted
        assert (state / "规则变化（第2轮起）.xlsx").is_file()


def test_a_ledger_put_back_as_it_was_is_brought_along(campaign: Campaign, tmp_path: Path) -> None:
    before = campaign.ledger.read_bytes()
    made, _ = adopt(campaign, changed_village(tmp_path))
    wanted = cells(made.ledger, "核定", 7)
    made.ledger.write_bytes(before)
    with open_store(made.history) as store:
        finish_adoption(made, store, MAY)
    assert cells(made.ledger, "核定", 7) == wanted


def test_a_faulty_rulebook_changes_nothing(campaign: Campaign, tmp_path: Path) -> None:
    new = changed_village(tmp_path)
    edit(new / "meta.toml", ("full = 6", "full = 7"))
    seen = visible(campaign.root)
    with pytest.raises(WeibaoError, match="两边必须相等"):
        adopt(campaign, new)
    assert visible(campaign.root) == seen
    assert not (campaign.machine / "rulebooks").exists()
