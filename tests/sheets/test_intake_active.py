"""What a file carries besides cells, found by names and bytes; and what of a text cannot be seen."""

from __future__ import annotations

import unicodedata

import pytest

from weibao.clean import escaped, printable, unseen, visible
from weibao.findings import Finding, Severity
from weibao.sheets.intake_active import Active, active_in_ole, grouped
from weibao.sheets.intake_calls import formula_texts, reaching_out


@pytest.mark.parametrize(
    ("xml", "called"),
    [
        (b"<f>cmd|'/c calc'!A0</f>", ["DDE"]),
        (b'<x:f t="shared">Excel|topic!item</x:f>', ["DDE"]),
        (b'<f>webservice("x")</f>', ["WEBSERVICE"]),
        (b'<x-y.z:f>webservice("x")</x-y.z:f>', ["WEBSERVICE"]),
        ('<表:f t="str">webservice("x")</表:f>'.encode(), ["WEBSERVICE"]),
        (b"<x-y:f>A1<!-- x -->|b!c</x-y:f>", ["夹带标记的公式"]),
        (b"<f>RTD (A1)+_xlfn.IMAGE(B1)</f>", ["RTD", "IMAGE"]),
        (b'<f a="1">HYPERLINK("file:///x")</f>', ["HYPERLINK"]),
        (b"<f>A&#87;</f>", ["用编码拼写的字母"]),
        (b"<f>A&#x57;</f>", ["用编码拼写的字母"]),
        (b"<f>A#87;</f>", []),
        (b"<f>A<f>RTD(A1)</f></f>", ["RTD", "夹带标记的公式"]),
        (b"<f/><f>A1<?x?>+1</f>", ["夹带标记的公式"]),
        (b'<f>HYPERLINK("#A!B1")</f>', []),
        (b"<t>WEBSERVICE(me)</t><v>a|b!c</v>", []),
        (b'<f>"|"&amp;Sheet!A1</f>', []),
        (b'<f>_xlfn.DISPIMG("ID",1)</f>', []),
        ("<t>说明&#10;第二行</t>".encode(), []),
        (b'<f><![CDATA["<"&WEBSERVICE("x")]]></f>', ["夹带标记的公式"]),
        (b"<f>A1<!-- x -->|b!c</f>", ["夹带标记的公式"]),
        (b'<f t="shared" si="0"/><v>a|b!c</v>', []),
        (b"<f>A1<z/></f>", ["夹带标记的公式"]),
        (b"<f>A1/><z/></f>", ["夹带标记的公式"]),
        (b'<f><z/>WEBSERVICE("x")</f>', ["夹带标记的公式"]),
        (b"<f>cmd|&apos;/c calc&apos;!A0</f>", ["DDE"]),
        (b"<f>cmd|&#39;/c calc&#x27;!A0</f>", ["DDE"]),
        (b"<f>cmd|'/c calc'&#33;A0</f>", ["DDE"]),
        (b"<f>cmd&#124;x!A0</f>", ["DDE", "用编码拼写的字母"]),
        ("<f>cmd|主题!A0</f>".encode(), ["DDE"]),
        (b"<f>cmd|'/c echo ''x'' | more !'!A0</f>", ["DDE"]),
        (b"<f>cmd|'/c a &lt; b'!A0</f>", ["DDE"]),
        (b"<f>cmd|'/c a &#60; b'!A0</f>", ["DDE"]),
        (b"<f>cmd|'/c " + b"x" * 999 + b"'!A0</f>", ["DDE"]),
        (b"""<f a=">&quot;">"it's"&amp;cmd|'x'!A0&amp;"'"</f>""", ["DDE"]),
        (b"""<f a='"'>cmd|'x'!A0&amp;"'"</f>""", ["DDE"]),
        (b"""<f>'a|b'!A1&amp;"it's |"&amp;'c'!A1</f>""", []),
        (b'<f>WEBSERVICE&#40;"x")</f>', ["WEBSERVICE"]),
        (b'<f>WEBSERVICE&#10;("x")</f>', ["WEBSERVICE"]),
        (b'<f>WEBSERVICE&#x0020;("x")</f>', ["WEBSERVICE"]),
        (b'<f>&#119;ebservice("x")</f>', ["WEBSERVICE", "用编码拼写的字母"]),
        (b'<f>HYPERLINK(&#34;file:///x")</f>', ["HYPERLINK"]),
        (b'<f>HYPERLINK("file&#58;///x")</f>', ["HYPERLINK"]),
        (b"<f>A&#99999999;&#9999999;&#xD800;</f>", []),
        (b'<f t="shared" si="0"/><v>1</v><f t="shared" si="0" /><v>1</v><f>A1</f>', []),
        (b'<f>"a"&amp;CHAR(10)&amp;"&#10;"&lt;B1</f>', []),
        (b"<f>A1</f>" + b"<v>a|b!c</v>" * 6000 + b"<f>cmd|x!A0</f>", ["DDE"]),
    ],
)
def test_formulas_that_call_something_outside(xml: bytes, called: list[str]) -> None:
    assert list(reaching_out(xml)) == called


