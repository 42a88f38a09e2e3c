"""The functions inside LibreOffice: typed, in arrays, over blank cells and error values, counted, and made to fail."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from e2e.office import CellError
from weibao.functions import hints
from weibao.functions.cells import ERROR, serial
from weibao.functions.registry import BY_NAME, FUNCTIONS, evaluate
from weibao.hosts.libreoffice import names
from weibao.hosts.libreoffice.xcu import argument_help, function_help

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from e2e.live import LiveBook, LiveOffice

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("office")]

SHEET = "表"
TODAY = date(2023, 9, 22)
VALUE, NOT_AVAILABLE = CellError("#VALUE!"), CellError("#N/A")
# 整改反馈 from 督办编号 to 完成日期: framed rows with a date, a blank, an error value and a text in the date cells.
HEADING = ("督办编号", "指标编号", "问题", "整改时限", "措施", "完成日期")
FEEDBACK: tuple[tuple[Any, ...], ...] = (
    ("D1", "I01", "问题一", date(2023, 9, 20), "措施", None),
    ("D2", "I02", "问题二", date(2023, 9, 25), "措施", date(2023, 9, 21)),
    ("D3", "I03", "问题三", None, None, None),
    ("D4", "I04", "问题四", ERROR, "措施", None),
    ("D5", "I05", "问题五", date(2023, 12, 1), "措施", "已办"),
    (None, None, None, None, None, None),
)
ROWS = [HEADING, *FEEDBACK, (None,) * len(HEADING)]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The rows in A1:F8; a column of scores in H1:H5; two blank cells below J1."""
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet(SHEET), book.add_format({"num_format": "yyyy-m-d"})
        for r, row in enumerate(ROWS):
            for c, value in enumerate(row):
                if value is ERROR:
                    sheet.write_formula(r, c, "=NA()", day, "#N/A")
                elif isinstance(value, date):
                    sheet.write_number(r, c, serial(value), day)
                elif value is not None:
                    sheet.write_string(r, c, value)
        for r, score in enumerate((1, 0.5, None, 2, "")):
            sheet.write(r, 7, score)
    return path


@pytest.fixture
def book(live_office: LiveOffice, workbook: Path) -> Iterator[LiveBook]:
    with live_office.open(workbook) as opened:
        yield opened


def result(book: LiveBook, formula: str) -> Any:
    """What a cell shows in which the formula was typed."""
    book.formula(SHEET, "L1", formula)
    return book.value(SHEET, "L1")


def test_the_office_knows_the_interface(live_office: LiveOffice) -> None:
    assert live_office.knows_type(names.INTERFACE_NAME)
    assert live_office.knows_type(f"{names.INTERFACE_NAME}::{names.method('WB_ROWS')}")
    assert not live_office.knows_type(f"{names.INTERFACE_NAME}::wbNothing")


def test_the_wizard_shows_chinese_help_in_order(live_office: LiveOffice) -> None:
    shown = live_office.functions()
    assert set(shown) == {function.name for function in FUNCTIONS}
    for function in FUNCTIONS:
        text, arguments = shown[function.name]
        assert text == function_help(function)
        assert [line[:2] for line in arguments] == [[one.name, argument_help(one)] for one in function.arguments]
        assert all(line[2] for line, one in zip(arguments, function.arguments, strict=True) if one.optional)


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=WB_EARNED(H1:H5)", 3.5),
        ("=WB_EARNED(H1:H5)*2", 7.0),
        ('=WB_DUE(DATE(2023;9;28);3;"工作日")', float(serial(date(2023, 10, 9)))),
        ('=WB_DUE(D2;10;"日")', float(serial(date(2023, 10, 7)))),
        ('=WB_DUE(D2;1;"周")', VALUE),
        ("=WB_WORKDAYS(DATE(2026;12;31);DATE(2027;1;31))", hints.BEYOND_DAYS),
        ("=WB_DAYS_LEFT(D2;DATE(2023;9;22))", -2.0),
        ("=WB_IN_WINDOW(D2;DATE(2023;9;20);D3)", "是"),
        ("=WB_IN_WINDOW(D2;J1;J2)", "是"),
        ("=WB_SHARE(9;10;0.9)", hints.REACHED),
        ('=IFERROR(WB_SHARE(9;10;"x");"本地")', hints.BAD_FIGURES),
        ("=WB_LIGHT(FALSE();WB_DAYS_LEFT(D2;DATE(2023;9;22));7)", "红灯"),
        ("=WB_EARNED(H1:H5;1)", CellError(504)),
        ("=WB_EARNED(1)", CellError(504)),
    ],
)
def test_typed_formulas(book: LiveBook, formula: str, shown: Any) -> None:
    assert result(book, formula) == shown


def test_blank_cells_stay_blank(book: LiveBook) -> None:
    """A blank date is blank; a blank number is one where it is written as a range, else the call fails."""
    assert result(book, "=WB_DAYS_LEFT(J1;D2)") is None
    assert result(book, '=WB_DUE(J1;1;"日")') is None
    assert result(book, "=WB_SHARE(J1:J1;J2:J2;0.9)") is None
    assert result(book, "=WB_SHARE(J1;10;0.9)") == VALUE
    book.type(SHEET, {"J1": 0})
    assert result(book, "=WB_SHARE(J1:J1;10;0.9)") == hints.NOT_REACHED
    assert result(book, "=WB_SHARE(J1;10;0.9)") == VALUE


