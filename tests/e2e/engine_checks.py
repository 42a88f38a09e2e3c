"""What the xlwings engine must do on a real Calc; every function is one check, in the order written.

Runs in LibreOffice's Python through `engine_driver.py`; `test_engine.py` makes the workbook that `Case` opens.
"""

# ruff: noqa: DTZ001  # cells know no time zones

from __future__ import annotations

import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlwings

from weibao.hosts.libreoffice.engine import LibreOfficeError, book_of, undo_step
from weibao.hosts.libreoffice.uno_cells import options, struct

CHECKS: list[Any] = []


class Case:
    """One copy of the template, open in the office."""

    def __init__(self, context: Any, path: Path) -> None:
        self.context = context
        self.path = path
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.opened: list[Any] = []

    def open(self, path: Path | None = None, **extra: Any) -> xlwings.Book:
        url = "private:factory/scalc" if path == Path() else (path or self.path).as_uri()
        self.document = self.desktop.loadComponentFromURL(url, "_blank", 0, options(Hidden=True, **extra))
        self.opened.append(self.document)
        self.book = book_of(self.document, self.context)
        self.sheet = self.book.sheets[0]
        self.empty = self.book.sheets[-1]
        return self.book

    def close(self) -> None:
        for document in self.opened:
            document.close(True)

    def native(self, sheet: str, address: str) -> Any:
        return self.document.Sheets.getByName(sheet).getCellRangeByName(address)

    def steps(self) -> list[str]:
        return list(self.document.UndoManager.getAllUndoActionTitles())


def check(function: Any) -> Any:
    CHECKS.append(function)
    return function


def same(got: Any, expected: Any) -> None:
    assert got == expected, f"got {got!r}, expected {expected!r}"
    assert type(got) is type(expected), f"got {type(got)}, expected {type(expected)}"


def refused(what: Any, *words: str) -> None:
    """`what()` raises our own error, in Chinese, with the words in its text."""
    text = ""
    try:
        what()
    except LibreOfficeError as error:
        text = str(error)
    absent = [word for word in (*words, "。") if word not in text]
    assert not absent, f"{absent} not in: {text or 'it was not refused'}"


def put(target: Any, value: Any, member: str = "value") -> Any:
    return lambda: setattr(target, member, value)


# --- books, sheets, names ---


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


# --- where ranges are ---


@check
def addresses_and_sizes(case: Case) -> None:
    block = case.sheet.range((2, 3), (4, 28))
    same((block.address, block.row, block.column, block.shape), ("$C$2:$AB$4", 2, 3, (3, 26)))
    same((len(block), block.size, block.last_cell.address), (78, 78, "$AB$4"))
    same(block.get_address(False, False), "C2:AB4")
    same(case.sheet.range("B2", "A1").address, "$A$1:$B$2")
    same(case.sheet.range(case.sheet["C3"], case.sheet["A1"]).address, "$A$1:$C$3")
    same(case.sheet.range(2, 3).address, "$C$2")
    same((case.sheet[0, 0].address, case.sheet[1:3, 2].address), ("$A$1", "$C$2:$C$3"))


@check
def resize_offset_and_slices(case: Case) -> None:
    block = case.sheet["B2:D4"]
    same(block.resize(2, 5).address, "$B$2:$F$3")
    same(block.resize(row_size=1).address, "$B$2:$D$2")
    same(block.offset(3, -1).address, "$A$5:$C$7")
    same((block[0].address, block[-1].address, block[4].address), ("$B$2", "$D$4", "$C$3"))
    same((block[1:, :2].address, block[0, :].address, block[:, -1].address), ("$B$3:$C$4", "$B$2:$D$2", "$D$2:$D$4"))
    same((block(2, 2).address, block(4).address, block(9, 1).address), ("$C$3", "$B$3", "$B$10"))
    same([cell.address for cell in case.sheet["A1:B2"]], ["$A$1", "$B$1", "$A$2", "$B$2"])
    same([row.address for row in block.rows], ["$B$2:$D$2", "$B$3:$D$3", "$B$4:$D$4"])
    refused(lambda: block.offset(-2), "第 0 行")


@check
def empty_slices_read_as_nothing_and_take_nothing(case: Case) -> None:
    header = case.sheet["A1:E1"]
    rest = header[1:, :]
    same((rest.shape, rest.value), ((0, 5), None))
    rest.value = 5
    same(case.steps(), [])


