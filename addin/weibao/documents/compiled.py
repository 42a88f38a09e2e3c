"""A part of a template, patched and compiled once: fill it with values and finish what comes out."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from jinja2 import meta
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from weibao.documents.faults import FAILURES, Faults
from weibao.documents.package import DECLARATION, DOCUMENT_PART
from weibao.documents.properties import CONTENT_TYPES, parse
from weibao.documents.values import CLOSE, LEFTOVER, OPEN, unshield
from weibao.documents.verify import UnsoundError, relationship_ids, verify_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2.sandbox import SandboxedEnvironment

    from weibao.documents.engine import Engine
    from weibao.documents.fit import Fitter

_TAGGED: Final = re.compile(r"wordprocessingml\.(document\.main|template\.main|header|footer|footnotes|endnotes)\+xml$")
_PARAGRAPH: Final = re.compile(r"<w:p([ >])")
# Beside the line break, docxtpl makes elements of these: tab, new paragraph, new page.
_BREAKS: Final = ("\t", "\a", "\f")
_PARAGRAPH_STARTS: Final = ("<w:p>", "<w:p ")
_DRAWING_ID: Final = re.compile(r'(<wp:docPr\b[^>]*?\bid=")[^"]*')
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

    def fill(self, values: Mapping[str, Any], fitter: Fitter, ids: frozenset[str] = frozenset()) -> str:
        """The finished part; `ids` are relationships that it will have beside its own. Raises TemplateError."""
        try:
            xml = self._template.render(values)
        except FAILURES as error:
            raise self._faults.failed(self.name, self.source, error) from error
        return self.finish(self._break(xml), fitter, self._ids | ids)

    def finish(self, xml: str, fitter: Fitter, ids: frozenset[str]) -> str:
        """What was filled, fitted and checked; `ids` are those of the part's relationships.

        Raises TemplateError where it is no sound part.
        """
        if ("{" in xml or "}" in xml) and (found := LEFTOVER.search(xml)):
            raise self._faults.leftover(self.name, xml, found.start(), found.end())
        xml = unshield(xml)
        try:
            if self.name == DOCUMENT_PART:
                xml = _numbered(fitter.fit_xml(xml))
            verify_part(self.name, xml, xml.encode(), ids)
        except (etree.XMLSyntaxError, UnsoundError) as error:
            raise self._faults.torn(self.name, error) from error
        return xml

    def _break(self, xml: str) -> str:
        """docxtpl's line breaks and tabs, and our line per paragraph undone.

        docxtpl looks at every run; only the few paragraphs that hold such a character need it.
        """
        paragraphs: list[str] = []
        broken: set[int] = set()
        for line in xml.split("\n"):
            if not paragraphs or line.startswith(_PARAGRAPH_STARTS):
                paragraphs.append(line)
            else:
                broken.add(len(paragraphs) - 1)
                paragraphs[-1] += f"\n{line}"
        if any(sign in xml for sign in _BREAKS):
            broken.update(n for n, text in enumerate(paragraphs) if any(sign in text for sign in _BREAKS))
        if broken and "<w:txbxContent" in xml:  # paragraphs inside paragraphs
            return str(self._engine.resolve_listing("".join(paragraphs)))
        for number in broken:
            paragraphs[number] = self._engine.resolve_listing(paragraphs[number])
        return "".join(paragraphs)


def _numbered(xml: str) -> str:
    """Drawings with numbers of their own, as docxtpl gives them."""
    if "<wp:docPr" not in xml:
        return xml
    numbers = count(_FIRST_DRAWING)
    return _DRAWING_ID.sub(lambda match: f"{match[1]}{next(numbers)}", xml)


def part_bytes(xml: str) -> bytes:
    """A part as it goes into the package."""
    return f"{DECLARATION}{xml}".encode()
