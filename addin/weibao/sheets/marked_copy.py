"""A copy of a returned workbook with the cells to be mended marked and commented.

openpyxl loads and saves it, in memory: formulas, validations, formats and protection survive, the stored results of
formulas do not (every program computes them when it opens the file), nor do text boxes and pictures. The sender's own
file is never written.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from weibao.findings import Finding, Severity
from weibao.sheets.heights import lines_needed
from weibao.sheets.intake_copy import copyable
from weibao.sheets.intake_formats import Format, format_of
from weibao.sheets.intake_margins import MARK_HEAD
from weibao.sheets.intake_package import Package, PackageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from openpyxl.worksheet.worksheet import Worksheet

_MEND, _ASK = "FFC7CE", "FFEB9C"
_WIDTH = 330
# What is read and not written: such a file is whole, and says nothing wrong of itself.
_PLAIN = {Format.ODS: " .ods ", Format.XLS: "旧的 .xls "}
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)


def marked_copy(data: bytes, findings: Iterable[Finding], *, author: str, on: date) -> bytes:
    """The workbook in `data` with every finding as a colour and a comment at its cell; the same bytes every time.

    A finding without a cell stands at A1 of its sheet. Raises PackageError where the workbook cannot be kept whole.
    """
    from openpyxl import DEFUSEDXML, load_workbook
    from openpyxl.worksheet.worksheet import Worksheet

    if not DEFUSEDXML:
        raise PackageError("缺少 defusedxml，不能安全地改写别人的文件")
    if kind := _PLAIN.get(format_of(data)):
        raise PackageError(f"交回的是{kind}格式，内容已照常读取，只是不能在上面标注")
    checked = copyable(Package(data))
    try:
        book = load_workbook(BytesIO(checked), rich_text=True, keep_links=False)
        for item in findings:
            place = book[item.sheet] if item.sheet in book.sheetnames else None
            if isinstance(place, Worksheet):
                _mark(place, item, author)
        for sheet in book.worksheets:
            _size_comments(sheet)
        book.calculation.fullCalcOnLoad = True
        target = BytesIO()
        book.save(target)
    except PackageError:
        raise
    except Exception as error:  # openpyxl fails in many ways on what other programs wrote
        raise PackageError(f"这份文件没有办法标注（{type(error).__name__}）") from None
    return _steady(target.getvalue(), on)


def _mark(sheet: Worksheet, item: Finding, author: str) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell = sheet[item.cell or "A1"]
    if isinstance(cell, MergedCell):  # only the corner of a merged area can bear something
        area = next((one for one in sheet.merged_cells.ranges if item.cell in one), None)
        cell = sheet.cell(area.min_row, area.min_col) if area else sheet["A1"]
    if item.cell:
        colour = _ASK if item.severity is Severity.INFO else _MEND
        cell.fill = PatternFill("solid", start_color=colour, end_color=colour)
    before = f"{cell.comment.text}\n" if cell.comment else ""
    if item.message not in before:
        text = before + ("" if MARK_HEAD in before else MARK_HEAD) + item.message
        cell.comment = Comment(text, author)


def _size_comments(sheet: Worksheet) -> None:
    """openpyxl gives every comment one size; each gets the height that its text needs.

    Only cells that exist are looked at: `iter_rows` makes all up to the last, one blank in the far corner is enough.
    """
    for cell in sheet._cells.values():
        if cell.comment:
            cell.comment.width = _WIDTH
            cell.comment.height = lines_needed(cell.comment.text, _WIDTH / 6.3) * 17 + 14


def _steady(data: bytes, on: date) -> bytes:
    """The package with fixed times, so that the same findings give the same file."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as steady:
        for name in package.namelist():
            content = package.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + f"{on.isoformat()}T00:00:00Z".encode() + rb"\g<2>", content)
            info = zipfile.ZipInfo(name, _FIRST_MOMENT)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            steady.writestr(info, content)
    return target.getvalue()
