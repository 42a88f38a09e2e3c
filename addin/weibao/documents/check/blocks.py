"""Paragraphs, tables and what stands in them, from XML to `model`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from weibao.documents.check import shapes
from weibao.documents.check.model import Border, Paragraph, Row, Run, Table
from weibao.documents.check.properties import (
    Properties,
    W,
    attribute,
    attributes,
    border,
    number,
    paragraph_properties,
    run_properties,
)
from weibao.documents.check.styles import StyleSheet, Theme, flag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from weibao.documents.check.numbering import Numbering

_CONTAINERS: Final = {f"{W}{n}" for n in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "fldSimple",
                                          "hyperlink")}  # fmt: skip
_CHARACTERS: Final = {"tab": "\t", "noBreakHyphen": "-", "cr": "\n"}
_ALIGN: Final[dict[str, str]] = {"start": "left", "end": "right"}
_BREAK: Final = "\f"


class BlockReader:
    """Reads blocks in the order of the document (automatic numbers count on)."""

    def __init__(self, styles: StyleSheet, theme: Theme, numbering: Numbering) -> None:
        self._styles = styles
        self._theme = theme
        self._numbering = numbering
        self._shown = 0
        self._breaks = False
        self._inner = 0  # how deep inside tables, text boxes or footers
        self.section_elements: list[etree._Element] = []

    def body(self, body: etree._Element) -> list[Paragraph | Table]:
        """The blocks of the main part; `section_elements` are its sections afterwards."""
        blocks = list(self._blocks(body))
        if (last := body.find(f"{W}sectPr")) is not None:
            self.section_elements.append(last)
            kinds = [attribute(e.find(f"{W}type"), "val") or "nextPage" for e in self.section_elements]
            self._section_starts(blocks, kinds)
        return blocks

    def part(self, root: etree._Element) -> list[Paragraph]:
        """The paragraphs of a header or footer, also those of its tables and text boxes."""
        kept, self.section_elements, self._breaks = self.section_elements, [], False
        self._inner += 1
        found: list[Paragraph] = []
        for block in self._blocks(root):
            found.extend([block] if isinstance(block, Paragraph) else block.paragraphs)
        self._inner -= 1
        self.section_elements = kept
        return found

    @staticmethod
    def _section_starts(blocks: list[Paragraph | Table], kinds: list[str]) -> None:
        current = 0
        for block in blocks:
            if block.section != current:
                current = block.section
                first = block if isinstance(block, Paragraph) else next(iter(block.paragraphs), None)
                if first is not None and current < len(kinds) and kinds[current] != "continuous":
                    first.break_before = True

    def _blocks(self, parent: etree._Element, table_style: str = "") -> Iterator[Paragraph | Table]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraphs(child, table_style)
            elif child.tag == f"{W}tbl":
                yield self._table(child)
            elif child.tag in _CONTAINERS:
                yield from self._blocks(child, table_style)

    # --- paragraphs --------------------------------------------------------------------------------------

    def _paragraphs(self, element: etree._Element, table_style: str) -> Iterator[Paragraph]:
        """The paragraph, and before it those of the text boxes that hang on it."""
        self._inner += 1
        for box in shapes.boxes(element):
            for block in self._blocks(box):
                for inner in [block] if isinstance(block, Paragraph) else block.paragraphs:
                    inner.boxed = True
                    yield inner
        self._inner -= 1
        yield self._paragraph(element, table_style)

    def _paragraph(self, element: etree._Element, table_style: str) -> Paragraph:
        own = element.find(f"{W}pPr")
        direct = paragraph_properties(own)
        style = direct.get("style", "")
        numbered = {"numPr": direct["numPr"]} if "numPr" in direct else self._styles.numbered(style)
        properties = self._styles.paragraph(style, table_style, self._numbering.properties(numbered), direct)
        mark = self._look(style, table_style, run_properties(None if own is None else own.find(f"{W}rPr")))
        runs = list(self._runs(element, style, table_style))
        text = "".join(run.text for run in runs)
        begins, self._breaks = self._page_breaks(text)
        runs = [replace(run, text=run.text.replace(_BREAK, "")) for run in runs]
        label = self._numbering.label(numbered) if text.strip(f"{_BREAK} \t\n\u3000") else ""
        paragraph = Paragraph(
            runs=tuple(run for run in runs if run.text),
            mark=mark,
            styles=self._styles.names(style or self._styles.default("paragraph")),
            label=label,
            break_before=begins or bool(properties.get("pageBreakBefore")),
            fields=shapes.fields(element),
            drawings=shapes.drawings(element),
            section=len(self.section_elements),
        )
        self._lay_out(paragraph, properties)
        if not paragraph.empty and not self._inner:
            self._shown += 1
            paragraph.number = self._shown
        section = None if own is None else own.find(f"{W}sectPr")
        if section is not None:
            self.section_elements.append(section)
            self._breaks = False
        return paragraph

    def _page_breaks(self, text: str) -> tuple[bool, bool]:
        """(this paragraph begins a page, the next one does): a break counts for the text that follows it."""
        before, broken, behind = text.partition(_BREAK)
        shown, follows = before.strip(), behind.replace(_BREAK, "").strip()
        if not broken:
            return self._breaks and bool(shown), self._breaks and not shown
        return self._breaks or (not shown and bool(follows)), not follows

    @staticmethod
    def _lay_out(paragraph: Paragraph, properties: Properties) -> None:
        spacing, indent = properties.get("spacing", {}), properties.get("ind", {})
        pitch = paragraph.lead.size * 10
        align = str(properties.get("jc", "left"))
        paragraph.align = _ALIGN.get(align, align)
        paragraph.left = _length(indent, ("leftChars", "startChars"), ("left", "start"), pitch)
        paragraph.right = _length(indent, ("rightChars", "endChars"), ("right", "end"), pitch)
        paragraph.first = _length(indent, ("firstLineChars",), ("firstLine",), pitch) - _length(
            indent, ("hangingChars",), ("hanging",), pitch
        )
        for side in ("before", "after"):
            lines = number(spacing.get(f"{side}Lines"))
            # A line of Word's own counting is a twelfth of an inch and a half, or the pitch of the grid: 312 twips.
            setattr(paragraph, side, lines * 312 // 100 if lines else number(spacing.get(side)))
        paragraph.line = number(spacing.get("line"), 240)
        paragraph.rule = spacing.get("lineRule", "auto")
        paragraph.snap = properties.get("snapToGrid") is not False
        paragraph.keep_next = bool(properties.get("keepNext"))
        paragraph.borders = {side: edge for side, edge in properties.get("pBdr", {}).items() if edge}
        paragraph.framed = properties.get("framePr")

    def _runs(self, element: etree._Element, style: str, table_style: str) -> Iterator[Run]:
        for child in element:
            if child.tag == f"{W}r":
                direct = run_properties(child.find(f"{W}rPr"))
                text = _run_text(child)
                if text:
                    yield replace(self._look(style, table_style, direct, text), source=child)
            elif child.tag in _CONTAINERS:
                yield from self._runs(child, style, table_style)

    def _look(self, style: str, table_style: str, direct: Properties, text: str = "") -> Run:
        properties = self._styles.run(style, table_style, direct)
        colour = properties.get("colour", "")
        return Run(
            text="" if properties.get("hidden") else text,
            east=self._face(properties.get("east")),
            latin=self._face(properties.get("latin")),
            size=properties.get("size", 20),
            bold=bool(properties.get("bold")),
            italic=bool(properties.get("italic")),
            underline=bool(properties.get("underline")),
            colour=self._theme.colour(colour[1]) if isinstance(colour, tuple) else colour,
            spacing=properties.get("pitch", 0),
            scale=properties.get("scale", 100),
        )

    def _face(self, value: tuple[bool, str] | None) -> str:
        if value is None:
            return ""
        themed, name = value
        return self._theme.face(name) if themed else name

    # --- tables ------------------------------------------------------------------------------------------

    def _table(self, element: etree._Element) -> Table:
        own = element.find(f"{W}tblPr")
        style = attribute(own.find(f"{W}tblStyle") if own is not None else None, "val")
        parts = self._styles.table_parts(style or self._styles.default("table"))
        parts = [*parts, *([own] if own is not None else [])]
        edges = _table_edges(parts)
        table = Table([], _table_width(element), None, [], [], len(self.section_elements), _table_inset(parts))
        floating = own.find(f"{W}tblpPr") if own is not None else None
        if floating is not None:
            table.floating = attributes(floating)
        rows = [row for row in element.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is element]
        for at, row in enumerate(rows):
            cells = [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]
            content = [list(self._cell(cell, style, table)) for cell in cells]
            properties = row.find(f"{W}trPr")
            table.rows.append(Row(content, flag(properties, "tblHeader"), flag(properties, "cantSplit")))
            _row_edges(table, cells[0] if cells else None, edges, at, len(rows))
        return table

    def _cell(self, cell: etree._Element, style: str, table: Table) -> Iterator[Paragraph]:
        self._inner += 1
        for block in self._blocks(cell, style):
            for paragraph in [block] if isinstance(block, Paragraph) else block.paragraphs:
                paragraph.table = table
                yield paragraph
        self._inner -= 1


def _run_text(run: etree._Element) -> str:
    pieces = []
    for child in run:
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name == "t":
            pieces.append(child.text or "")
        elif name == "br":
            pieces.append(_BREAK if attribute(child, "type") == "page" else "\n")
        else:
            pieces.append(_CHARACTERS.get(name, ""))
    return "".join(pieces)


def _length(values: dict[str, str], characters: tuple[str, ...], twips: tuple[str, ...], pitch: int) -> int:
    """A length; one in hundredths of a character counts before one in twips."""
    counted = next((number(values[key]) for key in characters if key in values), 0)
    return counted * pitch // 100 if counted else next((number(values[key]) for key in twips if key in values), 0)


def _table_width(element: etree._Element) -> int:
    grid = sum(number(attribute(column, "w")) for column in element.findall(f"{W}tblGrid/{W}gridCol"))
    stated = element.find(f"{W}tblPr/{W}tblW")
    if attribute(stated, "type") == "dxa" and number(attribute(stated, "w")):
        return number(attribute(stated, "w"))
    return grid


def _table_inset(parts: list[etree._Element]) -> int:
    """The left margin of cells; Word's own table style has 108 twips, a document without styles none."""
    inset = 0
    for part in parts:
        for side in ("left", "start"):
            margin = part.find(f"{W}tblCellMar/{W}{side}")
            if margin is not None:
                inset = number(attribute(margin, "w"))
    return inset


def _table_edges(parts: list[etree._Element]) -> dict[str, Border | None]:
    edges: dict[str, Border | None] = {}
    for part in parts:
        for side in part.iterfind(f"{W}tblBorders/*"):
            if isinstance(side.tag, str):
                edges[side.tag.removeprefix(W)] = border(side)
    return edges


def _row_edges(table: Table, cell: etree._Element | None, edges: dict[str, Border | None], at: int, rows: int) -> None:
    """The lines above and (for the last row) below a row: a cell's own border wins over the table's."""
    own: dict[str, Border | None] = {}
    for side in cell.iterfind(f"{W}tcPr/{W}tcBorders/*") if cell is not None else ():
        if isinstance(side.tag, str):
            own[side.tag.removeprefix(W)] = border(side)
    above = own.get("top", edges.get("top" if at == 0 else "insideH"))
    if at and above is None and "top" not in own and table.edges:
        above = table.edges.pop()
    elif at:
        below = table.edges.pop()
        above = above or below
    below = own.get("bottom", edges.get("bottom" if at == rows - 1 else "insideH"))
    table.edges += [above, below]
    table.sides += [edge for side in ("left", "right") if (edge := own.get(side, edges.get(side)))]
