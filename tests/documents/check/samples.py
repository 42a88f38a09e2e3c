"""Right documents of every format, written the way a stranger's Word writes them: direct formatting, no named styles.

They share nothing with the product's templates. A document is an ordered mapping of named blocks and its settings, so
that a test can spoil exactly one thing (`faults`).
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from weibao.documents.package import write_package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FANG, KAI, HEI, BIAO, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
RED = "FF0000"

Piece = str | tuple[str, dict[str, Any]]


@dataclass
class P:
    """A paragraph: its pieces of text and how it looks (twips, half-points).

    With a `style` nothing else is written of its look and layout; `raw` is XML behind its properties.
    """

    pieces: list[Piece] = field(default_factory=list)
    look: dict[str, Any] = field(default_factory=dict)
    layout: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "".join(piece if isinstance(piece, str) else piece[0] for piece in self.pieces)


@dataclass
class T:
    """A table: rows of cells of paragraphs; `edges` are the sizes of top, inner and bottom lines, 0 for none."""

    rows: list[list[list[P]]]
    width: int = 8844
    edges: tuple[int, int, int] = (4, 4, 4)
    sides: int = 4
    bottom: bool = False
    heading: bool = True
    whole: bool = True


@dataclass
class Sample:
    """A whole document. `page` are the attributes of the last section, `first_page` those of the first where there
    are two; `foot` the footers' paragraphs by kind."""

    blocks: dict[str, P | T]
    page: dict[str, Any] = field(default_factory=dict)
    foot: dict[str, list[P]] = field(default_factory=dict)
    head: str = ""
    odd_even: bool = True
    first_differs: bool = False
    grid: str = 'w:type="lines" w:linePitch="579"'
    numbering: str = ""
    styles: str = ""
    theme: str = ""
    restart: str = ""

    def copy(self) -> Sample:
        return deepcopy(self)


PAGE = {"w": 11906, "h": 16838, "top": 2098, "bottom": 1984, "left": 1588, "right": 1474, "footer": 1446, "gutter": 0}


def p(*pieces: Piece, **changes: Any) -> P:
    """A paragraph of running text unless changed; `font`, `size`, `colour`, `bold`, `spacing` are its look."""
    look = {"font": FANG, "size": 32, "spacing": -5, "colour": "", "bold": False, "latin": ""}
    layout = {"align": "both", "left": 0, "right": 0, "first": 0, "before": 0, "after": 0, "line": 579,
              "rule": "exact", "keep": False, "page": False, "border": "", "tab": 0, "frame": "", "snap": False,
              "style": "", "raw": "", "extra": ""}  # fmt: skip
    for key, value in changes.items():
        assert key in look or key in layout, key
        (look if key in look else layout)[key] = value
    return P(list(pieces), look, layout)


def text(*pieces: Piece, **changes: Any) -> P:
    """A paragraph of the body."""
    return p(*pieces, **({"first": 640} | changes))


def blank() -> P:
    return p(keep=True)


def rule(space: int = 11, size: int = 12, colour: str = RED) -> str:
    return f'<w:bottom w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def number_foot(kind: str, **changes: Any) -> P:
    side = {"align": "left", "left": 280} if kind == "even" else {"align": "right", "right": 280}
    return p("— ", ("PAGE", {}), " —", **({"font": SONG, "size": 28, "spacing": 0, "line": 280} | side | changes))


def feet() -> dict[str, list[P]]:
    return {kind: [number_foot(kind)] for kind in ("default", "even")}


def imprint(*lines: P) -> T:
    rows = [[[line]] for line in lines]
    return T(rows, edges=(8, 6, 8), sides=0, bottom=True, heading=False)


def copies(content: str = "抄送：县人大常委会办公室，县政协办公室。") -> P:
    return p(content, size=28, spacing=0, left=1120, first=-840, right=280, line=460, align="left")


def printed(organ: str = "江海县人民政府办公室", day: str = "2023年3月2日") -> P:
    return p(f"{organ}\t{day}印发", size=28, spacing=0, left=280, right=280, line=460, align="left", tab=8564)


def ending() -> dict[str, P | T]:
    """署名 of ten characters centred over a date of six: figures are half as wide."""
    return {
        "gap1": blank(),
        "gap2": blank(),
        "signer": p("江海县人民政府办公室", align="right", right=642, keep=True),
        "date": p("2023年3月1日", align="right", right=1280),
        "note": text("（联系人：王某某，电话：0000-12345678）"),
    }


