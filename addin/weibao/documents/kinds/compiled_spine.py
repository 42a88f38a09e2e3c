"""盒脊 and 盒签 of the archive boxes that the printed 资料汇编 lies in: spines to be cut out, then a label per box.

A spine is 40 mm wide and 200 mm high and fits boxes of 40 mm and more; the writing runs from top to bottom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.documents import geometry as g
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document
from weibao.documents.kinds import compiled_words as own
from weibao.documents.sections import Page, section_break

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.compute.compilation_boxes import Box

FILE: Final = "00 盒脊和盒签.docx"
_SPINE: Final = g.mm(40)
_A_PAGE: Final = 3
_ROWS: Final = (  # height in mm, field, style, whether it is written downwards
    (16, "年度", "WBTableCentre", False),
    (104, "汇编", "WBTitle", True),
    (48, "项目", "WBTitle", True),
    (16, "指标", "WBTitle", False),
    (16, "盒号", "WBTitle", False),
)

FIELDS: Final = {
    "页": "盒脊各页，每页有 续（真：不是第一页）和 盒：三个，每个有 年度、汇编、项目、指标、盒号（用不上的为空）",
    "签": "盒签各个，每个有 题、汇编、项目、指标、年度、盒号、件数、页数、单位",
}

_LABEL: Final = tuple(
    (name, f"签.{field}")
    for name, field in (
        ("汇编", "汇编"), ("项目", "项目"), ("指标起止", "指标"), ("年度", "年度"), ("盒号", "盒号"), ("件数", "件数"),
        ("页数", "页数"), ("编制单位", "单位"),
    )
)  # fmt: skip


def build() -> bytes:
    """The template's bytes, always the same: three spines a page, then the labels."""
    another = '<w:p><w:pPr><w:pStyle w:val="WBBlank"/><w:pageBreakBefore/></w:pPr></w:p>'
    spines = lay.each("页", "页", lay.only("页.续", another), _row_of_spines())
    rows = [
        (lay.Cell(name, style="WBTableHead"), lay.Cell(f"{{{{ {tag} }}}}", style="WBTableCentre"))
        for name, tag in _LABEL
    ]
    labels = lay.each(
        "签",
        "签",
        lay.paragraph("WBHeading1", "{{ 签.题 }}"),
        lay.grid((2200, 5600), rows, height=480),
        lay.blank(2),
    )
    return layouts.plain(spines + section_break(Page.PORTRAIT) + labels, title="盒脊和盒签模板")


def _row_of_spines() -> str:
    """One table with three spines beside each other: year, what it is (downwards), indicators, box."""
    gap = (g.TEXT_WIDTH - 3 * _SPINE) // 2
    widths = (_SPINE, gap, _SPINE, gap, _SPINE)
    rows = []
    for height, field, style, down in _ROWS:
        cells = []
        for column, width in enumerate(widths):
            if column % 2:
                cells.append(lay.table_cell(width, lay.paragraph("WBTableText")))
            else:
                text = f"{{{{ 页.盒[{column // 2}].{field} }}}}"
                cells.append(_cell(width, lay.paragraph(style, text), down=down))
        exact = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{g.mm(height)}" w:hRule="exact"/></w:trPr>'
        rows.append(f"<w:tr>{exact}{''.join(cells)}</w:tr>")
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{lay.cell_margins(40, 70)}</w:tblPr>'
        f"{lay.table_columns(widths)}{''.join(rows)}</w:tbl>"
    )


def _cell(width: int, content: str, *, down: bool) -> str:
    """A ruled cell; `down` turns its lines."""
    rule = f'w:val="single" w:sz="{g.TABLE_BORDER}" w:space="0" w:color="auto"'
    sides = "".join(f"<w:{side} {rule}/>" for side in ("top", "left", "bottom", "right"))
    direction = '<w:textDirection w:val="tbRlV"/>' if down else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders>{sides}</w:tcBorders>{direction}'
        f'<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )


def document(case: Case, boxes: Sequence[Box]) -> Document:
    """Spines and labels of all boxes with something in them; the numbers of the others stay free for what comes."""
    boxes = [box for box in boxes if any(chapter.in_it for chapter in box.chapters)]
    lines = own.name_lines(case)
    name = "".join(lines)
    spines = [_spine(box, "\n".join(lines)) for box in boxes]
    blank = dict.fromkeys((field for _, field, _, _ in _ROWS), "")
    pages = [spines[at : at + _A_PAGE] for at in range(0, len(spines), _A_PAGE)]
    context: dict[str, Any] = {
        "页": [{"续": at > 0, "盒": [*page, *[blank] * (_A_PAGE - len(page))]} for at, page in enumerate(pages)],
        "签": [
            {
                **_spine(box, name),
                "题": f"{own.ordinal(number)}、盒签",
                "件数": str(sum(len(chapter.in_it) for chapter in box.chapters)),
                "页数": own.pages(entry for chapter in box.chapters for entry in chapter.in_it) or "",
                "单位": wording.or_blank(case.settings.office),
            }
            for number, box in enumerate(boxes, 1)
        ],
    }
    return Document(
        key=f"R{case.assessment.round}", path=FILE, title=f"{name}（盒脊和盒签）", context=context,
        facts=facts_of(context),
    )  # fmt: skip


def _spine(box: Box, name: str) -> dict[str, str]:
    years = f"{box.years[0]}年" if len(box.years) == 1 else f"{box.years[0]}—{box.years[-1]}年" if box.years else ""
    return {
        "年度": years,
        "汇编": name,
        "项目": box.volume.category.name,
        "指标": box.code.partition("-")[2],
        "盒号": f"{box.volume.place:02d}-{box.number}",
    }


KIND: Final = own.compiled_kind("compiled_spine", "盒脊和盒签", FIELDS, (), build)
