"""Ch. 5: paper, margins, colour; ch. 8: landscape pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.documents.check.classify import is_red
from weibao.documents.check.measure import millimetres
from weibao.documents.check.rule import CUSTOM, Hit, Level, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.model import Paragraph, Section
    from weibao.documents.check.official import Official

_PAPER: Final = 20  # Word and LibreOffice round A4 differently
_MARGIN: Final = 57  # 1 mm
_LETTER_TOP: Final = g.mm(30)
# Offices that count 22 lines and 21 gaps make up for the leading above the first line with these margins.
_COMPENSATED: Final = (range(1910, 1976), range(1797, 1863))
_SET_PAGE: Final = "在“布局—页面设置—页边距”中改"


def _portrait(official: Official) -> Iterator[tuple[str, Section]]:
    sections = official.word.sections
    for number, section in enumerate(sections, 1):
        if not section.landscape:
            yield ("页面设置" if len(sections) == 1 else f"第{number}节页面设置"), section


def compensated(section: Section) -> bool:
    """The accepted other pair of margins, 34 and 32 mm."""
    return section.top in _COMPENSATED[0] and section.bottom in _COMPENSATED[1]


@rule("page-size", Level.MUST, "5.1", "纸张幅面")
def _page_size(official: Official) -> Iterator[Hit]:
    for number, section in enumerate(official.word.sections, 1):
        sides = sorted((section.width, section.height))
        if abs(sides[0] - g.PAGE_WIDTH) > _PAPER or abs(sides[1] - g.PAGE_HEIGHT) > _PAPER:
            found = f"{millimetres(section.width)}×{millimetres(section.height)}"
            yield Hit(f"第{number}节页面设置", found, "A4（210毫米×297毫米）", "在“布局—纸张大小”中选 A4。")


@rule("page-top", Level.MUST, "5.2.1", "天头")
def _page_top(official: Official) -> Iterator[Hit]:
    for place, section in _portrait(official):
        letter = official.letter and section is official.word.sections[0]
        near = abs(section.top - g.TOP) <= _MARGIN or (letter and abs(section.top - _LETTER_TOP) <= 3 * _MARGIN)
        if not near and not compensated(section):
            yield Hit(place, f"上边距{millimetres(section.top)}", "37毫米（±1毫米）", f"{_SET_PAGE}为3.7厘米。")


@rule("page-left", Level.MUST, "5.2.1", "订口")
def _page_left(official: Official) -> Iterator[Hit]:
    for place, section in _portrait(official):
        left = section.left + section.gutter
        if abs(left - g.LEFT) > _MARGIN:
            yield Hit(place, f"左边距{millimetres(left)}", "28毫米（±1毫米）", f"{_SET_PAGE}为2.8厘米，装订线设为0。")


@rule("page-right", Level.MUST, "5.2.1", "版心宽度")
def _page_right(official: Official) -> Iterator[Hit]:
    for place, section in _portrait(official):
        if abs(section.right - g.RIGHT) > _MARGIN:
            advice = f"{_SET_PAGE}右边距为2.6厘米。"
            yield Hit(place, f"右边距{millimetres(section.right)}", "26毫米（版心宽156毫米）", advice)


@rule("page-bottom", Level.MUST, "5.2.1", "版心高度")
def _page_bottom(official: Official) -> Iterator[Hit]:
    for place, section in _portrait(official):
        if abs(section.bottom - g.BOTTOM) > _MARGIN and not compensated(section):
            advice = f"{_SET_PAGE}下边距为3.5厘米。"
            yield Hit(place, f"下边距{millimetres(section.bottom)}", "35毫米（版心高225毫米）", advice)


@rule("page-landscape", Level.MUST, "8", "横排表格的版心")
def _page_landscape(official: Official) -> Iterator[Hit]:
    for number, section in enumerate(official.word.sections, 1):
        if not section.landscape:
            continue
        if (
            abs(section.text_width - g.TEXT_HEIGHT) > 2 * _MARGIN
            or abs(section.text_height - g.TEXT_WIDTH) > 2 * _MARGIN
        ):
            found = f"版心{millimetres(section.text_width)}×{millimetres(section.text_height)}"
            advice = "横排页的上、下、左、右边距设为2.8、2.6、3.5、3.7厘米。"
            yield Hit(f"第{number}节（横排页）", found, "225毫米×156毫米", advice)


@rule("page-landscape-text", Level.MUST, "8", "横排页上的正文")
def _page_landscape_text(official: Official) -> Iterator[Hit]:
    body = [p for p in [*official.title, *official.body] if not p.table]
    if official.formal and body and official.section(body[0]).landscape:
        yield Hit(body[0].place, "正文排在横排页上", "竖排页", "只有表格可以横排，请把正文所在的节改为纵向。")


def _head(official: Official) -> set[int]:
    head = [*official.marks, official.doc_no, official.issue_no, official.copy_no, official.secrecy, official.urgency]
    head += official.signatories
    return {id(p) for p in head if p}


@rule("text-colour", Level.MUST, "5.2.4", "文字颜色")
def _text_colour(official: Official) -> Iterator[Hit]:
    head = _head(official)
    for paragraph in official.flow:
        coloured = _coloured(paragraph)
        if coloured and not (id(paragraph) in head and is_red(coloured)):
            yield Hit(paragraph.place, f"字色{coloured}", "黑色", "选中文字，把字体颜色改为“自动”或黑色。")


def _coloured(paragraph: Paragraph) -> str:
    colours = (run.colour for run in paragraph.runs if run.text.strip())
    return next((colour for colour in colours if not _black(colour)), "")


def _black(colour: str) -> bool:
    """Automatic, or as dark as what Word calls text 1: nobody sees the difference on paper."""
    return not colour or re.fullmatch(r"(?:[01][0-9A-F]|2[0-6]){3}", colour) is not None


@rule("header-text", Level.CUSTOM, CUSTOM, "页眉")
def _header_text(official: Official) -> Iterator[Hit]:
    for section in official.word.sections:
        texts = [
            p for kind, ps in section.headers.items() for p in ps if not p.empty and _shown(kind, section, official)
        ]
        if texts:
            yield Hit("页眉", f"“{texts[0].flat[:20]}”", "没有页眉", "公文页面没有页眉，请删去。")
            return


def _shown(kind: str, section: Section, official: Official) -> bool:
    return (
        kind == "default" or (kind == "first" and section.first_differs) or (kind == "even" and official.word.odd_even)
    )


@rule("left-revisions", Level.CUSTOM, CUSTOM, "修订和批注")
def _left_revisions(official: Official) -> Iterator[Hit]:
    if official.word.revisions or official.word.comments:
        found = "有没有接受的修订" if official.word.revisions else "有批注"
        yield Hit("全文", found, "印发稿不带修订和批注", "在“审阅”中接受或拒绝全部修订，删去批注。")
