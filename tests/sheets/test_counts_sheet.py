"""The sheet 量化情况: who gets it, what is open, what comes back of it, and what is told when it does not."""

from __future__ import annotations

import shutil
import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

import synthetic
from e2e import checklists
from weibao.campaign.same import leaders
from weibao.compute.model import CountInput, Office
from weibao.compute.roles import own_counts
from weibao.compute.settings import Settings
from weibao.sheets.intake import read_return
from weibao.sheets.intake_counts import read_answer, read_figure
from weibao.sheets.intake_json import from_json, to_json
from weibao.sheets.layout import ATTACHED, CALC, CALENDAR, COUNTS, EVIDENCE, FEEDBACK, GUIDE, PRINT
from weibao.sheets.marked_copy import marked_copy
from weibao.sheets.prefill import CountPrefill, Prefill, next_round

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from weibao.rulebook.model import Rulebook
    from weibao.sheets.intake import ReadReturn
    from weibao.workdays import WorkCalendar

TOWN = "T04"
FIGURES = {
    "Q06": CountPrefill(2),
    "Q08": CountPrefill("是"),
    "Q47": CountPrefill(18, 20, "含2个社区"),
    "Q54": CountPrefill(20),
}


class Sheet:
    """A returned checklist, changed by hand with openpyxl."""

    def __init__(self, path: Path, rulebook: Rulebook) -> None:
        self.path, self.rulebook = path, rulebook
        self.book = load_workbook(path)
        self.sheet: Worksheet = self.book[COUNTS.sheet]
        self.rows = {
            cell.value: cell.row for cell in self.sheet["A"] if cell.row > COUNTS.header_row and cell.value is not None
        }

    def at(self, code: str, key: str) -> Any:
        return self.sheet[COUNTS.cell(key, self.rows[code])]

    def read(self) -> ReadReturn:
        self.book.save(self.path)
        return read_return(self.path, self.rulebook, Settings.build(self.rulebook, {})[0], file="a.xlsx")


def write(path: Path, rulebook: Rulebook, calendar: WorkCalendar, unit: str = TOWN, **more: Any) -> Path:
    return checklists.write(path / "a.xlsx", rulebook, calendar, Prefill(counts=FIGURES), unit, **more)


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory, rugao: Rulebook, calendar: WorkCalendar) -> Path:
    """A town's checklist as issued."""
    return write(tmp_path_factory.mktemp("issued"), rugao, calendar)


@pytest.fixture(scope="module")
def slim(issued: Path) -> Path:
    """The same without what these tests do not look at: loading it takes a tenth of the time."""
    book = load_workbook(issued)
    for name in (PRINT, ATTACHED, CALC, CALENDAR):
        del book[name]
    for name, item in list(book.defined_names.items()):
        if any(sheet in (PRINT, CALC, CALENDAR) for sheet, _ in item.destinations):
            del book.defined_names[name]
    for sheet in (book[EVIDENCE.sheet], book[FEEDBACK.sheet]):
        sheet.delete_rows(EVIDENCE.first_row + 1, EVIDENCE.rows)
    book.save(issued.with_name("slim.xlsx"))
    return issued.with_name("slim.xlsx")


@pytest.fixture
def town(tmp_path: Path, slim: Path, rugao: Rulebook) -> Sheet:
    return Sheet(shutil.copyfile(slim, tmp_path / "a.xlsx"), rugao)


def counts(result: ReadReturn) -> dict[str, CountInput]:
    assert result.submission is not None
    return {item.count: item for item in result.submission.counts}


def told(result: ReadReturn) -> list[tuple[str, str]]:
    return [(item.code, item.cell) for item in result.findings]


def test_only_what_concerns_the_unit_is_asked(town: Sheet, rugao: Rulebook) -> None:
    own = [count.id for count in own_counts(rugao, TOWN)]
    assert list(town.rows) == own
    assert {"Q06", "Q47", "Q54"} <= set(own)
    assert not {"Q25", "Q14"} & set(own), "schools and the six organs are asked elsewhere"
    asked = [count.total for count in own_counts(rugao, TOWN) if count.total]
    assert len(asked) == len(set(asked)), "each total once"


