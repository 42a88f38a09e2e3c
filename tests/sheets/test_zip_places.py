"""No member of a zip lies inside another one, wherever we read zips: a ledger, a return, an archive as mailed."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from weibao.errors import WorkbookError
from weibao.sheets.container import Container, PackageError, limits
from weibao.sheets.intake_archive import members, read_member
from weibao.sheets.package_zip import read_zip

NAMES = ("a.xlsx", "b.xlsx", "c.xlsx")


def archive(*, stored: bool = False) -> bytearray:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as package:
        for number, name in enumerate(NAMES):
            package.writestr(name, bytes([number]) * 3000)
    return bytearray(target.getvalue())


def entries(data: bytearray) -> list[int]:
    """Where the entries of the directory begin."""
    found, place = [], data.find(b"PK\x01\x02")
    while place >= 0:
        found.append(place)
        place = data.find(b"PK\x01\x02", place + 1)
    return found


def same_place() -> bytes:
    """Two members that are the same bytes."""
    data = archive()
    first, second, _ = entries(data)
    for offset, size in ((10, 18), (42, 4)):  # method to sizes, place
        data[second + offset : second + offset + size] = data[first + offset : first + offset + size]
    return bytes(data)


def nested() -> bytes:
    """A stored member that says it is long enough to hold the next one."""
    data = archive(stored=True)
    first = entries(data)[0]
    data[first + 20 : first + 28] = struct.pack("<2L", 5000, 5000)
    return bytes(data)


def beyond() -> bytes:
    """The last member ends behind the end of the file."""
    data = archive()
    last = entries(data)[-1]
    data[last + 20 : last + 24] = struct.pack("<L", 90_000)
    return bytes(data)


@pytest.mark.parametrize("make", [same_place, nested, beyond])
def test_members_that_overlap_are_opened_nowhere(tmp_path: Path, make: Callable[[], bytes]) -> None:
    path = tmp_path / "包.zip"
    path.write_bytes(make())
    with pytest.raises(PackageError, match=r"重叠|不完整"):
        Container(make(), limits())
    with pytest.raises(WorkbookError, match=r"重叠|不完整"):
        read_zip(path)
    with pytest.raises(PackageError, match=r"重叠|不完整"):
        members(path)


def lying_header(data: bytearray) -> None:
    data[data.find(b"a.xlsx")] = ord("z")  # of the local header, which stands first


def flipped(data: bytearray) -> None:
    data[44] ^= 0xFF


def unfolding(data: bytearray) -> None:
    first = entries(data)[0]
    data[first + 24 : first + 28] = struct.pack("<L", 2000)


@pytest.mark.parametrize(
    ("spoil", "words"), [(lying_header, "与内容不符"), (flipped, "已损坏"), (unfolding, "与内容不符")]
)
def test_one_member_that_lies_or_is_damaged_is_told_and_the_others_are_read(
    tmp_path: Path, spoil: Callable[[bytearray], None], words: str
) -> None:
    data, path = archive(), tmp_path / "包.zip"
    spoil(data)
    path.write_bytes(data)
    first, second, _ = members(path)
    with pytest.raises(PackageError, match=words):
        read_member(path, first)
    assert read_member(path, second) == b"\x01" * 3000


def test_an_archive_that_was_exchanged_meanwhile_is_read_as_neither(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    path.write_bytes(archive())
    listed = members(path)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("别的.xlsx", b"x")
    for member in listed:
        with pytest.raises(PackageError, match="换过"):
            read_member(path, member)
    path.write_bytes(same_place())
    with pytest.raises(PackageError, match="重叠"):
        read_member(path, listed[0])


def test_a_ledger_larger_than_any_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "核定台账.xlsm"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(WorkbookError, match="大得不正常"):
        read_zip(path)
