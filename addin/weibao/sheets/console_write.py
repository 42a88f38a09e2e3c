"""Writing a table sheet of 总台账: headings, a filter, rows as high as their words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from weibao.sheets.book import GROUNDS, Book, write
from weibao.sheets.console_head import opening
from weibao.sheets.console_shown import HEADER_ROW
from weibao.sheets.frame_export import listed, plain
from weibao.sheets.frame_fields import FRAMES
from weibao.sheets.heights import row_height

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

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
    fields = {item.key: item for item in FRAMES[spec.frame].fields + spec.extra}
    headings = [shown.heading or fields[shown.key].heading for shown in spec.columns]
    _headings(book, sheet, spec.columns, headings)
    columns = [_Column(book, shown, fields[shown.key].kind) for shown in spec.columns]
    rows = zip(*(listed(frame[shown.key]) for shown in spec.columns), strict=True)
    for number, values in enumerate(rows, HEADER_ROW + 1):
        _row(sheet, number, columns, values)
    if not len(frame):
        write(sheet, HEADER_ROW + 1, 0, spec.empty, book.format(italic=True))
        sheet.set_row(HEADER_ROW + 1, row_height([]))
    last = HEADER_ROW + max(len(frame), 1)
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


@dataclass
class _Column:
    """What the cells of a column show, and how they look; a format is made when the first cell has it."""

    book: Book
    shown: Shown
    kind: str
    _looks: dict[str, Any] = field(default_factory=dict)  # by the word that gives the cell its ground

    def said(self, value: object) -> str | float | date | bool | None:
        """The value as the cell shows it."""
        found = plain(value, self.kind)
        if self.kind != "flag":
            return found
        return "是" if found else "否" if found is False and self.shown.key in _SAID else ""

    def look(self, value: object) -> Any:
        """The format by the kind; words that have a colour get it."""
        word = _ALARMS.get(self.shown.key, "") if value == "是" else value
        ground = word if isinstance(word, str) and word in GROUNDS else ""
        if ground not in self._looks:
            self._looks[ground] = self._format({"bg_color": GROUNDS[ground]} if ground else {})
        return self._looks[ground]

    def _format(self, ground: dict[str, str]) -> Any:
        if self.kind == "share":
            return self.book.cell(num_format="0%", align="center")
        if self.kind == "date":
            return self.book.cell(num_format="yyyy-mm-dd", align="center", **ground)
        if self.kind == "text" and self.shown.width > 10 and not ground:
            return self.book.cell(text_wrap=True, align="left")
        return self.book.cell(text_wrap=self.kind == "text", align="center", **ground)


def _row(sheet: Any, number: int, columns: Sequence[_Column], values: Sequence[object]) -> None:
    cells = []
    for place, (column, value) in enumerate(zip(columns, values, strict=True)):
        said = column.said(value)
        write(sheet, number, place, said, column.look(said))
        if isinstance(said, str):
            cells.append((said, column.shown.width))
    sheet.set_row(number, row_height(cells))
