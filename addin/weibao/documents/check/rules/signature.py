"""Ch. 7.3.5 署名 and 成文日期, 7.3.6 附注."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.documents.check.measure import edges, gap, millimetres
from weibao.documents.check.rule import CUSTOM, Hit, Level, regulation, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.model import Paragraph
    from weibao.documents.check.official import Official

_RIGHT_DATE: Final = re.compile(
    r"(?:19|20)\d{2}年(?:[1-9]|1[0-2]|[×\u3000 ]{1,4})月(?:[1-9]|[12]\d|3[01]|[×\u3000 ]{1,4})日"
)
"""Month and day may be left open for the day of signature."""

_NEAR: Final = 200  # twips, about 3.5 mm: spaces in open dates and half-width figures are of other widths
_UNSIGNED: Final = {"纪要", "命令", "令", "公报", "决议"}
_UNDATED: Final = {"纪要", "公报", "决议"}


def _right(official: Official, paragraph: Paragraph) -> float:
    width = official.section(paragraph).text_width
    return width - edges(paragraph, width)[1]


def _span(official: Official, paragraph: Paragraph) -> tuple[float, float]:
    return edges(paragraph, official.section(paragraph).text_width)


def _unsealed(official: Official) -> bool:
    """The arrangement without a seal (7.3.5.2): 署名 右空二字, the date begins two characters to the right of it."""
    if official.date is None or len(official.signers) != 1:
        return False
    signer, date = _span(official, official.signers[0]), _span(official, official.date)
    right_signer, right_date = _right(official, official.signers[0]), _right(official, official.date)
    shifted = abs(date[0] - signer[0] - 2 * g.CHAR_3) <= _NEAR
    return shifted and (abs(right_signer - 2 * g.CHAR_3) <= _NEAR or abs(right_date - 2 * g.CHAR_3) <= _NEAR)


def _squeezed(official: Official) -> bool:
    """A name so long that it reaches the edge of 版心: the date then moves under its middle."""
    return bool(official.signers) and min(_right(official, p) for p in official.signers) <= 60


@rule("date-form", Level.MUST, "7.3.5.4", "成文日期写法")
def _date_form(official: Official) -> Iterator[Hit]:
    one = official.date
    if one and not _RIGHT_DATE.fullmatch(one.flat):
        advice = "用阿拉伯数字标全年、月、日，月、日不编虚位（1不写成01）。"
        yield Hit(one.place, f"“{one.flat}”", "如“2023年3月1日”", advice)


@rule("date-missing", Level.MUST, regulation("九"), "成文日期")
def _date_missing(official: Official) -> Iterator[Hit]:
    dated = official.date or official.minutes or official.genre in _UNDATED
    if official.doc_no and official.title and not dated:
        yield Hit("文尾", "没有找到成文日期", "署名下面有成文日期", "在署名下一行加成文日期，如“2023年3月1日”。")


@rule("date-place", Level.NORMAL, "7.3.5.1", "成文日期位置")
def _date_place(official: Official) -> Iterator[Hit]:
    one = official.date
    if one is None or one.table or len(official.signers) > 1 or _unsealed(official) or _squeezed(official):
        return
    right = _right(official, one)
    if abs(right - g.DATE_RIGHT) > _NEAR:
        found = f"距版心右边{millimetres(right)}"
        expected = "右空四字（22.6毫米）；不盖章的，首字比署名首字右移二字"
        yield Hit(one.place, found, expected, "右对齐，右缩进设为4字符。")


@rule("signer-missing", Level.MUST, regulation("九"), "发文机关署名")
def _signer_missing(official: Official) -> Iterator[Hit]:
    signed = official.signers or official.minutes or official.genre in _UNSIGNED
    if official.doc_no and official.date and not signed and not official.date.table:
        yield Hit(official.date.place, "上面没有署名", "成文日期上一行署发文机关名称", "补上发文机关署名。")


@rule("signer-centre", Level.MUST, "7.3.5.1", "署名与日期的位置")
def _signer_centre(official: Official) -> Iterator[Hit]:
    if official.date is None or len(official.signers) != 1 or official.date.table or official.signers[0].table:
        return
    signer, date = official.signers[0], official.date
    left, right = _span(official, signer)
    middle = sum(_span(official, date)) / 2
    if abs((left + right) / 2 - middle) <= _NEAR or _unsealed(official):
        return
    found = f"署名中心比日期中心偏{millimetres((left + right) / 2 - middle)}"
    expected = "以成文日期为准居中；不盖章的，右空二字"
    yield Hit(signer.place, found, expected, "调整署名的右缩进，使它居于日期正上方。")


@rule("signer-gap", Level.MUST, "7.3.5.2", "署名与正文的距离")
def _signer_gap(official: Official) -> Iterator[Hit]:
    first = official.signers[0] if official.signers else official.date
    if first is None or first.table:
        return
    above = official.previous_shown(first)
    if above is None or above.table or official.minutes:
        return
    lines = gap(official.word, official.blanks(above, first), above, first)
    if lines < 0.6:
        yield Hit(
            first.place, "紧接正文", "正文（或附件说明）下空一行", "在署名上面至少留一个空行；盖章的留出印章的位置。"
        )


@rule("signer-far", Level.CUSTOM, CUSTOM, "署名离正文太远")
def _signer_far(official: Official) -> Iterator[Hit]:
    first = official.signers[0] if official.signers else official.date
    above = official.previous_shown(first) if first else None
    if first is None or above is None or first.table or above.table:
        return
    lines = gap(official.word, official.blanks(above, first), above, first)
    if lines > 5:
        yield Hit(first.place, f"空{lines:.0f}行", "印章顶端距正文一行之内", "减少空行，使印章上边靠近正文。")


@rule("signer-mark", Level.CUSTOM, CUSTOM, "署名与发文机关标志")
def _signer_mark(official: Official) -> Iterator[Hit]:
    if len(official.signers) != 1 or not official.marks or official.minutes or official.order:
        return
    mark, signer = (re.sub(r"[\s\u3000]", "", t) for t in (official.mark_text, official.signers[0].flat))
    if mark.removesuffix("文件") != signer and len(official.marks) == 1:
        found = f"署名“{signer}”，标志“{mark}”"
        yield Hit(official.signers[0].place, found, "署名与标志是同一机关", "核对发文机关名称。")


@rule("signature-kept", Level.CUSTOM, CUSTOM, "署名与正文同页")
def _signature_kept(official: Official) -> Iterator[Hit]:
    """A file can only promise it by 与下段同页; `--render` sees it."""
    first = official.signers[0] if official.signers else None
    if first is None or official.date is None or first.table or official.date.table:
        return
    above = official.previous_shown(first)
    if above is None or above.table:
        return
    chain = official.flow[official.at(above) : official.at(official.date)]
    if not all(p.keep_next for p in chain):
        advice = "选中正文末段到署名，在“段落—换行和分页”中选“与下段同页”。"
        yield Hit(first.place, "没有设“与下段同页”", "署名、日期与正文末行同在一页", advice)


# --- 附注 --------------------------------------------------------------------------------------------------


@rule("note-form", Level.MUST, "7.3.6", "附注的括号")
def _note_form(official: Official) -> Iterator[Hit]:
    for note in official.notes:
        if not re.fullmatch(r"（.+）", note.flat):
            found = f"“{note.flat[:10]}…”" if len(note.flat) > 12 else f"“{note.flat}”"
            yield Hit(note.place, found, "加全角圆括号", "把附注写在“（）”里，后面不加标点。")


@rule("note-indent", Level.MUST, "7.3.6", "附注缩进")
def _note_indent(official: Official) -> Iterator[Hit]:
    for note in official.notes:
        start = _span(official, note)[0]
        if not 580 <= start <= 700:
            yield Hit(note.place, f"距版心左边{millimetres(start)}", "居左空二字", "首行缩进设为2字符。")


@rule("note-place", Level.MUST, "7.3.6", "附注位置")
def _note_place(official: Official) -> Iterator[Hit]:
    for note in official.notes:
        if official.date and official.at(note) < official.at(official.date):
            yield Hit(note.place, "在成文日期之前", "编排在成文日期下一行", "移到成文日期下一行。")


@rule("note-gap", Level.MUST, "7.3.6", "附注与日期的距离")
def _note_gap(official: Official) -> Iterator[Hit]:
    for note in official.notes[:1]:
        if official.date and official.at(note) > official.at(official.date):
            lines = gap(official.word, official.blanks(official.date, note), official.date, note)
            if lines > 0.6:
                yield Hit(note.place, f"与成文日期之间空{lines:.1f}行", "在成文日期下一行", "删去成文日期下的空行。")


@rule("note-contact", Level.CUSTOM, CUSTOM, "上行文的联系人")
def _note_contact(official: Official) -> Iterator[Hit]:
    told = any(re.search(r"联系人|电话", note.flat) for note in official.notes)
    if official.upward and official.date and official.doc_no and not told:
        yield Hit(official.date.place, "没有联系人", f"{official.genre}附注联系人和电话", "在附注写明联系人和电话。")
