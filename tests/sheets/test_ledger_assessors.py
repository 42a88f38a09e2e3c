"""The setting 上级评估机关 is changed: headings of 核定 and choices of 查验验收 that are the programme's own follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from sheets.ledger_sample import AS_OF, fresh_ledger
from weibao.compute.inspections import levels_of
from weibao.compute.settings import Settings
from weibao.sheets.layout import INSPECTIONS, VERIFICATION
from weibao.sheets.ledger_assessors import written
from weibao.sheets.ledger_book import LedgerBook
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.ledger_read import read_office
from weibao.sheets.package import Package

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

OURS, CHANGED = "南通市、省、民政部", "河东市、省、民政部"


@pytest.fixture
def ledger(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> Path:
    return fresh_ledger(tmp_path / "核定台账.xlsx", rugao, calendar)


def type_setting(ledger: Path, rugao: Rulebook, value: str, *, update: bool = True) -> None:
    """The clerk types it; `update`: the programme has brought the ledger up to date since."""
    if update:
        fill_ledger(ledger, rugao, {"设置": [("assessors", {"值": value})]})
        return
    book = openpyxl.load_workbook(ledger)
    sheet = book["设置"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "assessors")
    sheet.cell(row, next(cell.column for cell in sheet[3] if cell.value == "值")).value = value
    book.save(ledger)


def update(ledger: Path, rugao: Rulebook) -> None:
    book = LedgerBook.open(ledger, rugao)
    book.refresh(book.facts(), AS_OF)
    if book.package.changed:
        book.package.save()


def heads(ledger: Path) -> list[str]:
    grid = Package(ledger).sheet("核定").grid()
    numbers = [VERIFICATION.number(f"assessor{number}") for number in (1, 2, 3)]
    return [str(grid[VERIFICATION.header_row][number]) for number in numbers]


def offered(ledger: Path) -> set[str | None]:
    rules = openpyxl.load_workbook(ledger)[INSPECTIONS.sheet].data_validations.dataValidation
    return {rule.formula1 for rule in rules if rule.type == "list" and "A4" in rule.sqref}


def codes(ledger: Path, rugao: Rulebook) -> list[str]:
    return [item.code for item in read_office(ledger, rugao)[1]]


def test_headings_and_choices_follow_and_scores_stay(ledger: Path, rugao: Rulebook) -> None:
    fill_ledger(
        ledger, rugao, {"核定": [("I01", {"南通市": 1.5, "省": 1})], "查验验收": [("", {"查验级别": "南通市查验"})]}
    )
    type_setting(ledger, rugao, CHANGED, update=False)
    office, findings = read_office(ledger, rugao)
    assert office.assessors == {"I01": {"河东市": 3, "省": 2}}
    assert ["“南通市”一栏填的分，现在算作“河东市”给的" in item.message for item in findings] == [True]
    assert heads(ledger) == OURS.split("、")
    update(ledger, rugao)
    assert heads(ledger) == CHANGED.split("、")
    assert offered(ledger) == {'"河东市查验,省级验收,民政部评估核实"'}
    again, findings = read_office(ledger, rugao)
    assert (again.assessors, findings) == (office.assessors, ())
    assert [item.level for item in again.inspections] == ["河东市查验"]
    type_setting(ledger, rugao, "江北市、省、民政部")
    assert (heads(ledger)[0], codes(ledger, rugao)) == ("江北市", [])
    type_setting(ledger, rugao, "")
    assert (heads(ledger), offered(ledger)) == (OURS.split("、"), {'"南通市查验,省级验收,民政部评估核实"'})


def test_a_ledger_that_does_not_say_how_it_was_headed_has_the_rulebooks_names(ledger: Path, rugao: Rulebook) -> None:
    package = Package(ledger)
    meta = package.sheet("_meta")
    [row] = [number for number in meta.row_numbers() if meta.value(number, 1) == "assessors"]
    meta.put(row, 1, "old")
    package.save()
    type_setting(ledger, rugao, CHANGED)
    assert (heads(ledger), codes(ledger, rugao)) == (CHANGED.split("、"), [])
    assert "、".join(written(Package(ledger).sheet("_meta").grid(), rugao)) == CHANGED
    type_setting(ledger, rugao, "江北市、省、民政部")
    assert heads(ledger)[0] == "江北市"


def test_a_heading_of_the_clerks_own_is_left_alone_and_told_truthfully(ledger: Path, rugao: Rulebook) -> None:
    package = Package(ledger)
    package.sheet("核定").put(VERIFICATION.header_row, VERIFICATION.number("assessor1"), "市里")
    package.save()
    type_setting(ledger, rugao, CHANGED)
    assert heads(ledger)[0] == "市里"
    [told] = read_office(ledger, rugao)[1]
    assert told.code == "ledger-assessor-missing"
    assert "“设置”的“上级评估机关”里有“河东市”" in told.message
    assert "改回" not in told.message
    # Once headed as the setting says, it is one of ours.
    package = Package(ledger)
    package.sheet("核定").put(VERIFICATION.header_row, VERIFICATION.number("assessor1"), "河东市")
    package.save()
    assert codes(ledger, rugao) == []
    update(ledger, rugao)
    type_setting(ledger, rugao, "江北市、省、民政部")
    assert (heads(ledger)[0], codes(ledger, rugao)) == ("江北市", [])


def test_one_taken_off_and_one_moved_are_nobodys_successors(ledger: Path, rugao: Rulebook) -> None:
    fill_ledger(ledger, rugao, {"核定": [("I01", {"南通市": 1.5, "省": 1})]})
    type_setting(ledger, rugao, "省、民政部")
    assert heads(ledger) == OURS.split("、")
    office, findings = read_office(ledger, rugao)
    assert (office.assessors, findings) == ({"I01": {"省": 2}}, ())


def test_a_level_is_called_after_the_organ_that_took_its_place(rugao: Rulebook) -> None:
    level = levels_of(rugao, Settings.build(rugao, {"assessors": CHANGED})[0])[0]
    assert (level.name, level.short, level.organ) == ("河东市查验", "河东市", "河东市民政局")
    assert level.start == levels_of(rugao, Settings.build(rugao, {})[0])[0].start
