"""What is written as a value, and what no cell takes."""

# ruff: noqa: DTZ001  # cells know no time zones

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from weibao.hosts.libreoffice.uno_cells import struct

from .case import Case, check, put, refused, same


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
