"""阶段日历: the plan's phases with what must be ready when, by whom, and how many days are left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.model import Light
from weibao.sheets.book import GROUNDS, HEAD, Book, write
from weibao.sheets.console_head import opening
from weibao.sheets.console_shown import HEADER_ROW
from weibao.sheets.heights import row_height
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from weibao.compute.phase_calendar import Line

NAME: Final = "阶段日历"
NOWHERE: Final = "不在任何阶段内"
NOW: Final = "#FFE699"  # the ground of today's phases, which say so in words, too
_COLUMNS: Final = (
    ("编号", 7.0), ("阶段、节点", 27.0), ("到时要备齐什么", 42.0), ("由谁办", 26.0), ("开始", 11.5), ("截止", 11.5),
    ("剩余天数", 8.5), ("剩余工作日", 8.5), ("灯", 7.0), ("状态", 12.0),
)  # fmt: skip
_TEXTS: Final = 4  # so many columns, from the left, hold words


def write_phases(book: Book, lines: Sequence[Line], as_of: date) -> None:
    """The sheet: a bar for each phase, below it its lines. Phases that overlap stand as the plan has them."""
    sheet = book.sheet(NAME)
    current = "、".join(line.title for line in lines if line.now) or NOWHERE
    opening(book, sheet, f"{day_text(as_of)}：{current}。阶段可以重叠，照方案列；已过的节点是否办成没有记录。")
    for column, (heading, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        write(sheet, HEADER_ROW, column, heading, book.head())
    sheet.set_row(HEADER_ROW, row_height([(heading, width - 1) for heading, width in _COLUMNS], lowest=30))
    for number, line in enumerate(lines, HEADER_ROW + 1):
        _line(book, sheet, number, line)
    last = HEADER_ROW + len(lines)
    sheet.autofilter(HEADER_ROW, 0, last, len(_COLUMNS) - 1)
    sheet.freeze_panes(HEADER_ROW + 1, 2)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, last, len(_COLUMNS) - 1)


def _line(book: Book, sheet: Any, number: int, line: Line) -> None:
    values = (
        line.id, line.title, line.ready, line.who, line.start, line.end, line.days_left, line.workdays_left,
        line.light.label, line.state,
    )  # fmt: skip
    bar: dict[str, Any] = {"bold": True, "bg_color": NOW if line.now else HEAD} if line.is_phase else {}
    cells = []
    for column, (value, (heading, width)) in enumerate(zip(values, _COLUMNS, strict=True)):
        look = dict(bar)
        if heading == "灯" and line.light is not Light.NONE:
            look["bg_color"] = GROUNDS[line.light.label]
        elif not line.is_phase and heading == "状态" and line.state in GROUNDS:
            look["bg_color"] = GROUNDS[line.state]
        if heading in ("开始", "截止"):
            look["num_format"] = "yyyy-mm-dd"
        words = 0 < column < _TEXTS
        write(sheet, number, column, value, book.cell(text_wrap=words, align="left" if words else "center", **look))
        if words:
            cells.append((str(value or ""), width))
    sheet.set_row(number, row_height(cells, lowest=22 if line.is_phase else 18))
