"""What a returned workbook carries besides cells: macros, objects, links, queries. Named, never run and never followed.

Found by the names of the parts, the relationships and the content types, so that nothing of it has to be parsed; what
its formulas call, in the bytes of the parts.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.clean import printable
from weibao.sheets.container import PackageError
from weibao.sheets.intake_formulas import formulas_outside, formulas_outside_of_ods

if TYPE_CHECKING:
    from weibao.sheets.intake_package import External, Package

# Our own add-in: Excel writes a link to it into every workbook that it saves while the add-in is loaded. One on a
# computer of the network may be anybody's.
_OUR_ADDIN: Final = re.compile(r"(?:(?:file:///)?[a-z]:/|file:///(?!/)|/(?!/))?(?:[^/:]+/)*weibao\.xlam")
# So many names of one kind are listed.
NAMES_SHOWN: Final = 8

# By the path of a part, in small letters: the finding, first match counts.
_PARTS: Final = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"(^|/)(vbaproject[^/]*\.bin|vbadata\.xml)$", "file-macros"),
        (r"^(basic|scripts)/.*[^/]$", "file-macros"),  # .ods
        (r"(^|/)(macrosheets|dialogsheets|intlmacrosheets)/", "file-macros"),
        (r"(^|/)customui/(customui|[^/]*\.xml)", "file-macros"),
        (r"(^|/)activex/", "file-activex"),
        (r"(^|/)(embeddings|oleobjects?)/", "file-embedded"),
        (r"(^|/)(querytables/|connections\.xml$|model/|volatiledependencies\.xml$)", "file-queries"),
        (r"(^|/)(webextensions|taskpanes|webpublish[^/]*)/", "file-web-extension"),
        (r"(^|/)richdata/[^/]*webimage", "file-external"),
        (r"\.(exe|dll|com|scr|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|lnk|jar|msi|pif|sh|py|iso|img)$", "file-embedded"),
        (r"\.(zip|rar|7z|gz|docx?|docm|pptx?|xlsx|xlsm|xlsb|xls|pdf|chm|rtf)$", "file-embedded"),
    )
)
_RELATIONS: Final = re.compile(r"_rels/[^/]*\.rels$")
# A web or mail address in a cell does nothing by itself; programs make links of them unasked.
_PLAIN_LINKS: Final = ("http:", "https:", "mailto:", "#")
_XML: Final = (".xml", ".rels", ".vml")
_MASHUP: Final = (b"DataMashup", "DataMashup".encode("utf-16-le"))

# What an .ods calls such things, and how streams of an .xls are called that hold them.
_ODS_ELEMENTS: Final = {
    "dde-source": "file-dde",
    "table-source": "file-external",
    "cell-range-source": "file-external",
    "database-source-query": "file-queries",
    "database-source-sql": "file-queries",
    "database-source-table": "file-queries",
    "event-listeners": "file-macros",
    "object-ole": "file-embedded",
}
_ODS_NAMED: Final = re.compile(rb"<(?:[^\s<>/:]++:)?(%b)(?=[\s/>])" % "|".join(_ODS_ELEMENTS).encode())
_OLE_STREAMS: Final = (
    ("_VBA_PROJECT_CUR", "file-macros"),
    ("\x01Ole10Native", "file-embedded"),
    ("MBD0", "file-embedded"),
    ("\x03OCXNAME", "file-activex"),
)


@dataclass(frozen=True, slots=True)
class Active:
    """One thing found: the finding's code and the name of the part, or the target of a link."""

    code: str
    name: str


def active_parts(package: Package) -> tuple[Active, ...]:
    """Everything in the package that is more than data, in the order of the codes. PackageError for damaged parts."""
    found = [*_by_name(package), *_by_type(package), *_links(package)]
    found += [Active(code, name) for code, name in formulas_outside(package)]
    found += [Active("file-macros", f"名称 {printable(name)}") for name in _macro_names(package)]
    return tuple(dict.fromkeys(sorted(found, key=lambda item: (item.code, item.name))))


def active_in_ods(package: Package) -> tuple[Active, ...]:
    """The same of an .ods, by the names of its members and what its content links to."""
    found = list(_by_name(package))
    for part in ("content.xml", "styles.xml"):
        content = package.members.text(part) if part in package else b""
        found += [Active(_ODS_ELEMENTS[name], name) for name in map(bytes.decode, set(_ODS_NAMED.findall(content)))]
    found += [Active(code, name) for code, name in formulas_outside_of_ods(package)]
    return tuple(dict.fromkeys(sorted(found, key=lambda item: (item.code, item.name))))


