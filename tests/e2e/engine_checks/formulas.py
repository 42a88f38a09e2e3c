"""Formulas as they are written and computed."""

# ruff: noqa: DTZ001  # cells know no time zones

from __future__ import annotations

from datetime import date, datetime

from .case import Case, check, put, refused, same


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
