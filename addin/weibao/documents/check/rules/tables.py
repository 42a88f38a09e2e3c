"""Tables in the text and in attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.documents import geometry as g
from weibao.documents.check.measure import millimetres
from weibao.documents.check.model import Table
from weibao.documents.check.rule import CUSTOM, Hit, Level, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.official import Official

_LONG = 12


def _tables(official: Official) -> Iterator[Table]:
    imprint = official.imprint.table if official.imprint else None
    for block in official.word.blocks:
        if isinstance(block, Table) and block is not imprint and block.rows:
            yield block


@rule("table-width", Level.NORMAL, "5.2.1", "表格宽度")
def _table_width(official: Official) -> Iterator[Hit]:
    for table in _tables(official):
        section = official.word.sections[min(table.section, len(official.word.sections) - 1)]
        width = g.TEXT_HEIGHT if section.landscape else g.TEXT_WIDTH
        if table.width > width + 2 * table.inset + 2 * 57:
            found = f"宽{millimetres(table.width)}"
            expected = f"不超出版心（{millimetres(width)}）"
            yield Hit(table.place, found, expected, "把表格的宽度调到版心以内，列多的用横排页。")


@rule("table-heading", Level.CUSTOM, CUSTOM, "跨页表格的表头")
def _table_heading(official: Official) -> Iterator[Hit]:
    for table in _tables(official):
        if len(table.rows) > _LONG and not table.rows[0].heading:
            advice = "选中表头，在“表格工具—布局”中点“重复标题行”。"
            yield Hit(table.place, "没有设重复标题行", "跨页时每页都有表头", advice)


@rule("table-split", Level.CUSTOM, CUSTOM, "跨页断行")
def _table_split(official: Official) -> Iterator[Hit]:
    for table in _tables(official):
        if len(table.rows) > _LONG and any(not row.whole for row in table.rows):
            advice = "选中表格，在“表格属性—行”中取消“允许跨页断行”。"
            yield Hit(table.place, "有的行允许跨页断行", "一行不分在两页", advice)


@rule("table-font-size", Level.CUSTOM, CUSTOM, "表格里的字号")
def _table_font_size(official: Official) -> Iterator[Hit]:
    for table in _tables(official):
        small = next((p for p in table.paragraphs if not p.empty and p.lead.size < 18), None)
        large = next((p for p in table.paragraphs if not p.empty and p.lead.size > g.SIZE_3), None)
        odd = small or large
        if odd and not any("标题" in name for name in odd.styles[:1]):
            found = f"{odd.lead.size / 2:g}磅"
            yield Hit(table.place, found, "小五（9磅）至三号（16磅）", "调整表格里的字号，太小看不清。")
