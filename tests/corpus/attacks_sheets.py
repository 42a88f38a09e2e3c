"""Sheets that are to eat memory or time: bounded, and read as far as that is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.packages import (
    EVIDENCE,
    GUIDE,
    NAME,
    PACKAGE,
    RELATION,
    ROWS,
    STRINGS,
    WORKBOOK,
    WORKBOOK_RELS,
    edit,
    insert,
    parts_of,
    with_parts,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_END = "</sheetData>"


def _rows(*rows: str) -> str:
    return "".join(rows)


def text_row(number: int, *cells: tuple[str, str]) -> str:
    """A row of inline texts: (column, text)."""
    inner = "".join(f'<c r="{c}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for c, text in cells)
    return f'<row r="{number}">{inner}</row>'


def string_bomb(folder: Path, checklist: Path) -> Path:
    """One shared string of 32,000 characters in 15,000 cells: half a gigabyte of text."""
    parts = parts_of(checklist)
    number = parts[STRINGS].count(b"<si>")
    parts[STRINGS] = parts[STRINGS].replace(b"</sst>", f"<si><t>{'长' * 32_000}</t></si></sst>".encode())
    cells = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{c}{row}" t="s"><v>{number}</v></c>' for c in "JKLMNOPQRS") + "</row>"
        for row in range(400, 1900)
    )
    parts[EVIDENCE] = parts[EVIDENCE].replace(b"</sheetData>", cells.encode() + b"</sheetData>", 1)
    return write(folder / NAME, parts)


def _comments(count: int) -> dict[str, bytes]:
    items = "".join(f'<comment ref="A{n}" authorId="0"><text><t>x</t></text></comment>' for n in range(1, count))
    comments = (
        f'<comments xmlns="{_MAIN}"><authors><author>a</author></authors><commentList>{items}</commentList></comments>'
    )
    rels = (
        f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="rId1" Type="{RELATION}/comments" Target="../comments1.xml"/>'
        "</Relationships>"
    )
    return {"xl/comments1.xml": comments.encode(), "xl/worksheets/_rels/sheet2.xml.rels": rels.encode()}


_VALIDATION = '<dataValidation type="list" sqref="A1:XFD1048576"><formula1>"达标"</formula1></dataValidation>'
_STYLES = b"<cellXfs>" + b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' * 30_000
_NAMES = "".join(f'<definedName name="n{n}">n{(n + 1) % 500}</definedName>' for n in range(500))
_MORE_SHEETS = "".join(f'<sheet name="附{n}" sheetId="{n + 100}" r:id="rId1"/>' for n in range(3000))
_SAME_PART = "".join(f'<sheet name="附{n}" sheetId="{n + 100}" r:id="rId1"/>' for n in range(200))
_LETTERS = _rows(*(text_row(number, ("A", "A" * 32_000)) for number in range(400, 440)))
_DIGITS = _rows(*(text_row(number, ("A", "9" * 32_000), ("D", "1.5" * 10_000)) for number in range(400, 440)))
_LAST = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_UNPLACED = "<row>" + "<c><v>1</v></c>" * 300 + "</row>"
_DIMENSION = b'<dimension ref="A1:XFD1048576"'
_MILLION = text_row(300, ("A", "I01"), ("G", "万" * 1_000_000))

CASES = [
    ("最远一格", insert(ROWS, _END, _LAST), ("file-unreadable",), False),
    ("不写地址的三百格", insert(ROWS, _END, _UNPLACED), ("file-unreadable",), False),
    ("地址写坏", insert(ROWS, _END, '<row r="300"><c r="1A"><v>1</v></c></row>'), ("file-unreadable",), False),
    ("整表合并", insert(ROWS, "<pageMargins", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), (), True),
    (
        "整表有效性五千条",
        insert(ROWS, "<pageMargins", f"<dataValidations>{_VALIDATION * 5000}</dataValidations>"),
        (),
        True,
    ),
    (
        "三万种样式",
        edit("xl/styles.xml", lambda xml: xml.replace(b"<cellXfs", _STYLES + b"</cellXfs><cellXfs", 1)),
        (),
        True,
    ),
    ("循环的名称", insert(WORKBOOK, "<definedName ", _NAMES), (), True),
    ("荒唐的用区", edit(ROWS, lambda xml: xml.replace(b"<dimension ref=", _DIMENSION + b" x=", 1)), (), True),
    ("一百万字的单元格", insert(ROWS, _END, _MILLION), ("note-left", "cell-too-long"), True),
    ("共享字符串炸弹", string_bomb, ("file-refused",), False),
    (
        "四十亿个字符串",
        edit(STRINGS, lambda xml: xml.replace(b"uniqueCount=", b'uniqueCount="4294967295" x=', 1)),
        (),
        True,
    ),
    (
        "字符串编号越界",
        insert(ROWS, _END, '<row r="300"><c r="A300" t="s"><v>99999</v></c></row>'),
        ("file-unreadable",),
        False,
    ),
    ("两万条批注", with_parts(**_comments(20_000)), ("comment-left", "more-of-the-same"), True),
    ("二百张同一部件的工作表", insert(WORKBOOK, "</sheets>", _SAME_PART), ("file-refused",), False),
    ("三千张工作表", insert(WORKBOOK, "</sheets>", _MORE_SHEETS), ("file-refused",), False),
    ("四十格三万个字母的编号", insert(ROWS, _END, _LETTERS), (), True),
    ("四十格三万个数字", insert(ROWS, _END, _DIGITS), ("note-left",), True),
    (
        "数字写成无穷大",
        insert(ROWS, _END, '<row r="300"><c r="A300"><v>1e999</v></c><c r="E300"><v>NaN</v></c></row>'),
        ("note-left",),
        True,
    ),
    ("填报说明最远一格", insert(GUIDE, _END, _LAST), ("file-unreadable",), False),
    ("工作表编号是天书", edit(WORKBOOK_RELS, lambda xml: xml.replace(b'Id="rId1"', 'Id="²"'.encode(), 1)), (), True),
]
