"""立项 in 督办: day and number of the notice that asks for an item, where none is there that holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.compute.openings import DEAD, same_number
from weibao.sheets.layout import REGISTER, SUPERVISION
from weibao.sheets.ledger_lines import str_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from weibao.sheets.ledger_book import LedgerBook

_DEAD = frozenset(state.label for state in DEAD)


@dataclass(frozen=True, slots=True)
class Opening:
    """立项 of one supervision item: the day, and the number of the notice that asks for it."""

    item: str
    day: date
    doc_no: str


def open_items(book: LedgerBook, openings: Sequence[Opening]) -> tuple[str, ...]:
    """Put 立项日期 and 立项文号 where no number stands, or that of a notice taken back. Returns items without a row."""
    if not openings:
        return ()
    gone = _dead_numbers(book)
    lines = {str_key(line.cells.get("id")): line for line in reversed(book.lines(SUPERVISION))}
    missing = []
    opened = set()
    for opening in openings:
        line = lines.get(opening.item.upper())
        if line is None:
            missing.append(opening.item)
            continue
        number = str(line.cells.get("doc_no") or "")
        # The day that stood there so far is the draft's; an item that has its number was opened before.
        if opening.item not in opened and (not number.strip() or same_number(number) in gone):
            book.put(SUPERVISION, line.number, {"opened": opening.day, "doc_no": opening.doc_no or None})
            opened.add(opening.item)
    return tuple(missing)


def _dead_numbers(book: LedgerBook) -> frozenset[str]:
    dead: set[str] = set()
    alive: set[str] = set()
    for line in book.lines(REGISTER):
        state, number = str(line.cells.get("state") or "").strip(), str(line.cells.get("doc_no") or "")
        (dead if state in _DEAD else alive).add(same_number(number))
    return frozenset(dead - alive - {""})
