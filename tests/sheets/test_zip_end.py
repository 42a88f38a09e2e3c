"""The end of a zip is read as `zipfile` reads it, and refused where two readers could take two ends."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from weibao.campaign.inbox import look_into
from weibao.sheets import intake_archive
from weibao.sheets.container import MAX_ENTRIES, Container, PackageError, check_directory, limits
from weibao.sheets.zip_end import TAIL, directory_size

if TYPE_CHECKING:
    from pathlib import Path

LONG = MAX_ENTRIES * 500


def archive(comment: bytes = b"") -> bytes:
    """A zip of one small file."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("清单.txt", "一")
        package.comment = comment
    return target.getvalue()


def with_end(directory: int = LONG, disk: int = 0, place: int = 0) -> bytes:
    """A zip whose end record says so."""
    return bytes(100) + struct.pack("<4s4H2LH", b"PK\x05\x06", disk, 0, 1, 1, directory, place, 0)


def wide(place: int = 100, disks: int = 1, length: int = 44, mark: bytes = b"PK\x06\x06", short: int = 46) -> bytes:
    """A zip that ends with the records of 64 bits."""
    record = struct.pack("<4sQ2H2L4Q", mark, length, 45, 45, 0, 0, 1, 1, 46, 54)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, place, disks)
    return bytes(100) + record + locator + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, short, 54, 0)


def size(data: bytes) -> int:
    return directory_size(data[-TAIL:], len(data))


@pytest.mark.parametrize("comment", [b"", "县办".encode(), b"x" * 65535])
def test_an_honest_end_is_as_zipfile_reads_it(comment: bytes) -> None:
    data = archive(comment)
    assert 46 < size(data) == zipfile._EndRecData(BytesIO(data))[5] < 80  # type: ignore[attr-defined]


def test_an_honest_end_of_64_bits_is_read() -> None:
    assert size(wide()) == size(wide(short=0xFFFFFFFF)) == 46
    assert size(b"no zip at all") == size(b"") == size(b"PK\x05\x06 cut") == 0


@pytest.mark.parametrize(
    "data",
    [
        with_end(place=0x06054B50),  # the signature once more, inside the record
        bytes(100) + b"PK\x05\x06" + bytes(10) + with_end()[-22:],
        archive(b"PK\x05\x06" + bytes(18)),
        with_end(disk=1),
        wide(place=99),
        wide(disks=2),
        wide(length=4000),
        wide(mark=b"PK\x06\x08"),
        wide(short=45),
        wide()[-42:],
    ],
    ids=[
        "登记里还有一个",
        "两个登记相叠",
        "注释里还有一个",
        "分卷",
        "别处",
        "两卷",
        "更长",
        "没有",
        "两个大小",
        "截掉",
    ],
)
def test_an_end_that_could_be_read_in_two_ways_is_refused(data: bytes) -> None:
    with pytest.raises(PackageError, match="目录登记不正常"):
        check_directory(data[-TAIL:], len(data))


def test_a_long_directory_is_refused_before_it_is_read() -> None:
    data = with_end()
    with pytest.raises(PackageError, match="部件太多"):
        check_directory(data[-TAIL:], len(data))
    with pytest.raises(PackageError, match="目录登记不正常"):
        Container(b"PK\x03\x04" + with_end(place=0x06054B50), limits())


def test_a_huge_archive_is_told_of_and_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "回收"
    folder.mkdir()
    with (folder / "照片.zip").open("wb") as file:
        file.truncate(intake_archive.MAX_ARCHIVE + 1)
        file.seek(0, 2)
        file.write(archive())
    opened: list[object] = []
    monkeypatch.setattr(zipfile, "ZipFile", opened.append)
    (told,) = look_into(tmp_path, folder).findings
    assert (told.code, told.file, opened) == ("archive-unreadable", "回收/照片.zip", [])
    assert "超过 200 MB" in told.message
