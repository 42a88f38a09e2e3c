"""Files with our functions in LibreOffice: bound after loading, saved under the names that Excel knows; the menu."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from openpyxl import load_workbook

from e2e.office import CellError
from weibao.hosts.actions import actions
from weibao.hosts.excel.vba_project import Module, build_vba_project
from weibao.hosts.libreoffice.names import SCHEME
from weibao.sheets.package_macros import code_names, with_macros

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.live import LiveOffice

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("office")]

SHEET, LOCKED, NAME = "表", "锁定", "示范 县.xlsx"
NATIVE = '=IFERROR(WB_EARNED(A1:A3),"本地")'
STORED = 99  # what the file has for a result before anybody calculates
SHORT = {
    "C1": "=WB_EARNED(A1:A3)",
    "C2": NATIVE,
    "C3": '=IFERROR(WB_SHARE(A1:A1,A2:A2,0.5),"本地")&"（"&WB_EARNED(A1:A3)&"分）"',
}


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    with xlsxwriter.Workbook(path) as book:
        sheet, locked = book.add_worksheet(SHEET), book.add_worksheet(LOCKED)
        sheet.write_column("A1", [1, 2, 0.5])
        for cell, formula in SHORT.items():
            sheet.write_formula(cell, formula, None, STORED)
        sheet.write_formula("C4", "=SUM(A1:A3)", None, STORED)
        sheet.write_array_formula("D1:D4", "{=WB_POSSIBLE(A1:A3,A1:A3)}", None, STORED)
        sheet.write_string("A6", "wb_earned(这是文字)")
        locked.write_formula("A1", f"=IFERROR(WB_EARNED({SHEET}!A1:A3),0)", None, STORED)
        locked.write_array_formula("B1:B2", f"{{=WB_EARNED({SHEET}!A1:A3)}}", None, STORED)
        locked.protect()
    return path


def formulas(path: Path) -> dict[str, str]:
    """The formulas of the sheet as another program reads them."""
    cells = {cell: load_workbook(path)[SHEET][cell].value for cell in (*SHORT, "C4", "D1")}
    return {cell: value.text if hasattr(value, "text") else value for cell, value in cells.items()}


def long_names(path: Path) -> int:
    with zipfile.ZipFile(path) as package:
        return sum(package.read(name).upper().count(b"ORG.WEIBAO") for name in package.namelist())


def test_bound_after_loading(live_office: LiveOffice, workbook: Path) -> None:
    """Values at once, arrays too, and nothing that looks like a change of the document."""
    with live_office.open(workbook) as book:
        assert book.read(SHEET, "C1:D4") == [[3.5, 3.5], [3.5, 3.5], ["达到（3.5分）", 3.5], [3.5, 3.5]]
        assert book.value(LOCKED, "A1") == 3.5
        assert (book.is_modified, book.undo_titles) == (False, [])
        book.type(SHEET, {"A3": 1})
        assert book.read(SHEET, "C1:D1") == [[4.0, 4.0]]
        assert book.is_modified


def test_array_formulas_on_protected_sheets_stay_unbound(live_office: LiveOffice, workbook: Path) -> None:
    """Calc refuses to set them; so blocks stand on unprotected sheets."""
    with live_office.open(workbook) as book:
        book.calculate()
        assert book.read(LOCKED, "B1:B2") == [[CellError("#NAME?")], [CellError("#NAME?")]]
        book.protect(LOCKED, on=False)
        book.rebind()
        assert book.read(LOCKED, "B1:B2") == [[3.5], [3.5]]


def test_hidden_documents_are_bound_on_request(live_office: LiveOffice, workbook: Path) -> None:
    with live_office.open(workbook, hidden=True) as book:
        assert book.value(SHEET, "C1") == STORED
        book.rebind()
        assert book.read(SHEET, "C1:D2") == [[3.5, 3.5], [3.5, 3.5]]
        assert (book.is_modified, book.undo_titles) == (False, [])


def test_binding_again_keeps_what_can_be_undone(live_office: LiveOffice, workbook: Path) -> None:
    with live_office.open(workbook) as book:
        book.type(SHEET, {"A3": 1})
        before = book.undo_titles
        assert before
        book.formula(SHEET, "E1", "=WB_EARNED(A1:A3)")
        book.rebind()
        assert book.is_modified
        assert book.undo_titles[-len(before) :] == before
        book.undo()
        book.undo()
        assert book.value(SHEET, "A3") == 0.5


def test_a_new_document_from_a_template_is_bound(live_office: LiveOffice, workbook: Path) -> None:
    with live_office.open(workbook, template=True) as book:
        assert book.read(SHEET, "C1:D1") == [[3.5, 3.5]]


def test_documents_without_our_functions_are_left_alone(live_office: LiveOffice, tmp_path: Path) -> None:
    """Not even recalculated: what the file says stays in sight."""
    path = tmp_path / "别人的.xlsx"
    with xlsxwriter.Workbook(path) as other:
        sheet = other.add_worksheet(SHEET)
        sheet.write_formula("A1", "=1+1", None, STORED)
        sheet.write_string("A2", "WB_EARNED(A1)")
    with live_office.counting() as calls, live_office.open(path) as book:
        assert book.read(SHEET, "A1:A2") == [[STORED], ["WB_EARNED(A1)"]]
    assert not calls


def test_saved_under_the_names_that_excel_knows(live_office: LiveOffice, workbook: Path, tmp_path: Path) -> None:
    """Saved three times in place, then under another name; read by another program, then opened again."""
    wanted = {**SHORT, "C4": "=SUM(A1:A3)", "D1": "=WB_POSSIBLE(A1:A3,A1:A3)"}
    other = tmp_path / "另存.xlsx"
    with live_office.open(workbook) as book:
        for points in (3, 4, 5):
            book.type(SHEET, {"A1": points})
            book.store()
            assert not book.is_modified
            assert formulas(workbook) == wanted
            assert load_workbook(workbook, data_only=True)[SHEET]["C1"].value == points + 2.5
        book.store_as(other)
        book.type(SHEET, {"A1": 6})
        book.store()
    assert formulas(other) == wanted
    assert long_names(workbook) == long_names(other) == 0
    assert load_workbook(workbook)[SHEET]["A6"].value == "wb_earned(这是文字)"
    assert {path.name for path in tmp_path.iterdir()} == {NAME, "另存.xlsx"}
    with live_office.open(other) as book:
        assert book.read(SHEET, "C1:D2") == [[8.5, 8.5], [8.5, 8.5]]


def test_a_file_with_the_long_names_is_bound_all_the_same(
    live_office: LiveOffice, workbook: Path, tmp_path: Path
) -> None:
    """A copy that LibreOffice stores without telling the extension."""
    copy = tmp_path / "副本.xlsx"
    with live_office.open(workbook) as book:
        book.save_as(copy)
    assert long_names(copy) > 0
    with live_office.open(copy) as book:
        assert book.read(SHEET, "C1:D2") == [[3.5, 3.5], [3.5, 3.5]]
        book.store()
    assert long_names(copy) == 0


def test_saved_as_an_ods_it_stays_live(live_office: LiveOffice, workbook: Path, tmp_path: Path) -> None:
    path = tmp_path / "表.ods"
    with live_office.open(workbook) as book:
        book.store_as(path)
    with live_office.open(path) as book:
        book.type(SHEET, {"A1": 7})
        assert book.read(SHEET, "C1:D1") == [[9.5, 9.5]]


def test_every_menu_entry_reaches_its_handler(live_office: LiveOffice, workbook: Path) -> None:
    """Outside a campaign folder each says something in Chinese, and none is unknown."""
    with live_office.open(workbook) as book:
        live_office.told()
        book.dispatch(SCHEME + "nonsense")
        assert "没有“nonsense”这个按钮" in "".join(live_office.told())
        for action in actions():
            book.dispatch(SCHEME + action.name)
            said = "\n".join(live_office.told())
            assert said, action.name
            assert "这个按钮。加载项和" not in said, said
            assert "程序内部出错" not in said, said


@pytest.mark.parametrize("macros", [False, True])
def test_a_workbook_with_macros_of_the_same_name_uses_the_add_in(
    live_office: LiveOffice, tmp_path: Path, macros: bool
) -> None:
    """核定台账.xlsm brings the functions as macros for Excel; in LibreOffice they must not stand in the way."""
    path = tmp_path / "台账.xlsm"
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_column("A1", [1, 2, 0.5])
        sheet.write_formula("C1", "=WB_EARNED(A1:A3)", None, STORED)
        sheet.write_array_formula("D1:D2", "{=WB_EARNED(A1:A3)}", None, STORED)
    source = "Public Function WB_EARNED(effective)\n    WB_EARNED = -1\nEnd Function\n"
    modules = [Module(name, "", "document") for name in code_names(buffer.getvalue())]
    project = build_vba_project([*modules, Module("Main", source, "standard")])
    path.write_bytes(with_macros(buffer.getvalue(), project, None, addin=False))
    with live_office.open(path, macros=macros) as book:
        assert book.read(SHEET, "C1:D1") == [[3.5, 3.5]]
        assert not book.is_modified
        book.type(SHEET, {"A1": 2})
        assert book.read(SHEET, "C1:D1") == [[4.5, 4.5]]
        book.store()
    assert long_names(path) == 0
    assert load_workbook(path)[SHEET]["C1"].value == "=WB_EARNED(A1:A3)"