@check
def beyond_the_sheet_is_refused(case: Case) -> None:
    refused(lambda: case.sheet.range((1, 20000)).value, "$ACOF$1", "边界")
    refused(put(case.sheet.range((1048577, 1)), 1), "$A$1048577")
    refused(lambda: case.sheet.range((0, 1)), "从 1 数起")


@check
def whole_sheets_are_refused_long_columns_are_not(case: Case) -> None:
    same(case.sheet.cells.shape, (1048576, 16384))
    same(case.sheet.cells(2, 1).value, "I01")
    refused(lambda: case.sheet.cells.value, "17179869184")
    refused(put(case.sheet.cells, 0), "缩小范围")
    column = case.sheet["A1:A100000"].value
    same((len(column), column[:2], column[-1]), (100000, ["编号", "I01"], None))


@check
def used_range_is_what_holds_something(case: Case) -> None:
    same(case.sheet.used_range.address, "$A$1:$G$9")
    same(case.empty.used_range.address, "$A$1")
    case.empty["C5"].value = 1
    same(case.empty.used_range.address, "$C$5")


# --- reading ---


@check
def every_kind_of_value_is_read(case: Case) -> None:
    same(case.sheet["A2:F2"].value, ["I01", 2.0, True, datetime(2023, 9, 30), None, 0.75])
    same(case.sheet["C3:E3"].value, [False, datetime(2023, 9, 30, 14, 30), "=1+1"])
    same([type(value) for value in case.sheet["B2:D2"].value], [float, bool, datetime])
    same(case.sheet["Z99"].value, None)
    case.book.app.calculate()
    same(case.sheet["C5"].value, True)


@check
def shapes_are_those_of_excel(case: Case) -> None:
    same(case.sheet["A2"].value, "I01")
    same(case.sheet["A2:B2"].value, ["I01", 2.0])
    same(case.sheet["B2:B3"].value, [2.0, 0.5])
    same(case.sheet["A2:B3"].value, [["I01", 2.0], ["I02", 0.5]])
    same(case.sheet["A2"].options(ndim=2).value, [["I01"]])
    same(case.sheet["A2"].options(ndim=1).value, ["I01"])
    same(case.sheet["A2:B2"].options(ndim=2).value, [["I01", 2.0]])
    same(case.sheet["A2:B3"].options(transpose=True).value, [["I01", "I02"], [2.0, 0.5]])
    same(case.sheet["A2:B3"].options(ndim=2, chunksize=1).value, [["I01", 2.0], ["I02", 0.5]])


@check
def options_choose_the_types(case: Case) -> None:
    same(case.sheet["B2:D2"].options(numbers=int, dates=date).value, [2, True, date(2023, 9, 30)])
    same(case.sheet["A2:E2"].options(empty="").value, ["I01", 2.0, True, datetime(2023, 9, 30), ""])
    same(case.sheet["A2:B3"].options(dict).value, {"I01": 2.0, "I02": 0.5})
    same(case.sheet["A2:B2"].options(tuple).value, ("I01", 2.0))


