"""A table made longer below its last row: new rows look and compute like the last one, and whatever ended there ends
with the new last row: choices, colours, filters, print areas and formulas that see the whole table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from weibao.sheets.package_areas import unshare
from weibao.sheets.package_values import address, split_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml import etree

    from weibao.sheets.package import Package
    from weibao.sheets.package_sheet import SheetXml

_SQREF: Final = ("sqref", "ref")
_RANGED: Final = ("dataValidation", "conditionalFormatting", "autoFilter")
_NAMES: Final = ("_xlnm._FilterDatabase", "_xlnm.Print_Area")


def rows_below(sheet: SheetXml, last: int) -> Iterator[int]:
    """The numbers of the rows below `last` in which nothing stands, nearest first."""
    grid, row = sheet.grid(), last
    while True:
        row += 1
        if row not in grid and not any(sheet.formula(row, column) for column in sheet.columns_in(row)):
            yield row


def add_row(sheet: SheetXml, like: int, row: int, computed: Iterable[int]) -> None:
    """Make a row of the look of row `like`, with its formulas in the columns `computed`; it holds nothing else."""
    sheet.dress_row(row, like)
    for column in computed:
        formula = own_formula(sheet, like, column)
        if formula:
            sheet.put_formula(row, column, moved(formula, like, row), None)


def own_formula(sheet: SheetXml, row: int, column: int) -> str:
    """A cell's formula in its own words, also where it shared another cell's."""
    cell = sheet.element(row, column)
    formula = None if cell is None else cell.find(f"{sheet.namespace}f")
    if formula is not None and formula.get("t") == "shared":
        unshare(sheet.elements, sheet.namespace, str(formula.get("si")))
        sheet.forget_all()
    return sheet.formula(row, column)


def moved(formula: str, old: int, new: int) -> str:
    """A formula of row `old` as it reads in row `new`: cells of its own row move along, $-fixed rows stay."""
    return re.sub(rf"(?<![A-Za-z0-9_.$!])(\$?[A-Z]{{1,3}}){old}(?![0-9(])", rf"\g<1>{new}", formula)


def stretch_formula(formula: str, sheet: str, old: int, new: int, *, own: bool = False) -> str:
    """A formula whose spans over the columns of `sheet` ended in row `old`, ending in row `new`.

    `own`: it stands on that sheet, where spans have no sheet in front.
    """
    name = re.escape(sheet)
    front = rf"(?:'{name}'|{name})!" if not own else rf"(?:(?:'{name}'|{name})!)?"
    return re.sub(rf"(?<![A-Za-z!'])({front}\$[A-Z]{{1,3}}\$\d+:\$[A-Z]{{1,3}}\$){old}(?!\d)", rf"\g<1>{new}", formula)


def share_choice(sheet: SheetXml, like: int, row: int, column: int) -> None:
    """Let a cell take what the cell of row `like` in the same column takes: its list, days, whole numbers."""
    for element in sheet.root.iter(f"{sheet.namespace}dataValidation"):
        areas = str(element.get("sqref") or "").split()
        if any(_covers(area, like, column) for area in areas):
            element.set("sqref", " ".join([*areas, address(row, column)]))
            sheet.changed = True


def free_choice(sheet: SheetXml, row: int, column: int) -> None:
    """Let a cell take anything: its list, days or whole numbers are no longer what it may take."""
    for element in list(sheet.root.iter(f"{sheet.namespace}dataValidation")):
        areas = str(element.get("sqref") or "").split()
        left = [part for area in areas for part in _around(area, row, column)]
        if left == areas:
            continue
        sheet.changed = True
        element.set("sqref", " ".join(left))
        parent = element.getparent()
        if not left and parent is not None:
            parent.remove(element)
            parent.set("count", str(len(parent)))
            if not len(parent):
                sheet.root.remove(parent)


def reword_choice(sheet: SheetXml, column: int, old: Sequence[str], new: Sequence[str]) -> None:
    """Let a column that takes one of `old` take one of `new`; one that takes something else is left alone."""
    ns = sheet.namespace
    for element in sheet.root.iter(f"{ns}dataValidation"):
        listed = element.find(f"{ns}formula1")
        if not _is_choice_in(element, column) or listed is None or listed.text != _listed(old):
            continue
        listed.text = _listed(new)
        element.set("error", str(element.get("error") or "").replace("、".join(old), "、".join(new)))
        sheet.changed = True


def _listed(choices: Sequence[str]) -> str:
    return f'"{",".join(choices)}"'


def _around(area: str, row: int, column: int) -> list[str]:
    """What is left of an area of one column without a row; another area as it is."""
    if not _covers(area, row, column) or _columns(area) != (column, column):
        return [area]
    first, _, last = area.partition(":")
    top, bottom = split_address(first)[0], split_address(last or first)[0]
    above = [f"{address(top, column)}:{address(row - 1, column)}"] if top < row else []
    return above + ([f"{address(row + 1, column)}:{address(bottom, column)}"] if row < bottom else [])


def stretch_sheet(package: Package, name: str, old: int, new: int, *, own: int = 0) -> None:
    """Let choices, colours, the filter and the print area of a sheet that ended in row `old` end in row `new`.

    In the column `own` every row has a choice of its own, which is not stretched.
    """
    sheet = package.sheet(name)
    for element in _ranged(sheet.root):
        if own and _is_choice_in(element, own):
            continue
        for attribute in _SQREF:
            if text := element.get(attribute):
                element.set(attribute, " ".join(_longer(part, old, new) for part in str(text).split()))
        if str(element.tag).endswith("}sqref") and element.text:
            element.text = " ".join(_longer(part, old, new) for part in element.text.split())
    sheet.changed = True
    for title in _NAMES:
        package.move_end(name, old, new, title)


def _ranged(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag in (*_RANGED, "sqref"):
            yield element


def _is_choice_in(element: etree._Element, column: int) -> bool:
    areas = str(element.get("sqref") or "").split()
    return str(element.tag).endswith("}dataValidation") and any(_columns(area) == (column, column) for area in areas)


def _columns(area: str) -> tuple[int, int]:
    """First and last column of an area; (0, 0) of what is none."""
    first, _, last = area.partition(":")
    try:
        return split_address(first)[1], split_address(last or first)[1]
    except ValueError:
        return 0, 0


def _covers(area: str, row: int, column: int) -> bool:
    first, _, last = area.partition(":")
    try:
        (top, left), (bottom, right) = split_address(first), split_address(last or first)
    except ValueError:
        return False
    return top <= row <= bottom and left <= column <= right


def _longer(area: str, old: int, new: int) -> str:
    first, _, last = area.partition(":")
    try:
        row, column = split_address(last or first)
    except ValueError:
        return area
    return f"{first}:{address(new, column)}" if row == old else area
