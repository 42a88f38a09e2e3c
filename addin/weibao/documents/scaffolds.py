"""Layouts as templates to begin with: every common tag in its place, the levels of headings, and an enclosure.

Who makes a template of a new kind starts from one of these in Word and writes the text between the tags.
"""

from __future__ import annotations

from typing import Final

from weibao.documents import layout as lay
from weibao.documents.kind import Layout
from weibao.documents.layouts import compose
from weibao.documents.preprinted import without_red

TITLES: Final[dict[Layout, str]] = {
    Layout.GENERAL: "下行文（通用格式）",
    Layout.UPWARD: "上行文（签发人）",
    Layout.LETTER: "信函格式",
    Layout.MINUTES: "纪要格式",
}
PREPRINTED: Final = "_preprinted"

_TEXT: Final = "×" * 40


def scaffold(layout: Layout, *, preprinted: bool = False) -> bytes:
    """The template of a layout; a `preprinted` one has no red parts (套打)."""
    content = compose(layout, _body(layout), title=f"{TITLES[layout]}模板", enclosures=[_enclosure()])
    return without_red(content) if preprinted else content


def names() -> dict[str, tuple[Layout, bool]]:
    """The scaffolds by the stems of their files (`layout_general`, `layout_general_preprinted` …)."""
    return {
        f"layout_{layout}{PREPRINTED if preprinted else ''}": (layout, preprinted)
        for layout in Layout
        for preprinted in (False, True)
    }


def _body(layout: Layout) -> str:
    lead = "会议议定事项纪要如下：" if layout is Layout.MINUTES else "现将有关事项写明如下："
    return (
        lay.paragraph("WBBody", f"{_TEXT}。{lead}")
        + lay.paragraph("WBHeading1", "一、一级标题")
        + lay.paragraph("WBBody", f"{_TEXT}。")
        + lay.paragraph("WBHeading2", "（一）二级标题")
        + lay.paragraph("WBBody", f"{_TEXT}。")
        + lay.paragraph("WBBody", ("（二）标题与正文同段。", "WBHeading2Text"), f"{_TEXT}。")
        + lay.paragraph("WBHeading3", "1.三级标题")
        + lay.paragraph("WBHeading4", "（1）四级标题")
        + lay.paragraph("WBBodyKept", f"{_TEXT}。")
    )


def _enclosure() -> lay.Enclosure:
    """One place for all enclosures: as many come out as there are names."""
    return lay.enclosure("附件", "{{ 附件[0] }}", lay.paragraph("WBBody", f"{_TEXT}。"), condition="附件")
