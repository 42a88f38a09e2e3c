"""The package around a template's text: section, page numbers, settings, fonts, relationships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.documents.layout import run
from weibao.documents.package import (
    CORE_PART,
    DECLARATION,
    DOCUMENT_PART,
    R_NAMESPACE,
    W_NAMESPACE,
    core_xml,
    write_package,
)
from weibao.documents.styles import STYLES, styles_xml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_NAMESPACES: Final = f'xmlns:w="{W_NAMESPACE}" xmlns:r="{R_NAMESPACE}"'
_FOOTERS: Final = {"word/footer1.xml": ("default", "WBPageOdd"), "word/footer2.xml": ("even", "WBPageEven")}

# What Word takes where an office PC lacks the named face: Windows ships 仿宋 and 楷体 without _GB2312 and no 小标宋.
_SUBSTITUTES: Final = {
    g.FANGSONG: "仿宋", g.KAITI: "楷体", g.XIAOBIAOSONG: "华文中宋", g.HEITI: "SimHei", g.SONG: "SimSun",
}  # fmt: skip


def _footer_xml(style: str) -> str:
    """`— 1 —`: the dash is one 一字线, the number a PAGE field."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    content = f"{run(f'{g.DASH} ')}{field}{run(f' {g.DASH}')}"
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f"{DECLARATION}<w:ftr {_NAMESPACES}><w:p>{properties}{content}</w:p></w:ftr>"


def section() -> str:
    """The section: A4, the margins of 版心, 22 lines, page numbers on the outer side."""
    footers = "".join(
        f'<w:footerReference w:type="{kind}" r:id="rIdFooter{number}"/>'
        for number, (kind, _) in enumerate(_FOOTERS.values(), 1)
    )
    return (
        f'<w:sectPr>{footers}<w:pgSz w:w="{g.PAGE_WIDTH}" w:h="{g.PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{g.TOP}" w:right="{g.RIGHT}" w:bottom="{g.BOTTOM}" w:left="{g.LEFT}" w:header="{g.HEADER}"'
        f' w:footer="{g.FOOTER}" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="{g.LINE}"/></w:sectPr>'
    )


def _settings_xml() -> str:
    return (
        f'{DECLARATION}<w:settings {_NAMESPACES}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
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


def _content_types() -> str:
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {
        DOCUMENT_PART: f"{base}.document.main+xml",
        "word/styles.xml": f"{base}.styles+xml",
        "word/settings.xml": f"{base}.settings+xml",
        "word/fontTable.xml": f"{base}.fontTable+xml",
        CORE_PART: "application/vnd.openxmlformats-package.core-properties+xml",
        **dict.fromkeys(_FOOTERS, f"{base}.footer+xml"),
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


def document(body: str, *, title: str, creator: str, created: date) -> bytes:
    """A whole .docx around `body` (paragraphs and tables), the same bytes for the same arguments."""
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    links = [
        (f"rId{stem.capitalize()}", f"{R_NAMESPACE}/{stem}", f"{stem}.xml")
        for stem in ("styles", "settings", "fontTable")
    ]
    links += [(f"rIdFooter{n}", f"{R_NAMESPACE}/footer", part[5:]) for n, part in enumerate(_FOOTERS, 1)]
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            [("rId1", f"{R_NAMESPACE}/officeDocument", DOCUMENT_PART), ("rId2", core, CORE_PART)]
        ),
        DOCUMENT_PART: f"{DECLARATION}<w:document {_NAMESPACES}><w:body>{body}{section()}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(links),
        "word/styles.xml": styles_xml(),
        "word/settings.xml": _settings_xml(),
        "word/fontTable.xml": _font_table_xml(),
        **{part: _footer_xml(style) for part, (_, style) in _FOOTERS.items()},
    }
    content = {name: text.encode() for name, text in parts.items()}
    return write_package(content | {CORE_PART: core_xml(title, creator, created)})
