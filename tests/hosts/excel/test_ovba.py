"""The compressor against an independent reader, over all sizes and kinds of data."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hosts.excel.vba_reader import chunks, decompress
from weibao.hosts.excel.ovba import CHUNK, compress

SIZES = (0, 1, 2, 3, 4, 15, 16, 17, 31, 32, 33, 2047, 2048, 2049, 3640, 4093, 4094, 4095, 4096, 4097, 4098, 4099,
         8191, 8192, 8193, 12_287, 12_288, 12_289, 100_000)  # fmt: skip
PROGRAM = b'Public Function WB_X(ByVal a As Variant) As Variant\r\n    WB_X = Call_("x", Array(a))\r\nEnd Function\r\n'


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)  # noqa: S311 - the same bytes each time


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["zeros", "program", "short period", "digits"])
def test_what_repeats_comes_back_and_gets_shorter(size: int, kind: str) -> None:
    data = {
        "zeros": bytes(size),
        "program": (PROGRAM * (size // len(PROGRAM) + 1))[:size],
        "short period": (b"abcdefg" * size)[:size],
        "digits": "".join(f"x{number} = {number * 7}\r\n" for number in range(size // 8 + 1)).encode()[:size],
    }[kind]
    packed = compress(data)
    assert decompress(packed) == data
    assert all(compressed for compressed, _ in chunks(packed))
    assert size < 100 or len(packed) < size


@pytest.mark.parametrize("size", SIZES)
def test_noise_comes_back(size: int) -> None:
    """Whole chunks raw; a rest of more than 3,640 bytes cannot be said in this format and is filled up."""
    data = noise(size)
    packed = compress(data, fill=0x20)
    back, rest = decompress(packed), size % CHUNK
    filled = CHUNK - rest if rest > 3640 else 0
    assert back == data + b" " * filled
    raw = [compressed for compressed, _ in chunks(packed)].count(False)
    assert raw == size // CHUNK + bool(filled)
    assert all(length <= CHUNK for _, length in chunks(packed))


def test_raw_and_compressed_chunks_stand_beside_each_other() -> None:
    program = (PROGRAM * 50)[:CHUNK]
    data = noise(CHUNK) + program + noise(CHUNK, 2) + program[:100]
    packed = compress(data)
    assert [compressed for compressed, _ in chunks(packed)] == [False, True, False, True]
    assert decompress(packed) == data


def test_the_known_example_of_the_format() -> None:
    """[MS-OVBA] 3.2.2, a container that Microsoft printed."""
    text = b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"
    printed = bytes.fromhex(
        "01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 6B 6C 00 30 6D 6E 6F 70 06 71 02 70"
        "04 10 72 73 74 75 76 10 77 78 79 7A 00 3C"
    )
    assert decompress(printed) == text
    # Microsoft chooses other copies of the same length; ours may not be longer.
    assert len(compress(text)) <= len(printed)
    assert decompress(compress(text)) == text


@given(st.binary(max_size=700), st.integers(1, 40), st.binary(max_size=9))
@example(b"ab", 2048, b"")
@example(b"abcd", 1024, b"a")
def test_anything_that_repeats_comes_back(part: bytes, times: int, rest: bytes) -> None:
    data = part * times + rest
    back = decompress(compress(data))
    assert back.startswith(data)
    assert not back[len(data) :].strip(b"\0")
    assert len(back) == len(data) or (len(back) % CHUNK == 0 and len(data) % CHUNK > 3640)


@given(st.integers(-5, 5), st.integers(0, 3), st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1))
def test_text_comes_back_at_every_border(beside: int, borders: int, words: str) -> None:
    size = max(borders * CHUNK + beside, 0)
    data = (words.encode() * (size // len(words) + 1))[:size]
    assert decompress(compress(data)) == data
