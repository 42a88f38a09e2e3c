"""How files arrive: renamed, in other formats, in archives, twice, in folders, with what systems leave beside them."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from corpus.forgive_values import NAME, ROWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def raw(name: str, data: bytes) -> Callable[[Path, Path], Path]:
    """A file that is no checklist."""

    def make(folder: Path, _checklist: Path) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    return make


def named(name: str, *beside: str) -> Callable[[Path, Path], Path]:
    """The checklist under a name, with blank files beside it."""

    def make(folder: Path, checklist: Path) -> Path:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(checklist, target)
        for other in beside:
            (folder / other).parent.mkdir(parents=True, exist_ok=True)
            (folder / other).write_bytes(b"x")
        return target

    return make


def twice(first: str, second: str, answer: str | None = None, *, again: bool = False) -> Callable[[Path, Path], Path]:
    """The checklist under two names: the same bytes, saved `again`, or with another answer."""

    def make(folder: Path, checklist: Path) -> Path:
        shutil.copyfile(checklist, folder / first)
        shutil.copyfile(checklist, folder / second)
        if again or answer:
            book = load_workbook(checklist)
            if answer:
                book[ROWS]["H6"] = answer
            book.save(folder / second)
        return folder / second

    return make


def packed(*names: str, archive: str = "谷管理处报送.zip", **more: bytes) -> Callable[[Path, Path], Path]:
    """An archive with the checklist under these names and other files."""

    def make(folder: Path, checklist: Path) -> Path:
        path = folder / archive
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name in names:
                package.write(checklist, name)
            for name, data in more.items():
                package.writestr(name.replace("__", "."), data)
        return path

    return make


def gbk(folder: Path, checklist: Path) -> Path:
    """An archive as Windows makes it on a Chinese system: names in GBK, and no word about it."""
    path = packed("AAAA.xlsx", archive="a.zip")(folder, checklist)
    name = "清单".encode("gbk")
    path.write_bytes(path.read_bytes().replace(b"AAAA.xlsx", name + b".xlsx"))
    return path


def nested(folder: Path, checklist: Path) -> Path:
    inner = packed(NAME, archive="内层.zip")(folder, checklist)
    data = inner.read_bytes()
    inner.unlink()
    return packed(archive="外层.zip", 内层__zip=data)(folder, checklist)


def duplicate(folder: Path, checklist: Path) -> Path:
    path = packed("甲.xlsx", "乙.xlsx", archive="谷管理处.zip")(folder, checklist)
    path.write_bytes(path.read_bytes().replace("乙.xlsx".encode(), "甲.xlsx".encode()))
    return path


def locked(folder: Path, checklist: Path) -> Path:
    """The flag of a password on the member, in both of its headers."""
    path = packed("清单.xlsx", archive="谷管理处.zip")(folder, checklist)
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(data)
    return path


def bomb(folder: Path, _checklist: Path) -> Path:
    path = folder / "谷管理处.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("清单.xlsx", bytes(30 * 2**20))
    return path


def rare(folder: Path, checklist: Path) -> Path:
    path = folder / "谷管理处.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as package:
        package.write(checklist, "清单.xlsx")
    return path


def crowded(folder: Path, _checklist: Path) -> Path:
    """A directory that would unfold to a list of hundreds of megabytes."""
    path = folder / "谷管理处.zip"
    directory = (b"PK\x01\x02" + bytes(24) + b"\x64\0" + bytes(16) + b"a" * 100) * 60_000
    end = b"PK\x05\x06" + bytes(4) + b"\x60\xea" * 2 + len(directory).to_bytes(4, "little") + bytes(6)
    path.write_bytes(directory + end)
    return path


def linked(folder: Path, checklist: Path) -> Path:
    (folder / "快捷方式.xlsx").symlink_to(checklist)
    return folder / "快捷方式.xlsx"


def outside(folder: Path, checklist: Path) -> Path:
    return named("谷管理处.xlsx")(folder.parent, checklist)


def evidence(folder: Path, checklist: Path) -> Path:
    """The whole evidence folder came back with the checklist in it."""
    papers = [f"谷管理处/佐证材料/I01 书屋开放/{number}.pdf" for number in range(5)]
    return named("谷管理处/指标清单.xlsx", *papers, "谷管理处/佐证材料/照片.jpg")(folder, checklist)


def other_book(folder: Path, _checklist: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"] = "经费明细表"
    book.save(folder / "经费明细.xlsx")
    return folder / "经费明细.xlsx"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
XML_2003 = b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'
CASES = [
    *(
        (f"格式{suffix}", raw(f"谷管理处{suffix}", b"x"), ("file-format",), False)
        for suffix in (".ett", ".csv", ".rar", ".7z", ".xlsb", ".fods", ".numbers", ".tar", ".z01", ".001")
    ),
    ("网页改名", raw("谷管理处.xls", b"<html><table></table></html>"), ("file-format",), False),
    ("XML 表格改名", raw("谷管理处.xls", XML_2003), ("file-format",), False),
    ("PDF 改名", raw(NAME, b"%PDF-1.7"), ("file-format",), False),
    ("压缩包改名", raw(NAME, b"Rar!\x1a\x07"), ("file-format",), False),
    ("Word 文档改名", raw(NAME, OLE + "WordDocument\0".encode("utf-16-le")), ("file-format",), False),
    ("损坏的 .xls", raw("谷管理处.xls", OLE + "Workbook\0".encode("utf-16-le")), ("file-unreadable",), False),
    (".xlsx 改名 .xls", named("谷管理处.xls"), (), True),
    (".et 里是 .xlsx", named("谷管理处.et"), (), True),
    ("坏的 .et", raw("谷管理处.et", b"x"), ("file-unreadable",), False),
    (".xlsx 改名 .zip", named("谷管理处.zip"), (), True),
    ("大写扩展名", named("谷管理处.XLSX"), (), True),
    ("子文件夹", named("补报/谷管理处/终稿.xlsx"), (), True),
    ("压缩包", packed("谷管理处/指标清单.xlsx"), (), True),
    ("压缩包里有佐证", packed(NAME, 佐证__pdf=b"x", 照片__jpg=b"x"), ("archive-rest",), True),
    ("GBK 文件名的压缩包", gbk, (), True),
    ("套着压缩包", nested, ("archive-member",), False),
    ("加密的压缩包", locked, ("archive-member",), False),
    ("压缩包里重名", duplicate, ("archive-member",), False),
    ("压缩包里有上级路径", packed("../谷管理处.xlsx"), ("archive-member",), False),
    ("压缩包里有 .et", packed("谷管理处.et"), (), True),
    ("压缩炸弹", bomb, ("archive-member",), False),
    ("少见的压缩方法", rare, ("archive-member",), False),
    (".zip 改名 .xlsx", packed("清单.xlsx", archive=NAME), ("file-unreadable",), False),
    ("目录巨大的压缩包", crowded, ("archive-unreadable",), False),
    ("压缩包里没有清单", packed(佐证__pdf=b"x"), ("archive-empty", "archive-rest"), False),
    ("压缩包没有传完", raw("谷管理处.zip", b"PK\x03\x04 cut"), ("archive-unreadable",), False),
    ("同一份两遍", twice("谷管理处.xlsx", "谷管理处(1).xlsx"), ("return-copy",), True),
    ("另存过的同一份", twice("谷管理处.xlsx", "谷管理处 - 副本.xlsx", again=True), ("return-same",), True),
    ("冲突副本", twice("谷管理处.xlsx", "谷管理处（冲突）.xlsx", "未达标"),
     ("return-choose", "return-conflict-copy"), False),
    ("两份不同的", twice("谷管理处初稿.xlsx", "谷管理处终稿.xlsx", "未达标"), ("return-choose",), False),
    ("正打开着", named("谷管理处.xlsx", "~$谷管理处.xlsx"), ("file-in-use", "files-left"), True),
    ("系统文件", named("谷管理处.xlsx", "Thumbs.db", ".DS_Store"), ("files-left",), True),
    ("没有下载完", named("谷管理处.xlsx", "谷管理处(1).xlsx.crdownload"), ("file-partial",), True),
    ("快捷方式", linked, ("file-linked",), False),
    ("放在轮次外", outside, ("file-outside-round",), False),
    ("整个佐证文件夹", evidence, ("folder-not-read", "file-not-read"), True),
    ("别的工作簿", other_book, ("file-no-checklist",), False),
]  # fmt: skip
