"""What a checklist holds as cached values, beside what a LibreOffice makes of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineWorkbook

from weibao.sheets.layout import ATTACHED, COUNTS, EVIDENCE, FEEDBACK, INDICATORS, PRINT, VETOES, column_letter

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.office import Book

_VISIBLE = (INDICATORS.sheet, EVIDENCE.sheet, COUNTS.sheet, VETOES.sheet, FEEDBACK.sheet, PRINT, ATTACHED)


@lru_cache(maxsize=16)
def visible(path: Path) -> tuple[str, ...]:
    """The sheets that compute: a unit without indicators has no 附页, one that is asked nothing no 量化情况."""
    there = CalamineWorkbook.from_path(path).sheet_names
    return tuple(name for name in _VISIBLE if name in there)


@lru_cache(maxsize=16)
def cached(path: Path, sheet: str) -> list[list[Any]]:
    """The cached values as a program reads them that never recalculates."""
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def differences(book: Book, path: Path, sheet: str, first: int = 1, last: int = 16_384) -> list[str]:
    """Where LibreOffice's recalculated values differ from the cached ones, in columns `first` to `last`."""
    rows = cached(path, sheet)
    now = book.read_raw(sheet, f"A1:{column_letter(len(rows[0]))}{len(rows)}")
    return [
        f"{sheet}!{column_letter(c)}{r}: cached {old!r}, LibreOffice {new!r}"
        for r, (old_row, new_row) in enumerate(zip(rows, now, strict=True), 1)
        for c, (old, new) in enumerate(zip(old_row, new_row, strict=True), 1)
        if first <= c <= last and plain(old) != new
    ]


def plain(value: Any) -> Any:
    """A cached value as the raw reading gives it."""
    if isinstance(value, datetime):
        return (value - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001 - cells know no zone
    if isinstance(value, date):
        return float((value - date(1899, 12, 30)).days)
    return None if value == "" else value
