"""Ch. 10.1: 信函格式; 10.2: 命令（令）格式."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.documents.check.classify import is_red
from weibao.documents.check.measure import edges, gap, millimetres
from weibao.documents.check.rule import Hit, Level, rule
from weibao.documents.check.rules.number import two_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.official import Official, RedRule

_WIDTH: Final = g.mm(170)
_FLUSH: Final = 60


def _upper(official: Official) -> list[RedRule]:
    return [
        r for r in official.double_rules if r.paragraph.section == 0 and any(r.paragraph is p for p in official.flow)
    ]


def _lower(official: Official) -> list[RedRule]:
    upper = {id(r) for r in _upper(official)}
    drawn = [r for r in _upper(official)[1:] if r.drawing]
    return [r for r in official.double_rules if id(r) not in upper] + drawn


@rule("letter-mark", Level.MUST, "10.1", "信函的发文机关标志")
def _letter_mark(official: Official) -> Iterator[Hit]:
    if official.letter and official.mark_text.endswith("文件"):
        yield Hit(official.marks[-1].place, "带“文件”二字", "发文机关全称或规范化简称", "去掉“文件”二字。")


@rule("letter-upper", Level.MUST, "10.1", "信函标志下的双线")
def _letter_upper(official: Official) -> Iterator[Hit]:
    if not official.letter or not official.marks:
        return
    upper = _upper(official)
    if not upper:
        yield Hit(
            official.marks[-1].place, "下面没有双线", "标志下4毫米处印红色双线，上粗下细", "加红色“上粗下细”的双线。"
        )
    for one in upper[:1]:
        if one.border and not one.border.style.startswith("thickThin"):
            yield Hit("信函上面的双线", "不是上粗下细", "上粗下细", "把框线样式改为上粗下细的双线。")


@rule("letter-lower", Level.MUST, "10.1", "信函首页下面的双线")
def _letter_lower(official: Official) -> Iterator[Hit]:
    if not official.letter or not official.marks or not _upper(official):
        return
    lower = _lower(official)
    if not lower:
        yield Hit("首页页脚", "没有双线", "距下页边20毫米处印红色双线，上细下粗", "在首页页脚加红色“上细下粗”的双线。")
    for one in lower[:1]:
        if one.border and not one.border.style.startswith("thinThick"):
            yield Hit("信函下面的双线", "不是上细下粗", "上细下粗", "把框线样式改为上细下粗的双线。")


@rule("letter-colour", Level.MUST, "10.1", "双线颜色")
def _letter_colour(official: Official) -> Iterator[Hit]:
    for one in official.double_rules:
        # White stands for a rule that is on the paper already (套打).
        if not is_red(one.colour) and one.colour.upper() != "FFFFFF":
            yield Hit("信函的双线", f"颜色{one.colour or '黑'}", "红色", "把双线改为红色。")
            return


@rule("letter-width", Level.MUST, "10.1", "双线长度")
def _letter_width(official: Official) -> Iterator[Hit]:
    section = official.word.sections[0]
    for one in official.double_rules:
        width = one.drawing.width if one.drawing else None
        if one.border and not one.paragraph.framed:
            width = section.text_width - one.paragraph.left - one.paragraph.right - min(0, one.paragraph.first)
        if width and abs(width - _WIDTH) > 2 * 57:
            yield Hit("信函的双线", f"长{millimetres(width)}", "170毫米", "调整这一段的左右缩进（各向外7毫米）。")
            return


@rule("letter-number", Level.MUST, "10.1", "信函的发文字号位置")
def _letter_number(official: Official) -> Iterator[Hit]:
    one = official.doc_no
    if official.letter and one and not one.table:
        width = official.section(one).text_width
        right = width - edges(one, width)[1]
        if abs(right) > _FLUSH:
            yield Hit(one.place, f"距版心右边{millimetres(right)}", "顶格居版心右边缘", "右对齐，右缩进设为0。")


@rule("letter-title-gap", Level.MUST, "10.1", "信函标题的位置")
def _letter_title_gap(official: Official) -> Iterator[Hit]:
    if not official.letter or not official.title or official.doc_no is None:
        return
    head = [p for p in (official.doc_no, official.copy_no, official.secrecy, official.urgency) if p]
    last = max(head, key=official.at)
    lines = gap(official.word, official.blanks(last, official.title[0]), last, official.title[0])
    if not two_lines(lines):
        found = f"与上面最后一个要素空{lines:.1f}行"
        yield Hit(f"标题（{official.title[0].place}）", found, "空二行", "在标题上面留两个空行。")


@rule("letter-first-number", Level.MUST, "10.1", "信函首页不显示页码")
def _letter_first_number(official: Official) -> Iterator[Hit]:
    if official.letter:
        first = official.word.sections[0]
        shown = first.footers.get("first" if first.first_differs else "default", [])
        if any("PAGE" in p.fields for p in shown):
            yield Hit("首页页脚", "有页码", "首页不显示页码", "页眉页脚设为“首页不同”，删去首页的页码。")


@rule("letter-imprint", Level.MUST, "10.1", "信函的版记")
def _letter_imprint(official: Official) -> Iterator[Hit]:
    imprint = official.imprint
    if not official.letter or imprint is None:
        return
    if imprint.printed:
        yield Hit(imprint.printed.place, "有印发机关和印发日期", "不加印发机关和印发日期", "删去这一行，只留抄送机关。")
    if imprint.table and any(imprint.table.edges):
        yield Hit("版记", "有分隔线", "不加分隔线", "把版记表格的框线去掉。")


@rule("order-number", Level.MUST, "10.2", "令号")
def _order_number(official: Official) -> Iterator[Hit]:
    if not official.order:
        return
    if official.issue_no is None:
        if official.doc_no is None:
            yield Hit(official.marks[-1].place, "下面没有令号", "标志下空二行居中编排令号", "补上令号，如“第5号”。")
    elif not re.fullmatch(r"第[1-9]\d*号|第[\u3000 ]+号", official.issue_no.flat):
        yield Hit(official.issue_no.place, f"“{official.issue_no.flat}”", "如“第5号”", "令号用阿拉伯数字，不编虚位。")
    elif official.issue_no.align != "center":
        yield Hit(official.issue_no.place, "没有居中", "居中编排", "把令号设为居中。")


@rule("order-gap", Level.MUST, "10.2", "令号与正文的距离")
def _order_gap(official: Official) -> Iterator[Hit]:
    if official.order and official.issue_no and official.body and not official.title:
        first = official.body[0]
        lines = gap(official.word, official.blanks(official.issue_no, first), official.issue_no, first)
        if not two_lines(lines):
            yield Hit(first.place, f"在令号下空{lines:.1f}行", "令号下空二行编排正文", "在令号和正文之间留两个空行。")
