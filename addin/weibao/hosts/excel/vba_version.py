"""Which version of xlwings a workbook with macros was built for: its VBA names the DLL, version and all."""

from __future__ import annotations

import importlib
import io
import re
import struct
import warnings
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROJECT_PART = "xl/vbaProject.bin"
RIBBON_PARTS = ("customUI/customUI14.xml", "customUI/customUI.xml")
_DLL = re.compile(rb"xlwings(?:32|64)-(\d[\w.]*?)\.dll")
# The first tokens of every compressed module: "Attribute" of its first line, literally.
_MODULE_START = b"\x00Attribut"
_CHUNK = 4096


def parts(path: Path) -> set[str] | None:
    """The names of a workbook's parts; None where the file is no readable package."""
    try:
        with zipfile.ZipFile(path) as package:
            return set(package.namelist())
    except (OSError, zipfile.BadZipFile):
        return None


def xlwings_version(path: Path) -> str | None:
    """The version in an .xlam or .xlsm; None where it holds no macros of xlwings or cannot be read."""
    try:
        with zipfile.ZipFile(path) as package:
            project = package.read(PROJECT_PART)
    except (OSError, KeyError, zipfile.BadZipFile):
        return None
    for module in _modules(project):
        if found := _DLL.search(module):
            return found[1].decode("ascii")
    return None


def _modules(project: bytes) -> Iterator[bytes]:
    """The sources in a vbaProject.bin."""
    for stream in _streams(project):
        start = stream.find(_MODULE_START)
        while start >= 0:
            # In front of the tokens stand one byte of signature and two of chunk header.
            if start >= 3 and stream[start - 3] == 1:
                yield _decompress(stream[start - 2 :])
            start = stream.find(_MODULE_START, start + 1)


def _streams(project: bytes) -> list[bytes]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            olefile = importlib.import_module("olefile")
    except ImportError:
        # Without olefile the file as a whole has to do: streams mostly lie in one piece.
        return [project]
    try:
        with olefile.OleFileIO(io.BytesIO(project)) as container:
            return [container.openstream(name).read() for name in container.listdir()]
    except OSError:
        return [project]


def _decompress(data: bytes) -> bytes:
    """The text of the chunks of [MS-OVBA] 2.4.1 at the start of `data`, as far as they are sound."""
    text, at = bytearray(), 0
    while at + 2 <= len(data):
        (header,) = struct.unpack_from("<H", data, at)
        if header >> 12 & 7 != 3:
            break
        end = min(at + 3 + (header & 0xFFF), len(data))
        text += _chunk(data[at + 2 : end]) if header & 0x8000 else data[at + 2 : end]
        at = end
    return bytes(text)


def _chunk(data: bytes) -> bytes:
    out, at = bytearray(), 0
    while at < len(data):
        flags, at = data[at], at + 1
        for bit in range(8):
            if at >= len(data):
                break
            if not flags >> bit & 1:
                out.append(data[at])
                at += 1
                continue
            if at + 2 > len(data):
                return bytes(out)
            (token,) = struct.unpack_from("<H", data, at)
            at += 2
            offset_bits = max((len(out) - 1).bit_length(), 4)
            start = len(out) - (token >> 16 - offset_bits) - 1
            if start < 0 or len(out) > _CHUNK:
                return bytes(out)
            for step in range((token & 0xFFFF >> offset_bits) + 3):
                out.append(out[start + step])
    return bytes(out)
