"""The workbook of 年度工作情况: what it shows, what may be typed into it, and how what was typed is read."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from weibao.compute.annual import AnnualYear, own_fields
from weibao.compute.model import AnnualInput, ReturnState, ReturnStatus, Round
from weibao.compute.settings import Settings
from weibao.functions.annual import annual_hint
from weibao.rulebook import load_rulebook
from weibao.sheets.annual_book import AnnualPrefill, write_annual
from weibao.sheets.intake import read_return
from weibao.sheets.layout import ANNUAL, PRINT, STANDING

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

HERE = Path(__file__).parent
SCENARIOS = tomllib.loads((HERE / "annual.toml").read_text(encoding="utf-8"))["scenario"]
FIELDS = """
assumption = '测试所拟。'

[[annual_fields]]
id = 'NQ1'
title = '主要工作'
kind = 'text'
help = '写做了什么。'
longest = 50

[[annual_fields]]
id = 'NQ2'
title = '开会次数'
kind = 'number'
help = '开了几次会。'
unit = '次'
whole = true

[[annual_fields]]
id = 'NQ3'
title = '下年打算'
kind = 'text'
help = '写明年做什么。'
by = ['谷文化站']
"""
UNIT = "D02"
YEAR = Round(2, "2026年度工作情况", "年度工作情况", date(2026, 11, 20), date(2026, 12, 15))


@dataclass
class Desk:
    """A rulebook that asks three things, and a unit's workbook as it was issued."""

    rulebook: Rulebook
    settings: Settings
    issued: Path

    def fields(self) -> dict[str, int]:
        own = own_fields(self.rulebook, self.rulebook.unit_by_id[UNIT])
        return {item.id: ANNUAL.first_row + number for number, item in enumerate(own)}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, calendar: WorkCalendar) -> Desk:
    folder = tmp_path_factory.mktemp("annual")
    shutil.copytree(HERE.parent / "village", folder / "规则")
    (folder / "规则" / "annual.toml").write_text(FIELDS, encoding="utf-8")
    rulebook = load_rulebook(folder / "规则")
    settings, _ = Settings.build(rulebook, {})
    path = folder / "issued.xlsx"
    standing = ({"id": "I01", "title": "示例", "role": "牵头", "full": 2, "level": "达标", "light": "绿灯"},)
    prior = {"NQ1": AnnualInput("NQ1", "=去年的工作"), "NQ2": AnnualInput("NQ2", number=Decimal(5))}
    prefill = AnnualPrefill(standing, "截至 2026-11-20", prior, "2025年度工作情况", people={"filler": "某某"})
    write_annual(path, rulebook, settings, UNIT, YEAR, calendar, as_of=date(2026, 11, 20), prefill=prefill)
    return Desk(rulebook, settings, path)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda item: item["name"])
def test_what_a_unit_typed_is_read_and_told(desk: Desk, tmp_path: Path, scenario: dict[str, Any]) -> None:
    book = load_workbook(desk.issued)
    sheet = book[ANNUAL.sheet]
    for code, value in scenario.get("typed", {}).items():
        sheet[ANNUAL.cell("answer", desk.fields()[code])] = value
    for address, value in scenario.get("moved", {}).items():
        sheet[address] = value or None
    for address, value in scenario.get("printed", {}).items():
        book[PRINT][address] = value
    if scenario.get("renamed"):
        sheet.title = scenario["renamed"]
    elif "renamed" in scenario:
        book.remove(sheet)
    path = tmp_path / "交回.xlsx"
    book.save(path)
    read = read_return(path, desk.rulebook, desk.settings, file="回收/第2轮/交回.xlsx")
    assert read.identity.annual
    assert read.submission is not None
    assert (read.submission.unit, read.submission.round, read.submission.rows) == (UNIT, 2, ())
    year = AnnualYear(
        YEAR,
        (ReturnState(UNIT, 2, ReturnStatus.RETURNED),),
        {UNIT: {item.field: item for item in read.submission.annual}},
    )
    told = {item.field.id: item for item in year.told(desk.rulebook)}
    assert {key: told[key].state.value for key in scenario.get("states", {})} == scenario.get("states", {})
    assert {key: told[key].text for key in scenario.get("texts", {})} == scenario.get("texts", {})
    found = [[item.code, item.cell] for item in read.findings]
    assert sorted(found) == sorted(scenario["findings"]) if "findings" in scenario else True
    assert all(item.unit == UNIT and item.file == "回收/第2轮/交回.xlsx" for item in read.findings)
    for words in scenario.get("words", ()):
        assert any(words in item.message for item in read.findings), words


