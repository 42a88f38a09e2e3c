"""Typing into a ledger as a clerk would, by key and heading: for the demo, for commands that write an input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.errors import WorkbookError
from weibao.sheets.layout import (
    CHANGES,
    DAYS,
    DECISIONS,
    INCOMING,
    INSPECTIONS,
    MEETINGS,
    NODES,
    PUBLICITY,
    REGISTER,
    RETURNS,
    REVIEW,
    ROSTER,
    ROUNDS,
    RULINGS,
    SETTINGS,
    SUPERVISION,
    TASKS,
    VERIFICATION,
    WORK,
)
from weibao.sheets.ledger_book import LedgerBook
from weibao.sheets.ledger_guard import refuse
from weibao.sheets.ledger_rows import headers
from weibao.sheets.package_values import split_address
from weibao.shut_words import shut_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table
    from weibao.sheets.package_values import Cell

TABLES = {
    table.sheet: table
    for table in (
        SETTINGS,
        ROUNDS,
        RETURNS,
        VERIFICATION,
        REVIEW,
        SUPERVISION,
        RULINGS,
        REGISTER,
        INCOMING,
        MEETINGS,
        DECISIONS,
        TASKS,
        NODES,
        PUBLICITY,
        WORK,
        INSPECTIONS,
        ROSTER,
        CHANGES,
        DAYS,
    )
}


def fill_ledger(
    path: Path,
    rulebook: Rulebook,
    entries: Mapping[str, Sequence[tuple[str, Mapping[str, Cell]]]],
    *,
    cells: Mapping[str, Mapping[str, Cell]] | None = None,
) -> bool:
    """Type values: by sheet, (key, {heading: value}); the key "" takes the next empty row. True where the file changed.

    `cells` are single cells by sheet and address, for what lies outside the tables. What formulas show is renewed.
    Raises WorkbookError for an unknown sheet, key or heading, or where the ledger is open elsewhere.
    """
    if told := shut_words(path):
        raise WorkbookError(told)
    book = LedgerBook.open(path, rulebook)
    refuse(book)
    for sheet, rows in entries.items():
        if sheet not in TABLES:
            raise WorkbookError(f"核定台账里没有“{sheet}”表，可用的有：{'、'.join(TABLES)}。")
        for key, values in rows:
            _type(book, TABLES[sheet], key, values)
    for sheet, single in (cells or {}).items():
        for where, value in single.items():
            book.package.sheet(sheet).put(*split_address(where), value)
    if book.package.changed:
        # Opened anew, because settings that were just typed are in force at once.
        fresh = LedgerBook.of(book.package, rulebook)
        facts = fresh.facts()
        fresh.write_facts(facts)
        if day := fresh.last_day():
            fresh.refresh(facts, day)
        book.package.save()
    return book.package.changed


def _type(book: LedgerBook, table: Table, key: str, values: Mapping[str, Cell]) -> None:
    found = book.find(table)
    row = (book.row_of(table, key) if key else next(iter(book.empty_rows(table)), None)) if found else None
    if found is None or row is None:
        raise WorkbookError(f"“{table.sheet}”里没有“{key}”这一行。" if key else f"“{table.sheet}”的空行已用完。")
    named = list(headers(table, book.settings.assessors).items())
    keys = {name: column for column, name in reversed(named) if name}
    unknown = [name for name in values if keys.get(name) not in found.columns]
    if unknown:
        raise WorkbookError(f"“{table.sheet}”里没有“{'、'.join(unknown)}”这样的栏。")
    book.put(table, row, {keys[name]: value for name, value in values.items()})
