"""年度情况: what every unit wrote about its year, unit by unit; who has not returned or filled in is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.annual import AnswerState, own_fields
from weibao.sheets.book import GROUNDS, Book, write
from weibao.sheets.console_head import opening
from weibao.sheets.console_shown import HEADER_ROW
from weibao.sheets.heights import row_height

if TYPE_CHECKING:
    from weibao.compute.annual import AnnualYear, Told
    from weibao.rulebook.model import AnnualField, Rulebook, Unit

NAME: Final = "年度情况"
NOT_ASKED: Final = "规则库没有写年度工作情况要报哪几项。"
NOT_OUT: Final = "还没有下发过年度工作情况。"
_TEXT, _FIGURE, _NOTHING = 44.0, 13.0, 90.0
_FIRST: Final = 2  # the first field's column


def write_annual_matrix(book: Book, rulebook: Rulebook, annual: AnnualYear | None) -> None:
    """The sheet: units down, fields across, of the last round of 年度工作情况 that is out."""
    sheet, fields = book.sheet(NAME), rulebook.annual_fields
    opening(book, sheet, _summary(annual))
    cells = [("序号", 5.5), ("单位", 15.0), *((item.title, _width(item)) for item in fields)]
    if not fields:
        cells.append(("填报项目", _NOTHING))
    for column, (heading, width) in enumerate(cells):
        sheet.set_column(column, column, width)
        write(sheet, HEADER_ROW, column, heading, book.head())
    sheet.set_row(HEADER_ROW, row_height(cells, lowest=24))
    told = {(item.unit, item.field.id): item for item in annual.told(rulebook)} if annual else {}
    asked = [unit for unit in rulebook.units if any(key[0] == unit.id for key in told)]
    for number, unit in enumerate(asked, HEADER_ROW + 1):
        _unit(book, rulebook, sheet, number, unit, told)
    last = HEADER_ROW + max(len(asked), 1)
    if not asked:
        write(sheet, last, 0, NOT_OUT if rulebook.annual_fields else NOT_ASKED, book.format(italic=True))
        sheet.set_row(last, row_height([]))
    sheet.autofilter(HEADER_ROW, 0, last, len(cells) - 1)
    sheet.freeze_panes(HEADER_ROW + 1, _FIRST)
    sheet.repeat_rows(HEADER_ROW)
    sheet.repeat_columns(0, _FIRST - 1)
    sheet.print_area(0, 0, last, len(cells) - 1)


def _summary(annual: AnnualYear | None) -> str:
    if annual is None:
        return NOT_OUT
    due = f"，报送期限 {annual.round.due}" if annual.round.due else ""
    back = len(annual.returns) - len(annual.owing)
    return (
        f"第{annual.round.number}轮（{annual.round.name}）{due.removeprefix('，')}：应报 {len(annual.returns)} 个单位，"
        f"已报 {back} 个，没有报送的 {len(annual.owing)} 个。只收集情况，不计分。"
    )


def _unit(book: Book, rulebook: Rulebook, sheet: Any, row: int, unit: Unit, told: dict[tuple[str, str], Told]) -> None:
    write(sheet, row, 0, unit.order, book.cell(align="center", valign="top"))
    write(sheet, row, 1, unit.name, book.cell(text_wrap=True, valign="top"))
    own, cells = {item.id for item in own_fields(rulebook, unit)}, [(unit.name, 15.0)]
    for column, item in enumerate(rulebook.annual_fields, _FIRST):
        found = told.get((unit.id, item.id)) if item.id in own else None
        text = "" if found is None else found.text or found.word
        colour = _ground(found)
        write(sheet, row, column, text, book.cell(text_wrap=True, valign="top", **colour))
        cells.append((text, _width(item)))
    sheet.set_row(row, row_height(cells))


def _ground(told: Told | None) -> dict[str, str]:
    """The colour of what stands in place of an answer."""
    if told is None or told.state is AnswerState.ANSWERED:
        return {}
    return {"bg_color": GROUNDS.get(told.word, GROUNDS["黄灯"])}


def _width(item: AnnualField) -> float:
    return _TEXT if item.kind == "text" else _FIGURE
