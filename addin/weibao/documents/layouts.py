"""The formats of GB/T 9704-2012 as whole templates: 通用下行, 上行, 信函 and 纪要 around a body.

`compose` gives a template's bytes; its common tags are those of `fields`. A kind of document adds its own body and
enclosures, made of the pieces of `layout`.
"""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from weibao.documents import endings
from weibao.documents import geometry as g
from weibao.documents import layout as lay
from weibao.documents.kind import Layout
from weibao.documents.parts import document
from weibao.documents.sections import Page, section_break

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from weibao.documents.layout import Enclosure

FIELDS: Final[dict[str, str]] = {
    "标志": "发文机关标志；纪要的是“×××纪要”，信函的不带“文件”",
    "文号": "发文字号，序号留空；纪要的是期号",
    "签发人": "签发人姓名，未签发的留空（上行文）",
    "标题": "标题，已分好行",
    "主送": "主送机关（不含冒号）；没有时为空",
    "主送移版记": "真：主送机关太多，首页放不下正文，移到版记",
    "代替": "重新印发时说明原文同时废止的一句（带句号）；不代替别的文书时为空",
    "附件": "附件名称的清单；没有附件时为空",
    "出席": "出席人员（纪要）；没有时为空",
    "请假": "请假人员（纪要）；没有时为空",
    "列席": "列席人员（纪要）；没有时为空",
    "署名": "发文机关署名",
    "成文日期": "成文日期，月、日留空",
    "附注": "附注（不含括号），如联系人和电话；没有时为空",
    "抄送": "抄送机关；没有时为空",
    "印发机关": "印发机关",
    "印发日期": "印发日期（不含“印发”二字），月、日留空",
}
"""What the common tags hold; `fields` says which of them a layout has."""

_WITHOUT: Final = {
    Layout.GENERAL: ("签发人", "出席", "请假", "列席"),
    Layout.UPWARD: ("出席", "请假", "列席"),
    Layout.LETTER: ("签发人", "出席", "请假", "列席", "印发机关", "印发日期"),
    Layout.MINUTES: ("签发人", "附注"),
}

_RULED_HEAD: Final = g.MARK_BEFORE + g.MARK_LINE + 3 * g.LINE + 20 * g.RULE_SPACE + 30
_HEAD_HEIGHTS: Final = {
    Layout.GENERAL: _RULED_HEAD,
    Layout.UPWARD: _RULED_HEAD,
    Layout.LETTER: g.mm(15) + g.LINE,
    Layout.MINUTES: _RULED_HEAD,
}
_TEXT_LINES: Final = 2

_CREATED: Final = date(2023, 1, 1)


REPLACES: Final = lay.only("代替", lay.paragraph("WBBodyKept", "{{ 代替 }}"))
"""The sentence on the document that a new version replaces: the last of the text, but before 特此通知 and the like."""


def fields(layout: Layout) -> dict[str, str]:
    """The common tags of a layout and what they hold, in the order of the page."""
    return {name: text for name, text in FIELDS.items() if name not in _WITHOUT[layout]}


def compose(
    layout: Layout, body: str, *, title: str, enclosures: Sequence[Enclosure] = (), send_to: bool = True
) -> bytes:
    """A whole template: head, title, 主送, `body`, ending, enclosures and 版记; the same bytes every time.

    The sentence of 重新印发 (`REPLACES`) ends the body, unless the body has it already. `title` goes into the file's
    properties. Without `send_to` there is no 主送 line whatever its tag holds (公告, 通告
    and the like); a 纪要 never has one, its addressees stand in 版记. ValueError where a 信函 has a landscape enclosure
    with a condition: its first page would need another section each time.
    """
    addressed = send_to and layout is not Layout.MINUTES
    text = (
        _HEADS[layout]()
        + lay.blank(2)
        + lay.paragraph("WBTitle", "{{ 标题 }}")
        + lay.blank()
        + (lay.only("主送 and not 主送移版记", lay.paragraph("WBSendTo", "{{ 主送 }}：")) if addressed else "")
        + (body if REPLACES in body else body + REPLACES)
        + endings.enclosure_list()
        + (endings.attendance() if layout is Layout.MINUTES else endings.signature())
    )
    first = Page.LETTER if layout is Layout.LETTER else Page.PORTRAIT
    *blocks, last = _with_enclosures(first, enclosures)
    text += "".join(blocks) + endings.imprint(ruled=layout is not Layout.LETTER)
    return document(text, title=title, creator="weibao", created=_CREATED, last=Page(last))


