"""查验验收 as the office types it: what is read, what is told, and what the computed cells show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import openpyxl

from sheets.ledger_sample import fresh_ledger
from sheets.ledger_view import alone
from weibao.compute.inspection_states import Inspection
from weibao.compute.model import Round
from weibao.sheets.layout import INSPECTIONS, RETURNS, ROUNDS
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.ledger_read import read_office

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

ON, DUE = date(2023, 10, 20), date(2023, 11, 10)


def test_what_is_typed_is_read_told_and_shown(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    path = fresh_ledger(tmp_path / "核定台账.xlsx", rugao, calendar)
    fill_ledger(path, rugao, {
        "核定": [("I17", {"核定得分": 2}), ("I41", {"核定得分": 1})],
        "查验验收": [
            ("", {"查验级别": "南通市民政局", "日期": ON, "指标编号": "i17", "查验得分": 1.5, "查验意见": "缺会议纪要",
                  "整改要求": "补齐", "整改单位": "市民政局、市教育局", "整改时限": DUE}),
            ("", {"查验级别": "省", "查验得分": 92.5}),
            ("", {"查验级别": "省级验收", "指标编号": "I41", "查验得分": 1.3}),
            ("", {"查验级别": "省级验收", "指标编号": "I01", "查验得分": 3}),
            ("", {"查验级别": "国务院", "查验意见": "无"}),
            ("", {"查验级别": "民政部评估核实", "指标编号": "I99", "查验得分": 1}),
        ],
    })  # fmt: skip
    office, findings = read_office(path, rugao)
    assert office.inspections == (
        Inspection(row=4, level="南通市查验", on=ON, indicator="I17", points=3, remark="缺会议纪要", request="补齐",
                   units=("D10", "D07"), due=DUE),
        Inspection(row=5, level="省级验收", points=185),
        Inspection(row=6, level="省级验收", indicator="I41"),
        Inspection(row=7, level="省级验收", indicator="I01"),
    )  # fmt: skip
    assert [(item.code, item.cell) for item in findings] == [
        ("ledger-score-unreadable", "D6"), ("ledger-score-unreadable", "D7"), ("inspection-level", "A8"),
        ("inspection-indicator", "C9"),
    ]  # fmt: skip
    # What a changed rulebook has dropped was right when it was typed.
    _, findings = read_office(path, replace(rugao, retired=frozenset({"I99"})))
    assert "inspection-indicator" not in {item.code for item in findings}
    sheet = alone(path, INSPECTIONS.sheet, data_only=True)[INSPECTIONS.sheet]

    def shown(row: int, *keys: str) -> list[object]:
        return [sheet[INSPECTIONS.cell(key, row)].value for key in keys]

    assert shown(4, "ours", "difference", "status") == [2, -0.5, "推进中"]
    assert shown(5, "ours", "difference", "status", "light") == [3, 89.5, None, None]
    assert shown(6, "ours", "difference") == [1, 0.3]


def test_the_day_on_which_a_signed_page_came(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    path = fresh_ledger(tmp_path / "核定台账.xlsx", rugao, calendar, rounds=(Round(1, "申报自评", issued=ON),))
    rows = [("1-D10", {"盖章件收到": DUE}), ("1-D07", {"盖章件收到": "已收"})]
    fill_ledger(path, rugao, {RETURNS.sheet: rows})
    office, findings = read_office(path, rugao)
    assert office.sealed == {(1, "D10"): DUE}
    assert [item.code for item in findings] == ["ledger-date-unreadable"]


def test_lists_to_choose_from(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(fresh_ledger(tmp_path / "核定台账.xlsx", rugao, calendar))

    def offered(sheet: str, cell: str) -> set[str]:
        rules = book[sheet].data_validations.dataValidation
        return {rule.formula1 for rule in rules if rule.type == "list" and cell in rule.sqref}

    assert offered(INSPECTIONS.sheet, "A4") == {'"南通市查验,省级验收,民政部评估核实"'}
    assert offered(ROUNDS.sheet, "C4") == {'"指标清单,年度工作情况"'}
