"""Files in which two programs would read two different things, and honest ones that only look like that."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from corpus.packages import NAME, ROWS, STRINGS, WORKBOOK, WORKBOOK_RELS, edit, parts_of, write

_ANSWER = re.compile(r'<c r="(?P<cell>H6)"(?P<style>[^>]*) t="s"><v>(?P<number>\d+)</v></c>')
_OTHER = '<c r="{cell}"{style} t="inlineStr"><is><t>未达标</t></is></c>'
_SHOWN = re.compile(r"<si><t[^>]*>达标</t></si>")
_MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def answer(*templates: str) -> object:
    """The checklist with the cell of 达标 written otherwise; `{here}` is the cell as it was."""

    def change(data: bytes) -> bytes:
        text = data.decode()
        found = _ANSWER.search(text)
        assert found
        new = "".join(templates).format(here=found[0], other=_OTHER.format(**found.groupdict()), **found.groupdict())
        return text.replace(found[0], new, 1).encode()

    return edit(ROWS, change)


def at_the_end(template: str) -> object:
    """The checklist with something after the rows; `{row}` is the row of 达标."""

    def change(data: bytes) -> bytes:
        text = data.decode()
        found = _ANSWER.search(text)
        assert found
        other = _OTHER.format(**found.groupdict())
        return text.replace("</sheetData>", template.format(row=found["cell"][1:], other=other), 1).encode()

    return edit(ROWS, change)


def shown(new: str) -> object:
    """The checklist with the shared string 达标 written otherwise."""
    return edit(STRINGS, lambda data: _SHOWN.sub(new, data.decode(), count=1).encode())


def strict(folder: Path, checklist: Path) -> Path:
    """As “Strict Open XML” is saved."""
    old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    parts = {
        name: data.replace(old + b"spreadsheetml/2006/main", new + b"spreadsheetml/main").replace(
            old + b"officeDocument/2006/", new + b"officeDocument/"
        )
        for name, data in parts_of(checklist).items()
    }
    return write(folder / NAME, parts)


def prefixed(folder: Path, checklist: Path) -> Path:
    """With a prefix on every element, as some libraries write."""
    parts = parts_of(checklist)
    for name in parts:
        if name.startswith("xl/worksheets/sheet") or name in (STRINGS, WORKBOOK):
            text = re.sub(r"<(/?)([A-Za-z]+)(?=[\s>/])", r"<\1x:\2", parts[name].decode())
            parts[name] = text.replace('xmlns="http://schemas.openxml', 'xmlns:x="http://schemas.openxml').encode()
    return write(folder / NAME, parts)


def streamed(folder: Path, checklist: Path) -> Path:
    """Written to a pipe: the sizes follow the data."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.got = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.got += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as package:  # type: ignore[arg-type]
        for name, data in parts_of(checklist).items():
            package.writestr(name, data)
    (folder / NAME).write_bytes(pipe.got)
    return folder / NAME


