"""The pieces that our Word templates are made of: paragraphs, 版头, 附件, tables and 版记.

Everything is text of WordprocessingML. A template's tags (`{{ 主送 }}`, `{%p if … %}`) are ordinary text here; `text`
is escaped, so a quotation mark or `<` in a tag survives. Formatting comes from the styles of `styles`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from weibao.documents import geometry as g

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def run(text: str, style: str = "") -> str:
    """A run, with a character style where one is given. A tab in `text` becomes a tab stop."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    pieces = (f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t"))
    return f"<w:r>{properties}{'<w:tab/>'.join(pieces)}</w:r>"


def paragraph(style: str, *texts: str | tuple[str, str]) -> str:
    """A paragraph; each text is a run of its own, a pair is (text, character style)."""
    runs = "".join(run(text) if isinstance(text, str) else run(*text) for text in texts if text)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def blank(lines: int = 1, *, kept: bool = False) -> str:
    """Empty lines; `kept` ones stay on the page of what follows."""
    return paragraph("WBBlankKept" if kept else "WBBlank") * lines


def only(condition: str, *blocks: str) -> str:
    """Blocks that appear only where the template's `condition` holds."""
    return paragraph("WBBlank", f"{{%p if {condition} %}}") + "".join(blocks) + paragraph("WBBlank", "{%p endif %}")


def each(name: str, collection: str, *blocks: str) -> str:
    """Blocks repeated for every `name` of `collection`."""
    return (
        paragraph("WBBlank", f"{{%p for {name} in {collection} %}}")
        + "".join(blocks)
        + paragraph("WBBlank", "{%p endfor %}")
    )


def head(mark: str, number: str) -> str:
    """版头 of a 下行文: the red 发文机关标志 and, two blank lines below, 发文字号 with the red rule."""
    return paragraph("WBMark", mark) + blank(2) + paragraph("WBNumber", number)


def enclosure_head(mark: str, title: str) -> str:
    """The top of an 附件: a new page, 附件 on its first line, the title on the third."""
    return paragraph("WBEnclosureMark", mark) + blank(kept=True) + paragraph("WBEnclosureTitle", title)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: heading, width in twips, the text of its cells (a tag) and their paragraph style."""

    heading: str
    width: int
    text: str
    style: str = "WBTableText"


def table(columns: Sequence[Column], row: str, collection: str) -> str:
    """A table as wide as its columns; the heading row repeats on every page and no row breaks across pages."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{g.TABLE_BORDER}" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    width = sum(column.width for column in columns)
    heads = _row((_cell(c.width, paragraph("WBTableHead", c.heading)) for c in columns), heading=True)
    body = _row(_cell(c.width, paragraph(c.style, c.text)) for c in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{sides}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/>{_cell_margins(40, 70)}</w:tblPr>{_grid(c.width for c in columns)}{heads}'
        f"{_tag_row(columns, f'{{%tr for {row} in {collection} %}}')}{body}"
        f"{_tag_row(columns, '{%tr endfor %}')}</w:tbl>"
    )


def imprint(copies: str, copies_if: str, printer: str, printed: str) -> str:
    """版记: a table at the bottom of 版心 of the last page, with 抄送 (only if `copies_if`) and 印发.

    The table floats and hangs on the tiny paragraph behind it, which must be the last of the document. The one in
    front keeps it apart from a table above: two tables that touch are one to Word.
    """
    width = g.TEXT_WIDTH
    column = (Column("", width, ""),)
    outer, inner = (
        f'w:val="single" w:sz="{size}" w:space="0" w:color="auto"' for size in (g.IMPRINT_OUTER, g.IMPRINT_INNER)
    )
    borders = (
        f'<w:tblBorders><w:top {outer}/><w:left w:val="nil"/><w:bottom {outer}/><w:right w:val="nil"/>'
        f'<w:insideH {inner}/><w:insideV w:val="nil"/></w:tblBorders>'
    )
    position = (
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page"'
        f' w:tblpX="{g.LEFT}" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
    )
    rows = (
        _tag_row(column, f"{{%tr if {copies_if} %}}")
        + _row([_cell(width, paragraph("WBCopies", f"抄送：{copies}。"))])
        + _tag_row(column, "{%tr endif %}")
        + _row([_cell(width, paragraph("WBPrinted", f"{printer}\t{printed}"))])
    )
    return (
        f'{paragraph("WBAnchor")}<w:tbl><w:tblPr>{position}<w:tblW w:w="{width}" w:type="dxa"/>{borders}'
        f'<w:tblLayout w:type="fixed"/>{_cell_margins(0, 0)}</w:tblPr>{_grid([width])}{rows}</w:tbl>'
        f"{paragraph('WBAnchor')}"
    )


def _cell_margins(vertical: int, horizontal: int) -> str:
    sides = (("top", vertical), ("left", horizontal), ("bottom", vertical), ("right", horizontal))
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    return f"<w:tblCellMar>{margins}</w:tblCellMar>"


def _grid(widths: Iterable[int]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _row(cells: Iterable[str], *, heading: bool = False) -> str:
    head_mark = "<w:tblHeader/>" if heading else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head_mark}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: int, content: str, span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )


def _tag_row(columns: Sequence[Column], tag: str) -> str:
    """A row that holds nothing but a tag and disappears when the template is filled."""
    return _row([_cell(sum(c.width for c in columns), paragraph("WBTableText", tag), len(columns))])
