"""What a plain reader of values cannot see in a sheet: formulas, error values, hidden rows, merged cells, comments.

Read straight from the sheet's XML and asked for every sheet that people fill: calamine returns an error value such as
#REF! as a blank. Sheets as office programs write them are scanned (`intake_scan`), all others walked cell by cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weibao.sheets.container import refused
from weibao.sheets.intake_package import Package, PackageError, SheetPart, column_number, parsed
from weibao.sheets.intake_scan import Cells, scan, split
from weibao.sheets.layout import column_letter

if TYPE_CHECKING:
    from lxml import etree

# Beyond this area a stray cell would make any reader unfold millions of blanks.
MAX_ROWS, MAX_COLUMNS = 20_000, 200
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, 1-based, both ends inside."""

    text: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class SheetFacts:
    """Facts of one sheet by cell address ("H12"). `formulas` tells whether the formula has a stored result."""

    formulas: dict[str, bool] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    merged: tuple[Area, ...] = ()
    comments: dict[str, str] = field(default_factory=dict)


def sheet_facts(package: Package, sheet: SheetPart) -> SheetFacts:
    """Look at one sheet; PackageError where its XML is damaged, or where it would unfold to more than is bearable."""
    package.spend(sheet.name, 0, 0)  # once there is too much, nothing more is parsed
    root, space, cells = _scanned(package, sheet.part) or _walked(package, sheet)
    package.spend(sheet.name, cells.bottom * cells.right, cells.inline, cells.shared)
    merged = tuple(
        area
        for item in root.iterfind(f"{space}mergeCells/{space}mergeCell")
        if (area := parse_area(item.get("ref", "")))
    )
    return SheetFacts(
        cells.formulas,
        cells.errors,
        tuple(cells.hidden),
        _hidden_columns(root, space),
        merged,
        _comments(package, sheet.part),
    )


def _scanned(package: Package, part: str) -> tuple[etree._Element, str, Cells] | None:
    """The sheet (its tree without the rows, its namespace, its cells) as office programs write it; None for others."""
    halves = split(package.xml_bytes(part))
    if halves is None:
        return None
    root = parsed(halves[0], part)
    space = _space(root)
    tables = list(root.iter("{*}sheetData"))
    if len(tables) != 1 or tables[0].getparent() is not root or tables[0].tag != f"{space}sheetData":
        return None
    if next(root.iter("{*}c"), None) is not None:
        return None
    cells = scan(halves[1], prefixed="x14ac" in root.nsmap)
    return (root, space, cells) if cells and cells.bottom <= MAX_ROWS and cells.right <= MAX_COLUMNS else None


def _walked(package: Package, sheet: SheetPart) -> tuple[etree._Element, str, Cells]:
    """The same of any sheet, cell by cell."""
    root = package.xml(sheet.part)
    space = _space(root)
    walk = _Walk(sheet.name, space)
    for row in root.iterfind(f"{space}sheetData/{space}row"):
        walk.take(row)
    # Other readers take cells for cells wherever they stand and whatever namespace they are of.
    if [sum(1 for _ in root.iter(f"{{*}}{name}")) for name in ("sheetData", "c")] != [1, walk.count]:
        raise refused(f"工作表“{sheet.name}”在表格之外还藏着格子，不同的程序会看到不同的内容")
    return root, space, walk.found


def _space(root: etree._Element) -> str:
    return root.tag[: root.tag.index("}") + 1] if isinstance(root.tag, str) and "}" in root.tag else ""


def _hidden_columns(root: etree._Element, space: str) -> tuple[int, ...]:
    """Numbers of the hidden columns, as far as a table of ours may reach."""
    found: set[int] = set()
    for item in root.iterfind(f"{space}cols/{space}col"):
        ends = (item.get("min", ""), item.get("max", ""))
        if item.get("hidden") in ("1", "true") and all(end.isdecimal() and len(end) < 8 for end in ends):
            found.update(range(int(ends[0]), min(int(ends[1]), MAX_COLUMNS) + 1))
    return tuple(sorted(found))


