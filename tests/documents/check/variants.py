"""Documents that are right but different, as data: other faces, other pitches, other ways to the same page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.check import samples as s
from documents.check.faults import add, drop, lay, look, page, put, say, swap, texts
from documents.check.samples import HEI, KAI, P, Sample, T, copies, p, printed, rule, text

if TYPE_CHECKING:
    from documents.check.faults import Change


def faces(old: str, new: str) -> Change:
    """Another face of the same class everywhere."""

    def change(sample: Sample) -> None:
        for one in everything(sample):
            if one.look["font"] == old:
                one.look["font"] = new
            one.pieces = [q if isinstance(q, str) else (q[0], _renamed(q[1], old, new)) for q in one.pieces]

    return change


def _renamed(own: dict[str, object], old: str, new: str) -> dict[str, object]:
    return own | {"font": new} if own.get("font") == old else own


def everything(sample: Sample) -> list[P]:
    found = [q for block in sample.blocks.values() for q in ([block] if isinstance(block, P) else cells(block))]
    return found + [q for foot in sample.foot.values() for q in foot]


def cells(table: T) -> list[P]:
    return [q for row in table.rows for cell in row for q in cell]


def lines(value: int) -> Change:
    """Another exact pitch of everything that had 579."""

    def change(sample: Sample) -> None:
        for one in everything(sample):
            if one.layout["line"] == 579:
                one.layout["line"] = value

    return change


RED_LINE = (
    '<w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>100000</wp:posOffset></wp:positionV>'
    '<wp:extent cx="5616000" cy="0"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:spPr><a:prstGeom prst="line"/>'
    '<a:ln w="19050"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln></wps:spPr></wps:wsp></a:graphicData>'
    "</a:graphic></wp:anchor></w:drawing></w:r>"
)
OLD_RED_LINE = (
    '<w:r><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml" from="0,10pt" to="442.2pt,10pt" strokecolor="red"/>'
    "</w:pict></w:r>"
)
BOXED = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:pPr><w:snapToGrid'
    ' w:val="0"/><w:spacing w:line="280" w:lineRule="exact"/></w:pPr>'
    + "".join(
        f'<w:r><w:rPr><w:rFonts w:ascii="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>{content}</w:r>'
        for content in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:instrText> PAGE </w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    + "</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
STYLES = """
<w:style w:type="paragraph" w:styleId="a9"><w:name w:val="样式一"/><w:basedOn w:val="a"/><w:pPr>
<w:snapToGrid w:val="0"/><w:spacing w:line="579" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>
<w:rPr><w:rFonts w:asciiTheme="minorEastAsia"
 w:eastAsiaTheme="minorEastAsia"/><w:spacing w:val="-5"/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="af3"><w:name w:val="样式二"/><w:basedOn w:val="a9"/><w:pPr>
<w:ind w:firstLine="482" w:firstLineChars="200"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/><w:basedOn w:val="af3"/><w:pPr><w:keepNext/>
<w:numPr><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>
<w:rPr><w:rFonts w:eastAsia="黑体" w:ascii="黑体"/></w:rPr></w:style>"""
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
    '<a:majorFont><a:latin typeface="Calibri"/><a:ea typeface=""/></a:majorFont>'
    '<a:minorFont><a:latin typeface="宋体"/><a:ea typeface=""/><a:font script="Jpan" typeface="MS Mincho"/>'
    '<a:font script="Hans" typeface="仿宋"/>'
    "</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'
)


def styled(sample: Sample) -> None:
    """Body and headings by styles with other ids, a theme's faces and automatic numbers."""
    sample.styles, sample.theme, sample.numbering = STYLES, THEME, NUMBERING
    for name, style in (("intro", "af3"), ("one", "2"), ("two", "2"), ("three-1", "af3")):
        block = sample.blocks[name]
        assert isinstance(block, P)
        block.layout["style"] = style
        if style == "2":
            block.pieces = [block.text[2:]]


def plain_imprint(sample: Sample) -> None:
    """版记 of paragraphs with borders."""

    def edge(name: str, size: int) -> str:
        return f'<w:{name} w:val="single" w:sz="{size}" w:space="1" w:color="auto"/>'

    first, second = copies(), printed()
    first.layout["border"] = edge("top", 8)
    second.layout["border"] = edge("top", 6) + edge("bottom", 8)
    for one in (first, second):
        one.layout["frame"] = 'w:w="8844" w:hAnchor="margin" w:vAnchor="margin" w:yAlign="bottom"'
    del sample.blocks["imprint"], sample.blocks["anchor"], sample.blocks["end"]
    sample.blocks |= {"copies": first, "printed": second}


FANGSONGS = ("仿宋", "FangSong", "方正仿宋_GBK", "方正仿宋简体", "华文仿宋", "STFangsong", "FZFangSong-Z02",
             "仿宋_GB2312;仿宋")  # fmt: skip
