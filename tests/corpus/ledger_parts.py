"""Working in a 核定台账 as Excel does: parts put in with their types and relationships, whatever they hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.packages import PACKAGE, RELATION

if TYPE_CHECKING:
    from collections.abc import Callable

Parts = dict[str, bytes]
WORKBOOK, RELS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
MICROSOFT = "http://schemas.microsoft.com/office"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fccff0bf1e0005fe02fea7"
    "5e0b9a0000000049454e44ae426082"
)
ITEMS = "督办"
HEAD = 3
EMPTY = (
    f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" '
    't="inlineStr"><is><t>自己记</t></is></c></row></sheetData></worksheet>'
)
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
X14 = f'xmlns:x14="{MICROSOFT}/spreadsheetml/2009/9/main" xmlns:xm="{MICROSOFT}/excel/2006/main"'
REVISION = f'xmlns:xr="{MICROSOFT}/spreadsheetml/2014/revision"'
# The order of what may follow the rows; what is put in goes in front of the first of these that is there.
_ORDER = (
    "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
    "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing",
    "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip


def part_of(parts: Parts, sheet: str) -> str:
    """The part of a sheet of the ledger as XlsxWriter wrote it."""
    names = re.findall(r'<sheet name="([^"]+)"', parts[WORKBOOK].decode())
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"


def change(parts: Parts, name: str, *pairs: tuple[str, str]) -> None:
    """Replace texts in a part, each of which must be there."""
    text = parts[name].decode()
    for old, new in pairs:
        assert old in text, f"{name}: {old}"
        text = text.replace(old, new)
    parts[name] = text.encode()


def put(parts: Parts, sheet: str, xml: str) -> None:
    """Put an element where the schema wants it in a sheet."""
    part = part_of(parts, sheet)
    text = parts[part].decode()
    head, tail = text.split("</sheetData>")
    if "xmlns:r=" not in head:
        head = head.replace("<worksheet ", f'<worksheet xmlns:r="{RELATION}" ', 1)
    kind = re.match(r"<(?:\w+:)?(\w+)", xml)
    assert kind
    later = ("controls", *_ORDER[_ORDER.index("webPublishItems") :]) if kind[1] == "AlternateContent" else ()
    later = later or (*_ORDER[_ORDER.index(kind[1]) + 1 :],)
    at = min((tail.index(f"<{name}") for name in later if re.search(rf"<{name}[ />]", tail)), default=-1)
    at = at if at >= 0 else tail.index("</worksheet>")
    parts[part] = f"{head}</sheetData>{tail[:at]}{xml}{tail[at:]}".encode()


def add(parts: Parts, name: str, data: str | bytes, kind: str = "") -> None:
    """A new part with its type."""
    parts[name] = data if isinstance(data, bytes) else data.encode()
    if kind:
        change(parts, TYPES, ("</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'))


def default(parts: Parts, extension: str, kind: str) -> None:
    """The type of all parts of an extension."""
    text = parts[TYPES].decode()
    if f'Extension="{extension}"' not in text:
        parts[TYPES] = text.replace(
            "<Override", f'<Default Extension="{extension}" ContentType="{kind}"/><Override', 1
        ).encode()


def relate(parts: Parts, owner: str, kind: str, target: str, *, outside: bool = False) -> str:
    """A relationship of a part ("" the package); its id."""
    folder, _, name = owner.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels" if owner else "_rels/.rels"
    text = parts.get(rels, f'<Relationships xmlns="{PACKAGE}"></Relationships>'.encode()).decode()
    number = f"rIdx{text.count('<Relationship ') + 1}"
    full = kind if ":" in kind else f"{RELATION}/{kind}"
    mode = ' TargetMode="External"' if outside else ""
    new = f'<Relationship Id="{number}" Type="{full}" Target="{target}"{mode}/></Relationships>'
    parts[rels] = text.replace("</Relationships>", new).encode()
    return number


def tab(parts: Parts, name: str, number: int, xml: str, kind: str = "worksheet", state: str = "") -> str:
    """A further sheet of the office's own, at the end; its part."""
    part = f"xl/{kind}s/own{number}.xml"
    add(parts, part, xml, f"{KIND}.{kind}+xml")
    link = relate(parts, WORKBOOK, kind, f"{kind}s/own{number}.xml")
    shown = f' state="{state}"' if state else ""
    change(parts, WORKBOOK, ("</sheets>", f'<sheet name="{name}" sheetId="{number}"{shown} r:id="{link}"/></sheets>'))
    return part


def rows(parts: Parts, sheet: str, first: int, last: int, edit: Callable[[int, str], str]) -> None:
    """Change rows of a sheet: `edit` takes the number and the row's XML."""
    part = part_of(parts, sheet)

    def one(match: re.Match[str]) -> str:
        number = int(match[1])
        return edit(number, match[0]) if first <= number <= last else match[0]

    parts[part] = re.sub(r'<row r="(\d+)".*?</row>', one, parts[part].decode(), flags=re.S).encode()
