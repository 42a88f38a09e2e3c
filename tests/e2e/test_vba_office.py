"""A VBA project of our own making runs: LibreOffice compiles the sources of an .xlsm that was never near Excel."""

from __future__ import annotations

import io
import random
import string
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from e2e.office import Book, CellError, Office
from hosts.excel.vba_reader import chunks
from weibao.hosts.excel.ovba import compress
from weibao.hosts.excel.vba_project import Module, build_vba_project, module_text
from weibao.sheets.package_macros import code_names, with_macros

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("office")]

MAIN = """Option Explicit

Public Function WB_DOUBLE(ByVal x As Double) As Double
    WB_DOUBLE = x * 2
End Function

Public Sub WriteCell()
    ThisWorkbook.Worksheets(1).Range("D1").Value = "written"
End Sub

Public Sub WriteByCodeName()
    Sheet2.Range("A1").Value = 22
    Sheet3.Range("A1").Value = 33
End Sub

Public Sub CountWithAClass()
    Dim counter As New Counter
    counter.Add 40
    counter.Add 2
    ThisWorkbook.Worksheets(1).Range("D2").Value = counter.Total
End Sub
"""
COUNTER = """VERSION 1.0 CLASS
BEGIN
  MultiUse = -1  'True
END
Attribute VB_Name = "Counter"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = False
Attribute VB_Exposed = False
Private sum_ As Double

Public Sub Add(ByVal x As Double)
    sum_ = sum_ + x
End Sub

Public Property Get Total() As Double
    Total = sum_
End Property
"""
# Enough for many chunks, some of them raw, and for a stream far above the mini stream.
LAST = 60
RANDOM = random.Random(3)  # noqa: S311
LARGE = "".join(
    f"Public Function WB_LARGE{number}()\n"
    f"    '{''.join(RANDOM.choices(string.ascii_letters + string.digits, k=900))}\n"
    f"    WB_LARGE{number} = {number}\nEnd Function\n"
    for number in range(LAST + 1)
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        first, second, third = (book.add_worksheet(name) for name in ("清单", "核定 '23", "督办"))
        first.write_number("A1", 21)
        first.write_formula("B1", "=WB_DOUBLE(A1)", None, 0)
        first.write_formula("B2", f"=WB_LARGE{LAST}()", None, 0)
        first.write_formula("B3", "=IFERROR(WB_NOWHERE(A1),-1)", None, 0)
        second.write_string("B1", "二")
        third.write_string("B1", "三")
    package = buffer.getvalue()
    modules = [
        *(Module(name, "", "document") for name in code_names(package)),
        Module("Main", MAIN, "standard"),
        Module("Large", LARGE, "standard"),
        Module("Counter", COUNTER, "class"),
        *(Module(f"Small{number}", f"Public Const SMALL{number} = {number}\n", "standard") for number in range(30)),
    ]
    target = tmp_path / "核定台账.xlsm"
    target.write_bytes(with_macros(package, build_vba_project(modules), None, addin=False))
    return target


@pytest.fixture
def book(office: Office, path: Path) -> Iterator[Book]:
    with office.open(path, macros=True) as opened:
        opened.calculate()
        yield opened


def test_the_large_module_has_raw_chunks() -> None:
    kinds = {compressed for compressed, _ in chunks(compress(module_text(Module("Large", LARGE, "standard"))))}
    assert kinds == {True, False}


def test_a_cell_calls_a_function(book: Book) -> None:
    assert book.read("清单", "B1:B3") == [[42.0], [float(LAST)], [-1.0]]
    book.type("清单", {"A1": 1.5})
    assert book.value("清单", "B1") == 3.0


def test_a_sub_writes_a_cell(book: Book) -> None:
    assert book.value("清单", "D1") is None
    book.run("Main.WriteCell")
    assert book.value("清单", "D1") == "written"


def test_a_function_takes_arguments_and_answers(book: Book) -> None:
    assert book.run("Main.WB_DOUBLE", 4.5) == 9.0


def test_code_names_stand_for_their_sheets(book: Book) -> None:
    book.run("Main.WriteByCodeName")
    assert book.read("核定 '23", "A1:B1") == [[22.0, "二"]]
    assert book.read("督办", "A1:B1") == [[33.0, "三"]]


def test_a_class_works(book: Book) -> None:
    book.run("Main.CountWithAClass")
    assert book.value("清单", "D2") == 42.0


def test_without_macros_nothing_runs(office: Office, path: Path) -> None:
    with office.open(path) as opened:
        opened.calculate()
        assert isinstance(opened.value("清单", "B1"), CellError)
        assert opened.value("清单", "B3") == -1.0
