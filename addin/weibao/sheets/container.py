"""A returned file as an untrusted zip: what is checked before any parser runs, and unpacking with hard limits.

The directory of a zip is a claim. Members are unpacked here, byte limited, and must be what the directory says they
are; what another reader gets to see is a new package of members that passed (`intake_repack`). So no two readers can
see two different files, and no size in the directory is believed.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, Final

from weibao.sheets.zip_end import TAIL, directory_size

MAX_FILE: Final = 20 * 2**20
MAX_ENTRIES: Final = 2000
MAX_UNPACKED: Final = 200 * 2**20
# Honest sheets of repeated formulas reach 40:1; only packages that unfold to much are held to the ratio.
MAX_RATIO: Final = 100
RATIO_FROM: Final = 20 * 2**20
MAX_NAME: Final = 200
# Parts up to this size stay unpacked: sheets are looked at more than once.
KEPT: Final = 2 * 2**20

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM: Final = "EncryptedPackage\0".encode("utf-16-le")
_NO_WORKBOOK: Final = "文件内容不是 .xlsx 工作簿，可能没有传完，或者是别的格式改了扩展名"
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_LONGEST_HEADER: Final = _LOCAL.size + 2 * (2**16 - 1)  # with the longest name and the longest extra field
_ENCRYPTED: Final = 0x1
# No encoding, or one whose markup is plain ASCII: a parser sees what is searched for. Not a mainframe's "<?xm" either.
_PLAIN: Final = re.compile(
    rb"""(?is)(?!\x4c\x6f\xa7\x94)(?:\xef\xbb\xbf)?+(?!<\?xml\s(?:(?!\?>).)*?encoding(?!\s*=\s*["']"""
    rb"""(?:utf-?8|us-ascii|ascii|iso-8859-\d+|windows-125\d|gb2312|gbk|gb18030)["']))"""
)
MARKED: Final = re.compile(rb"<!")  # comments, CDATA, document types
_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may unfold to: bytes of one part, of all parts that are read, memory of one parsed part.

    `cells` (blank ones in between among them) and `characters` are those of all sheets that are read.
    """

    part: int
    total: int
    tree: int
    cells: int
    characters: int


# Ordinary files are read in the process that runs; a checklist as we issue it takes a tenth of this.
ORDINARY: Final = Limits(8 * 2**20, 16 * 2**20, 32 * 2**20, cells=300_000, characters=4_000_000)
# In a worker process: beyond this nothing is parsed at all, so that one file stays below 400 MiB.
WIDE: Final = Limits(32 * 2**20, 64 * 2**20, 160 * 2**20, cells=2_000_000, characters=16_000_000)

_limits = ORDINARY


def limits() -> Limits:
    """The limits of this process."""
    return _limits


def in_worker() -> bool:
    """Whether this is a process that may be killed."""
    return _limits is WIDE


def widen() -> None:
    """Take the limits of a worker process, for the rest of this process's life."""
    global _limits
    _limits = WIDE


class PackageError(Exception):
    """The file cannot be read as a workbook; the text is the reason, in Chinese, without the remedy.

    `code` is the finding. `again`: it may be a matter of means, so the file is read once more in a worker process.
    """

    def __init__(self, reason: str, *, code: str = "file-unreadable", again: bool = False) -> None:
        super().__init__(reason)
        self.code, self.again = code, again


def refused(reason: str) -> PackageError:
    """A file that is built as no office program builds it: not opened any further."""
    return PackageError(reason, code="file-refused")


class Container:
    """The members of a zip that passed the checks. PackageError where they do not."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data, self._limits = data, limits
        self._left, self._counted = limits.total, set[str]()
        self._texts: dict[str, bytes] = {}
        self._parsable: set[str] = set()
        _check_content(data)
        self._members = {member.filename: member for member in _directory(data)}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def size(self, name: str) -> int:
        """What the directory says of the member's size."""
        return self._members[name].file_size

    def read(self, name: str) -> bytes:
        """A member's bytes, never more than the limits. KeyError where it is missing."""
        member = self._members[name]
        if name not in self._counted:
            if member.file_size > min(self._limits.part, self._left):
                raise too_large(f"{name} 展开后有 {member.file_size / 2**20:.0f} MB", self._limits)
            self._left -= member.file_size
            self._counted.add(name)
        return unpacked(self._data, member)

    def head(self, name: str, length: int = 64) -> bytes:
        """The first bytes of a member; b"" where it cannot be unpacked."""
        try:
            return unpacked(self._data, self._members[name], length)
        except PackageError:
            return b""

    def text(self, name: str) -> bytes:
        """A member in an encoding where markup is ASCII."""
        if name not in self._texts:
            content = _plain_encoding(self.read(name), name)
            if len(content) > KEPT:
                return content
            self._texts[name] = content
        return self._texts[name]

    def xml(self, name: str) -> bytes:
        """A member that is to be parsed: bounded in nodes, without a document type."""
        content = self.text(name)
        if name in self._parsable:
            return content
        if MARKED.search(content) and (b"<!DOCTYPE" in content or b"<!ENTITY" in content):
            raise refused(f"文件内部有不该出现的内容（{name} 含文档类型声明）")
        # Measured with lxml: an element takes some 128 bytes, an attribute with its value up to 216.
        if (need := 128 * content.count(b"<") + 216 * content.count(b"=") + len(content)) > self._limits.tree:
            raise too_large(f"{name} 的内容过多（约需 {need // 2**20} MB 内存）", self._limits)
        self._parsable.add(name)
        return content


def too_large(reason: str, limits: Limits) -> PackageError:
    """More than is read: here, where a worker process may still read it; at all, in the worker."""
    return PackageError(f"{reason}，远超一份清单的正常大小", code="file-refused", again=limits is not WIDE)


def _check_content(data: bytes) -> None:
    if not data:
        raise PackageError("文件是空的（0 字节），可能没有传完")
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            raise PackageError("文件设了打开密码", code="file-encrypted")
        raise PackageError("文件不是 .xlsx 工作簿，而是旧版 Office 文件改了扩展名")
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        zeros = not data.strip(b"\0")
        raise PackageError("文件内容全是 0，没有传完或存储损坏" if zeros else _NO_WORKBOOK)


def check_directory(tail: bytes, size: int, entries: int = MAX_ENTRIES) -> None:
    """Refuse a zip of `size` bytes by its end (`TAIL` bytes) whose directory is absurdly long or ambiguous.

    Before a list is made of it: half a million entries are 300 MB of list.
    """
    try:
        length = directory_size(tail, size)
    except ValueError:
        raise refused("文件末尾的目录登记不正常，没有打开") from None
    if length > entries * (46 + 2 * MAX_NAME):
        raise refused(f"文件内部的部件太多，超过 {entries} 个，没有打开")


def _directory(data: bytes) -> list[zipfile.ZipInfo]:
    check_directory(data[-TAIL:], len(data))
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error, EOFError):
        raise PackageError(_NO_WORKBOOK) from None
    if len(members) > MAX_ENTRIES:
        raise refused(f"文件内部有 {len(members)} 个部件，超过 {MAX_ENTRIES} 个，不像一份清单")
    size = sum(member.file_size for member in members)
    if size > MAX_UNPACKED or (size > RATIO_FROM and size > MAX_RATIO * len(data)):
        raise refused(f"文件展开后有 {size / 2**20:.0f} MB，远超一份清单的正常大小，没有打开")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise PackageError("文件设了打开密码", code="file-encrypted")
    check_names(members)
    check_places(members, len(data))
    return [member for member in members if not member.is_dir()]


def check_names(members: list[zipfile.ZipInfo]) -> None:
    """Every member has a plain name below the package, and no two of them one that a system takes for the same."""
    seen: set[str] = set()
    for member in members:
        name = member.filename
        parts = name.split("/")
        if name != member.orig_filename or "\\" in name or not name.isprintable() or len(name) > MAX_NAME:
            raise refused("文件内部有名称不正常的部件")
        if parts[0] == "" or ":" in name or ".." in parts:
            raise refused(f"文件内部有指向外面的部件名（{name}）")
        if name.casefold() in seen:
            raise refused(f"文件内部有重名的部件（{name}）")
        seen.add(name.casefold())


def check_places(members: list[zipfile.ZipInfo], size: int) -> None:
    """No member lies inside another one: that is how a small zip holds the same bytes a thousand times."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise refused("文件内部的部件互相重叠")
        end = member.header_offset + _LOCAL.size + member.compress_size
    if end > size:
        raise PackageError("文件不完整，可能没有传完")


def unpacked_of(stream: BinaryIO, member: zipfile.ZipInfo) -> bytes:
    """The same as `unpacked` of a file that is too large to be held: only what belongs to the member is read."""
    if max(member.compress_size, member.file_size) > MAX_FILE + _LONGEST_HEADER:
        raise refused(f"文件内部登记的大小不正常（{member.filename}）")
    stream.seek(member.header_offset)
    return unpacked(stream.read(_LONGEST_HEADER + member.compress_size), member, start=0)


def unpacked(data: bytes, member: zipfile.ZipInfo, length: int | None = None, *, start: int = -1) -> bytes:
    """The member's bytes (the first `length`), which must be as many as the directory says, and no more.

    `start` is where it lies in `data`, where that is not the whole file.
    """
    damaged = PackageError(f"文件内部有损坏（{member.filename}）")
    start = member.header_offset if start < 0 else start
    header = data[start : start + _LOCAL.size]
    if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
        raise damaged
    _, _, flags, method, _, _, _, _, _, name, extra = _LOCAL.unpack(header)
    start += _LOCAL.size
    stored_name = data[start : start + name]
    if method != member.compress_type or flags & _ENCRYPTED or stored_name != _encoded(member):
        raise refused(f"文件内部两处登记不一致（{member.filename}）")
    raw = memoryview(data)[start + name + extra : start + name + extra + member.compress_size]
    content = _inflated(raw, member, damaged, length)
    if length is None and zlib.crc32(content) != member.CRC:
        raise damaged
    return content


def _inflated(raw: memoryview, member: zipfile.ZipInfo, damaged: PackageError, length: int | None) -> bytes:
    lies = refused(f"文件内部登记的大小与实际不符（{member.filename}）")
    if member.compress_type == zipfile.ZIP_STORED:
        if len(raw) != member.file_size:
            raise lies
        return bytes(raw if length is None else raw[:length])
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise refused(f"文件内部用了少见的压缩方法（{member.filename}）")
    stream = zlib.decompressobj(-15)
    try:
        if length is not None:
            return stream.decompress(raw, length)
        content = stream.decompress(raw, member.file_size + 1)
    except zlib.error:
        raise damaged from None
    if len(content) != member.file_size or (stream.eof and stream.unused_data):
        raise lies if len(content) > member.file_size or stream.eof else damaged
    if not stream.eof:
        raise damaged
    return content


def _encoded(member: zipfile.ZipInfo) -> bytes:
    return member.orig_filename.encode("utf-8" if member.flag_bits & 0x800 else "cp437", "replace")


def _plain_encoding(content: bytes, name: str) -> bytes:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return _DECLARATION.sub("", content.decode("utf-16")).encode("utf-8")
        except UnicodeError:
            raise PackageError(f"文件内部有损坏（{name}）") from None
    if b"\0" in content[:64] or not _PLAIN.match(content):
        raise refused(f"文件内部有不认识的文字编码（{name}）")
    return content
