"""A Word document as the rules see it: paragraphs, tables and sections whose properties are already resolved.

Lengths are twips, type sizes half-points, borders eighths of a point, as in WordprocessingML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from weibao.errors import WeibaoError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree


class DocumentError(WeibaoError):
    """A file that cannot be checked at all: no Word document, damaged, encrypted or absurdly large."""


@dataclass(frozen=True, slots=True)
class Border:
    """One edge. `style` as in `w:val` ("none" and "nil" are never kept), `size` 1/8 pt, `space` pt."""

    style: str
    size: int
    space: int
    colour: str


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look. `east` is the face of Han characters, `latin` of letters and digits ("" where none is named).

    `colour` is six hexadecimal digits, "" for automatic. `spacing` widens the pitch, `scale` is per cent. `source` is
    the `w:r` that it was read from.
    """

    text: str
    east: str = ""
    latin: str = ""
    size: int = 20
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = ""
    spacing: int = 0
    scale: int = 100
    source: etree._Element | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn shape. `kind` is "line", "picture", "box" or "other"; lengths in twips, None where not given."""

    kind: str
    colour: str
    width: int | None
    top: int | None
    from_page: bool
    from_bottom: bool


@dataclass(eq=False)
class Paragraph:
    """A paragraph. `first` is the first-line indent, negative for a hanging one; `line` with its `rule` as in Word.

    `styles` are the names of its style and those it is based on; `label` the number that Word sets before the text;
    `number` counts the paragraphs with text outside tables, text boxes and footers, from 1 (0: none of these);
    `break_before`: begins a page.
    """

    runs: tuple[Run, ...] = ()
    mark: Run = field(default_factory=lambda: Run(""))
    styles: tuple[str, ...] = ()
    align: str = "left"
    left: int = 0
    right: int = 0
    first: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    rule: str = "auto"
    snap: bool = True
    keep_next: bool = False
    break_before: bool = False
    label: str = ""
    borders: Mapping[str, Border] = field(default_factory=dict)
    framed: Mapping[str, str] | None = None
    fields: tuple[str, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    section: int = 0
    number: int = 0
    table: Table | None = None
    boxed: bool = False

    @cached_property
    def raw(self) -> str:
        """The text as typed, without the automatic number."""
        return "".join(run.text for run in self.runs)

    @cached_property
    def text(self) -> str:
        """The text with its number, without surrounding space."""
        return (self.label + self.raw).strip(" \t\n\u3000\xa0")

    @cached_property
    def flat(self) -> str:
        """The text on one line."""
        return re.sub(r"\s*\n\s*", "", self.text)

    @property
    def empty(self) -> bool:
        return not self.text

    @property
    def lead(self) -> Run:
        """The look of the first visible text."""
        return next((run for run in self.runs if run.text.strip()), self.runs[0] if self.runs else self.mark)

    @property
    def place(self) -> str:
        """How messages name the paragraph."""
        text = self.flat
        shown = text if len(text) <= 16 else f"{text[:15]}…"
        if not text:
            return "空行"
        where = (
            "表格里" if self.table else "文本框里" if self.boxed else f"第{self.number}段" if self.number else "页脚"
        )
        return f"{where}“{shown}”"


@dataclass(slots=True, eq=False)
class Row:
    """A row of a table; each cell is its paragraphs."""

    cells: list[list[Paragraph]]
    heading: bool
    whole: bool


@dataclass(slots=True, eq=False)
class Table:
    """A table with its own borders (top, left, bottom, right, insideH, insideV) and those of its rows' cells.

    `floating` has the attributes of `w:tblpPr`, None for a table in the text. `edges` are the horizontal lines that
    are really drawn, from the top edge to the bottom edge (None where there is none). `inset` is the left margin of
    the cells.
    """

    rows: list[Row]
    width: int
    floating: Mapping[str, str] | None
    edges: list[Border | None]
    sides: list[Border]
    section: int = 0
    inset: int = 0

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [paragraph for row in self.rows for cell in row.cells for paragraph in cell]

    @property
    def place(self) -> str:
        first = next((p for p in self.paragraphs if not p.empty), None)
        return f"表格（首格“{first.flat[:10]}”）" if first else "空表格"


@dataclass(slots=True, eq=False)
class Section:
    """Page set-up. `footers` and `headers` by "default", "first", "even"; only what is really shown is in them."""

    width: int = 11906
    height: int = 16838
    top: int = 1440
    bottom: int = 1440
    left: int = 1800
    right: int = 1800
    gutter: int = 0
    footer: int = 720
    grid: str = ""
    pitch: int = 0
    char_space: int = 0
    first_differs: bool = False
    restart: int | None = None
    number_format: str = "decimal"
    footers: dict[str, list[Paragraph]] = field(default_factory=dict)
    headers: dict[str, list[Paragraph]] = field(default_factory=dict)

    @property
    def landscape(self) -> bool:
        return self.width > self.height

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right - self.gutter

    @property
    def text_height(self) -> int:
        return self.height - self.top - self.bottom


@dataclass(slots=True, eq=False)
class Word:
    """A whole document: its blocks in order, sections, and the settings that matter."""

    blocks: list[Paragraph | Table]
    sections: list[Section]
    odd_even: bool = False
    revisions: bool = False
    comments: bool = False

    def paragraphs(self, *, tables: bool = True) -> list[Paragraph]:
        """Every paragraph in order, those of text boxes where they are anchored."""
        found: list[Paragraph] = []
        for block in self.blocks:
            if isinstance(block, Paragraph):
                found.append(block)
            elif tables:
                found.extend(block.paragraphs)
        return found
