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


def add_posts(book: LedgerBook, change: Comparison) -> tuple[list[str], list[str]]:
    """成员名册: a row for every post and unit that only the new version has; their names, and of those that it has no
    prepared row for. Nothing is taken away.
    """
    if book.find(ROSTER) is None:
        return [], []
    there = {tuple(line.cells.get(key) or "" for key in ("body", "post", "unit")) for line in book.lines(ROSTER)}
    old = _posts(change.old)
    wanted = [row for key, row in _posts(book.rulebook).items() if key not in old and key not in there]
    free, names = book.empty_rows(ROSTER), [f"{cells['post']} {cells['unit']}".strip() for cells in wanted]
    for row, cells in zip(free, wanted, strict=False):
        book.put(ROSTER, row, cells)
    return names[: len(free)], names[len(free) :]


def _posts(rulebook: Rulebook) -> dict[tuple[Cell, ...], dict[str, Cell]]:
    return {(row["body"], row["post"], row["unit"]): row for row in roster_rows(rulebook)}
