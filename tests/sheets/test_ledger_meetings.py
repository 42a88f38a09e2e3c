"""会议台账 and 议定事项 as the office types them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

from sheets.ledger_sample import fresh_ledger
from sheets.ledger_view import alone
from weibao.compute.model import Decision
from weibao.sheets.layout import DECISIONS, MEETINGS
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.ledger_read import read_office

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.package_values import Cell
    from weibao.workdays import WorkCalendar

HELD, DUE = date(2023, 9, 20), date(2023, 11, 30)
# Columns of 会议台账 that older ledgers do not have.
NEW = tuple(column.key for column in MEETINGS.columns if column.added)
TYPED = {
    "会议台账": [
        ("", {
            "会议编号": "h1", "会议种类": "领导小组全体会议", "日期": HELD, "时间": "上午9:00",
            "参会单位": "市教育局、各镇（街道）、市教体局，市人武部、市未保办", "议题": "听取汇报\n审议方案",
            "会议内容": "会议认为，进展平稳", "出席": "甲某", "委托日期": HELD, "议题批准人": "乙某",
            "议题批准日期": HELD, "会议文件": "工作要点\n皋未保办〔2023〕3号", "文件征求意见日期": HELD,
            "文件同意日期": HELD, "纪要文号": "皋未保纪〔2023〕1号", "印发日期": DUE,
        }),
        ("", {"会议编号": "H2", "会议种类": "部门联席会", "日期": "下周三"}),
    ],
    "议定事项": [
        ("", {
            "事项编号": "H1-1", "会议编号": "h1", "议定内容": "补齐材料", "主办单位": "市教育局", "办理时限": DUE,
            "报告日期": DUE,
        }),
    ],
}  # fmt: skip


def test_meetings_and_decisions_are_read(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    path = fresh_ledger(tmp_path / "核定台账.xlsx", rugao, calendar)
    fill_ledger(path, rugao, TYPED)
    office, findings = read_office(path, rugao)
    first, second = office.meetings
    school = next(unit.id for unit in rugao.units if unit.name == "市教育局")
    towns = tuple(unit.id for unit in rugao.towns)
    assert (first.id, first.kind, first.held_on, first.time) == ("H1", "N1", HELD, "上午9:00")
    assert first.units[: len(towns) + 1] == (school, *towns)
    assert "市人武部" in first.units
    assert (first.agenda, first.content, first.present) == (("听取汇报", "审议方案"), ("会议认为，进展平稳",), "甲某")
    assert (first.commissioned, first.agenda_approver, first.agenda_on) == (HELD, "乙某", HELD)
    assert (first.papers, first.heard_on, first.agreed_on) == (("工作要点", "皋未保办〔2023〕3号"), HELD, HELD)
    assert (first.minutes_no, first.issued_on) == ("皋未保纪〔2023〕1号", DUE)
    assert (second.kind, second.title, second.held_on) == ("", "部门联席会", None)
    noted = ["meeting-unit-unknown", "meeting-unit-outside", "meeting-kind-unknown", "ledger-date-unreadable"]
    assert [(item.code, item.sheet) for item in findings] == [(code, "会议台账") for code in noted]
    assert "“市教体局”不在成员单位名单里，是不是“市教育局”？" in findings[0].message
    assert "“市人武部”" in findings[1].message
    assert "“部门联席会”" in findings[2].message
    assert "领导小组全体会议" in findings[2].message
    assert office.decisions == (
        Decision(id="H1-1", meeting="H1", text="补齐材料", lead=(school,), due=DUE, reported=DUE),
    )


def test_a_kind_is_known_by_its_name_alone_where_only_one_body_has_it(
    rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    path = fresh_ledger(tmp_path / "核定台账.xlsx", rugao, calendar)
    kinds = ["全体会议", "领导小组专题会议", "办公室成员会议", "会议"]
    fill_ledger(
        path, rugao, {"会议台账": [("", {"会议编号": f"H{n}", "会议种类": kind}) for n, kind in enumerate(kinds)]}
    )
    office, findings = read_office(path, rugao)
    assert [(item.kind, item.title) for item in office.meetings] == [("N1", ""), ("N2", ""), ("N4", ""), ("", "会议")]
    assert [item.code for item in findings] == ["meeting-kind-unknown"]
    # Where two bodies have a meeting of that name, it must be said whose.
    both = replace(rugao, meetings=tuple(replace(kind, name="全体会议") for kind in rugao.meetings[:4]))
    office, _ = read_office(path, both)
    assert office.meetings[0].kind == ""


def test_decisions_of_no_meeting_and_for_no_unit_are_noticed(
    rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    path = fresh_ledger(tmp_path / "核定台账.xlsx", rugao, calendar)
    decision = {"议定内容": "补齐材料", "主办单位": "市公安厅"}
    rows = [
        {"事项编号": "H1-1", "会议编号": "H1", **decision},
        {"事项编号": "H1-1", "会议编号": "H1", "议定内容": "另一件"},
        {"事项编号": "H9-1", "会议编号": "H9", "议定内容": "没有这次会"},
        {"事项编号": "X-1", "议定内容": "没有填会议"},
    ]
    meeting = {"会议编号": "H1", "会议种类": "领导小组全体会议", "日期": HELD}
    fill_ledger(path, rugao, {"会议台账": [("", meeting)], "议定事项": [("", row) for row in rows]})
    _, findings = read_office(path, rugao)
    assert [item.code for item in findings] == [
        "ledger-key-duplicate", "meeting-unit-unknown", "decision-meeting-unknown", "decision-meeting-unknown",
    ]  # fmt: skip
    assert all(item.sheet == "议定事项" and item.cell for item in findings)
    assert "“市公安局”" in findings[1].message
    assert "议定事项 H9-1 的会议编号“H9”" in findings[2].message
    assert "会议编号空着" in findings[3].message


def test_older_workbooks_have_no_meetings(village: Rulebook) -> None:
    office, _ = read_office(Path(__file__).parent / "ledger-0.1.0.xlsx", village)
    assert (office.meetings, office.decisions) == ((), ())


def test_what_the_sheets_say_follows_from_what_is_typed(
    rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    path = fresh_ledger(tmp_path / "核定台账.xlsx", rugao, calendar)
    typed: dict[str, list[tuple[str, dict[str, Cell]]]] = {
        "会议台账": [("", {"会议编号": "H1", "会议种类": "领导小组全体会议", "日期": date(2023, 10, 2)})],
        "议定事项": [
            ("", {"事项编号": "H1-1", "会议编号": "H1", "议定内容": "补齐材料", "办理时限": date(2023, 10, 7)}),
            ("", {"事项编号": "H1-2", "会议编号": "h1", "议定内容": "办完了", "办结日期": date(2023, 10, 7)}),
        ],
        "设置": [("minutes_days", {"值": 5})],
    }
    fill_ledger(path, rugao, typed)
    sheets = alone(path, MEETINGS.sheet, DECISIONS.sheet, data_only=True)
    shown = [
        [row[MEETINGS.number(key) - 1] for key in ("status", "steps", "light")]
        for row in sheets["会议台账"].iter_rows(4, 5, values_only=True)
    ]
    assert shown == [["缺纪要", "议题报批；纪要报批", "红灯"], [None, None, None]]
    decided = [
        [row[DECISIONS.number(key) - 1] for key in ("days_left", "status", "light")]
        for row in sheets["议定事项"].iter_rows(4, 5, values_only=True)
    ]
    assert decided == [[-2, "逾期", "红灯"], [None, "待报告", "黄灯"]]


def test_a_ledger_from_before_the_states_still_reads(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    path = fresh_ledger(tmp_path / "核定台账.xlsx", rugao, calendar)
    book = openpyxl.load_workbook(path)
    for table, keys in ((MEETINGS, NEW), (DECISIONS, ("reported", "days_left", "status", "light"))):
        for key in keys:
            for row in range(table.header_row, table.last_row() + 1):
                book[table.sheet][table.cell(key, row)].value = None
    del book.defined_names["wb_minutes_days"]
    book.save(path)
    known = {column.header for table in (MEETINGS, DECISIONS) for column in table.columns if not column.added}
    typed: dict[str, list[tuple[str, dict[str, Cell]]]] = {
        sheet: [("", {name: value for name, value in row.items() if name in known}) for _, row in rows]  # type: ignore[misc]
        for sheet, rows in TYPED.items()
    }
    fill_ledger(path, rugao, typed)
    office, findings = read_office(path, rugao)
    assert [meeting.id for meeting in office.meetings] == ["H1", "H2"]
    assert len(office.decisions) == 1
    assert {item.sheet for item in findings} == {"会议台账"}


def test_lines_of_a_meeting_and_of_a_decision_have_room(
    village: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    """What people type there takes two lines; a row as high as one line would cut them."""
    book = openpyxl.load_workbook(fresh_ledger(tmp_path / "核定台账.xlsx", village, calendar))
    heights = {table.sheet: book[table.sheet].row_dimensions[table.first_row].height for table in (MEETINGS, DECISIONS)}
    assert heights == {"会议台账": 39.75, "议定事项": 48}
