"""What a unit prints, signs and seals: nothing is cut off, whatever stands in the cells."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from e2e import checklists
from weibao.compute.roles import own_indicators
from weibao.functions import printing
from weibao.functions.states import PRINTED_CHARACTERS
from weibao.sheets.layout import ATTACHED, EVIDENCE, FEEDBACK, GUIDE, INDICATORS, PRINT, VETOES
from weibao.sheets.prefill import Prefill, RowPrefill

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar


@pytest.mark.parametrize(("length", "lines"), [(0, 0), (120, 0), (121, 3), (160, 3), (161, 4)])
def test_lines_of_the_attached_page(length: int, lines: int) -> None:
    assert printing.lines(length) == lines
    text = "".join(chr(0x4E00 + n % 500) for n in range(length))
    assert len(printing.printed(text)) <= PRINTED_CHARACTERS
    pieces = [printing.attached_line(line, "I01", text) for line in range(2, lines + 1)]
    assert "".join(pieces) == (text if lines else "")


def test_line_breaks_do_not_need_height() -> None:
    assert printing.printed("一、制度\n二、检查") == "一、制度 二、检查"


def test_what_is_printed_fits_its_paper(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    book = load_workbook(checklists.write(tmp_path / "清单.xlsx", rugao, calendar, unit="D07"))
    for name in (GUIDE, INDICATORS.sheet, EVIDENCE.sheet, VETOES.sheet, FEEDBACK.sheet, PRINT, ATTACHED):
        setup = book[name].page_setup
        assert (setup.paperSize, setup.orientation, setup.fitToWidth or 1) == (9, "landscape", 1)
        assert book[name].sheet_properties.pageSetUpPr.fitToPage
        assert book[name].oddFooter.left.text
    sheet = book[PRINT]
    assert sheet.max_column == 9
    assert min(cell.font.sz for row in sheet.iter_rows() for cell in row) >= 7.5
    # Nine columns at their real size: 277 mm between the margins, 1.85 mm a character and the cell's own padding.
    assert sum(sheet.column_dimensions[letter].width * 1.85 for letter in "ABCDEFGHI") < 297 - 2 * 10.2
    body = range(5, 5 + 23)
    lines = math.ceil(PRINTED_CHARACTERS / (sheet.column_dimensions["H"].width * 7 // (9 * 96 / 72)))
    assert all(sheet.row_dimensions[row].height >= lines * 9 * 1.32 for row in body), (
        "a text of 120 characters is cut off"
    )
    assert sheet.print_title_rows == "$4:$4"


def test_long_texts_go_to_the_attached_page(village: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    unit = village.units[0].id
    ids = [indicator.id for indicator, _role in own_indicators(village, unit)]
    long = "".join(chr(0x4E00 + n) for n in range(200))
    prefill = Prefill({ids[0]: RowPrefill(statement="短"), ids[1]: RowPrefill(statement=long)})
    book = load_workbook(checklists.write(tmp_path / "清单.xlsx", village, calendar, prefill, unit), data_only=True)
    printed = [book[PRINT][f"H{row}"].value for row in (5, 6)]
    assert printed[0] == "短"
    assert len(printed[1]) <= 120
    assert printed[1].endswith("（全文见附页）")
    lines = [row[0].value for row in book[ATTACHED].iter_rows(min_row=3, max_col=1)]
    assert lines[0].startswith(ids[1])
    assert "".join(lines[1:4]) == long
    assert not any(lines[4:])


def test_the_attached_page_says_when_it_is_not_needed(
    village: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    book = load_workbook(checklists.write(tmp_path / "清单.xlsx", village, calendar), data_only=True)
    assert book[ATTACHED]["A2"].value.endswith("本页不用打印。")