def test_a_unit_that_is_asked_nothing_has_no_sheet(tmp_path: Path, rugao: Rulebook, calendar: WorkCalendar) -> None:
    unit = next(item for item in rugao.units if not own_counts(rugao, item.id))
    path = write(tmp_path, rugao, calendar, unit.id)
    book = CalamineWorkbook.from_path(path)
    assert COUNTS.sheet not in book.sheet_names
    for name in (GUIDE, PRINT):
        assert not any(COUNTS.sheet in str(cell) for row in book.get_sheet_by_name(name).to_python() for cell in row)
    result = read_return(path, rugao, Settings.build(rugao, {})[0], file="a.xlsx")
    assert (result.findings, counts(result)) == ((), {})


def test_figures_are_open_and_what_is_not_asked_is_not(town: Sheet) -> None:
    assert town.sheet.protection.sheet
    rows = ("Q47", "Q54", "Q08")
    assert [town.at(code, "done").protection.locked for code in rows] == [False, False, False]
    assert [town.at(code, "total").protection.locked for code in rows] == [False, True, True]
    asked = town.at("Q47", "total").coordinate
    assert town.at("Q54", "total").value == f'=IF({asked}="","",{asked})'
    listed = town.sheet.data_validations.dataValidation
    rules = {str(rule.sqref): (rule.type, rule.formula1, rule.formula2) for rule in listed}
    assert rules[town.at("Q08", "done").coordinate] == ("list", '"是,否"', None)
    assert rules[asked] == ("whole", "0", "999999999")
    assert town.at("Q54", "total").coordinate not in rules


def test_what_the_office_decides_stands_in_the_rows(town: Sheet, rugao: Rulebook) -> None:
    reading = Settings.build(rugao, {})[0].texts["holiday_reading"]
    assert reading
    assert reading in town.at("Q47", "period").value
    assert town.at("Q47", "standard").value == "90%"
    assert town.at("Q06", "standard").value == "不少于2次"
    assert "未定" in town.at("Q55", "standard").value


def test_what_was_filled_in_comes_back(issued: Path, rugao: Rulebook) -> None:
    result = read_return(issued, rugao, Settings.build(rugao, {})[0], file="a.xlsx")
    assert result.findings == ()
    found = counts(result)
    assert (found["Q47"].done, found["Q47"].total, found["Q47"].note) == (Decimal(18), Decimal(20), "含2个社区")
    assert (found["Q08"].done, found["Q54"].done, found["Q54"].total) == (Decimal(1), Decimal(20), None)
    assert found["Q52"] == CountInput("Q52", row=found["Q52"].row, sheet=COUNTS.sheet, done_cell=found["Q52"].done_cell,
                                      total_cell=found["Q52"].total_cell)  # fmt: skip
    assert (found["Q47"].done_cell, found["Q47"].total_cell) == ("H11", "J11")
    assert from_json(to_json(result)) == result, "a worker process hands it back whole"


def test_the_figures_are_printed_to_be_sealed(issued: Path, rugao: Rulebook) -> None:
    grid = CalamineWorkbook.from_path(issued).get_sheet_by_name(PRINT).to_python()
    lines = {row[0]: row for row in grid if str(row[0]).startswith("Q")}
    assert list(lines) == [count.id for count in own_counts(rugao, TOWN)]
    assert lines["Q47"][4] == "18／20　90%，达到"
    assert lines["Q54"][4] == "20／20　100%，达到"
    assert lines["Q08"][4] == "是　达到"
    assert lines["Q47"][7] == "含2个社区"


