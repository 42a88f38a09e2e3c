"""The pieces that the bodies of our Word templates are made of: paragraphs, tables, enclosures, content controls.

Everything is text of WordprocessingML. A template's tags (`{{ 主送 }}`, `{%p if … %}`) are ordinary text here; `text`
is escaped, so a quotation mark or `<` in a tag survives. Formatting comes from the styles of `styles`.
What stands around a body (版头, 主送, 署名, 版记 …) is the matter of `layouts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.markup import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


DOC_NO: Final = "weibao:doc_no"
SIGNER: Final = "weibao:signer"
DATED: Final = "weibao:dated"
PRINTED: Final = "weibao:printed"
LIMIT: Final = "weibao:limit"
"""Tags of content controls; a limit's goes on with its number and unit (`weibao:limit:10-workday`)."""

_TITLES: Final = {DOC_NO: "发文字号", SIGNER: "签发人", DATED: "成文日期", PRINTED: "印发日期", LIMIT: "办理时限"}


class Inline(str):
    """Text of WordprocessingML that stands inside a paragraph as it is."""

    __slots__ = ()


def run(text: str, style: str = "") -> str:
    """A run, with a character style where one is given. A tab in `text` becomes a tab stop."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    pieces = (f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t"))
    return f"<w:r>{properties}{'<w:tab/>'.join(pieces)}</w:r>"


def inline(*texts: str | tuple[str, str]) -> Inline:
    """Runs one behind the other: a pair is (text, character style), an `Inline` stays as it is."""

    def one(text: str | tuple[str, str]) -> str:
        if isinstance(text, Inline):
            return text
        return run(text) if isinstance(text, str) else run(*text)

    return Inline("".join(one(text) for text in texts if text))


def control(tag: str, text: str, style: str = "") -> Inline:
    """A content control inside a line, which `number` fills later; `tag` may hold tags of the template, too.

    People see its title in Word: 发文字号, 签发人, 成文日期, 印发日期, 办理时限.
    """
    return Inline(
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(control_title(tag))}/><w:tag w:val={quoteattr(tag)}/></w:sdtPr>"
        f"<w:sdtContent>{run(text, style)}</w:sdtContent></w:sdt>"
    )


def control_title(tag: str) -> str:
    """What people see of a content control with such a tag."""
    return _TITLES[":".join(tag.split(":")[:2])]


def paragraph(style: str, *texts: str | tuple[str, str]) -> str:
    """A paragraph; each text is a run of its own, a pair is (text, character style)."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inline(*texts)}</w:p>'


def framed(style: str, top: int, *texts: str | tuple[str, str]) -> str:
    """A paragraph in a frame as wide as the double rules of a 信函, centred on the paper, `top` twips below its edge.

    The frame stands in the paragraph, for LibreOffice takes none from a style.
    """
    left = (g.PAGE_WIDTH - g.LETTER_RULE) // 2
    frame = (
        f'<w:framePr w:w="{g.LETTER_RULE}" w:wrap="notBeside" w:vAnchor="page" w:hAnchor="page" w:x="{left}"'
        f' w:y="{top}"/>'
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{frame}</w:pPr>{inline(*texts)}</w:p>'


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


def figures(collection: str) -> str:
    """The figures of a collection (`FIGURES`), each as wide as 版心, with 图序 and 图题 below it on the same page."""
    return each(
        "图", collection, paragraph("WBFigure", "{{ 图.图 }}"), paragraph("WBCaption", "图{{ 图.号 }}　{{ 图.题 }}")
    )


FIGURES: Final = "图，每张有 图、号、题、源；没有时为空"
"""What such a collection holds."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An 附件: what its first line says, its title, its content, and when it is there (a condition of the template)."""

    mark: str
    title: str
    content: str
    landscape: bool = False
    condition: str = ""

    def xml(self) -> str:
        """A new page, 附件 on its first line, the title on the third, and the content a line below."""
        blocks = (
            paragraph("WBEnclosureMark", self.mark),
            blank(kept=True),
            paragraph("WBEnclosureTitle", self.title),
            blank(),
            self.content,
        )
        return only(self.condition, *blocks) if self.condition else "".join(blocks)


def enclosure(mark: str, title: str, content: str, *, landscape: bool = False, condition: str = "") -> Enclosure:
    """An 附件 for `layouts.compose`. `mark` is 附件, or 附件1, 附件2 … where there are several."""
    return Enclosure(mark, title, content, landscape, condition)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: heading, width in twips, the text of its cells (a tag) and their paragraph style."""

    heading: str
    width: int
    text: str
    style: str = "WBTableText"


def table(columns: Sequence[Column], row: str, collection: str) -> str:
    """A table as wide as its columns; the heading row repeats on every page and no row breaks across pages."""
    widths = [column.width for column in columns]
    heads = table_row((table_cell(c.width, paragraph("WBTableHead", c.heading)) for c in columns), heading=True)
    body = table_row(table_cell(c.width, paragraph(c.style, c.text)) for c in columns)
    return (
        f"<w:tbl>{_ruled(widths)}{heads}{tag_row(widths, f'{{%tr for {row} in {collection} %}}')}{body}"
        f"{tag_row(widths, '{%tr endfor %}')}</w:tbl>"
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a `grid`: its text, how many columns it spans, the style of its paragraph."""

    text: str = ""
    span: int = 1
    style: str = "WBTableText"


def grid(widths: Sequence[int], rows: Sequence[Sequence[Cell]], *, heads: int = 0, height: int = 0) -> str:
    """A table with fixed rows, such as a form: `heads` rows repeat on every page, rows are `height` twips or higher."""
    body = "".join(
        table_row(_spanned(widths, cells), heading=number < heads, height=height) for number, cells in enumerate(rows)
    )
    return f"<w:tbl>{_ruled(widths)}{body}</w:tbl>"


def _spanned(widths: Sequence[int], cells: Sequence[Cell]) -> Iterator[str]:
    at = 0
    for cell in cells:
        width = sum(widths[at : at + cell.span])
        yield table_cell(width, paragraph(cell.style, cell.text), cell.span)
        at += cell.span
    if at != len(widths):
        raise ValueError(f"a row spans {at} of {len(widths)} columns")


def _ruled(widths: Sequence[int]) -> str:
    """The properties and columns of a table with thin rules on all sides."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{g.TABLE_BORDER}" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{cell_margins(40, 70)}</w:tblPr>{table_columns(widths)}'
    )


def cell_margins(vertical: int, horizontal: int) -> str:
    """The room around the text of a cell, in twips."""
    sides = (("top", vertical), ("left", horizontal), ("bottom", vertical), ("right", horizontal))
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    return f"<w:tblCellMar>{margins}</w:tblCellMar>"


def table_columns(widths: Iterable[int]) -> str:
    """`<w:tblGrid>`."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def table_row(cells: Iterable[str], *, heading: bool = False, height: int = 0) -> str:
    """A row that never breaks across pages; a heading row repeats on every page."""
    least = f'<w:trHeight w:val="{height}"/>' if height else ""
    head_mark = "<w:tblHeader/>" if heading else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{least}{head_mark}</w:trPr>{''.join(cells)}</w:tr>"


def table_cell(width: int, content: str, span: int = 1) -> str:
    """A cell around its paragraphs."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )


def tag_row(widths: Sequence[int], tag: str) -> str:
    """A row that holds nothing but a tag and disappears when the template is filled."""
    return table_row([table_cell(sum(widths), paragraph("WBTableText", tag), len(widths))])
