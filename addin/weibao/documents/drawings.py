"""What is drawn on the page by itself: text boxes and lines, placed from the paper's edges.

Lengths are EMU here (36 000 to the millimetre), as DrawingML has them.
"""

from __future__ import annotations

from typing import Final

from weibao.documents.layout import Inline

NAMESPACES: Final = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
"""Declared by the part that holds drawings."""

_SHAPE: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def turned_box(number: int, name: str, place: tuple[int, int], size: tuple[int, int], content: str) -> Inline:
    """A text box without rim, its lines turned clockwise by a quarter; the first runs along its right side.

    `number` tells the drawings of a document apart; `place` is its left upper corner on the page.
    """
    shape = (
        f'<wps:cNvSpPr txBox="1"/><wps:spPr>{_form("rect", size)}<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/>'
        "</wps:bodyPr>"
    )
    return _anchored(number, name, place, size, shape)


def line(number: int, name: str, place: tuple[int, int], length: int, thickness: int, color: str) -> Inline:
    """A level line from `place` to the right; `place` is the middle of its stroke."""
    size = (length, 0)
    shape = (
        f'<wps:cNvCnPr/><wps:spPr>{_form("line", size)}<a:ln w="{thickness}"><a:solidFill><a:srgbClr val="{color}"/>'
        "</a:solidFill></a:ln></wps:spPr><wps:bodyPr/>"
    )
    return _anchored(number, name, place, size, shape)


def _form(preset: str, size: tuple[int, int]) -> str:
    return (
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm>'
        f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
    )


def _anchored(number: int, name: str, place: tuple[int, int], size: tuple[int, int], shape: str) -> Inline:
    """A run with a shape that text neither moves nor flows around."""
    anchor = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="251659264" behindDoc="0"'
        ' locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{place[0]}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{place[1]}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{size[0]}" cy="{size[1]}"/><wp:wrapNone/><wp:docPr id="{number}" name="{name}"/>'
        "<wp:cNvGraphicFramePr/>"
    )
    graphic = f'<a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp>{shape}</wps:wsp></a:graphicData></a:graphic>'
    return Inline(
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f"{anchor}{graphic}</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
