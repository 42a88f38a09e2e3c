"""Our quicker sheet writes the bytes that XlsxWriter's own writes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter.packager import Packager
from xlsxwriter.worksheet import Worksheet

from weibao.sheets import book as books
from weibao.sheets import xlsx

FORMULAS: list[tuple[str, Any]] = [
    ("=1+1", 2), ("=A1*0.1", 0.1 + 0.2), ('=IF(A1<>"",A1&"<>&",)', '甲<乙>&"丙"'), ("=NA()", "#N/A"), ("=B1=B2", True),
    ('=""', ""), ("{=SUM(A1:A2)}", 3), ("A1", -1e300),
]  # fmt: skip
VALUES = ["甲", "=不是公式", " 空格 ", "", 7, -0.1, 1e21, 2**53, True, datetime(2023, 9, 30)]  # noqa: DTZ001
TEXTS = [
    "a&b", "<甲>", '"引号"', "_x0041_", "尾 ", "　全角", "\t", "上\n下", "\x00", "\ufffe",
    "😀" * 9_000, "😀" * 20_000, "长" * 40_000,
]  # fmt: skip


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
    sheet.set_row(16, 31.5, None, {"level": 1})
    sheet.set_row(40, 15, None, {"hidden": True})
    sheet.set_row(41, 20)
    sheet.merge_range("A71:C71", "并", bold)
    sheet.put_array(75, 1, "SUM(A1:A2)", [[1, "一"], ["", 2.5]])
    sheet.put_array(78, 1, "NOW()&1", [["一"]])
    sheet.put_formula(79, 0, 'IF(A1<>"",A1&"<>&",)', "<甲>", red)
    sheet.put_formula(79, 30, "1=1", True)
    for row, text in enumerate(TEXTS, 81):
        sheet.write_string(row, 0, text, bold)
        sheet.write_string(row, 1, text)


class Own(Worksheet):  # type: ignore[misc]
    """XlsxWriter's sheet with formulas as they are."""

    _prepare_formula = xlsx._PlainSheet._prepare_formula

    def put_formula(self, row: int, col: int, formula: str, value: Any, cell_format: Any = None) -> None:
        self.write_formula(row, col, f"={formula}", cell_format, value)

    def put_array(self, row: int, col: int, formula: str, lines: Any) -> None:
        last = row + len(lines) - 1, col + len(lines[0]) - 1
        self.write_array_formula(row, col, *last, f"{{={formula}}}", None, lines[0][0])
        for number, line in enumerate(lines):
            for place, value in enumerate(line):
                if number or place:
                    (self.write_string if isinstance(value, str) else self.write_number)(
                        row + number, col + place, value
                    )


@pytest.mark.parametrize("noted", [False, True])
def test_the_bytes_are_those_of_xlsxwriter(noted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = []
    for kind, packager in ((xlsx._PlainSheet, xlsx._PlainPackager), (Own, Packager)):
        monkeypatch.setattr(xlsx._PlainWorkbook, "worksheet_class", kind)
        monkeypatch.setattr(xlsx, "_PlainPackager", packager)
        with xlsx.new_workbook(tmp_path / "书.xlsx", date(2023, 9, 30)) as book:
            sheet = book.add_worksheet("甲")
            fill(sheet, book)
            if noted:
                sheet.write_comment(90, 9, "批注")
            book.add_worksheet("空")
        written.append((tmp_path / "书.xlsx").read_bytes())
    assert written[0] == written[1]


MARKUP = [
    "<r>督查 & 问责</r>", "<r><t>甲</t></r>", "<r></r></si><si><t>插进来的</t></si><si><r></r>",
    " <r>甲</r> ", "<r>\n</r>",
]  # fmt: skip


def test_a_text_that_looks_like_rich_text_is_a_text(tmp_path: Path) -> None:
    """XlsxWriter would write it as it is: a unit's words would break the file, or stand in other cells."""
    path = tmp_path / "书.xlsx"
    with xlsx.new_workbook(path, date(2023, 9, 30)) as book:
        sheet, bold = book.add_worksheet("甲"), book.add_format({"bold": True})
        for row, text in enumerate(MARKUP):
            books.write(sheet, row, 0, text, bold)
            sheet.write_string(row, 1, f"第{row}格")
        sheet.write_rich_string(len(MARKUP), 0, bold, "粗 & ", book.add_format(), "细", bold)
    found = openpyxl.load_workbook(path, rich_text=True)["甲"]
    assert [found.cell(row, 1).value for row in range(1, len(MARKUP) + 1)] == MARKUP
    assert [found.cell(row, 2).value for row in range(1, len(MARKUP) + 1)] == [f"第{n}格" for n in range(len(MARKUP))]
    assert [getattr(part, "text", part) for part in found.cell(len(MARKUP) + 1, 1).value] == ["粗 & ", "细"]
    cells = CalamineWorkbook.from_path(path).get_sheet_by_name("甲").to_python()
    assert [row[0] for row in cells] == [*MARKUP, "粗 & 细"]


def test_days_are_the_numbers_that_xlsxwriter_makes_of_them(tmp_path: Path) -> None:
    days = [(1900, 1, 1), (1900, 2, 28), (1900, 3, 1), (2023, 9, 30), (2100, 12, 31)]

    def theirs(sheet: Any, row: int, column: int, day: date, look: Any) -> None:
        sheet.write_datetime(row, column, datetime(day.year, day.month, day.day), look)  # noqa: DTZ001

    written = []
    for put in (books.write, theirs):
        with xlsx.new_workbook(tmp_path / "书.xlsx", date(2023, 9, 30)) as book:
            sheet, look = book.add_worksheet("甲"), book.add_format({"num_format": "yyyy-mm-dd"})
            for row, day in enumerate(days):
                put(sheet, row, 0, date(*day), look)
                put(sheet, row, 1, datetime(*day), look)  # noqa: DTZ001
        written.append((tmp_path / "书.xlsx").read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("甲　乙", "甲　乙"), ("甲\r\n乙\r丙\n", "甲\n乙\n丙\n"), ("\x00甲\ufffe\ud800\x1f\t", "甲\t"),
        ("甲" * 32_768, "甲" * 32_767),
    ],
)  # fmt: skip
def test_what_a_cell_may_not_hold_is_left_out(text: str, stored: str) -> None:
    assert books.storable(text) == stored
