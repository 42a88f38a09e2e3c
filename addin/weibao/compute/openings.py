"""立项: which notice put an item on the list, and on which day, as 督办 and 文号登记 say it together.

A notice that was typed as 印发 into 文号登记 counts like one that was issued by command; one that was withdrawn or
given up counts no more, though its number still stands in 督办.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from weibao.compute.numbers import read_number
from weibao.compute.office import Closure
from weibao.compute.papers import OUT, PaperState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from weibao.compute.office import Office
    from weibao.compute.papers import Paper

OPENING: Final = frozenset({"supervision_notice", "immediate_notice", "listed_notice", "late_return_notice"})
"""Kinds of documents that put an item on the list."""
DEAD: Final = (PaperState.VOID, PaperState.WITHDRAWN, PaperState.REISSUED)
"""The states of a document that holds no more: given up, taken back, or to be replaced by a new version."""


def in_force(office: Office) -> Office:
    """The same with what holds in 督办: no number of a dead notice, nor its day; else the earliest one that is out.

    文号登记 wins: a number that it does not have gives way to that of the notice that it has for the item. A day that
    the office typed itself stays.
    """
    gone, first, others = dead_numbers(office.register), openings(office), other_numbers(office)
    closures = dict(office.closures)
    for key in (*closures, *(key for key in first if key not in closures)):
        closure = closures.get(key, Closure(key))
        if closure.doc_no and same_number(closure.doc_no) in gone:
            taken_back = closure.closed is None and closure.opened in gone[same_number(closure.doc_no)]
            closure = replace(closure, doc_no="", opened=None if taken_back else closure.opened)
        if key in others:
            closure = replace(closure, doc_no="")
        paper = first.get(key)
        if paper is not None and (not closure.doc_no or is_undated(closure, paper.doc_no)):
            opened = _day(paper) if closure.of_draft else closure.opened or _day(paper)
            closure = replace(closure, opened=opened, doc_no=closure.doc_no or paper.doc_no, of_draft=False)
        closures[key] = closure
    return office if closures == office.closures else replace(office, closures=closures)


def openings(office: Office) -> dict[str, Paper]:
    """By supervision item the notice that is out, holds and has the number that 督办 says, else the earliest of ours
    that asks for it: one that was made elsewhere does not say which items it is about.
    """
    found: dict[str, Paper] = {}
    by_number: dict[str, Paper] = {}
    out = [paper for paper in office.register if paper.state in OUT and holds(paper)]
    for paper in sorted(out, key=lambda paper: (_day(paper).toordinal(), paper.row)):
        by_number.setdefault(same_number(paper.doc_no), paper)
        for item in paper.items if paper.kind in OPENING else ():
            found.setdefault(item, paper)
    typed = {key: same_number(closure.doc_no) for key, closure in office.closures.items() if closure.doc_no.strip()}
    return found | {key: by_number[number] for key, number in typed.items() if number in by_number}


def numbered(register: Iterable[Paper]) -> set[str]:
    """The items that a numbered notice which holds asks for, whether it is out yet or not."""
    return {item for paper in register if paper.kind in OPENING and holds(paper) for item in paper.items}


def holds(paper: Paper) -> bool:
    """Whether a dated paper has been neither withdrawn nor given up."""
    return paper.state not in DEAD and (paper.issued or paper.dated) is not None


def is_undated(closure: Closure, doc_no: str) -> bool:
    """Whether the notice of that number put the item on the list and the row of 督办 does not say when."""
    return closure.opened is None and same_number(closure.doc_no) == same_number(doc_no)


def other_numbers(office: Office) -> dict[str, Paper]:
    """By supervision item the notice whose number wins over the one typed into 督办, which 文号登记 does not have."""
    known = {same_number(paper.doc_no) for paper in office.register}
    typed = {key: same_number(closure.doc_no) for key, closure in office.closures.items() if closure.doc_no}
    return {
        key: paper
        for key, paper in openings(office).items()
        if paper.doc_no and key in typed and typed[key] not in known
    }  # fmt: skip


def same_number(text: str) -> str:
    """A number in the one way of writing it; other text as it is."""
    return str(read_number(text) or text.strip())


def dead_numbers(register: Iterable[Paper]) -> dict[str, frozenset[date]]:
    """The numbers of notices that hold no more → the days on which they were signed and went out."""
    dead: dict[str, set[date]] = {}
    alive: set[str] = set()
    for paper in register:
        number = same_number(paper.doc_no)
        if paper.state in DEAD:
            dead.setdefault(number, set()).update(day for day in (paper.dated, paper.issued) if day)
        else:
            alive.add(number)
    return {number: frozenset(days) for number, days in dead.items() if number and number not in alive}


def _day(paper: Paper) -> date:
    day = paper.issued or paper.dated
    assert day is not None  # noqa: S101 - `holds` has looked
    return day
