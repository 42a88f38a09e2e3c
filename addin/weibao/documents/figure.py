"""A picture inside the text: what it is, what a template prints for it, and its place in the package.

Word keeps a picture in a part of its own, to which the text refers by a relationship. Documents with pictures are
filled like all others; only these parts come beside.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lxml import etree

from weibao.documents import geometry as g
from weibao.documents.errors import ContentError
from weibao.documents.package import DECLARATION, DOCUMENT_PART, R_NAMESPACE
from weibao.documents.properties import CONTENT_TYPES, parse
from weibao.documents.values import clean, hide
from weibao.markup import quoteattr

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

RELATIONSHIPS: Final = "word/_rels/document.xml.rels"
WIDTH: Final = g.TEXT_WIDTH * g.EMU
"""版心: 156 mm."""

_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_LINKS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_PNG: Final = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
_SIZE: Final = struct.Struct(">2I")


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture for a document.

    `name` is what kinds of documents ask for, `title` the words behind 图1; `about` says in words what is seen, for
    who cannot see it; `source` is where the figures come from. `mark` decides what the picture shows: two with one
    mark look the same. `png` gives its bytes and is asked only where a document is really written.
    """

    name: str
    title: str
    about: str
    source: str
    mark: str
    png: Callable[[], bytes] = field(compare=False, repr=False)

    @property
    def told(self) -> list[str]:
        """What decides how it prints, for a digest."""
        return [self.name, self.title, self.about, self.source, self.mark]


class Shown:
    """A figure as a template sees it: what it prints, in the middle of a run, and nothing else."""

    __slots__ = ("_xml",)

    def __init__(self, xml: str) -> None:
        self._xml = xml

    def __html__(self) -> str:
        return self._xml

    __str__ = __html__


class Figures:
    """The figures of one document. `taken` are the names of its template's parts and relationships."""

    def __init__(self, taken: Collection[str]) -> None:
        self._prefix = "weibaoFigure"
        while any(self._prefix in name for name in taken):
            self._prefix += "X"
        self._shown: dict[str, bytes] = {}

    def __len__(self) -> int:
        return len(self._shown)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the relationships that the text may use."""
        return frozenset(self._shown)

    def show(self, figure: Figure) -> Shown:
        """What the template prints for `figure`, as wide as 版心. Raises ContentError where it is no PNG."""
        content = figure.png()
        if not content.startswith(_PNG):
            raise ContentError(f"图“{figure.title}”不是完好的 PNG 文件，这份文书没有生成。请把这种情况反馈给维护人员。")
        id_ = f"{self._prefix}{len(self._shown) + 1}"
        self._shown[id_] = content
        wide, high = _SIZE.unpack_from(content, len(_PNG))
        return Shown(hide(_drawing(id_, figure, WIDTH * high // wide)))

    def parts(self, parts: Mapping[str, bytes]) -> dict[str, bytes]:
        """What changes in the package `parts`, whose text is filled: the pictures that stand in it, and who names them.

        A template may ask for none of the figures that there are.
        """
        text = parts[DOCUMENT_PART].decode()
        used = {id_: content for id_, content in self._shown.items() if f'r:embed="{id_}"' in text}
        if not used:
            return {}
        types = parse(parts[CONTENT_TYPES])
        links = parse(parts.get(RELATIONSHIPS, f'<Relationships xmlns="{_LINKS}"/>'.encode()))
        if not any(str(node.get("Extension")).lower() == "png" for node in types):
            node = etree.Element(f"{{{_TYPES}}}Default", Extension="png", ContentType="image/png")
            types.insert(0, node)
        for id_ in used:
            etree.SubElement(
                links, f"{{{_LINKS}}}Relationship", Id=id_, Type=f"{R_NAMESPACE}/image", Target=f"media/{id_}.png"
            )
        media = {f"word/media/{id_}.png": content for id_, content in used.items()}
        return {CONTENT_TYPES: _bytes(types), RELATIONSHIPS: _bytes(links), **media}


def _drawing(id_: str, figure: Figure, height: int) -> str:
    """The picture in a line of its own; the run around the tag ends before it and goes on behind it."""
    about, title = (quoteattr(" ".join(clean(text).split())) for text in (figure.about, figure.title))
    size = f'cx="{WIDTH}" cy="{height}"'
    picture = (
        f'<pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr><pic:cNvPr id="0" name={title} descr={about}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{id_}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic>"
    )
    return (
        f'</w:t></w:r><w:r><w:drawing><wp:inline xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:r="{R_NAMESPACE}"'
        f' distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr id="1" name={title} descr={about}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PIC}">{picture}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        '<w:r><w:t xml:space="preserve">'
    )


def _bytes(root: etree._Element) -> bytes:
    return DECLARATION.encode() + etree.tostring(root)
