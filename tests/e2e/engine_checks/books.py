"""Books, sheets and names, in the office as in Excel."""

from __future__ import annotations

import sys
from pathlib import Path

import xlwings

from weibao.hosts.libreoffice.engine import book_of

from .case import Case, check, refused, same


@check
def runs_with_the_slim_copy(case: Case) -> None:
    home = Path(xlwings.__file__).parent
    same(home.parent.name, "pythonpath")
    same([name for name in ("pro", "rest", "ext", "server.py", "reports.py") if (home / name).exists()], [])
    same([name for name in sys.modules if name.startswith("xlwings.pro")], [])
    same(sys.modules["pandas"], None)
    same(type(case.book) is xlwings.Book, True)


@check
def a_book_knows_its_file(case: Case) -> None:
    same(case.book.name, "核定 台账.xlsx")
    same(case.book.fullname, str(case.path))
    fresh = case.open(Path())
    same(fresh.fullname, fresh.name)
    same(bool(fresh.name), True)


@check
def books_and_ranges_compare(case: Case) -> None:
    again = book_of(case.document, case.context)
    same(again == case.book, True)
    same(again.sheets["清单"]["A1"] == case.sheet["A1"], True)
    same(case.sheet["A1"] == case.sheet["A2"], False)
    same(len({case.sheet["A1"], again.sheets[0]["A1"]}), 1)
    same(repr(case.sheet["A1:B2"]), "<Range [核定 台账.xlsx]清单!$A$1:$B$2>")
    same(case.book.app.engine.name, "libreoffice")


@check
def sheets_by_name_number_and_in_order(case: Case) -> None:
    sheets = case.book.sheets
    same([sheet.name for sheet in sheets], ["清单", "保护", "隐藏", "空表"])
    same((len(sheets), sheets[1].name, sheets[-1].name, sheets(1).name), (4, "保护", "空表", "清单"))
    same((sheets["保护"].name, sheets["保护"].index), ("保护", 2))
    same(("清单" in sheets, "没有" in sheets, case.book.sheet_names[0]), (True, False, "清单"))
    same(sheets["保护"].book == case.book, True)


@check
def a_missing_sheet_is_refused(case: Case) -> None:
    refused(lambda: case.book.sheets["没有"], "没有工作表“没有”", "清单、保护")
    refused(lambda: case.book.sheets(0), "“0”")
    refused(lambda: case.book.sheets(5), "“5”")


@check
def sheets_are_activated(case: Case) -> None:
    case.book.sheets["空表"].activate()
    same(case.book.sheets.active.name, "空表")
    refused(case.book.sheets["隐藏"].activate, "隐藏")
    same(case.book.sheets.active.name, "空表")


@check
def ranges_are_selected(case: Case) -> None:
    case.book.sheets["保护"]["B2:C3"].select()
    same(case.document.CurrentSelection.AbsoluteName, "$保护.$B$2:$C$3")
    same(case.book.sheets.active.name, "保护")
    refused(case.book.sheets["隐藏"]["A1"].select, "隐藏")


@check
def names_lead_to_ranges(case: Case) -> None:
    names = case.book.names
    same(sorted(name.name for name in names), ["总分", "满分", "表头"])
    same(("总分" in names, "没有" in names, len(names)), (True, False, 3))
    same(names["总分"].refers_to_range.value, 2.0)
    same(names["表头"].refers_to_range.value, ["编号", "分值", "完成", "日期", "说明"])
    same(names["表头"].refers_to_range.sheet.name, "清单")
    same((names["总分"].refers_to, names["满分"].refers_to), ("=清单!$B$2", "=100"))
    names["总分"].refers_to_range.value = 1.5
    same(case.sheet["B2"].value, 1.5)


@check
def names_that_lead_nowhere_are_refused(case: Case) -> None:
    refused(lambda: case.book.names["没有"], "没有名称“没有”")
    refused(lambda: case.book.names["满分"].refers_to_range, "满分", "不是一个区域", "=100")


@check
def a_sheet_knows_its_names_and_addresses(case: Case) -> None:
    same(case.sheet.range("总分").value, 2.0)
    same(case.sheet["总分"].address, "$B$2")
    same(case.sheet.range("a1:b2").address, "$A$1:$B$2")
    same(case.sheet.range("B:C").shape, (1048576, 2))
    for wrong in ("没有", "A0", "A1,B2", "保护!A1", ""):
        refused(lambda wrong=wrong: case.sheet.range(wrong), f"没有区域“{wrong}”")
    refused(lambda: case.empty.range("总分"), "空表", "总分")
