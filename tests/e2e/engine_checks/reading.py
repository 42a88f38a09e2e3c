"""What cells read as."""

# ruff: noqa: DTZ001  # cells know no time zones

from __future__ import annotations

from datetime import date, datetime

from .case import Case, check, same


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
