"""Ch. 7.4: 版记."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.documents.check.faces import Face, face_of, named, size_name
from weibao.documents.check.measure import edges, millimetres
from weibao.documents.check.patterns import OLD_IMPRINT
from weibao.documents.check.rule import CUSTOM, Hit, Level, rule
from weibao.documents.check.rules.lines import han_runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.model import Border, Paragraph, Table
    from weibao.documents.check.official import Official

_NEAR: Final = 130
_THICK: Final = range(7, 10)  # 0.35 mm is 7.9 eighths of a point
_THIN: Final = range(5, 7)  # 0.25 mm is 5.7
_PRINTED: Final = re.compile(
    r"(?:19|20)\d{2}年(?:[1-9]|1[0-2]|[×\u3000 ]{1,4})月(?:[1-9]|[12]\d|3[01]|[×\u3000 ]{1,4})日印发"
)
_DAY: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


def _elements(official: Official) -> list[tuple[str, Paragraph]]:
    imprint = official.imprint
    if imprint is None:
        return []
    found = [("抄送机关", p) for p in imprint.copies] + [("主送机关", p) for p in imprint.sent]
    return [*found, *([("印发机关和印发日期", imprint.printed)] if imprint.printed else [])]


@rule("imprint-missing", Level.NORMAL, "7.4", "版记")
def _imprint_missing(official: Official) -> Iterator[Hit]:
    expected = official.doc_no and official.title and official.date and official.general and official.marks
    if expected and (official.imprint is None or official.imprint.printed is None):
        advice = "在最后一面版心底部加版记：抄送机关、印发机关和印发日期。"
        yield Hit("文尾", "没有印发机关和印发日期", "最后一面有版记", advice)


@rule("imprint-old", Level.MUST, "前言", "已经取消的版记项目")
def _imprint_old(official: Official) -> Iterator[Hit]:
    inside = official.imprint.paragraphs if official.imprint else []
    for paragraph in [*inside, *official.flow[-12:]]:
        if match := OLD_IMPRINT.search(paragraph.flat[:20]):
            found = f"“{match[0]}”"
            yield Hit(paragraph.place, found, "2012年版已取消主题词、印数和“抄报”", "删去；“抄报”改为“抄送”。")
            return


@rule("copies-colon", Level.NORMAL, "7.4.2", "抄送的冒号")
def _copies_colon(official: Official) -> Iterator[Hit]:
    for name, paragraph in _elements(official)[: None if official.imprint else 0]:
        if name != "印发机关和印发日期" and "：" not in paragraph.flat[:4]:
            yield Hit(paragraph.place, f"“{paragraph.flat[:3]}”", "后加全角冒号", "改用全角冒号。")


@rule("copies-stop", Level.NORMAL, "7.4.2", "抄送机关后的句号")
def _copies_stop(official: Official) -> Iterator[Hit]:
    if official.imprint:
        for paragraph in [*official.imprint.sent, *official.imprint.copies]:
            if not _whole(official, paragraph).endswith("。"):
                yield Hit(paragraph.place, "末尾没有句号", "最后一个机关名称后标句号", "在末尾加“。”。")


def _whole(official: Official, paragraph: Paragraph) -> str:
    """The text with the lines that follow in paragraphs of their own."""
    inside = official.imprint.paragraphs if official.imprint else []
    heads = {id(p) for _, p in _elements(official)}
    text = paragraph.flat
    for following in inside[inside.index(paragraph) + 1 :]:
        if id(following) in heads:
            break
        text += following.flat
    return text


@rule("imprint-font", Level.NORMAL, "7.4.2", "版记字体")
def _imprint_font(official: Official) -> Iterator[Hit]:
    for name, paragraph in _elements(official):
        wrong = next((r for r in han_runs(paragraph) if face_of(r.east) is not Face.FANGSONG), None)
        if wrong:
            yield Hit(f"{name}（{paragraph.place}）", named(wrong.east), "仿宋", "把版记改为四号仿宋。")


@rule("imprint-size", Level.NORMAL, "7.4.2", "版记字号")
def _imprint_size(official: Official) -> Iterator[Hit]:
    for name, paragraph in _elements(official):
        wrong = next((r for r in han_runs(paragraph) if r.size != g.SIZE_4), None)
        if wrong:
            yield Hit(
                f"{name}（{paragraph.place}）", size_name(wrong.size), size_name(g.SIZE_4), "把版记改为四号仿宋。"
            )


@rule("copies-indent", Level.NORMAL, "7.4.2", "抄送机关缩进")
def _copies_indent(official: Official) -> Iterator[Hit]:
    imprint = official.imprint
    for paragraph in [*imprint.sent, *imprint.copies] if imprint else []:
        start = _left(official, paragraph)
        if abs(start - g.CHAR_4) > _NEAR:
            found = f"距版心左边{millimetres(start)}"
            yield Hit(paragraph.place, found, "左右各空一字", "左边空一字（4.9毫米），右缩进1字符。")
        elif abs(_right_margin(official, paragraph) - g.CHAR_4) > _NEAR:
            found = f"右缩进{millimetres(_right_margin(official, paragraph))}"
            yield Hit(paragraph.place, found, "左右各空一字", "右缩进设为1字符。")


def _left(official: Official, paragraph: Paragraph) -> float:
    """The distance from the left edge of 版心; cells of a table have their own margins, which the text adds to."""
    inset = paragraph.table.inset if paragraph.table else 0
    return inset + edges(paragraph, official.section(paragraph).text_width)[0]


def _right_margin(official: Official, paragraph: Paragraph) -> int:
    return paragraph.right + (paragraph.table.inset if paragraph.table else 0)


@rule("copies-turn", Level.NORMAL, "7.4.2", "抄送机关回行")
def _copies_turn(official: Official) -> Iterator[Hit]:
    imprint = official.imprint
    for paragraph in [*imprint.sent, *imprint.copies] if imprint else []:
        turned = len(paragraph.flat) > 29
        inset = paragraph.table.inset if paragraph.table else 0
        if turned and abs(inset + paragraph.left - 4 * g.CHAR_4) > 2 * _NEAR:
            found = f"回行距版心左边{millimetres(inset + paragraph.left)}"
            yield Hit(paragraph.place, found, "与冒号后的首字对齐", "用悬挂缩进3字符，使回行对齐冒号后的首字。")


@rule("printed-form", Level.NORMAL, "7.4.3", "印发日期写法")
def _printed_form(official: Official) -> Iterator[Hit]:
    one = official.imprint.printed if official.imprint else None
    if one and not _PRINTED.search(re.sub(r"\t", "", one.flat)):
        found = f"“{one.flat[-14:]}”"
        yield Hit(one.place, found, "如“2023年3月1日印发”", "用阿拉伯数字标全年、月、日，不编虚位，后加“印发”。")


@rule("printed-place", Level.NORMAL, "7.4.3", "印发机关和印发日期的位置")
def _printed_place(official: Official) -> Iterator[Hit]:
    one = official.imprint.printed if official.imprint else None
    if one is None or len({id(p) for p in _same_row(one)}) > 1:
        return
    start = _left(official, one)
    if abs(start - g.CHAR_4) > _NEAR:
        yield Hit(
            one.place, f"距版心左边{millimetres(start)}", "印发机关左空一字，印发日期右空一字", "左缩进设为1字符。"
        )
    elif not re.search(r"[\t\u3000 ]", one.raw.strip()):
        yield Hit(
            one.place,
            "印发日期没有靠右",
            "印发机关左空一字，印发日期右空一字",
            "日期前用右对齐制表位，排到距右边一字处。",
        )


def _same_row(paragraph: Paragraph) -> list[Paragraph]:
    """Paragraphs with text in the cells beside this one."""
    if paragraph.table is None:
        return [paragraph]
    for row in paragraph.table.rows:
        inside = [p for cell in row.cells for p in cell if not p.empty]
        if any(p is paragraph for p in inside) and len(row.cells) > 1:
            return inside
    return [paragraph]


@rule("printed-early", Level.MUST, "7.4.3", "印发日期不早于成文日期")
def _printed_early(official: Official) -> Iterator[Hit]:
    printed = official.imprint.printed if official.imprint else None
    if printed is None or official.date is None:
        return
    first, second = _day(official.date.flat), _day(printed.flat)
    if first and second and second < first:
        yield Hit(printed.place, "印发日期早于成文日期", "印发日期是送印的日期", "核对两个日期。")


def _day(text: str) -> date | None:
    match = _DAY.search(text)
    try:
        return date(*(int(piece) for piece in match.groups())) if match else None
    except ValueError:
        return None


@rule("imprint-order", Level.MUST, "7.4.3", "版记的顺序")
def _imprint_order(official: Official) -> Iterator[Hit]:
    imprint = official.imprint
    if imprint is None:
        return
    order = [*imprint.sent[:1], *imprint.copies[:1], *([imprint.printed] if imprint.printed else [])]
    places = [official.at(p) for p in order]
    if places != sorted(places):
        expected = "主送在抄送之上，抄送在印发机关之上"
        yield Hit(order[0].place, "版记各项顺序颠倒", expected, "调换顺序。")


# --- 分隔线 ------------------------------------------------------------------------------------------------


def _lines(official: Official) -> tuple[list[Border | None], bool] | None:
    """The horizontal rules of 版记 from top to bottom and whether they can be known at all (drawn lines cannot)."""
    imprint = official.imprint
    if imprint is None or official.letter:
        return None
    if imprint.table is not None:
        return imprint.table.edges, True
    drawn = any(d.kind == "line" for p in official.flow[official.at(imprint.paragraphs[0]) - 2 :] for d in p.drawings)
    if drawn:
        return None
    first, last = imprint.paragraphs[0], imprint.paragraphs[-1]
    inner: list[Border | None] = [p.borders.get("between") or p.borders.get("top") for p in imprint.paragraphs[1:]]
    return [first.borders.get("top"), *inner, last.borders.get("bottom")], True


@rule("imprint-rules", Level.MUST, "7.4.1", "版记的分隔线")
def _imprint_rules(official: Official) -> Iterator[Hit]:
    lines = _lines(official)
    if official.imprint is None or lines is None or not official.imprint.printed:
        return
    edges_ = lines[0]
    if edges_[0] is None or edges_[-1] is None:
        where = "首条" if edges_[0] is None else "末条"
        yield Hit("版记", f"没有{where}分隔线", "版记首末有与版心等宽的分隔线", "给版记加上、下框线。")


@rule("imprint-thick", Level.NORMAL, "7.4.1", "首条和末条分隔线的粗细")
def _imprint_thick(official: Official) -> Iterator[Hit]:
    lines = _lines(official)
    if lines is None:
        return
    for edge in (lines[0][0], lines[0][-1]):
        if edge and edge.size not in _THICK:
            found = f"{edge.size / 8:g}磅"
            yield Hit("版记", found, "首条、末条用粗线（0.35毫米，1磅）", "把首条和末条分隔线改为1磅。")
            return


@rule("imprint-thin", Level.NORMAL, "7.4.1", "中间分隔线的粗细")
def _imprint_thin(official: Official) -> Iterator[Hit]:
    lines = _lines(official)
    for edge in lines[0][1:-1] if lines else ():
        if edge and edge.size not in _THIN:
            found = f"{edge.size / 8:g}磅"
            yield Hit("版记", found, "中间用细线（0.25毫米，0.75磅）", "把中间的分隔线改为0.75磅。")
            return


@rule("imprint-middle", Level.NORMAL, "7.4.1", "抄送机关下的分隔线")
def _imprint_middle(official: Official) -> Iterator[Hit]:
    lines = _lines(official)
    imprint = official.imprint
    if lines and imprint and imprint.copies and imprint.printed and not any(lines[0][1:-1]):
        yield Hit("版记", "抄送和印发之间没有线", "用细线（0.25毫米）隔开", "在抄送和印发两行之间加0.75磅的线。")


@rule("imprint-sides", Level.NORMAL, "7.4.1", "版记的竖线")
def _imprint_sides(official: Official) -> Iterator[Hit]:
    table = official.imprint.table if official.imprint else None
    if table and table.sides:
        yield Hit("版记", "左右有竖线", "只有横的分隔线", "把版记表格的左、右框线去掉。")


@rule("imprint-width", Level.MUST, "7.4.1", "版记分隔线长度")
def _imprint_width(official: Official) -> Iterator[Hit]:
    table = official.imprint.table if official.imprint else None
    if table and table.width and abs(table.width - g.TEXT_WIDTH) > 2 * 57 + 2 * table.inset:
        found = f"宽{millimetres(table.width)}"
        yield Hit("版记", found, "与版心等宽（156毫米）", "把版记表格的宽度设为15.6厘米。")


@rule("imprint-bottom", Level.CUSTOM, CUSTOM, "版记固定在版心底部")
def _imprint_bottom(official: Official) -> Iterator[Hit]:
    """A file can only promise it by an anchored table or frame; `--render` measures it."""
    imprint = official.imprint
    if imprint is None or official.letter or not imprint.printed:
        return
    if not _anchored(imprint.table, imprint.paragraphs[0]):
        advice = "把版记放进表格，在“表格属性—定位”中把垂直位置设为相对于页边距的底端。"
        yield Hit("版记", "随正文浮动", "末条分隔线与最后一面版心下边缘重合", advice)


def _anchored(table: Table | None, first: Paragraph) -> bool:
    if table is None:
        return first.framed is not None or first.boxed
    return table.floating is not None and table.floating.get("tblpYSpec") == "bottom"
