"""What an opened package was changed in, told to the program that has the workbook open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.sheets.live_edits import CellEdit, Edits, FreeRow, Seen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weibao.sheets.package_sheet import SheetXml
    from weibao.sheets.package_values import Cell, Grid


def edits_of(sheets: Mapping[str, SheetXml], rows: dict[str, list[list[Cell]]], areas: dict[str, str]) -> Edits:
    """The changes of opened sheets by name, of whole machine sheets (`rows`) and of print areas."""
    made = Edits(dict(rows), areas=dict(areas))
    for name, sheet in sheets.items():
        made.cells += [CellEdit(name, *where, *change) for where, change in sorted(sheet.typed.items())]
        made.heads += _headings(name, sheet)
        made.free += _free_rows(name, sheet)
        made.formulas |= {(name, *where): formula for where, formula in sorted(sheet.formulas.items())}
        made.heights |= {(name, row): points for row, points in sorted(sheet.heights.items())}
    return made


def covering(rows: Sequence[Sequence[Cell]], old: Grid) -> list[list[Cell]]:
    """`rows` as a rectangle with blanks over everything that stood there before."""
    width = max([*map(len, rows), *(max(cells) for cells in old.values())], default=0)
    filled = [[*row, *[None] * (width - len(row))] for row in rows]
    return filled + [[None] * width] * (max(old, default=0) - len(rows))


def _headings(name: str, sheet: SheetXml) -> list[Seen]:
    """The fixed texts of the row that has most of them, above all cells that were typed into."""
    first = min((row for row, _ in sheet.typed), default=0)
    rows = [
        [Seen(name, row, column, text) for column, text in cells.items()
         if isinstance(text, str) and not sheet.formula(row, column) and (row, column) not in sheet.typed]
        for row, cells in sorted(sheet.grid().items())
        if row < first
    ]  # fmt: skip
    return max(rows, key=len, default=[])


def _free_rows(name: str, sheet: SheetXml) -> list[FreeRow]:
    """The rows that were blank before they were typed into, as wide as the sheet's contents."""
    width = max((max(cells) for cells in sheet.grid().values()), default=0)
    return [FreeRow(name, row, width) for row in sorted(sheet.was_blank)]
