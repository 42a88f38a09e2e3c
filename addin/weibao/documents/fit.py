"""What depends on the width of the filled-in words: the red 发文机关标志 and the place of 署名 over 成文日期.

Paragraphs are recognised by the *name* of their style, because Word may give styles other ids when it saves.
Widths are counted in characters of the style's own size (a Han character one, a digit half), which is exact for the
full-width faces of official documents.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final, NamedTuple

from lxml import etree

from weibao.documents import geometry as g
from weibao.documents.package import W_NAMESPACE
from weibao.documents.splice import Change, line_breaks, spliced
from weibao.markup import quoteattr

_W: Final = f"{{{W_NAMESPACE}}}"
_MIN_SCALE: Final = 33  # below a third of its width a character is no longer legible at a distance
# Elements of a run's properties that stand behind <w:w> in the schema.
_AFTER_SCALE: Final = frozenset(
    f"{_W}{name}"
    for name in (
        "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs",
        "em", "lang", "eastAsianLayout", "specVanish", "oMath",
    )
)  # fmt: skip
# Elements of a paragraph's properties that stand before <w:ind>.
_BEFORE_INDENT: Final = frozenset(
    f"{_W}{name}"
    for name in (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
        "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct",
        "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing",
    )
)  # fmt: skip


_VALUE: Final = f"{_W}val"
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, collect_ids=False)
_DECLARED: Final = re.compile(r"xmlns(?::[\w.-]+)?=\"[^\"]*\"")
# What may stand between two paragraphs that belong together: bookmarks, comment ranges.
_MARKS: Final = re.compile(r"(?:<w:\w+(?: [^<>]*)?/>)*")
_NEAR: Final = 2000  # characters from a paragraph's start to its style, tracked changes included
_STYLES: Final = etree.XPath("//w:pStyle", namespaces={"w": W_NAMESPACE})
_FITTED: Final = ("发文机关标志", "署名", "成文日期")


class Type(NamedTuple):
    """Size (half-points), extra pitch (twips) and right indent (twips) of a style."""

    size: int
    spacing: int
    right: int


def text_width(text: str, size: int, spacing: int = 0) -> int:
    """The width in twips of one line of `text` in a full-width face of `size` half-points."""
    ems = sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)
    return round(ems * size * 10) + spacing * len(text)


class Fitter:
    """Fits the paragraphs of filled documents to the styles of one template (`styles` is its styles part)."""

    def __init__(self, styles: bytes) -> None:
        self._types: dict[str, tuple[str, Type]] = {}
        tree = etree.fromstring(styles, _PARSER) if styles else None
        for style in () if tree is None else tree.iter(f"{_W}style"):
            name = style.find(f"{_W}name")
            if name is not None:
                numbers = (
                    _number(style, "rPr/sz", "val", g.SIZE_3),
                    _number(style, "rPr/spacing", "val", 0),
                    _number(style, "pPr/ind", "right", 0),
                )
                self._types[style.get(f"{_W}styleId", "")] = (name.get(f"{_W}val", ""), Type(*numbers))
        self._fitted = {key for key, (name, _) in self._types.items() if name.startswith(_FITTED)}

    def changes(self, xml: str) -> list[Change]:
        """What narrows the marks and places the signatures in the XML of a document; line breaks in them are made, too.

        Only the few paragraphs that it is about are parsed. Raises etree.XMLSyntaxError where they are torn.
        """
        spans = self._spans(xml)
        if spans and "<w:txbxContent" not in xml:  # no paragraphs inside paragraphs
            opening = _opening(xml[: xml.find(">", xml.find("<w:document")) + 1])
            # What is torn by itself may use a prefix that is declared around it: the whole document tells.
            with suppress(etree.XMLSyntaxError):
                return [Change(start, end, self._fitted_in(xml[start:end], opening)) for start, end in spans]
        return [Change(0, len(xml), self._fitted_in(xml))] if spans else []

    def _fitted_in(self, xml: str, opening: str = "") -> str:
        broken = "".join(spliced(xml, line_breaks(xml)))
        root = _parsed(f"{opening}{broken}</x>" if opening else broken)
        self.fit(root)
        fitted = str(etree.tostring(root, encoding="unicode"))
        return fitted[fitted.index(">") + 1 : -len("</x>")] if opening else fitted

    def _spans(self, xml: str) -> list[tuple[int, int]]:
        """From where to where the paragraphs go; those that stand together are one."""
        spans: list[tuple[int, int]] = []
        for key in self._fitted:
            mark = f"<w:pStyle w:val={quoteattr(key)}/>"
            at = xml.find(mark)
            while at >= 0:
                start = max(xml.rfind("<w:p>", max(0, at - _NEAR), at), xml.rfind("<w:p ", max(0, at - _NEAR), at))
                end = xml.find("</w:p>", at)
                spans.append((max(start, 0), len(xml) if end < 0 else end + len("</w:p>")))
                at = xml.find(mark, at + 1)
        joined: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if joined and _MARKS.fullmatch(xml, joined[-1][1], start):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return joined

    def fit(self, root: etree._Element) -> None:
        """Narrow the marks and place the signatures below `root`, in place."""
        signer: tuple[etree._Element, Type] | None = None
        styles: Any = _STYLES(root)
        for style in styles:
            paragraph = style.getparent().getparent()
            # A style inside a tracked change is none of the paragraph's.
            if (key := style.get(_VALUE)) not in self._fitted or paragraph.tag != f"{_W}p":
                continue
            name, type_ = self._types[key]
            if name.startswith("发文机关标志"):
                _narrow(paragraph, type_)
            if name == "成文日期" and signer and _follows(paragraph, signer[0]):
                _place(*signer, paragraph, type_)
            signer = (paragraph, type_) if name == "署名" else None


def _parsed(xml: str) -> etree._Element:
    return etree.fromstring(xml, _PARSER)


@lru_cache(maxsize=32)
def _opening(root: str) -> str:
    """The start of an element that declares what a document's root declares."""
    return f"<x {' '.join(_DECLARED.findall(root))}>"


