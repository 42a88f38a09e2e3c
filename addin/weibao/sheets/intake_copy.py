"""A returned workbook that may be copied: checked whole, because who loads and saves it unfolds every sheet of it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final

from weibao.sheets.container import PackageError, refused
from weibao.sheets.intake_active import active_parts
from weibao.sheets.intake_deep import parse_area, sheet_facts
from weibao.sheets.intake_package import column_number

if TYPE_CHECKING:
    from lxml import etree

    from weibao.sheets.intake_package import Package, SheetPart

# Cells of one sheet that merged areas, links and the like may cover: each becomes an object when it is loaded.
MAX_COVERED: Final = 50_000
# The last row and column of any program.
_ROWS, _COLUMNS = 2**20, 2**14
_ROW: Final = re.compile(r"[1-9][0-9]{0,6}")
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_MAIN: Final = re.compile(r"(sheet|template|sheet\.macroenabled|template\.macroenabled)\.main\+xml\Z", re.IGNORECASE)


def copyable(package: Package) -> bytes:
    """The workbook as a package of its checked members, for a programme that loads all of it.

    PackageError where it carries more than cells, or would unfold to more than is bearable.
    """
    if active_parts(package):
        raise PackageError("文件里有宏、链接或嵌入的内容，不另存副本")
    _check_workbook(package)
    for sheet in package.sheets.values():
        sheet_facts(package, sheet)
        root = package.xml(sheet.part)
        package.spend(sheet.name, _existing(root, sheet.name), 0)
        covered = 0
        for reference in _references(package, sheet, root):
            area = parse_area(reference)
            covered += (area.bottom - area.top + 1) * (area.right - area.left + 1) if area else MAX_COVERED
        if covered >= MAX_COVERED:
            raise PackageError(f"工作表“{sheet.name}”合并了过大的区域")
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for name in package.members:
            read = package.members.xml if name.casefold().endswith((".xml", ".rels", ".vml")) else package.members.read
            copy.writestr(zipfile.ZipInfo(name), read(name))
    return target.getvalue()


def _check_workbook(package: Package) -> None:
    """What others load is what is checked: they find the workbook by its type, and take any part for a sheet."""
    types = package.xml("[Content_Types].xml").iterfind("{*}Override")
    main = {item.get("PartName", "").lstrip("/") for item in types if _MAIN.search(item.get("ContentType", ""))}
    if (main or {"xl/workbook.xml"}) != {package.workbook_part}:
        raise refused("文件内部登记了不止一个工作簿")
    related = package.related(package.workbook_part)
    for item in package.workbook.iterfind("{*}sheets/{*}sheet"):
        if any(kind not in ("worksheet", "chartsheet") for kind, _ in _linked(item, related)):
            raise refused("文件内部有不认识的工作表")


def _linked(item: etree._Element, related: dict[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Kind and part of what an element names by the ID of a relationship."""
    for name, value in item.attrib.items():
        if str(name).endswith("}id") and str(value) in related:
            yield related[str(value)]


def _existing(root: etree._Element, sheet: str) -> int:
    """How many rows and cells there are, blank ones too; each says where it stands on the sheet, or nothing."""
    count = 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        number = row.get("r", "1")
        fits = _ROW.fullmatch(number) and int(number) <= _ROWS
        if not fits or not all(_on_sheet(cell.get("r", "A1")) for cell in row.iterchildren("*")):
            raise refused(f"工作表“{sheet}”有登记在表外的行或单元格")
        count += 1 + len(row)
    return count


def _on_sheet(address: str) -> bool:
    found = _ADDRESS.fullmatch(address)
    return found is not None and column_number(found[1]) <= _COLUMNS and int(found[2]) <= _ROWS


def _references(package: Package, sheet: SheetPart, root: etree._Element) -> Iterator[str]:
    """Every area of a sheet that is unfolded into cells: merged ones, links, comments, tables."""
    for path in ("{*}mergeCells/{*}mergeCell", "{*}hyperlinks/{*}hyperlink"):
        yield from (item.get("ref", "") for item in root.iterfind(path))
    related = package.related(sheet.part)
    for item in root.iterfind("{*}tableParts/{*}tablePart"):
        yield from (package.xml(part).get("ref", "") for _, part in _linked(item, related) if part in package)
    for kind, part in related.values():
        if kind == "comments" and part in package:
            yield from (item.get("ref", "") for item in package.xml(part).iterfind("{*}commentList/{*}comment"))
