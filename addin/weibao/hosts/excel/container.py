"""The compound file ([MS-CFB] version 3) around a VBA project: header, directory and allocation from `ms-cfb`.

What ms-cfb 0.0.6 gets wrong is put right here and nowhere else:

- it writes by way of temporary files in the current folder, with handles left open: here the sectors are laid out in
  memory;
- it keeps a stream of just 4,096 bytes in the mini stream, where only shorter ones belong;
- it counts 512 sectors to a sector of the allocation table (128 fit), and writes only the first of these: beyond 64 KB
  the file is broken;
- it does not let the directory grow any more once the last short stream is in.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from ms_cfb.Models.DataStreams.directory_stream import DirectoryStream
from ms_cfb.Models.DataStreams.file_array import FileArray
from ms_cfb.Models.Directories.storage_directory import StorageDirectory
from ms_cfb.Models.Directories.stream_directory import StreamDirectory
from ms_cfb.Models.Filesystems.fat_filesystem import FatFilesystem
from ms_cfb.Models.Filesystems.minifat_filesystem import MinifatFilesystem
from ms_cfb.ole_file import OleFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SECTOR, _MINI_SECTOR, _CUTOFF = 512, 64, 4096
_ENTRIES = _SECTOR // 4
_FREE = 0xFFFFFFFF
# The header has room for so many sectors of the allocation table; a project of 7 MB is not ours.
_MOST_FAT_SECTORS = 109
_EMPTY_ENTRY = bytes(68) + b"\xff" * 12 + bytes(48)


class _Stream(StreamDirectory):
    """A stream whose bytes are at hand, not in a file."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(name, "")
        self.data = data
        self.set_bytes_reserved(len(data))


class _Fat(FatFilesystem):
    def count_fat_chain_sectors(self) -> int:
        return (len(self) - 1) // _ENTRIES + 1


class _File(OleFile):
    def __init__(self) -> None:
        super().__init__()
        self._fat_chain = _Fat(_SECTOR)

    def to_bytes(self) -> bytes:
        """The whole file, once everything is added."""
        # "More than the cutoff" is what the library asks, "at least" is what the format says.
        self._mini_sector_cutoff = _CUTOFF - 1
        self.build_file()
        self._mini_sector_cutoff = _CUTOFF
        self._fat_chain.update_stream_sectors()
        if len(self.get_fat_sectors()) > _MOST_FAT_SECTORS:
            raise ValueError("a compound file above 7 MB is not supported")
        sectors: dict[int, bytes] = {}
        for stream in self._fat_chain._streams:
            sectors |= _split(_content(stream), stream.get_sectors())
        sectors |= _split(_numbers(self._fat_chain.get_chain()), self.get_fat_sectors())
        return bytes(self.header()) + b"".join(sectors[number] for number in range(len(self._fat_chain)))


def build_container(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of the given streams, "name" or "storage/name" → bytes (at least one each).

    Deterministic: no dates, no class ids. Raises ValueError for an empty stream or more than 7 MB.
    """
    file, storages = _File(), dict[str, StorageDirectory]()
    for path, data in streams.items():
        if not data:
            raise ValueError(f"the stream {path} is empty")
        storage, _, name = path.rpartition("/")
        parent: StorageDirectory = file.root_directory
        if storage:
            if storage not in storages:
                storages[storage] = StorageDirectory(storage)
                file.add_directory_entry(storages[storage])
            parent = storages[storage]
        parent.add_directory(_Stream(name, data))
    return file.to_bytes()


def _content(stream: object) -> bytes:
    """The bytes of what the library keeps in a chain of sectors."""
    if isinstance(stream, _Stream):
        return stream.data
    if isinstance(stream, DirectoryStream):
        data = b"".join(entry.to_bytes() for entry in stream._data)
        return data + _EMPTY_ENTRY * (-len(stream) % (_SECTOR // len(_EMPTY_ENTRY)))
    if isinstance(stream, MinifatFilesystem):
        return _numbers(stream.get_chain())
    if isinstance(stream, FileArray):
        return b"".join(short.data + bytes(-len(short.data) % _MINI_SECTOR) for short in stream._data)
    raise TypeError(f"unknown stream {stream!r}")


def _numbers(chain: Sequence[int]) -> bytes:
    """An allocation table, its last sector filled up with "free"."""
    full = [*chain, *[_FREE] * (-len(chain) % _ENTRIES)]
    return struct.pack(f"<{len(full)}I", *full)


def _split(data: bytes, numbers: Sequence[int]) -> dict[int, bytes]:
    """Sector number → its 512 bytes; as many numbers as the data needs."""
    parts = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
    return dict(zip(numbers, parts, strict=True))
