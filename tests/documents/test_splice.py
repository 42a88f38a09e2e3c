"""Line breaks become Word's where docxtpl would make them so, and changes of one text do not get into each other."""

from __future__ import annotations

import pytest
from docxtpl import DocxTemplate

from weibao.documents.splice import Change, line_breaks, spliced


def made(xml: str, changes: list[Change]) -> str:
    return "".join(spliced(xml, changes))


def broken(xml: str) -> str:
    return made(xml, list(line_breaks(xml)))


@pytest.mark.parametrize(
    "run",
    [
        "<w:t>甲\n乙\n\n丙</w:t>",
        '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">\n甲 &lt;\n</w:t>',
        "<w:t>甲</w:t>\n<w:tab/>\n<w:t>乙\n丙</w:t>",
        "<w:tbl>\n</w:tbl><w:delText>甲\n乙</w:delText>",
        "<w:t>甲</w:t>",
    ],
)
def test_line_breaks_are_made_as_docxtpl_makes_them(run: str) -> None:
    xml = f'<w:p>\n<w:pPr><w:tag w:val="甲\n乙"/></w:pPr>\n<w:r w:rsidR="1">{run}</w:r>\n</w:p>\n'
    assert broken(xml) == DocxTemplate.resolve_listing(None, xml)


def test_white_space_behind_an_empty_text_is_none_of_it() -> None:
    xml = '<w:r><w:t xml:space="preserve"/>\n<w:t/>\n<w:t>甲\n乙</w:t></w:r>'
    assert broken(xml).count("<w:br/>") == 1
    assert "甲</w:t><w:br/>" in broken(xml)


def test_changes_are_made_in_order_and_what_is_inside_another_is_left_out() -> None:
    changes = [Change(5, 6, "F"), Change(1, 4, "bcd"), Change(2, 3, "?"), Change(0, 0, "<"), Change(4, 4, "|")]
    assert made("abcdef", changes) == "<abcd|eF"
    assert made("abc", []) == "abc"
    assert made("abc", [Change(0, 3, "x"), Change(0, 0, "<")]) == "<x"