@check
def errors_read_as_none_or_as_their_name(case: Case) -> None:
    case.book.app.calculate()
    same(case.sheet["A5:A9"].value, [None] * 5)
    names = ["#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "Err:502"]
    same(case.sheet["A5:A9"].options(err_to_str=True).value, names)
    same(case.sheet["A5:A9"].options(err_to_str=True, empty="").value, names)
    case.native("清单", "A5").setFormula("=#REF!")
    same(case.sheet["A5"].options(err_to_str=True).value, "#REF!")


@check
def an_empty_result_reads_as_blank(case: Case) -> None:
    case.empty["A1"].value = '=IF(1>0,"","x")'
    same(case.empty["A1"].value, None)
    same(case.empty["A1:B1"].value, [None, None])


# --- writing ---


@check
def blocks_rows_columns_and_scalars_are_written(case: Case) -> None:
    case.empty["B2"].value = [["甲", 1], ["乙", 2]]
    same(case.native("空表", "B2:C3").getDataArray(), (("甲", 1.0), ("乙", 2.0)))
    case.empty["B5"].value = [1, 2, 3]
    same(case.empty["B5:D5"].value, [1.0, 2.0, 3.0])
    case.empty["F1"].options(transpose=True).value = [1, 2]
    same(case.empty["F1:F3"].value, [1.0, 2.0, None])
    case.empty["H1"].value = ((1, "x"), (2, "y"))
    same(case.empty["H1:I2"].value, [[1.0, "x"], [2.0, "y"]])
    case.empty["K1"].value = {"甲": 1, "乙": 2}
    same(case.empty["K1:L2"].value, [["甲", 1.0], ["乙", 2.0]])


@check
def one_value_fills_a_range(case: Case) -> None:
    case.empty["A1:B3"].value = "未评"
    same(case.empty["A1:C3"].value, [["未评", "未评", None]] * 3)
    case.empty["A1:B2"].value = None
    same(case.empty["A1:B3"].value, [[None, None], [None, None], ["未评", "未评"]])


@check
def none_is_blank_and_never_an_error_value(case: Case) -> None:
    case.empty["D4"].value = 1
    case.empty["A1"].value = [[None, 1], ["x", None]]
    same(case.native("空表", "A1:B2").getDataArray(), (("", 1.0), ("x", "")))
    same([case.native("空表", "A1:B2").getCellByPosition(x, y).getError() for x in (0, 1) for y in (0, 1)], [0] * 4)
    case.empty["A1"].value = [float("nan"), 2]
    same(case.empty["A1:B1"].value, [None, 2.0])


@check
def numbers_of_every_size_are_floats(case: Case) -> None:
    case.empty["A1"].value = [1, -3, 2**31, 2**53, Decimal("0.5"), 1e300]
    same(case.empty["A1:F1"].value, [1.0, -3.0, 2147483648.0, 9007199254740992.0, 0.5, 1e300])


@check
def truth_values_keep_their_kind(case: Case) -> None:
    case.empty["A1"].value = [True, False, 1]
    same(case.empty["A1:C1"].value, [True, False, 1.0])
    same(case.native("空表", "A1").String, "TRUE")
    case.empty["A1"].value = [5, 0]
    same(case.empty["A1:B1"].value, [5.0, 0.0])
    same(case.native("空表", "A1").String, "5")


@check
def dates_get_a_format_where_they_have_none(case: Case) -> None:
    case.empty["A1"].value = [date(2024, 2, 29), datetime(2024, 2, 29, 8, 5), datetime(1899, 12, 31)]
    same(case.empty["A1:C1"].value, [datetime(2024, 2, 29), datetime(2024, 2, 29, 8, 5), datetime(1899, 12, 31)])
    same([case.native("空表", a).String for a in ("A1", "B1")], ["2024-02-29", "2024-02-29 08:05"])
    same(case.native("空表", "A1").Value, 45351.0)
    case.sheet["D2"].value = date(2024, 2, 29)
    same(case.native("清单", "D2").String, "2024年2月29日")
    case.sheet["D2"].value = 45352
    same(case.sheet["D2"].value, datetime(2024, 3, 1))


@check
def dates_follow_the_documents_own_epoch(case: Case) -> None:
    case.document.NullDate = struct("util.Date", 1, 1, 1904)
    case.empty["A1"].value = date(2024, 2, 29)
    same(case.native("空表", "A1").Value, 43889.0)
    same(case.empty["A1"].value, datetime(2024, 2, 29))


@check
def times_to_the_second_survive(case: Case) -> None:
    moments = [datetime(2026, 11, 25, 23, 59, second) for second in range(60)]
    case.empty["A1"].value = [[moment] for moment in moments]
    same(case.empty["A1:A60"].value, moments)


@check
def texts_stay_texts(case: Case) -> None:
    texts = ["001", "2024-01-01", "1e5", "TRUE", "50%", "1/2", " 空格 ", "两\n行", "〔2023〕7号", "😀", "=", "-"]
    case.empty["A1"].value = texts
    same(case.empty["A1"].resize(1, len(texts)).value, texts)
    same(case.native("空表", "A1").Type.value, "TEXT")
    case.empty["A2"].value = ["'=1+1", "'001", "''"]
    same(case.empty["A2:C2"].value, ["=1+1", "001", "'"])
    same(case.native("空表", "A2").Type.value, "TEXT")


@check
def subclasses_of_text_are_written_as_text(case: Case) -> None:
    from enum import Enum

    class Level(str, Enum):  # noqa: UP042  # its str() is not its value
        MET = "达标"

    case.empty["A1"].value = [Level.MET, 1]
    same(case.empty["A1:B1"].value, ["达标", 1.0])


@check
def formulas_are_in_excels_notation(case: Case) -> None:
    for formula, value in {
        "=SUM(B2,B3)": 2.5,
        "=清单!B2*2": 4.0,
        "='清单'!$B$3+SUM(清单!B2:B3)": 3.0,
        "=SUM({1,2;3,4})": 10.0,
        '=IF(清单!B2>1,"是,的","否;的")': "是,的",
        "=IFERROR(WB_UNKNOWN(清单!A1,1),清单!B2)": 2.0,
        "=EDATE(DATE(2024,1,31),1)": 45351.0,
        '=NETWORKDAYS.INTL(45292,45298,"0000000")': 7.0,
        '=VLOOKUP("I02",清单!A2:B3,2,FALSE)': 0.5,
        "=满分/总分": 50.0,
    }.items():
        sheet = case.sheet if "(B2" in formula else case.empty
        sheet["J20"].value = formula
        got = sheet["J20"].value
        if isinstance(got, datetime):
            got = case.native(sheet.name, "J20").Value
        same((formula, got), (formula, value))


@check
def formulas_and_values_share_a_block(case: Case) -> None:
    case.empty["A1"].value = [[1, "=A1+1", None], ["x", "=B1*2", date(2024, 1, 1)]]
    same(case.empty["A1:C2"].value, [[1.0, 2.0, None], ["x", 4.0, datetime(2024, 1, 1)]])
    case.empty["A1"].value = 10
    same(case.empty["B1:B2"].value, [11.0, 22.0])


@check
def one_formula_fills_a_range_relatively(case: Case) -> None:
    case.empty["A1"].value = [[1], [2], [3]]
    case.empty["B1:C3"].value = "=A1*2+$A$1"
    same(case.empty["B1:C3"].value, [[3.0, 7.0], [5.0, 11.0], [7.0, 15.0]])


@check
def unknown_functions_show_their_error(case: Case) -> None:
    case.empty["A1"].value = "=WB_UNKNOWN(B1,2)"
    same(case.empty["A1"].options(err_to_str=True).value, "#NAME?")
    same(case.native("空表", "A1").getFormula().upper(), "=WB_UNKNOWN(B1;2)")


@check
def unreadable_formulas_are_refused(case: Case) -> None:
    for formula in ("=1+", "=(1,2", "=SUM(1)2", "=A1 B1"):
        refused(put(case.empty["B2"], formula), "$空表.$B$2", formula)


@check
def values_that_no_cell_holds_are_refused(case: Case) -> None:
    case.empty["A1"].value = "原来"
    for value, word in (
        (object(), "object"),
        (1j, "complex"),
        (float("inf"), "太大"),
        (10**400, "太大"),
        ("甲" * 32768, "32768"),
        ("a\x00b", "第 2 个字符"),
        ("\ud800", "控制符"),
        (b"x", "bytes"),
    ):
        refused(put(case.empty["A1"], [[value, 1]]), word)
    same(case.empty["A1:B1"].value, ["原来", None])
    case.empty["A1"].value = "甲" * 32767
    same(len(case.empty["A1"].value), 32767)


@check
def wrong_shapes_are_refused(case: Case) -> None:
    target = case.empty["A1:B2"]
    for rows in ([[1, 2]], [[1], [2]], [[1, 2], [3, 4], [5, 6]], [[1, 2], [3]], []):
        refused(put(target, rows, "raw_value"), "2 行、2 列")
    refused(put(target, [1, 2], "raw_value"), "一行一行")
    target.raw_value = [[1, 2], [3, 4]]
    same(target.value, [[1.0, 2.0], [3.0, 4.0]])


# --- what must not be written ---


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


# --- undo ---


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


# --- the application ---


@check
def calculate_replaces_stale_results(case: Case) -> None:
    same(case.sheet["B5"].value, 99.0)
    case.book.app.calculate()
    same(case.sheet["B5"].value, 2.5)


@check
def the_status_bar_takes_texts(case: Case) -> None:
    app = case.book.app
    same(app.status_bar, False)
    for text in ("正在汇总 1/54 …", "正在汇总 2/54 …"):
        app.status_bar = text
        same(case.book.app.status_bar, text)
    app.status_bar = False
    same(app.status_bar, False)
    app.status_bar = "又来"
    app.status_bar = None
    same(app.status_bar, False)
    with app.properties(status_bar="忙"):
        same(app.status_bar, "忙")
    same(app.status_bar, False)


@check
def saving_keeps_what_was_written(case: Case) -> None:
    written = [[True, date(2024, 1, 1)], ["001", 2]]
    case.empty["A1"].value = written
    case.book.save()
    same(case.document.isModified(), False)
    again = case.open(case.path)
    same(again.sheets["空表"]["B1:B2"].value, [datetime(2024, 1, 1), 2.0])
    same(again.sheets["空表"]["A1:A2"].value, [True, "001"])
    same(again.app.display_alerts, True)


@check
def saving_under_another_name(case: Case) -> None:
    for suffix in (".xlsx", ".ods", ".xlsm"):
        target = case.path.with_name("另存 为" + suffix)
        case.empty["A1"].value = suffix
        case.book.save(target)
        same((target.exists(), case.book.fullname, case.book.name), (True, str(target), target.name))
        same(case.open(target).sheets["空表"]["A1"].value, suffix)
        case.document = case.opened[0]
        case.book = book_of(case.document, case.context)
        case.empty = case.book.sheets["空表"]


@check
def saving_that_cannot_be_is_refused(case: Case) -> None:
    refused(lambda: case.book.save(case.path.with_suffix(".csv")), ".csv", ".xlsx、.xlsm、.ods")
    refused(lambda: case.book.save(case.path.parent / "没有" / "x.xlsx"), "没有这个文件夹", "没有")
    (case.path.parent / "占.xlsx").mkdir()
    refused(lambda: case.book.save(case.path.parent / "占.xlsx"), "没有保存成", "占.xlsx")
    refused(lambda: case.book.save(password="x"), "密码")  # noqa: S106
    refused(case.open(Path()).save, "另存为")


@check
def everything_else_is_refused_by_name(case: Case) -> None:
    cell, app = case.sheet["A1"], case.book.app
    for what, member in (
        (lambda: cell.color, "Range.color"),
        (put(cell, (1, 2, 3), "color"), "Range.color"),
        (lambda: cell.number_format, "Range.number_format"),
        (put(cell, "0%", "number_format"), "Range.number_format"),
        (put(cell, "=1", "formula"), "Range.formula"),
        (cell.clear_contents, "Range.clear_contents"),
        (cell.merge, "Range.merge"),
        (lambda: cell.expand(), "Range.expand"),
        (lambda: cell.font.bold, "Range.font"),
        (lambda: cell.get_address(external=True), "Range.get_address"),
        (lambda: case.book.sheets.add("新"), "Sheets.add"),
        (case.sheet.delete, "Sheet.delete"),
        (put(case.sheet, "新", "name"), "Sheet.name"),
        (lambda: case.sheet.charts, "Sheet.charts"),
        (lambda: case.sheet.visible, "Sheet.visible"),
        (case.book.close, "Book.close"),
        (lambda: case.book.names.add("x", "=1"), "Names.add"),
        (lambda: case.book.names["总分"].delete(), "Name.delete"),
        (put(case.book.names["总分"], "=1", "refers_to"), "Name.refers_to"),
        (lambda: app.books, "App.books"),
        (app.quit, "App.quit"),
        (put(app, False, "screen_updating"), "App.screen_updating"),
        (lambda: app.macro("x").run(), "App.run"),
    ):
        refused(what, member, "LibreOffice")
    same(case.sheet["A1"].value, "编号")


@check
def a_large_block_goes_in_one_piece(case: Case) -> None:
    rows = [[f"I{row:02}", row / 2, date(2024, 1, 1), row % 2 == 0, None] * 4 for row in range(1000)]
    case.empty["A1"].value = rows
    read = case.empty.used_range.resize(1000, 20).options(dates=date).value
    same(read, rows)
    case.document.UndoManager.undo()
    same(case.empty.used_range.address, "$A$1")
