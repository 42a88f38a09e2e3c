"""What a plain reader of values cannot see in a sheet: formulas, error values, hidden rows, merged cells, comments.

Read straight from the sheet's XML with lxml, which takes a few milliseconds a sheet where openpyxl needs hundreds,
and asked for every sheet that people fill: calamine returns an error value such as #REF! as a blank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weibao.sheets.intake_package import Package, PackageError, SheetPart, column_number

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
    merged: tuple[Area, ...] = ()
    comments: dict[str, str] = field(default_factory=dict)


def sheet_facts(package: Package, sheet: SheetPart) -> SheetFacts:
    """Look at one sheet; PackageError where its XML is damaged or a stray cell lies absurdly far out."""
    root = package.xml(sheet.part)
    space = root.tag[: root.tag.index("}") + 1] if isinstance(root.tag, str) and "}" in root.tag else ""
    formulas, errors = {}, {}
    for cell in root.iter(f"{space}c"):
        address, value = cell.get("r", ""), cell.find(f"{space}v")
        if len(cell):
            _guard_area(sheet.name, address)
        if cell.find(f"{space}f") is not None:
            formulas[address] = value is not None
        if cell.get("t") == "e":
            errors[address] = (value.text or "") if value is not None else "#"
    hidden = tuple(
        int(row.get("r", "0"))
        for row in root.iterfind(f"{space}sheetData/{space}row")
        if row.get("hidden") in ("1", "true") and row.get("r", "").isdigit()
    )
    merged = tuple(
        area
        for item in root.iterfind(f"{space}mergeCells/{space}mergeCell")
        if (area := parse_area(item.get("ref", "")))
    )
    return SheetFacts(formulas, errors, hidden, merged, _comments(package, sheet.part))


def parse_area(text: str) -> Area | None:
    """`H6:I7` as numbers; None where it is no rectangle of cells."""
    corners = [_CELL.fullmatch(corner) for corner in text.replace("$", "").split(":")]
    if len(corners) not in (1, 2) or not all(corners):
        return None
    rows = [int(corner[2]) for corner in corners if corner]
    columns = [column_number(corner[1]) for corner in corners if corner]
    return Area(text, min(rows), min(columns), max(rows), max(columns))


def _guard_area(sheet: str, address: str) -> None:
    match = _CELL.fullmatch(address)
    if match and (int(match[2]) > MAX_ROWS or column_number(match[1]) > MAX_COLUMNS):
        raise PackageError(f"工作表“{sheet}”的 {address} 有内容，离表格太远，应当是误填，请先把它删掉")


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
        author = authors[int(number)] if number.isdigit() and int(number) < len(authors) else ""
        # A threaded comment leaves a classic one as well (author "tc=…") with an explanation in English.
        if author.startswith("tc="):
            continue
        found.append((item.get("ref", ""), " ".join("".join(node.text or "" for node in item.iter("{*}t")).split())))
    return found
