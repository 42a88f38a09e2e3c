"""Binding formulas to the add-in after loading: LibreOffice up to 7.4 reads WB_ROWS(…) of an .xlsx as an unknown name.

Setting a formula again to its own text resolves it. Nothing of that stays: not the modified flag, no entry in undo.
`document` is a com.sun.star.sheet.SpreadsheetDocument. Runs inside LibreOffice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from weibao.hosts.libreoffice import names

if TYPE_CHECKING:
    from re import Pattern

SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
_FORMULAS = 16  # com.sun.star.sheet.CellFlags.FORMULA


def rebind(document: Any) -> int:
    """Resolve the formulas that mention one of our functions; how many there were. Other documents are left alone.

    Array formulas on protected sheets cannot be set; there the native formulas go on to speak.
    """
    if not document.supportsService(SPREADSHEET):
        return 0
    sheets = [document.Sheets.getByIndex(number) for number in range(document.Sheets.Count)]
    found = [(sheet, cells) for sheet in sheets if (cells := list(_unbound(sheet)))]
    if not found:
        return 0
    with _Unnoticed(document):
        count = sum(_bind(sheet, cells) for sheet, cells in found)
        # Calc trusts the stored results of an .xlsx: without this the old ones would stay in sight.
        document.calculateAll()
    return count


def _unbound(sheet: Any) -> Iterator[tuple[int, int, str]]:
    """Column, row and formula of the cells whose formula mentions a function of ours that is not resolved."""
    pattern = unresolved()
    areas = sheet.queryContentCells(_FORMULAS)
    for area in map(areas.getByIndex, range(areas.Count)):
        corner = area.RangeAddress
        for row, formulas in enumerate(area.getFormulaArray(), corner.StartRow):
            for column, formula in enumerate(formulas, corner.StartColumn):
                if pattern.search(formula):
                    yield column, row, formula


@cache
def unresolved() -> Pattern[str]:
    """Matches a call that Calc did not resolve: resolved ones are shown by their long name, in capitals."""
    from weibao.functions.registry import FUNCTIONS  # a document without formulas must not wait for it

    short = "|".join(function.name for function in FUNCTIONS)
    long = "|".join(re.escape(names.long_name(function.name).lower()) for function in FUNCTIONS)
    return re.compile(rf"(?<![\w.])(?:(?i:{short})|{long})\s*\(")


def _bind(sheet: Any, cells: list[tuple[int, int, str]]) -> int:
    count, done = 0, set()
    for column, row, formula in cells:
        if (column, row) in done:
            continue
        cell = sheet.getCellByPosition(column, row)
        if formula.startswith("{"):
            block = sheet.createCursorByRange(cell)
            block.collapseToCurrentArray()
            block.setArrayFormula(formula[1:-1])
            area = block.RangeAddress
            columns, rows = range(area.StartColumn, area.EndColumn + 1), range(area.StartRow, area.EndRow + 1)
            done |= {(x, y) for x in columns for y in rows}
        else:
            cell.setFormula(formula)
        count += 1
    return count


class _Unnoticed:
    """Leave neither an entry in 编辑 → 撤销 nor the mark of a change; calculate once, not cell by cell.

    A class: an exception of UNO that passes through a generator is hidden by one of pyuno's own.
    """

    def __init__(self, document: Any) -> None:
        self._document, self._undo = document, document.UndoManager

    def __enter__(self) -> None:
        self._modified, self._nothing_to_undo = self._document.isModified(), not self._undo.isUndoPossible()
        self._automatic = self._document.isAutomaticCalculationEnabled()
        self._undo.lock()
        # Or every function would be called when it is bound and again after.
        self._document.enableAutomaticCalculation(False)

    def __exit__(self, *_: object) -> None:
        self._document.enableAutomaticCalculation(self._automatic)
        self._undo.unlock()
        if self._nothing_to_undo:
            # The lock does not hold while a document is being loaded.
            self._undo.clear()
        self._document.setModified(self._modified)