BODY: dict[str, P | T] = {
    "intro": text("根据县委、县政府工作部署，县人民政府办公室对各单位贯彻落实情况进行了检查。现将有关事项通知如下："),
    "one": text("一、检查情况", font=HEI, keep=True),
    "one-a": text(("（一）总体情况。", {"font": KAI}), "各单位高度重视，按期完成了自查，提交了书面材料。"),
    "one-b": text(("（二）存在的问题。", {"font": KAI}), "少数单位材料不完整，个别工作没有按时完成。"),
    "two": text("二、工作要求", font=HEI, keep=True),
    "two-a": text("（一）抓好整改落实", font=KAI, keep=True),
    "three-1": text("1.各单位要对照检查，认真整改。"),
    "four-1": text("（1）制定整改计划。"),
    "four-2": text("（2）明确责任人员。"),
    "three-2": text("2.各单位要按时报送整改情况。"),
    "last": text("请于2023年4月10日前将整改情况书面报送县人民政府办公室。", keep=True),
}


def title(content: str, **changes: Any) -> P:
    return p(content, **({"font": BIAO, "size": 44, "spacing": 0, "align": "center", "line": 640} | changes))


def mark(content: str, **changes: Any) -> P:
    look = {"font": BIAO, "size": 72, "spacing": 0, "colour": RED, "align": "center", "line": 800, "before": 1956}
    return p(content, **(look | changes))


def head(**first: P) -> dict[str, P | T]:
    return {
        **first,
        "mark": mark("江海县人民政府办公室文件", before=1956 - 579 * len(first)),
        "mark-gap1": p(),
        "mark-gap2": p(),
        "number": p("江政办发〔2023〕12号", align="center", line=420, before=159, border=rule()),
        "title-gap1": p(),
        "title-gap2": p(),
    }


def general() -> Sample:
    """通用格式: a 通知 with two 附件, one of them a table."""
    rows = [[[p(cell, size=24, spacing=0, line=340, align="center")] for cell in row]
            for row in (("序号", "事项"), ("1", "补齐材料"))]  # fmt: skip
    attachments: dict[str, P | T] = {
        "mark1": p("附件1", font=HEI, align="left", page=True, keep=True),
        "mark1-gap": blank(),
        "name1": title("整改事项清单"),
        "name1-gap": p(),
        "table": T(rows),
        "mark2": p("附件2", font=HEI, align="left", page=True, keep=True),
        "mark2-gap": blank(),
        "name2": title("整改工作说明"),
        "name2-gap": p(),
        "explained": text("各单位按照清单逐项整改，整改完成后报送书面材料。"),
    }
    listed: dict[str, P | T] = {
        "list-gap": blank(),
        "list1": p("附件：1.整改事项清单", align="left", left=1920, first=-1280, keep=True),
        "list2": p("2.整改工作说明", align="left", left=1920, first=-320, keep=True),
    }
    blocks = head() | {"title": title("江海县人民政府办公室\n关于开展整改工作的通知"), "to-gap": p()}
    blocks |= {"to": p("各镇人民政府，县各有关部门："), **deepcopy(BODY), **listed, **ending(), **attachments}
    blocks |= {"anchor": p(size=2, line=20), "imprint": imprint(copies(), printed()), "end": p(size=2, line=20)}
    return Sample(blocks, foot=feet())


def secret() -> Sample:
    """The same with 份号, 密级 and 紧急程度."""
    sample = general()
    first = {"copy-no": p("000001"), "secrecy": p("机密★1年", font=HEI), "urgency": p("特急", font=HEI)}
    sample.blocks = {**head(**first), **{k: b for k, b in sample.blocks.items() if k not in head()}}
    return sample


