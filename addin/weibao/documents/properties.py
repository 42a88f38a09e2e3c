"""What a document says of itself: `docProps/core.xml`, and in `docProps/custom.xml` which draft of ours it is.

`weibao.kind`, `weibao.key` and `weibao.items` survive Word's saving and tell the register what file this is, whatever
its name became.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from weibao.documents.package import CORE_PART, DECLARATION, damaged, read_package
from weibao.markup import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CUSTOM_PART: Final = "docProps/custom.xml"
CONTENT_TYPES: Final = "[Content_Types].xml"
ROOT_RELATIONSHIPS: Final = "_rels/.rels"

_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE_LINK: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CUSTOM_LINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_CUSTOM_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
# Word's own dialog and its macros know no longer text, so a long list goes on in weibao.items.2, weibao.items.3 …
_LONGEST: Final = 255
_OURS: Final = re.compile(r"weibao\.(kind|key|items|seal)(?:\.(\d+))?")
_CREATED: Final = re.compile(rb"<dcterms:created[^>]*>\s*(\d{4}-\d\d-\d\d)T")
# Nobody asks for elements by xml:id; collecting ids costs time.
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, collect_ids=False)


class Identity(NamedTuple):
    """Which draft a file is: its kind and key (`kind.Document`) and the ids of its supervision items."""

    kind: str = ""
    key: str = ""
    items: tuple[str, ...] = ()


def parse(content: bytes) -> etree._Element:
    """A part as a tree; no entity is resolved and nothing is fetched. Raises etree.XMLSyntaxError."""
    return etree.fromstring(content, _PARSER)


def identity(content: bytes) -> Identity:
    """What a .docx says which draft of ours it is, nothing for a stranger's. Raises TemplateError."""
    try:
        return identity_in(read_package(content))
    except ValueError as error:
        raise damaged(error) from error


def drafted_on(content: bytes) -> date | None:
    """The day to which a draft of ours stands (its `created`), None for a stranger's. Raises TemplateError."""
    try:
        parts = read_package(content)
    except ValueError as error:
        raise damaged(error) from error
    return drafted_in(parts)


def drafted_in(parts: Mapping[str, bytes]) -> date | None:
    """The same of a package that has been read. Raises TemplateError."""
    found = _CREATED.search(parts.get(core_part(parts), b"")) if identity_in(parts).kind else None
    try:
        return date.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None  # somebody else wrote it


def identity_in(parts: Mapping[str, bytes]) -> Identity:
    """The same of a package that has been read. Raises TemplateError."""
    try:
        properties = list(properties_of(parts.get(custom_part(parts), b"")))
    except (ValueError, etree.XMLSyntaxError) as error:
        raise damaged(error) from error
    found: dict[str, dict[int, str]] = {}
    for name, value in properties:
        if match := _OURS.fullmatch(name):
            found.setdefault(match[1], {})[int(match[2] or 1)] = value
    joined = {name: "".join(pieces[n] for n in sorted(pieces)) for name, pieces in found.items()}
    return Identity(
        joined.get("kind", ""), joined.get("key", ""), tuple(filter(None, joined.get("items", "").split(",")))
    )


def custom_part(parts: Mapping[str, bytes]) -> str:
    """The name of the part with a package's custom properties, or the usual name where it has none."""
    return _linked(parts, _CUSTOM_LINK) or CUSTOM_PART


def core_part(parts: Mapping[str, bytes]) -> str:
    """The name of the part with a package's core properties, or the usual name where it has none."""
    return _linked(parts, _CORE_LINK) or CORE_PART


class Properties:
    """Writes the custom properties of the documents of one template, keeping those that the template brings (WPS's)."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.part = custom_part(parts)
        self._kept = ""
        number = 2  # Word counts from 2; 0 and 1 are reserved
        root = parse(parts[self.part]) if self.part in parts else ()
        for node in root:
            if not _OURS.fullmatch(str(node.get("name", ""))):
                node.set("pid", str(number))
                node.tail = None
                self._kept += etree.tostring(node, encoding="unicode")
                number += 1
        self._next = number

    def xml(self, identity: Identity, seal: str = "") -> bytes:
        """The part; the same bytes for the same identity and seal (`seal.blank`)."""
        rows = "".join(
            f'<property fmtid="{_FORMAT_ID}" pid="{number}" name={quoteattr(name)}>'
            f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
            for number, (name, value) in enumerate(_rows(identity, seal), self._next)
        )
        return (
            f'{DECLARATION}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{self._kept}{rows}</Properties>'.encode()
        )


def announce(parts: Mapping[str, bytes], *, custom: bool) -> dict[str, bytes]:
    """Content types and root relationships of a package that will have core (and custom) properties.

    Raises KeyError or etree.XMLSyntaxError where `parts` is no package.
    """
    types, links = parse(parts[CONTENT_TYPES]), parse(parts[ROOT_RELATIONSHIPS])
    wanted = [(core_part(parts), _CORE_TYPE, _CORE_LINK)]
    if custom:
        wanted.append((custom_part(parts), _CUSTOM_TYPE, _CUSTOM_LINK))
    for part, type_, link in wanted:
        if not any(str(node.get("PartName")).lower() == f"/{part}".lower() for node in types):
            etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=type_)
        if not any(node.get("Type") == link for node in links):
            ids = {node.get("Id") for node in links}
            free = next(id_ for n in range(1, len(ids) + 2) if (id_ := f"rIdWeibao{n}") not in ids)
            etree.SubElement(links, f"{{{_LINKS}}}Relationship", Id=free, Type=link, Target=part)
    return {CONTENT_TYPES: _bytes(types), ROOT_RELATIONSHIPS: _bytes(links)}


def _bytes(root: etree._Element) -> bytes:
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def _rows(identity: Identity, seal: str) -> Iterator[tuple[str, str]]:
    if identity.kind:
        yield "weibao.kind", identity.kind
    if identity.key:
        yield "weibao.key", identity.key
    if seal:
        yield "weibao.seal", seal
    for number, piece in enumerate(_pieces(identity.items), 1):
        yield ("weibao.items" if number == 1 else f"weibao.items.{number}"), piece


def _pieces(items: Sequence[str]) -> list[str]:
    text = ",".join(items)
    return [text[start : start + _LONGEST] for start in range(0, len(text), _LONGEST)]


def properties_of(content: bytes) -> Iterator[tuple[str, str]]:
    """Names and values of a part with custom properties. Raises etree.XMLSyntaxError."""
    for node in parse(content) if content else ():
        yield str(node.get("name", "")), "".join(map(str, node.itertext()))


def _linked(parts: Mapping[str, bytes], link: str) -> str:
    """The part that the package's root relationships of this type lead to, "" where there is none."""
    if ROOT_RELATIONSHIPS not in parts:
        return ""
    targets = (str(n.get("Target")) for n in parse(parts[ROOT_RELATIONSHIPS]) if n.get("Type") == link)
    return next((target.lstrip("/") for target in targets if target.lstrip("/") in parts), "")
