"""A new workbook of a return's checked sheets, for a foreign reader of values."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final

from lxml import etree

from weibao.markup import quoteattr
from weibao.sheets.intake_package import only_elements, parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from weibao.sheets.intake_package import Package

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
# What an attribute `count` or `uniqueCount` says. The pattern begins with plain letters: those are looked for quickly.
_COUNT: Final = re.compile(rb"""ount\s*=\s*["']([^"'<]*)""")
# A formula from its start tag to its end tag, no markup in between. The tag is that of no empty element in another
# formula, whose end this were. A reader of values steps over formulas, which takes longer than leaving them out.
_FORMULA: Final = re.compile(rb'<f(?: [a-z]+="[^"<>]*+")*+>[^<]*+</f>')


def shared_parts(package: Package) -> dict[str, bytes]:
    """What all sheets of a workbook need, by kind: strings and styles, with believable counts."""
    parts = {kind: package.part_of(kind) for kind in ("sharedStrings", "styles")}
    return {kind: _uncounted(package.xml_bytes(part), part) for kind, part in parts.items() if part}


def repacked(package: Package, parts: Iterable[str], shared: Mapping[str, bytes]) -> bytes:
    """A new workbook of the sheets in `parts`, each called after its part, and the `shared_parts` of the package."""
    target = BytesIO()
    wanted = list(parts)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for number, part in enumerate(wanted, 1):
            content = _without_formulas(package.xml_bytes(part))
            copy.writestr(zipfile.ZipInfo(f"xl/worksheets/sheet{number}.xml"), content)
        for kind, content in shared.items():
            copy.writestr(zipfile.ZipInfo(f"xl/{kind}.xml"), content)
        for name, text in _frame(wanted, package.date1904):
            copy.writestr(zipfile.ZipInfo(name), text)
    return target.getvalue()


def _frame(parts: list[str], date1904: bool) -> list[tuple[str, str]]:
    """The parts of a workbook around its sheets, written by us."""
    sheets = "".join(f'<sheet name={quoteattr(p)} sheetId="{n}" r:id="r{n}"/>' for n, p in enumerate(parts, 1))
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in enumerate(parts, 1)
    )
    return [
        (
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><workbookPr date1904="{int(date1904)}"/>'
            f"<sheets>{sheets}</sheets></workbook>",
        ),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'),
        (
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_DOCUMENT}/officeDocument" '
            f'Target="xl/workbook.xml"/></Relationships>',
        ),
    ]


def _without_formulas(sheet: bytes) -> bytes:
    """The sheet without its formulas; as it is where what looks like one may be something else."""
    return _FORMULA.sub(b"", sheet) if only_elements(sheet) else sheet


def _uncounted(content: bytes, part: str) -> bytes:
    """The part with believable counts: readers reserve memory for as many strings as `uniqueCount` says."""
    counts = set(_COUNT.findall(content))
    if all(count.isdigit() and len(count) < 20 and int(count) <= len(content) for count in counts):
        return content
    root = parsed(content, part)
    for element in root.iter():
        for name in ("count", "uniqueCount"):
            if name in element.attrib:
                del element.attrib[name]
    return etree.tostring(root)