def test_error_values_never_become_answers(book: LiveBook) -> None:
    assert result(book, "=WB_DAYS_LEFT(D5;DATE(2023;9;22))") == NOT_AVAILABLE
    assert result(book, '=IFERROR(WB_DAYS_LEFT(D5;DATE(2023;9;22));"本地")') == "本地"
    book.formula(SHEET, "H2", "=1/0")
    assert result(book, "=WB_EARNED(H1:H5)") == VALUE
    assert result(book, '=IFERROR(WB_EARNED(H1:H5);"本地")') == "本地"


def test_a_block_gives_row_by_row_what_python_gives(book: LiveBook) -> None:
    """Dates, blanks, an error value and text in the cells: each row has its own answer."""
    book.formula(SHEET, "J1", "=DATE(2023;9;22)")
    book.type(SHEET, {"J2": 7})
    book.array(SHEET, "L1:L6", "=WB_FEEDBACK(A1:F8;J1;J2)")
    expected = evaluate(BY_NAME["WB_FEEDBACK"], [[list(row) for row in ROWS], TODAY, 7])
    assert isinstance(expected, list)
    wanted = [[NOT_AVAILABLE if cell is None else None if cell == "" else cell for cell in row] for row in expected]
    assert book.read(SHEET, "L1:L6") == wanted
    assert len({str(row) for row in wanted}) >= 4


def test_one_error_in_a_block_is_one_error_value(book: LiveBook) -> None:
    """WB_VETOES raises for one row only: that cell is #N/A, and beside it IFERROR turns to the native part."""
    cells = {"N1": "有无发生", "N2": "无", "N3": "有", "N4": "无", "P1": "情况说明", "R1": 1, "R2": 1, "R3": 1}
    book.type(SHEET, {**cells, "O3": date(2022, 5, 1), "S1": TODAY, "S2": date(2021, 10, 31), "S3": date(2023, 10, 31)})
    book.array(SHEET, "T1:T3", "=WB_VETOES(N1:P5;R1:R3;S1;S2;S3)")
    fine = book.read(SHEET, "T1:T3")
    assert fine[1] == ["是"]
    assert not any(isinstance(cell, CellError) for (cell,) in fine)
    book.formula(SHEET, "O3", "=NA()")
    for row in (1, 2, 3):
        book.formula(SHEET, f"U{row}", f'=IFERROR(T{row};"本地")')
    rows = [["有无发生", None, "情况说明"], ["无", None, None], ["有", ERROR, None], ["无", None, None], [None] * 3]
    arguments = [rows, [[1], [1], [1]], TODAY, date(2021, 10, 31), date(2023, 10, 31)]
    expected = evaluate(BY_NAME["WB_VETOES"], arguments)
    assert isinstance(expected, list)
    shown = [["本地" if cell is None else cell or None for cell in row] for row in expected]
    assert book.read(SHEET, "U1:U3") == shown


def test_a_function_that_raises_lets_the_native_formula_speak(live_office: LiveOffice, book: LiveBook) -> None:
    book.formula(SHEET, "L1", '=IFERROR(WB_EARNED(H1:H5);"本地")')
    book.formula(SHEET, "L2", '=IFERROR(WB_DAYS_LEFT(D2;D3);"本地")')
    book.formula(SHEET, "L3", "=WB_EARNED(H1:H5)")
    assert book.read(SHEET, "L1:L3") == [[3.5], [-5.0], [3.5]]
    with live_office.failing("WB_EARNED"):
        book.calculate()
        assert book.read(SHEET, "L1:L3") == [["本地"], [-5.0], [VALUE]]
    with live_office.failing():
        book.calculate()
        assert book.read(SHEET, "L1:L3") == [["本地"], ["本地"], [VALUE]]
    book.calculate()
    assert book.read(SHEET, "L1:L3") == [[3.5], [-5.0], [3.5]]


def test_an_edit_calls_only_what_depends_on_it(live_office: LiveOffice, book: LiveBook) -> None:
    book.formula(SHEET, "L1", "=WB_EARNED(H1:H5)")
    book.formula(SHEET, "L2", "=WB_DAYS_LEFT(D2;D3)")
    book.formula(SHEET, "J1", "=DATE(2023;9;22)")
    book.type(SHEET, {"J2": 7})
    book.array(SHEET, "M1:M6", "=WB_FEEDBACK(A1:F8;J1;J2)")
    book.calculate()
    with live_office.counting() as calls:
        book.type(SHEET, {"H3": 1})
        book.settle()
        assert book.value(SHEET, "L1") == 4.5
    assert calls == {"WB_EARNED": 1}
    with live_office.counting() as calls:
        book.type(SHEET, {"D2": date(2023, 9, 19)})
        book.settle()
        assert book.value(SHEET, "L2") == -6.0
    assert calls == {"WB_DAYS_LEFT": 1, "WB_FEEDBACK": 1}
    with live_office.counting() as calls:
        book.calculate()
    assert not calls  # the very same cells: the last answers stand


def test_without_the_extension_the_name_is_unknown(office: Any, workbook: Path) -> None:
    """The other office of the tests does not see it, so what it shows is native."""
    with xlsxwriter.Workbook(workbook.with_name("b.xlsx")) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_formula("A1", "=WB_EARNED(B1:B2)", None, 0)
        sheet.write_formula("A2", '=IFERROR(WB_EARNED(B1:B2),"本地")', None, 0)
    with office.open(workbook.with_name("b.xlsx")) as plain:
        plain.calculate()
        assert plain.read(SHEET, "A1:A2") == [[CellError("#NAME?")], ["本地"]]
