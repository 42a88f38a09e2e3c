"""Updates of 核定台账: the facts arrive, what people did stays, and where nothing is new nothing is written."""

from __future__ import annotations

import re
import shutil
from copy import copy
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from sheets.books import edit_part
from sheets.ledger_sample import AS_OF, Case
from sheets.ledger_view import alone, named, shown, where
from sheets.test_package import parts, raw
from weibao.compute.model import ReturnStatus, Round
from weibao.compute.settings import Settings
from weibao.compute.words import verdict_text
from weibao.errors import WorkbookError
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.ledger_read import read_office
from weibao.sheets.ledger_register import check_closed
from weibao.sheets.ledger_update import add_round, choose_file, update_ledger, waiting_path
from weibao.sheets.package import Package
from weibao.sheets.package_values import split_address

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

DAY = date(2023, 9, 28)


@pytest.fixture
def case(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> Case:
    return Case.create(tmp_path / "核定台账.xlsx", rugao, calendar)


@pytest.fixture
def small(village: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> Case:
    return Case.create(tmp_path / "核定台账.xlsx", village, calendar)


def test_the_facts_arrive(case: Case) -> None:
    result = case.update()
    assessment, rulebook = case.seen[0], case.assess()[2]
    assert result.changed
    assert result.findings == ()
    assert set(result.added) == {item.id for item in assessment.items}
    points = rulebook.scale.points
    assert named(case.path, "wb_earned") == float(points(assessment.total.earned))
    assert named(case.path, "wb_possible") == float(points(assessment.total.possible))
    assert named(case.path, "wb_provisional") == assessment.provisional_rows
    assert named(case.path, "wb_verdict") == verdict_text(rulebook, assessment.verdict)
    rows = shown(case.path, "核定")
    for row in assessment.indicators:
        seen = rows[row.indicator]
        assert (seen["状态"], seen["灯"], seen["剩余天数"]) == (row.status.label, row.light.label, row.days_left)
        assert seen.get("有效得分") == (None if (n := row.figures.effective) is None else float(points(n)))
        assert seen["上限"] == float(points(row.cap or 0))
        assert seen["佐证数"] == sum(unit.evidence for unit in row.units.values())
    items = shown(case.path, "督办")
    for item in assessment.items:
        seen = items[item.id]
        assert (seen["单位"], seen["问题"]) == (rulebook.unit_by_id[item.unit].name, item.problem)
        # No notice is out yet: no day, no limit, no light.
        assert (seen["状态"], item.status.label) == ("拟督办", "拟督办")
        assert [seen.get(name) for name in ("立项日期", "到期日", "剩余天数", "灯")] == [None] * 4
    returned = shown(case.path, "回收情况")
    assert (returned["1-T14"]["回收状态"], returned["1-D01"]["回收状态"]) == ("未报送", "已报送")
    assert str(shown(case.path, "单位审核")["D04-I05"]["工作情况"]).startswith("=已制定方案")


def test_a_second_update_writes_nothing(case: Case) -> None:
    case.update()
    before = case.path.stat()
    data = case.path.read_bytes()
    assert not case.update().changed
    assert (case.path.read_bytes(), case.path.stat().st_mtime_ns) == (data, before.st_mtime_ns)


def test_parts_that_are_not_ours_stay_byte_for_byte(case: Case) -> None:
    before = raw(case.path)
    case.update()
    after = raw(case.path)
    machine = ("_claims", "_returns", "_items", "_events", "_meta", "_calc")
    visible = ("核定", "单位审核", "督办", "负面清单认定", "回收情况", "重点任务")
    ours = {Package(case.path).sheets[name] for name in (*visible, *machine)}
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= ours | {"xl/workbook.xml"}  # the ends of the print areas
    assert list(after) == list(before)


def _dress(book: openpyxl.Workbook, path: Path) -> None:
    """What people do besides typing."""
    book["核定"][where(path, "核定", "I03", "指标")].comment = Comment("问过民政局", "甲")
    book["核定"][where(path, "核定", "I03", "指标")].fill = PatternFill("solid", fgColor="FF00FF00")
    book["督办"][where(path, "督办", "1-07-I22", "备注")] = "已电话催办"
    book["督办"].row_dimensions[5].height = 77
    mine = book.create_sheet("我的表", 1)
    mine["A1"], mine["B2"] = "=1+1", "自己记的"
    book["单位审核"].insert_cols(3)
    book["单位审核"]["C3"] = "看过"
    book["单位审核"]["C9"] = "是"


def test_what_people_typed_and_did_survives_every_update(case: Case) -> None:
    fill_ledger(
        case.path, case.rulebook,
        {
            "核定": [("I02", {"核定得分": 0.5, "理由": "见会议纪要"}), ("I05", {"时限": date(2023, 10, 20)})],
            "单位审核": [("D02-I08", {"意见": "请补充"})],
            "督办": [("", {"督办编号": "1-07-I22", "立项日期": DAY, "办结说明": "在办"})],
            "文号登记": [("", {"文号": "皋未保办〔2023〕1号", "成文日期": DAY})],
        },
    )  # fmt: skip
    book = openpyxl.load_workbook(case.path)
    _dress(book, case.path)
    book.save(case.path)
    office = case.office()[0]
    before = _human(openpyxl.load_workbook(case.path))
    case.update()
    case.feed_back("D07", "1-07-I22", "已整改")
    case.update()
    book = openpyxl.load_workbook(case.path)
    assert _human(book) == before
    after = case.office()[0]
    assert (after.verified, after.deadlines, after.opinions) == (office.verified, office.deadlines, office.opinions)
    assert after.closures["1-07-I22"] == office.closures["1-07-I22"]
    cell = book["核定"][where(case.path, "核定", "I03", "指标")]
    assert (cell.comment.text, cell.fill.fgColor.rgb) == ("问过民政局", "FF00FF00")
    assert (book["我的表"]["A1"].value, book["督办"].row_dimensions[5].height) == ("=1+1", 77)
    assert book["单位审核"]["C9"].value == "是"


def _human(book: openpyxl.Workbook) -> dict[tuple[str, str], tuple[object, ...]]:
    """Every visible cell that holds no formula and is not in a row the machine may fill: value and look."""
    cells: dict[tuple[str, str], tuple[object, ...]] = {}
    for sheet in book:
        if not sheet.title.startswith("_"):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None and cell.data_type != "f" and not _new_key(sheet, cell.row):
                        look = (copy(cell.fill).fgColor.rgb, cell.number_format, cell.font.b, cell.border.left.style)
                        cells[sheet.title, cell.coordinate] = (cell.value, *look)
    return cells


def _new_key(sheet: Worksheet, row: int) -> bool:
    return sheet.title in ("督办", "负面清单认定") and row > 4


def test_cached_values_follow_rows_that_were_sorted(case: Case) -> None:
    book = openpyxl.load_workbook(case.path)
    sheet = book["核定"]
    swap = {8: 20, 20: 8}  # rows 8 and 20 change places, formulas and all, as a sort does
    cells = {row: [cell.value for cell in sheet[row]] for row in swap}
    for row, target in swap.items():
        for column, value in enumerate(cells[row], 1):
            moved = value.replace(f"{row}", f"{target}") if isinstance(value, str) and value.startswith("=") else value
            sheet.cell(target, column).value = moved
    book.save(case.path)
    case.update()
    rows = shown(case.path, "核定")
    assert next(iter(rows)) == "I13"
    for row in case.seen[0].indicators:
        assert rows[row.indicator]["状态"] == row.status.label


def test_a_formula_that_a_person_replaced_is_left_and_counted_with(case: Case) -> None:
    package = Package(case.path)
    package.sheet("核定").put(*split_address(where(case.path, "核定", "I02", "申报得分")), 0.5)
    package.sheet("核定").put_formula(*split_address(where(case.path, "核定", "I03", "自评")), "1+0", 1)
    package.save()
    result = case.update()
    finding = next(finding for finding in result.findings if finding.code == "ledger-overwritten")
    assert where(case.path, "核定", "I02", "申报得分") in finding.message
    row = shown(case.path, "核定")["I02"]
    assert (row["申报得分"], row["有效得分"], row["失分"]) == (0.5, 0.5, 0.5)
    assert shown(case.path, "核定")["I03"]["分值"] == 2


def test_an_item_whose_problem_is_gone_keeps_its_words(small: Case) -> None:
    small.update()
    first = shown(small.path, "督办")
    silent = f"1-{len(small.rulebook.units):02d}-R"
    assert silent in first
    small.receive(1, len(small.rulebook.units))
    small.update()
    row = shown(small.path, "督办")[silent]
    assert (row["状态"], row["单位"]) == ("已完成", first[silent]["单位"])
    fill_ledger(small.path, small.rulebook, {"督办": [(silent, {"办结": AS_OF})]})
    assert shown(small.path, "督办")[silent]["状态"] == "已销号"


def test_events_of_the_negative_list_are_put_up_for_ruling(small: Case) -> None:
    small.report("D03", "V1", DAY)
    result = small.update()
    assert "V1-20230928" in result.added
    row = shown(small.path, "负面清单认定")["V1-20230928"]
    assert (row["编号"], row["发生日期"], row["报告单位"], row["是否计入"]) == ("V1", _serial(DAY), "谷水务站", "是")
    fill_ledger(small.path, small.rulebook, {"负面清单认定": [("V1-20230928", {"认定": "否"})]})
    small.report("D03", "V1", DAY, "另有说明")
    assert small.update().added == ()
    row = shown(small.path, "负面清单认定")["V1-20230928"]
    assert (row["情况"], row["是否计入"], row["认定"]) == ("另有说明", "否", "否")


def test_an_event_whose_date_was_typed_over_comes_back(small: Case) -> None:
    small.report("D03", "V1", DAY)
    small.update()
    fill_ledger(small.path, small.rulebook, {"负面清单认定": [("V1-20230928", {"发生日期": AS_OF})]})
    assert "V1-20230928" in small.update().added
    assert small.update().added == ()


def test_a_new_round_and_a_later_claim_that_differs(small: Case) -> None:
    small.update()
    key = small.rulebook.indicators[0].id
    fill_ledger(small.path, small.rulebook, {"核定": [(key, {"核定得分": 0, "核定轮次": 1})]})
    assert add_round(small.path, small.rulebook, Round(2, "复查", "", date(2023, 10, 8), date(2023, 10, 30)))
    assert not add_round(small.path, small.rulebook, Round(2, "复查", "", date(2023, 10, 8), date(2023, 10, 30)))
    assert [round_.number for round_ in small.office()[0].rounds] == [1, 2]
    assert shown(small.path, "回收情况")["2-D01"]["回收状态"] == "未报送"
    small.receive(2)
    small.update()
    result = small.seen[-1].indicators[0]
    assert result.review
    assert shown(small.path, "核定")[key]["状态"] == "待复核"
    rows = shown(small.path, "回收情况")
    assert (rows["1-D01"]["回收状态"], rows["2-D01"]["回收状态"]) == ("已报送", "已报送")
    assert "第2轮" in str(named(small.path, "wb_remark"))


def test_prepared_rows_run_out(small: Case) -> None:
    package = Package(small.path)
    sheet = package.sheet("督办")
    for row in range(6, max(sheet.row_numbers()) + 1):
        sheet.put(row, 14, "占用")
    package.save()
    result = small.update()
    finding = next(finding for finding in result.findings if finding.code == "ledger-rows-full")
    assert finding.sheet == "督办"
    assert "向下复制" in finding.message
    assert len([key for key in result.added if key in {item.id for item in small.seen[0].items}]) == 2


def test_several_files_of_one_unit(small: Case) -> None:
    files = ("回收/第1轮/甲.xlsx", "回收/第1轮/甲（改）.xlsx")
    small.returns[0] = replace(small.returns[0], status=ReturnStatus.CHOOSE, files=files, used="", received=None)
    small.update()
    row = shown(small.path, "回收情况")["1-D01"]
    assert (row["回收状态"], row["其他文件"]) == ("待选择文件", "\n".join(files))
    assert choose_file(small.path, small.rulebook, 1, "D01", files[1])
    assert small.office()[0].chosen == {(1, "D01"): files[1]}
    with pytest.raises(WorkbookError, match="2-D01"):
        choose_file(small.path, small.rulebook, 2, "D01", "x")


def open_all(case: Case) -> None:
    """The office types the day of the update as 立项日期 of every item."""
    case.update()
    days = [(item.id, {"立项日期": AS_OF}) for item in case.seen[-1].items]
    fill_ledger(case.path, case.rulebook, {"督办": days})


def test_settings_take_effect_in_what_the_sheet_shows(small: Case) -> None:
    open_all(small)
    typed = {
        "设置": [("rectify_unit", {"值": "月"}), ("rectify_limit", {"值": 2}), ("application_date", {"值": AS_OF})]
    }
    fill_ledger(small.path, small.rulebook, typed)
    due = {row["到期日"] for row in shown(small.path, "督办").values()}
    assert due == {_serial(date(2023, 12, 11))}  # 9 December is a Saturday
    assert "2020年10月9日至2023年10月9日" in str(named(small.path, "wb_veto_line"))


def rules_of_values(path: Path) -> dict[str, str]:
    """What may be typed beside each setting: the setting's id with the kind of rule and its limits or list."""
    sheet = alone(path, "设置")["设置"]
    rows = {str(cell.value): cell.row for cell in sheet["A"] if cell.value}
    column = where(path, "设置", "application_date", "值")[0]
    found = {}
    for rule in sheet.data_validations.dataValidation:
        for key, row in rows.items():
            if f"{column}{row}" in rule.sqref:
                found[key] = f"{found.get(key, '')}{rule.type} {rule.formula1}"
    return found


def test_settings_of_a_newer_program_get_rows_and_nothing_typed_moves(
    rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    whole = Case.create(tmp_path / "新.xlsx", rugao, calendar, application_date="2023-10-09")
    needed = {item.name for item in fields(Settings)}
    kinds = {item.type: item.id for item in rugao.settings if item.id not in needed}  # the last of every kind
    assert kinds.keys() >= {"date", "int", "number", "choice", "text"}
    settings = [item for item in rugao.settings if item.id not in kinds.values()]
    case = Case.create(tmp_path / "旧.xlsx", replace(rugao, settings=tuple(settings)), calendar)
    typed = [("application_date", {"值": AS_OF}), ("office", {"值": "某办"})]
    fill_ledger(case.path, case.rulebook, {"设置": typed})
    case.update()
    before, case.rulebook = shown(case.path, "设置"), rugao
    result = case.update()
    after, wanted = shown(case.path, "设置"), shown(whole.path, "设置")
    assert {key: after[key] for key in before} == before
    assert {key: after[key] for key in kinds.values()} == {key: wanted[key] for key in kinds.values()}
    assert list(after)[len(before) :] == [item.id for item in rugao.settings if item.id in kinds.values()]
    (told,) = [item for item in result.findings if item.code == "ledger-settings-new"]
    assert str(len(kinds)) in told.message
    # What may be typed is what a new ledger allows, for the old rows and for the new ones.
    rules, asked = rules_of_values(case.path), rules_of_values(whole.path)
    assert {key: rules.get(key) for key in asked if key not in kinds.values()} == {
        key: rule for key, rule in asked.items() if key not in kinds.values()
    }
    assert {key: rule for key, rule in rules.items() if rule != asked.get(key)} == {}
    fill_ledger(case.path, rugao, {"设置": [(kinds["date"], {"值": date(2023, 12, 1)})]})
    assert case.office()[0].settings[kinds["date"]] == "2023-12-01"
    case.update()
    data = case.path.read_bytes()
    again = case.update()
    assert (again.changed, case.path.read_bytes()) == (False, data)
    assert "ledger-settings-new" not in [item.code for item in again.findings]


def test_days_typed_by_the_office_reach_the_calendar(small: Case) -> None:
    open_all(small)
    small.update()
    assert {row["到期日"] for row in shown(small.path, "督办").values()} == {_serial(date(2023, 10, 16))}
    typed = [(date(2023, 10, 16), "放假"), (date(2027, 10, 1), "放假")]
    fill_ledger(small.path, small.rulebook, {"节假日": [("", {"日期": day, "类型": kind}) for day, kind in typed]})
    small.update()
    assert {row["到期日"] for row in shown(small.path, "督办").values()} == {_serial(date(2023, 10, 17))}
    assert named(small.path, "wb_calendar_last") == _serial(date(2027, 12, 31))


def test_the_print_area_grows_with_the_table_unless_a_person_set_another(small: Case) -> None:
    def ends(name: str) -> str:
        return print_area(small.path, name).rsplit("$", 1)[1]

    fill_ledger(small.path, small.rulebook, {"收文登记": [("", {"标题": f"来文{number}"}) for number in range(5)]})
    small.update()
    assert ends("收文登记") == str(3 + 5 + 10), "room for what is typed in until the next update"
    assert print_area(small.path, "收文登记").startswith("收文登记!$A$1:$K$"), "what a register on paper has"
    items = len(shown(small.path, "督办"))
    assert ends("督办") == str(3 + items)
    own = print_area(small.path, "督办").encode()
    edit_part(small.path, "xl/workbook.xml", lambda xml: xml.replace(own, "督办!$A$1:$F$5".encode()))
    small.receive(1, 0)
    small.update()
    assert len(shown(small.path, "督办")) > items
    assert ends("督办") == "5"


def print_area(path: Path, sheet: str) -> str:
    """The print area of a sheet as it stands in the workbook's part."""
    found = re.findall(r'"_xlnm.Print_Area" localSheetId="(\d+)">([^<]+)<', parts(path)["xl/workbook.xml"].decode())
    return dict(found)[str(list(Package(path).sheets).index(sheet))]


@pytest.mark.parametrize("lock", ["~$核定台账.xlsx", ".~lock.核定台账.xlsx#"])
def test_while_it_is_open_the_update_goes_beside(small: Case, lock: str) -> None:
    small.path.with_name(lock).write_text("甲", encoding="utf-8")
    before = small.path.read_bytes()
    result = small.update()
    assert (result.path, small.path.read_bytes()) == (waiting_path(small.path), before)
    assert result.path.name == "核定台账（待更新）.xlsx"
    assert [finding.code for finding in result.findings] == ["ledger-open"]
    assert shown(result.path, "督办")
    with pytest.raises(WorkbookError, match="打开"):
        add_round(small.path, small.rulebook, Round(2, "复查"))


def test_a_read_only_ledger_is_called_that_and_updated_beside(small: Case) -> None:
    small.path.chmod(0o444)
    before = small.path.read_bytes()
    result = small.update()
    assert (result.path, small.path.read_bytes()) == (waiting_path(small.path), before)
    [told] = result.findings
    assert told.code == "ledger-read-only"
    assert told.message.startswith("“核定台账.xlsx”是只读文件，更新写到了旁边的“核定台账（待更新）.xlsx”")
    for typing in (
        lambda: add_round(small.path, small.rulebook, Round(2, "复查")),
        lambda: fill_ledger(small.path, small.rulebook, {}),
        lambda: check_closed(small.path),
    ):
        with pytest.raises(WorkbookError, match="是只读文件，没有改动。请在文件上点右键，在“属性”里去掉“只读”"):
            typing()


def test_an_update_can_go_to_another_file(small: Case, tmp_path: Path) -> None:
    before = small.path.read_bytes()
    target = tmp_path / "试算.xlsx"
    assert small.update(target=target).path == target
    assert small.path.read_bytes() == before
    assert shown(target, "督办")


def test_a_hidden_sheet_was_deleted(small: Case) -> None:
    """The ledger stays as it is; a new one beside has all that was typed, and the update."""
    small.update()
    open_all(small)
    key = small.rulebook.indicators[0].id
    typed = {"核定": [(key, {"核定得分": 0.5, "理由": "=见纪要"})], "文号登记": [("", {"文号": "谷未保办〔2023〕1号"})]}
    fill_ledger(small.path, small.rulebook, typed)
    office = small.office()[0]
    edit_part(small.path, "xl/workbook.xml", lambda xml: re.sub(rb'<sheet name="_items"[^>]*/>', b"", xml))
    before = small.path.read_bytes()
    result = small.update()
    assert (small.path.read_bytes(), result.path) == (before, waiting_path(small.path))
    assert [finding.code for finding in result.findings] == ["ledger-machine-sheets-gone"]
    assert "_items" in result.findings[0].message
    assert result.path.name in result.findings[0].message
    again, _ = read_office(result.path, small.rulebook)
    assert replace(again, causes=office.causes) == office
    items = shown(result.path, "督办")
    assert {row.get("立项日期") for row in items.values()} - {None} == {_serial(AS_OF)}
    assert all(row["问题"] for row in items.values())
    with pytest.raises(WorkbookError, match="_items"):
        add_round(small.path, small.rulebook, Round(2, "复查"))


def test_a_ledger_of_another_rulebook_is_not_touched(small: Case, rugao: Rulebook) -> None:
    assessment, settings, _ = small.assess()
    with pytest.raises(WorkbookError, match="属于规则库"):
        update_ledger(small.path, rugao, settings, assessment, small.returns)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"核定表": []}, "没有“核定表”表"),
        ({"核定": [("I99", {"理由": "x"})]}, "没有“I99”这一行"),
        ({"核定": [("I01", {"分数": 1})]}, "没有“分数”这样的栏"),
    ],
)
def test_typing_where_there_is_nothing(small: Case, entries: dict[str, list[object]], words: str) -> None:
    with pytest.raises(WorkbookError, match=words):
        fill_ledger(small.path, small.rulebook, entries)  # type: ignore[arg-type]


def _serial(day: date | None) -> float | None:
    return None if day is None else float((day - date(1899, 12, 30)).days)


def test_a_ledger_of_version_0_1_0_is_still_ours(village: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    """Made by 0.1.0, before the blocks: nothing in it is taken for a person's, and its figures follow the returns."""
    path = Path(shutil.copy(Path(__file__).with_name("ledger-0.1.0.xlsx"), tmp_path / "核定台账.xlsx"))
    case = Case(path, village, calendar, {}, [])
    case.receive(1, 3)  # one unit fewer than when the ledger was saved
    before = named(path, "wb_earned")
    result = case.update()
    assert [finding.code for finding in result.findings] == ["ledger-settings-new"]
    total, scale = case.seen[-1].total, village.scale
    assert named(path, "wb_earned") == float(scale.points(total.earned)) != before
    assert named(path, "wb_unassessed") == float(scale.points(total.unassessed))
    assert named(path, "wb_verdict") == verdict_text(village, case.seen[-1].verdict)
    assert not case.update().changed
