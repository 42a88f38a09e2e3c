"""Ch. 7.3.4 附件说明 and 7.3.7 附件."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.documents.check.faces import Face, face_of, named, size_name
from weibao.documents.check.measure import edges, gap, millimetres, width
from weibao.documents.check.patterns import ENCLOSURE_MARK
from weibao.documents.check.rule import CUSTOM, Hit, Level, rule
from weibao.documents.check.rules.head import flush_left
from weibao.documents.check.rules.lines import han_runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.official import Attachment, Official

_ONE_LINE: Final = (0.6, 1.6)
_NAME: Final = re.compile(r"^(?:附\s*件?\s*\d*\s*[：:.．、]?\s*)?(?:\d{1,2}\s*[.．、]\s*)?")
_COPIES: Final = re.compile(r"[（(](?:略|另发|另附|共\d+份)[）)]$")


def _names(official: Official) -> list[str]:
    """The names in 附件说明 without numbers; a turned line in a paragraph of its own belongs to the one above."""
    names: list[str] = []
    for paragraph in official.enclosures:
        for line in paragraph.text.split("\n"):
            text = line.strip(" \u3000\t")
            if names and not re.match(r"\d{1,2}\s*[.．、]", text):
                names[-1] += text
            elif text:
                names.append(_NAME.sub("", text))
    return names


@rule("enclosures-gap", Level.MUST, "7.3.4", "附件说明与正文的距离")
def _enclosures_gap(official: Official) -> Iterator[Hit]:
    if official.enclosures and official.body:
        first, last = official.enclosures[0], official.body[-1]
        if last.table or official.at(last) > official.at(first):
            return
        lines = gap(official.word, official.blanks(last, first), last, first)
        if not _ONE_LINE[0] <= lines <= _ONE_LINE[1]:
            yield Hit(first.place, f"在正文下空{lines:.1f}行", "正文下空一行", "在正文和附件说明之间留一个空行。")


@rule("enclosures-indent", Level.MUST, "7.3.4", "附件说明缩进")
def _enclosures_indent(official: Official) -> Iterator[Hit]:
    for paragraph in official.enclosures[:1]:
        start = edges(paragraph, official.section(paragraph).text_width)[0]
        if not 580 <= start <= 700:
            yield Hit(paragraph.place, f"距版心左边{millimetres(start)}", "左空二字", "左边空二字（11.3毫米）。")


@rule("enclosures-colon", Level.MUST, "7.3.4", "附件说明的冒号")
def _enclosures_colon(official: Official) -> Iterator[Hit]:
    for paragraph in official.enclosures[:1]:
        if not paragraph.flat.startswith("附件："):
            yield Hit(paragraph.place, f"“{paragraph.flat[:3]}”", "“附件：”（全角冒号）", "写成“附件：”，后面接名称。")


@rule("enclosures-stop", Level.MUST, "7.3.4", "附件名称后的标点")
def _enclosures_stop(official: Official) -> Iterator[Hit]:
    for paragraph in official.enclosures:
        if re.search(r"[。；，、.;,]$", paragraph.flat):
            yield Hit(paragraph.place, f"以“{paragraph.flat[-1]}”结尾", "附件名称后不加标点", "去掉末尾的标点。")


@rule("enclosures-number", Level.MUST, "7.3.4", "附件顺序号")
def _enclosures_number(official: Official) -> Iterator[Hit]:
    names = _names(official)
    if len(names) < 2:
        return
    texts = [line.strip(" \u3000") for p in official.enclosures for line in p.text.split("\n") if line.strip()]
    texts[0] = re.sub(r"^附\s*件?\s*[：:]\s*", "", texts[0])
    numbered = [text for text in texts if re.match(r"\d{1,2}[.．、]", text)]
    wrong = next((t for t in [texts[0], *numbered] if not re.match(r"\d{1,2}[.．](?!\d)", t)), None)
    found = [int(re.split(r"[.．、]", text, maxsplit=1)[0]) for text in numbered]
    if wrong is not None:
        yield Hit(official.enclosures[0].place, f"“{wrong[:8]}”", "如“附件：1.×××”", "用阿拉伯数字加下圆点编号。")
    elif found != list(range(1, len(found) + 1)):
        yield Hit(official.enclosures[0].place, f"序号{found}", "从1起连续", "改正附件的序号。")


@rule("enclosures-single", Level.CUSTOM, CUSTOM, "单个附件不编号")
def _enclosures_single(official: Official) -> Iterator[Hit]:
    if len(_names(official)) == 1 and re.match(r"附件?[：:]\s*\d{1,2}[.．、]", official.enclosures[0].flat):
        yield Hit(official.enclosures[0].place, "只有一个附件却编了号", "不编号", "去掉序号“1.”。")


@rule("enclosures-turn", Level.MUST, "7.3.4", "附件名称回行")
def _enclosures_turn(official: Official) -> Iterator[Hit]:
    for paragraph in official.enclosures:
        section = official.section(paragraph)
        start = edges(paragraph, section.text_width)[0]
        listed = paragraph.flat.removeprefix("附件：")
        numbers = len(listed) - len(re.sub(r"^\s*\d{1,2}[.．、]\s*", "", listed))
        lead = numbers * g.CHAR_3 / 2 + (3 * g.CHAR_3 if "附件：" in paragraph.flat else 0)
        turned = start + width(paragraph.runs) > section.text_width - paragraph.right
        if turned and abs(paragraph.left - (start + lead)) > g.CHAR_3 * 0.8:
            found = f"回行距版心左边{millimetres(paragraph.left)}"
            yield Hit(paragraph.place, found, "与上一行附件名称的首字对齐", "用悬挂缩进，使回行对齐名称的首字。")


@rule("enclosures-match", Level.MUST, "7.3.7", "附件说明与附件一致")
def _enclosures_match(official: Official) -> Iterator[Hit]:
    names = [_plain(_COPIES.sub("", name)) for name in _names(official)]
    titles = [_plain(a.name) for a in official.attachments]
    if not names or not titles:
        return
    if len(names) != len(titles):
        found = f"附件说明列{len(names)}个，后面有{len(titles)}个附件"
        yield Hit(official.enclosures[0].place, found, "附件说明与附件一一对应", "补齐附件，或改正附件说明。")
        return
    for name, attachment, title in zip(names, official.attachments, titles, strict=True):
        if title and name.strip("《》") != title.strip("《》"):
            found = f"附件说明是“{name}”，附件标题是“{title}”"
            yield Hit(attachment.mark.place, found, "名称与附件说明一致", "改成同一个名称。")


def _plain(name: str) -> str:
    return re.sub(r"[\s\u3000]|[。；，、.;,]$", "", name)


@rule("enclosures-missing", Level.MUST, "7.3.4", "附件说明")
def _enclosures_missing(official: Official) -> Iterator[Hit]:
    if official.attachments and not official.enclosures and official.formal and official.date:
        place = official.attachments[0].mark.place
        yield Hit(place, "有附件，正文后没有附件说明", "正文下空一行写附件说明", "在署名之前加“附件：”和名称。")


@rule("attachment-absent", Level.CUSTOM, CUSTOM, "附件不在文后")
def _attachment_absent(official: Official) -> Iterator[Hit]:
    listed = [name for name in _names(official) if not _COPIES.search(name)]
    if listed and not official.attachments:
        yield Hit(
            official.enclosures[0].place,
            "文后没有附件",
            "附件与正文一起装订",
            "不一起装订的，附件首页写发文字号和“附件”。",
        )


# --- 附件 --------------------------------------------------------------------------------------------------


@rule("attachment-page", Level.MUST, "7.3.7", "附件另面编排")
def _attachment_page(official: Official) -> Iterator[Hit]:
    for one in official.attachments:
        if not one.mark.break_before and official.previous_shown(one.mark) is not None:
            yield Hit(one.mark.place, "没有另起一面", "附件另面编排", "在“附件”前插入分页符，或设“段前分页”。")


@rule("attachment-mark", Level.MUST, "7.3.7", "附件标记的写法")
def _attachment_mark(official: Official) -> Iterator[Hit]:
    for one in official.attachments:
        match = ENCLOSURE_MARK.match(one.mark.flat)
        right = match and not match["tail"] and (match["number"] or "1").isdecimal() and "　" not in one.mark.flat
        if not right or (match and match["number"] and not match["number"].isascii()):
            found = f"“{one.mark.flat[:12]}”"
            yield Hit(
                one.mark.place, found, "“附件”或“附件1”，独占一行", "顺序号用阿拉伯数字，后面不加冒号，名称另起一行。"
            )


@rule("attachment-mark-font", Level.MUST, "7.3.7", "附件标记的字体")
def _attachment_mark_font(official: Official) -> Iterator[Hit]:
    for one in official.attachments:
        wrong = next((r for r in han_runs(one.mark) if face_of(r.east) is not Face.HEITI), None)
        if wrong:
            yield Hit(one.mark.place, named(wrong.east), "黑体", "把“附件”二字改为三号黑体。")


@rule("attachment-mark-size", Level.MUST, "7.3.7", "附件标记的字号")
def _attachment_mark_size(official: Official) -> Iterator[Hit]:
    for one in official.attachments:
        if one.mark.lead.size != g.SIZE_3:
            yield Hit(one.mark.place, size_name(one.mark.lead.size), size_name(g.SIZE_3), "把“附件”二字改为三号黑体。")


@rule("attachment-mark-place", Level.MUST, "7.3.7", "附件标记顶格")
def _attachment_mark_place(official: Official) -> Iterator[Hit]:
    for one in official.attachments:
        if not flush_left(official, one.mark):
            yield Hit(one.mark.place, "没有顶格", "版心左上角第一行顶格", "左对齐，去掉缩进和空格。")


@rule("attachment-order", Level.MUST, "7.3.7", "附件顺序")
def _attachment_order(official: Official) -> Iterator[Hit]:
    marks = [ENCLOSURE_MARK.match(a.mark.flat) for a in official.attachments]
    numbers = [m["number"] if m else None for m in marks]
    if len(numbers) > 1 and all(n and n.isdecimal() for n in numbers):
        found = [int(n) for n in numbers if n]
        if found != list(range(1, len(found) + 1)):
            expected = "附件1、附件2……连续"
            yield Hit(official.attachments[0].mark.place, f"顺序号{found}", expected, "改正附件的顺序号。")
    elif len(numbers) > 1 and any(n is None for n in numbers):
        place = official.attachments[0].mark.place
        yield Hit(place, "有几个附件，没有都编号", "附件1、附件2……连续", "给每个附件加顺序号。")


@rule("attachment-title", Level.MUST, "7.3.7", "附件标题的位置")
def _attachment_title(official: Official) -> Iterator[Hit]:
    for one in official.attachments:
        if not one.title:
            continue
        lines = gap(official.word, one.blanks, one.mark, one.title[0])
        if one.title[0].align != "center":
            yield Hit(one.title[0].place, "没有居中", "居中编排在第三行", "把附件标题设为居中。")
        elif not _ONE_LINE[0] <= lines <= _ONE_LINE[1]:
            found = f"与“附件”之间空{lines:.1f}行"
            yield Hit(one.title[0].place, found, "居中编排在第三行（空一行）", "在“附件”和标题之间留一个空行。")


@rule("attachment-title-font", Level.CUSTOM, CUSTOM, "附件标题的字体")
def _attachment_title_font(official: Official) -> Iterator[Hit]:
    for one in official.attachments:
        for paragraph in one.title:
            if any(face_of(r.east) not in {Face.XIAOBIAOSONG, Face.ZHONGSONG} for r in han_runs(paragraph)):
                found = named(paragraph.lead.east)
                yield Hit(paragraph.place, found, "二号小标宋", "附件标题一般用二号小标宋。")


@rule("attachment-place", Level.MUST, "7.3.7", "附件在版记之前")
def _attachment_place(official: Official) -> Iterator[Hit]:
    if official.attachments and official.imprint:
        behind = [a for a in official.attachments if _behind(official, a)]
        if behind:
            yield Hit(behind[0].mark.place, "排在版记后面", "附件在版记之前", "把版记移到全文最后一面。")


def _behind(official: Official, attachment: Attachment) -> bool:
    imprint = official.imprint
    return imprint is not None and official.at(attachment.mark) > official.at(imprint.paragraphs[-1])
