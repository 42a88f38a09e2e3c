"""Files whose container lies, hides or swells: refused by the container check, before anything is parsed."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from corpus.packages import (
    EVIDENCE,
    NAME,
    ROWS,
    STRINGS,
    TYPES,
    WORKBOOK,
    WORKBOOK_RELS,
    edit,
    parts_of,
    raw_zip,
    with_parts,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_LAUGHS = b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 50 + b'">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"]>"  # fmt: skip


def content(data: bytes) -> Callable[[Path, Path], Path]:
    """A file of these bytes, called .xlsx."""

    def make(folder: Path, _checklist: Path) -> Path:
        (folder / NAME).write_bytes(data)
        return folder / NAME

    return make


def raw(name: bytes, data: bytes, **says: int) -> Callable[[Path, Path], Path]:
    """The checklist, written byte by byte, with one more member about which the directory says something else."""

    def make(folder: Path, checklist: Path) -> Path:
        members = [(key.encode(), value, dict[str, int]()) for key, value in parts_of(checklist).items()]
        (folder / NAME).write_bytes(raw_zip([*members, (name, data, says)]))
        return folder / NAME

    return make


def says(part: str, **claims: int) -> Callable[[Path, Path], Path]:
    """The checklist with a directory that says something else about one of its parts."""

    def make(folder: Path, checklist: Path) -> Path:
        members = [(key.encode(), value, claims if key == part else {}) for key, value in parts_of(checklist).items()]
        (folder / NAME).write_bytes(raw_zip(members))
        return folder / NAME

    return make


def bomb(folder: Path, checklist: Path) -> Path:
    return write(folder / NAME, parts_of(checklist) | {EVIDENCE: b" " * (30 * 2**20)})


def lying_bomb(folder: Path, checklist: Path) -> Path:
    """A part that the directory calls small unfolds to 64 MB."""
    members = [(key.encode(), value, dict[str, int]()) for key, value in parts_of(checklist).items() if key != ROWS]
    swollen = (ROWS.encode(), b" " * (64 * 2**20), {"size": 1000})
    (folder / NAME).write_bytes(raw_zip([*members, swollen]))
    return folder / NAME


def many_entries(folder: Path, _checklist: Path) -> Path:
    return write(folder / NAME, [(f"xl/{number}.xml", b"") for number in range(2500)])


def huge_directory(folder: Path, _checklist: Path) -> Path:
    """A directory of 300,000 entries that all mean the same empty member."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 0, 0, 1, 0) + b"a"
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, 300_000 * len(entry), len(local), 0)
    (folder / NAME).write_bytes(local + entry * 300_000 + end)
    return folder / NAME


def same_name(other: str) -> Callable[[Path, Path], Path]:
    def make(folder: Path, checklist: Path) -> Path:
        members = [(key.encode(), value, dict[str, int]()) for key, value in parts_of(checklist).items()]
        (folder / NAME).write_bytes(raw_zip([*members, (other.encode(), b"<worksheet/>", {})]))
        return folder / NAME

    return make


def overlapping(folder: Path, checklist: Path) -> Path:
    """Entries that all point at the bytes of the first member (a bomb needs no more than one)."""
    members = [(key.encode(), value, dict[str, int]()) for key, value in parts_of(checklist).items()]
    first = members[0][1]
    more = [(b"xl/copy%d.xml" % number, first, {"offset": 0}) for number in range(50)]
    (folder / NAME).write_bytes(raw_zip([*members, *more]))
    return folder / NAME


