"""Whole templates: what stands where, which sections there are, what is left out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from documents.layout_samples import BODY, landscape, rendered, values
from documents.notice_samples import paragraphs
from weibao.documents import geometry as g
from weibao.documents import layout as lay
from weibao.documents import layouts
from weibao.documents.kind import Layout
from weibao.documents.package import read_package

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from weibao.documents.layout import Enclosure

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = date(2023, 10, 9)
EVERY = tuple(Layout)


def parts_of(content: bytes) -> tuple[etree._Element, etree._Element]:
    """The document and its styles."""
    parts = read_package(content)
    return etree.fromstring(parts["word/document.xml"]), etree.fromstring(parts["word/styles.xml"])


def sections(content: bytes) -> list[tuple[bool, bool]]:
    """Of each section: whether it is landscape, and whether its first page differs."""
    root, _ = parts_of(content)
    return [
        (section.find(f"{W}pgSz").get(f"{W}orient") == "landscape", section.find(f"{W}titlePg") is not None)
        for section in root.iter(f"{W}sectPr")
    ]


def text(folder: Path, content: bytes) -> list[str]:
    (folder / "text.docx").write_bytes(content)
    return paragraphs(folder / "text.docx")


def composed(layout: Layout, enclosures: Sequence[Enclosure] = ()) -> bytes:
    return layouts.compose(layout, BODY, title="样例", enclosures=enclosures)


# --- parts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", EVERY)
def test_formatting_comes_from_styles_that_are_there(layout: Layout) -> None:
    root, styles = parts_of(composed(layout, [landscape()]))
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    used = {node.get(f"{W}val") for node in root.iter(f"{W}pStyle", f"{W}rStyle")}
    assert used <= known
    direct = {
        child.tag.removeprefix(W)
        for properties in root.iter(f"{W}pPr", f"{W}rPr")
        for child in properties
        if child.tag not in (f"{W}pStyle", f"{W}rStyle", f"{W}sectPr")
    }
    assert direct <= {"framePr"}
    assert ("framePr" in direct) is (layout is Layout.LETTER)


@pytest.mark.parametrize("layout", EVERY)
def test_every_style_names_a_han_face_and_no_name_stands_twice(layout: Layout) -> None:
    _, styles = parts_of(composed(layout))
    names = [style.find(f"{W}name").get(f"{W}val") for style in styles.iter(f"{W}style")]
    assert len(names) == len(set(names))
    for style in styles.iter(f"{W}style"):
        if style.get(f"{W}customStyle"):
            assert style.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia")


@pytest.mark.parametrize("layout", EVERY)
def test_a_template_asks_for_just_the_fields_of_its_layout(layout: Layout, tmp_path: Path) -> None:
    from weibao.documents.render import Renderer

    path = tmp_path / "t.docx"
    path.write_bytes(layouts.compose(layout, lay.paragraph("WBBody", "文"), title="样例"))
    used = Renderer(path, layouts.FIELDS).variables
    assert used == set(layouts.fields(layout))


@pytest.mark.parametrize(
    ("layout", "tags"),
    [
        (Layout.GENERAL, ["weibao:doc_no", "weibao:dated", "weibao:printed"]),
        (Layout.UPWARD, ["weibao:doc_no", "weibao:signer", "weibao:dated", "weibao:printed"]),
        (Layout.LETTER, ["weibao:doc_no", "weibao:dated"]),
        (Layout.MINUTES, ["weibao:doc_no", "weibao:dated", "weibao:printed"]),
    ],
)
def test_what_numbering_fills_stands_in_content_controls(layout: Layout, tags: list[str]) -> None:
    root, _ = parts_of(composed(layout))
    assert [node.get(f"{W}val") for node in root.iter(f"{W}tag")] == tags
    titles = [node.get(f"{W}val") for node in root.iter(f"{W}alias")]
    assert titles[0] == "发文字号"
    assert len(titles) == len(tags)


def test_a_limit_may_carry_its_numbers_from_the_template(tmp_path: Path) -> None:
    limit = lay.control("weibao:limit:{{ 文 }}-workday", "{{ 文 }}日内")
    body = lay.paragraph("WBBody", "请于", limit, "报送。")
    content = rendered(tmp_path, "l", Layout.GENERAL, values(Layout.GENERAL, 文="10"), DAY, body=body)
    root, _ = parts_of(content)
    assert "weibao:limit:10-workday" in [node.get(f"{W}val") for node in root.iter(f"{W}tag")]
    assert "请于10日内报送。" in text(tmp_path, content)


# --- sections ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", EVERY)
def test_without_landscape_enclosures_there_is_one_section(layout: Layout) -> None:
    assert sections(composed(layout)) == [(False, layout is Layout.LETTER)]


@pytest.mark.parametrize("layout", EVERY)
def test_a_landscape_enclosure_has_its_own_section_and_the_imprint_an_upright_one(layout: Layout) -> None:
    letter = layout is Layout.LETTER
    assert sections(composed(layout, [landscape()])) == [(False, letter), (True, False), (False, False)]
    two = composed(layout, [landscape(), landscape()])
    assert sections(two) == [(False, letter), (True, False), (False, False)]


@pytest.mark.parametrize(("first", "second"), [(True, True), (True, False), (False, True), (False, False)])
def test_sections_come_and_go_with_their_enclosures(tmp_path: Path, first: bool, second: bool) -> None:
    upright = lay.enclosure("附件", "直", lay.paragraph("WBBody", "直文"))
    enclosures = [landscape("抄送"), landscape("附注"), upright, landscape("附注")]
    changes = {"抄送": "县人大" if first else "", "附注": "此件公开发布" if second else ""}
    content = rendered(
        tmp_path, "s", Layout.GENERAL, values(Layout.GENERAL, **changes), DAY, enclosures=enclosures
    )  # fmt: skip
    wide = [found for found, _ in sections(content)]
    group = [False, True] if first or second else []
    assert wide == [*group, *([False, True] if second else []), False]
    assert text(tmp_path, content).count("附件") == first + second + 1 + second


def test_a_letter_refuses_a_landscape_enclosure_that_may_be_absent() -> None:
    with pytest.raises(ValueError, match="信函"):
        composed(Layout.LETTER, [landscape("抄送")])


def test_page_numbers_go_on_in_every_section() -> None:
    root, _ = parts_of(composed(Layout.GENERAL, [landscape()]))
    assert not list(root.iter(f"{W}pgNumType"))


def test_a_plain_page_has_the_standards_margins_either_way() -> None:
    for wide in (False, True):
        content = layouts.plain(lay.paragraph("WBBody", "表"), title="表", landscape=wide)
        assert sections(content) == [(wide, False)]
        (margins,) = parts_of(content)[0].iter(f"{W}pgMar")
        edges = [int(margins.get(f"{W}{side}")) for side in ("top", "right", "bottom", "left")]
        assert edges == ([1588, 2098, 1474, 1984] if wide else [2098, 1474, 1984, 1588])


# --- 主送 and 附件 ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", EVERY)
def test_addressees_move_to_the_imprint_where_they_would_leave_no_text_on_the_first_page(layout: Layout) -> None:
    short = layouts.opening(layout, title=("甲", "乙"), send_to="县教育局")
    assert short["主送移版记"] is (layout is Layout.MINUTES)
    long = layouts.opening(layout, title=("甲", "乙"), send_to="县教育局，" * 80)
    assert long["主送移版记"] is True
    assert layouts.opening(layout, title=("甲",))["主送移版记"] is False


def test_a_longer_title_leaves_less_room_for_addressees() -> None:
    limits = [
        next(n for n in range(1000) if layouts.send_to_moves(Layout.GENERAL, lines, "送" * n)) for lines in (1, 2, 3)
    ]
    assert limits == sorted(limits, reverse=True)
    assert limits[0] - limits[2] >= g.CHARACTERS


def test_addressees_that_moved_stand_above_copies(tmp_path: Path) -> None:
    content = rendered(tmp_path, "m", Layout.GENERAL, values(Layout.GENERAL, 主送移版记=True), DAY)
    lines = text(tmp_path, content)
    at = next(n for n, line in enumerate(lines) if line.startswith("主送："))
    assert lines[at + 1].startswith("抄送：")
    assert not any(line.endswith("单位：") for line in lines)


def test_one_enclosure_has_no_number_several_are_numbered(tmp_path: Path) -> None:
    one = text(tmp_path, rendered(tmp_path, "e", Layout.GENERAL, values(Layout.GENERAL), DAY))
    assert [line for line in one if "一览表" in line] == ["附件：有关事项一览表"]
    several = values(Layout.GENERAL, 附件=["甲表", "乙表", "丙表"])
    lines = text(tmp_path, rendered(tmp_path, "e", Layout.GENERAL, several, DAY))
    assert [line for line in lines if line.endswith("表")] == ["附件：1.甲表", "2.乙表", "3.丙表"]
    none = text(tmp_path, rendered(tmp_path, "e", Layout.GENERAL, values(Layout.GENERAL, 附件=[]), DAY))
    assert not any("附件" in line for line in none)


def test_numbered_enclosures_turn_under_the_first_character_of_their_name() -> None:
    _, styles = parts_of(composed(Layout.GENERAL))

    def indent(name: str) -> tuple[int, int]:
        (style,) = styles.xpath(f"//w:style[w:name/@w:val='{name}']", namespaces={"w": W[1:-1]})
        found = style.find(f"{W}pPr/{W}ind")
        return int(found.get(f"{W}left")), int(found.get(f"{W}hanging"))

    left, hanging = indent("附件说明（第1个）")
    assert left - hanging == 640
    assert indent("附件说明（第2个起）") == (left, 320)
    assert left - 320 == indent("附件说明")[0]


# --- what may be absent -----------------------------------------------------------------------------------


def test_nothing_is_left_of_what_is_empty(tmp_path: Path) -> None:
    bare = values(Layout.GENERAL, 附件=[], 附注="", 抄送="", 主送="", 主送移版记=False)
    lines = text(tmp_path, rendered(tmp_path, "n", Layout.GENERAL, bare, DAY))
    assert not any(mark in line for line in lines for mark in ("（）", "抄送", "主送", "附件", "："))
    minutes = values(Layout.MINUTES, 出席="", 请假="", 列席="")
    lines = text(tmp_path, rendered(tmp_path, "n", Layout.MINUTES, minutes, DAY))
    assert not any(mark in line for line in lines for mark in ("出席", "请假", "列席"))


def test_minutes_name_those_present_absent_and_sitting_in(tmp_path: Path) -> None:
    full = values(Layout.MINUTES, 出席="甲", 请假="乙", 列席="丙")
    lines = text(tmp_path, rendered(tmp_path, "n", Layout.MINUTES, full, DAY))
    assert [line for line in lines if line.startswith(("出席", "请假", "列席"))] == ["出席：甲", "请假：乙", "列席：丙"]
    assert not any("联系人" in line for line in lines)


def test_a_document_without_addressees_has_no_line_for_them(tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(layouts.compose(Layout.GENERAL, BODY, title="样例", send_to=False))
    assert not any("{{ 主送 }}：" in line for line in paragraphs(path))


def test_a_long_letterhead_is_narrowed_to_one_line(tmp_path: Path) -> None:
    content = rendered(tmp_path, "w", Layout.LETTER, values(Layout.LETTER), DAY)
    root, _ = parts_of(content)
    mark = next(p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}framePr") is not None)
    scale = int(mark.find(f"{W}r/{W}rPr/{W}w").get(f"{W}val"))
    assert 18 * 36 * 20 * scale // 100 <= g.TEXT_WIDTH


# --- pieces ------------------------------------------------------------------------------------------------


def test_a_form_spans_columns_and_repeats_its_head() -> None:
    xml = lay.grid([1000, 2000, 3000], [[lay.Cell("甲", 3)], [lay.Cell("乙"), lay.Cell("丙", 2)]], heads=1, height=500)
    table = etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{xml}</x>')[0]
    first, second = table.findall(f"{W}tr")
    assert first.find(f"{W}trPr/{W}tblHeader") is not None
    assert second.find(f"{W}trPr/{W}tblHeader") is None
    assert [cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w") for cell in second.findall(f"{W}tc")] == ["1000", "5000"]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, second))
    with pytest.raises(ValueError, match="spans 2 of 3"):
        lay.grid([1, 1, 1], [[lay.Cell("甲", 2)]])
