"""Sections and their page numbers: portrait and landscape pages, and the first page of a 信函.

A section's properties stand at its end: in its last paragraph (`section_break`), the last section's at the end of the
body (`parts`). Footers are shared by all documents and named by their relationship id.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.documents.layout import Inline, framed, paragraph, run
from weibao.documents.package import DECLARATION, R_NAMESPACE, W_NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACES: Final = f'xmlns:w="{W_NAMESPACE}" xmlns:r="{R_NAMESPACE}"'
_DRAWING: Final = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


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
        "rIdFooter5": (framed("WBLetterFoot", g.LETTER_FOOT_TOP), paragraph("WBPageOdd")),
    }
    return _part(contents[id_])


def _part(blocks: Iterable[str]) -> str:
    return f"{DECLARATION}<w:ftr {NAMESPACES} {_DRAWING}>{''.join(blocks)}</w:ftr>"


def _turned(number: int, style: str, top: int) -> str:
    """The page number of a landscape page where upright pages have it: in a text box turned by a quarter (8).

    `number` tells the drawings of a document apart. `top` (twips from the paper's edge) is where the box begins on the
    landscape page; upright it is its left edge. Its line runs along the box's right side.
    """
    left, width, height = g.TURNED_LEFT, g.TURNED_WIDTH, g.TURNED_LENGTH
    size = f'cx="{width * g.EMU}" cy="{height * g.EMU}"'
    anchor = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="251659264" behindDoc="0"'
        ' locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{left * g.EMU}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top * g.EMU}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:wrapNone/><wp:docPr id="{number}" name="页码"/><wp:cNvGraphicFramePr/>'
    )
    shape = (
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{_number(style)}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/>'
        "</wps:bodyPr></wps:wsp></a:graphicData></a:graphic>"
    )
    return paragraph(
        "WBSection",
        Inline(
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
            f"{anchor}{shape}</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
        ),
    )


def _number(style: str) -> str:
    """`— 1 —`: the dash is one 一字线, the number a PAGE field."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return paragraph(style, Inline(f"{run(f'{g.DASH} ')}{field}{run(f' {g.DASH}')}"))
