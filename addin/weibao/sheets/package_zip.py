"""The zip container of a workbook: members are copied as they lie there, compressed bytes and all.

`zipfile` can only write a member by compressing it again, which would change the bytes of parts that are not ours;
so the copy is done here, on top of what `zipfile` reads from the directory. Our own members get a fixed time.
"""

from __future__ import annotations

import hashlib
import io
import os
import struct
import zipfile
import zlib
from collections import deque
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from weibao.atomic import naming
from weibao.errors import DamagedWorkbookError, WorkbookError
from weibao.sheets.container import PackageError, check_directory, check_names, check_places, unpacked
from weibao.sheets.zip_end import TAIL

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

# Far above any ledger, far below what would hurt: checked in the directory before anything is unpacked.
MAX_MEMBERS = 2_000
MAX_UNPACKED = 400 * 1024 * 1024

# Digests of the containers that were found sound last: a run reads its ledger many times.
_SOUND: Final = deque[bytes](maxlen=4)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DATA_DESCRIPTOR = 0x08
_ENCRYPTED = 0x01
_UTF8 = 0x800
# 1980-01-01 00:00, the first moment that a zip can tell.
_FIXED_DATE = 0x21


def read_zip(path: Path) -> zipfile.ZipFile:
    """The workbook's container, read into memory at once (so that nobody can change it under our hands).

    Raises WorkbookError where the file is missing, encrypted, an old .xls, damaged or absurdly large.
    """
    try:
        if path.stat().st_size > MAX_UNPACKED:
            raise damaged(path, "大得不正常")
        with naming(path):
            data = path.read_bytes()
    except FileNotFoundError:
        raise WorkbookError(f"找不到“{path.name}”。请检查文件是否被移走或改名。") from None
    except PermissionError:
        if not os.access(path, os.R_OK):
            raise WorkbookError(f"“{path.name}”没有读取权限，读不了。请管理员给读取权限后再试。") from None
        raise WorkbookError(f"“{path.name}”正被另一个程序占用，读不了。请关闭打开它的 Excel 或 WPS 后再试。") from None
    if data.startswith(_OLE):
        raise WorkbookError(
            f"“{path.name}”设了打开密码，或者存成了旧的 .xls 格式，读不了。"
            "请在 Excel 中去掉密码，另存为“Excel 工作簿（.xlsx）”后再试。"
        )
    try:
        check_directory(data[-TAIL:], len(data))
        container = zipfile.ZipFile(io.BytesIO(data))
        if (digest := hashlib.sha256(data).digest()) not in _SOUND:
            _check_all(container, data, path)
            _SOUND.append(digest)
    except PackageError as error:
        raise damaged(path, str(error)) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, ValueError):
        raise damaged(path) from None
    return container


def damaged(path: Path, why: str = "") -> DamagedWorkbookError:
    """The error for a file that is no workbook any more."""
    reason = f"（{why}）" if why else ""
    return DamagedWorkbookError(
        f"“{path.name}”已损坏或不是 Excel 工作簿{reason}。请用备份恢复，或在 Excel 中打开修复后重新保存。"
    )


def _check_all(container: zipfile.ZipFile, data: bytes, path: Path) -> None:
    """Raises where anything is wrong with the container.

    Not `testzip`: it believes the sizes in the directory, which other readers of the file do not keep to.
    """
    _check(container, path)
    check_names(container.infolist())
    check_places(container.infolist(), len(data))
    for member in container.infolist():
        unpacked(data, member)


def _check(container: zipfile.ZipFile, path: Path) -> None:
    members = container.infolist()
    if len(members) > MAX_MEMBERS or sum(info.file_size for info in members) > MAX_UNPACKED:
        raise damaged(path, "展开后大得不正常")
    if any(info.flag_bits & _ENCRYPTED for info in members):
        raise WorkbookError(f"“{path.name}”被加密了，读不了。请去掉密码后再试。")


def pack(
    source: zipfile.ZipFile,
    changed: Mapping[str, bytes],
    dropped: Collection[str] = (),
    added: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """The container with the members of `changed` replaced, those of `dropped` left out, all others copied raw.

    New members, `added`, stand behind the old ones; their names are ASCII.
    """
    body, directory, count = io.BytesIO(), io.BytesIO(), 0
    for info in source.infolist():
        if info.filename in dropped:
            continue
        if info.filename in changed:
            _append(body, directory, info, *_compress(changed[info.filename]))
        else:
            _append(
                body, directory, info, info.compress_type, _raw(source, info), info.CRC, info.file_size, _when(info)
            )
        count += 1
    for name, data in added.items():
        info = zipfile.ZipInfo(name)
        info.create_system = 0  # else it tells on which system the file was made
        _append(body, directory, info, *_compress(data))
        count += 1
    start, listing = body.tell(), directory.getvalue()
    body.write(listing)
    body.write(_END.pack(b"PK\x05\x06", 0, 0, count, count, len(listing), start, 0))
    return body.getvalue()


def _compress(data: bytes) -> tuple[int, bytes, int, int, tuple[int, int]]:
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    return zipfile.ZIP_DEFLATED, deflate.compress(data) + deflate.flush(), zlib.crc32(data), len(data), (0, _FIXED_DATE)


def _raw(source: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    handle = source.fp
    assert handle is not None  # noqa: S101 - the container is open
    handle.seek(info.header_offset)
    *_, name, extra = _LOCAL.unpack(handle.read(_LOCAL.size))
    handle.seek(name + extra, io.SEEK_CUR)
    return handle.read(info.compress_size)


def _when(info: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _append(
    body: io.BytesIO, directory: io.BytesIO, info: zipfile.ZipInfo, method: int, raw: bytes, crc: int, size: int,
    when: tuple[int, int],
) -> None:  # fmt: skip
    """One member: local header and bytes into `body`, its entry into `directory`."""
    offset = body.tell()
    # Sizes stand in the header, so the flag for "sizes follow the data" must go.
    flags = info.flag_bits & ~_DATA_DESCRIPTOR
    name = info.orig_filename.encode("utf-8" if flags & _UTF8 else "cp437")
    common = (flags, method, *when, crc, len(raw), size, len(name), 0)
    body.write(_LOCAL.pack(b"PK\x03\x04", 20, *common) + name + raw)
    made_by = info.create_system << 8 | 20
    directory.write(_CENTRAL.pack(b"PK\x01\x02", made_by, 20, *common, 0, 0, 0, info.external_attr, offset) + name)
