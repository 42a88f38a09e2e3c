"""Changes that a person makes to a workbook and a writer does not: a renamed sheet, a formula over an input.

The package's XML is edited in place, because a library that loads and saves the file would lose what it computed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from weibao.markup import escape
from weibao.sheets.intake_package import Package
from weibao.sheets.layout import NAMES, column_letter

Change = Callable[[str], str]
# The zip format's first day: the same content gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def rename_sheet(path: Path, old: str, new: str) -> None:
    """Rename a sheet as a spreadsheet program does: the tab and every reference to it."""
    reference = re.compile(rf"(?<![\w.])(?:'{re.escape(old)}'|{re.escape(old)})!")

    def change(xml: str) -> str:
        return reference.sub(f"'{new}'!", xml).replace(f'<sheet name="{old}"', f'<sheet name="{new}"')

    _rewrite(path, lambda part: part == "xl/workbook.xml" or part.startswith("xl/worksheets/sheet"), change)


def put_formula(path: Path, sheet: str, address: str, formula: str) -> None:
    """Lay a formula over a cell and keep its value as the stored result."""
    cell = re.compile(rf'(<c r="{address}"[^>]*>)(<v>)')
    _change_sheet(path, sheet, lambda xml: _once(cell, rf"\1<f>{escape(formula)}</f>\2", xml))


def put_visible_unit(path: Path, name: str) -> None:
    """Write another unit's name into 填报说明, as somebody does who works in a colleague's file."""
    sheet, row, column = Package(path).names[NAMES["unit"]]
    _put_text(path, sheet, f"{column_letter(column)}{row}", name)


def _put_text(path: Path, sheet: str, address: str, text: str) -> None:
    cell = re.compile(rf'<c r="{address}"( s="\d+")?[^>]*>.*?</c>', re.DOTALL)
    inline = rf'<c r="{address}"\1 t="inlineStr"><is><t>{escape(text)}</t></is></c>'
    _change_sheet(path, sheet, lambda xml: _once(cell, inline, xml))


def _once(pattern: re.Pattern[str], replacement: str, xml: str) -> str:
    changed, count = pattern.subn(replacement, xml)
    if count != 1:
        raise ValueError(f"{pattern.pattern}: found {count} times")
    return changed


def _change_sheet(path: Path, sheet: str, change: Change) -> None:
    part = Package(path).sheets[sheet].part
    _rewrite(path, lambda name: name == part, change)


def _rewrite(path: Path, wanted: Callable[[str], bool], change: Change) -> None:
    """Write the package again with some parts changed, in the same order and with the same times."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            content = change(data.decode("utf-8")).encode("utf-8") if wanted(name) else data
            package.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    path.write_bytes(target.getvalue())
