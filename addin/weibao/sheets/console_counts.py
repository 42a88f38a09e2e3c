"""乡级×量化: what each town typed for every figure that towns are asked, with its light; town by town, no ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.compute.model import Light
from weibao.sheets.book import GROUNDS, Book, write
from weibao.sheets.console_head import opening
from weibao.sheets.console_shown import HEADER_ROW
from weibao.sheets.frame_counts import cell_text, county_text
from weibao.sheets.heights import row_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.compute.model import Assessment, CountResult, UnitCount
    from weibao.rulebook.model import Rulebook

NAME = "乡级×量化"
SUMMARY = "各乡级单位“量化情况”所填的数：达到标准的绿色，没有达到的黄色、过了期限的红色，没有填的灰色；空白为不涉及。"
NOTHING = "没有要乡级单位填的数。"
_WIDTH = 15.0
_FIRST = 2  # the first figure's column


def write_count_matrix(book: Book, rulebook: Rulebook, assessment: Assessment) -> None:
    """The sheet: towns down, figures across, the whole county's in the last row. Without towns, all units that are
    asked for a figure.
    """
    every = [row for result in assessment.indicators if result.counts for row in result.counts.rows]
    units = [town.id for town in rulebook.towns] or [
        unit.id for unit in rulebook.units if any(unit.id in row.units for row in every)
    ]
    rows = [row for row in every if set(units) & set(row.units)]
    sheet = book.sheet(NAME)
    opening(book, sheet, SUMMARY)
    _headings(book, rulebook, sheet, rows)
    last = HEADER_ROW + (len(units) if rows else 0) + 1
    if rows:
        for offset, unit in enumerate(units, 1):
            _unit(book, rulebook, sheet, HEADER_ROW + offset, unit, rows)
        _county(book, sheet, last, rows)
    else:
        write(sheet, last, 0, NOTHING, book.format(italic=True))
        sheet.set_row(last, row_height([]))
    sheet.autofilter(HEADER_ROW, 0, last, _FIRST + len(rows) - 1)
    sheet.freeze_panes(HEADER_ROW + 1, _FIRST)
    sheet.repeat_rows(HEADER_ROW)
    sheet.repeat_columns(0, _FIRST - 1)
    sheet.print_area(0, 0, last, _FIRST + len(rows) - 1)


def _headings(book: Book, rulebook: Rulebook, sheet: Any, rows: Sequence[CountResult]) -> None:
    cells = [("序号", 5.5), ("单位", 14.0)]
    for row in rows:
        count = rulebook.count_by_id[row.count]
        cells.append((f"{row.indicator} {count.title}\n标准：{row.threshold}", _WIDTH))
    for column, (heading, width) in enumerate(cells):
        sheet.set_column(column, column, width)
        write(sheet, HEADER_ROW, column, heading, book.head())
    sheet.set_row(HEADER_ROW, row_height(cells, lowest=30))


def _unit(book: Book, rulebook: Rulebook, sheet: Any, number: int, unit: str, rows: Sequence[CountResult]) -> None:
    found = rulebook.unit_by_id[unit]
    write(sheet, number, 0, found.order, book.cell(align="center"))
    write(sheet, number, 1, found.name, book.cell(text_wrap=True))
    cells = [(found.name, 14.0)]
    for column, row in enumerate(rows, _FIRST):
        own = row.units.get(unit)
        text = cell_text(rulebook, row, own) if own else ""
        write(sheet, number, column, text, book.cell(text_wrap=True, align="center", **_ground(own, row.hint)))
        cells.append((text, _WIDTH))
    sheet.set_row(number, row_height(cells))


def _ground(own: UnitCount | None, hint: bool) -> dict[str, str]:
    """The colour of the word in the cell; of a figure that has no standard yet, none."""
    if own is None or hint:
        return {}
    if own.reached is None:
        return {"bg_color": GROUNDS["未评"]}
    if own.reached:
        return {"bg_color": GROUNDS["绿灯"]}
    return {"bg_color": GROUNDS["红灯" if own.light is Light.RED else "黄灯"]}


def _county(book: Book, sheet: Any, number: int, rows: Sequence[CountResult]) -> None:
    bold = book.cell(bold=True, text_wrap=True, align="center")
    write(sheet, number, 0, "", bold)
    write(sheet, number, 1, "合计", bold)
    for column, row in enumerate(rows, _FIRST):
        write(sheet, number, column, county_text(row), bold)
    sheet.set_row(number, row_height([(county_text(row), _WIDTH) for row in rows]))
