"""Workbooks that carry more than cells: named, never run, never followed; the answers in them count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.packages import (
    NAME,
    RELATION,
    ROWS,
    TYPES,
    WORKBOOK,
    edit,
    insert,
    link,
    parts_of,
    with_parts,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = f'<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{RELATION}" r:id="rId1"/></externalLink>'.encode()
_DDE = f'<externalLink xmlns="{_MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'.encode()
_OLE_LINK = f'<externalLink xmlns="{_MAIN}"><oleLink xmlns:r="{RELATION}" r:id="rId1" progId="Package"/></externalLink>'
_EXTERNAL, _EXTERNAL_RELS = "xl/externalLinks/externalLink1.xml", "xl/externalLinks/_rels/externalLink1.xml.rels"
_SHEET_RELS = "xl/worksheets/_rels/sheet2.xml.rels"
_MASHUP = '<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">AAA</DataMashup>'.encode("utf-16")


def linked(target: str, kind: str = "externalLinkPath", part: bytes = _LINK) -> Callable[[Path, Path], Path]:
    return with_parts(**{_EXTERNAL: part, _EXTERNAL_RELS: link(_EXTERNAL, kind, target, "External")})


def hyperlink(target: str) -> Callable[[Path, Path], Path]:
    return with_parts(**{_SHEET_RELS: link(ROWS, "hyperlink", target, "External")})


def capitals(name: str, folder: str = "_rels") -> Callable[[Path, Path], Path]:
    """A link on the hidden sheet, registered in a part whose name has capitals where others have none."""
    rels = link("xl/worksheets/sheet6.xml", "oleObject", "file://10.0.0.1/x", "External")
    return with_parts(**{f"xl/worksheets/{folder}/{name}": rels})


def formula(text: str) -> Callable[[Path, Path], Path]:
    """A formula on the hidden sheet, with a stored result."""
    cell = f'<row r="300"><c r="Z300" t="str"><f>{text}</f><v>1</v></c></row>'
    return insert("xl/worksheets/sheet6.xml", "</sheetData>", cell)


def typed(kind: str, name: str) -> Callable[[Path, Path], Path]:
    """A part under a harmless name whose content type says what it is."""
    override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'.encode()
    return edit(TYPES, lambda xml: xml.replace(b"</Types>", override), **{name: b"x"})


def named(name: str) -> Callable[[Path, Path], Path]:
    """The untouched checklist under another file name."""

    def make(folder: Path, checklist: Path) -> Path:
        return write(folder / name, parts_of(checklist))

    return make


def macro_enabled(folder: Path, checklist: Path) -> Path:
    parts = parts_of(checklist) | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}
    parts[TYPES] = parts[TYPES].replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
    return write(folder / NAME.replace(".xlsx", ".xlsm"), parts)


CASES = [
    ("宏", with_parts(**{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), ("file-macros",), True),
    ("带宏的工作簿", macro_enabled, ("file-macros",), True),
    ("改名的宏", typed("application/vnd.ms-office.vbaProject", "xl/media/image9.png"), ("file-macros",), True),
    ("Excel 4 宏表", with_parts(**{"xl/macrosheets/sheet1.xml": b"<x/>"}), ("file-macros",), True),
    (
        "自动运行的名称",
        insert(WORKBOOK, "<definedName ", '<definedName name="_xlnm.Auto_Open">A1</definedName>'),
        ("file-macros",),
        True,
    ),
    ("功能区回调", with_parts(**{"customUI/customUI14.xml": b"<x/>"}), ("file-macros",), True),
    ("ActiveX", with_parts(**{"xl/activeX/activeX1.bin": b"x"}), ("file-activex",), True),
    ("OLE 对象", with_parts(**{"xl/embeddings/oleObject1.bin": b"x"}), ("file-embedded",), True),
    ("嵌入的文档", with_parts(**{"xl/embeddings/附件.docx": b"PK"}), ("file-embedded",), True),
    ("图片里的程序", with_parts(**{"xl/media/image1.png": b"MZ" + bytes(200)}), ("file-embedded",), True),
    ("脚本", with_parts(**{"docProps/update.vbs": b"x"}), ("file-embedded",), True),
    ("外部链接", linked("file:///C:/a/台账.xlsx"), ("file-external",), True),
    ("网络共享链接", linked("\\\\10.0.0.1\\share\\a.xlsx"), ("file-external",), True),
    ("本软件加载项的链接", linked("file:///C:/Users/a/AppData/Roaming/Microsoft/AddIns/weibao.xlam"), (), True),
    ("本机的加载项，不写盘符", linked("/Users/a/AddIns/weibao.xlam"), (), True),
    ("和加载项同名的网络共享", linked("\\\\10.0.0.1\\s\\weibao.xlam"), ("file-external",), True),
    ("和加载项同名的网络共享，写成网址", linked("file:////10.0.0.1/s/weibao.xlam"), ("file-external",), True),
    ("OLE 链接", linked("file:///C:/a.doc", "oleObject", _OLE_LINK.encode()), ("file-embedded",), True),
    ("DDE 链接", with_parts(**{_EXTERNAL: _DDE}), ("file-dde",), True),
    ("DDE 公式", formula("cmd|'/c calc'!A0"), ("file-formulas",), True),
    ("DDE 公式，引号用编码", formula("cmd|&apos;/c calc&apos;!A0"), ("file-formulas",), True),
    ("DDE 公式，叹号用编码", formula("cmd|'/c calc'&#33;A0"), ("file-formulas",), True),
    ("公式里夹带元素", formula('<z/>WEBSERVICE("http://127.0.0.1:9/")'), ("file-formulas",), True),
    ("取网页的公式，括号用编码", formula('WEBSERVICE&#40;"http://127.0.0.1:9/")'), ("file-formulas",), True),
    ("取网页的公式", formula('WEBSERVICE("http://127.0.0.1:9/")'), ("file-formulas",), True),
    ("RTD 公式", formula('RTD("x",,"y")'), ("file-formulas",), True),
    ("小写的公式", formula('_xlfn.webservice ("http://127.0.0.1:9/")'), ("file-formulas",), True),
    ("用编码拼写的公式", formula("&#87;EBSERVICE(A1)"), ("file-formulas",), True),
    ("指到网址的公式", formula('HYPERLINK("\\\\10.0.0.1\\x","点我")'), ("file-formulas",), True),
    (
        "网页查询",
        with_parts(**{"xl/queryTables/queryTable1.xml": b"<x/>", "xl/connections.xml": b"<x/>"}),
        ("file-queries",),
        True,
    ),
    ("Power Query", with_parts(**{"customXml/item1.xml": _MASHUP}), ("file-queries",), True),
    ("数据模型", with_parts(**{"xl/model/item.data": b"x"}), ("file-queries",), True),
    ("网络加载项", with_parts(**{"xl/webextensions/webextension1.xml": b"<x/>"}), ("file-web-extension",), True),
    (
        "网上的图片",
        with_parts(**{_SHEET_RELS: link(ROWS, "image", "http://127.0.0.1:9/a.png", "External")}),
        ("file-external",),
        True,
    ),
    ("登记的后缀大写", capitals("sheet6.xml.RELS"), ("file-embedded",), True),
    ("登记的文件夹大写", capitals("sheet6.xml.rels", "_Rels"), ("file-embedded",), True),
    ("普通网址", hyperlink("https://www.example.com/"), (), True),
    ("指到共享的超链接", hyperlink("file://10.0.0.1/x.exe"), ("file-external",), True),
    ("脚本超链接", hyperlink("ms-excel:ofe|u|http://127.0.0.1:9/"), ("file-external",), True),
    (
        "工作表名带方向控制符",
        edit(WORKBOOK, lambda xml: xml.replace("整改反馈".encode(), "整改\u202e反馈".encode(), 1)),
        ("name-unseen",),
        True,
    ),
    ("文件名带方向控制符", named("清单\u202exslx.xlsx"), ("name-unseen",), True),
    ("文件名带零宽字符", named("清\u200b单.xlsx"), ("name-unseen",), True),
    (
        "文字带零宽字符",
        edit(
            "xl/sharedStrings.xml", lambda xml: xml.replace("会议纪要<".encode(), "会议\u200b\u202e纪要<".encode(), 1)
        ),
        ("text-unseen",),
        True,
    ),
    (
        "文字带控制符编码",
        edit("xl/sharedStrings.xml", lambda xml: xml.replace("会议纪要<".encode(), b"_x0007__x202E_&#x85;<", 1)),
        ("text-unseen", "evidence-no-title"),
        True,
    ),
    (
        "十种东西一起",
        with_parts(
            **{
                "xl/vbaProject.bin": b"x",
                "xl/activeX/a.bin": b"x",
                "xl/embeddings/a.bin": b"x",
                _EXTERNAL: _DDE,
                "xl/connections.xml": b"<x/>",
            }
        ),
        ("file-macros", "file-activex", "file-embedded", "file-dde", "file-queries"),
        True,
    ),
]