def cut(folder: Path, checklist: Path) -> Path:
    data = checklist.read_bytes()
    (folder / NAME).write_bytes(data[: len(data) // 2])
    return folder / NAME


def glued(folder: Path, checklist: Path) -> Path:
    """A program with a workbook behind it: two files in one."""
    (folder / NAME).write_bytes(b"MZ" + bytes(1000) + checklist.read_bytes())
    return folder / NAME


def sheet_twice(folder: Path, checklist: Path) -> Path:
    """Two sheets of one name: whoever reads takes the one, whoever checks the other."""
    parts = parts_of(checklist)
    parts[WORKBOOK] = parts[WORKBOOK].replace("佐证材料".encode(), "指标清单".encode(), 1)
    return write(folder / NAME, parts)


def _typed(declaration: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: b'<?xml version="1.0"?>' + declaration + xml.split(b"?>", 1)[1]


def _declared(words: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: b'<?xml version="1.0" ' + words + b"?>" + xml.split(b"?>", 1)[1]


def _utf16(xml: bytes) -> bytes:
    text = (_LAUGHS + xml.split(b"?>", 1)[1]).decode()
    return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")


_NESTED = b"<a>" * 100_000 + b"</a>" * 100_000
_ONE_MANY = b"<a " + b" ".join(b'a%d="1"' % n for n in range(900_000)) + b"/>"
_ROWS = b"".join(b'<row r="%d"/>' % n for n in range(1, 1_048_577))
_REFUSED, _UNREADABLE = ("file-refused",), ("file-unreadable",)

CASES = [
    ("压缩炸弹", bomb, _REFUSED, False),
    ("压缩炸弹，目录里写得很小", lying_bomb, _REFUSED, False),
    ("目录里写 300 MB", says(ROWS, size=300 * 2**20), _REFUSED, False),
    ("目录里写得偏小", says(ROWS, size=100), _REFUSED, False),
    ("目录里写得偏大", says(ROWS, size=60_000), _REFUSED, False),
    ("校验码不符", says(ROWS, crc=1), _UNREADABLE, False),
    ("两处部件名不一致", says(ROWS, swap=1), _REFUSED, False),
    ("少见的压缩方法", says(ROWS, method=14), _REFUSED, False),
    ("zip 加密", says(ROWS, flags=1), ("file-encrypted",), False),
    ("2500 个部件", many_entries, _REFUSED, False),
    ("30 万条目录", huge_directory, _REFUSED, False),
    ("同名部件", same_name(ROWS), _REFUSED, False),
    ("大小写不同的同名部件", same_name(ROWS.upper()), _REFUSED, False),
    ("绝对路径部件", raw(b"/etc/cron.d/x", b"x"), _REFUSED, False),
    ("盘符部件", raw(b"C:/Windows/x.dll", b"x"), _REFUSED, False),
    ("上级目录部件", raw(b"xl/../../x.xml", b"x"), _REFUSED, False),
    ("反斜杠部件", raw(b"xl\\..\\x.xml", b"x"), _REFUSED, False),
    ("部件名带方向控制符", raw("xl/\u202elmx.x".encode(), b"x", flags=0x800), _REFUSED, False),
    ("部件名带 0 字节", raw(b"xl/a\0b.xml", b"x"), _REFUSED, False),
    ("部件互相重叠", overlapping, _REFUSED, False),
    ("只传了一半", cut, _UNREADABLE, False),
    ("程序后面接着工作簿", glued, _UNREADABLE, False),
    ("程序改名", content(b"MZ" + bytes(5000)), _UNREADABLE, False),
    ("全是 0", content(bytes(40_000)), _UNREADABLE, False),
    ("空文件", content(b""), _UNREADABLE, False),
    ("加密的工作簿", content(_OLE + "EncryptedPackage\0".encode("utf-16-le")), ("file-encrypted",), False),
    ("指数实体", edit(ROWS, _typed(_LAUGHS)), _REFUSED, False),
    ("指数实体，UTF-16", edit(ROWS, _utf16), _REFUSED, False),
    ("平方实体", edit(STRINGS, _typed(b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 90_000 + b'">]>')), _REFUSED, False),
    ("外部实体", edit(ROWS, _typed(b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>')), _REFUSED, False),
    ("外部 DTD", edit(WORKBOOK, _typed(b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">')), _REFUSED, False),
    (
        "UTF-7",
        edit(ROWS, lambda xml: b'<?xml version="1.0" encoding="utf-7"?>' + xml.split(b"?>", 1)[1]),
        _REFUSED,
        False,
    ),
    ("UTF-7，声明里垫了空格", edit(ROWS, _declared(b" " * 300 + b'encoding="utf-7"')), _REFUSED, False),
    ("UTF-7，声明里有两处编码", edit(ROWS, _declared(b"encoding='utf-8' encoding='utf-7'")), _REFUSED, False),
    (
        "大型机的编码",
        edit(ROWS, lambda xml: ('<?xml version="1.0"?>' + xml.decode().split("?>", 1)[1]).encode("cp037", "ignore")),
        _REFUSED,
        False,
    ),
    ("十万层嵌套", edit(ROWS, lambda xml: xml.replace(b"<sheetData", _NESTED + b"<sheetData", 1)), _UNREADABLE, False),
    ("九十万个属性", edit(ROWS, lambda xml: xml.replace(b"<sheetData", _ONE_MANY + b"<sheetData", 1)), _REFUSED, False),
    (
        "一百万空行",
        edit(EVIDENCE, lambda xml: xml.replace(b"</sheetData>", _ROWS + b"</sheetData>", 1)),
        _REFUSED,
        False,
    ),
    ("两个同名工作表", sheet_twice, _REFUSED, False),
    (
        "重复的关系编号",
        edit(WORKBOOK_RELS, lambda xml: xml.replace(b'Id="rId3"', b'Id="rId2"', 1)),
        _REFUSED,
        False,
    ),
    (
        "工作表指到包外",
        edit(WORKBOOK_RELS, lambda xml: xml.replace(b"worksheets/", b"../../../etc/", 2)),
        _UNREADABLE,
        False,
    ),
    ("缺工作表", with_parts(**{ROWS: b""}), _UNREADABLE, False),
    ("缺类型表", with_parts(**{TYPES: b""}), _UNREADABLE, False),
]
