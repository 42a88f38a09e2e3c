"""Taking packages apart and putting them together again, as no honest program would."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Parts = dict[str, bytes]
NAME = "清单.xlsx"
GUIDE, ROWS, EVIDENCE = (f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3))
STRINGS, WORKBOOK, TYPES = "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml"
WORKBOOK_RELS = "xl/_rels/workbook.xml.rels"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def parts_of(checklist: Path) -> Parts:
    with zipfile.ZipFile(checklist) as package:
        return {name: package.read(name) for name in package.namelist()}


def write(target: Path, parts: Parts | Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(target, "w", method) as package:
        for name, data in parts.items() if isinstance(parts, dict) else parts:
            package.writestr(zipfile.ZipInfo(name) if method == zipfile.ZIP_STORED else name, data)
    return target


def with_parts(**changes: bytes | Callable[[bytes], bytes]) -> Callable[[Path, Path], Path]:
    """A maker of the checklist with some parts changed, added or (b"") left out; `__` in a key stands for `/`."""

    def make(folder: Path, checklist: Path) -> Path:
        return write(folder / NAME, edited(parts_of(checklist), changes))

    return make


def edited(parts: Parts, changes: dict[str, bytes | Callable[[bytes], bytes]]) -> Parts:
    for name, change in changes.items():
        parts[name] = change if isinstance(change, bytes) else change(parts[name])
    return {name: data for name, data in parts.items() if data}


def edit(name: str, change: Callable[[bytes], bytes], **more: bytes) -> Callable[[Path, Path], Path]:
    """A maker of the checklist with one part changed, and others added."""
    return with_parts(**{name: change}, **more)


def insert(name: str, before: str, xml: str | bytes) -> Callable[[Path, Path], Path]:
    """A maker of the checklist with XML put in front of a place in a part."""
    new = xml.encode() if isinstance(xml, str) else xml
    return edit(name, lambda data: data.replace(before.encode(), new + before.encode(), 1))


def link(part: str, kind: str, target: str, mode: str = "") -> bytes:
    """The relationships of a part: one, to `target`."""
    outside = f' TargetMode="{mode}"' if mode else ""
    return (
        f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="rId1" Type="{RELATION}/{kind}" Target="{target}"{outside}/>'
        "</Relationships>"
    ).encode()


def raw_zip(members: Iterable[tuple[bytes, bytes, dict[str, int]]]) -> bytes:
    """A zip written byte by byte. Each member: name, content, and what its directory entry says otherwise.

    Keys: `size`, `packed`, `crc`, `method`, `flags`, `offset`; `local_name` is given by the key `swap` (1: another).
    """
    body, directory, count = b"", b"", 0
    for name, content, says in members:
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = deflate.compress(content) + deflate.flush()
        offset = says.get("offset", len(body))
        crc, method, flags = says.get("crc", zlib.crc32(content)), says.get("method", 8), says.get("flags", 0)
        size, length = says.get("size", len(content)), says.get("packed", len(packed))
        here = name[:-1] + b"_" if says.get("swap") else name
        if "offset" not in says:
            body += struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, flags, method, 0, 33, crc, length, size, len(here), 0)
            body += here + packed
        directory += struct.pack(
            "<4s6H3L5H2L",
            b"PK\x01\x02",
            20,
            20,
            flags,
            method,
            0,
            33,
            crc,
            length,
            size,
            len(name),
            0,
            0,
            0,
            0,
            0,
            offset,
        )
        directory += name
        count += 1
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count % 65536, count % 65536, len(directory), len(body), 0)
    return body + directory + end
