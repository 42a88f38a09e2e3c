"""Ch. 10.3: 纪要格式. The standard lets each office settle it, hence warnings only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.documents.check.faces import Face, face_of, named, size_name
from weibao.documents.check.measure import edges, gap, millimetres, width
from weibao.documents.check.patterns import ATTENDANCE
from weibao.documents.check.rule import CUSTOM, Hit, Level, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.official import Official

_ORDER: Final = ("出席", "请假", "列席")


@rule("attendance-label", Level.NORMAL, "10.3", "出席人员的标签")
def _attendance_label(official: Official) -> Iterator[Hit]:
    for paragraph in official.attendance:
        match = ATTENDANCE.match(paragraph.flat)
        first = next((r for r in paragraph.runs if r.text.strip()), None)
        if first and face_of(first.east) is not Face.HEITI:
            yield Hit(paragraph.place, named(first.east), "“出席：”等用三号黑体", "把标签改为三号黑体。")
        elif match and match["colon"] != "：":
            yield Hit(paragraph.place, "半角冒号", "全角冒号", "改用全角冒号。")


@rule("attendance-names", Level.NORMAL, "10.3", "出席人员姓名的字体")
def _attendance_names(official: Official) -> Iterator[Hit]:
    for paragraph in official.attendance:
        names = [r for r in paragraph.runs if r.text.strip()][1:]
        wrong = next((r for r in names if face_of(r.east) is not Face.FANGSONG), None)
        if wrong:
            yield Hit(paragraph.place, named(wrong.east), "单位、姓名用三号仿宋", "把冒号后面的文字改为三号仿宋。")


@rule("attendance-size", Level.NORMAL, "10.3", "出席人员的字号")
def _attendance_size(official: Official) -> Iterator[Hit]:
    for paragraph in official.attendance:
        if any(r.size != g.SIZE_3 for r in paragraph.runs if r.text.strip()):
            yield Hit(paragraph.place, size_name(paragraph.lead.size), size_name(g.SIZE_3), "改为三号字。")


@rule("attendance-place", Level.NORMAL, "10.3", "出席人员的缩进")
def _attendance_place(official: Official) -> Iterator[Hit]:
    for paragraph in official.attendance:
        section = official.section(paragraph)
        start = edges(paragraph, section.text_width)[0]
        turned = start + width(paragraph.runs) > section.text_width - paragraph.right
        if not 580 <= start <= 700:
            yield Hit(paragraph.place, f"距版心左边{millimetres(start)}", "左空二字", "左边空二字。")
        elif turned and abs(paragraph.left - 5 * g.CHAR_3) > g.CHAR_3 * 0.8:
            yield Hit(
                paragraph.place,
                f"回行距版心左边{millimetres(paragraph.left)}",
                "回行与冒号后的首字对齐",
                "用悬挂缩进3字符。",
            )


@rule("attendance-order", Level.NORMAL, "10.3", "出席、请假、列席的顺序")
def _attendance_order(official: Official) -> Iterator[Hit]:
    found = [_ORDER.index(p.flat[:2]) for p in official.attendance if p.flat[:2] in _ORDER]
    if found != sorted(found):
        yield Hit(official.attendance[0].place, "顺序颠倒", "出席、请假、列席依次另起一行", "调换顺序。")


@rule("attendance-gap", Level.NORMAL, "10.3", "出席人员与正文的距离")
def _attendance_gap(official: Official) -> Iterator[Hit]:
    if not official.attendance:
        return
    first = official.attendance[0]
    above = official.previous_shown(first)
    if above is None or above.table or above in official.title:
        return
    lines = gap(official.word, official.blanks(above, first), above, first)
    if not 0.6 <= lines <= 1.6:
        yield Hit(first.place, f"在正文下空{lines:.1f}行", "正文（或附件说明）下空一行", "在出席人员上面留一个空行。")


@rule("minutes-voice", Level.CUSTOM, CUSTOM, "纪要的人称")
def _minutes_voice(official: Official) -> Iterator[Hit]:
    for paragraph in official.body if official.minutes else []:
        if "我认为" in paragraph.flat or "我们认为" in paragraph.flat:
            yield Hit(paragraph.place, "“我认为”", "“会议认为”“会议指出”“会议议定”", "用会议的口吻写。")