@pytest.mark.parametrize(
    ("raw", "value", "clean"),
    [
        (12.0, 12, True), (0.0, 0, True), ("12", 12, False), ("１２", 12, False), ("12个", 12, False),
        ("12家。", 12, False), ("1,200人", 1200, False), ("3.5", Decimal("3.5"), False), ("12所学校", None, False),
        ("约30", None, False), ("85%", None, False), ("十二", None, False), ("3/4", None, False), ("无", None, False),
        ("12分", None, False), ("1,20", None, False), (date(2023, 9, 1), None, True), (True, None, True),
        (1_200_000.0, 1_200_000, True), (999_999_999.0, 999_999_999, True), (1e9, None, True), (2.0**63, None, True),
        (2**63, None, True), (10**400, None, True), (float("inf"), None, True), (1e308, None, True),
        ("1,200,000", 1_200_000, False), ("1000000000", None, False), ("9223372036854775808", None, False),
        ("9" * 5000, None, False),
    ],
)  # fmt: skip
def test_a_figure_is_read_and_never_guessed(raw: Any, value: Any, clean: bool) -> None:
    read = read_figure(raw, "户次")
    assert read.value == value
    assert read.understood is (value is not None)
    assert read.clean is clean or value is None
    assert read_figure("7户次", "户次").value == 7


@pytest.mark.parametrize(
    ("raw", "value"),
    [("是", 1), ("否", 0), (" 是 ", 1), ("√", 1), ("没有", 0), ("×", None), ("基本是", None), (1.0, None)],
)
def test_an_answer_is_yes_or_no(raw: Any, value: int | None) -> None:
    assert read_answer(raw).value == value


def test_what_is_not_understood_is_a_finding_at_its_cell(town: Sheet) -> None:
    town.at("Q47", "done").value = "大部分"
    town.at("Q08", "done").value = "基本是"
    town.at("Q06", "done").value = "2次"
    town.at("Q52", "total").value = 3
    town.at("Q57", "done").value = "#N/A"
    result = town.read()
    assert told(result) == [
        ("value-interpreted", town.at("Q06", "done").coordinate),
        ("count-answer-unreadable", town.at("Q08", "done").coordinate),
        ("count-unreadable", town.at("Q47", "done").coordinate),
        ("count-total-unasked", town.at("Q52", "total").coordinate),
        ("cell-error", town.at("Q57", "done").coordinate),
    ]
    assert [item.indicator for item in result.findings] == ["I07", "I07", "I60", "I62", "I66"]
    found = counts(result)
    assert (found["Q47"].done, found["Q47"].total, found["Q47"].unreadable) == (None, Decimal(20), ("done",))
    assert (found["Q06"].done, found["Q08"].unreadable) == (Decimal(2), ("done",))
    assert "城乡社区未成年人关爱服务场所" in result.findings[2].message


def test_rows_are_found_by_their_code(town: Sheet) -> None:
    town.sheet.insert_rows(COUNTS.first_row, 2)
    town.sheet.delete_rows(town.rows["Q06"] + 2)
    first, last = town.rows["Q47"] + 1, town.rows["Q54"] + 1
    for column in range(1, len(COUNTS.columns) + 1):  # two rows change places
        one, other = town.sheet.cell(first, column), town.sheet.cell(last, column)
        one.value, other.value = other.value, one.value
    result = town.read()
    assert [item.code for item in result.findings] == ["row-missing"]
    assert "Q06" in result.findings[0].message
    found = counts(result)
    assert (found["Q47"].done, found["Q47"].total, found["Q54"].done) == (Decimal(18), Decimal(20), Decimal(20))
    assert "Q06" not in found


def test_rows_of_others_and_without_a_code_are_told_when_filled(town: Sheet) -> None:
    last = max(town.rows.values())
    for number, (code, done) in enumerate((("Q25", 30), ("Q26", None), ("我们的", 5), ("q47", 18)), 1):
        town.sheet.cell(last + number, 1).value = code
        town.sheet.cell(last + number, COUNTS.number("done")).value = done
        town.sheet.cell(last + number, COUNTS.number("total")).value = 20 if code == "q47" else None
    result = town.read()
    assert told(result) == [("row-foreign", f"A{last + 1}"), ("row-without-code", f"A{last + 3}")]
    assert counts(result)["Q47"].done == 18, "typed twice in the same way"