def wide(folder: Path, checklist: Path) -> Path:
    """With the fields of 64 bits that are not needed."""
    with zipfile.ZipFile(folder / NAME, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts_of(checklist).items():
            with package.open(name, "w", force_zip64=True) as part:
                part.write(data)
    return folder / NAME


def renamed_workbook(folder: Path, checklist: Path) -> Path:
    """The part that lists the sheets is called otherwise, and that is said where it should be."""
    parts = {
        name.replace("workbook.xml", "book.xml"): data.replace(b"xl/workbook.xml", b"xl/book.xml")
        if name in ("[Content_Types].xml", "_rels/.rels")
        else data
        for name, data in parts_of(checklist).items()
    }
    return write(folder / NAME, parts)


def sheet_part_in_capitals(folder: Path, checklist: Path) -> Path:
    """The workbook calls a part of its by another spelling than the zip: to Excel it is the same."""
    parts = parts_of(checklist)
    parts[WORKBOOK_RELS] = parts[WORKBOOK_RELS].replace(b"worksheets/sheet2.xml", b"Worksheets/Sheet2.XML")
    return write(folder / NAME, parts)


def formulas(first: str, second: str) -> object:
    """达标 as the result of one formula, and another result beside it; in the formulas what looks like their ends."""
    cell = '<c r="{cell}"{style} t="str"><f>' + first + "</f><v>达标</v></c>"
    return answer(cell, f'<c r="GA6" t="str"><f>{second}</f><v>未达标</v></c>')


_CHOICE = (
    f'<mc:AlternateContent xmlns:mc="{_MARKUP}"><mc:Choice Requires="x14">{{here}}</mc:Choice>'
    "<mc:Fallback>{other}</mc:Fallback></mc:AlternateContent>"
)
_REFUSED = [
    ("同一格写了两次", answer("{here}{other}")),
    ("同一行写了两次", at_the_end('<row r="{row}">{other}</row></sheetData>')),
    ("两个数据区", at_the_end("</sheetData><sheetData><row>{other}</row></sheetData>")),
    ("数据区之外的格子", at_the_end("</sheetData><extLst><ext>{other}</ext></extLst>")),
    ("两种程序各看各的", answer(_CHOICE)),
    ("别的名字空间的格子", answer('<c xmlns="urn:x" r="{cell}" t="inlineStr"><is><t>未达标</t></is></c>')),
    ("一格两个值", answer('<c r="{cell}"{style} t="s"><v>0</v><v>{number}</v></c>')),
    ("值和文字都有", answer('<c r="{cell}"{style} t="s"><v>{number}</v><is><t>未达标</t></is></c>')),
    ("编号中间夹注释", answer('<c r="{cell}"{style} t="s"><v>3<!-- -->0</v></c>')),
]
_DAMAGED = [
    ("编号前后有空格", answer('<c r="{cell}"{style} t="s"><v> {number} </v></c>')),
    ("编号是空的", answer('<c r="{cell}"{style} t="s"><v></v></c>')),
    ("编号是负数", answer('<c r="{cell}"{style} t="s"><v>-1</v></c>')),
    ("类型不认识", answer('<c r="{cell}"{style} t="zz"><v>达标</v></c>')),
    ("错误值写成达标", answer('<c r="{cell}"{style} t="e"><v>达标</v></c>')),
]
_OF_FORMULAS = ("file-formulas", "formula-in-input", "note-left")
_HONEST = [
    ("严格格式", strict), ("元素带前缀", prefixed), ("流式写出", streamed), ("64 位字段", wide),
    ("工作簿部件改名", renamed_workbook), ("登记的大小写不同", sheet_part_in_capitals),
    ("注音", shown('<si><t>达标</t><rPh sb="0" eb="1"><t>dabiao</t></rPh></si>')),
    ("格式分段", shown("<si><r><t>达</t></r><r><rPr><b/></rPr><t>标</t></r></si>")),
    ("CDATA", shown("<si><t><![CDATA[达标]]></t></si>")), ("文字中间夹注释", shown("<si><t>达<!-- 未 -->标</t></si>")),
    ("格子里的文字分段", answer(
        '<c r="{cell}"{style} t="inlineStr"><is><r><t>达</t></r><r><t>标</t></r></is></c>'
    )),
]  # fmt: skip
CASES = [
    *((name, make, ("file-refused",), False) for name, make in _REFUSED),
    *((name, make, ("file-unreadable",), False) for name, make in _DAMAGED),
    *((name, make, (), True) for name, make in _HONEST),
    ("公式里的注释", formulas("1<z/><!-- <f>-->+4", "3<z/><!-- x -->"), _OF_FORMULAS, True),
    ("公式里的空公式", formulas("1<f />2", "3<z/>"), _OF_FORMULAS, True),
    ("一格两段文字", shown("<si><t>未达标</t><t>达标</t></si>"), ("level-unreadable",), True),
]
