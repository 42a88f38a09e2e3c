"""Our quicker sheet writes the bytes that XlsxWriter's own writes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter.worksheet import Worksheet

from weibao.sheets import xlsx

FORMULAS: list[tuple[str, Any]] = [
    ("=1+1", 2), ("=A1*0.1", 0.1 + 0.2), ('=IF(A1<>"",A1&"<>&",)', '甲<乙>&"丙"'), ("=NA()", "#N/A"), ("=B1=B2", True),
    ('=""', ""), ("{=SUM(A1:A2)}", 3), ("A1", -1e300),
]  # fmt: skip
VALUES = ["甲", "=不是公式", " 空格 ", "", 7, -0.1, 1e21, 2**53, True, datetime(2023, 9, 30)]  # noqa: DTZ001


def fill(sheet: Any, book: Any) -> None:
    bold, red = book.add_format({"bold": True}), book.add_format({"font_color": "red"})
    sheet.set_row(2, 30, red)
    sheet.set_column(3, 3, 20, bold)
    sheet.set_column(4, 4, 20)
    for row, first in ((0, 0), (2, 3), (15, 2), (16, 5), (40, 1)):
        for number, value in enumerate(VALUES):
            sheet.write(row, first + number, value, *([bold] if number % 2 else []))
        sheet.write_blank(row, first + 20, None, red)
        for number, (formula, value) in enumerate(FORMULAS):
            sheet.write_formula(row + 1, first + number, formula, [None, red][number % 2], value)
    sheet.set_row(60, 12)
    sheet.merge_range("A71:C71", "并", bold)


class Own(Worksheet):  # type: ignore[misc]
    """XlsxWriter's sheet with formulas as they are."""

    _prepare_formula = xlsx._PlainSheet._prepare_formula


@pytest.mark.parametrize("noted", [False, True])
def test_the_bytes_are_those_of_xlsxwriter(noted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = []
    for kind in (xlsx._PlainSheet, Own):
        monkeypatch.setattr(xlsx._PlainWorkbook, "worksheet_class", kind)
        with xlsx.new_workbook(tmp_path / "书.xlsx", date(2023, 9, 30)) as book:
            sheet = book.add_worksheet("甲")
            fill(sheet, book)
            if noted:
                sheet.write_comment(90, 9, "批注")
            book.add_worksheet("空")
        written.append((tmp_path / "书.xlsx").read_bytes())
    assert written[0] == written[1]
