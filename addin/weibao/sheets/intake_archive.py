"""A zip archive as mailed: which workbooks lie in it, read in memory one by one, never unpacked to the disk.

Sizes are held to in the directory and again while unpacking, because a directory may lie. Names are shown, never
followed. Old programs write them in GBK without saying so.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from weibao.clean import escaped
from weibao.sheets.container import check_directory, check_places, unpacked_of
from weibao.sheets.intake_formats import ARCHIVES, WORKBOOKS, refused_by_name
from weibao.sheets.intake_package import MAX_FILE, MAX_RATIO, RATIO_FROM, PackageError
from weibao.sheets.zip_end import TAIL
from weibao.texts_intake import BARRED

if TYPE_CHECKING:
    from pathlib import Path

MAX_MEMBERS = 5000
# Workbooks that are read from one archive: more than units would ever send together.
MAX_WORKBOOKS = 300
MAX_BYTES = 200 * 2**20
# An archive of workbooks with scans beside them; a larger one is not opened at all.
MAX_ARCHIVE = 200 * 2**20
_UTF8, _ENCRYPTED = 0x800, 0x1
_ABROAD = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. `name` with forward slashes, as shown; `place` in the directory; `size` unpacked.

    `refused` is why it is not read ("" = it is), `unread` that it is nothing to read (a scan, a photo).
    """

    name: str
    place: int
    size: int
    refused: str = ""
    unread: bool = False

    @property
    def suffix(self) -> str:
        return _suffix(self.name)


def members(path: Path) -> tuple[Member, ...]:
    """Every file in the archive, folders left out, in the order of its directory. PackageError where it is none."""
    with _opened(path) as (_, entries):
        found = [(place, entry, _name(entry)) for place, entry in enumerate(entries) if not entry.is_dir()]
    counts = Counter(name for _, _, name in found)
    wanted = [(entry, name) for _, entry, name in found if _suffix(name) in WORKBOOKS]
    crowded = len(wanted) > MAX_WORKBOOKS or sum(entry.file_size for entry, _ in wanted) > MAX_BYTES
    return tuple(_member(place, entry, name, counts[name], crowded) for place, entry, name in found)


def _member(place: int, entry: zipfile.ZipInfo, name: str, count: int, crowded: bool) -> Member:
    suffix, reason = _suffix(name), ""
    remedy = refused_by_name(suffix)
    if (suffix not in (*WORKBOOKS, *ARCHIVES) and not remedy) or _is_leftover(name):
        return Member(name, place, entry.file_size, unread=True)
    if suffix in ARCHIVES:
        reason = "压缩包里还套着压缩包，不再往里读；请把里面的压缩包解压，直接放清单"
    elif remedy:
        reason = f"这是 {suffix} 格式的文件，{remedy}"
    elif entry.flag_bits & _ENCRYPTED:
        reason = "压缩包设了密码，读不了；请去掉密码重新压缩，或解压后放入"
    elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        reason = "用了少见的压缩方法，读不了；请用系统自带的“压缩”重新压缩，或解压后放入"
    elif ".." in name.split("/") or name.startswith("/") or name[1:3] == ":/":
        reason = "压缩包里的文件名带着盘符或上级文件夹，不正常，没有读取；请解压检查后放入清单"
    elif count > 1:
        reason = f"压缩包里有 {count} 个文件叫这个名字，不知道以哪个为准；请解压后只放一份"
    elif entry.file_size > MAX_FILE or (
        entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
    ):
        reason = f"展开后有 {entry.file_size / 2**20:.0f} MB，超过 {MAX_FILE // 2**20} MB，不像一份清单，没有读取"
    elif crowded:
        reason = "压缩包里的工作簿太多或太大，没有读取；请解压后分开放入"
    return Member(name, place, entry.file_size, reason)


def read_member(path: Path, member: Member) -> bytes:
    """The bytes of one file of the archive. PackageError where they are damaged or more than the directory says."""
    with _opened(path) as (stream, entries):
        entry = entries[member.place] if member.place < len(entries) else None
        if entry is None or (_name(entry), entry.file_size) != (member.name, member.size):
            raise PackageError("压缩包在读取时被换过，没有读取；请再汇总一次")
        try:
            return unpacked_of(stream, entry)
        except PackageError as error:
            if error.code == "file-refused":
                raise PackageError("压缩包的目录与内容不符，没有读取") from None
            raise PackageError("压缩包里的这个文件已损坏，可能没有传完") from None


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, list[zipfile.ZipInfo]]]:
    """The archive and its directory, which passed every check. PackageError where it does not."""
    try:
        with path.open("rb") as stream:
            yield stream, _directory(stream)
    except PermissionError:
        raise PackageError(f"压缩包{BARRED}") from None
    except _ABROAD:
        raise PackageError("压缩包已损坏，可能没有传完") from None


def _directory(stream: BinaryIO) -> list[zipfile.ZipInfo]:
    size = stream.seek(0, os.SEEK_END)
    if size > MAX_ARCHIVE:
        raise PackageError(
            f"压缩包有 {size / 2**20:.0f} MB，超过 {MAX_ARCHIVE // 2**20} MB，没有读取；请解压后只放清单"
        )
    stream.seek(max(size - TAIL, 0))
    check_directory(stream.read(TAIL), size, MAX_MEMBERS)
    with zipfile.ZipFile(stream) as archive:
        entries = archive.infolist()
    if len(entries) > MAX_MEMBERS:
        raise PackageError(f"压缩包里有 {len(entries)} 个文件，超过 {MAX_MEMBERS} 个，没有读取")
    check_places(entries, size)
    return entries


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as the sender wrote it: UTF-8 where the archive says so, else whatever its bytes are."""
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        for encoding in ("ascii", "utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    name = name.replace("\\", "/").removeprefix("./")
    return escaped(name)


def _suffix(name: str) -> str:
    base = name.rsplit("/", 1)[-1]
    return f".{base.rsplit('.', 1)[-1].lower()}" if "." in base else ""


def _is_leftover(name: str) -> bool:
    """What programs leave in archives: owner files, and the shadow files of macOS."""
    parts = name.split("/")
    return any(part.startswith((".", "~")) for part in parts if part not in (".", "..")) or parts[0] == "__MACOSX"
