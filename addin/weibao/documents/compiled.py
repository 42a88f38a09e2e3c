"""A part of a template, patched and compiled once: fill it with values and finish what comes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from jinja2 import meta
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from weibao.documents.faults import FAILURES, Faults
from weibao.documents.package import DOCUMENT_PART
from weibao.documents.properties import CONTENT_TYPES, parse
from weibao.documents.values import CLOSE, LEFTOVER, OPEN, unshield
from weibao.documents.verify import UnsoundError, relationship_ids, verify_ids

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2.sandbox import SandboxedEnvironment

    from weibao.documents.engine import Engine
    from weibao.documents.fit import Fitter

_TAGGED: Final = re.compile(r"wordprocessingml\.(document\.main|template\.main|header|footer|footnotes|endnotes)\+xml$")
_PARAGRAPH: Final = re.compile(r"<w:p([ >])")
# docxtpl makes elements of these characters: line, paragraph and page breaks and tabs.
_BREAK: Final = re.compile(r"[\t\n\a\f]")
_PARAGRAPH_END: Final = "</w:p>"
_DRAWINGS: Final = etree.XPath(
    "//wp:docPr", namespaces={"wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"}
)
_FIRST_DRAWING: Final = 1001  # as docxtpl counts


def tagged_parts(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """The parts whose tags are filled: text, headers, footers and notes, in the package's order."""
    kinds = {str(node.get("PartName")): str(node.get("ContentType")) for node in parse(parts[CONTENT_TYPES])}
    return tuple(name for name in parts if name == DOCUMENT_PART or _TAGGED.search(kinds.get(f"/{name}", "")))


class CompiledPart:
    """One part of a template; `tagged` says whether it holds tags at all, `fields` what they ask for.

    Raises TemplateError where it is damaged or a tag is malformed.
    """

    def __init__(
        self, name: str, parts: Mapping[str, bytes], engine: Engine, sandbox: SandboxedEnvironment, faults: Faults
    ) -> None:
        self.name = name
        self._engine = engine
        self._faults = faults
        self._ids = relationship_ids(name, parts)
        try:
            self.xml = etree.tostring(parse(parts[name]), encoding="unicode")
        except etree.XMLSyntaxError as error:
            raise faults.damaged(name, error) from error
        # A line per paragraph, so that an error's line number says which paragraph it is.
        self.source = _PARAGRAPH.sub(r"\n<w:p\1", engine.patch_xml(self.xml))
        self.tagged = any(mark in self.source for mark in (OPEN, CLOSE)) or LEFTOVER.search(self.source) is not None
        self.fields: frozenset[str] = frozenset()
        if self.tagged:
            try:
                self.fields = frozenset(meta.find_undeclared_variables(sandbox.parse(self.source)))
                self._template = sandbox.from_string(self.source)
            except TemplateSyntaxError as error:
                raise faults.malformed(name, self.source, error) from error

    def fill(self, values: Mapping[str, Any], fitter: Fitter) -> etree._Element:
        """The finished part. Raises TemplateError."""
        try:
            xml = self._template.render(values)
        except FAILURES as error:
            raise self._faults.failed(self.name, self.source, error) from error
        xml = xml.replace("\n<w:p ", "<w:p ").replace("\n<w:p>", "<w:p>")
        return self.finish(self._break(xml), fitter, self._ids)

    def finish(self, xml: str, fitter: Fitter, ids: frozenset[str]) -> etree._Element:
        """What was filled, checked and fitted; `ids` are those of the part's relationships.

        Raises TemplateError where it is no sound part.
        """
        if ("{" in xml or "}" in xml) and (found := LEFTOVER.search(xml)):
            raise self._faults.leftover(self.name, xml, found.start(), found.end())
        try:
            root = parse(unshield(xml).encode())
            verify_ids(self.name, root, ids)
        except (etree.XMLSyntaxError, UnsoundError) as error:
            raise self._faults.torn(self.name, error) from error
        if self.name == DOCUMENT_PART:
            fitter.fit(root)
            if "docPr" in xml:
                for number, drawing in enumerate(_DRAWINGS(root), _FIRST_DRAWING):
                    drawing.set("id", str(number))
        return root

    def _break(self, xml: str) -> str:
        """docxtpl's line breaks and tabs, looked for only in the paragraphs that hold such a character."""
        if _BREAK.search(xml) is None:
            return xml
        if "<w:txbxContent" in xml:  # paragraphs inside paragraphs
            return str(self._engine.resolve_listing(xml))
        pieces, done = [], 0
        while found := _BREAK.search(xml, done):
            start = max(xml.rfind("<w:p>", done, found.start()), xml.rfind("<w:p ", done, found.start()))
            end = xml.find(_PARAGRAPH_END, found.start()) + len(_PARAGRAPH_END)
            if start < 0 or end < len(_PARAGRAPH_END) or _PARAGRAPH_END in xml[start : found.start()]:
                pieces.append(xml[done : found.end()])
                done = found.end()
                continue
            pieces += (xml[done:start], self._engine.resolve_listing(xml[start:end]))
            done = end
        pieces.append(xml[done:])
        return "".join(pieces)


def part_bytes(root: etree._Element) -> bytes:
    """A part as it goes into the package."""
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content
