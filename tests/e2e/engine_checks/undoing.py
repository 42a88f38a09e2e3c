"""One action is one undo."""

from __future__ import annotations

from datetime import date

from weibao.hosts.libreoffice.engine import undo_step

from .case import Case, check, refused, same


@check
def one_action_is_one_undo(case: Case) -> None:
    case.book.app.calculate()
    before = case.sheet["A1:H9"].options(ndim=2, err_to_str=True).value
    formulas = case.native("清单", "A1:H9").getFormulaArray()
    with undo_step(case.document, "汇总"):
        case.sheet["A1"].value = [["x", 1, None, date(2024, 1, 1)], [True, "=1+1", "y", 0]]
        case.sheet["H1:H9"].value = "新"
        case.empty["A1"].value = [[1, 2], [3, 4]]
    same(case.steps(), ["汇总"])
    after = case.sheet["A1:H9"].options(ndim=2, err_to_str=True).value
    same(after[0][7], "新")
    case.document.UndoManager.undo()
    same(case.sheet["A1:H9"].options(ndim=2, err_to_str=True).value, before)
    same(case.native("清单", "A1:H9").getFormulaArray(), formulas)
    same(case.empty["A1:B2"].value, [[None, None], [None, None]])
    same((case.steps(), case.empty.used_range.address), ([], "$A$1"))
    case.document.UndoManager.redo()
    same(case.sheet["A1:H9"].options(ndim=2, err_to_str=True).value, after)
    same(case.empty["A1:B2"].value, [[1.0, 2.0], [3.0, 4.0]])
    case.document.UndoManager.undo()
    same(case.sheet["A1:H9"].options(ndim=2, err_to_str=True).value, before)


@check
def undo_gives_back_formats(case: Case) -> None:
    case.empty["A1"].value = 1
    case.empty["A1"].value = True
    case.document.UndoManager.undo()
    same(case.empty["A1"].value, 1.0)
    case.empty["A1"].value = date(2024, 1, 1)
    case.document.UndoManager.undo()
    same(case.empty["A1"].value, 1.0)


@check
def a_single_write_is_one_undo_too(case: Case) -> None:
    case.empty["A1"].value = [[1, date(2024, 1, 1)], ["=A1", None]]
    same(case.steps(), ["填写单元格"])
    case.document.UndoManager.undo()
    same(case.empty["A1:B2"].value, [[None, None], [None, None]])


@check
def a_failed_action_is_one_undo(case: Case) -> None:
    def action() -> None:
        with undo_step(case.document, "核定"):
            case.empty["A1"].value = 1
            case.empty["A2"].value = "=1+"

    refused(action, "=1+")
    same(case.steps(), ["核定"])
    case.document.UndoManager.undo()
    same(case.empty["A1:A2"].value, [None, None])


@check
def an_action_that_writes_nothing_leaves_no_undo(case: Case) -> None:
    with undo_step(case.document, "查看"):
        same(case.sheet["A1"].value, "编号")
    same(case.steps(), [])