@pytest.mark.parametrize("cell", [b"CALL(", b"a|b!c", b'HYPERLINK("http:', b"<f", b"<f ", b"<f><!--", b"<x:x"])
def test_four_megabytes_of_text_are_no_formulas(cell: bytes) -> None:
    """One pass over the sheet; only what stands in formulas is searched, however often a text says CALL(."""
    text = b"<t>" + cell.replace(b"<", b"&lt;") * (4 * 2**20 // len(cell)) + b"</t>"
    assert list(formula_texts(b"<f>A1</f>".upper() + text.upper())) == [b"<F>A1</"]
    assert not list(reaching_out(text))


@pytest.mark.parametrize(
    "cell", [b"<f", b"<f ", b"<f>", b"<x:x", b"<f>CALL ", b"<f>|a", b"<f>HYPERLINK( ", b"cfvo '", b"cfvo "]
)
def test_a_sheet_of_broken_formulas_is_searched_in_one_pass(cell: bytes) -> None:
    content = cell * (2**20 // len(cell))
    assert sum(map(len, formula_texts(content.upper()))) <= len(content)
    assert set(reaching_out(content)) <= {"夹带标记的公式"}


@pytest.mark.parametrize("cell", [b"/[]", b"'/[]", b"[a'", b"\"'", b"|'[", b"HYPERLINK(", b"&#40;"])
def test_one_long_formula_is_searched_in_one_pass(cell: bytes) -> None:
    assert not set(reaching_out(b"<f>'" + cell * (2**19 // len(cell)) + b"</f>")) - {"DDE"}


def test_an_old_workbook_is_looked_at_by_its_streams() -> None:
    assert active_in_ole("_VBA_PROJECT_CUR".encode("utf-16-le")) == (Active("file-macros", "_VBA_PROJECT_CUR"),)
    assert active_in_ole("Workbook".encode("utf-16-le")) == ()


def test_names_are_listed_by_kind_and_counted() -> None:
    found = [Active("file-embedded", f"{number}.bin") for number in range(12)] + [Active("file-macros", "v")]
    (code, names, count), last = grouped(found)
    assert (code, count, last) == ("file-embedded", 12, ("file-macros", "v", 1))
    assert names.endswith("7.bin 等 12 个")


def test_nothing_that_cannot_be_seen_is_printed() -> None:
    hidden = [chr(n) for n in range(0x110000) if unicodedata.category(chr(n)) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert not [char for char in hidden if printable(f"a{char}b") not in ("ab", "a b")]
    assert printable("清单\u202exslx.exe") == "清单xslx.exe"
    assert escaped("清单\u202e\x07") == "清单\\u202e\\x07"
    assert visible("一\u200b\r\n二\t三\u2028四") == "一\n二 三\n四"
    assert unseen("一\n二\t\u202e\u202e\u200b") == ("U+202E（右至左覆盖）", "U+200B（零宽空格）")
    assert printable("葛\U000e0101，㐀，👨") == "葛\U000e0101，㐀，👨"  # a variant of a name's character stays
    item = Finding("x", Severity.INFO, "看\u202e这里", file="a\u200b.xlsx", sheet="表\x00")
    assert (item.message, item.file, item.sheet) == ("看这里", "a.xlsx", "表")
