"""成员名册 and 成员变动: prefilled from the rulebook, read as the office types them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sheets.ledger_sample import fresh_ledger
from weibao.compute.model import MemberChange
from weibao.sheets.layout import CHANGES, ROSTER
from weibao.sheets.ledger_members import roster_rows
from weibao.sheets.ledger_read import office_of, read_grids, read_office

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_tables import AnyGrid
    from weibao.workdays import WorkCalendar

DAY = date(2023, 9, 20)
LIAISON = {"body": "市未保办", "post": "联络员", "unit": "市教育局", "new": "乙某"}
MEMBER = {"body": "领导小组", "post": "成员", "unit": "市教育局", "new": "乙某"}
# A row of 成员变动 besides its number, the code that it gives, a word of the message, and whether the row counts.
ROWS: dict[str, tuple[dict[str, Any], str, str, bool]] = {
    "写对了": (LIAISON, "", "", True),
    "机构空着，职务只有一个机构有": ({**LIAISON, "body": None}, "", "", True),
    "机构空着，职务几个机构都有": ({**MEMBER, "body": None}, "member-post-unknown", "“成员”", True),
    "没有这种职务": ({**MEMBER, "post": "顾问"}, "member-post-unknown", "“领导小组顾问”", True),
    "单位写得不全": ({**LIAISON, "unit": "教育局"}, "meeting-unit-unknown", "“市教育局”", True),
    "没有单位": ({**LIAISON, "unit": None}, "member-unit-missing", "没有填单位", False),
    "几个单位": ({**LIAISON, "unit": "市教育局、市公安局"}, "member-units-several", "一个单位填一行", False),
    "没有人": ({**LIAISON, "new": None, "reason": "退休"}, "member-nobody", "都空着", False),
    "日期颠倒": (
        {**MEMBER, "proposed": DAY, "approved": date(2023, 9, 19)},
        "member-days-reversed", "批准日期是 2023-09-19，早于提出日期", True,
    ),
    "日期不是日期": ({**MEMBER, "changed": "九月底"}, "ledger-date-unreadable", "九月底", True),
}  # fmt: skip


@pytest.fixture(scope="module")
def ledger(rugao: Rulebook, calendar: WorkCalendar, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh_ledger(tmp_path_factory.mktemp("members") / "核定台账.xlsx", rugao, calendar)


@pytest.fixture(scope="module")
def grids(ledger: Path) -> Mapping[str, AnyGrid]:
    return read_grids(ledger)


def typed(grids: Mapping[str, AnyGrid], table: Table, row: int, values: Mapping[str, Any]) -> dict[str, AnyGrid]:
    """The workbook's cells with those of one row typed over."""
    cells = {table.number(key): value for key, value in values.items() if value is not None}
    sheet = {**grids[table.sheet], row: {**grids[table.sheet].get(row, {}), **cells}}
    return {**grids, table.sheet: sheet}


def test_a_new_roster_has_the_posts_and_units_of_the_plan_and_no_name(ledger: Path, rugao: Rulebook) -> None:
    office, findings = read_office(ledger, rugao)
    assert Counter(f"{member.body}{member.post}" for member in office.roster) == {
        "领导小组组长": 1, "领导小组副组长": 5, "领导小组成员": 33, "市未保办主任": 1, "市未保办常务副主任": 1,
        "市未保办副主任": 8, "市未保办成员": 33, "市未保办联络员": 33, "市未保办督查专员": 2,
    }  # fmt: skip
    assert [member.form for member in office.roster if member.form] == ["专职", "兼职"]
    assert not any(member.name for member in office.roster)
    assert not findings
    first, liaison = (next(row for row in roster_rows(rugao) if row["post"] == post) for post in ("组长", "联络员"))
    assert (first["unit"], first["held_by"]) == ("市政府", "市政府主要负责同志")
    assert liaison["procedure"] == "所在单位将变更人员名单函告市未保办备案"


def test_names_are_read_where_they_stand_and_no_mobile_number_is_welcome(
    grids: Mapping[str, AnyGrid], rugao: Rulebook
) -> None:
    values = {"name": "甲某", "since": DAY, "phone": "139 1234 5678"}
    office, findings = office_of(typed(grids, ROSTER, ROSTER.first_row, values), rugao, "核定台账.xlsx")
    first = office.roster[0]
    assert (first.body, first.post, first.unit, first.name, first.since) == ("领导小组", "组长", "市政府", "甲某", DAY)
    assert [(item.code, item.sheet, item.cell) for item in findings] == [("member-phone", "成员名册", "G4")]
    assert "1391234" not in findings[0].message


@pytest.mark.parametrize(("post", "form"), [("督查专员", ""), ("兼职 督查专员", "兼职"), ("专职督查专员", "专职")])
def test_full_time_or_part_time_is_read_from_the_post(
    post: str, form: str, grids: Mapping[str, AnyGrid], rugao: Rulebook
) -> None:
    values = {"body": "市未保办", "post": post, "unit": "", "name": "甲某"}
    office, findings = office_of(typed(grids, ROSTER, ROSTER.first_row, values), rugao, "核定台账.xlsx")
    assert (office.roster[0].post, office.roster[0].form, findings) == ("督查专员", form, ())


def test_a_name_set_wider_goes_on_paper_as_it_is(grids: Mapping[str, AnyGrid], rugao: Rulebook) -> None:
    values = {**LIAISON, "id": "B1", "old": "丁\u3000三、欧阳 四", "new": "王  五"}
    office, _ = office_of(typed(grids, CHANGES, CHANGES.first_row, values), rugao, "核定台账.xlsx")
    assert [(change.old, change.new) for change in office.changes] == [("丁三、欧阳 四", "王五")]


@pytest.mark.parametrize("name", ROWS)
def test_a_row_of_changes(name: str, grids: Mapping[str, AnyGrid], rugao: Rulebook) -> None:
    values, code, words, counts = ROWS[name]
    seen = typed(grids, CHANGES, CHANGES.first_row, {"id": "b1", **values})
    office, findings = office_of(seen, rugao, "核定台账.xlsx")
    assert [item.code for item in findings] == [code] * bool(code)
    assert all(words in item.message and item.sheet == "成员变动" and item.cell for item in findings)
    assert [change.id for change in office.changes] == ["B1"] * counts
    if not code:
        unit = next(unit.id for unit in rugao.units if unit.name == "市教育局")
        assert office.changes == (MemberChange(id="B1", unit=unit, body="市未保办", post="联络员", new="乙某"),)


def test_another_county_has_its_own_posts(village: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    path = fresh_ledger(tmp_path / "核定台账.xlsx", village, calendar)
    office, findings = read_office(path, village)
    assert [member.post for member in office.roster] == ["召集人", *["联系人"] * 4, "巡查员"]
    assert not findings


def test_older_workbooks_have_neither(village: Rulebook) -> None:
    office, findings = read_office(Path(__file__).parent / "ledger-0.1.0.xlsx", village)
    assert (office.roster, office.changes) == ((), ())
    (told,) = [item.message for item in findings if item.code == "ledger-sheets-absent"]
    assert all(f"“{name}”" in told for name in ("收文登记", "会议台账", "议定事项", "成员名册", "成员变动"))
