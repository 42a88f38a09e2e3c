"""The harness itself: what is typed is read back, and locked cells refuse as they do for a person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from e2e.office import CellError, Office, OfficeError

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("office")]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("清单")
        sheet.write_formula("B1", "=IFERROR(WB_UNKNOWN(A1),A1*2)", None, 0)
        sheet.write_formula("B2", "=WB_UNKNOWN(A1)", None, 0)
        sheet.write("A1", 1, book.add_format({"locked": False}))
        sheet.write("A2", None, book.add_format({"locked": False, "num_format": "yyyy-m-d"}))
        sheet.protect()
    return path


def test_typing_recalculates_and_survives_saving(office: Office, workbook: Path, tmp_path: Path) -> None:
    copy = tmp_path / "副本.xlsx"
    with office.open(workbook) as book:
        book.type("清单", {"A1": 1.5, "A2": date(2023, 9, 30)})
        book.calculate()
        assert book.read("清单", "A1:B2") == [[1.5, 3.0], [date(2023, 9, 30), CellError("#NAME?")]]
        book.save_as(copy)
    with office.open(copy) as book:
        assert book.read("清单", "A1:A2") == [[1.5], [date(2023, 9, 30)]]


def test_locked_cells_refuse(office: Office, workbook: Path) -> None:
    with office.open(workbook) as book, pytest.raises(OfficeError, match="B1 is locked"):
        book.type("清单", {"B1": "覆盖"})
