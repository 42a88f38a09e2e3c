"""What only the printed page proves: distances of ink (±1 mm), 22 lines, 28 characters, what stands on which page.

These rules say nothing where the document has not been printed to pages.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.documents.check.proof_text import flat, page_of
from weibao.documents.check.rule import Hit, Level, rule
from weibao.documents.check.rules.head import mark_top

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.official import Official
    from weibao.documents.check.proof import Band, Line, Page

_LEFT, _TOP, _RIGHT, _BOTTOM = 28.0, 37.0, 184.0, 262.0
_TOLERANCE: Final = 1.0
_FOLIO: Final = 269.0
_TEXT: Final = 16.0
_FEW: Final = 10
_LINE: Final = g.LINE / g.TWIPS_PER_MM
# A full stop may hang beyond the edge of 版心: that is how Word and LibreOffice end lines unless told otherwise.
_HANGING: Final = 7.0


def _off(found: float, wanted: float) -> bool:
    return abs(found - wanted) > _TOLERANCE


def _bands(official: Official, page: int, *, red: bool, start: float, end: float) -> list[Band]:
    from weibao.documents.check.proof import bands

    return list(bands(official.pages[page], start, end, red=red))


def _rules(official: Official) -> list[Band]:
    """The red rules of the first page."""
    if not official.pages:
        return []
    found = _bands(official, 0, red=True, start=0, end=297)
    return [band for band in found if band.width > 140 and band.bottom - band.top < 3]


def _mark(official: Official) -> Band | None:
    """The ink of 发文机关标志."""
    if not official.pages or not official.marks:
        return None
    rules = _rules(official)
    end = rules[0].top if rules else 200.0
    found = [band for band in _bands(official, 0, red=True, start=0, end=end) if band.bottom - band.top > 3]
    if not found:
        return None
    first, last = found[0], found[-1]
    return first._replace(bottom=last.bottom)


@rule("ink-mark", Level.MUST, "7.2.4", "发文机关标志的位置（量页面）")
def _ink_mark(official: Official) -> Iterator[Hit]:
    mark = _mark(official)
    wanted, _, clause = mark_top(official)
    if mark and _off(mark.top, wanted):
        expected = f"上边缘距纸边{wanted:.0f}毫米（±1毫米）"
        yield Hit("第1页发文机关标志", f"{mark.top:.1f}毫米", expected, "调整标志上面的间距。", clause)


@rule("ink-rule-gap", Level.MUST, "7.2.7", "红线与发文字号的距离（量页面）")
def _ink_rule_gap(official: Official) -> Iterator[Hit]:
    rules, mark = _rules(official), _mark(official)
    if official.letter or not rules or mark is None:
        return
    above = _bands(official, 0, red=False, start=mark.bottom, end=rules[0].top)
    if above and _off(rules[0].top - above[-1].bottom, 4.0):
        found = f"{rules[0].top - above[-1].bottom:.1f}毫米"
        yield Hit("第1页版头分隔线", found, "发文字号下4毫米（±1毫米）", "调整分隔线与文字的间距。")


@rule("ink-rule-width", Level.MUST, "7.2.7", "红线的长度（量页面）")
def _ink_rule_width(official: Official) -> Iterator[Hit]:
    for band in _rules(official)[:1]:
        wanted = 170.0 if official.letter else 156.0
        if _off(band.width, wanted):
            yield Hit("第1页红线", f"长{band.width:.1f}毫米", f"{wanted:.0f}毫米（±1毫米）", "调整红线的长度。")


@rule("ink-letter", Level.MUST, "10.1", "信函双线的位置（量页面）")
def _ink_letter(official: Official) -> Iterator[Hit]:
    rules, mark = _rules(official), _mark(official)
    if not official.letter or mark is None:
        return
    upper = [band for band in rules if band.top < 150]
    lower = [band for band in rules if band.top > 250]
    if upper and _off(upper[0].top - mark.bottom, 4.0):
        found = f"{upper[0].top - mark.bottom:.1f}毫米"
        yield Hit("第1页上面的双线", found, "标志下4毫米（±1毫米）", "调整双线与标志的间距。")
    if lower and not (lower[0].top - _TOLERANCE <= 277.0 <= lower[-1].bottom + _TOLERANCE):
        found = f"距纸边{297 - lower[0].middle:.1f}毫米"
        yield Hit("第1页下面的双线", found, "距下页边20毫米（±1毫米）", "调整双线的位置。")


def _folio(page: Page) -> str:
    return "".join(line.text for line in page.lines if line.middle > _BOTTOM + 2)


def _inside(page: Page) -> list[Line]:
    """The lines of 版心."""
    return [line for line in page.lines if _TOP < line.middle < _BOTTOM]


@rule("ink-folio-shown", Level.MUST, "7.5", "每面的页码（量页面）")
def _ink_folio_shown(official: Official) -> Iterator[Hit]:
    for number, page in enumerate(official.pages, 1):
        if page.landscape or not page.glyphs or (number == 1 and official.letter):
            continue
        if not re.fullmatch(r"—\d+—", _folio(page)):
            found = f"“{_folio(page)}”" if _folio(page) else "没有页码"
            yield Hit(f"第{number}页", found, f"“— {number} —”", "检查页脚。")


@rule("ink-folio", Level.MUST, "7.5", "页码的高低（量页面）")
def _ink_folio(official: Official) -> Iterator[Hit]:
    for number, page in enumerate(official.pages, 1):
        if page.landscape or (number == 1 and official.letter):
            continue
        found = _bands(official, number - 1, red=False, start=_BOTTOM + 2, end=292)
        if len(found) == 1 and _off(found[0].middle, _FOLIO):
            below = f"一字线在版心下边缘下{found[0].middle - _BOTTOM:.1f}毫米"
            yield Hit(f"第{number}页页码", below, "7毫米（±1毫米）", "在“页面设置—版式”中调整页脚距边界。")
            return


@rule("ink-first-page", Level.MUST, "7.3.2", "首页显示正文（量页面）")
def _ink_first_page(official: Official) -> Iterator[Hit]:
    body = [p for p in official.body if not p.table]
    if official.pages and official.formal and official.title and body and page_of(official, body[0]) not in {None, 0}:
        advice = "缩小标志或标题的间距；主送机关太多的，移到版记。"
        yield Hit("第1页", "没有正文", "首页必须显示正文", advice)


@rule("ink-signature", Level.MUST, "7.3.5.5", "署名、日期与正文同页（量页面）")
def _ink_signature(official: Official) -> Iterator[Hit]:
    first = official.signers[0] if official.signers else official.date
    if not official.pages or first is None or first.table:
        return
    number = page_of(official, first, last=True, whole=True)
    if number is None:
        return
    lines = _inside(official.pages[number])
    # On a first page the mark may say the same.
    places = [n for n, line in enumerate(lines) if line.text == flat(first)]
    if places and places[-1] == 0:
        advice = "调整正文行距、字距，或者设“与下段同页”，不用“此页无正文”。"
        yield Hit(f"第{number + 1}页", "署名和日期独自成页", "与至少一行正文同页", advice)


@rule("ink-imprint", Level.MUST, "7.4.1", "版记的位置（量页面）")
def _ink_imprint(official: Official) -> Iterator[Hit]:
    from weibao.documents.check.proof import last_rule

    imprint = official.imprint
    if not official.pages or imprint is None or official.letter or imprint.printed is None:
        return
    last = len(official.pages) - 1
    if page_of(official, imprint.printed, last=True) not in {None, last}:
        yield Hit(f"第{last + 1}页", "版记不在最后一面", "版记在最后一面", "把版记移到最后一面的底部。")
        return
    page = official.pages[last]
    found = None if page.landscape else last_rule(page, _LEFT + 2, _RIGHT - 2)
    if found is not None and _off(found, _BOTTOM):
        place, advice = f"第{last + 1}页版记", "把版记固定在版心底部。"
        yield Hit(place, f"末条线距版心下边缘{_BOTTOM - found:.1f}毫米", "末条分隔线与版心下边缘重合（±1毫米）", advice)


def _text_lines(page: Page) -> list[Line]:
    """The lines of 版心 of a page that is all running text, else none."""
    lines = _inside(page)
    plain = all(abs(glyph.size - _TEXT) < 0.6 for line in lines for glyph in line.glyphs)
    return lines if plain and not page.landscape else []


@rule("ink-lines", Level.NORMAL, "5.2.3", "每面行数（量页面）")
def _ink_lines(official: Official) -> Iterator[Hit]:
    """Of pages that text fills from top to bottom; an empty line counts as one."""
    for number, page in enumerate(official.pages, 1):
        lines = _text_lines(page)
        if len(lines) < _FEW or lines[0].middle > _TOP + _LINE or lines[-1].middle < _BOTTOM - _LINE:
            continue
        step = median(below.middle - above.middle for above, below in pairwise(lines))
        held = 1 + round((lines[-1].middle - lines[0].middle) / step)
        if held != g.LINES:
            yield Hit(f"第{number}页", f"{held}行", "22行", "把正文行距设为固定值28.95磅，段前、段后设为0。")


@rule("ink-characters", Level.NORMAL, "5.2.3", "每行字数（量页面）")
def _ink_characters(official: Official) -> Iterator[Hit]:
    counts: Counter[int] = Counter()
    for page in official.pages:
        for line in _text_lines(page):
            han = all("\u4e00" <= glyph.text <= "\u9fff" for glyph in line.glyphs)
            if han and abs(line.left - _LEFT) < 1.5 and line.right > _RIGHT - 6:
                counts[len(line.glyphs)] += 1
    for held, lines in counts.most_common(1):
        if held != g.CHARACTERS:
            yield Hit(f"{lines}行", f"每行{held}字", "每行28字", "把正文字符间距紧缩0.25磅。")


@rule("ink-outside", Level.MUST, "5.2.1", "版心以外的文字（量页面）")
def _ink_outside(official: Official) -> Iterator[Hit]:
    for number, page in enumerate(official.pages, 1):
        if page.landscape:
            continue
        inside = [glyph for line in _inside(page) for glyph in line.glyphs]
        far = [x for x in inside if x.left < _LEFT - _TOLERANCE or x.right > _RIGHT + _HANGING]
        if far:
            text = "".join(glyph.text for glyph in far[:8])
            yield Hit(
                f"第{number}页“{text}”", "在版心以外", "左右不出版心（28毫米至184毫米）", "调整缩进、表格宽度或字距。"
            )
