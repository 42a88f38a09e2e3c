"""Changes of the ledger, as the command line gives them under --live, put into the workbook that is open.

Texts stay texts, also those that look like a number, a date or a formula. A cell that a person has changed since the
ledger was saved is not touched: then nothing is written at all.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from weibao.errors import WeibaoError
from weibao.hosts.patience import patiently, set_patiently

if TYPE_CHECKING:
    import xlwings

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no time zones
# Chinese that is no part of a date or time cannot be taken for anything but text.
_SURELY_TEXT = re.compile(r"[一-鿿]")
_DATE_WORDS = re.compile(r"[年月日号时分秒点上下午前中晨早晚星期周一二三四五六七八九十零〇]")
_RISKY = ("=", "+", "-", "@", "'")
# Excel takes no longer texts in an array; they go in one by one.
LONGEST_IN_ARRAY = 8_000


class ChangedError(WeibaoError):
    """A person typed into a cell that was to be filled."""


def apply_edits(book: xlwings.Book, live: dict[str, Any], pause: Callable[[], None]) -> None:
    """Put the changes into `book`, which must be the workbook that `live` names.

    Raises ChangedError where a person has changed a cell in the meantime, BusyError where Excel stays busy.
    """
    _check(book, live["cells"], pause)
    for part in live["sheets"]:
        _write(book.sheets[part["sheet"]], 1, 1, part["rows"], pause)
    for sheet, row, column, values in _runs(live["cells"]):
        _write(book.sheets[sheet], row, column, [[value] for value in values], pause)
    # LibreOffice's engine offers no looks; the next update without a window makes up for it.
    with contextlib.suppress(WeibaoError, NotImplementedError):
        _look(book, live, pause)


def _look(book: xlwings.Book, live: dict[str, Any], pause: Callable[[], None]) -> None:
    """Row heights, and print areas with the cells that remember where they end."""
    for item in live["heights"]:
        set_patiently(book.sheets[item["sheet"]].range((item["row"], 1)), "row_height", item["points"], pause)
    for item in live["areas"]:
        set_patiently(book.sheets[item["sheet"]].page_setup, "print_area", item["area"], pause)
    for item in live["formulas"]:
        cell = book.sheets[item["sheet"]].range((item["row"], item["column"]))
        set_patiently(cell, "formula", f"={item['formula']}", pause)


def _check(book: xlwings.Book, cells: Iterable[dict[str, Any]], pause: Callable[[], None]) -> None:
    for sheet, row, column, values in _runs(cells, "was"):
        area = book.sheets[sheet].range((row, column), (row + len(values) - 1, column))
        now = patiently(partial(_column, area), pause)
        for line, (there, wanted) in enumerate(zip(now, values, strict=True), row):
            if not _same(there, wanted):
                raise ChangedError(
                    f"“{sheet}”第 {line} 行在运行期间被改动过，本次更新没有写进台账。请再点一次按钮；您填的内容都在。"
                )


def _column(area: xlwings.Range) -> list[Any]:
    values: list[Any] = area.options(ndim=1).value
    return values


def _same(there: object, wanted: object) -> bool:
    if isinstance(there, datetime):
        there = (there - _EPOCH).total_seconds() / 86_400
    if isinstance(there, (int, float)) and isinstance(wanted, (int, float)):
        return abs(there - wanted) < 1e-6
    return (there or None) == (wanted or None)


def _runs(cells: Iterable[dict[str, Any]], key: str = "value") -> Iterable[tuple[str, int, int, list[Any]]]:
    """Cells that lie one below the other, as (sheet, first row, column, values): one call writes them all."""
    ordered = sorted(cells, key=lambda cell: (cell["sheet"], cell["column"], cell["row"]))
    numbered = enumerate(ordered)
    for (sheet, column, _), run in groupby(numbered, lambda item: (*_place(item[1]), item[1]["row"] - item[0])):
        found = [cell for _, cell in run]
        yield sheet, found[0]["row"], column, [cell[key] for cell in found]


def _place(cell: dict[str, Any]) -> tuple[str, int]:
    return cell["sheet"], cell["column"]


def _write(
    sheet: xlwings.Sheet, row: int, column: int, rows: Sequence[Sequence[Any]], pause: Callable[[], None]
) -> None:
    if not rows or not rows[0]:
        return
    values = [[entered(value) for value in line] for line in rows]
    long = [
        (row + down, column + right, value)
        for down, line in enumerate(values)
        for right, value in enumerate(line)
        if isinstance(value, str) and len(value) > LONGEST_IN_ARRAY
    ]
    for down, right, _ in long:
        values[down - row][right - column] = None
    area = sheet.range((row, column), (row + len(values) - 1, column + len(values[0]) - 1))
    set_patiently(area, "value", values, pause)
    for down, right, value in long:
        set_patiently(sheet.range((down, right)), "value", value, pause)


def entered(value: object) -> object:
    """A value of the JSON as it is typed: days as days, texts with an apostrophe where they could be taken for more."""
    if isinstance(value, dict):
        day = date.fromisoformat(value["date"])
        return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - cells know no time zones
    if not isinstance(value, str):
        return value
    surely = _SURELY_TEXT.search(_DATE_WORDS.sub("", value)) and not value.startswith(_RISKY)
    return value if surely else f"'{value}"
