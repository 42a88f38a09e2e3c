"""What stands behind the text: 附件说明, 署名, 成文日期, 附注, the attachments and 版记."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from weibao.documents.check.faces import Face, face_of
from weibao.documents.check.official import Attachment, Imprint, Official
from weibao.documents.check.patterns import (
    ATTENDANCE,
    COPIES,
    DATE,
    ENCLOSURE_MARK,
    ENCLOSURES,
    NOTE,
    OLD_IMPRINT,
    PRINTED,
    SENT,
    level_of,
)

if TYPE_CHECKING:
    from weibao.documents.check.model import Paragraph

_SIGNER_LENGTH: Final = 45
_SIGNERS: Final = 10
_CLOSINGS: Final = ("特此", "此复", "以上", "妥否", "当否")
_PRINTED_LENGTH: Final = 70


def find(official: Official) -> None:
    """Fill in all elements behind the title; what remains is the body."""
    start = official.at(official.title[-1]) + 1 if official.title else _after_head(official)
    _imprint(official, start)
    inside = official.imprint.paragraphs if official.imprint else []
    members = {id(p) for p in inside}
    rest = [p for p in official.flow[start:] if not p.boxed and id(p) not in members]
    marks = _marks(official, rest)
    main = rest[: marks[0]] if marks else rest
    for at, end in pairwise([*marks, len(rest)]):
        official.attachments.append(_attachment(rest[at:end]))
    shown = [p for p in main if not p.empty]
    shown = _date_and_note(official, shown)
    shown = _signers(official, shown)
    shown = _enclosures(official, shown)
    if official.minutes:
        official.attendance = [p for p in shown if ATTENDANCE.match(p.flat)]
        shown = [p for p in shown if p not in official.attendance]
    official.body = shown


def _after_head(official: Official) -> int:
    known = [official.doc_no, official.issue_no, *official.marks, *official.signatories]
    return max((official.at(p) + 1 for p in known if p), default=0)


# --- 版记 --------------------------------------------------------------------------------------------------


def is_imprint(paragraph: Paragraph) -> bool:
    """Whether a paragraph is one of 版记."""
    text = paragraph.flat
    printed = PRINTED.search(text) and len(text) <= _PRINTED_LENGTH
    return bool(COPIES.match(text) or SENT.match(text) or OLD_IMPRINT.search(text[:20]) or printed)


def _imprint(official: Official, start: int) -> None:
    shown = [p for p in official.flow[start:] if not p.empty]
    last = next((n for n in range(len(shown) - 1, -1, -1) if is_imprint(shown[n])), None)
    if last is None:
        return
    first = last
    while first and (is_imprint(shown[first - 1]) or _continued(shown, first)):
        first -= 1
    # A wrapped line of 抄送 may stand in a paragraph of its own; something else behind is no 版记.
    group = shown[first : last + 1]
    table = group[-1].table
    if table is not None:
        group = [p for p in table.paragraphs if not p.empty]
        if not any(is_imprint(p) for p in group) or len(table.rows) > 6:
            return
    imprint = Imprint(table, paragraphs=[*group])
    imprint.copies = [p for p in group if COPIES.match(p.flat)]
    imprint.sent = [p for p in group if SENT.match(p.flat)]
    imprint.printed = next((p for p in group if PRINTED.search(p.flat) and not COPIES.match(p.flat)), None)
    if imprint.copies or imprint.printed or imprint.sent:
        official.imprint = imprint


def _continued(shown: list[Paragraph], at: int) -> bool:
    """The paragraph before continues a 抄送 list that began one further up."""
    return at >= 2 and bool(COPIES.match(shown[at - 2].flat)) and not shown[at - 1].flat.startswith("（")


# --- 附件 --------------------------------------------------------------------------------------------------


def _marks(official: Official, rest: list[Paragraph]) -> list[int]:
    """Where attachments begin: a line 附件 or 附件1 that begins a page or stands behind the date."""
    found = []
    dated = False
    for position, paragraph in enumerate(rest):
        text = paragraph.flat
        dated = dated or bool(DATE.match(text))
        if paragraph.table or not text:
            continue
        whole = ENCLOSURE_MARK.match(text)
        titled = paragraph.break_before and ENCLOSURES.match(text) and dated
        if (whole and (paragraph.break_before or dated or not official.formal)) or titled:
            found.append(position)
    return found


def _attachment(paragraphs: list[Paragraph]) -> Attachment:
    attachment = Attachment(paragraphs[0])
    behind = paragraphs[1:]
    while behind and behind[0].empty:
        attachment.blanks.append(behind.pop(0))
    while behind and not behind[0].empty and not behind[0].table and len(attachment.title) < 4:
        if not _heads(behind[0], attachment):
            break
        attachment.title.append(behind.pop(0))
    attachment.body = behind
    return attachment


def _heads(paragraph: Paragraph, attachment: Attachment) -> bool:
    """A line of the attachment's title: the first line behind the mark, and further ones that look the same."""
    if attachment.title:
        first = attachment.title[0]
        return paragraph.align == first.align == "center" and paragraph.lead.size == first.lead.size
    if paragraph.align == "center" or paragraph.lead.size > 36 or face_of(paragraph.lead.east) is Face.XIAOBIAOSONG:
        return True
    return (
        len(paragraph.flat) <= 40 and not paragraph.flat.endswith(("。", "：", "；")) and not level_of(paragraph.flat)
    )