def active_in_ole(data: bytes) -> tuple[Active, ...]:
    """The same of an old .xls, by the names of its streams, which stand in it as UTF-16."""
    return tuple(Active(code, name) for name, code in _OLE_STREAMS if name.encode("utf-16-le") in data)


def grouped(found: Iterable[Active]) -> Iterator[tuple[str, str, int]]:
    """By code: the names to show, and how many there are."""
    by_code: dict[str, list[str]] = {}
    for item in found:
        by_code.setdefault(item.code, []).append(item.name)
    for code, names in by_code.items():
        more = f" 等 {len(names)} 个" if len(names) > NAMES_SHOWN else ""
        yield code, "、".join(names[:NAMES_SHOWN]) + more, len(names)


def _by_name(package: Package) -> Iterator[Active]:
    for part in package.members:
        folded = part.casefold()
        if _RELATIONS.search(folded):
            continue
        code = next((code for pattern, code in _PARTS if pattern.search(folded)), "")
        if code:
            yield Active(code, posixpath.basename(part))
        elif not folded.endswith(_XML) and package.members.head(part, 2) == b"MZ":
            yield Active("file-embedded", posixpath.basename(part))
        elif folded.startswith("customxml/") and any(m in package.members.head(part, 1000) for m in _MASHUP):
            yield Active("file-queries", "Power Query")


def _by_type(package: Package) -> Iterator[Active]:
    """A part may bear any name: what Excel takes it for stands in the content types."""
    for item in package.xml("[Content_Types].xml").iterfind("{*}Override"):
        kind, part = (item.get("ContentType") or "").lower(), package.member((item.get("PartName") or "").lstrip("/"))
        if part not in package:
            continue
        if "vbaproject" in kind or "macrosheet" in kind or "dialogsheet" in kind:
            yield Active("file-macros", posixpath.basename(part))
        elif "activex" in kind:
            yield Active("file-activex", posixpath.basename(part))
        elif "oleobject" in kind:
            yield Active("file-embedded", posixpath.basename(part))
        elif "connections+xml" in kind or "querytable+xml" in kind:
            yield Active("file-queries", posixpath.basename(part))


def _links(package: Package) -> Iterator[Active]:
    """Relationships that lead out of the file; a link to our add-in and a web address in a cell are nothing special."""
    for rels in list(package.members):
        if not _RELATIONS.search(rels.casefold()):
            continue
        folder, name = posixpath.split(rels)
        part = package.member(posixpath.join(posixpath.dirname(folder), name[: -len(".rels")]))
        dde = "externallink" in part.casefold() and _is_dde(package, part)
        if dde:
            yield Active("file-dde", dde)
        for link in package.external(rels):
            if not dde and (code := _code_of(link)):
                yield Active(code, printable(link.target)[:120])
    for part in package.members:
        alone = re.search(r"externallinks/[^/]*\.xml$", part.casefold()) and package.rels_of(part) not in package
        if alone and (name := _is_dde(package, part)):
            yield Active("file-dde", name)


def _is_dde(package: Package, part: str) -> str:
    """Program and topic of a DDE link, "" for another part. The part is small: it lists names and cached cells."""
    try:
        link = next(package.xml(part).iterfind("{*}ddeLink"), None)
    except PackageError:
        return ""
    if link is None:
        return ""
    return printable(f"{link.get('ddeService', '')}|{link.get('ddeTopic', '')}")[:120]


def _code_of(link: External) -> str:
    kind, target = link.kind.lower(), link.target.strip().lower()
    if _OUR_ADDIN.fullmatch(target.replace("\\", "/")):
        return ""
    if kind == "hyperlink":
        return "" if target.startswith(_PLAIN_LINKS) else "file-external"
    return "file-embedded" if "ole" in kind else "file-external"


def _macro_names(package: Package) -> Iterator[str]:
    for item in package.workbook.iterfind("{*}definedNames/{*}definedName"):
        name = item.get("name", "")
        runs = any(item.get(flag) in ("1", "true") for flag in ("xlm", "vbProcedure", "macro", "function"))
        if runs or re.match(r"(_xlnm\.)?auto_?(open|close|activate|deactivate)", name, re.IGNORECASE):
            yield name
