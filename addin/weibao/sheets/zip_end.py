"""The end of a zip, read exactly as `zipfile` reads it: how long the directory is, before a list is made of it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

_SIGNATURE: Final = b"PK\x05\x06"
_END: Final = struct.Struct("<4s4H2LH")
_LOCATOR: Final = struct.Struct("<4sLQL")
_WIDE_END: Final = struct.Struct("<4sQ2H2L4Q")
# The comment at the very end, and how far from the end the record may begin.
_REACH: Final = 2**16 + _END.size
TAIL: Final = _REACH + _LOCATOR.size + _WIDE_END.size
# The short record leaves it to the wide one.
_ELSEWHERE: Final = 0xFFFFFFFF


def directory_size(tail: bytes, size: int) -> int:
    """The bytes of the directory of a zip of `size` bytes that ends with `tail` (the last `TAIL` of them).

    0 where there is no end record. ValueError where two readers could take two different records for the end.
    """
    end = _place(tail)
    if end < 0 or len(tail) < end + _END.size:
        return 0
    if tail.rfind(_SIGNATURE) != end or any(_reaches(tail, other, end) for other in _signatures(tail, end)):
        raise ValueError("two end records")
    _, disk, first, _, _, directory, _, _ = _END.unpack_from(tail, end)
    if disk or first:
        raise ValueError("several disks")
    locator = end - _LOCATOR.size
    if locator < 0 or not tail.startswith(b"PK\x06\x07", locator):
        return int(directory)
    return _wide_size(tail, locator, size, directory)


def _place(tail: bytes) -> int:
    """Where the end record begins: at the very end, else wherever its signature stands last."""
    last = len(tail) - _END.size
    if last >= 0 and tail.startswith(_SIGNATURE, last) and tail.endswith(b"\0\0"):
        return last
    return tail.rfind(_SIGNATURE, max(len(tail) - _REACH, 0))


def _signatures(tail: bytes, end: int) -> Iterator[int]:
    """Where the signature stands before `end`: honest, where a zip lies in the zip."""
    place = tail.find(_SIGNATURE, 0, end)
    while place >= 0:
        yield place
        place = tail.find(_SIGNATURE, place + 1, end)


def _reaches(tail: bytes, other: int, end: int) -> bool:
    """Whether the record at `other` holds the one at `end`, in itself or in its comment."""
    comment = int.from_bytes(tail[other + _END.size - 2 : other + _END.size], "little")
    return other + _END.size > end or other + _END.size + comment == len(tail)


def _wide_size(tail: bytes, locator: int, size: int, short: int) -> int:
    """The same of 64 bits: everything must fit, `zipfile` passes over a record that does not."""
    wide = locator - _WIDE_END.size
    if wide < 0:
        raise ValueError("no wide record")
    _, disk, place, disks = _LOCATOR.unpack_from(tail, locator)
    mark, length, _, _, *numbers, directory, _ = _WIDE_END.unpack_from(tail, wide)
    if mark != b"PK\x06\x06" or length != _WIDE_END.size - 12 or place != size - len(tail) + wide:
        raise ValueError("a wide record elsewhere")
    if disk or disks > 1 or any(numbers[:2]):
        raise ValueError("several disks")
    if short not in (directory, _ELSEWHERE):
        raise ValueError("two sizes")
    return int(directory)
