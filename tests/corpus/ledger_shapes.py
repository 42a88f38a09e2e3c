"""The same 核定台账 as other programs write it, and what must not be written into."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from corpus.ledger_lists import list_object
from corpus.ledger_parts import (
    ITEMS,
    KIND,
    MAIN,
    OFFICE,
    RELS,
    TYPES,
    WORKBOOK,
    Parts,
    add,
    change,
    part_of,
    put,
    relate,
    rows,
    tab,
)
from corpus.ledger_world import SHEET_COUNT
from corpus.packages import RELATION, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHEETS = [f"xl/worksheets/sheet{number}.xml" for number in range(1, SHEET_COUNT + 1)]


def prefixed(parts: Parts) -> Parts:
    """Every element of sheets, strings and workbook with a prefix, as the Open XML SDK writes."""
    for name in (*SHEETS, WORKBOOK, "xl/sharedStrings.xml"):
        text = re.sub(r"<(/?)(\w+)(?=[\s/>])", r"<\1x:\2", parts[name].decode())
        parts[name] = text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"').encode()
    return parts


def moved_parts(parts: Parts) -> Parts:
    """Parts under other names, in another order, with absolute and percent-encoded targets and other capitals."""
    names = {f"xl/worksheets/sheet{n}.xml": f"xl/worksheets/sheet{99 - n}.xml" for n in range(1, SHEET_COUNT + 1)}
    names["xl/worksheets/sheet3.xml"] = "xl/Worksheets/my sheet.xml"
    moved = {names.get(name, name): data for name, data in parts.items()}
    for rels in (RELS, TYPES):
        text = moved[rels].decode()
        for old, new in names.items():
            text = text.replace(f'"{old.removeprefix("xl/")}"', f'"/{new.lower().replace(" ", "%20")}"')
            text = text.replace(f'"/{old}"', f'"/{new.replace(" ", "%20")}"')
        moved[rels] = text.encode()
    return dict(reversed(moved.items()))


def other_folder(parts: Parts) -> Parts:
    """The workbook elsewhere than in xl/."""
    moved = {re.sub("^xl/", "buch/", name): data for name, data in parts.items()}
    for name in (TYPES, "_rels/.rels"):
        moved[name] = moved[name].replace(b"/xl/", b"/buch/").replace(b'"xl/', b'"buch/')
    return moved


def strict(parts: Parts) -> Parts:
    """Strict Open XML; days as ISO texts."""
    new = "http://purl.oclc.org/ooxml"
    for name, data in parts.items():
        text = (
            data.decode()
            .replace(MAIN, f"{new}/spreadsheetml/main")
            .replace(RELATION, f"{new}/officeDocument/relationships")
        )
        parts[name] = text.encode()
    change(parts, WORKBOOK, ("<workbook ", '<workbook conformance="strict" '))
    part = part_of(parts, "轮次")
    change(parts, part, ("<v>45170</v>", "<v>2023-09-01</v>"))
    parts[part] = re.sub(rb'(<c r="\w+" s="\d+")(><v>2023)', rb'\1 t="d"\2', parts[part])
    return parts


def utf_16(parts: Parts) -> Parts:
    for name in (*SHEETS, WORKBOOK, RELS, "xl/sharedStrings.xml"):
        text = parts[name].decode()
        parts[name] = re.sub(r"encoding=.UTF-8.", 'encoding="UTF-16"', text).encode("utf-16")
    return parts


def inline_strings(parts: Parts) -> Parts:
    """No shared strings at all."""
    items = re.findall(r"<si>(.*?)</si>", parts["xl/sharedStrings.xml"].decode(), flags=re.S)
    for name in SHEETS:
        text = re.sub(
            r't="s"><v>(\d+)</v>', lambda m: f't="inlineStr"><is>{items[int(m[1])]}</is>', parts[name].decode()
        )
        parts[name] = text.encode()
    del parts["xl/sharedStrings.xml"]
    for name in (RELS, TYPES):
        parts[name] = re.sub(rb"<(Relationship|Override)[^>]*sharedStrings[^>]*/>", b"", parts[name])
    return parts


def no_addresses(parts: Parts) -> Parts:
    """Rows and cells without their numbers, wherever they follow one another."""

    def bare(match: re.Match[str]) -> str:
        cells = re.findall(r'<c r="([A-Z]+)', match[0])
        letters = [chr(65 + n) for n in range(len(cells))]
        return re.sub(r'(<c) r="[A-Z]+\d+"', r"\1", match[0]) if cells == letters else match[0]

    for name in SHEETS:
        parts[name] = re.sub(r"<row .*?</row>", bare, parts[name].decode(), flags=re.S).encode()
    return parts


def other_writing(parts: Parts) -> Parts:
    """A byte order mark, single quotes, comments, instructions, CDATA, spaces, no cached values and no style."""
    part = part_of(parts, ITEMS)
    text = parts[part].decode().replace("<sheetData>", "<!-- 表 --><?soft 1?>\n  <sheetData>\n")
    text = re.sub(r'r="(\w+\d)"', r"r='\1'", text).replace("</row>", "</row>\n")
    text = re.sub(r"<f>([^<&]*?)</f>", r"<f><![CDATA[\1]]></f>", text)
    parts[part] = b"\xef\xbb\xbf" + re.sub(r"(</f>)<v>[^<]*</v>", r"\1", text).encode()
    return parts


def no_calc_properties(parts: Parts) -> Parts:
    parts[WORKBOOK] = re.sub(rb"<calcPr[^>]*/>", b"", parts[WORKBOOK])
    return parts


def streamed(path: Path, parts: Parts) -> Path:
    """A container written to a pipe: sizes behind the data, stored members, a comment, something in front."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w") as package:
        package.comment = "甲存".encode()
        for number, (name, data) in enumerate(parts.items()):
            package.writestr(name, data, (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)[number % 2])
    path.write_bytes(pipe.getvalue())
    return path


