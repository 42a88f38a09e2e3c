"""Layouts as templates to begin with: every common tag in its place, the levels of headings, and an enclosure.

Who makes a template of a new kind starts from one of these in Word and writes the text between the tags.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from weibao.documents import layout as lay
from weibao.documents.kind import Layout
from weibao.documents.layouts import compose
from weibao.documents.preprinted import SUFFIX, without_red

LAYOUT_TITLES: Final[dict[Layout, str]] = {
    Layout.GENERAL: "通用格式（下行文）",
    Layout.UPWARD: "上行文格式",
    Layout.LETTER: "信函格式",
    Layout.MINUTES: "纪要格式",
}

_TEXT: Final = "在这里写正文：三号仿宋，首行空二字，每面22行，每行28个字，不用空格和空行调整版面"


@dataclass(frozen=True, slots=True)
class Scaffold:
    """A layout to begin with; a `preprinted` one has no red parts (套打)."""

    layout: Layout
    preprinted: bool

    @property
    def name(self) -> str:
        """The stem of its file: `layout_general`, `layout_general_preprinted` …"""
        return f"layout_{self.layout}{'_preprinted' if self.preprinted else ''}"

    @property
    def title(self) -> str:
        return LAYOUT_TITLES[self.layout] + (SUFFIX if self.preprinted else "")


SCAFFOLDS: Final = tuple(Scaffold(layout, preprinted) for layout in Layout for preprinted in (False, True))


def scaffold(one: Scaffold) -> bytes:
    """The template's bytes, always the same."""
    content = compose(one.layout, _body(one.layout), title=f"{one.title}模板", enclosures=[_enclosure()])
    return without_red(content) if one.preprinted else content


def _body(layout: Layout) -> str:
    lead = "会议议定事项纪要如下：" if layout is Layout.MINUTES else "现将有关事项写明如下："
    return (
        lay.paragraph("WBBody", f"{_TEXT}。{lead}")
        + lay.paragraph("WBHeading1", "一、一级标题")
        + lay.paragraph("WBBody", f"{_TEXT}。")
        + lay.paragraph("WBHeading1", "二、一级标题")
        + lay.paragraph("WBHeading2", "（一）二级标题")
        + lay.paragraph("WBBody", f"{_TEXT}。")
        + lay.paragraph("WBBody", ("（二）标题与正文同段。", "WBHeading2Text"), f"{_TEXT}。")
        + lay.paragraph("WBHeading3", "1.三级标题")
        + lay.paragraph("WBHeading4", "（1）四级标题")
        + lay.paragraph("WBBodyKept", f"{_TEXT}。")
    )


def _enclosure() -> lay.Enclosure:
    return lay.enclosure("附件", "{{ 附件[0] }}", lay.paragraph("WBBody", f"{_TEXT}。"), condition="附件")
