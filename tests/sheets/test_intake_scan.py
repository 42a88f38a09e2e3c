"""The cells of a sheet taken from its bytes: the same as a walk of its tree finds, or nothing at all."""

from __future__ import annotations

import random
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from weibao.sheets import intake_scan
from weibao.sheets.intake_deep import _scanned, _walked
from weibao.sheets.intake_package import Package, PackageError, SheetPart
from weibao.sheets.intake_scan import Cells, scan

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
EXCEL = 'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
SHEET = SheetPart("表", "xl/worksheets/sheet1.xml", False)
SAMPLES = sorted((Path(__file__).parents[2] / "workbooks").glob("checklist-*.xlsx"))
# As Excel, XlsxWriter and LibreOffice write them.
ROWS = (
    '<row r="1" spans="1:8" ht="30" customHeight="1"><c r="A1" s="3" t="s"><v>7</v></c><c r="B1" s="3"/></row>',
    '<row r="2" hidden="1"><c r="A2"><f>IF(B2&lt;"",&quot;a&quot;&amp;1,2)</f><v>1</v></c>'
    '<c r="H2" t="e"><v>#REF!</v></c></row>',
    '<row r="3"><c r="A3" t="str"><f aca="false">X()</f><v>甲&#10;&amp;乙</v></c>'
    '<c r="C3" t="str"><f>Y()</f><v></v></c></row>',
    '<row r="4" spans="1:2" x14ac:dyDescent="0.25"><c r="A4" t="b"><v>1</v></c></row>',
    '<row r="5"><c r="A5"><f t="shared" ref="A5:A9" si="0">B5</f><v/></c><c r="B5"><f t="shared" si="0"/></c></row>',
    '<row r="7" hidden="true" ht="5"/><row r="20000"><c r="GR20000" s="1"><v xml:space="preserve"> 1 </v></c></row>',
)  # fmt: skip


def package(rows: str, *, head: str = "", tail: str = "", more: str = EXCEL) -> Package:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        content = f"<worksheet {MAIN} {more}>{head}<sheetData>{rows}</sheetData>{tail}</worksheet>"
        file.writestr(SHEET.part, content.encode("utf-8", "surrogatepass"))
    return Package(target.getvalue())


def walked(found: Package) -> Cells | None:
    try:
        return _walked(found, SHEET)[2]
    except PackageError:
        return None


def scanned(found: Package) -> Cells | None:
    try:
        seen = _scanned(found, SHEET.part)
    except PackageError:
        return None
    return seen[2] if seen else None


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sheet_of_a_checklist_is_scanned_as_it_is_walked(path: Path) -> None:
    book = Package(path)
    for sheet in book.sheets.values():
        seen = _scanned(book, sheet.part)
        assert seen, sheet.name
        assert seen[2] == _walked(book, sheet)[2]


@pytest.mark.parametrize("row", ROWS)
def test_rows_as_programs_write_them(row: str) -> None:
    seen = scanned(package(row))
    assert seen is not None
    assert seen == walked(package(row))


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',  # two of one address
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>',
        '<row r="3"/><row r="1"/>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',  # a cell of another row
        '<row r="1"><c r="A1" s="1"><v>1<!-- 2 --></v></c></row>',
        '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
        '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1<c r="B1"/>2</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>１</v></c></row>',
        '<row r="1"><c r="A1"><v>1&x;</v></c></row>',
        '<row r="1"><c r="A1"><v>\x01</v></c></row>',
        '<row r="1"><c r="A1"><v>\uffff</v></c></row>',
        '<row r="1"><c r="A1"><v>\ud800</v></c></row>',
        '<row r="1" ht="1" ht="2"/>',
        '<row r="1" ht="&amp;"/>',
        '<row r="1" ht=1/>',
        '<row r="1"ht="1"/>',
        '<row r="1" r="1"/>',
        '<row r="1"><c r="A1"><f x="1">1</f></c></row>',
        '<row r="1"><c r="A1"><formula>1</formula></c></row>',
        '<row r="1"><c r="A1"><f>1</f ></c></row>',
        '<row r="1" xmlns="urn:x"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f t="shared" t="array">1</f></c></row>',
        '<row r="1"><c><v>1</v></c></row>',
        '<row r="20001"><c r="A20001"><v>1</v></c></row>',
        '<row r="1"><c r="GS1"><v>1</v></c></row>',
        ' <row r="1"/>',
    ],
)
def test_anything_else_is_left_to_the_walk(row: str) -> None:
    assert scanned(package(row)) is None


def test_a_prefix_that_the_sheet_does_not_declare() -> None:
    assert scanned(package(ROWS[3], more="")) is None
    assert scanned(package(ROWS[3], more="", head=f"<!-- {EXCEL} -->")) is None


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("<!-- <sheetData> -->", ""),
        ("", '<c r="A9"><v>1</v></c>'),
        ("", "<sheetData/>"),
        ("<x>", "</x>"),
        ("", "<unclosed>"),
    ],
)
def test_cells_outside_of_the_rows_are_left_to_the_walk(head: str, tail: str) -> None:
    assert scanned(package(ROWS[0], head=head, tail=tail)) is None


@pytest.mark.parametrize(
    "cell",
    ['<c r="{address}"><v>1</v></c>', '<c r="{address}" t="str"><v>{text}&lt;&amp;lt;\U00020000</v></c>'],
    ids=["numbers", "texts"],
)
def test_a_scan_takes_less_memory_than_the_sheet(cell: str) -> None:
    """However many cells it has, and whatever its texts would come to as such."""
    columns, text = [a + b for a in "ABCDEFG" for b in "ABCDEFGHIJ"], "甲" * 500
    rows = "".join(
        f'<row r="{row}">{"".join(cell.format(address=f"{c}{row}", text=text) for c in columns)}</row>'
        for row in range(1, 21 if "text" in cell else 2001)
    ).encode()
    assert len(rows) > 2**21
    tracemalloc.start()
    try:
        found = scan(rows, prefixed=False)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found is not None
    assert found.inline == 70 * (20 * 506 if "text" in cell else 2000)
    assert peak < len(rows)


def test_cells_are_taken_some_rows_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(ROWS)
    whole = scanned(package(rows))
    monkeypatch.setattr(intake_scan, "_AT_ONCE", 50)
    assert scanned(package(rows)) == whole == walked(package(rows))
    assert (
        scanned(package('<row r="1"><c r="A1"><v>' + "1" * 60 + '</v></c><c r="A1"><v>2</v></c></row>' + ROWS[1]))
        is None
    )


def test_whatever_is_damaged_is_never_read_otherwise_than_by_the_walk() -> None:
    dice = random.Random(8)  # noqa: S311
    text = "".join(ROWS)
    pieces = ("<", ">", '"', "&", "1", "<c r=", "</c>", "<v>", "/>", '<c r="A1"><v>3</v></c>', "</row>", " ", "A")
    read = 0
    for _ in range(1500):
        place, width = dice.randrange(len(text)), dice.randrange(4)
        found = package(text[:place] + dice.choice(pieces) + text[place + width :])
        seen = scanned(found)
        if seen is not None:
            read += 1
            assert seen == walked(found)
    assert read > 50