def _follows(paragraph: etree._Element, other: etree._Element) -> bool:
    """Whether nothing but marks (bookmarks, comment ranges) stands between two paragraphs."""
    before = paragraph.getprevious()
    while before is not None and before.tag not in (f"{_W}p", f"{_W}tbl", f"{_W}sdt"):
        before = before.getprevious()
    return before is other


def _number(style: etree._Element, path: str, attribute: str, default: int) -> int:
    found = style.find("/".join(f"{_W}{step}" for step in path.split("/")))
    value = None if found is None else found.get(f"{_W}{attribute}")
    return int(value) if value and value.lstrip("-").isdigit() else default


def _text(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))


def _narrow(paragraph: etree._Element, type_: Type) -> None:
    """Condense the characters of a line that is wider than 版心, so that it stays one line."""
    width = text_width(_text(paragraph), type_.size, type_.spacing)
    if width <= g.TEXT_WIDTH:
        return
    scale = max(_MIN_SCALE, g.TEXT_WIDTH * 100 // width)
    for run in paragraph.iter(f"{_W}r"):
        properties = run.find(f"{_W}rPr")
        if properties is None:
            properties = etree.Element(f"{_W}rPr")
            run.insert(0, properties)
        for old in properties.findall(f"{_W}w"):
            properties.remove(old)
        at = next((n for n, node in enumerate(properties) if node.tag in _AFTER_SCALE), len(properties))
        element = etree.Element(f"{_W}w")
        element.set(f"{_W}val", str(scale))
        properties.insert(at, element)


def _place(signer: etree._Element, signer_type: Type, date: etree._Element, date_type: Type) -> None:
    """Centre 署名 over 成文日期, the date 右空四字 (the style's indent).

    Where that would push a long name out of 版心, the name ends at its edge and the date moves under its middle.
    """
    name_width = text_width(_text(signer), signer_type.size, signer_type.spacing)
    date_width = text_width(_text(date), date_type.size, date_type.spacing)
    name_right = date_type.right + (date_width - name_width) // 2
    date_right = date_type.right
    if name_right < 0:
        name_right, date_right = 0, (name_width - date_width) // 2
    _indent(signer, name_right)
    if date_right != date_type.right:
        _indent(date, date_right)


def _indent(paragraph: etree._Element, right: int) -> None:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:  # a paragraph that was recognised by its style has properties
        raise AssertionError("styled paragraph without properties")
    indent = properties.find(f"{_W}ind")
    if indent is None:
        indent = etree.Element(f"{_W}ind")
        at = next((n for n, node in enumerate(properties) if node.tag not in _BEFORE_INDENT), len(properties))
        properties.insert(at, indent)
    indent.set(f"{_W}right", str(right))
