"""Reading 文号登记 and 收文登记: what was typed there, and what contradicts itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from weibao.compute.numbers import DocNumber, read_number
from weibao.compute.papers import OUT, STATES, Incoming, Paper, PaperState, state_of
from weibao.sheets.layout import INCOMING, REGISTER, URGENCIES
from weibao.sheets.values import read_text, shown

if TYPE_CHECKING:
    from weibao.sheets.ledger_cells import Cells
    from weibao.sheets.ledger_reader import Reader
    from weibao.sheets.ledger_tables import TableRow

_UNSIGNED = frozenset({PaperState.DRAFT, PaperState.REVIEWED, PaperState.VOID})
_DATED = frozenset(PaperState) - _UNSIGNED - {PaperState.SIGNED}


def read_register(reader: Reader) -> tuple[Paper, ...]:
    """文号登记, in the order of the sheet; a number that stands there twice is told where it comes again."""
    cells = reader.open_table(REGISTER)
    papers: list[Paper] = []
    seen: dict[DocNumber, int] = {}
    for row in cells.found.rows(reader.grids[cells.found.sheet]) if cells else ():
        assert cells is not None  # noqa: S101 - there are rows
        if not cells.typed(row):
            continue
        paper = _paper(cells, row)
        if paper.number in seen:
            cells.note("register-number-twice", row, "doc_no", number=paper.number, row=seen[paper.number])
        elif paper.number:
            seen[paper.number] = row.number
        papers.append(paper)
    return tuple(papers)


def _paper(cells: Cells, row: TableRow) -> Paper:
    doc_no = read_text(row.cells.get("doc_no"))
    paper = Paper(
        title=read_text(row.cells.get("title")),
        doc_no=doc_no,
        number=_number(cells, row, doc_no),
        genre=read_text(row.cells.get("genre")),
        to=read_text(row.cells.get("to")),
        heard=read_text(row.cells.get("heard")),
        reviewer=read_text(row.cells.get("reviewer")),
        reviewed=cells.day(row, "reviewed"),
        signer=read_text(row.cells.get("signer")),
        signed=cells.day(row, "signed"),
        dated=cells.day(row, "dated"),
        issued=cells.day(row, "issued"),
        file=read_text(row.cells.get("file")).replace("\\", "/").removeprefix("文书/"),
        related=read_text(row.cells.get("related")),
        note=read_text(row.cells.get("note")),
        row=row.number,
    )
    paper = replace(paper, state=_state(cells, row, paper))
    _check(cells, row, paper)
    return paper


def _number(cells: Cells, row: TableRow, text: str) -> DocNumber | None:
    if not text:
        return None
    number = read_number(text)
    if number is None:
        cells.note("register-number-unreadable", row, "doc_no", found=text)
    elif str(number) != text:
        cells.note("register-number-read", row, "doc_no", found=text, number=number)
    return number


def _state(cells: Cells, row: TableRow, paper: Paper) -> PaperState:
    word = row.text("state")
    if word and word not in STATES:
        cells.note("register-state-unknown", row, "state", found=shown(row.cells.get("state")), known="、".join(STATES))
    return STATES.get(word) or state_of(paper)


def _check(cells: Cells, row: TableRow, paper: Paper) -> None:
    """What the state asks for and the row does not have; days in the wrong order."""
    lacking = []
    if paper.state is PaperState.DRAFT and paper.signed and not paper.signer:
        cells.note("register-half-signed", row, "signer", found=paper.signed)
    if paper.state not in _UNSIGNED and not paper.signer:
        lacking.append(("signer", "签发人"))
    if paper.state not in _UNSIGNED and paper.signed is None:
        lacking.append(("signed", "签发日期"))
    if paper.state in _DATED and paper.dated is None:
        lacking.append(("dated", "成文日期"))
    if paper.state in OUT and paper.issued is None:
        lacking.append(("issued", "印发日期"))
    if paper.state is PaperState.VOID and paper.number and not paper.note:
        lacking.append(("note", "作废原因（备注）"))
    for key, what in lacking:
        cells.note("register-lacking", row, key, state=paper.state.label, what=what)
    days = [(key, day) for key in ("reviewed", "signed", "dated", "issued") if (day := getattr(paper, key))]
    for (_, before), (key, after) in pairwise(days):
        if after < before:
            cells.note("register-days-reversed", row, key, column=cells.heading(key), found=after, before=before)
    if paper.number and paper.dated and paper.number.year != paper.dated.year:
        cells.note("number-year", row, "doc_no", number=paper.number, year=paper.dated.year)


def read_incoming(reader: Reader) -> tuple[Incoming, ...]:
    """收文登记, in the order of the sheet."""
    cells = reader.open_table(INCOMING)
    found: list[Incoming] = []
    for row in cells.found.rows(reader.grids[cells.found.sheet]) if cells else ():
        assert cells is not None  # noqa: S101 - there are rows
        item = _incoming(cells, row)
        if item.urgency and item.urgency not in URGENCIES:
            cells.note("incoming-urgency", row, "urgency", found=item.urgency, known="、".join(URGENCIES))
        found.append(item)
    return tuple(found)


def _incoming(cells: Cells, row: TableRow) -> Incoming:
    return Incoming(
        no=read_text(row.cells.get("no")),
        received=cells.day(row, "received"),
        sender=read_text(row.cells.get("sender")),
        title=read_text(row.cells.get("title")),
        doc_no=read_text(row.cells.get("doc_no")),
        genre=read_text(row.cells.get("genre")),
        urgency=read_text(row.cells.get("urgency")),
        receiver=read_text(row.cells.get("receiver")),
        handler=read_text(row.cells.get("handler")),
        due=cells.day(row, "due"),
        done=cells.day(row, "done"),
        note=read_text(row.cells.get("note")),
        row=row.number,
    )
