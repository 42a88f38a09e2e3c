"""Writing a table sheet of 总台账: headings, a filter, rows as high as their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from weibao.sheets.book import GROUNDS, Book, write
from weibao.sheets.console_head import opening
from weibao.sheets.console_shown import HEADER_ROW
from weibao.sheets.frame_export import plain
from weibao.sheets.frame_fields import FRAMES
from weibao.sheets.heights import row_height

if TYPE_CHECKING:
    from pandas import DataFrame

    from weibao.sheets.console_shown import Shown, TableSheet

# Flags whose 否 is worth saying; of the others only 是 is.
_SAID = ("counted", "event_counted", "in_window")
# Flags that get a colour when set, and whose.
_ALARMS = {"counted": "计入", "event_counted": "计入"}
# The arrow of the filter takes some of the heading's cell.
_ARROW = 1.0


def write_table(book: Book, spec: TableSheet, frame: DataFrame, summary: str) -> None:
    """The sheet of `spec`: frozen headings, a filter, row heights, headings repeated in print."""
    sheet = book.sheet(spec.name)
    opening(book, sheet, summary)
    fields = {field.key: field for field in FRAMES[spec.frame].fields + spec.extra}
    headings = [shown.heading or fields[shown.key].heading for shown in spec.columns]
    _headings(book, sheet, spec.columns, headings)
    kinds = {key: field.kind for key, field in fields.items()}
    records = cast("Sequence[Mapping[str, Any]]", frame.to_dict("records"))
    for number, record in enumerate(records, HEADER_ROW + 1):
        values = {shown.key: plain(record[shown.key], kinds[shown.key]) for shown in spec.columns}
        _row(book, sheet, number, spec.columns, kinds, values)
    if not records:
        write(sheet, HEADER_ROW + 1, 0, spec.empty, book.format(italic=True))
        sheet.set_row(HEADER_ROW + 1, row_height([]))
    last = HEADER_ROW + max(len(records), 1)
    sheet.autofilter(HEADER_ROW, 0, last, len(spec.columns) - 1)
    sheet.freeze_panes(HEADER_ROW + 1, spec.frozen)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, last, len(spec.columns) - 1)


def _headings(book: Book, sheet: Any, columns: Sequence[Shown], headings: Sequence[str]) -> None:
    for number, (shown, heading) in enumerate(zip(columns, headings, strict=True)):
        sheet.set_column(number, number, shown.width)
        write(sheet, HEADER_ROW, number, heading, book.head())
    cells = [(heading, shown.width - _ARROW) for shown, heading in zip(columns, headings, strict=True)]
    sheet.set_row(HEADER_ROW, row_height(cells, lowest=30))


def _row(
    book: Book, sheet: Any, number: int, columns: Sequence[Shown], kinds: Mapping[str, str], values: Mapping[str, Any]
) -> None:
    cells = []
    for column, shown in enumerate(columns):
        value, kind = values[shown.key], kinds[shown.key]
        if kind == "flag":
            value = "是" if value else "否" if value is False and shown.key in _SAID else ""
        write(sheet, number, column, value, _format(book, shown, kind, value))
        if isinstance(value, str):
            cells.append((value, shown.width))
    sheet.set_row(number, row_height(cells))


def _format(book: Book, shown: Shown, kind: str, value: object) -> Any:
    """The cell's format by its kind; words that have a colour get it."""
    word = _ALARMS.get(shown.key, "") if value == "是" else str(value)
    ground = {"bg_color": GROUNDS[word]} if word in GROUNDS else {}
    if kind == "share":
        return book.cell(num_format="0%", align="center")
    if kind == "date":
        return book.cell(num_format="yyyy-mm-dd", align="center", **ground)
    if kind == "text" and shown.width > 10 and not ground:
        return book.cell(text_wrap=True, align="left")
    return book.cell(text_wrap=kind == "text", align="center", **ground)
