"""Finding the elements of an official document among its paragraphs, whoever wrote it.

Text, place and look decide; names of styles only help. What is wrong must be recognised too (a 发文字号 in square
brackets, a 主送机关 without its colon), or nothing could be said about it: the patterns are wide.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from weibao.documents.check import endings
from weibao.documents.check.faces import Face, face_of
from weibao.documents.check.model import Border, Drawing, Paragraph
from weibao.documents.check.official import Official, RedRule
from weibao.documents.check.patterns import (
    COPY_NO,
    DATE,
    DOC_NO,
    ENCLOSURES,
    ISSUE_NO,
    ORDER_NO,
    SECRECY,
    SIGNATORY,
    TITLE_END,
    URGENCY,
    level_of,
)

if TYPE_CHECKING:
    from weibao.documents.check.model import Word

_HEAD_PARAGRAPHS: Final = 14
_LARGE: Final = 40  # half-points: nothing in a text is that large but marks and titles
_ADDRESSEE_ENDS: Final = tuple("局委办府部院会处厅心司校门乡镇道位区县市站所科组行社关团村")


def is_red(colour: str) -> bool:
    """Any colour that is plainly red: offices print it in several mixtures."""
    if len(colour) != 6:
        return False
    try:
        red, green, blue = (int(colour[n : n + 2], 16) for n in (0, 2, 4))
    except ValueError:
        return False
    return red >= 0xB0 and green <= 0x40 and blue <= 0x40


def classify(word: Word) -> Official:
    """The document with its elements found."""
    flow = word.paragraphs()
    official = Official(word, flow)
    start = _head(official)
    _title(official, start)
    endings.find(official)
    _send_to(official)
    _format(official)
    return official


# --- 版头 --------------------------------------------------------------------------------------------------


def _head(official: Official) -> int:
    """Everything above the title; gives where the title may begin."""
    shown = [p for p in official.flow if not p.empty and (p.boxed or not p.table or _in_head_table(official, p))]
    # Below 一、 there is no head any more: a 文号 in a table there is another document's.
    head = list(takewhile(lambda p: p.table is not None or level_of(p.flat) != 1, shown[:_HEAD_PARAGRAPHS]))
    number = next((p for p in head if DOC_NO.match(p.flat)), None)
    official.doc_no = number
    limit = official.at(number) if number else _first_title(official, head)
    before = [p for p in head if official.at(p) < limit]
    for paragraph in before:
        _head_element(official, paragraph, first=paragraph is shown[0])
    if official.mark_text.endswith("令"):
        official.issue_no = next((p for p in before if p not in official.marks and ORDER_NO.match(p.flat)), None)
    end = limit + 1 if number else limit
    end = _signatories(official, number, end)
    _rule(official, end)
    if official.rule:
        end = max(end, official.at(official.rule.paragraph) + (1 if official.rule.border else 0))
    return end


def _in_head_table(official: Official, paragraph: Paragraph) -> bool:
    """Whether a table belongs to the head: names of several organs side by side, 发文字号 beside 签发人."""
    table = paragraph.table
    if table is None or official.flow.index(paragraph) > _HEAD_PARAGRAPHS * 3:
        return False
    return any(DOC_NO.match(p.flat) or SIGNATORY.match(p.flat) or is_red(p.lead.colour) for p in table.paragraphs)


def _first_title(official: Official, head: list[Paragraph]) -> int:
    """Where the title begins in a document without 发文字号: behind what is red and behind 编号 and date of a 纪要."""
    end = 0
    for position, paragraph in enumerate(head):
        known = COPY_NO.match(paragraph.flat) or SECRECY.match(paragraph.flat) or URGENCY.match(paragraph.flat)
        line = position <= 4 and (ISSUE_NO.match(paragraph.flat) or _organ_and_date(paragraph))
        if not (known or line or is_red(paragraph.lead.colour)):
            break
        end = official.at(paragraph) + 1
    return end


def _organ_and_date(paragraph: Paragraph) -> bool:
    """The line over the red rule of a 纪要: organ at the left, date at the right."""
    pieces = [piece for piece in paragraph.text.replace("  ", "\t").split("\t") if piece.strip()]
    return len(pieces) == 2 and bool(DATE.match(pieces[1].strip()))


def _head_element(official: Official, paragraph: Paragraph, *, first: bool) -> None:
    text = paragraph.flat
    small = paragraph.lead.size < _LARGE and not is_red(paragraph.lead.colour)
    if COPY_NO.match(text) and small:
        official.copy_no = official.copy_no or paragraph
    elif SECRECY.match(text) and small:
        official.secrecy = official.secrecy or paragraph
    elif URGENCY.match(text) and small:
        official.urgency = official.urgency or paragraph
    elif ISSUE_NO.match(text):
        official.issue_no = paragraph
    elif not small or (first and text.endswith(("文件", "纪要"))):
        official.marks.append(paragraph)


def _signatories(official: Official, number: Paragraph | None, end: int) -> int:
    """签发人 beside 发文字号 or in lines near it, and the names that continue below."""
    near = official.flow[max(0, end - 4) : end + 3]
    found = next((p for p in near if SIGNATORY.search(p.flat) and len(p.flat) < 60), None)
    if found is None:
        return end
    official.signatories.append(found)
    at = official.at(found) + 1
    while at < len(official.flow) and not official.flow[at].empty and not found.borders.get("bottom"):
        paragraph = official.flow[at]
        if paragraph.align not in {"right", "both", "left"} or len(paragraph.flat) > 12 or level_of(paragraph.flat):
            break
        official.signatories.append(paragraph)
        at += 1
    return max(end, at)


def _rule(official: Official, end: int) -> None:
    """The rule that closes the head, and the double rules of a 信函."""
    region = official.flow[: min(len(official.flow), end + 4)]
    for paragraph in region:
        for border in paragraph.borders.values():
            if _double(border):
                official.double_rules.append(RedRule(paragraph, border))
        official.double_rules += [RedRule(paragraph, None, d) for d in paragraph.drawings if _letter_line(d)]
    footers = official.word.sections[0].footers
    for paragraph in footers.get("first", []) or footers.get("default", []):
        official.double_rules += [RedRule(paragraph, b) for b in paragraph.borders.values() if _double(b)]
        official.double_rules += [RedRule(paragraph, None, d) for d in paragraph.drawings if _letter_line(d)]
    if official.double_rules:
        return
    for paragraph in region[max(0, end - 2) :] if end else []:
        if paragraph.table and not _in_head_table(official, paragraph):
            break
        edge = paragraph.borders.get("bottom") or paragraph.borders.get("top")
        if edge and edge.style == "single":
            official.rule = RedRule(paragraph, edge)
            return
        line = next((d for d in paragraph.drawings if d.kind == "line"), None)
        if line:
            official.rule = RedRule(paragraph, None, line)
            return


def _double(border: Border) -> bool:
    return border.style.startswith(("thickThin", "thinThick")) or (border.style == "double" and is_red(border.colour))


def _letter_line(drawing: Drawing) -> bool:
    """A drawn red line wider than 版心: those of a 信函 are 170 mm."""
    return drawing.kind == "line" and is_red(drawing.colour) and (drawing.width or 0) > 9100


# --- 标题、主送机关 ------------------------------------------------------------------------------------------


def _title(official: Official, start: int) -> None:
    shown = [p for p in official.flow[start:] if not p.empty and not p.boxed and p not in official.signatories]
    for position, paragraph in enumerate(shown[:3]):
        if paragraph.table or not _titular(paragraph, alone=position == 0 and bool(official.doc_no)):
            continue
        official.title = [paragraph]
        for following in official.flow[official.at(paragraph) + 1 :]:
            if following.empty or following.table or not _continues(paragraph, following):
                break
            official.title.append(following)
        return


def _titular(paragraph: Paragraph, *, alone: bool) -> bool:
    """Whether a paragraph looks like a title; `alone`: it stands right under the head."""
    text = paragraph.flat
    if text.endswith(("：", ":")) or level_of(text) or len(text) > 120 or ENCLOSURES.match(text):
        return False
    look = _look(paragraph)
    return look >= 2 or (look >= 1 and (alone or bool(TITLE_END.search(text)))) or (alone and _subject(text))


def _look(paragraph: Paragraph) -> int:
    named = any(("标题" in n and "级" not in n) or n.lower() == "title" for n in paragraph.styles[:1])
    face = face_of(paragraph.lead.east)
    return sum((
        paragraph.align == "center",
        paragraph.lead.size >= _LARGE,
        face in {Face.XIAOBIAOSONG, Face.ZHONGSONG},
        named,
    ))  # fmt: skip


def _subject(text: str) -> bool:
    return "关于" in text and bool(TITLE_END.search(text)) and "。" not in text[:-1]


def _continues(first: Paragraph, following: Paragraph) -> bool:
    text = following.flat
    return (
        following.align == first.align == "center"
        and following.lead.size == first.lead.size
        and following.lead.east == first.lead.east
        and not text.endswith(("：", ":"))
        and not text.startswith(("（", "("))
    )


def _send_to(official: Official) -> None:
    """主送机关: right below the title, in a line or two that no text could be."""
    if not official.body or not official.title:
        return
    first = official.body[0]
    text = first.flat
    if first.table or level_of(text) or "。" in text[:-1] or len(text) > 500 or official.minutes:
        return
    formal = text.endswith(("：", ":")) and not any(mark in text for mark in ("如下", "《", "现将", "根据"))
    bare = (
        first.first == 0 and first.left == 0 and text.rstrip("，、；。,;").endswith(_ADDRESSEE_ENDS) and len(text) < 80
    )
    if formal or bare:
        official.send_to = first
        official.body = official.body[1:]


def _format(official: Official) -> None:
    """信函格式 shows by its double rules; on printed paper by its number at the right and no number on page 1."""
    first = official.word.sections[0]
    silent = first.first_differs and not any(p.fields for p in first.footers.get("first", []))
    right = official.doc_no is not None and official.doc_no.align == "right" and not official.signatories
    official.letter = bool(official.double_rules) or (silent and right)
