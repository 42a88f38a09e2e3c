"""A returned file as an untrusted zip package: size guards, then the few XML parts that tell what is where.

calamine and lxml see a file only after it passed the guards here: half a megabyte of zip can unfold to half a
gigabyte. Files are read once into memory and never written. `PackageError` carries the Chinese reason for the finding.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE = 20 * 2**20
MAX_ENTRIES = 2000
MAX_UNPACKED = 200 * 2**20
# Honest sheets of repeated formulas reach 40:1; only packages that unfold to much are held to the ratio.
MAX_RATIO = 100
RATIO_FROM = 20 * 2**20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFERENCE = re.compile(r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d+)")


class PackageError(Exception):
    """The file cannot be read as a workbook; the text is the reason, in Chinese, without the remedy."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook: visible name, part in the zip, hidden or not."""

    name: str
    part: str
    hidden: bool


class Package:
    """The zip of a workbook (a file, or its bytes), past the guards. `digest` is the SHA-256 of the whole file."""

    def __init__(self, source: Path | bytes) -> None:
        self.data = source if isinstance(source, bytes) else read_file(source)
        self.digest = hashlib.sha256(self.data).hexdigest()
        try:
            self._zip = zipfile.ZipFile(BytesIO(self.data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise PackageError(_not_a_zip(self.data)) from None
        _guard(self._zip.infolist(), len(self.data))
        self._names = frozenset(self._zip.namelist())

    def __contains__(self, part: str) -> bool:
        return part in self._names

    def xml(self, part: str) -> etree._Element:
        """A part as a parsed tree; PackageError where it is missing, damaged or declares a document type."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self._zip.read(part), parser)
        except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError,
                NotImplementedError, RuntimeError):  # fmt: skip
            raise PackageError(f"文件内部有损坏（{part}）") from None
        # The stubs know less of DocInfo than lxml has.
        if cast("Any", root.getroottree().docinfo).doctype:
            raise PackageError(f"文件内部有不该出现的内容（{part} 含文档类型声明）")
        return root

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The relationships of a part: id -> (last word of the type, target part)."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if rels not in self:
            return {}
        found = {}
        for item in self.xml(rels).iterfind("{*}Relationship"):
            if item.get("TargetMode") == "External":
                continue
            target = item.get("Target", "")
            absolute = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            found[item.get("Id", "")] = (item.get("Type", "").rsplit("/", 1)[-1], absolute)
        return found

    @cached_property
    def _workbook(self) -> str:
        if "[Content_Types].xml" not in self:
            raise PackageError("这是一个压缩文件，不是 Excel 工作簿")
        for kind, target in self.related("").values():
            if kind == "officeDocument":
                return target
        return "xl/workbook.xml"

    @cached_property
    def date1904(self) -> bool:
        """Whether the days are counted from 1904, as Excel for the Mac once did."""
        root = self.xml(self._workbook)
        return any(item.get("date1904") in ("1", "true") for item in root.iterfind("{*}workbookPr"))

    @cached_property
    def sheets(self) -> dict[str, SheetPart]:
        """Every worksheet by name, in the order of the tabs."""
        root = self.xml(self._workbook)
        related = self.related(self._workbook)
        found = {}
        for item in root.iterfind("{*}sheets/{*}sheet"):
            key = next((value for name, value in item.attrib.items() if str(name).endswith("}id")), "")
            kind, part = related.get(str(key), ("", ""))
            if kind == "worksheet":
                name = item.get("name", "")
                found[name] = SheetPart(name, part, item.get("state", "visible") != "visible")
        if not found:
            raise PackageError("文件里没有工作表，不是 Excel 工作簿")
        return found

    @cached_property
    def names(self) -> dict[str, tuple[str, int, int]]:
        """Defined names that stand for one cell: name -> (sheet, row, column), 1-based."""
        found = {}
        for item in self.xml(self._workbook).iterfind("{*}definedNames/{*}definedName"):
            match = _REFERENCE.match(item.text or "")
            if match and item.get("localSheetId") is None:
                sheet = match["plain"] or match["quoted"].replace("''", "'")
                found[item.get("name", "")] = (sheet, int(match["row"]), column_number(match["column"]))
        return found


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def read_file(path: Path) -> bytes:
    """The bytes of a file that is no larger than a checklist may be. PackageError where it cannot be read."""
    try:
        if (size := path.stat().st_size) > MAX_FILE:
            raise PackageError(f"文件有 {size / 2**20:.0f} MB，超过 {MAX_FILE // 2**20} MB（清单里不要贴图片或扫描件）")
        return path.read_bytes()
    except PermissionError:
        raise PackageError("文件打不开，可能正在别的程序里打开，或没有读取权限") from None
    except OSError as error:
        raise PackageError(f"文件读不出来（{error.strerror or type(error).__name__}）") from None


def _not_a_zip(data: bytes) -> str:
    if not data:
        return "文件是空的（0 字节），可能没有传完"
    if data.startswith(_OLE):
        return "文件设了打开密码，或者是旧版 .xls 改了扩展名"
    return "文件内容不是 .xlsx 工作簿，可能没有传完，或者是别的格式改了扩展名"


def _guard(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        raise PackageError(f"文件内部有 {len(entries)} 个部件，超过 {MAX_ENTRIES} 个，不像一份清单")
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * size):
        raise PackageError(f"文件展开后有 {unpacked / 2**20:.0f} MB，远超一份清单的正常大小，没有打开")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise PackageError("文件设了打开密码")
