"""What a paragraph looks like in the end: defaults, themes, chains of styles, characters before twips, numbers."""

from __future__ import annotations

from typing import Any

import pytest

from documents.check import samples as s
from documents.check.samples import text
from weibao.documents.check.faces import Face, face_of
from weibao.documents.check.model import Paragraph
from weibao.documents.check.reader import read_word
from weibao.documents.package import DOCUMENT_PART, read_package, write_package

STYLES = """
<w:style w:type="paragraph" w:styleId="p1"><w:name w:val="一"/><w:basedOn w:val="a"/>
<w:pPr><w:ind w:firstLineChars="200" w:firstLine="99"/><w:jc w:val="center"/></w:pPr>
<w:rPr><w:rFonts w:eastAsia="黑体"/><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="p2"><w:name w:val="二"/><w:basedOn w:val="p1"/>
<w:pPr><w:ind w:hanging="640" w:left="1280"/></w:pPr>
<w:rPr><w:rFonts w:eastAsiaTheme="minorEastAsia"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="c1"><w:name w:val="字"/>
<w:rPr><w:b/><w:color w:themeColor="accent1"/></w:rPr></w:style>
"""
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme>'
    '<a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme><a:fontScheme><a:minorFont>'
    '<a:latin typeface="Arial"/><a:ea typeface=""/><a:font script="Hans" typeface="等线"/></a:minorFont></a:fontScheme>'
    "</a:themeElements></a:theme>"
)


def read(body: str, *, numbering: str = "") -> list[Paragraph]:
    """The paragraphs of a document with these styles, this theme and this body."""
    sample = s.Sample({"x": text("x")}, foot={})
    sample.styles, sample.theme, sample.numbering = STYLES, THEME, numbering
    parts = read_package(s.document(sample))
    start, rest = parts[DOCUMENT_PART].decode().split("<w:body>")
    section = rest[rest.index("<w:sectPr") :]
    document = f"{start}<w:body>{body}{section}"
    return read_word(write_package(parts | {DOCUMENT_PART: document.encode()})).paragraphs()


def paragraph(style: str, properties: str = "", run: str = "<w:t>字</w:t>") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr><w:r>{run}</w:r></w:p>'


CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "defaults": ("<w:p><w:r><w:t>字</w:t></w:r></w:p>", {"east": "宋体", "size": 21, "align": "left", "first": 0}),
    "a style": (paragraph("p1"), {"east": "黑体", "size": 32, "bold": True, "align": "center"}),
    "characters before twips": (paragraph("p1"), {"first": 640}),
    "twips do not undo characters": (paragraph("p1", '<w:ind w:firstLine="0"/>'), {"first": 640}),
    "no characters undo them": (paragraph("p1", '<w:ind w:firstLineChars="0" w:firstLine="0"/>'), {"first": 0}),
    "a style based on another": (paragraph("p2"), {"east": "等线", "size": 32, "bold": True, "align": "center"}),
    "hanging instead of first line": (paragraph("p2"), {"first": -640, "left": 1280}),
    "direct face over a theme's": (
        paragraph("p2", run='<w:rPr><w:rFonts w:eastAsia="仿宋"/></w:rPr><w:t>字</w:t>'),
        {"east": "仿宋"},
    ),
    "a theme's face over a direct one of the same level": (
        paragraph(
            "p1", run='<w:rPr><w:rFonts w:eastAsia="仿宋" w:eastAsiaTheme="minorEastAsia"/></w:rPr><w:t>字</w:t>'
        ),
        {"east": "等线"},
    ),
    "bold twice is not bold": (
        paragraph("p1", run='<w:rPr><w:rStyle w:val="c1"/></w:rPr><w:t>字</w:t>'),
        {"bold": False, "colour": "4472C4"},
    ),
    "bold by hand is bold": (
        paragraph("p1", run='<w:rPr><w:rStyle w:val="c1"/><w:b/></w:rPr><w:t>字</w:t>'),
        {"bold": True},
    ),
    "hidden text is no text": (paragraph("p1", run="<w:rPr><w:vanish/></w:rPr><w:t>字</w:t>"), {"text": ""}),
    "an unknown style": (paragraph("nowhere"), {"east": "宋体", "size": 21}),
    "inside a content control": (
        f"<w:p><w:sdt><w:sdtContent><w:r><w:t>甲</w:t></w:r></w:sdtContent></w:sdt>{'<w:r><w:t>乙</w:t></w:r>'}</w:p>",
        {"text": "甲乙"},
    ),
    "deleted by revision": (
        "<w:p><w:ins><w:r><w:t>甲</w:t></w:r></w:ins><w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>",
        {"text": "甲"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_properties(name: str) -> None:
    body, expected = CASES[name]
    (one,) = read(body)
    look = one.lead
    for key, value in expected.items():
        assert (getattr(one, key) if hasattr(one, key) else getattr(look, key)) == value, key


@pytest.mark.parametrize(
    ("form", "text", "labels"),
    [
        ("chineseCountingThousand", "%1、", ["一、", "二、", "三、"]),
        ("chineseCounting", "（%1）", ["（一）", "（二）", "（三）"]),
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("decimalEnclosedCircleChinese", "%1", ["①", "②", "③"]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("bullet", "•", ["", "", ""]),
    ],
)
def test_automatic_numbers(form: str, text: str, labels: list[str]) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    )
    listed = paragraph("p1", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>')
    found = read(listed + listed + "<w:p/>" + listed, numbering=numbering)
    assert [one.label for one in found if not one.empty] == labels


def test_page_breaks_count_for_the_text_behind_them() -> None:
    broken = '<w:p><w:r><w:t>甲</w:t><w:br w:type="page"/></w:r></w:p>'
    found = read(broken + "<w:p/>" + paragraph("p1") + '<w:p><w:r><w:br w:type="page"/><w:t>乙</w:t></w:r></w:p>')
    assert [(one.text, one.break_before) for one in found if not one.empty] == [
        ("甲", False), ("字", True), ("乙", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "face"),
    [
        ("仿宋_GB2312", Face.FANGSONG), ("Fang Song", Face.FANGSONG), ("方正仿宋_GBK", Face.FANGSONG),
        ("楷体_GB2312", Face.KAITI), ("KaiTi", Face.KAITI), ("黑体", Face.HEITI), ("SimHei", Face.HEITI),
        ("方正小标宋简体", Face.XIAOBIAOSONG), ("FZXiaoBiaoSong-B05", Face.XIAOBIAOSONG), ("华文中宋", Face.ZHONGSONG),
        ("宋体", Face.SONG), ("NSimSun", Face.SONG), ("@宋体", Face.SONG), ("微软雅黑", Face.OTHER),
        ("等线", Face.OTHER),
        ("Times New Roman", Face.OTHER), ("", Face.OTHER),
    ],
)  # fmt: skip
def test_classes_of_faces(name: str, face: Face) -> None:
    assert face_of(name) is face


def test_places_are_counted_as_people_count_them() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('p1')}</w:tc></w:tr></w:tbl>"
    found = read(
        paragraph("p1") + "<w:p/>" + table + paragraph("p2", run="<w:t>第二段的文字很长，只给出开头的十几个字</w:t>")
    )
    assert [one.place for one in found] == ["第1段“字”", "空行", "表格里“字”", "第2段“第二段的文字很长，只给出开头的…”"]
