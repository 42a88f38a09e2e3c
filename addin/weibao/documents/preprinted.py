"""套打: a document or template without its red parts, for paper on which they are printed already.

Everything else stays where it is. Red words are taken out and their paragraphs stay, empty, in their exact line; red
rules turn white, for a printer puts nothing on paper for white, and their room is kept.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from weibao.documents.package import W_NAMESPACE, read_package, write_package

SUFFIX: Final = "（套打）"
"""Behind the name of a style whose words were red, so that a program sees why its paragraphs are empty."""

_W: Final = f"{{{W_NAMESPACE}}}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PARTS: Final = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_STYLES: Final = "word/styles.xml"
_BORDERS: Final = frozenset(f"{_W}{name}" for name in ("pBdr", "tblBorders", "tcBorders"))
_WHITE: Final = "FFFFFF"


def without_red(content: bytes) -> bytes:
    """The .docx without its red words and rules, its page otherwise the same; the same bytes for the same content.

    Works on what we make and on what was edited since, by style or by hand. Pictures (a seal) stay. Raises ValueError
    where `content` is no .docx.
    """
    parts = read_package(content)
    red: frozenset[str] = frozenset()
    if _STYLES in parts:
        styles = _parse(parts[_STYLES])
        red = _red_styles(styles)
        for style in styles.iter(f"{_W}style"):
            if style.get(f"{_W}styleId") in red:
                _mark(style)
        _whiten(styles)
        parts[_STYLES] = _bytes(styles)
    for name in parts:
        if _PARTS.fullmatch(name):
            root = _parse(parts[name])
            for paragraph in root.iter(f"{_W}p"):
                _empty(paragraph, red)
            _whiten(root)
            parts[name] = _bytes(root)
    return write_package(parts)


def _red_styles(styles: etree._Element) -> frozenset[str]:
    """Ids of the styles whose words are red, by themselves or by the style that they are based on."""
    colors: dict[str, str] = {}
    bases: dict[str, str] = {}
    for style in styles.iter(f"{_W}style"):
        key = style.get(f"{_W}styleId", "")
        color, base = style.find(f"{_W}rPr/{_W}color"), style.find(f"{_W}basedOn")
        if color is not None:
            colors[key] = color.get(f"{_W}val", "")
        if base is not None:
            bases[key] = base.get(f"{_W}val", "")

    def resolved(key: str) -> str:
        seen: set[str] = set()
        while key and key not in colors and key not in seen:
            seen.add(key)
            key = bases.get(key, "")
        return colors.get(key, "")

    return frozenset(key for key in {*colors, *bases} if is_red(resolved(key)))


def is_red(color: str) -> bool:
    """Whether a colour such as FF0000 is the red of official documents, in any of its usual shades."""
    if not re.fullmatch("[0-9A-Fa-f]{6}", color):
        return False
    red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    return red >= 0xB0 and green <= 0x40 and blue <= 0x40


def _mark(style: etree._Element) -> None:
    name, color = style.find(f"{_W}name"), style.find(f"{_W}rPr/{_W}color")
    if name is not None and not name.get(f"{_W}val", "").endswith(SUFFIX):
        name.set(f"{_W}val", name.get(f"{_W}val", "") + SUFFIX)
    if color is not None:
        _drop(color)


def _empty(paragraph: etree._Element, red: frozenset[str]) -> None:
    """Take the red runs out of a paragraph. A run that carries a tag of blocks stays, or the template would tear."""
    base = _value(paragraph, "pPr/pStyle") in red
    for run in list(paragraph.iter(f"{_W}r")):
        color, style = _value(run, "rPr/color"), _value(run, "rPr/rStyle")
        coloured = is_red(color) if color else style in red or base
        if coloured and run.find(f"{_W}t") is not None and not _tags_blocks(run):
            _drop(run)


def _tags_blocks(run: etree._Element) -> bool:
    return any("{%" in (node.text or "") for node in run.iter(f"{_W}t"))


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _value(element: etree._Element, path: str) -> str:
    found = element.find("/".join(f"{_W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{_W}val", "")


def _whiten(root: etree._Element) -> None:
    """Red rules of paragraphs and tables, and red lines that are drawn, in white."""
    for borders in root.iter(*_BORDERS):
        for side in borders:
            if is_red(side.get(f"{_W}color", "")):
                side.set(f"{_W}color", _WHITE)
    for color in root.iter(f"{_A}srgbClr"):
        if is_red(color.get("val", "")):
            color.set("val", _WHITE)


def _parse(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _bytes(root: etree._Element) -> bytes:
    result: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return result
