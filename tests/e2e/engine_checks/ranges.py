"""Where ranges are: addresses, sizes, slices, the sheet's edges."""

from __future__ import annotations

from .case import Case, check, put, refused, same


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
