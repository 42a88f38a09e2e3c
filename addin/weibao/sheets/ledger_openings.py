"""立项 in 督办: day and number of the notice that asks for an item, and the rows of drafts that were never sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from weibao.compute.item_numbers import has_no_round, item_key, read_item
from weibao.compute.openings import dead_numbers, same_number
from weibao.compute.papers import Paper, PaperState
from weibao.sheets.layout import REGISTER, SUPERVISION

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from weibao.sheets.ledger_book import LedgerBook
    from weibao.sheets.ledger_lines import Line

_STATES = {state.label: state for state in PaperState}


@dataclass(frozen=True, slots=True)
class Opening:
    """立项 of one supervision item: the day, and the number of the notice that asks for it."""

    item: str
    day: date
    doc_no: str


def open_items(book: LedgerBook, openings: Sequence[Opening]) -> tuple[str, ...]:
    """Put 立项日期 and 立项文号 where no number stands, or that of a notice taken back. Returns items without a row.

    A day that the office typed stays. What a notice put there that was taken back goes, where no other takes its place.
    """
    gone = dead_numbers(_papers(book))
    _take_back(book, gone, {item_key(opening.item) for opening in openings})
    if not openings:
        return ()
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
        if same_number(number) in gone:
            day = opening.day if _is_of(line, gone[same_number(number)]) else line.cells["opened"]
            book.put(SUPERVISION, line.number, {"opened": day, "doc_no": opening.doc_no or None})
            opened.add(item)
        elif not number.strip() and _may_date(line):
            book.put(SUPERVISION, line.number, {"opened": opening.day, "doc_no": opening.doc_no or None})
            opened.add(item)
        elif not number.strip():
            book.put(SUPERVISION, line.number, {"doc_no": opening.doc_no or None})
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


def _may_date(line: Line) -> bool:
    """No day stands there, or that of a draft of 0.1.0, which wrote numbers without a round."""
    return not line.cells.get("opened") or has_no_round(str(line.cells.get("id") or ""))


def _is_of(line: Line, days: Collection[date]) -> bool:
    """Whether 立项日期 is blank or one of these days of a notice; what was closed keeps the day that it has."""
    opened = line.cells.get("opened")
    return not opened or (_day(line, "opened") in days and not line.cells.get("closed"))


def _take_back(book: LedgerBook, gone: Mapping[str, Collection[date]], opened: Collection[str]) -> None:
    for line in book.lines(SUPERVISION):
        number = same_number(str(line.cells.get("doc_no") or ""))
        if number not in gone or line.cells.get("closed") or item_key(str(line.cells.get("id") or "")) in opened:
            continue
        if line.cells.get("opened") and _is_of(line, gone[number]):
            book.put(SUPERVISION, line.number, {"opened": None, "doc_no": None})


def _papers(book: LedgerBook) -> list[Paper]:
    """文号登记 as far as it tells which numbers hold no more."""
    return [
        Paper(
            doc_no=str(line.cells.get("doc_no") or ""),
            state=_STATES.get(str(line.cells.get("state") or "").strip(), PaperState.DRAFT),
            dated=_day(line, "dated"),
            issued=_day(line, "issued"),
        )
        for line in book.lines(REGISTER)
    ]


def _day(line: Line, key: str) -> date | None:
    value = line.cells.get(key)
    return value if isinstance(value, date) else None