def report() -> Sample:
    """上行文: a 报告 with 签发人."""
    sample = general()
    keep = ("intro", "one", "one-a", "one-b", "two", "last")
    signed = ("签发人：", {}), ("张某某", {"font": KAI})
    number = p("江政办发〔2023〕12号\t", *signed, left=320, right=320, line=420, before=159, tab=8524, align="left")
    blocks: dict[str, P | T] = {
        # The rule is as wide as 版心 and the number is not: a line of its own carries it.
        key: block for name, one in head().items()
        for key, block in ([("number", number), ("rule", p(size=2, line=150, border=rule(space=1)))]
                           if name == "number" else [(name, one)])
    }  # fmt: skip
    blocks |= {"title": title("江海县人民政府办公室\n关于整改工作情况的报告"), "to-gap": p()}
    blocks |= {"to": p("江海市人民政府办公室："), **{k: deepcopy(BODY[k]) for k in keep}, **ending()}
    blocks["intro"] = text("按照市政府办公室要求，现将整改工作情况报告如下：")
    blocks["last"] = text("特此报告。", keep=True)
    blocks |= {"anchor": p(size=2, line=20), "imprint": imprint(copies(), printed()), "end": p(size=2, line=20)}
    sample.blocks = blocks
    return sample


def request() -> Sample:
    """上行文: a 请示."""
    sample = report()
    sample.blocks["title"] = title("江海县人民政府办公室\n关于开展试点工作的请示")
    sample.blocks["intro"] = text("为做好试点工作，现将有关事项请示如下：")
    sample.blocks["last"] = text("妥否，请批示。", keep=True)
    return sample


LOWER = 'w:w="9638" w:wrap="notBeside" w:vAnchor="page" w:hAnchor="page" w:x="1134" w:y="15664"'
DOUBLE_UP = f'<w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="8" w:color="{RED}"/>'
DOUBLE_DOWN = f'<w:bottom w:val="thinThickSmallGap" w:sz="24" w:space="0" w:color="{RED}"/>'


def letter() -> Sample:
    """信函格式: a 函."""
    foot = feet() | {"first": [p(frame=LOWER, border=DOUBLE_DOWN, size=2, line=20), p()]}
    keep = ("one", "one-a", "one-b", "two")
    blocks: dict[str, P | T] = {
        "mark": mark("江海县人民政府办公室", before=0, line=650, border=DOUBLE_UP, left=-454, right=-340),
        "number": p("江政办函〔2023〕5号", align="right", before=280),
        "title-gap1": p(),
        "title-gap2": p(),
        "title": title("江海县人民政府办公室\n关于商请支持整改工作的函"),
        "to-gap": p(),
        "to": p("江海县人民法院："),
        "intro": text("为做好整改工作，现就有关事宜商请贵院支持，具体情况函告如下："),
        **{k: deepcopy(BODY[k]) for k in keep},
        "last": text("请予支持，并请函复。", keep=True),
        **ending(),
        "anchor": p(size=2, line=20),
        "imprint": T([[[copies()]]], edges=(0, 0, 0), sides=0, bottom=True, heading=False),
        "end": p(size=2, line=20),
    }
    return Sample(blocks, page={"top": 1530}, foot=foot, first_differs=True)


def minutes() -> Sample:
    """纪要格式."""
    small = {"size": 28, "spacing": 0, "left": 1120, "first": -840, "right": 280, "line": 460, "align": "left"}
    name = {"left": 1600, "first": -960, "align": "left"}
    blocks: dict[str, P | T] = {
        "mark": mark("江海县人民政府办公会议纪要"),
        "mark-gap1": p(),
        "number": p("第3期", align="center"),
        "line": p("江海县人民政府办公室\t2023年3月1日", tab=8524, align="left", border=rule(space=7)),
        "title-gap1": p(),
        "title-gap2": p(),
        "title": title("研究整改工作的会议纪要"),
        "to-gap": p(),
        "intro": text("2023年2月28日，县长张某某主持召开会议，研究整改工作。会议议定事项纪要如下："),
        "one": text("一、整改情况", font=HEI),
        "one-a": text("会议认为，整改工作取得初步成效。"),
        "two": text("二、下步工作", font=HEI),
        "two-a": text("会议议定，由县民政局于2023年4月10日前完成整改。"),
        "present-gap": blank(),
        "present": p(("出席：", {"font": HEI}), "张某某、王某某、李某某", **name),
        "absent": p(("请假：", {"font": HEI}), "赵某某", **name),
        "beside": p(("列席：", {"font": HEI}), "钱某某", **name),
        "anchor": p(size=2, line=20),
        "imprint": imprint(p("主送：各镇人民政府。", **small), printed()),
        "end": p(size=2, line=20),
    }
    return Sample(blocks, foot=feet())


