"""The named styles of our documents, one per element of the standard, and `word/styles.xml` made from them.

Ids are ASCII (programs look them up), names are Chinese (people see them in Word's list of styles). The plain names
正文, 标题 and 页码 are what a Chinese Word calls its own built-in styles, hence 公文正文, 公文标题 and 公文页码.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from weibao.documents import geometry as g
from weibao.documents.package import DECLARATION, W_NAMESPACE


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style (`character=True`: a character style). Lengths in twips, `size` in half-points.

    `first` and `hanging` are first-line and hanging indents; `level` is the outline level from 0; `spacing` the
    change of the character pitch; `tab` the position of a right tab; `border` is an element of `<w:pBdr>`.
    """

    id: str
    name: str
    font: str = g.FANGSONG
    size: int = g.SIZE_3
    spacing: int = g.SPACING
    color: str = ""
    character: bool = False
    align: str = "both"
    line: int = g.LINE
    before: int = 0
    after: int = 0
    first: int = 0
    hanging: int = 0
    left: int = 0
    right: int = 0
    level: int | None = None
    keep_next: bool = False
    splits: bool = False  # a long one may begin on the page before: with keep_next only its end stays with the next
    page_break: bool = False
    tab: int = 0
    border: str = ""
    following: str = ""
    grows: bool = False  # a line as high as the picture in it

    def xml(self) -> str:
        """The `<w:style>` element."""
        kind = "character" if self.character else "paragraph"
        based = "" if self.character else '<w:basedOn w:val="Normal"/>'
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        paragraph = "" if self.character else f"<w:pPr>{self._paragraph()}</w:pPr>"
        return (
            f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="{self.id}"><w:name w:val="{self.name}"/>{based}'
            f'{following}<w:uiPriority w:val="1"/><w:qFormat/>{paragraph}<w:rPr>{self._run()}</w:rPr></w:style>'
        )

    def _paragraph(self) -> str:
        # The order of the elements is the schema's; Word refuses another one.
        parts = []
        if self.keep_next:
            parts.append("<w:keepNext/>")
            if not self.splits:
                parts.append("<w:keepLines/>")
        if self.page_break:
            parts.append("<w:pageBreakBefore/>")
        if self.border:
            parts.append(f"<w:pBdr>{self.border}</w:pBdr>")
        if self.tab:
            parts.append(f'<w:tabs><w:tab w:val="right" w:pos="{self.tab}"/></w:tabs>')
        line = 'w:line="240" w:lineRule="auto"' if self.grows else f'w:line="{self.line}" w:lineRule="exact"'
        parts.append(f'<w:spacing w:before="{self.before}" w:after="{self.after}" {line}/>')
        parts.append(self._indent())
        parts.append(f'<w:jc w:val="{self.align}"/>')
        if self.level is not None:
            parts.append(f'<w:outlineLvl w:val="{self.level}"/>')
        return "".join(parts)

    def _indent(self) -> str:
        if self.hanging:
            return f'<w:ind w:left="{self.left}" w:right="{self.right}" w:hanging="{self.hanging}"/>'
        # Word prefers the indent in characters over the one in twips and keeps it when the size changes.
        characters = f' w:firstLineChars="{self.first * 100 // g.CHAR_3}"' if self.first else ""
        return f'<w:ind w:left="{self.left}" w:right="{self.right}"{characters} w:firstLine="{self.first}"/>'

    def _run(self) -> str:
        color = f'<w:color w:val="{self.color}"/>' if self.color else ""
        return (
            f'{fonts(self.font)}<w:b w:val="0"/><w:bCs w:val="0"/>{color}<w:spacing w:val="{self.spacing}"/>'
            f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>'
        )


def fonts(name: str) -> str:
    """`<w:rFonts>` with one face for Han, Latin and digits; the hint gives it “ ” — … and ★ as well."""
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}" w:cs="Times New Roman"/>'


