"""A returned workbook that may be copied: checked whole, because who loads and saves it unfolds every sheet of it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final

from weibao.sheets.container import PackageError
from weibao.sheets.intake_active import active_parts
from weibao.sheets.intake_deep import parse_area, sheet_facts

if TYPE_CHECKING:
    from weibao.sheets.intake_package import Package

# Cells of one sheet that merged areas and links may cover: each becomes an object when the sheet is loaded.
MAX_COVERED: Final = 50_000


def copyable(package: Package) -> bytes:
    """The workbook as a package of its checked members, for a programme that loads all of it.

    PackageError where it carries more than cells, or would unfold to more than is bearable.
    """
    if active_parts(package):
        raise PackageError("文件里有宏、链接或嵌入的内容，不另存副本")
    for sheet in package.sheets.values():
        sheet_facts(package, sheet)
        covered = 0
        root = package.xml(sheet.part)
        for item in (*root.iterfind("{*}mergeCells/{*}mergeCell"), *root.iterfind("{*}hyperlinks/{*}hyperlink")):
            area = parse_area(item.get("ref", ""))
            covered += (area.bottom - area.top + 1) * (area.right - area.left + 1) if area else MAX_COVERED
        if covered >= MAX_COVERED:
            raise PackageError(f"工作表“{sheet.name}”合并了过大的区域")
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for name in package.members:
            read = package.members.xml if name.endswith((".xml", ".rels", ".vml")) else package.members.read
            copy.writestr(zipfile.ZipInfo(name), read(name))
    return target.getvalue()
