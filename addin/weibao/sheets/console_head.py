"""The first two rows of every sheet of 总台账: the way back to 总览, the warning, what the sheet says in one line."""

from __future__ import annotations

from typing import Any

from weibao.sheets.book import Book, write

OVERVIEW = "总览"
WARNING = "本表由程序生成，每次重算都会覆盖，请不要在这里填写；要填的内容请填在“核定台账”里。"


def opening(book: Book, sheet: Any, summary: str) -> None:
    """The first two rows of a table sheet: the way back and the warning, then what the sheet says in one line."""
    link = book.format(font_color="#1B4F8A")
    sheet.write_url(0, 0, f"internal:'{OVERVIEW}'!A1", link, string=f"← {OVERVIEW}　　{WARNING}")
    write(sheet, 1, 0, summary, book.format(bold=True, font_size=11))
    sheet.set_row(0, 18)
    sheet.set_row(1, 24)
