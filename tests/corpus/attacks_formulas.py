"""Formulas outside of cells that call something outside the workbook: named with their places; the answers count."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZIP_STORED

from corpus.attacks_ods import ods, row
from corpus.packages import NAME, RELATION, ROWS, WORKBOOK, WORKBOOK_RELS, insert, parts_of, with_parts, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_X14 = (
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'
)
_WEB = 'WEBSERVICE("http://127.0.0.1:9/")'
_PROGRAM = "cmd|'/c calc'!A0"
_FOUND, _LINK, _MACRO = ("file-formulas",), ("file-external",), ("file-macros",)
_UNSEARCHED = ("file-unsearched",)


def name(text: str) -> Callable[[Path, Path], Path]:
    return insert(WORKBOOK, "<definedName ", f'<definedName name="合计" comment="a>b">{text}</definedName>')


def on_sheet(xml: str, before: str = "<pageMargins") -> Callable[[Path, Path], Path]:
    return insert(ROWS, before, xml)


def validation(text: str, number: int = 1) -> Callable[[Path, Path], Path]:
    inside = f"<formula{number}>{text}</formula{number}>"
    return on_sheet(
        f'<dataValidations><dataValidation type="custom" sqref="H6:H9 K6">{inside}</dataValidation></dataValidations>'
    )


def coloured(rule: str) -> Callable[[Path, Path], Path]:
    return on_sheet(f'<conditionalFormatting sqref="B2:B9"><cfRule type="x">{rule}</cfRule></conditionalFormatting>')


def extended(kind: str, xml: str) -> Callable[[Path, Path], Path]:
    ending = f'<extLst><ext {_X14} uri="x"><x14:{kind}s>{xml}</x14:{kind}s></ext></extLst>'
    return on_sheet(ending, "</worksheet>")


def part(path: str, xml: str | bytes) -> Callable[[Path, Path], Path]:
    return with_parts(**{path: xml.encode() if isinstance(xml, str) else xml})


def table(element: str, text: str) -> str:
    return (
        f'<table xmlns="{_MAIN}" id="1" name="t" displayName="明细" ref="A1:A2">'
        '<tableColumns><tableColumn id="1" name="a">'
        f"<{element}>{text}</{element}></tableColumn></tableColumns></table>"
    )


def chart(text: str) -> str:
    return f'<c:chartSpace xmlns:c="{_CHART}"><c:val><c:numRef><c:f>{text}</c:f></c:numRef></c:val></c:chartSpace>'


def unread(xml: bytes) -> Callable[[Path, Path], Path]:
    """A sheet more, from which nothing is read."""

    def make(folder: Path, checklist: Path) -> Path:
        parts = parts_of(checklist)
        for part, new in (
            (WORKBOOK, f'<sheet name="附表" sheetId="99" xmlns:q="{RELATION}" q:id="rId99"/></sheets>'),
            (
                WORKBOOK_RELS,
                f'<Relationship Id="rId99" Type="{RELATION}/worksheet" Target="worksheets/more.xml"/></Relationships>',
            ),
        ):
            parts[part] = parts[part].replace(f"</{new.rsplit('</', 1)[1]}".encode(), new.encode(), 1)
        return write(folder / NAME, parts | {"xl/worksheets/more.xml": xml})

    return make


def damaged(path: str, xml: str) -> Callable[[Path, Path], Path]:
    """A part whose bytes are not those that its checksum was made of."""

    def make(folder: Path, checklist: Path) -> Path:
        made = write(folder / NAME, parts_of(checklist) | {path: xml.encode()}, ZIP_STORED)
        made.write_bytes(made.read_bytes().replace(b"totalsRowFormula>", b"totalsRowFormulA>"))
        return made

    return make


_CELL = f'<row r="9"><c r="A9"><f>{_WEB}</f><v>1</v></c></row>'
# Nine million signs, more than is read where everything else is.
_LARGE = f'<worksheet xmlns="{_MAIN}"><sheetData>{_CELL}{"<!--12345678-->" * 600_000}</sheetData></worksheet>'
_TABLE, _TOTAL = "xl/tables/table1.xml", table("totalsRowFormula", _PROGRAM)
_SVG = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"'


# Name, maker, codes, whether it counts; and what is told of it, for those that are found by their formulas.
_ALL: list[tuple[str, Callable[[Path, Path], Path], tuple[str, ...], bool, str]] = [
    ("名称是 DDE", name(_PROGRAM), _FOUND, True, "名称 合计：DDE"),
    ("名称是 DDE，引号用编码", name("cmd|&apos;/c calc&apos;&#33;A0"), _FOUND, True, "名称 合计：DDE"),
    ("名称取网页", name(_WEB), _FOUND, True, "名称 合计：WEBSERVICE"),
    ("名称是宏命令", name('EXEC("calc")'), _MACRO, True, "名称 合计：EXEC"),
    (
        "名称里夹带 CDATA",
        name(f"<![CDATA[{_WEB}]]>"),
        _FOUND,
        True,
        "workbook.xml：夹带标记的公式、名称 合计：WEBSERVICE",
    ),
    ("名称指到共享里的文件", name("'\\\\10.0.0.1\\s\\[a.xlsx]表'!A1"), _LINK, True, "名称 合计：公式里写着别的文件"),
    ("数据有效性取网页", validation(_WEB), _FOUND, True, "指标清单 H6:H9 的数据有效性：WEBSERVICE"),
    ("数据有效性的上限取网页", validation(_WEB, 2), _FOUND, True, "指标清单 H6:H9 的数据有效性：WEBSERVICE"),
    (
        "数据有效性用编码拼写",
        validation("&#87;EBSERVICE(A1)"),
        _FOUND,
        True,
        "指标清单 H6:H9 的数据有效性：WEBSERVICE、指标清单：用编码拼写的字母",
    ),
    ("条件格式取网页", coloured(f"<formula>{_WEB}=1</formula>"), _FOUND, True, "指标清单 B2:B9 的条件格式：WEBSERVICE"),
    (
        "色阶的一端取网页",
        coloured("<colorScale><cfvo type='formula' val='WEBSERVICE(A1)'/></colorScale>"),
        _FOUND,
        True,
        "指标清单 B2:B9 的条件格式：WEBSERVICE",
    ),
    (
        "色阶之后又提到各行",
        coloured("<colorScale><cfvo type='formula' val='WEBSERVICE(A1)'/></colorScale><!--sheetData-->"),
        _FOUND,
        True,
        "指标清单 B2:B9 的条件格式：WEBSERVICE",
    ),
    (
        "扩展的数据有效性",
        extended(
            "dataValidation",
            f"<x14:dataValidation><x14:formula1><xm:f>{_PROGRAM}</xm:f></x14:formula1><xm:sqref>C3</xm:sqref>"
            "</x14:dataValidation>",
        ),
        _FOUND,
        True,
        "指标清单 C3 的数据有效性：DDE",
    ),
    (
        "扩展的条件格式",
        extended(
            "conditionalFormatting",
            "<x14:conditionalFormatting><x14:cfRule><x14:dataBar><x14:cfvo><xm:f>RTD(A1)</xm:f></x14:cfvo>"
            "</x14:dataBar></x14:cfRule><xm:sqref>C3 C5</xm:sqref></x14:conditionalFormatting>",
        ),
        _FOUND,
        True,
        "指标清单 C3 的条件格式：RTD",
    ),
    (
        "表格的计算列",
        part(_TABLE, table("calculatedColumnFormula", _WEB)),
        _FOUND,
        True,
        "表格 明细：WEBSERVICE",
    ),
    ("表格的汇总行", part(_TABLE, _TOTAL), _FOUND, True, "表格 明细：DDE"),
    ("改名的表格", part("xl/media/图.png", _TOTAL), _FOUND, True, "表格 明细：DDE"),
    ("改名的表格，前面是空白", part("xl/media/图.png", " " * 600 + _TOTAL), _FOUND, True, "表格 明细：DDE"),
    (
        "UTF-16 的改名的表格，前面是空白",
        part("xl/media/图.png", (" " * 600 + _TOTAL).encode("utf-16")),
        _FOUND,
        True,
        "表格 明细：DDE",
    ),
    ("用关系的扩展名的表格", part("xl/tables/table1.rels", _TOTAL), _FOUND, True, "表格 明细：DDE"),
    ("校验码不对的表格", damaged(_TABLE, _TOTAL), _UNSEARCHED, True, "table1.xml"),
    ("校验码不对的改名的表格", damaged("xl/media/图.png", _TOTAL), _UNSEARCHED, True, "图.png"),
    ("列名里有引号和撇号", name("t['[]&amp;cmd|x!A0&amp;t['[]"), _FOUND, True, "名称 合计：DDE"),
    (
        "UTF-16 的表格",
        part(_TABLE, _TOTAL.encode("utf-16")),
        _FOUND,
        True,
        "表格 明细：DDE",
    ),
    ("图表引用", part("xl/charts/chart1.xml", chart(_PROGRAM)), _FOUND, True, "chart1.xml：DDE"),
    (
        "图形的文字",
        part("xl/drawings/drawing9.xml", f'<x:sp xmlns:x="{_DRAWING}" macro="" textlink="{_PROGRAM}"/>'),
        _FOUND,
        True,
        "drawing9.xml：DDE",
    ),
    (
        "批注框里网上的图片",
        part(
            "xl/drawings/v.vml",
            '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:fill src="http://127.0.0.1:9/"/></xml>',
        ),
        _LINK,
        True,
        "v.vml：图片或链接",
    ),
    (
        "别的编码的表格",
        part(_TABLE, f'<?xml version="1.0" encoding="UTF-7"?>{_TOTAL}'),
        _UNSEARCHED,
        True,
        "table1.xml",
    ),
    (
        "带文档类型的表格",
        part(_TABLE, f"<!-- x --><!DOCTYPE a [<!ENTITY b 'RTD'>]>{_TOTAL}"),
        (*_FOUND, *_UNSEARCHED),
        True,
        "table1.xml：DDE、table1.xml",
    ),
    ("带文档类型的图片", part("xl/media/图.svg", f"{_SVG}><svg/>"), (), True, ""),
    (
        "文档类型改词的图片",
        part("xl/media/图.svg", f"{_SVG} [<!ENTITY b 'RTD'>]>{_TOTAL}"),
        (*_FOUND, *_UNSEARCHED),
        True,
        "图.svg：DDE、图.svg",
    ),
    (
        ".ods 取网页",
        ods(row('<table:table-cell table:formula="of:=COM.MICROSOFT.WEBSERVICE(&quot;http://127.0.0.1:9/&quot;)"/>')),
        ("file-formulas", "file-no-checklist"),
        False,
        "指标清单：WEBSERVICE",
    ),
]
CASES = [
    *((title, make, codes, counts) for title, make, codes, counts, _ in _ALL),
    ("公式在太大的表里", unread(_LARGE.encode()), (*_FOUND, "sheet-extra"), True),
]
TOLD = {title: (make, words) for title, make, *_, words in _ALL}
