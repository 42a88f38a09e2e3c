"""A part of a template, patched and compiled once: fill it with values and finish what comes out."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from weibao.documents.balance import is_balanced
from weibao.documents.faults import FAILURES, Faults
from weibao.documents.package import DECLARATION, DOCUMENT_PART
from weibao.documents.properties import CONTENT_TYPES, parse
from weibao.documents.splice import Change, line_breaks, spliced
from weibao.documents.values import CLOSE, LEFTOVER, OPEN, unshield
from weibao.documents.verify import UnsoundError, relationship_ids, verify_markup, verify_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.documents.engine import Engine, Sandbox
    from weibao.documents.fit import Fitter

_TAGGED: Final = re.compile(r"wordprocessingml\.(document\.main|template\.main|header|footer|footnotes|endnotes)\+xml$")
_PARAGRAPH: Final = re.compile(r"<w:p([ >])")
_LINED: Final = re.compile(r"\n(<w:p[ >])")
# Beside the line break, docxtpl makes elements of these: tab, new paragraph, new page.
_BREAKS: Final = ("\t", "\a", "\f")
_DRAWING_ID: Final = re.compile(rb'(<wp:docPr\b[^>]*?\bid=")[^"]*')
_DECLARED: Final = Change(0, 0, DECLARATION)
_FIRST_DRAWING: Final = 1001  # as docxtpl counts


def tagged_parts(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """The parts whose tags are filled: text, headers, footers and notes, in the package's order."""
    kinds = {str(node.get("PartName")): str(node.get("ContentType")) for node in parse(parts[CONTENT_TYPES])}
    return tuple(name for name in parts if name == DOCUMENT_PART or _TAGGED.search(kinds.get(f"/{name}", "")))


class CompiledPart:
    """One part of a template; `tagged` says whether it holds tags at all, `fields` what they ask for.

    Raises TemplateError where it is damaged or a tag is malformed.
    """

    def __init__(self, name: str, parts: Mapping[str, bytes], engine: Engine, sandbox: Sandbox, faults: Faults) -> None:
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
        self._balanced = False
        if self.tagged:
            try:
                tree = sandbox.parse(self.source)
                for text in tree.find_all(nodes.TemplateData):  # the lines have done their work
                    text.data = _LINED.sub(r"\1", text.data)
                self._balanced = is_balanced(tree)
                self._template, self.fields = sandbox.compiled(tree)
            except TemplateSyntaxError as error:
                raise faults.malformed(name, self.source, error) from error

    def fill(
        self, values: Mapping[str, Any], fitter: Fitter, ids: frozenset[str] = frozenset(), *, plain: bool = False
    ) -> bytes:
        """The finished part; `ids` are relationships that it will have beside its own, `plain` tells that no value is
        markup: neither a figure nor a docxtpl object.

        Raises TemplateError.
        """
        # Handed on without a name here: what is no longer needed of a long document makes room for what follows.
        return self.finish(*self._rendered(values, plain=plain), fitter=fitter, ids=self._ids | ids)

    def _rendered(self, values: Mapping[str, Any], *, plain: bool) -> tuple[str, bool]:
        """What was filled, and whether it is known to be well-formed."""
        try:
            xml = self._template.render(values)
        except FAILURES as error:
            raise self._faults.failed(self.name, self.source, error) from error
        if any(sign in xml for sign in _BREAKS):
            return str(self._engine.resolve_listing(xml)), False
        return xml, plain and self._balanced

    def finish(self, xml: str, known: bool = False, *, fitter: Fitter, ids: frozenset[str]) -> bytes:
        """What was filled, fitted, checked, as it goes into the package; `ids` are the part's relationships, `known`
        tells that it is well-formed.

        Raises TemplateError where it is no sound part.
        """
        if ("{" in xml or "}" in xml) and (found := LEFTOVER.search(xml)):
            raise self._faults.leftover(self.name, xml, found.start(), found.end())
        xml = unshield(xml)
        try:
            fitted = fitter.changes(xml) if self.name == DOCUMENT_PART else ()
            # Never as one text: making it and its bytes of that would cost like all else.
            pieces = spliced(xml, (_DECLARED, *fitted, *line_breaks(xml)))
            part = b"".join(piece.encode() for piece in pieces)
            if self.name == DOCUMENT_PART:
                part = _numbered(part)
            if not known:
                verify_markup(part)
            verify_part(self.name, part, ids)
        except (etree.XMLSyntaxError, UnsoundError, UnicodeEncodeError) as error:  # half a sign, written as \ud800
            raise self._faults.torn(self.name, error) from error
        return part


def _numbered(part: bytes) -> bytes:
    """Drawings with numbers of their own, as docxtpl gives them."""
    if b"<wp:docPr" not in part:
        return part
    numbers = count(_FIRST_DRAWING)
    return _DRAWING_ID.sub(lambda match: match[1] + str(next(numbers)).encode(), part)