# --- 成文日期、署名、附注、附件说明 ------------------------------------------------------------------------------


def _date_and_note(official: Official, shown: list[Paragraph]) -> list[Paragraph]:
    """Takes 成文日期 and what stands behind it off the end."""
    at = next((n for n in range(len(shown) - 1, -1, -1) if DATE.match(shown[n].flat)), None)
    # A date far from the end belongs to the text or to a table.
    if at is None or len(shown) - at > 6 or (at == 0 and not official.formal):
        return _early_note(official, shown)
    official.date = shown[at]
    official.notes = [p for p in shown[at + 1 :] if NOTE.match(p.flat)]
    others = [p for p in shown[at + 1 :] if p not in official.notes]
    return _early_note(official, [*shown[:at], *others])


def _early_note(official: Official, shown: list[Paragraph]) -> list[Paragraph]:
    """A 附注 that stands before the date, where it should not."""
    early = [p for p in shown[-3:] if p.flat.startswith(("（联系人", "（此件", "(联系人", "(此件"))]
    official.notes += early
    return [p for p in shown if p not in early]


def _signers(official: Official, shown: list[Paragraph]) -> list[Paragraph]:
    """Takes 署名 (one or several) off the end, if there is a date below."""
    if official.date is None:
        return shown
    kept = list(shown)
    while kept and len(official.signers) < _SIGNERS and _signs(official, kept[-1]):
        official.signers.insert(0, kept.pop())
    return kept


def _signs(official: Official, paragraph: Paragraph) -> bool:
    text = paragraph.flat
    if len(text) > _SIGNER_LENGTH or text.endswith(("。", "：", "；", "！", "）", "，")) or level_of(text):
        return False
    if ENCLOSURES.match(text) or paragraph in official.title or "，" in text or text.startswith(_CLOSINGS):
        return False
    moved = paragraph.align in {"right", "center", "distribute"} or paragraph.left > 2000 or paragraph.first > 1500
    spaced = paragraph.raw.startswith(("\u3000\u3000\u3000", "      ", "\t"))
    named = paragraph.styles[:1] == ("署名",)
    return moved or spaced or named or not official.signers


def _enclosures(official: Official, shown: list[Paragraph]) -> list[Paragraph]:
    """Takes 附件说明 off the end of the text."""
    at = next(
        (n for n in range(len(shown) - 1, -1, -1) if ENCLOSURES.match(shown[n].flat) and not shown[n].table), None
    )
    if at is None:
        return shown
    names = shown[at:]
    numbered = all(level_of(p.flat) in {0, 3} and len(p.flat) < 120 and not ATTENDANCE.match(p.flat) for p in names[1:])
    if not numbered and not official.minutes:
        return shown
    count = next((n for n, p in enumerate(names) if ATTENDANCE.match(p.flat)), len(names))
    official.enclosures = names[:count]
    return [*shown[:at], *names[count:]]
