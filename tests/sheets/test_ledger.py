"""核定台账 as created: sheets, keys, settings with their sources, and cached values that are true."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from few_rows import whole_ledgers
from sheets.ledger_sample import AS_OF, ROUND
from sheets.ledger_view import named, shown
from weibao.compute.roles import own_indicators
from weibao.compute.words import POSSIBLE
from weibao.functions.registry import FUNCTIONS
from weibao.sheets.console_tables import OTHERS
from weibao.sheets.heights import text_width
from weibao.sheets.layout import DECISIONS, FEEDBACK, INSPECTIONS, LEDGER_NAMES, RULINGS, SETTINGS, SUPERVISION, TASKS
from weibao.sheets.ledger import create_ledger
from weibao.sheets.ledger_book import LedgerBook
from weibao.sheets.ledger_columns import COMPUTED, computed_values
from weibao.sheets.ledger_fill import TABLES
from weibao.sheets.ledger_rows import RETURN_ROUNDS
from weibao.sheets.ledger_styles import LEFT_FROM

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

NUMBERS = {("docket", "id"), ("items", "id")}
HIDDEN = {"_calc", "_claims", "_returns", "_items", "_events", "_calendar", "_meta"}


@pytest.fixture(scope="module")
def ledger(rugao: Rulebook, calendar: WorkCalendar, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "核定台账.xlsx"
    with whole_ledgers():
        create_ledger(path, rugao, {"rectify_limit": "7"}, [ROUND], calendar, as_of=AS_OF, pinned=True)
    return path


def test_the_sheets_and_which_are_hidden(ledger: Path) -> None:
    book = openpyxl.load_workbook(ledger)
    assert {sheet.title for sheet in book if sheet.sheet_state == "hidden"} == HIDDEN
    visible = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert visible == [
        "核定", "单位审核", "督办", "负面清单认定", "回收情况", "轮次", "文号登记", "收文登记", "会议台账", "议定事项",
        "重点任务", "任务节点", "宣传表彰", "工作制度", "查验验收", "成员名册", "成员变动", "设置", "节假日",
        "函数说明",
    ]  # fmt: skip
    assert book.active.title == "核定"
    for name in visible:
        sheet = book[name]
        assert not sheet.protection.sheet, f"{name}: the office must be able to sort and insert"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref or name == "函数说明"
        assert sheet["A2"].value, f"{name}: a note under the title says what is typed where"


def test_what_is_printed_can_be_read(ledger: Path) -> None:
    """The scale at which all columns of the print area stand on one page, as Excel reckons it: 7 pixels a character."""
    book, scales = openpyxl.load_workbook(ledger), {}
    for name in ("重点任务", "议定事项", "查验验收", "督办"):
        sheet = book[name]
        *_, last, _ = range_boundaries(sheet.print_area.rpartition("!")[2])
        widths = {n: each.width for each in sheet.column_dimensions.values() for n in range(each.min, each.max + 1)}
        pixels = sum(widths[number] * 7 for number in range(1, last + 1))
        room = (297 / 25.4 - sheet.page_margins.left - sheet.page_margins.right) * 96
        scales[name] = room / pixels
    assert scales.pop("督办") > 0.7
    assert min(scales.values()) > 0.75
    texts = ("unit", "plan_no", "progress", "note", "text", "lead", "co", "remark", "request", "units", "closing_note")
    tables = (TASKS, DECISIONS, INSPECTIONS, SUPERVISION)
    narrow = [c.header for table in tables for c in table.columns if c.key in texts and c.width < LEFT_FROM]
    assert narrow == [], "texts of several lines are not centred"


def test_the_number_of_an_item_stands_on_one_line() -> None:
    """A narrow column breaks it behind a hyphen; where our font is missing, figures are a third wider."""
    shown_ = [(sheet.name, one.width) for sheet in OTHERS for one in sheet.columns if (sheet.frame, one.key) in NUMBERS]
    widths = dict([("督办", SUPERVISION.width("id")), ("整改反馈", FEEDBACK.width("item")), *shown_])
    assert set(widths) == {"督办", "整改反馈", "定期调度", "督办台账"}
    assert min(widths.values()) > text_width("1-07-I22") * 1.34


def test_formulas_are_written_as_calc_writes_them(ledger: Path) -> None:
    """Where the cell above, moved down, reads the same letter for letter, Calc does not read a long formula anew."""
    formulas = [cell.value for sheet in openpyxl.load_workbook(ledger) for row in sheet for cell in row
                if cell.data_type == "f" and isinstance(cell.value, str)]  # fmt: skip
    assert len(formulas) > 10_000
    bare = {re.sub(r'"[^"]*"', '""', formula) for formula in formulas}
    assert [formula for formula in bare if "'" in formula or re.search(r"\b(TRUE|FALSE)\b(?!\()", formula)] == []


def test_every_indicator_member_and_return_has_its_row(ledger: Path, rugao: Rulebook) -> None:
    assert list(shown(ledger, "核定")) == [indicator.id for indicator in rugao.indicators]
    members = [f"{unit.id}-{row.id}" for unit in rugao.units for row, _ in own_indicators(rugao, unit.id)]
    assert list(shown(ledger, "单位审核")) == members
    assert list(shown(ledger, "回收情况")) == [f"1-{unit.id}" for unit in rugao.units]
    assert shown(ledger, "轮次")["1.0"]["名称"] == "自评"


def test_every_setting_stands_there_with_default_and_source(ledger: Path, rugao: Rulebook) -> None:
    rows = shown(ledger, "设置")
    assert list(rows) == [setting.id for setting in rugao.settings]
    for key, row in rows.items():
        assert row["依据"], key
    assert {key: row["值"] for key, row in rows.items() if "值" in row} == {"rectify_limit": 7.0}
    assert "假定" in str(rows["rectify_unit"]["依据"])
    validated = openpyxl.load_workbook(ledger)[SETTINGS.sheet].data_validations.dataValidation
    kinds = {str(rule.sqref): rule.type for rule in validated}
    row = SETTINGS.first_row + list(rows).index("application_date")
    assert kinds[f"{SETTINGS.letter('value')}{row}"] == "date"


def test_the_head_before_anybody_returned(ledger: Path) -> None:
    figures = {name: named(ledger, f"wb_{name}") for name in ("full", "earned", "possible", "unassessed", "lost")}
    assert figures == {"full": 100.0, "earned": 0.0, "possible": 100.0, "unassessed": 100.0, "lost": 0.0}
    assert named(ledger, "wb_provisional") == 68.0
    assert named(ledger, "wb_verdict") == "尚不能判定"
    row = shown(ledger, "核定")["I01"]
    assert (row["状态"], row["灯"], row["剩余天数"], row["上限"]) == ("未评", "绿灯", 83.0, 2.0)
    assert "有效得分" not in row
    assert row["自评" if "自评" in row else "上限"] == 2.0


def test_nothing_assessed_yet_does_not_read_as_no_points(ledger: Path) -> None:
    """The figures stay numbers and formulas; while all is 未评 another format covers the 0."""
    sheet = openpyxl.load_workbook(ledger)["核定"]
    heads = {str(sheet.cell(3, column).value): sheet.cell(4, column) for column in range(1, 16)}
    for name, words in (("有效得分", "—（未评）"), ("失分", "—")):
        cell = heads[name]
        assert str(cell.value).startswith("=")
        (rule,) = [rule for area in sheet.conditional_formatting if cell.coordinate in area for rule in area.rules]
        assert rule.dxf.numFmt.formatCode == f'"{words}"'
        full, left = heads["总分"], heads["未评"]
        place = f"${left.column_letter}$4=${full.column_letter}$4"
        assert rule.formula == [f"AND(${full.column_letter}$4>0,{place})"]
    (told,) = [one for one in sheet.data_validations.dataValidation if heads["可能得分"].coordinate in one.sqref]
    assert told.promptTitle + told.prompt == POSSIBLE


def test_cached_values_are_what_python_computes(ledger: Path, rugao: Rulebook) -> None:
    book = LedgerBook.open(ledger, rugao)
    assert book.refresh(book.facts(), AS_OF) == {}
    assert not book.package.changed


def test_every_name_stands_for_one_cell(ledger: Path, rugao: Rulebook) -> None:
    book = LedgerBook.open(ledger, rugao)
    areas = ("days_off", "veto_items", "veto_counts", "veto_effects", "meeting_kinds", "posts")
    single = set(LEDGER_NAMES.values()) - {LEDGER_NAMES[key] for key in areas}
    assert single <= set(book.package.names)


@pytest.mark.usefixtures("all_rows")
def test_the_same_inputs_give_the_same_bytes(rugao: Rulebook, calendar: WorkCalendar, ledger: Path) -> None:
    again = ledger.with_name("再来.xlsx")
    create_ledger(again, rugao, {"rectify_limit": "7"}, [ROUND], calendar, as_of=AS_OF, pinned=True)
    assert again.read_bytes() == ledger.read_bytes()


def test_the_rows_for_what_is_to_come(ledger: Path, rugao: Rulebook) -> None:
    """The other tests' ledgers have few empty rows (few_rows.py), so the number of an office's is looked at here."""
    book, units = LedgerBook.open(ledger, rugao), len(rugao.units)
    free = {table.sheet: len(book.empty_rows(table)) for table in TABLES.values()}
    assert free["督办"] == SUPERVISION.rows >= 10 * units
    assert free["负面清单认定"] == RULINGS.rows
    assert free["回收情况"] == units * (RETURN_ROUNDS - 1)
    assert free["单位审核"] >= 2 * max(len(own_indicators(rugao, town.id)) for town in rugao.towns)
    assert min(free[name] for name in ("文号登记", "收文登记", "查验验收")) == 300


def test_the_towns_of_the_settings_have_rows(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    path = tmp_path / "核定台账.xlsx"
    create_ledger(path, rugao, {"towns": "甲镇、乙镇"}, [ROUND], calendar, as_of=AS_OF)
    units = {str(row["单位"]) for row in shown(path, "单位审核").values()}
    assert {"甲镇", "乙镇"} <= units
    assert not {town.name for town in rugao.towns} & units
    assert named(path, "wb_as_of") is None


def test_another_rulebook_another_ledger(village: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    path = tmp_path / "核定台账.xlsx"
    create_ledger(path, village, {}, [], calendar, as_of=AS_OF)
    assert list(shown(path, "核定")) == [indicator.id for indicator in village.indicators]
    assert named(path, "wb_step") == 0.25
    assert not shown(path, "回收情况")
    assert named(path, "wb_verdict") == "尚不能判定"


def test_the_help_sheet_tells_of_every_function_and_argument(ledger: Path) -> None:
    sheet = openpyxl.load_workbook(ledger)["函数说明"]
    told = [str(cell.value or "").strip().removesuffix("（可省略）") for cell in sheet["A"]]
    for function in FUNCTIONS:
        at = told.index(function.name)
        names = [argument.name for argument in function.arguments]
        assert told[at + 1 : at + 1 + len(names)] == names
        for row in range(at + 1, at + 2 + len(names)):
            assert sheet.cell(row, 2).value, (function.name, row)
            assert sheet.cell(row, 3).value, (function.name, row)


def test_a_prepared_row_shows_nothing(ledger: Path, rugao: Rulebook) -> None:
    """So an update need not look at the formulas of rows in which nothing stands: `Line.blank`."""
    book = LedgerBook.open(ledger, rugao)
    scene = book._scene(book.facts(), AS_OF)
    for sheet in COMPUTED.keys() - {"核定"}:  # which has a row for every indicator and none prepared
        columns = COMPUTED[sheet][1]
        row = computed_values(columns, {}, scene)
        assert {key for key, value in row.items() if value not in ("", None)} == set(), sheet


def test_a_block_sees_none_of_its_own_columns(ledger: Path, rugao: Rulebook) -> None:
    """It is asked once for all of them: one after another they say the same, of every row of a filled ledger."""
    book = LedgerBook.open(ledger, rugao)
    scene, asked = book._scene(book.facts(), AS_OF), 0
    for table, columns in COMPUTED.values():
        for line in book.lines(table)[:20]:
            values = dict(line.cells)
            for column in columns:
                values[column.key] = column.value(values, scene)
                asked += 1
            assert values == computed_values(columns, line.cells, scene)
    assert asked > 500
