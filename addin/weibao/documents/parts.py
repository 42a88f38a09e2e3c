"""The package around a template's text: settings, fonts, content types, relationships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.documents.package import (
    CORE_PART,
    DECLARATION,
    DOCUMENT_PART,
    R_NAMESPACE,
    W_NAMESPACE,
    core_xml,
    write_package,
)
from weibao.documents.sections import NAMESPACES, Page, footers, section
from weibao.documents.styles import STYLES, styles_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

# What Word takes where an office PC lacks the named face: Windows ships 仿宋 and 楷体 without _GB2312 and no 小标宋.
_SUBSTITUTES: Final = {
    g.FANGSONG: "仿宋", g.KAITI: "楷体", g.XIAOBIAOSONG: "华文中宋", g.HEITI: "SimHei", g.SONG: "SimSun",
}  # fmt: skip


def _settings_xml() -> str:
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _font_table_xml() -> str:
    names = sorted({style.font for style in STYLES})
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{_SUBSTITUTES[name]}"/><w:charset w:val="86"/></w:font>'
        for name in names
    )
    return f'{DECLARATION}<w:fonts xmlns:w="{W_NAMESPACE}">{fonts}</w:fonts>'


def _content_types(footer_parts: Iterable[str]) -> str:
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {
        DOCUMENT_PART: f"{base}.document.main+xml",
        "word/styles.xml": f"{base}.styles+xml",
        "word/settings.xml": f"{base}.settings+xml",
        "word/fontTable.xml": f"{base}.fontTable+xml",
        CORE_PART: "application/vnd.openxmlformats-package.core-properties+xml",
        **dict.fromkeys(footer_parts, f"{base}.footer+xml"),
    }
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    return (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets: Sequence[tuple[str, str, str]]) -> str:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    links = "".join(f'<Relationship Id="{id_}" Type="{type_}" Target="{target}"/>' for id_, type_, target in targets)
    return f'{DECLARATION}<Relationships xmlns="{namespace}">{links}</Relationships>'


def document(body: str, *, title: str, creator: str, created: date, last: Page = Page.PORTRAIT) -> bytes:
    """A whole .docx around `body` (paragraphs and tables), the same bytes for the same arguments.

    `last` says what the pages of the last section are, the only one where `body` holds no section break.
    """
    text = f"{body}{section(last)}"
    feet = footers(text)
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    links = [
        (f"rId{stem.capitalize()}", f"{R_NAMESPACE}/{stem}", f"{stem}.xml")
        for stem in ("styles", "settings", "fontTable")
    ]
    links += [(id_, f"{R_NAMESPACE}/footer", part[5:]) for id_, (part, _) in feet.items()]
    parts = {
        "[Content_Types].xml": _content_types(part for part, _ in feet.values()),
        "_rels/.rels": _relationships(
            [("rId1", f"{R_NAMESPACE}/officeDocument", DOCUMENT_PART), ("rId2", core, CORE_PART)]
        ),
        DOCUMENT_PART: f"{DECLARATION}<w:document {NAMESPACES}><w:body>{text}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(links),
        "word/styles.xml": styles_xml(),
        "word/settings.xml": _settings_xml(),
        "word/fontTable.xml": _font_table_xml(),
        **dict(feet.values()),
    }
    content = {name: text.encode() for name, text in parts.items()}
    return write_package(content | {CORE_PART: core_xml(title, creator, created)})
