"""Cells of a worksheet that cannot be changed one by one, and formulas that several cells share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.sheets.package_values import address, split_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

Area = tuple[int, int, int, int]  # first row and column, last row and column
_LAST = (1_048_576, 16_384)


def area_of(reference: str) -> Area | None:
    """ "B2:C9" as an area, also whole columns and rows; None for what is none."""
    first, _, last = reference.replace("$", "").partition(":")
    try:
        return (*split_address(first), *split_address(last or first))
    except ValueError:
        if first.isdecimal() and last.isdecimal():
            return int(first), 1, int(last), _LAST[1]
        try:
            return 1, split_address(f"{first}1")[1], _LAST[0], split_address(f"{last}1")[1]
        except ValueError:
            return None


def holds(area: Area, row: int, column: int) -> bool:
    """Whether a cell lies in the area."""
    return area[0] <= row <= area[2] and area[1] <= column <= area[3]


def bound_areas(root: etree._Element, ns: str) -> list[Area]:
    """Merged cells, array formulas and data tables, as far as they are more than one cell."""
    references = [str(item.get("ref")) for item in root.iterfind(f"{ns}mergeCells/{ns}mergeCell")]
    references += [
        str(formula.get("ref")) for formula in root.iter(f"{ns}f") if formula.get("t") in ("array", "dataTable")
    ]
    areas = [area for reference in references if (area := area_of(reference))]
    return [area for area in areas if area[:2] != area[2:]]


def unshare(cells: Mapping[int, Mapping[int, etree._Element]], ns: str, index: str) -> None:
    """Give every cell that shares a formula its own text of it, so that any of them may go."""
    from openpyxl.formula.translate import Translator

    shared = [
        (address(row, column), formula)
        for row, line in cells.items()
        for column, cell in line.items()
        if (formula := cell.find(f"{ns}f")) is not None and formula.get("t") == "shared" and formula.get("si") == index
    ]
    origin, text = next(((where, formula.text) for where, formula in shared if formula.text), ("", ""))
    for where, formula in shared:
        if text and not formula.text:
            formula.text = Translator(f"={text}", origin=origin).translate_formula(where)[1:]
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, "")