def order() -> Sample:
    """命令（令）格式."""
    blocks: dict[str, P | T] = {
        "mark": mark("江海县人民政府令", before=1106),
        "mark-gap1": p(),
        "mark-gap2": p(),
        "number": p("第5号", align="center"),
        "body-gap1": p(),
        "body-gap2": p(),
        "intro": text(
            "《江海县公共场所管理办法》已经县人民政府常务会议通过，现予公布，自2023年4月1日起施行。", keep=True
        ),
        "gap1": blank(),
        "gap2": blank(),
        "signer": p("县长\u3000张某某", align="right", right=1170, keep=True),
        "date": p("2023年3月1日", align="right", right=1280),
    }
    return Sample(blocks, foot=feet())


BASES = {f.__name__: f for f in (general, secret, report, request, letter, minutes, order)}


# --- writing -----------------------------------------------------------------------------------------------


def _run(piece: Piece, look: dict[str, Any], *, styled: bool = False) -> str:
    content, own = (piece, {}) if isinstance(piece, str) else piece
    look = look | own
    latin = look["latin"] or look["font"]
    properties = (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{look["font"]}" w:hint="eastAsia"/>'
        + ("<w:b/>" if look["bold"] else "")
        + (f'<w:color w:val="{look["colour"]}"/>' if look["colour"] else "")
        + f'<w:spacing w:val="{look["spacing"]}"/><w:sz w:val="{look["size"]}"/>'
    )
    if content == "PAGE":
        return (
            f'<w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "><w:r><w:rPr>{properties}</w:rPr><w:t>1</w:t></w:r>'
            "</w:fldSimple>"
        )
    pieces = []
    for part in content.replace("\t", "\0\t\0").replace("\n", "\0\n\0").split("\0"):
        special = {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(part)
        pieces.append(special or f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "")
    return f"<w:r>{'' if styled else f'<w:rPr>{properties}</w:rPr>'}{''.join(pieces)}</w:r>"


def _paragraph(one: P) -> str:
    lay, look = one.layout, one.look
    if lay["style"]:
        runs = "".join(_run(piece, look, styled=True) for piece in one.pieces)
        return f'<w:p><w:pPr><w:pStyle w:val="{lay["style"]}"/>{lay["extra"]}</w:pPr>{lay["raw"]}{runs}</w:p>'
    first = f'w:hanging="{-lay["first"]}"' if lay["first"] < 0 else f'w:firstLine="{lay["first"]}"'
    properties = (
        ("<w:keepNext/>" if lay["keep"] else "")
        + ("<w:pageBreakBefore/>" if lay["page"] else "")
        + (f"<w:framePr {lay['frame']}/>" if lay["frame"] else "")
        + (f"<w:pBdr>{lay['border']}</w:pBdr>" if lay["border"] else "")
        + (f'<w:tabs><w:tab w:val="right" w:pos="{lay["tab"]}"/></w:tabs>' if lay["tab"] else "")
        + ("" if lay["snap"] else '<w:snapToGrid w:val="0"/>')
        + f'<w:spacing w:before="{lay["before"]}" w:after="{lay["after"]}" w:line="{lay["line"]}"'
        + f' w:lineRule="{lay["rule"]}"/>'
        + f'<w:ind w:left="{lay["left"]}" w:right="{lay["right"]}" {first}/><w:jc w:val="{lay["align"]}"/>'
        + f'<w:rPr><w:sz w:val="{look["size"]}"/></w:rPr>{lay["extra"]}'
    )
    runs = "".join(_run(piece, look) for piece in one.pieces)
    return f"<w:p><w:pPr>{properties}</w:pPr>{lay['raw']}{runs}</w:p>"


def _border(name: str, size: int) -> str:
    value = f'w:val="single" w:sz="{size}" w:space="0" w:color="auto"' if size else 'w:val="nil"'
    return f"<w:{name} {value}/>"


def _table(one: T) -> str:
    top, inner, bottom = one.edges
    place = (
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="1588"'
        ' w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
        if one.bottom
        else ""
    )
    borders = "".join(
        _border(name, size)
        for name, size in (("top", top), ("left", one.sides), ("bottom", bottom), ("right", one.sides),
                           ("insideH", inner), ("insideV", one.sides))
    )  # fmt: skip
    columns = max(len(row) for row in one.rows)
    grid = f'<w:gridCol w:w="{one.width // columns}"/>' * columns
    rows = ""
    for at, row in enumerate(one.rows):
        marks = ("<w:cantSplit/>" if one.whole else "") + ("<w:tblHeader/>" if one.heading and at == 0 else "")
        cells = "".join(f"<w:tc><w:tcPr/>{''.join(_paragraph(q) for q in cell)}</w:tc>" for cell in row)
        rows += f"<w:tr><w:trPr>{marks}</w:trPr>{cells}</w:tr>"
    return (
        f'<w:tbl><w:tblPr>{place}<w:tblW w:w="{one.width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def section(sample: Sample, **changes: Any) -> str:
    """The properties of a section."""
    page = PAGE | sample.page | changes
    feet_ = "".join(f'<w:footerReference w:type="{kind}" r:id="rFoot{kind}"/>' for kind in sample.foot)
    head_ = '<w:headerReference w:type="default" r:id="rHead"/>' if sample.head else ""
    turned = ' w:orient="landscape"' if page["w"] > page["h"] else ""
    return (
        f'<w:sectPr>{head_}{feet_}<w:pgSz w:w="{page["w"]}" w:h="{page["h"]}"{turned}/>'
        f'<w:pgMar w:top="{page["top"]}" w:right="{page["right"]}" w:bottom="{page["bottom"]}" w:left="{page["left"]}"'
        f' w:header="851" w:footer="{page["footer"]}" w:gutter="{page["gutter"]}"/>{sample.restart}'
        f"{'<w:titlePg/>' if sample.first_differs else ''}<w:docGrid {sample.grid}/></w:sectPr>"
    )


def document(sample: Sample) -> bytes:
    """The document as the bytes of a .docx."""
    spaces = f'xmlns:w="{W}" xmlns:r="{R}"'
    body = "".join(_paragraph(b) if isinstance(b, P) else _table(b) for b in sample.blocks.values())
    office = "http://schemas.openxmlformats.org/package/2006/relationships"
    links = [("rStyles", "styles", "styles.xml"), ("rSettings", "settings", "settings.xml")]
    links += [(f"rFoot{kind}", "footer", f"footer_{kind}.xml") for kind in sample.foot]
    links += [("rHead", "header", "header.xml")] if sample.head else []
    links += [("rNumbering", "numbering", "numbering.xml")] if sample.numbering else []
    links += [("rTheme", "theme", "theme/theme1.xml")] if sample.theme else []
    default = (
        f'<w:styles {spaces}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"'
        ' w:eastAsia="宋体" w:hAnsi="Times New Roman"/><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>'
    )
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
            ' ContentType="application/xml"/>' + "".join(_override(f"word/{part}", kind) for _, kind, part in links)
            + _override("word/document.xml", "document.main") + "</Types>"
        ),
        "_rels/.rels": f'<Relationships xmlns="{office}"><Relationship Id="r1" Type="{R}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {spaces}><w:body>{body}{section(sample)}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{office}">'
        + "".join(f'<Relationship Id="{i}" Type="{R}/{kind}" Target="{part}"/>' for i, kind, part in links)
        + "</Relationships>",
        "word/styles.xml": default.replace("</w:styles>", f"{sample.styles}</w:styles>"),
        "word/settings.xml": f"<w:settings {spaces}>{'<w:evenAndOddHeaders/>' if sample.odd_even else ''}"
        "</w:settings>",
    }  # fmt: skip
    for kind, paragraphs in sample.foot.items():
        content = "".join(_paragraph(q) for q in paragraphs)
        parts[f"word/footer_{kind}.xml"] = f"<w:ftr {spaces}>{content}</w:ftr>"
    if sample.head:
        parts["word/header.xml"] = f"<w:hdr {spaces}>{_paragraph(p(sample.head))}</w:hdr>"
    if sample.numbering:
        parts["word/numbering.xml"] = f"<w:numbering {spaces}>{sample.numbering}</w:numbering>"
    if sample.theme:
        parts["word/theme/theme1.xml"] = sample.theme
    return write_package({name: content.encode() for name, content in parts.items()})


def _override(part: str, kind: str) -> str:
    stem = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return f'<Override PartName="/{part}" ContentType="{stem}.{kind}+xml"/>'
