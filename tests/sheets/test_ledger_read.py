"""Reading what the office typed: wherever it stands, and never by guessing."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from sheets.books import edit_part
from sheets.ledger_sample import AS_OF, ROUND, fresh_ledger
from sheets.ledger_view import where
from weibao.compute.model import Closure, Escalation, Mode, Round, Ruling, Verified
from weibao.compute.settings import Settings
from weibao.errors import WorkbookError
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.ledger_read import read_office
from weibao.sheets.package import Package
from weibao.sheets.package_values import split_address

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.findings import Finding
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

DAY = date(2023, 9, 28)


@pytest.fixture
def ledger(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> Path:
    return fresh_ledger(tmp_path / "核定台账.xlsx", rugao, calendar)


TYPED = {
    "核定": [
        ("I02", {"核定得分": 0.5, "理由": "分管负责同志任组长", "核定人": "甲", "日期": DAY, "核定轮次": 1, "省": 1}),
        ("I05", {"时限": date(2023, 10, 20)}),
    ],
    "单位审核": [("D02-I08", {"意见": "请补充会议纪要"})],
    "督办": [
        ("", {"督办编号": "1-07-I22", "立项日期": DAY, "办结": AS_OF, "办结说明": "已改"}),
        (
            "",
            {
                "督办编号": "1-07-A1",
                "方式": "挂牌督办",
                "督查专员": "丙",
                "立项文号": "某办〔2023〕7号",
                "延期至": AS_OF,
                "延期理由": "书面申请",
                "经办人": "甲",
                "销号人": "乙",
                "销号佐证": "某文件",
                "提级": "通报",
            },
        ),
    ],
    "负面清单认定": [
        ("", {"编号": "V1", "发生日期": DAY, "认定": "是", "认定人": "乙"}),
        ("", {"编号": "V3"}),
        ("", {"编号": "V3", "认定": "否"}),
        ("", {"代码": "V2-20230928", "编号": "V2", "发生日期": DAY}),
    ],
    "回收情况": [("1-D07", {"退回": "退回"}), ("1-T01", {"采用文件": "回收/第1轮/如城（改）.xlsx"})],
    "轮次": [("", {"轮次": 3, "名称": "第三轮", "类型": "整改", "报送期限": AS_OF})],
    "节假日": [("", {"日期": date(2027, 1, 1), "类型": "放假"}), ("", {"日期": date(2027, 2, 6), "类型": "上班"})],
    "设置": [("application_date", {"值": AS_OF}), ("return_days", {"值": 15}), ("rank_units", {"值": "是"})],
}


def test_all_that_can_be_typed_is_read(ledger: Path, rugao: Rulebook) -> None:
    fill_ledger(ledger, rugao, TYPED)
    office, findings = read_office(ledger, rugao)
    assert findings == ()
    assert office.verified == {"I02": Verified(1, "分管负责同志任组长", "甲", DAY, 1)}
    assert office.deadlines == {"I05": date(2023, 10, 20)}
    assert office.assessors == {"I02": {"省": 2}}
    assert office.opinions == {("D02", "I08"): "请补充会议纪要"}
    assert office.closures == {
        "1-07-I22": Closure("1-07-I22", DAY, AS_OF, "已改"),
        "1-07-A1": Closure(
            "1-07-A1", mode=Mode.LISTED, inspector="丙", doc_no="某办〔2023〕7号", extended=AS_OF,
            extension_reason="书面申请",
            handler="甲", closed_by="乙", evidence="某文件", escalation=Escalation.CIRCULAR,
        ),
    }  # fmt: skip
    # A reported event that is not ruled yet (V2, with its code) is no ruling; one that the office noted itself is.
    assert office.rulings == (
        Ruling("V1", DAY, True, "乙"), Ruling("V3", None, False),
    )  # fmt: skip
    assert (office.sent_back, office.chosen) == ({(1, "D07"): "退回"}, {(1, "T01"): "回收/第1轮/如城（改）.xlsx"})
    assert office.rounds == (ROUND, Round(3, "第三轮", "整改", None, AS_OF))
    assert office.days == {date(2027, 1, 1): True, date(2027, 2, 6): False}
    assert office.settings == {"application_date": "2023-10-09", "return_days": "15", "rank_units": "是"}


def test_people_may_insert_move_and_sort(ledger: Path, rugao: Rulebook) -> None:
    fill_ledger(ledger, rugao, TYPED)
    expected = read_office(ledger, rugao)
    book = openpyxl.load_workbook(ledger)
    for name in ("核定", "单位审核", "督办", "负面清单认定", "回收情况", "设置"):
        sheet = book[name]
        sheet.merged_cells.ranges = set()
        sheet.insert_cols(2)
        sheet["B1"] = "本人的栏"
        sheet.insert_rows(1, 3)
    sheet = book["核定"]
    header = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "指标编号")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(header + 1, header + 68)]
    for number, values in enumerate(reversed(rows), header + 1):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = value
    book.save(ledger)
    assert read_office(ledger, rugao) == expected


def test_a_renamed_sheet_is_found_by_its_headings(ledger: Path, rugao: Rulebook) -> None:
    fill_ledger(ledger, rugao, TYPED)
    edit_part(
        ledger, "xl/workbook.xml", lambda xml: xml.replace('name="督办"'.encode(), 'name="督办（2023）"'.encode())
    )
    assert "督办（2023）" in Package(ledger).sheets
    office, findings = read_office(ledger, rugao)
    assert findings == ()
    assert "1-07-I22" in office.closures


BAD = [
    ("核定", "I02", "核定得分", 0.3, "ledger-score-unreadable"),
    ("核定", "I02", "核定得分", 1.5, "ledger-score-unreadable"),
    ("核定", "I02", "核定得分", -0.5, "ledger-score-unreadable"),
    ("核定", "I02", "核定得分", "1分", "ledger-score-unreadable"),
    ("核定", "I02", "核定得分", True, "ledger-score-unreadable"),
    ("核定", "I02", "省", 3, "ledger-score-unreadable"),
    ("核定", "I02", "时限", "2023年底", "ledger-date-unreadable"),
    ("核定", "I02", "时限", "2023-12-01", "ledger-date-text"),
    ("核定", "I02", "时限", "2023年12月1日", "ledger-date-text"),
    ("核定", "I02", "时限", "9/10", "ledger-date-unreadable"),
    ("核定", "I02", "核定轮次", "第一轮", "verified-round-unreadable"),
    ("核定", "I02", "核定轮次", 1e19, "verified-round-unreadable"),
    ("单位审核", "D02-I08", "代码", "D99-I08", "ledger-key-unknown"),
    ("单位审核", "D02-I08", "单位", "别的单位", "ledger-unit-changed"),
    ("回收情况", "1-D07", "代码", "9223372036854775808-D07", "ledger-key-unknown"),
    ("回收情况", "1-D07", "代码", "9" * 5000 + "-D07", "ledger-key-unknown"),
    ("督办", "", "办结", "昨天", "ledger-date-unreadable"),
    ("督办", "", "办结说明", "忘了编号", "ledger-key-missing"),
    ("督办", "", "方式", "严办", "supervision-word"),
    ("督办", "", "提级", "上报组长", "supervision-word"),
    ("负面清单认定", "", "编号", "V9", "ruling-veto-unknown"),
    ("负面清单认定", "", "认定", "是", "ruling-veto-unknown"),
    ("轮次", "", "轮次", "二", "round-unreadable"),
    ("轮次", "", "轮次", 1e19, "round-unreadable"),
    ("轮次", "", "名称", "没写号", "round-unreadable"),
    ("轮次", "", "轮次", 1, "ledger-key-duplicate"),
    ("节假日", "", "日期", date(2027, 1, 1), "day-kind-unreadable"),
]


@pytest.mark.parametrize(("sheet", "key", "heading", "value", "code"), BAD)
def test_what_cannot_be_understood_is_a_finding_with_its_place(
    ledger: Path, rugao: Rulebook, sheet: str, key: str, heading: str, value: object, code: str
) -> None:
    values: dict[str, object] = {heading: value}
    if sheet == "单位审核":
        values["意见"] = "请补充"
    if sheet == "回收情况":
        values["采用文件"] = "a.xlsx"
    if heading in ("办结", "方式", "提级"):
        values["督办编号"] = "1-07-I22"
    type_in(ledger, sheet, key, values)
    office, findings = read_office(ledger, rugao)
    finding = _only(findings, code)
    assert (finding.file, finding.sheet) == ("核定台账.xlsx", sheet)
    there = Package(ledger).sheet(sheet).value(*split_address(finding.cell))
    at_the_key = ("ruling-veto-unknown", "ledger-key-missing", "round-unreadable", "day-kind-unreadable")
    assert there == value or code in at_the_key
    read = (office.verified, office.deadlines, office.opinions, office.closures, office.assessors, office.days)
    assert not any((*read, office.rulings, office.chosen))
    assert office.rounds == (ROUND,)


def test_a_ruling_that_is_no_word_of_the_list(ledger: Path, rugao: Rulebook) -> None:
    fill_ledger(ledger, rugao, {"负面清单认定": [("", {"编号": "V1", "发生日期": DAY, "认定": "大概是"})]})
    office, findings = read_office(ledger, rugao)
    assert "大概是" in _only(findings, "ruling-unreadable").message
    assert office.rulings == ()


def test_the_date_of_a_reported_event_was_changed(ledger: Path, rugao: Rulebook) -> None:
    moved = {"代码": "V1-20230101", "编号": "V1", "发生日期": DAY, "认定": "是"}
    fill_ledger(ledger, rugao, {"负面清单认定": [("", moved)]})
    office, findings = read_office(ledger, rugao)
    assert office.rulings == (Ruling("V1", DAY, True),)
    assert "V1-20230101" in _only(findings, "ruling-moved").message


def test_copied_and_deleted_rows(ledger: Path, rugao: Rulebook) -> None:
    first, score = split_address(where(ledger, "核定", "I03", "核定得分"))
    second, key = split_address(where(ledger, "核定", "I04", "指标编号"))
    put(ledger, "核定", {(second, key): "I03", (first, score): 1, (second, score): 2})
    office, findings = read_office(ledger, rugao)
    assert office.verified["I03"].points == 2  # the upper one, one point
    assert "I03" in _only(findings, "ledger-key-duplicate", ("ledger-rows-missing",)).message
    assert "I04" in _only(findings, "ledger-rows-missing", ("ledger-key-duplicate",)).message


def test_a_heading_and_a_sheet_are_gone(ledger: Path, rugao: Rulebook) -> None:
    fill_ledger(ledger, rugao, TYPED)
    row, column = split_address(where(ledger, "核定", "I02", "核定得分"))
    put(ledger, "核定", {(row - 2, column): "得分"})
    edit_part(ledger, "xl/workbook.xml", lambda xml: re.sub('<sheet name="节假日"[^>]*/>'.encode(), b"", xml))
    assert "节假日" not in Package(ledger).sheets
    office, findings = read_office(ledger, rugao)
    assert "核定得分" in _only(findings, "ledger-column-missing", ("ledger-sheet-missing",)).message
    assert "节假日" in _only(findings, "ledger-sheet-missing", ("ledger-column-missing",)).message
    assert (office.verified, office.days) == ({}, {})
    assert office.deadlines  # the rest is read


def test_scores_of_more_assessors_than_we_named(ledger: Path, rugao: Rulebook) -> None:
    fill_ledger(ledger, rugao, {"设置": [("assessors", {"值": "南通市、省、民政部、第三方"})]})
    put(ledger, "核定", {split_address("Y7"): "第三方", split_address("Y8"): 1.5})
    assert read_office(ledger, rugao)[0].assessors == {"I01": {"第三方": 3}}


def test_a_ledger_of_another_rulebook_is_refused(ledger: Path, village: Rulebook) -> None:
    with pytest.raises(WorkbookError, match="属于规则库“rugao_2023”"):
        read_office(ledger, village)


def test_some_other_workbook_is_refused(tmp_path: Path, rugao: Rulebook) -> None:
    path = tmp_path / "核定台账.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(WorkbookError, match="不是本工具的核定台账"):
        read_office(path, rugao)


@pytest.mark.parametrize(
    ("sheet", "key", "typed", "row", "free"),
    [
        ("会议台账", "会议编号", (), {"日期": DAY}, "H1"),
        ("会议台账", "会议编号", ("H1", "H2"), {"日期": DAY}, "H3"),
        ("会议台账", "会议编号", ("2023-09",), {"日期": DAY}, "2023-10"),
        ("议定事项", "事项编号", ("H1-1", "H2-1"), {"会议编号": "H1", "议定内容": "补齐材料"}, "H1-2"),
        ("议定事项", "事项编号", (), {"议定内容": "补齐材料"}, "H1-1"),
        ("成员变动", "变动编号", ("B1",), {"机构": "领导小组"}, "B2"),
        ("任务节点", "节点编号", ("K01-1",), {"任务编号": "K03"}, "K03-1"),
        ("工作制度", "编号", ("D9", "D10"), {"主题": "调研"}, "D11"),
    ],
)
def test_a_row_without_a_number_names_the_next_free_one(
    ledger: Path, rugao: Rulebook, sheet: str, key: str, typed: tuple[str, ...], row: dict[str, object], free: str
) -> None:
    for number in typed:
        type_in(ledger, sheet, "", {key: number})
    type_in(ledger, sheet, "", row)
    _, findings = read_office(ledger, rugao)
    found = [item for item in findings if item.code == "ledger-number-missing"]
    assert [(item.sheet, item.message.endswith(f"如 {free}。")) for item in found] == [(sheet, True)]


def test_what_is_wrong_in_the_settings_names_the_cell(ledger: Path, rugao: Rulebook) -> None:
    fill_ledger(ledger, rugao, {"设置": [("item_warn_days", {"值": "三十天"})]})
    office, _ = read_office(ledger, rugao)
    _, found = Settings.build(rugao, office.settings, office.setting_places)
    place = next(item for item in found if item.code == "setting-unreadable")
    assert (place.file, place.sheet) == ("核定台账.xlsx", "设置")
    assert Package(ledger).sheet("设置").value(*split_address(place.cell)) == "三十天"


def test_points_are_exact(ledger: Path, rugao: Rulebook) -> None:
    fill_ledger(ledger, rugao, {"核定": [("I02", {"核定得分": 0.1 + 0.2 + 0.2})]})
    assert read_office(ledger, rugao)[0].verified["I02"].points == rugao.scale.steps(Decimal("0.5"))


def type_in(path: Path, sheet: str, key: str, values: dict[str, object]) -> None:
    """Type into the row of a key, or the first blank one, by heading; nothing else is renewed."""
    xml = Package(path).sheet(sheet)
    grid = xml.grid()
    header = max(
        (row for row, cells in grid.items() if set(values) & {*cells.values()}), key=lambda row: len(grid[row])
    )
    columns = {heading: column for column, heading in grid[header].items()}
    below = [row for row in xml.row_numbers() if row > header]
    row = next(row for row in below if (key in grid.get(row, {}).values() if key else row not in grid))
    put(path, sheet, {(row, columns[heading]): value for heading, value in values.items()})  # type: ignore[misc]


def put(path: Path, sheet: str, cells: dict[tuple[int, int], str | float]) -> None:
    """Type into cells by row and column."""
    package = Package(path)
    for place, value in cells.items():
        package.sheet(sheet).put(*place, value)
    package.save()


def _only(findings: tuple[Finding, ...], code: str, others: tuple[str, ...] = ()) -> Finding:
    assert sorted(finding.code for finding in findings) == sorted((code, *others))
    return next(finding for finding in findings if finding.code == code)
