"""Units and posts of 核定台账 under a changed rulebook: names that changed under an old id, posts that are new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.sheets.layout import RETURNS, REVIEW, ROSTER
from weibao.sheets.ledger_members import roster_rows

if TYPE_CHECKING:
    from weibao.rulebook.compare import Comparison
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.ledger_book import LedgerBook
    from weibao.sheets.package_values import Cell


def rename_units(book: LedgerBook, change: Comparison) -> None:
    """A unit that has got another name under its old id: what we have written of it follows."""
    before = {unit.id: unit.name for unit in change.old.units}
    renamed = {
        before[unit.id]: unit.name for unit in book.rulebook.units if before.get(unit.id, unit.name) != unit.name
    }
    for table in (RETURNS, REVIEW, ROSTER):
        for line in list(book.lines(table)) if renamed else ():
            if (name := renamed.get(str(line.cells.get("unit") or ""))) is not None:
                book.put(table, line.number, {"unit": name})


def add_posts(book: LedgerBook, change: Comparison) -> list[str]:
    """成员名册: a row for every post and unit that only the new version has; their names. Nothing is taken away."""
    if book.find(ROSTER) is None:
        return []
    there = {tuple(line.cells.get(key) or "" for key in ("body", "post", "unit")) for line in book.lines(ROSTER)}
    old, added = _posts(change.old), list[str]()
    wanted = [row for key, row in _posts(book.rulebook).items() if key not in old and key not in there]
    for row, cells in zip(book.empty_rows(ROSTER), wanted, strict=False):
        book.put(ROSTER, row, cells)
        added.append(f"{cells['post']} {cells['unit']}".strip())
    return added


def _posts(rulebook: Rulebook) -> dict[tuple[Cell, ...], dict[str, Cell]]:
    return {(row["body"], row["post"], row["unit"]): row for row in roster_rows(rulebook)}
