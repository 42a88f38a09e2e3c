"""A copy of a return is made only of one that a programme can load whole without harm."""

from __future__ import annotations

import re
import time
import zipfile
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from corpus import attacks_active, attacks_formulas, attacks_packages, attacks_sheets
from corpus.packages import EVIDENCE, RELATION, ROWS, TYPES, WORKBOOK_RELS, edit, insert, link, with_parts
from sheets.books import Book
from weibao.findings import Finding, Severity
from weibao.sheets.intake_copy import copyable
from weibao.sheets.intake_package import Package, PackageError
from weibao.sheets.marked_copy import marked_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from weibao.rulebook.model import Rulebook

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAKERS = {
    name: make
    for module in (attacks_active, attacks_formulas, attacks_packages, attacks_sheets)
    for name, make, *_ in module.CASES
}
MAKERS["整表超链接"] = insert(
    ROWS, "<pageMargins", '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>'
)

SHEET = "xl/worksheets/_rels/sheet2.xml.rels"
TABLE = f'<tableParts count="1"><tablePart xmlns:r="{RELATION}" r:id="rId1"/></tableParts>'
FAR = b"A1:XFD1048576"


def far_blank(address: str, row: str = "1048576") -> Callable[[Path, Path], Path]:
    """A formatted cell without content, behind all others."""
    return insert(ROWS, "</sheetData>", f'<row r="{row}"><c r="{address}" s="0"/></row>')


def full_of_blanks(sheet: bytes) -> bytes:
    """Fewer than one part may have, more than half of what all may have."""
    return sheet.replace(b"</sheetData>", b"<row>" + b"<c/>" * 160_000 + b"</row></sheetData>")


def with_sheet_part(kind: str, content: bytes) -> Callable[[Path, Path], Path]:
    """The sheet has one other part, a table or the comments."""

    def change(data: bytes) -> bytes:
        data = re.sub(rb"<(legacyDrawing|drawing|pageSetup)\b[^>]*/>", b"", data)
        return data if kind == "comments" else data.replace(b"</worksheet>", TABLE.encode() + b"</worksheet>")

    return edit(ROWS, change, **{SHEET: link(ROWS, kind, "/xl/other.xml"), "xl/other.xml": content})


MAKERS["批注盖住整表"] = with_sheet_part(
    "comments",
    b'<comments xmlns="%s"><authors/><commentList><comment ref="%s"><text/></comment></commentList></comments>'
    % (MAIN, FAR),
)
MAKERS["没有列的表格盖住整表"] = with_sheet_part(
    "whatever", b'<table xmlns="%s" id="1" displayName="a" ref="%s"/>' % (MAIN, FAR)
)
MAKERS["表外的行"] = far_blank("A1", "1048577")
MAKERS["表外的列"] = far_blank("XFE1")
MAKERS["地址不是一格"] = far_blank("A1:B2")
MAKERS["另有一个工作簿"] = insert(
    TYPES,
    "</Types>",
    '<Override PartName="/xl/other.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>',
)
MAKERS["登记成别的的工作表"] = edit(
    WORKBOOK_RELS, lambda data: data.replace(b'relationships/worksheet"', b'relationships/sheetwork"', 1)
)
MAKERS["空格子太多"] = with_parts(**dict.fromkeys((ROWS, EVIDENCE), full_of_blanks))


@pytest.fixture
def good(tmp_path: Path, village: Rulebook) -> Path:
    return Book("D01", rows={"I01": {"level": "达标", "statement": "=1+1"}}).write(tmp_path / "good.xlsx", village)


def test_an_ordinary_return_is_copied_part_by_part(good: Path) -> None:
    data = copyable(Package(good))
    with zipfile.ZipFile(good) as before, zipfile.ZipFile(BytesIO(data)) as after:
        assert {name: before.read(name) for name in before.namelist()} == {
            name: after.read(name) for name in after.namelist()
        }
    cells = [cell for row in openpyxl.load_workbook(BytesIO(data))["指标清单"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]


@pytest.mark.parametrize(
    "name",
    [
        *("整表合并", "整表超链接", "批注盖住整表", "没有列的表格盖住整表", "最远一格", "表外的行", "表外的列"),
        *("地址不是一格", "空格子太多", "另有一个工作簿", "登记成别的的工作表", "宏", "DDE 公式", "外部链接"),
        *(
            "名称是 DDE",
            "名称是宏命令",
            "数据有效性取网页",
            "扩展的条件格式",
            "表格的计算列",
            "图表引用",
            "别的编码的表格",
        ),
        "压缩炸弹，目录里写得很小",
    ],
)
def test_a_return_that_swells_or_acts_is_not(tmp_path: Path, good: Path, name: str) -> None:
    make: Callable[[Path, Path], Path] = MAKERS[name]
    folder = tmp_path / "made"
    folder.mkdir()
    begun = time.process_time()
    with pytest.raises(PackageError):
        copyable(Package(make(folder, good)))
    assert time.process_time() - begun < 5


def test_a_formatted_blank_in_the_far_corner_is_one_cell(
    tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LibreOffice writes such rows. To walk over all cells up to it would make seventeen billion of them."""

    def never(*_: object, **__: object) -> None:
        raise AssertionError("every cell is made")

    folder = tmp_path / "made"
    folder.mkdir()
    data = far_blank("XFD1048576")(folder, good).read_bytes()
    told = Finding("cell-x", Severity.WARNING, "请核对", sheet="指标清单", cell="B4")
    with monkeypatch.context() as patched:
        patched.setattr("openpyxl.worksheet.worksheet.Worksheet.iter_rows", never)
        copy = marked_copy(data, [told], author="某办", on=date(2023, 9, 1))
    sheet = openpyxl.load_workbook(BytesIO(copy))["指标清单"]
    assert "请核对" in sheet["B4"].comment.text