def plain(body: str, *, title: str, landscape: bool = False) -> bytes:
    """A template with the page and the page numbers of the standard and nothing around `body`: a form, a cover."""
    page = Page.LANDSCAPE if landscape else Page.PORTRAIT
    return document(body, title=title, creator="weibao", created=_CREATED, last=page)


def opening(
    layout: Layout, *, title: Sequence[str], send_to: str = "", enclosures: Sequence[str] = ()
) -> dict[str, Any]:
    """The common fields that depend on the document: 标题 (its lines), 主送, whether it moves to 版记, 附件 (names).

    代替 is blank: it is the matter of `restating`.
    """
    return {
        "标题": "\n".join(title),
        "主送": send_to,
        "主送移版记": bool(send_to) and (layout is Layout.MINUTES or send_to_moves(layout, len(title), send_to)),
        "代替": "",
        "附件": list(enclosures),
    }


def send_to_moves(layout: Layout, title_lines: int, send_to: str) -> bool:
    """Whether 主送 would leave the first page without text, so that it must move to 版记 (7.3.2)."""
    lines = -(-(len(send_to) + 1) // g.CHARACTERS)
    height = _HEAD_HEIGHTS[layout] + title_lines * g.TITLE_LINE + (3 + lines + _TEXT_LINES) * g.LINE
    return height > g.TEXT_HEIGHT


def _with_enclosures(first: Page, enclosures: Sequence[Enclosure]) -> Iterator[str]:
    """The enclosures with the section breaks that they need, and at last the kind of the last section's pages.

    Landscape enclosures that follow each other share a section, which is there if any of them is.
    """
    page = first
    for landscape, group in groupby(enclosures, key=lambda enclosure: enclosure.landscape):
        members = tuple(group)
        blocks = "".join(member.xml() for member in members)
        if not landscape:
            yield blocks
            continue
        conditions = [member.condition for member in members]
        optional = all(conditions)
        if optional and page is Page.LETTER:
            raise ValueError("a landscape enclosure of a 信函 must not depend on a condition")
        blocks = section_break(page) + blocks + section_break(Page.LANDSCAPE)
        yield lay.only(" or ".join(f"({condition})" for condition in conditions), blocks) if optional else blocks
        page = Page.PORTRAIT
    yield page


def _general() -> str:
    return (
        lay.paragraph("WBMark", "{{ 标志 }}")
        + lay.blank(2)
        + lay.paragraph("WBNumber", lay.control(lay.DOC_NO, "{{ 文号 }}"))
    )


def _upward() -> str:
    number = lay.control(lay.DOC_NO, "{{ 文号 }}")
    signer = lay.control(lay.SIGNER, "{{ 签发人 }}", "WBHeading2Text")
    return (
        lay.paragraph("WBMark", "{{ 标志 }}")
        + lay.blank(2)
        + lay.paragraph("WBNumberUpward", number, "\t签发人：", signer)
    )


def _letter() -> str:
    return lay.framed("WBLetterMark", g.LETTER_MARK_TOP, "{{ 标志 }}") + lay.paragraph(
        "WBLetterNumber", lay.control(lay.DOC_NO, "{{ 文号 }}")
    )


def _minutes() -> str:
    """The number and, over the red rule, organ and date, as is the custom; the standard leaves them open."""
    return (
        lay.paragraph("WBMark", "{{ 标志 }}")
        + lay.blank()
        + lay.paragraph("WBMinutesNumber", lay.control(lay.DOC_NO, "{{ 文号 }}"))
        + lay.paragraph("WBMinutesLine", "{{ 署名 }}\t", lay.control(lay.DATED, "{{ 成文日期 }}"))
    )


_HEADS: Final[dict[Layout, Callable[[], str]]] = {
    Layout.GENERAL: _general,
    Layout.UPWARD: _upward,
    Layout.LETTER: _letter,
    Layout.MINUTES: _minutes,
}