_RED_RULE: Final = (
    f'<w:bottom w:val="single" w:sz="{g.RULE_SIZE}" w:space="{g.RULE_SPACE}" w:color="{g.RED}"/>'
)  # fmt: skip


_LETTER_RULE: Final = f'<w:bottom w:val="thickThinSmallGap" w:sz="{g.LETTER_RULE_SIZE}" w:space="0" w:color="{g.RED}"/>'
STYLES: Final = (
    Style("WBMark", "发文机关标志", g.XIAOBIAOSONG, g.MARK_SIZE, 0, g.RED, align="center", line=g.MARK_LINE,
          before=g.MARK_BEFORE, following="WBNumber"),
    Style("WBNumber", "发文字号", align="center", line=g.NUMBER_LINE, before=g.LINE - g.NUMBER_LINE, border=_RED_RULE),
    # The first line is indented, not the paragraph: its rule has to be as wide as 版心.
    Style("WBNumberUpward", "发文字号（上行文）", align="left", line=g.NUMBER_LINE, before=g.LINE - g.NUMBER_LINE,
          first=g.CHAR_3, tab=g.TEXT_WIDTH - g.CHAR_3, border=_RED_RULE),
    Style("WBLetterMark", "发文机关标志（信函）", g.XIAOBIAOSONG, g.MARK_SIZE, 0, g.RED, align="center",
          line=g.LETTER_MARK_LINE, border=_LETTER_RULE, following="WBLetterNumber"),
    Style("WBLetterNumber", "发文字号（信函）", align="right", before=g.LETTER_NUMBER_BEFORE),
    Style("WBMinutesNumber", "纪要编号", align="center"),
    Style("WBMinutesLine", "纪要机关和日期", align="left", line=g.NUMBER_LINE, before=g.LINE - g.NUMBER_LINE,
          first=g.CHAR_3, tab=g.TEXT_WIDTH - g.CHAR_3, border=_RED_RULE),
    Style("WBTitle", "公文标题", g.XIAOBIAOSONG, g.SIZE_2, 0, align="center", line=g.TITLE_LINE, following="WBSendTo"),
    Style("WBSendTo", "主送机关", following="WBBody"),
    Style("WBBody", "公文正文", first=g.FIRST_LINE),
    Style("WBHeading1", "一级标题", g.HEITI, first=g.FIRST_LINE, level=0, keep_next=True, following="WBBody"),
    Style("WBHeading2", "二级标题", g.KAITI, first=g.FIRST_LINE, level=1, keep_next=True, following="WBBody"),
    Style("WBHeading3", "三级标题", first=g.FIRST_LINE, level=2, keep_next=True, following="WBBody"),
    Style("WBHeading4", "四级标题", first=g.FIRST_LINE, level=3, keep_next=True, following="WBBody"),
    Style("WBHeading1Text", "一级标题（字）", g.HEITI, character=True),
    Style("WBHeading2Text", "二级标题（字）", g.KAITI, character=True),
    Style("WBBlank", "空行"),
    Style("WBBlankKept", "空行（与下段同页）", keep_next=True),
    Style("WBBodyKept", "公文正文（与下段同页）", first=g.FIRST_LINE, keep_next=True, splits=True),
    # 左空二字, and turned lines begin under the first character of the name: 附件： is three characters wide.
    Style("WBEnclosures", "附件说明", align="left", left=5 * g.CHAR_3, hanging=3 * g.CHAR_3, keep_next=True),
    Style("WBEnclosuresFirst", "附件说明（第1个）", align="left", left=5 * g.CHAR_3 + g.ORDINAL,
          hanging=3 * g.CHAR_3 + g.ORDINAL, keep_next=True, following="WBEnclosuresNext"),
    Style("WBEnclosuresNext", "附件说明（第2个起）", align="left", left=5 * g.CHAR_3 + g.ORDINAL, hanging=g.ORDINAL,
          keep_next=True),
    # 左空二字; turned lines begin behind the colon.
    Style("WBAttendance", "出席人员", left=5 * g.CHAR_3, hanging=3 * g.CHAR_3),
    Style("WBSigner", "署名", align="right", right=g.DATE_RIGHT, keep_next=True, following="WBDate"),
    Style("WBDate", "成文日期", align="right", right=g.DATE_RIGHT, keep_next=True),
    Style("WBNote", "附注", first=g.FIRST_LINE),
    Style("WBEnclosureMark", "附件标记", g.HEITI, align="left", page_break=True, keep_next=True),
    Style("WBEnclosureTitle", "附件标题", g.XIAOBIAOSONG, g.SIZE_2, 0, align="center", line=g.TITLE_LINE,
          keep_next=True),
    Style("WBTableHead", "表头", g.HEITI, g.SIZE_XIAO_4, 0, align="center", line=g.TABLE_LINE),
    Style("WBTableText", "表格正文", g.FANGSONG, g.SIZE_XIAO_4, 0, align="left", line=g.TABLE_LINE),
    Style("WBTableCentre", "表格正文（居中）", g.FANGSONG, g.SIZE_XIAO_4, 0, align="center", line=g.TABLE_LINE),
    # 图序、图题 below their picture and the source below them, all on one page.
    Style("WBFigure", "图", align="center", before=g.LINE // 4, keep_next=True, grows=True, following="WBCaption"),
    Style("WBCaption", "图题", g.HEITI, g.SIZE_XIAO_4, 0, align="center", line=g.LINE, following="WBBody"),
    # 左右各空一字; turned lines begin under the first character after 抄送：.
    Style("WBCopies", "抄送", size=g.SIZE_4, spacing=0, align="left", line=g.IMPRINT_LINE, left=4 * g.CHAR_4,
          hanging=3 * g.CHAR_4, right=g.CHAR_4),
    Style("WBPrinted", "印发", size=g.SIZE_4, spacing=0, align="left", line=g.IMPRINT_LINE, left=g.CHAR_4,
          right=g.CHAR_4, tab=g.TEXT_WIDTH - g.CHAR_4),
    # Kept together, or LibreOffice drives a table above that reaches into 版记 whole to the next page; and apart from
    # that table, or it drives 版记 away from the last of three pages of a table.
    Style("WBAnchor", "版记定位", size=2, spacing=0, line=10, keep_next=True),
    Style("WBApart", "版记间隔", size=2, spacing=0, line=10),
    # A page may be full to 18 twips: the line of a section break must fit behind its text.
    Style("WBSection", "分节", size=2, spacing=0, line=14),
    Style("WBPageOdd", "公文页码", g.SONG, g.SIZE_4, 0, align="right", line=g.PAGE_NUMBER_LINE, right=g.CHAR_4),
    Style("WBPageEven", "公文页码（双页）", g.SONG, g.SIZE_4, 0, align="left", line=g.PAGE_NUMBER_LINE, left=g.CHAR_4),
)  # fmt: skip

BY_ID: Final = {style.id: style for style in STYLES}


def styles_xml() -> str:
    """`word/styles.xml`: the defaults (三号仿宋, 579 twips a line), Word's three base styles and ours."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(g.FANGSONG)}<w:kern w:val=\"0\"/>"
        f'<w:sz w:val="{g.SIZE_3}"/><w:szCs w:val="{g.SIZE_3}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )  # fmt: skip
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        # Without widow control every page fills its 22 lines; off the grid the exact line pitch counts alone.
        # No quarter space between Han and digits and no hanging punctuation: 28 characters a line, inside 版心.
        '<w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        '<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{g.LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>'
        f'<w:rPr><w:spacing w:val="{g.SPACING}"/></w:rPr></w:style>'
    )
    character = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    own = "".join(style.xml() for style in STYLES)
    return f'{DECLARATION}<w:styles xmlns:w="{W_NAMESPACE}">{defaults}{normal}{character}{table}{own}</w:styles>'
