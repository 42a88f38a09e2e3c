"""套打: red words and rules are gone, all else is as it was."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from documents.layout_samples import MARKS, rendered, values, with_part
from weibao.documents.kind import Layout
from weibao.documents.package import read_package
from weibao.documents.preprinted import is_red, without_red

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2023, 10, 9)
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"


def colours(content: bytes) -> set[str]:
    """All colours named anywhere in the package."""
    parts = read_package(content)
    return {
        colour
        for name, part in parts.items()
        if name.endswith(".xml")
        for colour in re.findall(r'(?:w:color(?: w:val)?|val)="([0-9A-Fa-f]{6})"', part.decode())
    }


@pytest.fixture(params=tuple(Layout))
def document(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Layout, bytes]:
    layout: Layout = request.param
    return layout, rendered(tmp_path, "p", layout, values(layout), DAY)


def test_nothing_red_remains_and_only_the_mark_is_missing(document: tuple[Layout, bytes]) -> None:
    layout, content = document
    bare = without_red(content)
    assert any(is_red(colour) for colour in colours(content))
    assert not any(is_red(colour) for colour in colours(bare))
    before, after = (re.findall(r"<w:t[ >][^<]*", read_package(one)[DOCUMENT].decode()) for one in (content, bare))
    assert "".join(before).count(MARKS[layout]) == 1
    assert [piece for piece in before if MARKS[layout] not in piece] == after
    assert "（套打）" in read_package(bare)[STYLES].decode()


def test_the_same_bytes_each_time_and_twice_is_once(document: tuple[Layout, bytes]) -> None:
    _, content = document
    once = without_red(content)
    assert once == without_red(content)
    assert without_red(once) == once


def test_red_set_by_hand_goes_too_and_black_stays(tmp_path: Path) -> None:
    content = rendered(tmp_path, "p", Layout.GENERAL, values(Layout.GENERAL), DAY)
    by_hand = with_part(
        content, DOCUMENT, '<w:r><w:t xml:space="preserve">末段。',
        '<w:r><w:rPr><w:color w:val="C00000"/></w:rPr><w:t>红字</w:t></w:r>'
        '<w:r><w:rPr><w:color w:val="000080"/></w:rPr><w:t>蓝字</w:t></w:r><w:r><w:t xml:space="preserve">末段。',
    )  # fmt: skip
    text = read_package(without_red(by_hand))[DOCUMENT].decode()
    assert "红字" not in text
    assert "蓝字" in text
    assert "末段。" in text


def test_black_inside_a_red_paragraph_stays(tmp_path: Path) -> None:
    content = rendered(tmp_path, "p", Layout.GENERAL, values(Layout.GENERAL, 标志="红头"), DAY)
    by_hand = with_part(
        content, DOCUMENT, '<w:t xml:space="preserve">红头</w:t></w:r>',
        '<w:t xml:space="preserve">红头</w:t></w:r><w:r><w:rPr><w:color w:val="000000"/></w:rPr><w:t>黑字</w:t></w:r>',
    )  # fmt: skip
    text = read_package(without_red(by_hand))[DOCUMENT].decode()
    assert "红头" not in text
    assert "黑字" in text


def test_a_style_based_on_a_red_one_is_red(tmp_path: Path) -> None:
    content = rendered(tmp_path, "p", Layout.GENERAL, values(Layout.GENERAL), DAY)
    heir = (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Heir"><w:name w:val="另一标志"/>'
        '<w:basedOn w:val="WBMark"/></w:style></w:styles>'
    )
    edited = with_part(content, STYLES, "</w:styles>", heir)
    edited = with_part(edited, DOCUMENT, 'w:val="WBMark"', 'w:val="Heir"')
    assert MARKS[Layout.GENERAL] not in read_package(without_red(edited))[DOCUMENT].decode()


@pytest.mark.parametrize(
    ("colour", "expected"),
    [("FF0000", True), ("c00000", True), ("E60012", True), ("FFFFFF", False), ("000000", False), ("auto", False),
     ("FF8080", False), ("", False)],
)  # fmt: skip
def test_what_counts_as_red(colour: str, expected: bool) -> None:
    assert is_red(colour) is expected


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        without_red(b"no document")
