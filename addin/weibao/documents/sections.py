"""Sections and their page numbers: portrait and landscape pages, and the first page of a 信函.

A section's properties stand at its end: in its last paragraph (`section_break`), the last section's at the end of the
body (`parts`). Footers are shared by all documents and named by their relationship id.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.documents.drawings import NAMESPACES as DRAWING
from weibao.documents.drawings import line, turned_box
from weibao.documents.layout import Inline, paragraph, run
from weibao.documents.package import DECLARATION, R_NAMESPACE, W_NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACES: Final = f'xmlns:w="{W_NAMESPACE}" xmlns:r="{R_NAMESPACE}"'


class Page(StrEnum):
    """The pages of a section: upright, upright behind a first page of 信函, or landscape."""

    PORTRAIT = "portrait"
    LETTER = "letter"
    LANDSCAPE = "landscape"


def section_break(page: Page) -> str:
    """A paragraph of no height that ends a section of such pages; what follows begins a new page."""
    return f'<w:p><w:pPr><w:pStyle w:val="WBSection"/>{section(page)}</w:pPr></w:p>'


def section(page: Page = Page.PORTRAIT) -> str:
    """`<w:sectPr>`: A4, the margins of 版心, 22 lines, page numbers on the outer side.

    A landscape page is the upright one turned: its 天头 lies at the right, its 订口 at the top (GB/T 9704 8).
    """
    if page is Page.LANDSCAPE:
        size = f'w:w="{g.PAGE_HEIGHT}" w:h="{g.PAGE_WIDTH}" w:orient="landscape"'
        top, right, bottom, left = g.LEFT, g.TOP, g.RIGHT, g.BOTTOM
        references = {"default": "rIdFooter3", "even": "rIdFooter4"}
    else:
        size = f'w:w="{g.PAGE_WIDTH}" w:h="{g.PAGE_HEIGHT}"'
        top, right, bottom, left = g.TOP, g.RIGHT, g.BOTTOM, g.LEFT
        references = {"default": "rIdFooter1", "even": "rIdFooter2"}
    if page is Page.LETTER:
        references["first"] = "rIdFooter5"
    footers = "".join(f'<w:footerReference w:type="{kind}" r:id="{id_}"/>' for kind, id_ in references.items())
    title_page = "<w:titlePg/>" if page is Page.LETTER else ""
    return (
        f'<w:sectPr>{footers}<w:pgSz {size}/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}"'
        f' w:left="{left}" w:header="{g.HEADER}" w:footer="{g.FOOTER}" w:gutter="0"/>{title_page}'
        f'<w:docGrid w:type="lines" w:linePitch="{g.LINE}"/></w:sectPr>'
    )


def footers(xml: str) -> dict[str, tuple[str, str]]:
    """The footers that `xml` refers to: relationship id → (name of the part, its text)."""
    return {id_: (f"word/footer{id_[-1]}.xml", _footer(id_)) for id_ in _FOOTERS if f'r:id="{id_}"' in xml}


_FOOTERS: Final = ("rIdFooter1", "rIdFooter2", "rIdFooter3", "rIdFooter4", "rIdFooter5")


def _footer(id_: str) -> str:
    contents = {
        "rIdFooter1": (_number("WBPageOdd"),),
        "rIdFooter2": (_number("WBPageEven"),),
        "rIdFooter3": (_turned(1, "WBPageOdd", g.LEFT + g.TEXT_WIDTH - g.TURNED_LENGTH),),
        "rIdFooter4": (_turned(2, "WBPageEven", g.LEFT),),
        "rIdFooter5": (_letter_foot(),),
    }
    return _part(contents[id_])


def _part(blocks: Iterable[str]) -> str:
    return f"{DECLARATION}<w:ftr {NAMESPACES} {DRAWING}>{''.join(blocks)}</w:ftr>"


def _turned(number: int, style: str, top: int) -> str:
    """The page number of a landscape page where upright pages have it: in a text box turned by a quarter (8).

    `top` (twips from the paper's edge) is where the box begins on the landscape page; upright it is its left edge.
    """
    place, size = (g.TURNED_LEFT * g.EMU, top * g.EMU), (g.TURNED_WIDTH * g.EMU, g.TURNED_LENGTH * g.EMU)
    return paragraph("WBSection", turned_box(number, "页码", place, size, _number(style)))


def _letter_foot() -> str:
    """The double rule of a 信函 below its first page, thin above thick; drawn, because LibreOffice loses a frame."""
    left, length = (g.PAGE_WIDTH - g.LETTER_RULE) * g.EMU // 2, g.LETTER_RULE * g.EMU
    rules = (
        line(number, "信函下线", (left, top * g.EMU), length, thickness * g.EMU, g.RED)
        for number, (top, thickness) in enumerate(
            ((g.LETTER_FOOT_THIN, g.LETTER_THIN), (g.LETTER_FOOT_THICK, g.LETTER_THICK)), 3
        )
    )
    return paragraph("WBPageOdd", *rules)


def _number(style: str) -> str:
    """`— 1 —`: the dash is one 一字线, the number a PAGE field."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return paragraph(style, Inline(f"{run(f'{g.DASH} ')}{field}{run(f' {g.DASH}')}"))