SHAPES: tuple[Callable[[Parts], Parts], ...] = (
    prefixed, moved_parts, other_folder, strict, utf_16, inline_strings, no_addresses, other_writing,
    no_calc_properties,
)  # fmt: skip


# --- what must not be written into -------------------------------------------------------------------


def from_1904(parts: Parts) -> None:
    change(parts, WORKBOOK, ("<workbookPr ", '<workbookPr date1904="1" '))


def signed(parts: Parts) -> None:
    add(parts, "_xmlsignatures/origin.sigs", b"", "application/vnd.openxmlformats-package.digital-signature-origin")
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    relate(parts, "", kind, "_xmlsignatures/origin.sigs")


def shared_workbook(parts: Parts) -> None:
    add(parts, "xl/revisions/revisionHeaders.xml", f'<headers xmlns="{MAIN}"/>', f"{KIND}.revisionHeaders+xml")
    relate(parts, WORKBOOK, "revisionHeaders", "revisions/revisionHeaders.xml")


def headings_alike(parts: Parts) -> None:
    own = '<c r="Z3" t="inlineStr"><is><t>立项 日期</t></is></c></row>'
    rows(parts, ITEMS, 3, 3, lambda _, row: row.replace("</row>", own))


def sheets_alike(parts: Parts) -> None:
    """督办 renamed, and a copy of it."""
    change(parts, WORKBOOK, ('<sheet name="督办"', '<sheet name="督办（旧）"'))
    tab(parts, "督办（新）", 95, parts["xl/worksheets/sheet3.xml"].decode())


def queried(parts: Parts) -> None:
    """Our table made one that takes its rows from a query."""
    list_object(parts, ' tableType="queryTable"')


REFUSED: tuple[tuple[Callable[[Parts], None], str, str], ...] = (
    (from_1904, "ledger-1904", "1904"),
    (signed, "ledger-signed", "删除签名"),
    (shared_workbook, "ledger-shared", "取消共享"),
    (headings_alike, "ledger-headings-alike", "F3、Z3"),
    (sheets_alike, "ledger-sheets-alike", "“督办（旧）”、“督办（新）”"),
    (queried, "ledger-table-linked", "A3:W25"),
)


def rows_taken(parts: Parts) -> None:
    """Formulas of a person in all prepared rows but two, showing nothing yet."""

    def edit(number: int, row: str) -> str:
        formula = f'<c r="F{number}"><f>IF(N{number}="","",TODAY())</f><v></v></c>'
        return re.sub(rf'<c r="F{number}"[^>]*/>', formula, row)

    rows(parts, ITEMS, 6, 25, edit)


def arrays_in_rows(parts: Parts) -> None:
    """A long array formula and merged cells where the keys would go."""
    rows(
        parts, ITEMS, 6, 6,
        lambda _, row: re.sub(r'<c r="A6"[^>]*/>', '<c r="A6"><f t="array" ref="A6:A25">'
            'IF(N6:N25="","")</f></c>', row),
    )  # fmt: skip
    put(parts, ITEMS, '<mergeCells count="1"><mergeCell ref="A4:B5"/></mergeCells>')


def encrypted(path: Path, _: Parts) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))


def document_type(path: Path, parts: Parts) -> None:
    part = part_of(parts, ITEMS)
    write(path, parts | {part: parts[part].replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)})


def broken_numbers(path: Path, parts: Parts) -> None:
    part = part_of(parts, ITEMS)
    write(path, parts | {part: parts[part].replace(b'r="A3" s="3" t="s"><v>', b'r="A3" s="3" t="s"><v>99999', 1)})


def word_document(path: Path, _: Parts) -> None:
    kind = f"{OFFICE}/relationships/officeDocument"
    link = f'<Relationships xmlns="x"><Relationship Id="a" Type="{kind}" Target="word/document.xml"/></Relationships>'
    write(path, {"_rels/.rels": link.encode(), "word/document.xml": b"<document/>"})


UNREADABLE: tuple[tuple[Callable[[Path, Parts], None], str], ...] = (
    (encrypted, "打开密码"), (document_type, "DOCTYPE"), (broken_numbers, "读不懂的单元格"),
    (word_document, "不是 Excel"),
)  # fmt: skip
