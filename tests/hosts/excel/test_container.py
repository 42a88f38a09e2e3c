"""The compound file against olefile and against the rules of the format, where ms-cfb alone would break."""

from __future__ import annotations

import random
import struct
from typing import TYPE_CHECKING

import pytest

from hosts.excel.vba_reader import open_container
from weibao.hosts.excel.container import build_container

if TYPE_CHECKING:
    import olefile

NONE, FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
BORDERS = (1, 63, 64, 65, 511, 512, 513, 4031, 4032, 4095, 4096, 4097, 4608, 4609)


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)  # noqa: S311 - the same bytes each time


def many(sizes: list[int]) -> dict[str, bytes]:
    return {"PROJECT": noise(500), "PROJECTwm": noise(90)} | {
        f"VBA/Module{number}": noise(size) for number, size in enumerate(sizes)
    }


def chain(table: list[int], start: int) -> list[int]:
    numbers = []
    while start != END:
        numbers.append(start)
        start = table[start]
        assert len(numbers) <= len(table)
    return numbers


def check_allocation(data: bytes, ole: olefile.OleFileIO) -> None:
    """Every sector belongs to just one chain, every short one too, and nothing lies about."""
    assert not len(data) % 512
    count = len(data) // 512 - 1
    fat_sectors = [n for n in struct.unpack_from("<109I", data, 76) if n != FREE]
    (number_of_fat_sectors,) = struct.unpack_from("<I", data, 44)
    assert len(fat_sectors) == number_of_fat_sectors == (count + 127) // 128
    table = [n for s in fat_sectors for n in struct.unpack_from("<128I", data, 512 * (s + 1))]
    assert all(n == FREE for n in table[count:])
    assert all(table[s] == TABLE for s in fat_sectors)
    (directory_start,) = struct.unpack_from("<I", data, 48)
    mini_start, mini_count = struct.unpack_from("<2I", data, 60)
    root = ole.direntries[0]
    owners = [*fat_sectors, *chain(table, directory_start)]
    mini_owners: list[int] = []
    mini_table = []
    if mini_start != END:
        sectors = chain(table, mini_start)
        assert len(sectors) == mini_count
        mini_table = [n for s in sectors for n in struct.unpack_from("<128I", data, 512 * (s + 1))]
        owners += sectors + chain(table, root.isectStart)
    for entry in ole.direntries[1:]:
        if entry is not None and entry.entry_type == 2:
            if entry.size < 4096:
                mini_owners += chain(mini_table, entry.isectStart)
            else:
                owners += chain(table, entry.isectStart)
    assert sorted(owners) == list(range(count))
    assert sorted(mini_owners) == list(range(root.size // 64))
    assert all(n == FREE for n in mini_table[root.size // 64 :])


def check_tree(ole: olefile.OleFileIO, storage: int) -> None:
    """The names below a storage: in the order of the format, black root, no two reds, equal black height."""
    order: list[tuple[int, str]] = []

    def walk(number: int, parent_is_red: bool) -> int:
        if number == NONE:
            return 1
        entry = ole.direntries[number]
        is_red = entry.color == 0
        assert not (is_red and parent_is_red)
        left = walk(entry.sid_left, is_red)
        order.append((len(entry.name), entry.name.upper()))
        right = walk(entry.sid_right, is_red)
        assert left == right
        return left + (not is_red)

    child = ole.direntries[storage].sid_child
    assert ole.direntries[child].color == 1
    walk(child, False)
    assert order == sorted(order)
    assert len(set(order)) == len(order) == len(ole.direntries[storage].kids)


CASES = [
    *([size] for size in BORDERS),
    [7, 4095, 4096, 4097],
    list(BORDERS),
    [100] * 70,
    [7, *[5000] * 9],
    [3000] * 40 + [9000] * 20,
    [64_000],  # around the first sector of the allocation table
    *([size] for size in range(60_000, 63_000, 512)),
    [200_000, 4096],
    [100_000] * 20,
]


@pytest.mark.parametrize("sizes", CASES, ids=lambda sizes: f"{len(sizes)}x{sizes[0]}")
def test_every_stream_comes_back(sizes: list[int]) -> None:
    streams = many(sizes)
    data = build_container(streams)
    with open_container(data) as ole:
        assert not ole.parsing_issues
        assert {"/".join(path) for path in ole.listdir()} == set(streams)
        for path, content in streams.items():
            assert ole.openstream(path).read() == content
        check_allocation(data, ole)
        check_tree(ole, 0)
        check_tree(ole, next(e.sid for e in ole.direntries if e is not None and e.name == "VBA"))


@pytest.mark.parametrize("long", range(1, 12))
def test_the_directory_grows_after_the_last_short_stream(long: int) -> None:
    streams = {"VBA/a": b"short"} | {f"VBA/long{number}": noise(5000 + number) for number in range(long)}
    data = build_container(streams)
    with open_container(data) as ole:
        assert {path: ole.openstream(path).read() for path in streams} == streams
        check_allocation(data, ole)


@pytest.mark.parametrize("count", range(1, 40))
def test_the_tree_holds_at_every_number_of_modules(count: int) -> None:
    with open_container(build_container({f"VBA/{'M' * (n % 7 + 1)}{n}": b"x" for n in range(count)})) as ole:
        check_tree(ole, 1)
        assert len(ole.listdir()) == count


def test_no_dates_no_class_ids_equal_bytes() -> None:
    streams = many([10, 5000, 300])
    data = build_container(streams)
    assert build_container(streams) == data
    with open_container(data) as ole:
        entries = [entry for entry in ole.direntries if entry is not None]
        assert len(entries) == len(streams) + 2
        assert not any(entry.createTime or entry.modifyTime or entry.clsid for entry in entries)
        assert not any(entry.dwUserFlags for entry in entries)


def test_nothing_goes_through_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("a file was opened")

    monkeypatch.setattr("builtins.open", refuse)
    monkeypatch.setattr("os.remove", refuse)
    assert len(build_container(many([5000, 10]))) > 5000


def test_limits_are_said() -> None:
    with pytest.raises(ValueError, match="VBA/x is empty"):
        build_container({"VBA/x": b""})
    with pytest.raises(ValueError, match="7 MB"):
        build_container({"VBA/x": bytes(7_500_000)})
