"""_meta of 核定台账 under a changed rulebook: which rules the ledger was brought to, and the lists of negative items,
what they mean, kinds of meeting, posts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from weibao.sheets.layout import LEDGER_META, RULINGS
from weibao.sheets.ledger_meta import EFFECT, MEETING, POST, meta_names, meta_rows
from weibao.sheets.package import Package

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from weibao.sheets.ledger_book import LedgerBook
    from weibao.sheets.package_values import Cell

_LISTS: Final = (EFFECT, MEETING, POST)
_DIGEST: Final = "rulebook_digest"


def rules_of(path: Path) -> str:
    """The digest of the rulebook that a ledger belongs to. Raises WorkbookError where it cannot be read."""
    sheet = Package(path).sheet(LEDGER_META.sheet)
    keys = {sheet.value(row, 1): row for row in sheet.row_numbers()}
    return str(sheet.value(keys[_DIGEST], 2)) if _DIGEST in keys else ""


def note_rules(book: LedgerBook) -> None:
    """Say in the ledger which rules it was brought to, also where its formulas have lost the day that they go by."""
    sheet = book.package.sheet(LEDGER_META.sheet)
    for row in sheet.row_numbers():
        if sheet.value(row, 1) == _DIGEST:
            sheet.put(row, 2, book.rulebook.digest)


def renew_lists(book: LedgerBook) -> None:
    """_meta lists negative items, what they mean, kinds of meeting and posts: where there are others now, all lists
    stand below, once more.
    """
    sheet = book.package.sheet(LEDGER_META.sheet)
    rows = {str(sheet.value(row, 1)): row for row in sheet.row_numbers()}
    prepared = len(book.empty_rows(RULINGS)) + sum(1 for line in book.lines(RULINGS) if line.cells.get("veto"))
    wanted = [row for row in meta_rows(book.rulebook, prepared) if row.count is not None or row.key.startswith(_LISTS)]
    listed = {key for key, row in rows.items() if sheet.formula(row, 4) or key.startswith(_LISTS)}
    # An older ledger has fewer of the lists, and no formula that would ask for the others.
    known = {key.partition(":")[0] for key in listed if key.startswith(_LISTS)}
    wanted = [row for row in wanted if row.count is not None or row.key.partition(":")[0] in known]
    if {key: sheet.value(rows[key], 3) for key in listed} == {row.key: _cell(row.dated) for row in wanted}:
        return
    formulas = {sheet.formula(row, 4) for row in rows.values() if sheet.formula(row, 4)}
    model = _count_formula(formulas, {row.key for row in wanted} | listed)
    for key in listed:
        for column, value in enumerate((f"old:{key}", None, None, None), 1):
            sheet.put(rows[key], column, value)
    first = max(rows.values()) + 1
    for number, row in enumerate(wanted, first):
        sheet.put(number, 1, row.key)
        sheet.put(number, 3, row.dated)
        if row.count is not None:
            sheet.put_formula(number, 4, model(row.key) if model else row.count_formula.removeprefix("="), 0)
    shift = first - LEDGER_META.first_row
    for name, target in meta_names(wanted).items():
        book.package.rename_area(name, _shifted(target.removeprefix("="), shift))


def _cell(value: Cell) -> object:
    """A value as a sheet gives it back."""
    return float(value) if isinstance(value, int) else value


def _count_formula(formulas: set[str], keys: set[str]) -> Callable[[str], str] | None:
    """How the workbook counts an item, as the program that saved it last has put it."""
    for formula in formulas:
        for key in keys:
            if f'"{key}"' in formula:
                return lambda wanted, formula=formula, key=key: formula.replace(f'"{key}"', f'"{wanted}"')  # type: ignore[misc]
    return None


def _shifted(area: str, by: int) -> str:
    return re.sub(r"\$(\d+)", lambda found: f"${int(found[1]) + by}", area)
