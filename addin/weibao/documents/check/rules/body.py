"""Ch. 7.3.3: paragraphs of the text and the numbers of its levels."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.documents.check.faces import Face, face_of, named
from weibao.documents.check.measure import edges, millimetres
from weibao.documents.check.patterns import LEVELS, NO_TEXT, chinese_value, level_of
from weibao.documents.check.rule import CUSTOM, Hit, Level, rule
from weibao.documents.check.rules.lines import han_runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.model import Paragraph
    from weibao.documents.check.official import Official

_INDENTS: Final = range(600, 681)
_INDENTED: Final = (560, 720)  # what two spaces or two characters of another pitch come to
_HEADING_FACES: Final = {1: Face.HEITI, 2: Face.KAITI}
_SENTENCE: Final = re.compile(r"[。！？]")


def _texts(official: Official) -> Iterator[Paragraph]:
    """Paragraphs of the body that are text: not in tables, not set to the middle or the right (captions)."""
    for paragraph in official.body:
        if not paragraph.table and not paragraph.boxed and paragraph.align not in {"center", "right"}:
            yield paragraph


def _by_space(paragraph: Paragraph) -> bool:
    return paragraph.raw.startswith((" ", "\u3000", "\t"))


@rule("body-indent", Level.MUST, "7.3.3", "段首缩进")
def _body_indent(official: Official) -> Iterator[Hit]:
    for paragraph in _texts(official):
        start = edges(paragraph, official.section(paragraph).text_width)[0]
        typed = _by_space(paragraph) and _INDENTED[0] <= start <= _INDENTED[1]
        if paragraph.left + paragraph.first not in _INDENTS and not typed and start not in _INDENTS:
            found = f"首行缩进{millimetres(start)}"
            advice = "首行缩进设为2字符（11.3毫米），不用空格。"
            yield Hit(paragraph.place, found, "每个自然段左空二字", advice)


@rule("body-left", Level.MUST, "7.3.3", "回行顶格")
def _body_left(official: Official) -> Iterator[Hit]:
    for paragraph in _texts(official):
        hanging = paragraph.left > 60 and len(paragraph.flat) > g.CHARACTERS - 2
        if hanging or (paragraph.right > 60 and len(paragraph.flat) > g.CHARACTERS - 2):
            found = f"左缩进{millimetres(paragraph.left)}、右缩进{millimetres(paragraph.right)}"
            yield Hit(paragraph.place, found, "回行顶格", "把左、右缩进设为0，只留首行缩进2字符。")


@rule("body-spaces", Level.NORMAL, "7.3.3", "用空格缩进")
def _body_spaces(official: Official) -> Iterator[Hit]:
    for paragraph in _texts(official):
        if _by_space(paragraph):
            yield Hit(
                paragraph.place, "段首用空格或制表符", "首行缩进2字符", "删去段首的空格，用首行缩进，改字号时才不走样。"
            )


@rule("body-align", Level.CUSTOM, CUSTOM, "正文对齐")
def _body_align(official: Official) -> Iterator[Hit]:
    for paragraph in _texts(official):
        if paragraph.align == "left" and len(paragraph.flat) > 2 * g.CHARACTERS:
            yield Hit(paragraph.place, "左对齐", "两端对齐", "把正文设为两端对齐，右边才整齐。")
            return


@rule("body-blank", Level.CUSTOM, CUSTOM, "正文里的空行")
def _body_blank(official: Official) -> Iterator[Hit]:
    texts = [p for p in official.body if not p.table and not p.boxed]
    for paragraph, following in pairwise(texts):
        between = official.flow[official.at(paragraph) + 1 : official.at(following)]
        if between and all(p.empty and not p.table and not p.drawings for p in between) and not following.break_before:
            yield Hit(following.place, f"前面有{len(between)}个空行", "段落之间不空行", "删去空行。")


@rule("no-text-page", Level.MUST, "7.3.5.5", "“此页无正文”")
def _no_text_page(official: Official) -> Iterator[Hit]:
    for paragraph in official.flow:
        if NO_TEXT.search(paragraph.flat) and len(paragraph.flat) < 20:
            advice = "删去这句话，调整正文行距、字距，使署名、日期与正文同页。"
            yield Hit(paragraph.place, f"“{paragraph.flat}”", "不用“此页无正文”", advice)


# --- 层次序数 ----------------------------------------------------------------------------------------------


@rule("level-form", Level.NORMAL, "7.3.3", "层次序数的写法")
def _level_form(official: Official) -> Iterator[Hit]:
    right = (
        r"[一二三四五六七八九十百]+、",
        r"（[一二三四五六七八九十百]+）(?![、.．，])",
        r"\d+[.．](?![、，])",
        r"（\d+）(?![、.．，])",
    )
    for level, paragraph in official.levels():
        if not re.match(right[level - 1], paragraph.flat):
            match = LEVELS[level - 1].match(paragraph.flat)
            found = f"“{paragraph.flat[: match.end() + 1] if match else paragraph.flat[:4]}”"
            yield Hit(paragraph.place, found, "一、（一）1.（1）", "括号用全角，数字后用下圆点，括号后不加顿号。")


@rule("level-skip", Level.NORMAL, "7.3.3", "层次不越级")
def _level_skip(official: Official) -> Iterator[Hit]:
    """Four levels in order; a short text may begin with any (1. under 一、 is common where there are only two)."""
    used = {level for level, _ in official.levels()}
    open_levels: set[int] = set()
    for level, paragraph in official.levels():
        open_levels = {n for n in open_levels if n < level}
        above = max(open_levels, default=0)
        skipped = above and level - above > 1 and (level - 1 in used or level == 4)
        if skipped:
            found = f"第{above}层下直接用第{level}层序数"
            yield Hit(paragraph.place, found, "依次用一、（一）1.（1）", "改用下一层的序数。")
        open_levels.add(level)


@rule("level-order", Level.NORMAL, "7.3.3", "序数连续")
def _level_order(official: Official) -> Iterator[Hit]:
    counts: dict[int, int] = {}
    for level, paragraph in official.levels():
        match = LEVELS[level - 1].match(paragraph.flat)
        written = re.sub(r"[（）()、.．]", "", match[0]) if match else ""
        value = int(written) if written.isdigit() else chinese_value(written)
        counts = {n: count for n, count in counts.items() if n <= level}
        expected = counts.get(level, 0) + 1
        counts[level] = value or expected
        if value and value != expected and value != 1:
            yield Hit(paragraph.place, f"序数{written}", f"接着应是第{expected}项", "改正序数，使其连续。")


def _heading(paragraph: Paragraph) -> tuple[str, bool]:
    """The heading of a numbered paragraph and whether text follows it in the same paragraph."""
    text = paragraph.flat
    match = _SENTENCE.search(text)
    if match is None or match.end() >= len(text):
        return text, False
    return text[: match.end()], True


def _is_item(official: Official, paragraph: Paragraph) -> bool:
    """An item of a list （一）……；（二）……。 is text, not a heading."""
    siblings = [p for level, p in official.levels() if level == 2]
    at = siblings.index(paragraph) if paragraph in siblings else -1
    before = siblings[at - 1].flat if at > 0 else ""
    return paragraph.flat.endswith(("；", ";")) or before.endswith(("；", ";"))


@rule("level-font", Level.NORMAL, "7.3.3", "层次标题的字体")
def _level_font(official: Official) -> Iterator[Hit]:
    for level, paragraph in official.levels():
        expected = _HEADING_FACES.get(level)
        if expected is None or _is_item(official, paragraph):
            continue
        first = next(iter(han_runs(paragraph)), None)
        if first and face_of(first.east) is not expected:
            number = "一" if level == 1 else "二"
            advice = f"第{number}层标题改为三号{expected.value}。"
            yield Hit(paragraph.place, named(first.east), f"第{number}层用{expected.value}", advice)


@rule("level-run", Level.NORMAL, "7.3.3", "标题字体只用于标题")
def _level_run(official: Official) -> Iterator[Hit]:
    for level, paragraph in official.levels():
        expected = _HEADING_FACES.get(level)
        heading, followed = _heading(paragraph)
        if expected is None or not followed:
            continue
        behind = paragraph.flat[len(heading) :]
        last = han_runs(paragraph)[-1] if han_runs(paragraph) else None
        if last and face_of(last.east) is expected and len(behind) > 4 and behind[-4:] in paragraph.flat:
            advice = "标题后面的正文改为仿宋，只有标题一句用标题的字体。"
            yield Hit(paragraph.place, f"整段用{expected.value}", "标题以外的文字用仿宋", advice)


@rule("level-bold", Level.CUSTOM, CUSTOM, "层次标题不加粗")
def _level_bold(official: Official) -> Iterator[Hit]:
    for level, paragraph in official.levels():
        if level <= 3 and any(run.bold for run in han_runs(paragraph)):
            yield Hit(paragraph.place, "加粗", "不加粗", "国标没有要求加粗，本单位没有规定的，请去掉。")


@rule("level-stop", Level.CUSTOM, CUSTOM, "标题末尾的标点")
def _level_stop(official: Official) -> Iterator[Hit]:
    for level, paragraph in official.levels():
        text = paragraph.flat
        alone = level <= 2 and len(text) <= 24 and not _SENTENCE.search(text[:-1]) and "，" not in text
        if alone and text.endswith("。") and face_of(paragraph.lead.east) in _HEADING_FACES.values():
            yield Hit(paragraph.place, "标题单独成行，末尾有句号", "末尾不用标点", "去掉句号；后面接排正文的才用句号。")


@rule("level-number", Level.CUSTOM, CUSTOM, "只有一项的序数")
def _level_number(official: Official) -> Iterator[Hit]:
    found = official.levels()
    if len(found) == 1 and level_of(found[0][1].flat) == 1:
        yield Hit(found[0][1].place, "全文只有“一、”", "只有一项时不编序数", "去掉序数，或者再分层次。")