class _Walk:
    """Walks the rows of a sheet. A row or cell that does not say where it stands is the next one."""

    def __init__(self, sheet: str, space: str) -> None:
        self.found = Cells()
        self.count = 0
        self._rows: set[int] = set()
        self._sheet, self._row = sheet, 0
        self._cell, self._value, self._formula, self._inline_text = (f"{space}{name}" for name in ("c", "v", "f", "is"))
        self._columns: dict[str, int] = {}

    def take(self, row: etree._Element) -> None:
        number = row.get("r", "")
        self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
        if row.get("hidden") in ("1", "true"):
            self.found.hidden.append(self._row)
        column = 0
        columns: set[int] = set()
        for cell in row.iterchildren(self._cell):
            self.count += 1
            address = cell.get("r")
            if address is None:
                column += 1
                address = f"{column_letter(column)}{self._row}" if column <= MAX_COLUMNS else f"ZZZ{self._row}"
                line = self._row
            else:
                line, column = self._place(address)
            if len(cell):
                if line in self._rows or column in columns:
                    raise self._double(address)
                columns.add(column)
                self._filled(cell, address, line, column)
        if columns:
            self._rows.add(self._row)

    def _double(self, address: str) -> PackageError:
        return refused(f"工作表“{self._sheet}”的 {address} 有两份内容，不同的程序会看到不同的内容")

    def _place(self, address: str) -> tuple[int, int]:
        letters = address.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
                raise PackageError("文件内部有损坏（单元格地址）")
            column = self._columns[letters] = column_number(letters.upper())
        digits = address[len(letters) :]
        return (int(digits) if 0 < len(digits) < 8 else MAX_ROWS + 1), column

    def _filled(self, cell: etree._Element, address: str, line: int, column: int) -> None:
        if line > MAX_ROWS or column > MAX_COLUMNS:
            raise PackageError(f"工作表“{self._sheet}”的 {address} 有内容，离表格太远，应当是误填，请先把它删掉")
        found = self.found
        found.bottom, found.right = max(found.bottom, line), max(found.right, column)
        kind, value = cell.get("t"), cell.find(self._value)
        text = (value.text or "") if value is not None else ""
        if len(cell) > 1 and len({child.tag for child in cell}) < len(cell):
            raise self._double(address)
        # A comment in the middle: what follows it is lost on some readers. A text beside a value: either may be shown.
        if value is not None and (len(value) or (text and cell.find(self._inline_text) is not None)):
            raise self._double(address)
        formula = cell.find(self._formula)
        if formula is not None:
            # A program that computes nothing leaves an empty value; a formula that gives no text says so (str).
            found.formulas[address] = value is not None and (bool(text) or kind == "str")
        if kind == "s":
            if not (text.isascii() and text.isdecimal()):  # which a reader took for the first of all strings
                raise PackageError("文件内部有损坏（字符串编号）")
            found.shared.append(text)
        elif kind == "e":
            found.errors[address] = text if value is not None else "#"
        found.inline += len(text)


def parse_area(text: str) -> Area | None:
    """`H6:I7` as numbers; None where it is no rectangle of cells."""
    corners = [_CELL.fullmatch(corner) for corner in text.replace("$", "").split(":")]
    if len(corners) not in (1, 2) or not all(corners):
        return None
    rows = [int(corner[2]) for corner in corners if corner]
    columns = [column_number(corner[1]) for corner in corners if corner]
    return Area(text, min(rows), min(columns), max(rows), max(columns))


def _comments(package: Package, part: str) -> dict[str, str]:
    """Comments and threaded comments by cell, our own notes among them."""
    found: dict[str, list[str]] = {}
    for kind, target in package.related(part).values():
        if kind == "comments":
            for address, text in _classic(package.xml(target)):
                found.setdefault(address, []).append(text)
        elif kind == "threadedComment":
            for item in package.xml(target).iterfind("{*}threadedComment"):
                found.setdefault(item.get("ref", ""), []).append(" ".join("".join(map(str, item.itertext())).split()))
    return {address: "；".join(texts) for address, texts in found.items() if any(texts)}


def _classic(root: etree._Element) -> list[tuple[str, str]]:
    authors = [author.text or "" for author in root.iterfind("{*}authors/{*}author")]
    found = []
    for item in root.iterfind("{*}commentList/{*}comment"):
        number = item.get("authorId", "")
        author = authors[int(number)] if number.isdecimal() and len(number) < 8 and int(number) < len(authors) else ""
        # A threaded comment leaves a classic one as well (author "tc=…") with an explanation in English.
        if author.startswith("tc="):
            continue
        found.append((item.get("ref", ""), " ".join("".join(node.text or "" for node in item.iter("{*}t")).split())))
    return found