def test_only_the_answers_and_who_signs_can_be_typed(desk: Desk) -> None:
    book = load_workbook(desk.issued)
    assert book.sheetnames == ["填报说明", ANNUAL.sheet, STANDING.sheet, PRINT, "_meta"]
    assert all(book[name].protection.sheet for name in book.sheetnames[:4])
    assert book["_meta"].sheet_state == "hidden"
    free = {
        name: [cell.coordinate for row in book[name] for cell in row if not cell.protection.locked]
        for name in book.sheetnames
    }
    assert free[ANNUAL.sheet] == ["D5", "D6", "D7"]
    assert free[PRINT] == free[STANDING.sheet] == []
    assert free["填报说明"]


def test_last_times_answers_stand_beside_as_texts(desk: Desk) -> None:
    sheet = load_workbook(desk.issued)[ANNUAL.sheet]
    prior = [sheet[ANNUAL.cell("prior", row)] for row in desk.fields().values()]
    assert [(cell.value, cell.data_type) for cell in prior] == [
        ("=去年的工作", "s"), ("5次", "s"), ("（没有）", "s"),
    ]  # fmt: skip
    assert "2025年度工作情况填报的" in sheet["A3"].value
    assert sheet["D5"].value is None


def test_the_printed_page_shows_what_is_typed(desk: Desk, tmp_path: Path, calendar: WorkCalendar) -> None:
    path = tmp_path / "filled.xlsx"
    given = AnnualPrefill(answers={"NQ1": "第一句。\n第二句。", "NQ2": 3}, people={"filler": "某某"})
    write_annual(path, desk.rulebook, desk.settings, UNIT, YEAR, calendar, as_of=date(2026, 11, 20), prefill=given)
    shown, formulas = load_workbook(path, data_only=True), load_workbook(path)
    assert [shown[PRINT][f"C{row}"].value for row in (4, 5)] == ["第一句。 第二句。", "3次"]
    assert ANNUAL.sheet in formulas[PRINT]["C4"].value
    assert shown[PRINT]["A1"].value == f"{desk.rulebook.title}2026年度工作情况（第2轮）"
    assert [shown[ANNUAL.sheet][f"E{row}"].value or "" for row in (5, 6, 7)] == ["", "", "还没有填"]
    assert STANDING.sheet not in shown.sheetnames
    again = tmp_path / "again.xlsx"
    write_annual(again, desk.rulebook, desk.settings, UNIT, YEAR, calendar, as_of=date(2026, 11, 20), prefill=given)
    assert path.read_bytes() == again.read_bytes()


def test_a_unit_that_a_field_does_not_name_is_not_asked(desk: Desk) -> None:
    other = desk.rulebook.unit_by_id["D01"]
    assert [item.id for item in own_fields(desk.rulebook, other)] == ["NQ1", "NQ2"]


@pytest.mark.parametrize(
    ("number", "raw", "said"),
    [
        (0, None, "还没有填"), (0, "  ", "还没有填"), (0, "字" * 50, ""), (0, "字" * 51, "超过50字，请精简"),
        (1, 0, ""), (1, 2.5, "应为整数"), (1, 2.0, ""), (1, "三次", "请填数字"), (1, -1, "不能小于0"),
        (1, -1.5, "不能小于0"), (1, "", "还没有填"),
    ],
)  # fmt: skip
def test_the_hint_beside_an_answer(desk: Desk, number: int, raw: Any, said: str) -> None:
    assert annual_hint(desk.rulebook.annual_fields[number], raw) == said


@pytest.mark.parametrize(
    ("name", "due", "year"),
    [
        ("2026年度工作情况", date(2027, 1, 10), 2026), ("年度工作情况", date(2026, 12, 15), 2026),
        ("年度工作情况", date(2027, 1, 10), 2026), ("年度工作情况", date(2027, 7, 1), 2027), ("年度工作情况", None, 0),
    ],
)  # fmt: skip
def test_the_year_that_a_round_tells_of(name: str, due: date | None, year: int) -> None:
    assert AnnualYear(Round(2, name, "年度工作情况", None, due)).year == year
