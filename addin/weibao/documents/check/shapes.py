"""What is drawn or computed in a paragraph: lines, pictures, text boxes, fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from weibao.documents.check.model import Drawing
from weibao.documents.check.properties import W, attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WPS: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_PIC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_EMU_PER_TWIP: Final = 635
_LINES: Final = {"line", "straightConnector1"}
_NAMED: Final = {"red": "FF0000", "black": "000000"}
_PER_UNIT: Final = {"pt": 20.0, "mm": 56.693, "cm": 566.93, "in": 1440.0, "px": 15.0, "": 20.0}
_FIELD: Final = re.compile(r"\s*([A-Za-z]+)")


def fields(paragraph: etree._Element) -> tuple[str, ...]:
    """The names of the fields in a paragraph itself, in capitals: PAGE, NUMPAGES …"""
    codes = [code.text or "" for code in _own(paragraph, f"{W}instrText")]
    codes += [attribute(field, "instr") for field in _own(paragraph, f"{W}fldSimple")]
    return tuple(match[1].upper() for code in codes if (match := _FIELD.match(code)))


def boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The contents of text boxes anchored in a paragraph; of two spellings of one box only the first."""
    for content in paragraph.iter(f"{W}txbxContent"):
        if next(content.iterancestors(f"{W}p")) is paragraph and not _second(content):
            yield content


def drawings(paragraph: etree._Element) -> tuple[Drawing, ...]:
    """The shapes anchored in a paragraph."""
    found = [_drawing(anchor) for anchor in paragraph.iter(f"{_WP}anchor", f"{_WP}inline") if _here(anchor, paragraph)]
    found += [_old_line(line) for line in paragraph.iter(f"{_VML}line") if _here(line, paragraph)]
    return tuple(found)


def _own(paragraph: etree._Element, tag: str) -> Iterator[etree._Element]:
    return (element for element in paragraph.iter(tag) if _here(element, paragraph))


def _here(element: etree._Element, paragraph: etree._Element) -> bool:
    return next(element.iterancestors(f"{W}p")) is paragraph and not _second(element)


def _second(element: etree._Element) -> bool:
    """Inside the fallback of something that is also there in its modern spelling."""
    fallback = next(element.iterancestors(f"{_MC}Fallback"), None)
    if fallback is None:
        return False
    parent = fallback.getparent()
    return parent is not None and parent.find(f"{_MC}Choice") is not None


def _drawing(anchor: etree._Element) -> Drawing:
    extent, vertical = anchor.find(f"{_WP}extent"), anchor.find(f"{_WP}positionV")
    geometry = anchor.find(f".//{_A}prstGeom")
    kind = "other"
    if geometry is not None and geometry.get("prst") in _LINES:
        kind = "line"
    elif anchor.find(f".//{_WPS}txbx") is not None:
        kind = "box"
    elif anchor.find(f".//{_PIC}pic") is not None:
        kind = "picture"
    colour = anchor.find(f".//{_A}ln//{_A}srgbClr")
    offset = None if vertical is None else vertical.find(f"{_WP}posOffset")
    return Drawing(
        kind=kind,
        colour="" if colour is None else colour.get("val", "").upper(),
        width=None if extent is None else _large(extent.get("cx")),
        top=None if offset is None else _large(offset.text),
        from_page=vertical is not None and vertical.get("relativeFrom") == "page",
        from_bottom=vertical is not None and vertical.get("relativeFrom") == "bottomMargin",
    )


def _large(emu: str | None) -> int:
    """EMU as twips; they run into millions, beyond what `number` lets pass."""
    text = (emu or "").strip()
    return int(text) // _EMU_PER_TWIP if text.lstrip("-").isdigit() and len(text) < 10 else 0


def _old_line(line: etree._Element) -> Drawing:
    """A line of the old drawing language, whose ends are `from` and `to`."""
    start, end = (_pair(line.get(name, "")) for name in ("from", "to"))
    colour = line.get("strokecolor", "").lstrip("#").split(" ")[0]
    colour = _NAMED.get(colour, "".join(c * 2 for c in colour) if len(colour) == 3 else colour).upper()
    style = line.get("style", "")
    return Drawing("line", colour, abs(end[0] - start[0]) or None, None, "vertical-relative:page" in style, False)


def _pair(text: str) -> tuple[int, int]:
    lengths = [*(_measure(piece) for piece in text.split(",")[:2]), 0, 0]
    return lengths[0], lengths[1]


def _measure(text: str) -> int:
    match = re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*([a-z]*)\s*", text)
    return round(float(match[1]) * _PER_UNIT.get(match[2], 20.0)) if match else 0
