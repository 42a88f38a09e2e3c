"""Ch. 7.2.5–7.2.7: 发文字号, 签发人 and the red rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.documents.check.classify import is_red
from weibao.documents.check.faces import Face, face_of, named, size_name
from weibao.documents.check.measure import edges, gap, millimetres
from weibao.documents.check.patterns import DOC_NO, SIGNATORY
from weibao.documents.check.rule import CUSTOM, Hit, Level, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.model import Paragraph, Run
    from weibao.documents.check.official import Official

_TWO_LINES: Final = (1.6, 2.6)
_NEAR: Final = 120  # twips: about 2 mm
# Kinds that go down or across: 签发人 is for 上行文 only.
_NOT_UPWARD: Final = {"通知", "通报", "函", "纪要", "批复", "决定", "公告", "通告", "命令", "令", "公报", "决议"}


def two_lines(lines: float) -> bool:
    """Whether a gap is two lines; a text in a higher or lower line than the body shifts it a little."""
    return _TWO_LINES[0] <= lines <= _TWO_LINES[1]


def _number(official: Official) -> re.Match[str] | None:
    return DOC_NO.match(official.doc_no.flat) if official.doc_no else None


@rule("number-brackets", Level.MUST, "7.2.5", "发文字号的括号")
def _number_brackets(official: Official) -> Iterator[Hit]:
    match = _number(official)
    if official.doc_no and match and (match["open"], match["close"]) != ("〔", "〕"):
        found = f"“{match['open']}{match['year']}{match['close']}”"
        yield Hit(official.doc_no.place, found, "年份用六角括号“〔〕”", "改用六角括号（不是方括号或中括号）。")


@rule("number-year", Level.MUST, "7.2.5", "发文字号的年份")
def _number_year(official: Official) -> Iterator[Hit]:
    match = _number(official)
    if official.doc_no and match and not re.fullmatch(r"(?:19|20)\d{2}", match["year"].strip()):
        yield Hit(
            official.doc_no.place, f"“{match['year']}”", "年份标全称，如2023", "把年份写成四位阿拉伯数字，不加“年”字。"
        )


@rule("number-zero", Level.MUST, "7.2.5", "发文顺序号不编虚位")
def _number_zero(official: Official) -> Iterator[Hit]:
    match = _number(official)
    if official.doc_no and match and match["number"].startswith("0"):
        yield Hit(
            official.doc_no.place, f"“{match['number']}号”", f"“{match['number'].lstrip('0')}号”", "去掉前面的0。"
        )


@rule("number-nth", Level.MUST, "7.2.5", "发文顺序号不加“第”字")
def _number_nth(official: Official) -> Iterator[Hit]:
    match = _number(official)
    if official.doc_no and match and (match["nth"] or match["lead"]):
        yield Hit(official.doc_no.place, "“第…号”", "不加“第”字", "去掉“第”字。")


@rule("number-missing", Level.MUST, "7.2.5", "发文字号")
def _number_missing(official: Official) -> Iterator[Hit]:
    if official.marks and not official.doc_no and official.general:
        place = official.marks[-1].place
        yield Hit(place, "标志下面没有发文字号", "机关代字〔年份〕顺序号", "补上发文字号，如“×政办发〔2023〕5号”。")


@rule("number-place", Level.MUST, "7.2.5", "发文字号位置")
def _number_place(official: Official) -> Iterator[Hit]:
    number = official.doc_no
    if number is None or not official.general or number.table or number.boxed:
        return
    if official.signatories:
        left = edges(number, official.section(number).text_width)[0]
        if abs(left - g.CHAR_3) > _NEAR:
            found = f"距版心左边{millimetres(left)}"
            yield Hit(number.place, found, "居左空一字（上行文）", "左缩进设为1字符，签发人用右对齐制表位排在同一行。")
    elif number.align != "center" or abs(number.left + number.first - number.right) > _NEAR:
        yield Hit(number.place, "没有居中", "居中排布", "把这一段设为居中，去掉缩进。")


@rule("number-gap", Level.MUST, "7.2.5", "发文字号与标志的距离")
def _number_gap(official: Official) -> Iterator[Hit]:
    number = official.doc_no
    if number is None or not official.marks or not official.general:
        return
    mark = official.marks[-1]
    if any(p.table or p.boxed or p.framed for p in (mark, number)) or official.at(mark) > official.at(number):
        return
    start = min((official.at(p) for p in [number, *official.signatories]), default=0)
    first = official.flow[start]
    lines = gap(official.word, official.blanks(mark, first), mark, first)
    if not two_lines(lines):
        yield Hit(number.place, f"在标志下空{lines:.1f}行", "标志下空二行", "在标志和发文字号之间留两个空行。")


# --- 签发人 ------------------------------------------------------------------------------------------------


@rule("signatory-missing", Level.MUST, "7.2.6", "上行文的签发人")
def _signatory_missing(official: Official) -> Iterator[Hit]:
    if official.upward and official.doc_no and official.general and not official.signatories:
        yield Hit(
            official.doc_no.place,
            "没有签发人",
            f"{official.genre}是上行文，标注签发人",
            "在发文字号同一行右边加“签发人：×××”。",
        )


@rule("signatory-unexpected", Level.MUST, "7.2.6", "不该有的签发人")
def _signatory_unexpected(official: Official) -> Iterator[Hit]:
    if official.signatories and official.genre in _NOT_UPWARD:
        found = f"{official.genre}标注了签发人"
        yield Hit(official.signatories[0].place, found, "只有上行文标注签发人", "删去签发人，发文字号居中。")


@rule("signatory-colon", Level.MUST, "7.2.6", "签发人的冒号")
def _signatory_colon(official: Official) -> Iterator[Hit]:
    for paragraph in official.signatories[:1]:
        match = SIGNATORY.search(paragraph.flat)
        if match and match["colon"] != "：":
            yield Hit(paragraph.place, f"“签发人{match['colon']}”", "“签发人：”（全角冒号）", "改用全角冒号。")


@rule("signatory-font", Level.MUST, "7.2.6", "签发人字体")
def _signatory_font(official: Official) -> Iterator[Hit]:
    for paragraph in official.signatories[:1]:
        label = next((r for r in paragraph.runs if "签发人" in r.text), None)
        names = _name_runs(paragraph)
        if label and face_of(label.east) is not Face.FANGSONG:
            yield Hit(paragraph.place, f"“签发人”是{named(label.east)}", "“签发人”三字用仿宋", "改为三号仿宋。")
        wrong = next((r for r in names if face_of(r.east) is not Face.KAITI), None)
        if wrong:
            yield Hit(paragraph.place, f"姓名是{named(wrong.east)}", "签发人姓名用楷体", "把姓名改为三号楷体。")


@rule("signatory-size", Level.MUST, "7.2.6", "签发人字号")
def _signatory_size(official: Official) -> Iterator[Hit]:
    for paragraph in official.signatories:
        wrong = next((r for r in _name_runs(paragraph) if r.size != g.SIZE_3), None)
        if wrong:
            yield Hit(paragraph.place, size_name(wrong.size), size_name(g.SIZE_3), "把签发人改为三号字。")


def _name_runs(paragraph: Paragraph) -> list[Run]:
    """The runs of names behind 签发人：."""
    behind = False
    found = []
    for run in paragraph.runs:
        if behind and run.text.strip():
            found.append(run)
        behind = behind or "人" in run.text
    return found


@rule("signatory-place", Level.MUST, "7.2.6", "签发人位置")
def _signatory_place(official: Official) -> Iterator[Hit]:
    for paragraph in official.signatories[:1]:
        if paragraph.table or paragraph.boxed or "\t" in paragraph.raw.strip():
            continue
        width = official.section(paragraph).text_width
        right = width - edges(paragraph, width)[1]
        if abs(right - g.CHAR_3) > 2 * _NEAR:
            found = f"距版心右边{millimetres(right)}"
            yield Hit(paragraph.place, found, "居右空一字", "签发人用右对齐制表位排到距右边一字处。")


# --- 红色分隔线 --------------------------------------------------------------------------------------------


@rule("rule-missing", Level.MUST, "7.2.7", "红色分隔线")
def _rule_missing(official: Official) -> Iterator[Hit]:
    if official.marks and official.general and official.doc_no and not official.rule:
        if official.doc_no.table or any(p.table or p.boxed for p in official.marks):
            return
        advice = "给发文字号这一段加红色下框线，距文字4毫米（11磅）。"
        yield Hit(official.doc_no.place, "下面没有分隔线", "发文字号下4毫米处印与版心等宽的红线", advice)


@rule("rule-colour", Level.MUST, "7.2.7", "分隔线颜色")
def _rule_colour(official: Official) -> Iterator[Hit]:
    if official.rule and official.marks and not is_red(official.rule.colour):
        found = f"颜色{official.rule.colour or '黑'}"
        yield Hit(f"版头分隔线（{official.rule.paragraph.place}）", found, "红色", "把分隔线改为红色。")


@rule("rule-width", Level.MUST, "7.2.7", "分隔线长度")
def _rule_width(official: Official) -> Iterator[Hit]:
    one = official.rule
    if one is None or not official.marks:
        return
    width = g.TEXT_WIDTH
    if one.border and not one.paragraph.table:
        width -= one.paragraph.left + min(0, one.paragraph.first) + one.paragraph.right
    elif one.drawing and one.drawing.width:
        width = one.drawing.width
    if abs(width - g.TEXT_WIDTH) > 2 * 57:
        place = f"版头分隔线（{one.paragraph.place}）"
        yield Hit(
            place, f"长{millimetres(width)}", "与版心等宽（156毫米）", "去掉这一段的左右缩进，或把线拉到与版心同宽。"
        )


@rule("rule-gap", Level.MUST, "7.2.7", "分隔线与发文字号的距离")
def _rule_gap(official: Official) -> Iterator[Hit]:
    """Only where the line is the lower border of 发文字号 itself; else `--render` measures it."""
    one = official.rule
    own = one and one.border and one.paragraph is official.doc_no and "bottom" in one.paragraph.borders
    if one and one.border and own and not 6 <= one.border.space <= 16:
        found = f"{one.border.space}磅（{millimetres(one.border.space * 20)}）"
        yield Hit(f"版头分隔线（{one.paragraph.place}）", found, "4毫米（11磅）", "在“边框—选项”中把下距设为11磅。")


@rule("rule-size", Level.CUSTOM, CUSTOM, "分隔线粗细")
def _rule_size(official: Official) -> Iterator[Hit]:
    if official.rule and official.rule.border and not 6 <= official.rule.border.size <= 20:
        found = f"{official.rule.border.size / 8:g}磅"
        yield Hit(f"版头分隔线（{official.rule.paragraph.place}）", found, "1磅至1.5磅", "改分隔线的粗细。")


@rule("number-mark", Level.CUSTOM, CUSTOM, "机关代字")
def _number_mark(official: Official) -> Iterator[Hit]:
    match = _number(official)
    if official.doc_no and match and not re.fullmatch(r"[\u4e00-\u9fff〇×]{2,15}", match["code"]):
        yield Hit(official.doc_no.place, f"“{match['code']}”", "二至十五个汉字", "核对机关代字。")
