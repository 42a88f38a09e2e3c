"""立项 in 督办: day and number of the notice that asks for an item, and the rows of drafts that were never sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.compute.item_numbers import item_key, read_item
from weibao.compute.openings import DEAD, same_number
from weibao.sheets.layout import REGISTER, SUPERVISION

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
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
    lines = {item_key(str(line.cells.get("id") or "")): line for line in reversed(book.lines(SUPERVISION))}
    missing = []
    opened = set()
    for opening in openings:
        item = item_key(opening.item)
        line = lines.get(item)
        if line is None:
            missing.append(opening.item)
            continue
        number = str(line.cells.get("doc_no") or "")
        if item in opened:
            continue
        # Without a number, a day that stands there is that of a draft of 0.1.0.
        if not number.strip() or same_number(number) in gone:
            book.put(SUPERVISION, line.number, {"opened": opening.day, "doc_no": opening.doc_no or None})
            opened.add(item)
        elif same_number(number) == same_number(opening.doc_no) and not line.cells.get("opened"):
            book.put(SUPERVISION, line.number, {"opened": opening.day})
            opened.add(item)
    return tuple(missing)


def lapsed_rows(book: LedgerBook, current: Collection[str], new: Sequence[str]) -> dict[str, int]:
    """Rows for new numbers: those of drafts of earlier rounds that were never sent and that nobody typed anything into.

    `current` are the numbers that there are now, `new` those of them without a row.
    """
    wanted = {number.matter: (number.round, key) for key in new if (number := read_item(key)) and not number.is_case}
    found: dict[str, int] = {}
    for line in book.lines(SUPERVISION):
        typed = str(line.cells.get("id") or "")
        number = read_item(typed)
        if number is None or line.cells.keys() != {"id"} or item_key(typed) in current:
            continue
        round_, key = wanted.get(number.matter, (0, ""))
        if number.round < round_ and key not in found:
            found[key] = line.number
    return found


def _dead_numbers(book: LedgerBook) -> frozenset[str]:
    dead: set[str] = set()
    alive: set[str] = set()
    for line in book.lines(REGISTER):
        state, number = str(line.cells.get("state") or "").strip(), str(line.cells.get("doc_no") or "")
        (dead if state in _DEAD else alive).add(same_number(number))
    return frozenset(dead - alive - {""})
