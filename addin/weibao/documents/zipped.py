"""The parts of a .docx already deflated, so that what stays the same costs a copy of bytes per document.

Entries carry one fixed time and keep their order: equal parts give equal bytes.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

# 1980-01-01 00:00 in the packed form of MS-DOS; time is the low word.
_TIME, _DATE = 0, (1 << 5) | 1
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_UTF8: Final = 0x800
_STORED, _DEFLATED = 0, 8
_VERSION: Final = 20
_MODE: Final = 0o644 << 16
_MAX: Final = 0xFFFF_FFFF
# Levels of deflating. What is deflated for every document anew takes a third of the time at the fast one, and a notice
# is 5 % larger; what is deflated once per template stays small.
SMALL, FAST = 6, 3


class Packed(NamedTuple):
    """One part: its name as bytes, the flags and method of its entry, checksum, size, and the bytes stored."""

    name: bytes
    flags: int
    method: int
    crc: int
    size: int
    data: bytes

    @property
    def content(self) -> bytes:
        """The part itself, inflated again."""
        return self.data if self.method == _STORED else zlib.decompress(self.data, -zlib.MAX_WBITS)


def pack(name: str, content: bytes, level: int = SMALL) -> Packed:
    """Deflate a part; one that does not get smaller (a picture) is stored."""
    data = zlib.compress(content, level, -zlib.MAX_WBITS)
    method = _DEFLATED
    if len(data) >= len(content):
        data, method = content, _STORED
    raw = name.encode()
    return Packed(raw, 0 if name.isascii() else _UTF8, method, zlib.crc32(content), len(content), data)


def assemble(parts: Iterable[Packed]) -> bytes:
    """A zip file of the parts, in their order. Raises ValueError for a package beyond 4 GiB or 65,535 parts."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        sizes = (part.crc, len(part.data), part.size)
        entry = (part.flags, part.method, _TIME, _DATE, *sizes, len(part.name), 0)
        head = _LOCAL.pack(b"PK\x03\x04", _VERSION, *entry)
        directory.append(_CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, *entry, 0, 0, 0, _MODE, offset) + part.name)
        pieces += (head, part.name, part.data)
        offset += len(head) + len(part.name) + len(part.data)
    central = b"".join(directory)
    if offset + len(central) > _MAX or len(directory) > 0xFFFF:
        raise ValueError("package too large")
    end = _END.pack(b"PK\x05\x06", 0, 0, len(directory), len(directory), len(central), offset, 0)
    return b"".join((*pieces, central, end))