CHARACTERS = 'w:type="linesAndChars" w:linePitch="579" w:charSpace="-848"'

VARIANTS: dict[str, tuple[str, tuple[Change, ...]]] = {
    **{f"仿宋：{name}": ("general", (faces(s.FANG, name),)) for name in FANGSONGS},
    **{f"楷体：{name}": ("general", (faces(KAI, name),)) for name in ("楷体", "KaiTi", "方正楷体_GBK", "STKaiti")},
    **{f"黑体：{name}": ("secret", (faces(HEI, name),)) for name in ("SimHei", "方正黑体_GBK", "STHeiti")},
    **{f"小标宋：{name}": ("general", (faces(s.BIAO, name),)) for name in ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S")},
    **{f"页码：{name}": ("general", (faces(s.SONG, name),)) for name in ("SimSun", "NSimSun", "新宋体")},
    "28磅": ("general", (lines(560),)),
    "34和32毫米的补偿口径": ("general", (page(top=1928, bottom=1814), lines(595), lay("mark", before=2126))),
    "行网格": ("general", (texts(line=240, rule="auto", snap=True),)),
    "字符网格": ("general", (put(grid=CHARACTERS), texts(spacing=0))),
    "单倍行距不对齐网格的空行": ("general", (lay("to-gap", line=240, rule="auto", snap=True),)),
    "首行缩进按字数": ("general", (styled,)),
    "套打，没有红色部分": ("general", (drop("mark", "mark-gap1", "mark-gap2"), lay("number", border="", before=4070))),
    "暗红": ("general", (look("mark", colour="C00000"), lay("number", border=rule(colour="C00000")))),
    "画的红线": ("general", (lay("number", border=""), lay("title-gap1", raw=RED_LINE))),
    "老式的红线": ("general", (lay("number", border=""), lay("title-gap1", raw=OLD_RED_LINE))),
    "不盖章": (
        "general",
        (
            say("signer", "江海县民政局"),
            lay("signer", right=640),
            lay("date", right=15),
            say("mark", "江海县民政局文件"),
        ),
    ),
    "联合署名": ("general", (add("gap2", other=p("江海县民政局", align="right", right=1273, keep=True)),)),
    "起草中，日期和序号空着": (
        "general",
        (
            say("number", "江政办发〔2023〕\u3000\u3000号"),
            say("date", "2023年\u3000月\u3000日"),
            lay("signer", right=800),
        ),
    ),
    "一个附件": (
        "general",
        (
            drop("list2", "mark2", "mark2-gap", "name2", "name2-gap", "explained"),
            say("mark1", "附件"),
            say("list1", "附件：整改事项清单"),
            lay("list1", left=1600, first=-960),
        ),
    ),
    "没有附件": (
        "general",
        (
            drop("list-gap", "list1", "list2", "mark1", "mark1-gap", "name1", "name1-gap", "table"),
            drop("mark2", "mark2-gap", "name2", "name2-gap", "explained"),
        ),
    ),
    "印发机关用段落边框": ("general", (plain_imprint,)),
    "条款式的序数": (
        "general",
        (drop("one-a", "one-b"), add("one", a=text("（一）按期完成自查；"), b=text("（二）按期报送材料。"))),
    ),
    "接排的一级标题": ("general", (say("one", "一、检查情况。", ("各单位按期完成了自查。", {"font": s.FANG})),)),
    "标题两段": (
        "general",
        (say("title", "江海县人民政府办公室"), add("title", more=s.title("关于开展整改工作的通知"))),
    ),
    "引用公文": ("general", (swap("intro", "工作部署", "《关于整改工作的意见》（江委发〔2023〕5号）"),)),
    "外文和网址": ("general", (swap("last", "书面报送", "发送至 http://www.example.com:8080/a?b=1（附 Excel 表）"),)),
    "时间和比例": ("general", (swap("last", "4月10日前", "4月10日（星期一）14:30前按1:2"),)),
    "没有版头的材料": (
        "general",
        (
            drop(
                "mark",
                "mark-gap1",
                "mark-gap2",
                "number",
                "title-gap1",
                "title-gap2",
                "to",
                "to-gap",
                "signer",
                "date",
                "note",
                "imprint",
                "list-gap",
                "list1",
                "list2",
            ),
        ),
    ),
    "近黑的字": ("general", (look("intro", colour="0D0D0D"),)),
    "正文说到印发": ("general", (swap("three-2", "报送整改情况。", "落实2023年印发"),)),
    "报请批准": ("report", (swap("intro", "按照", "经报请批准，按照"),)),
    "页码在文本框里": ("general", (put(foot={kind: [p(raw=BOXED)] for kind in ("default", "even")}),)),
}
