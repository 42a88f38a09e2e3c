"""What a ledger shows, by sheet, key and heading: for tests."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl

from weibao.sheets.ledger_fill import TABLES
from weibao.sheets.ledger_tables import locate
from weibao.sheets.package import Package
from weibao.sheets.package_values import address

if TYPE_CHECKING:
    from pathlib import Path

ASSESSORS = {"assessor1": "南通市", "assessor2": "省", "assessor3": "民政部"}
EMPTY = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'


def shown(path: Path, sheet: str) -> dict[str, dict[str, object]]:
    """Key → heading → value of every row that has a key; days are serials."""
    package = Package(path)
    table = TABLES[sheet]
    headings = {column.key: ASSESSORS.get(column.key, column.header) for column in table.columns}
    there = [sheet] if sheet in package.sheets else list(package.sheets)
    found = locate(table, {name: package.sheet(name).grid() for name in there}, headings)
    assert found is not None, f"{sheet} not found"
    rows = found.rows(package.sheet(found.sheet).grid())
    key = table.columns[0].key
    return {
        str(row.cells[key]): {headings[name]: value for name, value in row.cells.items()}
        for row in rows
        if key in row.cells
    }


def alone(path: Path, *sheets: str, data_only: bool = False) -> openpyxl.Workbook:
    """The workbook as openpyxl reads it, with contents on these sheets only: to read all of a ledger takes a second."""
    keep = {Package(path).sheets[name] for name in sheets}
    slim = BytesIO()
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(slim, "w") as made:
        for name in whole.namelist():
            bare = name.startswith("xl/worksheets/sheet") and name not in keep
            made.writestr(name, EMPTY if bare else whole.read(name))
    return openpyxl.load_workbook(slim, data_only=data_only)


def named(path: Path, name: str) -> object:
    """The value of a defined name."""
    package = Package(path)
    sheet, row, column = package.names[name]
    return package.sheet(sheet).value(row, column)


def where(path: Path, sheet: str, key: str, heading: str) -> str:
    """The address of a cell, found the way a person finds it: row by key, column by heading."""
    grid = Package(path).sheet(sheet).grid()
    # The head of 核定 uses some of the words as well; the table's own headings are the longest of such rows.
    header = max((row for row, cells in grid.items() if heading in cells.values()), key=lambda row: len(grid[row]))
    column = next(column for column, value in grid[header].items() if value == heading)
    row = next(row for row, cells in sorted(grid.items()) if row > header and key in cells.values())
    return address(row, column)
