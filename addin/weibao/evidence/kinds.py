"""What a file is by its content; its name only says what it claims to be."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

_MAGIC: Final = (
    (b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"GIF8", "gif"), (b"BM", "bmp"),
    (b"II*\0", "tiff"), (b"MM\0*", "tiff"), (b"Rar!\x1a\x07", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"MZ", "exe"),
    (b"\x1f\x8b", "gz"), (b"ID3", "audio"), (b"{\\rtf", "rtf"), (b"\x7fELF", "exe"), (b"#!", "exe"),
    (b"\x1a\x45\xdf\xa3", "video"), (b"FLV", "video"), (b"0&\xb2u\x8ef\xcf\x11", "video"),
)  # fmt: skip
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACKAGES: Final = frozenset({"docx", "xlsx", "pptx", "ofd", "odf"})
_ENTRIES: Final = 20_000
HEAD: Final = 4096


def kind_of(path: Path) -> str:
    """The kind: a key of `compute.proof_files.KINDS`, "other" where nothing is known. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        return "empty"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path)
    if head.startswith(_OLE):
        return _compound(path)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return _by_shape(head)


def _by_shape(head: bytes) -> str:
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "audio", b"AVI ": "video"}.get(head[8:12], "other")
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in (b"heic", b"heix", b"mif1", b"hevc") else "video"
    if head[:2] in (b"\xff\xfb", b"\xff\xf3"):
        return "audio"
    if b"\0" in head:
        return "other"
    return "html" if b"<html" in head.lower() or b"<!doctype html" in head.lower() else "text"


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[:_ENTRIES]
    except (zipfile.BadZipFile, ValueError, RuntimeError):
        return "zip"
    first = {name.partition("/")[0] for name in names}
    for folder, kind in (("word", "docx"), ("xl", "xlsx"), ("ppt", "pptx")):
        if folder in first and "[Content_Types].xml" in first:
            return kind
    if "OFD.xml" in first:
        return "ofd"
    return "odf" if "mimetype" in first and "content.xml" in first else "zip"


def _compound(path: Path) -> str:
    """Old office formats; and the wrapping of a new one that has a password."""
    import olefile  # type: ignore[import-untyped]

    try:
        with olefile.OleFileIO(path) as ole:
            return "locked" if ole.exists("EncryptedPackage") else "ole"
    except Exception:  # olefile raises whatever a broken file makes it run into
        return "ole"
