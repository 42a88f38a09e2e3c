"""What stands behind the text of a document: 附件说明, 署名, 成文日期, 附注, 出席名单 and 版记."""

from __future__ import annotations

from weibao.documents import geometry as g
from weibao.documents import layout as lay


def enclosure_list() -> str:
    """附件说明, a line below the text; several enclosures are numbered, turned lines begin under the name."""
    return lay.only(
        "附件",
        lay.blank(kept=True),
        lay.paragraph("WBBlank", "{%p if 附件|length == 1 %}"),
        lay.paragraph("WBEnclosures", "附件：{{ 附件[0] }}"),
        lay.paragraph("WBBlank", "{%p else %}"),
        lay.paragraph("WBEnclosuresFirst", "附件：1.{{ 附件[0] }}"),
        lay.each("名称", "附件[1:]", lay.paragraph("WBEnclosuresNext", "{{ loop.index + 1 }}.{{ 名称 }}")),
        lay.paragraph("WBBlank", "{%p endif %}"),
    )


def signature() -> str:
    """署名, 成文日期 and 附注, on the page of the last lines of the text, with room for the seal.

    The seal's top stays within one line of the text (7.3.5.1), hence two lines and not more.
    """
    return (
        lay.blank(2, kept=True)
        + lay.paragraph("WBSigner", "{{ 署名 }}")
        + lay.paragraph("WBDate", lay.control(lay.DATED, "{{ 成文日期 }}"))
        + lay.only("附注", lay.paragraph("WBNote", "（{{ 附注 }}）"))
    )


def attendance() -> str:
    """出席、请假、列席 of a 纪要, a line below the text (10.3); who was in none of them is not mentioned."""
    lists = ("出席", "请假", "列席")
    return lay.only(" or ".join(lists), lay.blank(kept=True)) + "".join(
        lay.only(name, lay.paragraph("WBAttendance", (f"{name}：", "WBHeading1Text"), f"{{{{ {name} }}}}"))
        for name in lists
    )


def imprint(*, ruled: bool = True) -> str:
    """版记: a table at the bottom of 版心 of the last page, with 主送 (where it moved here), 抄送 and 印发.

    That of a 信函 (`ruled=False`) has no rules and no 印发 (10.1). The table floats and hangs on the tiny paragraph
    behind it, which must be the last of the document. Those in front keep it apart from a table above: two tables
    that touch are one to Word. It stands on the last page with text where there is room, as 7.4.1 has it.
    """
    table = _table(_copies() + (_printed() if ruled else ""), ruled=ruled)
    if not ruled:
        table = lay.only("主送移版记 or 抄送", table)
    return lay.paragraph("WBApart") + lay.paragraph("WBAnchor") + table + lay.paragraph("WBAnchor")


def _copies() -> str:
    """主送 and 抄送 in one cell, for there is no rule between them (7.4.2)."""
    content = lay.only("主送移版记", lay.paragraph("WBCopies", "主送：{{ 主送 }}。")) + lay.only(
        "抄送", lay.paragraph("WBCopies", "抄送：{{ 抄送 }}。")
    )
    widths = [g.TEXT_WIDTH]
    return (
        lay.tag_row(widths, "{%tr if 主送移版记 or 抄送 %}")
        + lay.table_row([lay.table_cell(g.TEXT_WIDTH, content)])
        + lay.tag_row(widths, "{%tr endif %}")
    )


def _printed() -> str:
    content = lay.paragraph("WBPrinted", "{{ 印发机关 }}\t", lay.control(lay.PRINTED, "{{ 印发日期 }}"), "印发")
    return lay.table_row([lay.table_cell(g.TEXT_WIDTH, content)])


def _table(rows: str, *, ruled: bool) -> str:
    outer, inner = (
        f'w:val="single" w:sz="{size}" w:space="0" w:color="auto"' for size in (g.IMPRINT_OUTER, g.IMPRINT_INNER)
    )
    nil = 'w:val="nil"'
    top, middle = (outer, inner) if ruled else (nil, nil)
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page"'
        f' w:tblpX="{g.LEFT}" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
        f'<w:tblW w:w="{g.TEXT_WIDTH}" w:type="dxa"/>'
        f"<w:tblBorders><w:top {top}/><w:left {nil}/><w:bottom {top}/><w:right {nil}/><w:insideH {middle}/>"
        f'<w:insideV {nil}/></w:tblBorders><w:tblLayout w:type="fixed"/>{lay.cell_margins(0, 0)}</w:tblPr>'
        f"{lay.table_columns([g.TEXT_WIDTH])}{rows}</w:tbl>"
    )
