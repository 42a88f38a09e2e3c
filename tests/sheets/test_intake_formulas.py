"""Where formulas stand that call something outside the workbook; and that our own checklists have none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from corpus.attacks_formulas import TOLD
from corpus.attacks_ods import cell, ods, row
from corpus.packages import ROWS, insert
from sheets.books import Book
from weibao.sheets import intake_calls, intake_formulas
from weibao.sheets.intake_active import active_in_ods, active_parts
from weibao.sheets.intake_calls import reaching_out, reaching_out_elsewhere, reaching_out_of_ods
from weibao.sheets.intake_package import Package

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

SAMPLES = sorted((Path(__file__).parents[2] / "workbooks").glob("checklist-*.xlsx"))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, village: Rulebook) -> Path:
    return Book("D01", rows={"I01": {"level": "达标"}}).write(tmp_path_factory.mktemp("good") / "D01.xlsx", village)


@pytest.mark.parametrize("title", TOLD)
def test_the_place_of_a_formula_is_told(tmp_path: Path, good: Path, title: str) -> None:
    make, words = TOLD[title]
    made = make(tmp_path, good)
    package = Package(made)
    found = active_in_ods(package) if made.suffix == ".ods" else active_parts(package)
    assert "、".join(item.name for item in found) == words


def test_a_formula_in_many_cells_is_told_once(tmp_path: Path, good: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="Z{n}"><f>RTD(A{n})</f><v>1</v></c></row>' for n in range(300, 312))
    made = insert(ROWS, "</sheetData>", rows)(tmp_path, good)
    assert [item.name for item in active_parts(Package(made))] == ["指标清单 Z300 等 12 处：RTD"]


def test_more_formulas_than_are_searched_are_told(tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_calls, "_MOST", 200)
    letters = "ABCDEFGHIJKLMNO"
    rules = "".join(f"<formula>{one}{other}1</formula>" for one in letters for other in letters)
    assert {item.code for item in active_parts(Package(good))} == set()
    made = insert(ROWS, "<pageMargins", f"<conditionalFormatting>{rules}</conditionalFormatting>")(tmp_path, good)
    found = [(item.code, item.name) for item in active_parts(Package(made))]
    assert found == [("file-unsearched", "指标清单：不同的公式太多")]


def test_ends_of_scales_that_say_nothing_hide_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_calls, "_MOST", 3)
    assert list(reaching_out(b"<cfvo a='x'/><cfvo a='y'/><cfvo a='z'/><cfvo val='RTD(A1)'/>")) == ["RTD"]


def test_one_place_is_looked_for_however_many_there_are(tmp_path: Path, good: Path) -> None:
    """Ten thousand rules of one format: its cells stand behind them."""
    rules = "<cfRule><formula>RTD(A1)</formula></cfRule>" * 10_000
    made = insert(ROWS, "<pageMargins", f"<conditionalFormatting>{rules}</conditionalFormatting>")(tmp_path, good)
    with patch.object(intake_formulas, "_place", wraps=intake_formulas._place) as asked:
        assert [item.name for item in active_parts(Package(made))] == ["指标清单的条件格式 等 10000 处：RTD"]
    assert asked.call_count == 1


def test_an_ods_is_read_by_its_elements_whatever_their_prefix(tmp_path: Path, good: Path) -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    link = f'<o:dde-source xmlns:o="{office}" o:dde-application="cmd" o:dde-topic="/c" o:dde-item="a"/>'
    made = ods(f"{row(cell('office:dde-source'))}{link}", **{"styles.xml": b"<x:event-listeners>"})(tmp_path, good)
    found = [(item.code, item.name) for item in active_in_ods(Package(made))]
    assert found == [("file-dde", "dde-source"), ("file-macros", "event-listeners")]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_checklists_of_ours_call_nothing(sample: Path) -> None:
    assert active_parts(Package(sample)) == ()


@pytest.mark.parametrize(
    "xml",
    [
        b'<formula1>"a|b!c,WEBSERVICE"</formula1><formula2>0</formula2>',
        b"<formula1>&quot;a|b!c&quot;</formula1><formula2></formula2><formula>'a|b'!A1</formula>",
        b"<x14:formula1><xm:f>_meta!$D$1:$D$14</xm:f></x14:formula1><x14:formula2>\n<xm:f>A1</xm:f>\n</x14:formula2>",
        b'<x14:dxf><font><b/></font><fill/></x14:dxf><xm:f>A1</xm:f><cfvo type="num" val="0"/>',
        b"<f>TEXT(A1,\"0\\/0\")&amp;[1]Sheet!A1&amp;'it''s'!A1</f>",
        b'<sheetData/><cfvo type="formula" val="$A$1"/>',
        b'<x14:formula1><xm:f xml:space="preserve"> A1</xm:f></x14:formula1>',
        "<f>明细[a|b]&amp;表!A1</f>".encode(),
    ],
)
def test_formulas_of_honest_sheets(xml: bytes) -> None:
    assert list(reaching_out(xml)) == []


@pytest.mark.parametrize(
    ("xml", "called"),
    [
        (b"<formula1><f>A1</f>WEBSERVICE(A1)</formula1>", ["夹带标记的公式"]),
        (b"<formula1><z/>WEBSERVICE(A1)</formula1>", ["夹带标记的公式"]),
        (b"<x14:formula1><xm:f>A1</xm:f><!-- x -->|b!c</x14:formula1>", ["夹带标记的公式"]),
        (b"<x:formula>RTD(A1)</x:formula>", ["RTD"]),
        (b"<x:cfvo a='>' val = 'RTD(A1)'/>", ["RTD"]),
        (b"<cfvo xml:val='0' val='RTD(A1)'/>", ["RTD"]),
        (b"<f>'C:\\a\\[b.xlsx]c'!A1</f>", ["公式里写着别的文件"]),
        (b"<f>'/a/[b]/[c]d'!A1</f>", ["公式里写着别的文件"]),
        (b"<f>t['[]&amp;cmd|x!A0&amp;\"'\"</f>", ["DDE"]),
        (b'<f>t[a"b]&amp;cmd|x!A0&amp;t[c"d]</f>', ["DDE"]),
        (b"<f>Excel|[a.xlsx]b!R1C1</f>", ["DDE"]),
        (
            b'<f>_xlfn.STOCKHISTORY("a",B1)&amp;_xlfn.TRANSLATE(A1)&amp;_xlfn._xlws.PY(0,0)</f>',
            ["STOCKHISTORY", "TRANSLATE", "PY"],
        ),
        (b"<f>COPY(1)&amp;_xleta.IMAGES&amp;IMAGE</f>", []),
        (b"<f>MAP(A1:A9,_xleta.WEBSERVICE)</f>", ["WEBSERVICE"]),
        (b"<f>INDIRECT(\"'file:///a/b.ods'#$c.A1\")</f>", ["公式里写着别的文件"]),
    ],
)
def test_formulas_of_sheets_that_are_told(xml: bytes, called: list[str]) -> None:
    assert list(reaching_out(xml)) == called


@pytest.mark.parametrize(
    ("xml", "called"),
    [
        (b"<definedName name=\"a\">'C:\\a\\[b.xlsx]c'!A1</definedName>", ["公式里写着别的文件"]),
        (b'<definedName name="a">REGISTER("x")</definedName>', ["REGISTER"]),
        (b'<a:gd name="x" fmla="val 50000"/><xdr:sp macro="[0]!x" textlink="$A$1"/>', []),
        (b'<v:f eqn="sum 0 0 1"/><v:f eqn="prod 1 2 3"/>', []),
        (b'<externalBook><definedName name="a" refersTo="cmd|x!A0"/></externalBook>', ["DDE"]),
        (b"<x:FmlaMacro>cmd|x!A0</x:FmlaMacro>", ["DDE"]),
        (b'<calculatedItem formula="WEBSERVICE(A1)"/>', ["WEBSERVICE"]),
        (
            b'<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape href="#a" src=\'/media/a.png\'/></xml>',
            ["图片或链接"],
        ),
        (b'<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="image1.png"/></xml>', []),
        (b'<xml xmlns:v="urn:schemas-microsoft-com&#58;vml"><v:fill src="http://a/"/></xml>', ["图片或链接"]),
    ],
)
def test_formulas_of_other_parts(xml: bytes, called: list[str]) -> None:
    assert list(reaching_out_elsewhere(xml)) == called


@pytest.mark.parametrize(
    ("xml", "called"),
    [
        (b'<table:table-cell table:formula="of:=DDE(&quot;cmd&quot;;&quot;/c calc&quot;)"/>', ["DDE"]),
        (b'<table:table-cell table:formula="msoxl:=cmd|\'/c calc\'!A0" office:value="1"/>', ["DDE"]),
        (b'<table:named-expression table:expression="WEBSERVICE([.A1])"/>', ["WEBSERVICE"]),
        (b'<table:content-validation table:condition="of:is-true-formula(RTD(1))"/>', ["RTD"]),
        (b'<calcext:condition calcext:value="formula-is(RTD(1))"/>', ["RTD"]),
        (b"<a table:formula=\"of:=['file:///a/b.ods'#$c.A1]\"/>", ["公式里写着别的文件"]),
        (b'<table:table-cell office:string-value="a|b!c"/><text:p>WEBSERVICE(</text:p>', []),
        (
            b'<text:a xlink:href="https://www.example.com/"/><text:a xlink:href="#a"/>'
            b'<draw:image xlink:href="Pictures/a"/>',
            [],
        ),
        (b'<draw:image a=">" xlink:href="http://127.0.0.1:9/"/>', ["图片或链接"]),
        (b'<text:a xlink:href="file&#58;///a"/>', ["图片或链接"]),
        (b'<draw:object xlink:href="../a.ods"/>', ["图片或链接"]),
        (b'<form:image-frame form:image-data="http://127.0.0.1:9/"/>', ["图片或链接"]),
        (b'<draw:object xlink:href="./%2e./a.ods"/>', ["图片或链接"]),
        (b'<draw:image svg:href="a" xlink:href="http://127.0.0.1:9/"/>', ["图片或链接"]),
        (b'<text:p>href= href="http://127.0.0.1:9/"</text:p>', []),
        (b'<table:named-range table:cell-range-address="WEBSERVICE([.A1])"/>', ["WEBSERVICE"]),
        (b'<meta:template xlink:href="file:///a.ots"/>', []),
    ],
)
def test_formulas_and_links_of_an_ods(xml: bytes, called: list[str]) -> None:
    assert list(reaching_out_of_ods(xml)) == called
