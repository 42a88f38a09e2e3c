"""Ch. 7.2.1–7.2.4: 份号, 密级, 紧急程度 and 发文机关标志."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.documents.check.classify import is_red
from weibao.documents.check.faces import Face, face_of, named, size_name
from weibao.documents.check.measure import edges, paragraph_height, pitch
from weibao.documents.check.rule import CUSTOM, Hit, Level, regulation, rule
from weibao.documents.check.rules.lines import han_runs
from weibao.documents.check.rules.page import compensated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.model import Paragraph
    from weibao.documents.check.official import Official

_FLUSH: Final = 60  # twips: nobody sees a millimetre
_SECRECY: Final = re.compile(r"(?:绝密|机密|秘密)(?:★\d+(?:年|个月|天))?")
_MARK_TOLERANCE_MM: Final = 4  # from XML the ink can only be estimated; `--render` measures it
# A Han character's ink begins about this share of its size below the top of a line that is as high as the character.
_INK_ABOVE_BASELINE: Final = 0.83


def flush_left(official: Official, paragraph: Paragraph) -> bool:
    """Whether a line begins at the left edge of 版心, however that is achieved."""
    return abs(edges(paragraph, official.section(paragraph).text_width)[0]) <= _FLUSH


def _sized(name: str, paragraph: Paragraph, size: int) -> Iterator[Hit]:
    if any(run.size != size for run in paragraph.runs if run.text.strip()):
        yield Hit(f"{name}（{paragraph.place}）", size_name(paragraph.lead.size), size_name(size), "改字号为三号。")


@rule("copy-no-form", Level.NORMAL, "7.2.1", "份号写法")
def _copy_no_form(official: Official) -> Iterator[Hit]:
    one = official.copy_no
    if one and not re.fullmatch(r"\d{6}", one.flat):
        yield Hit(one.place, f"“{one.flat}”", "6位阿拉伯数字，如000001", "改写份号，不加“份号”“№”等字样。")


@rule("copy-no-place", Level.NORMAL, "7.2.1", "份号位置")
def _copy_no_place(official: Official) -> Iterator[Hit]:
    one = official.copy_no
    if one is None:
        return
    first = next(p for p in official.flow if not p.empty)
    if not flush_left(official, one) or (first is not one and not official.letter):
        yield Hit(one.place, "不在第一行左边", "顶格编排在版心左上角第一行", "移到第一行，左对齐，去掉缩进。")


@rule("copy-no-size", Level.NORMAL, "7.2.1", "份号字号")
def _copy_no_size(official: Official) -> Iterator[Hit]:
    if official.copy_no:
        yield from _sized("份号", official.copy_no, g.SIZE_3)


@rule("copy-no-missing", Level.MUST, regulation("九"), "涉密公文的份号")
def _copy_no_missing(official: Official) -> Iterator[Hit]:
    if official.secrecy and not official.copy_no:
        yield Hit(official.secrecy.place, "没有份号", "涉密公文标注份号", "在密级上面一行加6位份号。")


@rule("secrecy-form", Level.NORMAL, "7.2.2", "密级和保密期限写法")
def _secrecy_form(official: Official) -> Iterator[Hit]:
    one = official.secrecy
    if one and not _SECRECY.fullmatch(re.sub(r"\s", "", one.flat)):
        advice = "密级与期限之间用“★”，期限用阿拉伯数字。"
        yield Hit(one.place, f"“{one.flat}”", "如“机密★1年”", advice)


@rule("secrecy-font", Level.NORMAL, "7.2.2", "密级字体")
def _secrecy_font(official: Official) -> Iterator[Hit]:
    yield from _black("密级", official.secrecy)


@rule("secrecy-size", Level.NORMAL, "7.2.2", "密级字号")
def _secrecy_size(official: Official) -> Iterator[Hit]:
    if official.secrecy:
        yield from _sized("密级", official.secrecy, g.SIZE_3)


@rule("secrecy-place", Level.NORMAL, "7.2.2", "密级位置")
def _secrecy_place(official: Official) -> Iterator[Hit]:
    yield from _left("密级", official, official.secrecy)


@rule("urgency-form", Level.NORMAL, "7.2.3", "紧急程度写法")
def _urgency_form(official: Official) -> Iterator[Hit]:
    one = official.urgency
    if one and re.sub(r"\s", "", one.flat) not in {"特急", "加急"}:
        yield Hit(one.place, f"“{one.flat}”", "“特急”或“加急”", "改写紧急程度；电报才用“特提”“平急”。")


@rule("urgency-font", Level.NORMAL, "7.2.3", "紧急程度字体")
def _urgency_font(official: Official) -> Iterator[Hit]:
    yield from _black("紧急程度", official.urgency)


@rule("urgency-size", Level.NORMAL, "7.2.3", "紧急程度字号")
def _urgency_size(official: Official) -> Iterator[Hit]:
    if official.urgency:
        yield from _sized("紧急程度", official.urgency, g.SIZE_3)


@rule("urgency-place", Level.NORMAL, "7.2.3", "紧急程度位置")
def _urgency_place(official: Official) -> Iterator[Hit]:
    yield from _left("紧急程度", official, official.urgency)


@rule("head-order", Level.NORMAL, "7.2.3", "份号、密级、紧急程度的顺序")
def _head_order(official: Official) -> Iterator[Hit]:
    there = [p for p in (official.secrecy, official.urgency) if p]
    if len(there) == 2 and official.at(there[0]) > official.at(there[1]):
        yield Hit(there[1].place, "紧急程度在密级之上", "份号、密级、紧急程度自上而下", "调换这几行的顺序。")


def _black(name: str, paragraph: Paragraph | None) -> Iterator[Hit]:
    wrong = next((r for r in han_runs(paragraph) if face_of(r.east) is not Face.HEITI), None) if paragraph else None
    if paragraph and wrong:
        yield Hit(f"{name}（{paragraph.place}）", named(wrong.east), "黑体", "把字体改为黑体。")


def _left(name: str, official: Official, paragraph: Paragraph | None) -> Iterator[Hit]:
    if paragraph and not flush_left(official, paragraph):
        yield Hit(f"{name}（{paragraph.place}）", "没有顶格", "顶格编排在版心左边", "左对齐，去掉缩进和空格。")


# --- 发文机关标志 ------------------------------------------------------------------------------------------


@rule("mark-centre", Level.MUST, "7.2.4", "发文机关标志居中")
def _mark_centre(official: Official) -> Iterator[Hit]:
    for mark in official.marks:
        if mark.align not in {"center", "distribute"} and not mark.table and not mark.boxed:
            yield Hit(mark.place, "没有居中", "居中排布", "把这一段设为居中，去掉缩进。")


@rule("mark-font", Level.NORMAL, "7.2.4", "发文机关标志字体")
def _mark_font(official: Official) -> Iterator[Hit]:
    for mark in official.marks:
        wrong = next((r for r in han_runs(mark) if face_of(r.east) not in _TITLE_FACES), None)
        if wrong:
            yield Hit(mark.place, named(wrong.east), "小标宋", "改为小标宋体（如方正小标宋简体）。")


_TITLE_FACES: Final = {Face.XIAOBIAOSONG, Face.ZHONGSONG}


@rule("mark-colour", Level.NORMAL, "7.2.4", "发文机关标志颜色")
def _mark_colour(official: Official) -> Iterator[Hit]:
    for mark in official.marks:
        if any(not is_red(run.colour) for run in han_runs(mark)):
            yield Hit(mark.place, f"字色{mark.lead.colour or '黑'}", "红色", "把字体颜色改为红色。")


@rule("mark-bold", Level.CUSTOM, CUSTOM, "发文机关标志不加粗")
def _mark_bold(official: Official) -> Iterator[Hit]:
    for mark in official.marks:
        if any(run.bold for run in han_runs(mark)):
            yield Hit(mark.place, "加粗", "不加粗", "小标宋本身就是粗体，请去掉加粗。")


@rule("downgraded-font", Level.CUSTOM, CUSTOM, "用华文中宋代替小标宋")
def _downgraded_font(official: Official) -> Iterator[Hit]:
    for paragraph in [*official.marks, *official.title]:
        if any(face_of(run.east) is Face.ZHONGSONG for run in han_runs(paragraph)):
            yield Hit(paragraph.place, named(paragraph.lead.east), "小标宋", "有小标宋字体的，改用小标宋。")


@rule("mark-position", Level.MUST, "7.2.4", "发文机关标志位置")
def _mark_position(official: Official) -> Iterator[Hit]:
    """Estimated from the lines above; skipped where what stands above cannot be computed."""
    mark = next(iter(official.marks), None)
    if mark is None or mark.boxed or mark.framed or mark.table:
        return
    above = official.flow[: official.at(mark)]
    if any(p.table or p.boxed or p.framed for p in above):
        return
    section = official.section(mark)
    if section.landscape:
        return
    height = pitch(mark, section)
    baseline = 0.8 * height if mark.rule == "exact" else (height + 0.76 * mark.lead.size * 10) / 2
    ink = baseline - _INK_ABOVE_BASELINE * mark.lead.size * 10
    # Below a 天头 that is wrong itself the distance is that to the edge of 版心.
    start = section.top if official.letter or compensated(section) else g.TOP
    top = start + sum(paragraph_height(official.word, p) for p in above) + mark.before + ink
    found = top / g.TWIPS_PER_MM
    wanted, below, clause = mark_top(official)
    # A first line set lower than its characters stands differently from program to program.
    tolerance = _MARK_TOLERANCE_MM if height > mark.lead.size * 11 else 2 * _MARK_TOLERANCE_MM
    if abs(found - wanted) > tolerance:
        expected = f"上边缘至{below}（距纸边{wanted:.0f}毫米）"
        advice = "调整标志上面的空行或段前间距。"
        yield Hit(mark.place, f"距纸边约{found:.0f}毫米", expected, advice, clause)


def mark_top(official: Official) -> tuple[float, str, str]:
    """Millimetres from the edge of the paper to the mark's ink, how the standard words it, and its clause."""
    if official.letter:
        return 30.0, "上页边30毫米", "10.1"
    if official.order:
        return 57.0, "版心上边缘20毫米", "10.2"
    return g.MARK_TOP_MM, "版心上边缘35毫米", "10.3" if official.minutes else "7.2.4"
