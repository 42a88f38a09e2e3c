"""What must not be written."""

# ruff: noqa: DTZ001  # cells know no time zones

from __future__ import annotations

from datetime import date, datetime

from .case import Case, check, put, refused, same


@check
def locked_cells_are_refused(case: Case) -> None:
    sheet = case.book.sheets["保护"]
    for target, value in (("A1", "改了"), ("A1", None), ("D9", 1), ("A1", "=1+1"), ("A2:B3", 0)):
        refused(put(sheet[target], value), "“保护”受保护", "已锁定")
    refused(put(sheet["B2"], [[1, 2, 3]]), "D2")
    same(sheet["A1:C3"].value, [["不能改", None, None], [None, None, None], [None, None, None]])


@check
def unlocked_cells_of_a_protected_sheet_are_written(case: Case) -> None:
    sheet = case.book.sheets["保护"]
    sheet["B2"].value = [["达标", date(2024, 1, 1)], [True, "=1+1"]]
    same(sheet["B2:C3"].value, [["达标", datetime(2024, 1, 1)], [True, 2.0]])
    case.document.UndoManager.undo()
    same(sheet["B2:C3"].value, [[None, None], [None, None]])


@check
def read_only_documents_are_refused(case: Case) -> None:
    book = case.open(case.path, ReadOnly=True)
    for value in (1, "=1+1", None):
        refused(put(book.sheets[0]["A1"], value), "只读", "核定 台账")
    same(book.sheets[0]["A1"].value, "编号")
    refused(book.save, "只读")


@check
def a_part_of_an_array_formula_is_refused(case: Case) -> None:
    case.book.app.calculate()
    refused(put(case.sheet["G3"], 1), "$清单.$G$3", "数组公式")
    refused(put(case.sheet["F3:G3"], 1), "数组公式")
    same(case.sheet["F3:G3"].value, [None, 1.0])
    case.sheet["G2:G4"].value = 7
    same(case.sheet["G2:G4"].value, [7.0, 7.0, 7.0])
    case.document.UndoManager.undo()
    same(case.native("清单", "G2:G4").getArrayFormula(), "{=B2:B4*2}")
    case.document.UndoManager.redo()
    same(case.sheet["G2:G4"].value, [7.0, 7.0, 7.0])
