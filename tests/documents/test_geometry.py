"""The committed template has the page of GB/T 9704-2012: the standard's numbers, written out again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from lxml import etree

from weibao.documents.build_templates import build_templates, builders
from weibao.documents.package import read_package
from weibao.resources import template, templates_dir

if TYPE_CHECKING:
    from pathlib import Path

NAME = "supervision_notice.docx"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Part:
    """A part of the template, asked by XPath with the prefix w."""

    def __init__(self, name: str) -> None:
        with ZipFile(template(NAME)) as archive:
            self.root = etree.fromstring(archive.read(name))

    def find(self, path: str) -> list[etree._Element]:
        return self.root.xpath(path, namespaces={"w": W[1:-1]})

    def one(self, path: str) -> dict[str, str]:
        (element,) = self.find(path)
        return {key.removeprefix(W): value for key, value in element.attrib.items()}


@pytest.fixture(scope="module")
def body() -> Part:
    return Part("word/document.xml")


@pytest.fixture(scope="module")
def styles() -> Part:
    return Part("word/styles.xml")


def style(styles: Part, name: str, path: str) -> dict[str, str]:
    return styles.one(f"//w:style[w:name/@w:val='{name}']/{path}")


def test_page_and_type_area(body: Part) -> None:
    assert body.one("//w:sectPr/w:pgSz") == {"w": "11906", "h": "16838"}
    margins = body.one("//w:sectPr/w:pgMar")
    assert margins == {
        "top": "2098", "bottom": "1984", "left": "1588", "right": "1474",
        "footer": "1446", "header": "851", "gutter": "0",
    }  # fmt: skip
    assert body.one("//w:sectPr/w:docGrid") == {"type": "lines", "linePitch": "579"}
    assert 22 * 579 <= 16838 - 2098 - 1984 < 23 * 579


def test_body_has_28_characters_and_the_line_pitch_of_22_lines(styles: Part) -> None:
    assert style(styles, "公文正文", "w:pPr/w:spacing")["line"] == "579"
    assert style(styles, "公文正文", "w:pPr/w:spacing")["lineRule"] == "exact"
    assert style(styles, "公文正文", "w:rPr/w:spacing") == {"val": "-5"}
    assert style(styles, "公文正文", "w:rPr/w:sz") == {"val": "32"}
    indent = style(styles, "公文正文", "w:pPr/w:ind")
    assert (indent["firstLine"], indent["firstLineChars"], indent["left"]) == ("640", "200", "0")
    assert 28 * (320 - 5) <= 8844 < 28 * 320
    assert styles.one("//w:style[@w:styleId='Normal']/w:pPr/w:snapToGrid") == {"val": "0"}


@pytest.mark.parametrize(
    ("name", "font", "size"),
    [
        ("发文机关标志", "方正小标宋简体", "72"),
        ("发文字号", "仿宋_GB2312", "32"),
        ("公文标题", "方正小标宋简体", "44"),
        ("主送机关", "仿宋_GB2312", "32"),
        ("一级标题", "黑体", "32"),
        ("二级标题", "楷体_GB2312", "32"),
        ("三级标题", "仿宋_GB2312", "32"),
        ("四级标题", "仿宋_GB2312", "32"),
        ("附件说明", "仿宋_GB2312", "32"),
        ("署名", "仿宋_GB2312", "32"),
        ("成文日期", "仿宋_GB2312", "32"),
        ("附注", "仿宋_GB2312", "32"),
        ("附件标记", "黑体", "32"),
        ("附件标题", "方正小标宋简体", "44"),
        ("表头", "黑体", "24"),
        ("表格正文", "仿宋_GB2312", "24"),
        ("抄送", "仿宋_GB2312", "28"),
        ("印发", "仿宋_GB2312", "28"),
        ("公文页码", "宋体", "28"),
    ],
)
def test_faces_and_sizes(styles: Part, name: str, font: str, size: str) -> None:
    fonts = style(styles, name, "w:rPr/w:rFonts")
    assert (fonts["eastAsia"], fonts["ascii"], fonts["hint"]) == (font, font, "eastAsia")
    assert style(styles, name, "w:rPr/w:sz") == {"val": size}
    assert style(styles, name, "w:rPr/w:b") == {"val": "0"}


def test_levels_are_an_outline(styles: Part) -> None:
    levels = [style(styles, f"{n}级标题", "w:pPr/w:outlineLvl")["val"] for n in "一二三四"]
    assert levels == ["0", "1", "2", "3"]


def test_head_is_red_and_its_rule_stands_4_mm_below(styles: Part) -> None:
    assert style(styles, "发文机关标志", "w:rPr/w:color") == {"val": "FF0000"}
    assert style(styles, "发文机关标志", "w:pPr/w:jc") == {"val": "center"}
    rule = style(styles, "发文字号", "w:pPr/w:pBdr/w:bottom")
    assert (rule["color"], rule["space"], rule["val"]) == ("FF0000", "11", "single")
    assert 8 <= int(rule["sz"]) <= 12
    assert style(styles, "发文字号", "w:pPr/w:ind")["left"] == "0"


def test_two_blank_lines_before_number_and_title(body: Part) -> None:
    paragraphs = [p for p in body.root[0].findall(f"{W}p") if "{%p" not in "".join(p.itertext())]
    names = [p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in paragraphs[:9]]
    assert names == [
        "WBMark", "WBBlank", "WBBlank", "WBNumber", "WBBlank", "WBBlank", "WBTitle", "WBBlank", "WBSendTo",
    ]  # fmt: skip


def test_signature_date_and_note_stay_with_the_text(body: Part, styles: Part) -> None:
    for name in ("公文正文（与下段同页）", "附件说明", "空行（与下段同页）", "署名", "成文日期"):
        assert styles.find(f"//w:style[w:name/@w:val='{name}']/w:pPr/w:keepNext"), name
    assert style(styles, "成文日期", "w:pPr/w:ind")["right"] == "1280"
    assert "此页无正文" not in "".join(body.root.itertext())


def test_imprint_is_a_table_at_the_bottom_of_the_type_area(body: Part, styles: Part) -> None:
    table = "//w:tbl[w:tblPr/w:tblpPr]/w:tblPr"
    assert body.one(f"{table}/w:tblpPr")["tblpYSpec"] == "bottom"
    assert body.one(f"{table}/w:tblpPr")["vertAnchor"] == "margin"
    assert body.one(f"{table}/w:tblpPr")["tblpX"] == "1588"
    assert body.one(f"{table}/w:tblW") == {"w": "8844", "type": "dxa"}
    sizes = {side: body.one(f"{table}/w:tblBorders/w:{side}").get("sz") for side in ("top", "bottom", "insideH")}
    assert sizes == {"top": "8", "bottom": "8", "insideH": "6"}
    assert {body.one(f"{table}/w:tblBorders/w:{side}")["val"] for side in ("left", "right")} == {"nil"}
    assert style(styles, "抄送", "w:pPr/w:ind") == {"left": "1120", "hanging": "840", "right": "280"}
    assert style(styles, "印发", "w:pPr/w:tabs/w:tab") == {"val": "right", "pos": "8564"}
    assert [child.tag.removeprefix(W) for child in body.root[0]][-3:] == ["tbl", "p", "sectPr"]


def test_enclosure_begins_a_page_and_its_table_fits(body: Part, styles: Part) -> None:
    assert styles.find("//w:style[w:name/@w:val='附件标记']/w:pPr/w:pageBreakBefore")
    tables = body.find("//w:tbl[not(w:tblPr/w:tblpPr)]")
    assert len(tables) == 2
    for table in tables:
        widths = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert sum(widths) == 8844
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_page_number_stands_on_the_outer_side() -> None:
    odd, even, settings = Part("word/footer1.xml"), Part("word/footer2.xml"), Part("word/settings.xml")
    for footer in (odd, even):
        assert "".join(node.text or "" for node in footer.root.iter(f"{W}t")) == "— 1 —"
        assert [node.text for node in footer.root.iter(f"{W}instrText")] == [" PAGE "]
    styles = Part("word/styles.xml")
    assert style(styles, "公文页码", "w:pPr/w:jc") == {"val": "right"}
    assert style(styles, "公文页码", "w:pPr/w:ind")["right"] == "280"
    assert style(styles, "公文页码（双页）", "w:pPr/w:jc") == {"val": "left"}
    assert style(styles, "公文页码（双页）", "w:pPr/w:ind")["left"] == "280"
    assert settings.find("//w:evenAndOddHeaders")
    references = Part("word/document.xml").find("//w:footerReference")
    assert [reference.get(f"{W}type") for reference in references] == ["default", "even"]


def test_formatting_comes_from_styles(body: Part) -> None:
    assert not body.find("//w:p/w:pPr/*[not(self::w:pStyle)]")
    assert not body.find("//w:r/w:rPr/*[not(self::w:rStyle)]")
    known = {name.get(f"{W}styleId") for name in Part("word/styles.xml").find("//w:style")}
    used = {name.get(f"{W}val") for name in body.find("//w:pStyle | //w:rStyle")}
    assert used <= known


def test_the_committed_templates_are_what_the_builder_makes(tmp_path: Path) -> None:
    for path in build_templates(tmp_path):
        committed = templates_dir() / path.name
        assert read_package(path.read_bytes()) == read_package(committed.read_bytes()), (
            f"run: python -m weibao.documents.build_templates ({path.name} is stale)"
        )
    assert {path.name for path in templates_dir().glob("*.docx")} == set(builders())


def test_word_can_resolve_every_part() -> None:
    """Every relationship leads to a part, every part has a content type."""
    parts = read_package(template(NAME).read_bytes())
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = {node.get("PartName") for node in types if node.get("PartName")}
    assert named == {f"/{name}" for name in parts if not name.endswith(".rels") and name != "[Content_Types].xml"}
    links = etree.fromstring(parts["word/_rels/document.xml.rels"])
    assert all(f"word/{link.get('Target')}" in parts for link in links)
    ids = {link.get("Id") for link in links}
    used = Part("word/document.xml").root.xpath(
        "//@r:id", namespaces={"r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}
    )
    assert set(used) <= ids
