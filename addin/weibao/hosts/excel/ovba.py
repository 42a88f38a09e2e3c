"""The compression that Office uses for VBA sources, [MS-OVBA] 2.4.1: 4,096 bytes at a time, literals and copies.

Written here because the compressors to be had break at 4,096 bytes. What is read back for the doctor, as much as finds
a version, is in `vba_version`; oletools reads back all of it in the tests.
"""

from __future__ import annotations

import struct

CHUNK = 4096

_SIGNATURE = b"\x01"
_FLAGS_COMPRESSED, _FLAGS_RAW = 0xB000, 0x3000
_HEADER = struct.Struct("<H")
_SHORTEST_COPY = 3
_TOKENS_IN_A_GROUP = 8


def compress(data: bytes, fill: int = 0) -> bytes:
    """The CompressedContainer of `data`; deterministic, `b""` gives a container without chunks.

    A chunk that compression would only lengthen is stored raw, and a raw chunk always stands for 4,096 bytes. So where
    the last 3,641 to 4,095 bytes have next to no repetition in them (random bytes; never a program), they come back
    filled up with the byte `fill`: the format has no other way.
    """
    return _SIGNATURE + b"".join(_chunk(data[start : start + CHUNK], fill) for start in range(0, len(data), CHUNK))


def _chunk(chunk: bytes, fill: int) -> bytes:
    body, flags = _tokens(chunk), _FLAGS_COMPRESSED
    if len(body) > CHUNK:
        body, flags = chunk.ljust(CHUNK, bytes((fill,))), _FLAGS_RAW
    # The size field counts the header's two bytes and is three less than the truth.
    return _HEADER.pack(flags | len(body) - 1) + body


def _tokens(chunk: bytes) -> bytes:
    """Groups of a flag byte and up to eight tokens: one byte as it is, or two that say "copy from there, so long"."""
    out, at = bytearray(), 0
    while at < len(chunk):
        group, flags = bytearray(), 0
        for bit in range(_TOKENS_IN_A_GROUP):
            if at >= len(chunk):
                break
            # The further into the chunk, the more of the 16 bits go to the offset and the fewer to the length.
            offset_bits = max((at - 1).bit_length(), 4)
            start, length = _longest_copy(chunk, at, (0xFFFF >> offset_bits) + _SHORTEST_COPY)
            if length:
                flags |= 1 << bit
                group += _HEADER.pack(at - start - 1 << 16 - offset_bits | length - _SHORTEST_COPY)
            else:
                group.append(chunk[at])
            at += length or 1
        out.append(flags)
        out += group
    return bytes(out)


def _longest_copy(chunk: bytes, at: int, limit: int) -> tuple[int, int]:
    """(start, length) of the longest earlier match of what stands `at`, the nearest one; (0, 0) below three bytes.

    The match may run into `at` itself: that is how a repeated pattern is written.
    """
    start, length = 0, 0
    limit = min(limit, len(chunk) - at)
    while length < limit:
        wanted = max(length + 1, _SHORTEST_COPY)
        found = chunk.rfind(chunk[at : at + wanted], 0, at + wanted - 1) if wanted <= limit else -1
        if found < 0:
            break
        start, length = found, wanted
        while length < limit and chunk[start + length] == chunk[at + length]:
            length += 1
    return start, length
