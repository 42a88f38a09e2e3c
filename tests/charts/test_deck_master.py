"""The master of the deck: ours, fresh from its builder, and one of the office's own."""

from __future__ import annotations

import re
from zipfile import ZipFile

import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Inches, Pt

from weibao.charts.build_deck import DECK, build
from weibao.charts.deck import master_of
from weibao.charts.deck_master import faults
from weibao.charts.deck_package import packed
from weibao.errors import TemplateError
from weibao.looks import LOOKS
from weibao.resources import template

from .decks import PICTURES, write

NOTHING = (PICTURES[8],)


def parts_of(path):
    with ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture
def own(tmp_path):
    """The office's own master, begun as a copy of ours, in its folder 模板."""
    path = tmp_path / "模板" / DECK
    path.parent.mkdir()
    path.write_bytes(template(DECK).read_bytes())
    return path


def changed(path, part, old, new):
    parts = parts_of(path)
    assert old in parts[part].decode()
    path.write_bytes(packed(parts | {part: parts[part].decode().replace(old, new).encode()}))


def test_the_committed_master_is_what_the_builder_makes(tmp_path):
    (tmp_path / DECK).write_bytes(build())
    assert parts_of(tmp_path / DECK) == parts_of(template(DECK)), "run: python -m weibao.charts.build_deck"


def test_programs_can_resolve_every_part():
    parts = parts_of(template(DECK))
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = {node.get("PartName") for node in types if node.get("PartName")}
    assert named == {f"/{name}" for name in parts if not name.endswith(".rels") and name != "[Content_Types].xml"}
    for name in parts:
        if name.endswith(".rels"):
            base = name.removesuffix(".rels").replace("_rels/", "").rpartition("/")[0]
            for link in etree.fromstring(parts[name]):
                steps = f"{base}/{link.get('Target')}".lstrip("/").split("/")
                while ".." in steps:
                    place = steps.index("..")
                    del steps[place - 1 : place + 1]
                assert "/".join(steps) in parts, (name, link.get("Target"))


def test_fonts_and_colours_stand_in_the_theme_alone():
    parts = {name: part.decode() for name, part in parts_of(template(DECK)).items()}
    theme = parts.pop("ppt/theme/theme1.xml")
    for font in ("latin", "ea"):
        assert (
            len(re.findall(rf'<a:{font} typeface="微软雅黑" panose="\w+" pitchFamily="34" charset="-122"/>', theme))
            == 2
        )
    assert '<a:font script="Hans" typeface="黑体"/>' in theme
    assert LOOKS["earned"].fill[1:] in theme
    faces = {face for part in parts.values() for face in re.findall(r'typeface="([^"]*)"', part)}
    assert faces == {f"+{kind}-{script}" for kind in ("mj", "mn") for script in ("lt", "ea", "cs")}
    file = Presentation(str(template(DECK)))
    assert (file.slide_width, file.slide_height) == (12_192_000, 6_858_000)
    assert not len(file.slides)


def test_a_master_in_the_campaign_takes_the_place_of_ours(own, tmp_path):
    assert master_of(tmp_path / "模板") == own
    assert master_of(tmp_path / "other") == template(DECK)
    file = Presentation(str(own))
    layout = next(one for one in file.slide_layouts if one.name == "图页")
    area = next(shape for shape in layout.placeholders if shape.name == "图区")
    area.left, area.top, area.width, area.height = Inches(2), Inches(2.5), Inches(9), Inches(4)
    file.slides.add_slide(layout).shapes.title.text = "样张"
    file.save(str(own))
    section = '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"/></p:extLst></p:presentation>'
    changed(own, "ppt/presentation.xml", "</p:presentation>", section)
    changed(own, "ppt/theme/theme1.xml", "1B4F8A", "7F0000")
    deck = write(tmp_path / "a.pptx", PICTURES[:1] + NOTHING, own)
    assert not deck.titled("样张")
    assert b"521415D9" not in deck.parts["ppt/presentation.xml"]
    assert b"7F0000" in deck.parts["ppt/theme/theme1.xml"]


def test_the_masters_size_is_kept_where_the_text_fits(own, tmp_path):
    changed(own, "ppt/slideMasters/slideMaster1.xml", 'sz="2600"', 'sz="3200"')
    deck = write(tmp_path / "a.pptx", (PICTURES[0], *NOTHING), own)
    title = next(shape for shape in deck.slides[2].placeholders if shape.name == "标题")
    assert title.text_frame.paragraphs[0].runs[0].font.size is None
    deck = write(tmp_path / "b.pptx", (type(PICTURES[0])("a", "很长的题目" * 12, "", "", NOTHING[0].body),), own)
    title = next(shape for shape in deck.slides[2].placeholders if shape.name == "标题")
    assert Pt(20) <= title.text_frame.paragraphs[0].runs[0].font.size < Pt(32)


@pytest.mark.parametrize(
    ("number", "old", "new", "told"),
    [
        (3, '<p:cSld name="图页"', '<p:cSld name="标题和内容"', "缺少名为“图页”的版式"),
        (3, 'name="图区"', 'name="内容"', "版式“图页”里缺少名为“图区”的占位符"),
        (1, 'name="副标题"', 'name="x"', "版式“封面”里缺少名为“副标题”的占位符"),
        (3, 'cx="11277295" cy="4480560"', 'cx="1127729" cy="4480560"', "太小，至少要宽 13 厘米、高 6 厘米"),
    ],
)
def test_a_master_that_lacks_something_is_refused_with_what(own, tmp_path, number, old, new, told):
    changed(own, f"ppt/slideLayouts/slideLayout{number}.xml", old, new)
    assert any(told in text for text in faults(own))
    with pytest.raises(TemplateError, match=r"幻灯片母版“deck.pptx”不能用：.*weibao templates new deck"):
        write(tmp_path / "a.pptx", NOTHING, own)
    assert not (tmp_path / "a.pptx").exists()


def test_what_is_no_presentation_is_told_so(tmp_path):
    for content in (b"text", b"", packed({"word/document.xml": b"<a/>"}), packed({"[Content_Types].xml": b"<a"})):
        (tmp_path / DECK).write_bytes(content)
        with pytest.raises(TemplateError, match=r"不是 PowerPoint 演示文稿"):
            faults(tmp_path / DECK)
