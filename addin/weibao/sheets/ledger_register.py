"""Writing into 文号登记: a document's row brought up to date, or a new one; and 立项 of the items that it asks for.

Columns that an older ledger does not have are put to the right of its table, where nobody has written anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.errors import WorkbookError
from weibao.sheets.layout import REGISTER
from weibao.sheets.ledger_book import LedgerBook
from weibao.sheets.ledger_openings import Opening as Opening
from weibao.sheets.ledger_openings import open_items
from weibao.sheets.ledger_styles import DATES
from weibao.sheets.values import read_text
from weibao.shut_words import shut_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.live_edits import Edits
    from weibao.sheets.package_values import Cell


@dataclass(frozen=True, slots=True)
class RegisterEdit:
    """Values for one row by column key. `row` is the line of the sheet, 0 for a new one; `file` and `doc_no` are what
    stood in it when it was read, so that a row that has moved since is not taken for it.
    """

    row: int
    file: str
    doc_no: str
    cells: Mapping[str, Cell]


def write_register(
    path: Path,
    rulebook: Rulebook,
    settings: Settings,
    edits: Sequence[RegisterEdit],
    *,
    openings: Sequence[Opening] = (),
    live: Edits | None = None,
) -> tuple[str, ...]:
    """Put the values into 文号登记, and 立项 into 督办 where no number stands that holds. Returns items without a row.

    `rulebook` has the towns of the settings. With `live` nothing is written: the changes are put into it, for the
    program that has the ledger open. Raises WorkbookError where the ledger is open elsewhere (without `live`), a row
    has changed, or there is no room.
    """
    if live is None:
        check_closed(path)
    book = LedgerBook.open(path, rulebook, settings)
    _add_columns(book, {key for edit in edits for key in edit.cells})
    free = iter(book.empty_rows(REGISTER))
    for edit in edits:
        row = edit.row or next(free, 0)
        if not row:
            raise WorkbookError(f"“{path.name}”的“{REGISTER.sheet}”没有空行了。请在表末插入几行后再运行。")
        if edit.row:
            _check_row(book, edit)
        book.put(REGISTER, row, edit.cells)
    missing = open_items(book, openings)
    if live is not None:
        live.add(book.package.edits)
        return missing
    if book.package.changed:
        if openings and (day := book.last_day()):
            book.refresh(book.facts(), day)
        book.package.save()
    return missing


def check_closed(path: Path) -> None:
    """Raises WorkbookError while the ledger is open in another program, or is read-only."""
    if told := shut_words(path):
        raise WorkbookError(told)


def _check_row(book: LedgerBook, edit: RegisterEdit) -> None:
    found = book.find(REGISTER)
    sheet = book.package.sheet(found.sheet) if found else None
    for key, was in (("file", edit.file), ("doc_no", edit.doc_no)):
        column = found.columns.get(key) if found else None
        now = read_text(sheet.value(edit.row, column)) if sheet and column else ""
        if now.replace("\\", "/").removeprefix("文书/") != was:
            raise WorkbookError(f"“{REGISTER.sheet}”第 {edit.row} 行刚刚被改动过，没有写入。请再运行一次。")


def _add_columns(book: LedgerBook, wanted: set[str]) -> None:
    """Give an older table the columns that it needs, behind everything that stands on its sheet."""
    found = book.find(REGISTER)
    if found is None:
        raise WorkbookError(
            f"“{book.package.path.name}”里找不到“{REGISTER.sheet}”表或它的表头。请把表名和表头改回原样，或从备份恢复。"
        )
    missing = [column for column in REGISTER.columns if column.key in wanted and column.key not in found.columns]
    if not missing:
        return
    sheet = book.package.sheet(found.sheet)
    last = max(column for cells in sheet.grid().values() for column in cells)
    like = {key: found.columns[key] for key in ("dated", "note") if key in found.columns}
    rows = [row for row in sheet.row_numbers() if row > found.header_row and sheet.has_cell(row, 1)]
    for number, column in enumerate(missing, last + 1):
        sheet.put(found.header_row, number, column.header)
        model = like.get("dated" if column.key in DATES[REGISTER.sheet] else "note", 0)
        for row in (found.header_row, *rows):
            sheet.dress(row, number, model)
    book.forget(REGISTER)
