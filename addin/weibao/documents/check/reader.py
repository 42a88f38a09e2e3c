"""A .docx file read into `model.Word`: hostile, damaged and foreign files included."""

from __future__ import annotations

import posixpath
import zlib
from typing import TYPE_CHECKING, Final

from lxml import etree

from weibao.documents.check.blocks import BlockReader
from weibao.documents.check.model import DocumentError, Paragraph, Section, Word
from weibao.documents.check.numbering import Numbering
from weibao.documents.check.properties import W, attribute, number
from weibao.documents.check.styles import StyleSheet, Theme, flag
from weibao.documents.package import DOCUMENT_PART, R_NAMESPACE, read_package

if TYPE_CHECKING:
    from collections.abc import Mapping

_R_ID: Final = f"{{{R_NAMESPACE}}}id"
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_ADVICE: Final = "请用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”后再检查"


def open_package(content: bytes) -> dict[str, bytes]:
    """All parts of a Word document. Raises DocumentError, saying what is wrong and what to do."""
    if content.startswith(_OLE):
        raise DocumentError(f"打不开：文件设了打开密码，或者是旧版 .doc 格式。{_ADVICE}。")
    try:
        parts = read_package(content)
    except (ValueError, RuntimeError, zlib.error, OSError, MemoryError) as error:
        if "password" in str(error) or "encrypted" in str(error):
            raise DocumentError(f"打不开：文件加了密码。请去掉密码。{_ADVICE}。") from error
        if "too large" in str(error):
            raise DocumentError("打不开：文件内容异常庞大，不像是公文，没有读取。") from error
        raise DocumentError(f"打不开：不是 Word 文档，或者文件已损坏。{_ADVICE}。") from error
    if DOCUMENT_PART not in parts:
        raise DocumentError(f"打不开：里面没有 Word 正文（缺少 {DOCUMENT_PART}）。{_ADVICE}。")
    if _STRICT in parts[DOCUMENT_PART][:4096]:
        raise DocumentError(f"打不开：保存成了“严格 Open XML”格式。{_ADVICE}。")
    return parts


def parse_part(parts: Mapping[str, bytes], name: str) -> etree._Element | None:
    """The root of a part, None where the package lacks it. Raises DocumentError for broken or dangerous XML."""
    content = parts.get(name)
    if content is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"打不开：文件内部的 {name} 已损坏。{_ADVICE}。") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentError(f"没有读取：文件内部的 {name} 含有不应有的实体声明，来历可疑。")
    return root


def relations(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Part names by relationship id of the main part; links that leave the package are left out."""
    root = parse_part(parts, "word/_rels/document.xml.rels")
    found: dict[str, str] = {}
    for link in root.iter(_RELATIONSHIP) if root is not None else ():
        if link.get("TargetMode") != "External":
            target = link.get("Target", "")
            found[link.get("Id", "")] = target.lstrip("/") if target.startswith("/") else _below_word(target)
    return found


def _below_word(target: str) -> str:
    return posixpath.normpath(posixpath.join("word", target))


def read_word(content: bytes) -> Word:
    """The document. Raises DocumentError where it cannot be read."""
    parts = open_package(content)
    return build(parts, main_part(parts))


def build(parts: Mapping[str, bytes], root: etree._Element) -> Word:
    """The document of a package whose main part is parsed already; its runs point into `root`."""
    body = root.find(f"{W}body")
    if body is None:
        raise DocumentError(f"打不开：里面没有 Word 正文。{_ADVICE}。")
    links = relations(parts)
    theme = Theme(parse_part(parts, next((p for p in links.values() if "/theme/" in p), "word/theme/theme1.xml")))
    styles = StyleSheet(parse_part(parts, "word/styles.xml"))
    reader = BlockReader(styles, theme, Numbering(parse_part(parts, "word/numbering.xml")))
    blocks = reader.body(body)
    sections: list[Section] = []
    for element in reader.section_elements:
        sections.append(_section(element, sections[-1] if sections else None, parts, links, reader))
    settings = parse_part(parts, "word/settings.xml")
    return Word(
        blocks=blocks,
        sections=sections or [Section()],
        odd_even=flag(settings, "evenAndOddHeaders"),
        revisions=any(next(body.iter(f"{W}{name}"), None) is not None for name in ("ins", "del", "moveFrom")),
        comments=next(body.iter(f"{W}commentReference"), None) is not None,
    )


def main_part(parts: Mapping[str, bytes]) -> etree._Element:
    """The root of the main part. Raises DocumentError where it is broken."""
    root = parse_part(parts, DOCUMENT_PART)
    if root is None:
        raise DocumentError(f"打不开：里面没有 Word 正文（缺少 {DOCUMENT_PART}）。{_ADVICE}。")
    return root


def _unsigned(text: str) -> int:
    """LibreOffice writes a negative number of 32 bits as if it had no sign."""
    value = int(text) if text.lstrip("-").isdigit() and len(text) < 12 else 0
    return value - 2**32 if value >= 2**31 else value


def _section(
    element: etree._Element,
    previous: Section | None,
    parts: Mapping[str, bytes],
    links: Mapping[str, str],
    reader: BlockReader,
) -> Section:
    size, margin, grid = (element.find(f"{W}{name}") for name in ("pgSz", "pgMar", "docGrid"))
    numbers = element.find(f"{W}pgNumType")
    section = Section(
        width=number(attribute(size, "w"), 12240),
        height=number(attribute(size, "h"), 15840),
        gutter=number(attribute(margin, "gutter")),
        grid=attribute(grid, "type"),
        pitch=number(attribute(grid, "linePitch")),
        char_space=_unsigned(attribute(grid, "charSpace")),
        first_differs=flag(element, "titlePg"),
        restart=number(attribute(numbers, "start")) if attribute(numbers, "start") else None,
        number_format=attribute(numbers, "fmt") or "decimal",
    )
    for side in ("top", "bottom", "left", "right", "footer"):
        setattr(section, side, abs(number(attribute(margin, side), getattr(section, side))))
    for kind in ("footer", "header"):
        inherited = dict(getattr(previous, f"{kind}s")) if previous else {}
        own = {
            attribute(reference, "type") or "default": _content(parts, links.get(reference.get(_R_ID, ""), ""), reader)
            for reference in element.findall(f"{W}{kind}Reference")
        }
        setattr(section, f"{kind}s", inherited | own)
    return section


def _content(parts: Mapping[str, bytes], name: str, reader: BlockReader) -> list[Paragraph]:
    """The paragraphs of a header or footer, in order."""
    root = parse_part(parts, name)
    return [] if root is None else reader.part(root)
