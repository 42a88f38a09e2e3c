"""A document as an official document: its elements, found by `classify`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from weibao.documents.check.patterns import CAPTION, GENRES, TITLE_END, level_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.documents.check.model import Border, Drawing, Paragraph, Section, Table, Word
    from weibao.documents.check.proof import Page


@dataclass(slots=True, eq=False)
class RedRule:
    """The rule below the head: the border of `paragraph`, or a line drawn there."""

    paragraph: Paragraph
    border: Border | None = None
    drawing: Drawing | None = None

    @property
    def colour(self) -> str:
        return self.border.colour if self.border else self.drawing.colour if self.drawing else ""


@dataclass(slots=True, eq=False)
class Attachment:
    """An 附件 behind the text: its mark, title lines and everything below."""

    mark: Paragraph
    title: list[Paragraph] = field(default_factory=list)
    blanks: list[Paragraph] = field(default_factory=list)
    body: list[Paragraph] = field(default_factory=list)

    @property
    def name(self) -> str:
        return "".join(p.flat for p in self.title)


@dataclass(slots=True, eq=False)
class Imprint:
    """版记: its paragraphs, and the table that holds them if there is one."""

    table: Table | None = None
    sent: list[Paragraph] = field(default_factory=list)
    copies: list[Paragraph] = field(default_factory=list)
    printed: Paragraph | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(eq=False)
class Official:
    """The elements of a document in the order of the page; what was not found is None or empty.

    `flow` are all paragraphs in order. A document with neither 标志 nor 发文字号 (a form, a cover, a plain text) is not
    `formal`, and rules that ask for elements leave it alone. `pages` is empty unless the document was printed.
    """

    word: Word
    flow: list[Paragraph]
    copy_no: Paragraph | None = None
    secrecy: Paragraph | None = None
    urgency: Paragraph | None = None
    marks: list[Paragraph] = field(default_factory=list)
    doc_no: Paragraph | None = None
    issue_no: Paragraph | None = None
    signatories: list[Paragraph] = field(default_factory=list)
    rule: RedRule | None = None
    double_rules: list[RedRule] = field(default_factory=list)
    title: list[Paragraph] = field(default_factory=list)
    send_to: Paragraph | None = None
    body: list[Paragraph] = field(default_factory=list)
    enclosures: list[Paragraph] = field(default_factory=list)
    attendance: list[Paragraph] = field(default_factory=list)
    signers: list[Paragraph] = field(default_factory=list)
    date: Paragraph | None = None
    notes: list[Paragraph] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    imprint: Imprint | None = None
    letter: bool = False
    pages: tuple[Page, ...] = ()

    @cached_property
    def title_text(self) -> str:
        return "".join(p.flat for p in self.title)

    @cached_property
    def mark_text(self) -> str:
        return "".join(p.flat for p in self.marks)

    @cached_property
    def genre(self) -> str:
        """文种, from the title's end; of a 纪要 or 命令 without a title from the mark's. "" where there is none."""
        text = self.title_text
        match = TITLE_END.search(text)
        if match:
            return next((genre for genre in GENRES if match[0].startswith(genre)), "")
        return "纪要" if self.minutes else "命令" if self.order else ""

    @cached_property
    def minutes(self) -> bool:
        """纪要格式 (10.3)."""
        named = self.title_text if not self.marks else self.mark_text
        return named.endswith("纪要")

    @cached_property
    def order(self) -> bool:
        """命令（令）格式 (10.2)."""
        return self.mark_text.endswith("令")

    @cached_property
    def upward(self) -> bool:
        """上行文 by its kind: 报告, 请示."""
        return self.genre in {"报告", "请示"}

    @property
    def formal(self) -> bool:
        return bool(self.marks or self.doc_no or (self.minutes and self.title))

    @property
    def general(self) -> bool:
        """通用格式, with its own head: neither 信函 nor 纪要 nor 命令."""
        return not (self.letter or self.minutes or self.order)

    def section(self, paragraph: Paragraph) -> Section:
        return self.word.sections[min(paragraph.section, len(self.word.sections) - 1)]

    def blanks(self, above: Paragraph, below: Paragraph) -> list[Paragraph]:
        """The empty paragraphs between two others, text boxes and frames left out."""
        start, end = self.at(above), self.at(below)
        return [p for p in self.flow[start + 1 : end] if p.empty and not p.boxed]

    def at(self, paragraph: Paragraph) -> int:
        """The position of a paragraph in `flow`."""
        return self._positions[id(paragraph)]

    @cached_property
    def _positions(self) -> dict[int, int]:
        return {id(p): n for n, p in enumerate(self.flow)}

    def next_shown(self, paragraph: Paragraph) -> Paragraph | None:
        """The next paragraph with text."""
        return next((p for p in self.flow[self.at(paragraph) + 1 :] if not p.empty), None)

    def previous_shown(self, paragraph: Paragraph) -> Paragraph | None:
        """The paragraph with text before."""
        return next((p for p in reversed(self.flow[: self.at(paragraph)]) if not p.empty), None)

    @property
    def plain_elements(self) -> Sequence[tuple[str, Paragraph]]:
        """Elements that stand in 三号仿宋 because nothing else is said of them."""
        found = [("发文字号", self.doc_no), ("主送机关", self.send_to), ("成文日期", self.date)]
        found += [("附件说明", p) for p in self.enclosures] + [("署名", p) for p in self.signers]
        found += [("附注", p) for p in self.notes]
        return [(name, p) for name, p in found if p is not None]

    @cached_property
    def running(self) -> list[Paragraph]:
        """Paragraphs of running text: the body and that of the attachments, without tables, text boxes and captions."""
        attached = [p for a in self.attachments for p in a.body]
        texts = [p for p in [*self.body, *attached] if not p.table and not p.boxed and not p.empty]
        return [p for p in texts if not (p.align == "center" and CAPTION.match(p.flat))]

    def levels(self) -> list[tuple[int, Paragraph]]:
        """The numbered paragraphs of the body with their level."""
        return [(level, p) for p in self.body if not p.table and (level := level_of(p.flat))]
