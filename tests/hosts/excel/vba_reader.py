"""oletools and olefile as independent readers; their import warns of other people's code."""

from __future__ import annotations

import io
import struct
import warnings
from typing import TYPE_CHECKING

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    warnings.simplefilter("ignore", SyntaxWarning)
    import olefile
    from oletools import olevba

if TYPE_CHECKING:
    from collections.abc import Iterator


def decompress(container: bytes) -> bytes:
    """What a CompressedContainer holds, by oletools."""
    return bytes(olevba.decompress_stream(bytearray(container)))


def chunks(container: bytes) -> Iterator[tuple[bool, int]]:
    """(is compressed, length of its data) of every chunk of a CompressedContainer."""
    assert container[0] == 1
    at = 1
    while at < len(container):
        (header,) = struct.unpack_from("<H", container, at)
        assert header >> 12 & 7 == 3
        yield bool(header >> 15), (header & 0xFFF) + 1
        at += (header & 0xFFF) + 3
    assert at == len(container)


def open_container(data: bytes) -> olefile.OleFileIO:
    """The compound file, every defect that olefile knows raised as an error."""
    return olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_UNSURE)


def records(dir_stream: bytes) -> list[tuple[int, bytes]]:
    """(id, data) of every record of a decompressed `dir` stream, in order."""
    found, at = [], 0
    while at < len(dir_stream):
        kind, size = struct.unpack_from("<HI", dir_stream, at)
        size = 6 if kind == 9 else size  # PROJECTVERSION: its "size" is fixed text
        found.append((kind, dir_stream[at + 6 : at + 6 + size]))
        at += 6 + size
    assert at == len(dir_stream)
    return found


def read_macros(name: str, data: bytes) -> dict[str, str]:
    """File name (Module1.bas, Sheet1.cls) → code, as olevba reads it out of an .xlsm, an .xlam or a vbaProject.bin."""
    parser = olevba.VBA_Parser(name, data)
    try:
        return {module: code for _, _, module, code in parser.extract_macros()}
    finally:
        parser.close()
