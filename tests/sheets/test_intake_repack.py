"""What a foreign reader of values is given: the checked sheets without formulas, and counts that can be believed."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from corpus.packages import PACKAGE, RELATION, STRINGS, TYPES, WORKBOOK, WORKBOOK_RELS
from weibao.sheets import container
from weibao.sheets.intake_deep import sheet_facts
from weibao.sheets.intake_package import Package, PackageError
from weibao.sheets.intake_repack import repacked, shared_parts
from weibao.sheets.intake_values import SheetValues

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def package(*, strings: str = "<si><t>甲</t></si>", counts: str = "", cell: str = "") -> Package:
    rows = f'<row r="1"><c r="A1" t="s"><v>0</v></c>{cell}</row>'
    parts = {
        TYPES: "<Types/>",
        WORKBOOK: f'<workbook {MAIN} xmlns:r="{RELATION}"><sheets><sheet name="表" r:id="r1"/></sheets></workbook>',
        WORKBOOK_RELS: f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{RELATION}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        STRINGS: f"<sst {MAIN} {counts}>{strings}</sst>",
        SHEET: f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>",
    }
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return Package(target.getvalue())


@pytest.mark.parametrize(
    ("counts", "kept"),
    [
        ('count="1" uniqueCount="1"', True),
        ("count='9' uniqueCount = '9'", True),
        ('uniqueCount="99999999"', False),
        ('uniqueCount="&#57;9999999"', False),
        ('uniqueCount=" +99999999"', False),
        ('uniqueCount="99999999999999999999999"', False),
    ],
)
def test_a_count_is_handed_on_where_it_can_be_believed(counts: str, kept: bool) -> None:
    assert (b"ount" in shared_parts(package(counts=counts))["sharedStrings"]) is kept


def test_a_line_end_in_a_text_is_no_reason_to_write_the_strings_anew() -> None:
    """LibreOffice spells it `&#10;`: the bytes stay those of the file."""
    book = package(strings="<si><t>甲&#10;乙</t></si>")
    assert shared_parts(book)["sharedStrings"] == book.xml_bytes(STRINGS)
    assert SheetValues(book).grid("表") == [["甲\n乙"]]


@pytest.mark.parametrize(
    ("cell", "value", "left"),
    [
        ('<c r="B1"><f>1+1</f><v>2</v></c>', 2.0, False),
        ('<c r="B1"><f t="shared" ref="B1:B9" si="0">A1&gt;"b"</f><v>2</v></c>', 2.0, False),
        ('<c r="B1"><f t="shared" si="0"/><v>2</v></c>', 2.0, True),
        ('<c r="B1" t="str"><f aca="false">X()</f><v>乙</v></c>', "乙", False),
        ('<c r="B1" t="inlineStr"><is><t><![CDATA[a<f>x</f>b]]></t></is></c>', "a<f>x</f>b", True),
    ],
)
def test_the_values_are_the_same_without_formulas(cell: str, value: object, left: bool) -> None:
    book = package(cell=cell)
    with zipfile.ZipFile(BytesIO(repacked(book, [SHEET], shared_parts(book)))) as copy:
        assert (b"<f" in copy.read(SHEET)) is left
    assert SheetValues(book).grid("表") == [["甲", value]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1<z/><!-- <f>-->+4", "3<z/><!-- x -->"),
        ("1<z/><?x <f>?>+4", "3<z/><?x ?>"),
        ("1<![CDATA[<f>]]>+4", "3<![CDATA[x]]>"),
        ("1<f />2", "3<z/>"),
        ('1<f a=">"/>2', "3<z/>"),
    ],
)
def test_what_only_looks_like_a_formula_cannot_hide_the_cell_behind_it(first: str, second: str) -> None:
    """Taken out alone, it left a comment or a formula without its end, which the next cell then closed."""
    cells = f'<c r="B1" t="str"><f>{first}</f><v>达标</v></c><c r="C1" t="str"><f>{second}</f><v>未达标</v></c>'
    assert SheetValues(package(cell=cells)).grid("表") == [["甲", "达标", "未达标"]]


@pytest.mark.parametrize(
    ("strings", "whole"),
    [
        ("<si><t>甲</t></si><si/><si><t xml:space='preserve'>乙&#10;乙</t></si>", False),
        ("<si><r><t>甲</t></r><r><t>乙</t></r></si>" * 3, False),
        ("<si><si/><t>甲</t><si/><t>甲</t></si>", True),
        ("<si><si><t>甲</t></si><t>甲</t></si>", True),
        ("<si><t>甲<!-- </si><si> -->甲</t></si>", True),
        ("<si><t>甲<?x </si><si> ?>甲</t></si>", True),
        ("<x:si xmlns:x='a'><si></si><t>甲</t><si></si></x:si>", True),
    ],
)
def test_no_shared_string_is_longer_than_what_is_told_from_the_bytes(strings: str, whole: bool) -> None:
    """Whatever could hide where a string ends: then no string is longer than all of them."""
    book = package(strings=strings)
    assert max(book.string_lengths) <= book.longest_string
    assert (book.longest_string == book.size(STRINGS)) is whole


def test_characters_are_counted_for_all_sheets_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not before they may come to more than is bearable, and then exactly, those of the sheets before too."""
    book = package(strings="<si><t>" + "a" * 1000 + "</t></si><si><t>" + "b" * 4000 + "</t></si>")
    monkeypatch.setattr(container, "_limits", replace(container.ORDINARY, characters=10_500))
    sheet = book.sheets["表"]
    for _ in range(10):
        sheet_facts(book, sheet)
    with pytest.raises(PackageError, match="内容过多"):
        sheet_facts(book, sheet)
