"""Python and the native formulas give the same answer for the same cells.

A checklist is written with what Python computed as cached values; LibreOffice knows none of our functions, so after a
hard recalculation every computed cell shows what the native formulas make of the same inputs.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from e2e import checklists
from e2e.cached_values import differences, visible
from e2e.office import CellError
from weibao.compute.annual import own_fields
from weibao.compute.model import Round
from weibao.compute.roles import own_indicators
from weibao.sheets.annual_book import AnnualPrefill, write_annual
from weibao.sheets.layout import (
    ANNUAL,
    CALC,
    CALC_FIRST_ROW,
    CALC_ROWS,
    INDICATORS,
    PRINT,
    calc_letter,
)

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.office import Office
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("office")]


YEAR = Round(2, "2026年度工作情况", "年度工作情况", date(2026, 11, 20), date(2026, 12, 15))


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def recalculated(office: Office, path: Path) -> list[str]:
    helpers = column_number(calc_letter("rows", CALC_ROWS[0]))
    with office.open(path) as book:
        book.calculate()
        # The blocks are errors now: it is the native formulas that speak.
        assert book.value(CALC, f"A{CALC_FIRST_ROW}") == CellError("#NAME?")
        found = [line for sheet in visible(path) for line in differences(book, path, sheet)]
        return found + differences(book, path, CALC, helpers)


@pytest.mark.parametrize("step", [Fraction(1, 2), Fraction(1, 10)], ids=str)
def test_truth_table_in_every_combination(
    office: Office, village: Rulebook, calendar: WorkCalendar, tmp_path: Path, step: Fraction
) -> None:
    rulebook = checklists.many_rows(village, checklists.PAIRS * 3 * 4, step)
    path = checklists.write(tmp_path / "清单.xlsx", rulebook, calendar, checklists.every_pair(rulebook))
    assert recalculated(office, path) == []


def test_the_year_in_every_state(office: Office, rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    """提示 and 打印 of 年度工作情况: blank, as asked, too long, below nothing, not a number."""
    unit = next(item for item in rugao.units if item.kind == "town")
    fields = own_fields(rugao, unit)
    cells: dict[str, list[Any]] = {
        "number": [None, " ", 0, 3, -1, 2.5, "三次", "3"],
        "text": [None, "  ", "无", "第一句。\n第二句。", "字" * 500, "字" * 501, 12, "=1+1", "字" * 900],
    }
    for number in range(9):
        given = {item.id: cells[item.kind][number % len(cells[item.kind])] for item in fields}
        path, people = (
            tmp_path / f"{number}.xlsx",
            {"filler": "某某", "filled_on": date(2026, 12, 1) if number else None},
        )
        prefill = AnnualPrefill(answers=given, people=people)
        settings = checklists.settings_of(rugao)
        write_annual(path, rugao, settings, unit.id, YEAR, calendar, as_of=date(2026, 11, 20), prefill=prefill)
        with office.open(path) as book:
            book.calculate()
            found = [line for sheet in (ANNUAL.sheet, PRINT) for line in differences(book, path, sheet)]
        assert found == []


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("unit", ["市教育局", "市民政局", "东陈镇"])
def test_random_cells(
    office: Office, rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path, unit: str, seed: int
) -> None:
    chosen = next(item for item in rugao.units if item.name == unit)
    prefill = checklists.random_prefill(rugao, seed)
    path = checklists.write(tmp_path / "清单.xlsx", rugao, calendar, prefill, chosen.id)
    assert recalculated(office, path) == []


def test_without_rows_or_vetoes(office: Office, rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    """市统计局 has duties and no indicator, 市督查办 an indicator and no negative item."""
    for name in ("市统计局", "市督查办"):
        chosen = next(item for item in rugao.units if item.name == name)
        path = checklists.write(tmp_path / f"{name}.xlsx", rugao, calendar, unit=chosen.id)
        with office.open(path) as book:
            book.calculate()
            assert [line for sheet in visible(path) for line in differences(book, path, sheet)] == []


@pytest.mark.parametrize(
    ("due", "note"),
    [
        (None, None),
        (date(2023, 9, 21), "已过报送期限1天"),
        (date(2023, 9, 22), "今天报送到期"),
        (date(2023, 9, 28), "距报送期限还有4个工作日"),
        (date(2023, 10, 9), "距报送期限还有7个工作日"),
        (date(2027, 1, 4), "报送期限超出已公布的工作日历"),
    ],
)
def test_return_note(
    office: Office, village: Rulebook, calendar: WorkCalendar, tmp_path: Path, due: date | None, note: str | None
) -> None:
    """Working days by the published calendar; beyond it the sheet says so instead of guessing."""
    round_ = replace(checklists.ROUND, due=due)
    path = checklists.write(tmp_path / "清单.xlsx", village, calendar, round=round_)
    with office.open(path) as book:
        before = book.value(INDICATORS.sheet, "O3")
        book.calculate()
        assert (before, book.value(INDICATORS.sheet, "O3")) == (note, note)


def test_cutting_and_pasting_breaks_nothing(
    office: Office, village: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    """Formulas refer to the place, not to the cells that were moved away; also for the first row of a table."""
    rulebook = checklists.many_rows(village, 6, Fraction(1, 2))
    path = checklists.write(tmp_path / "清单.xlsx", rulebook, calendar)
    first, other = INDICATORS.first_row, INDICATORS.first_row + 3  # two rows that the unit leads
    with office.open(path) as book:
        level, points = INDICATORS.letter("level"), INDICATORS.letter("points")
        book.type(INDICATORS.sheet, {f"{level}{first}": "达标"})
        book.calculate()
        full = book.value(INDICATORS.sheet, f"{points}{first}")
        assert full == book.value(INDICATORS.sheet, INDICATORS.cell("full", first))
        book.cut(INDICATORS.sheet, f"{level}{first}", f"{level}{other}")
        assert book.value(INDICATORS.sheet, f"{level}{other}") == "达标"
        book.calculate()
        assert book.value(INDICATORS.sheet, f"{points}{first}") is None
        assert book.value(INDICATORS.sheet, f"{points}{other}") == book.value(
            INDICATORS.sheet, INDICATORS.cell("full", other)
        )


def test_no_formula_is_too_long_for_excel(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    """8,192 characters, and 64 levels of nesting."""
    unit = max(rugao.units, key=lambda item: len(own_indicators(rugao, item.id)))
    path = checklists.write(tmp_path / "清单.xlsx", rugao, calendar, unit=unit.id)
    formulas = [
        cell.value for sheet in load_workbook(path) for row in sheet for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]  # fmt: skip
    assert len(formulas) > 3000
    assert max(map(len, formulas)) < 8192
    assert max(map(depth, formulas)) <= 64


def depth(formula: str) -> int:
    deepest = level = 0
    for char in formula:
        level += (char == "(") - (char == ")")
        deepest = max(deepest, level)
    return deepest
