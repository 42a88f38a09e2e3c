"""Changes of the ledger, as the command line gives them under --live, put into the workbook that is open.

Texts stay texts, also those that look like a number, a date or a formula. Where a person has changed a cell that is to
be filled, begun to type into a row that was free, or moved the columns since the ledger was saved, nothing is written.
"""

from __future__ import annotations

import contextlib
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
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


_NOTHING = "本次更新没有写进台账。请再点一次按钮；您填的内容都在。"
_PART = (
    "“{name}”只更新了一部分，没有做完（{reason}）。您填的内容都在。请再点一次按钮，程序会接着补齐；"
    "或者不保存就关闭它，重新打开再点按钮。"
)


class ChangedError(WeibaoError):
    """A person typed into a cell that was to be filled, or moved it."""


def apply_edits(book: xlwings.Book, live: dict[str, Any], pause: Callable[[], None]) -> None:
    """Put the changes into `book`, which must be the workbook that `live` names.

    Raises ChangedError where a person has changed a cell in the meantime, BusyError where Excel stays busy before
    anything was written, WeibaoError where a part was written.
    """
    _check(book, live, pause)
    try:
        # The keys first: where one is refused, what the machine sheets tell still fits what people see.
        for sheet, row, column, values in _runs(live["cells"]):
            _write(book.sheets[sheet], row, column, [[value] for value in values], pause)
        for part in live["sheets"]:
            _write(book.sheets[part["sheet"]], 1, 1, part["rows"], pause)
    except Exception as error:
        raise WeibaoError(_PART.format(name=book.name, reason=str(error).rstrip("。"))) from error
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


def _check(book: xlwings.Book, live: dict[str, Any], pause: Callable[[], None]) -> None:
    for sheet, row, column, values in _runs(live["heads"], "was"):
        now = _values(book, sheet, (row, column, len(values), 1), pause)
        if any(not _same(line[0], wanted) for line, wanted in zip(now, values, strict=True)):
            raise ChangedError(f"“{sheet}”的表头在运行期间变动过（插入、删除或改名了一列），{_NOTHING}")
    for sheet, row, count, columns in _free(live["free"]):
        now = _values(book, sheet, (row, 1, count, columns), pause)
        for number, line in enumerate(now, row):
            if any(value not in (None, "") for value in line):
                raise ChangedError(f"“{sheet}”第 {number} 行在运行期间填了内容，{_NOTHING}")
    for sheet, row, column, values in _runs(live["cells"], "was"):
        place = (row, column, len(values), 1)
        now, formulas = _values(book, sheet, place, pause), _values(book, sheet, place, pause, "formula")
        for number, there, formula, wanted in zip(itertools.count(row), now, formulas, values):
            if not _same(there[0], wanted):
                raise ChangedError(f"“{sheet}”第 {number} 行在运行期间被改动过，{_NOTHING}")
            if str(formula[0] or "").startswith("=") and formula[0] != wanted:
                raise ChangedError(f"“{sheet}”第 {number} 行里要登记的一格是公式，{_NOTHING}")


def _values(
    book: xlwings.Book, sheet: str, place: tuple[int, int, int, int], pause: Callable[[], None], what: str = "value"
) -> list[list[Any]]:
    """The rows of values (or formulas) of an area given by its row, column, number of rows and of columns."""
    row, column, rows, columns = place

    def look() -> Any:
        if sheet not in [other.name for other in book.sheets]:
            raise ChangedError(f"工作表“{sheet}”在运行期间被删除或改名，{_NOTHING}")
        area = book.sheets[sheet].range((row, column), (row + rows - 1, column + columns - 1))
        return area.options(ndim=2).value if what == "value" else area.formula

    found = patiently(look, pause)
    # A formula comes alone for one cell, values never do.
    return [list(line) for line in found] if isinstance(found, (list, tuple)) else [[found]]


def _same(there: object, wanted: object) -> bool:
    if isinstance(there, datetime):
        there = (there - _EPOCH).total_seconds() / 86_400
    if isinstance(there, (int, float)) and isinstance(wanted, (int, float)):
        return abs(there - wanted) < 1e-6
    return (None if there in (None, "") else there) == (None if wanted in (None, "") else wanted)


def _free(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[str, int, int, int]]:
    """Free rows that lie one below the other, as (sheet, first row, how many, columns)."""
    numbered = enumerate(sorted(rows, key=lambda item: (item["sheet"], item["row"])))
    for (sheet, _, columns), run in groupby(
        numbered, lambda item: (item[1]["sheet"], item[1]["row"] - item[0], item[1]["columns"])
    ):
        found = [item["row"] for _, item in run]
        yield sheet, found[0], len(found), columns


def _runs(cells: Iterable[dict[str, Any]], key: str = "value") -> Iterator[tuple[str, int, int, list[Any]]]:
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