def test_a_row_that_was_answered_twice_in_two_ways_is_unanswered(town: Sheet) -> None:
    last = max(town.rows.values()) + 1
    for key, value in (("id", "Q47"), ("done", 12), ("total", 20)):
        town.sheet[COUNTS.cell(key, last)].value = value
    result = town.read()
    assert told(result) == [("count-contradicts", f"H{last}")]
    assert f"{town.rows['Q47']}、{last}" in result.findings[0].message
    assert (counts(result)["Q47"].done, counts(result)["Q47"].unreadable) == (None, ("done", "total"))


def test_a_sheet_that_is_gone_is_told_and_an_older_checklist_has_none(
    tmp_path: Path, town: Sheet, rugao: Rulebook, calendar: WorkCalendar
) -> None:
    town.book.remove(town.sheet)
    assert [(item.code, COUNTS.sheet in item.message) for item in town.read().findings] == [("sheet-missing", True)]
    older = replace(rugao, counts=(), unasked=())
    path = checklists.write(tmp_path / "b.xlsx", older, calendar, unit=TOWN)
    result = read_return(path, rugao, Settings.build(rugao, {})[0], file="b.xlsx")
    assert (result.findings, counts(result)) == ((), {})


def test_a_renamed_sheet_and_a_copy_of_another_unit_are_recognised(town: Sheet) -> None:
    town.sheet.title = "数据"
    town.sheet["A1"].value = "九华镇　量化情况"
    result = town.read()
    assert [item.code for item in result.findings] == ["sheet-renamed", "sheet-other-unit"]
    assert counts(result)["Q47"].done == 18


def test_the_marked_copy_shows_where_to_mend(town: Sheet, tmp_path: Path) -> None:
    cell = town.at("Q47", "done").coordinate
    town.at("Q47", "done").value = "大部分"
    result = town.read()
    data = marked_copy(town.path.read_bytes(), result.findings, author="市未保办", on=date(2023, 10, 8))
    marked = tmp_path / "b.xlsx"
    marked.write_bytes(data)
    assert "请改填后重新报送" in load_workbook(marked)[COUNTS.sheet][cell].comment.text
    again = read_return(marked, town.rulebook, Settings.build(town.rulebook, {})[0], file="b.xlsx")
    assert [item.code for item in again.findings] == ["count-unreadable"], "our own mark is no note of the unit"


def test_files_with_other_figures_are_not_the_same(tmp_path: Path, town: Sheet, rugao: Rulebook) -> None:
    first = town.read()
    town.at("Q47", "done").value = 17
    town.path = tmp_path / "c.xlsx"
    second = town.read()
    assert len(set(leaders([first, second], ()).values())) == 2


def test_the_next_round_begins_with_the_last_figures(rugao: Rulebook) -> None:
    last = replace(
        synthetic.submissions()["D02"], unit=TOWN, rows=(), vetoes=(), evidence=(),
        counts=(CountInput("Q47", Decimal(18), Decimal(20), "含2个社区"), CountInput("Q08", Decimal(1)),
                CountInput("Q45", Decimal(0)), CountInput("Q52"), CountInput("Q99", Decimal(1))),
    )  # fmt: skip
    found = next_round(rugao, synthetic.assessment(), last, Office(), TOWN).counts
    assert found == {
        "Q47": CountPrefill(Decimal(18), Decimal(20), "含2个社区"), "Q08": CountPrefill("是", None, ""),
        "Q45": CountPrefill("否", None, ""), "Q52": CountPrefill(None, None, ""),
    }  # fmt: skip
    assert next_round(rugao, synthetic.assessment(), None, Office(), TOWN).counts == {}


@given(text=st.text(st.characters(exclude_categories=("Cs",)), max_size=12), unit=st.sampled_from(["", "个", "户次"]))
def test_no_text_is_taken_for_a_figure_that_does_not_stand_in_it(text: str, unit: str) -> None:
    value = read_figure(text, unit).value
    digits = "".join(char for char in unicodedata.normalize("NFKC", text) if char.isdecimal())
    assert value is None or Decimal(digits or "-1") == abs(value) or "." in unicodedata.normalize("NFKC", text)
