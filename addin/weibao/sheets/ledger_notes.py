"""What 文号登记 says of rows of other sheets, put into their own cells where those are blank."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from weibao.compute.numbers import read_number
from weibao.sheets.layout import CHANGES, DECISIONS, MEETINGS
from weibao.sheets.ledger_lines import str_key
from weibao.sheets.ledger_work import note_papers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weibao.compute.office import Office
    from weibao.compute.work import Work
    from weibao.sheets.ledger_book import LedgerBook
    from weibao.sheets.package_values import Cell

_TABLES = {table.sheet: table for table in (MEETINGS, DECISIONS, CHANGES)}
_MEETING = ("minutes_no", "approver", "approved_on", "issued_on")
Noted: TypeAlias = "Mapping[str, Mapping[str, Mapping[str, Cell]]]"
"""By sheet, key and column."""
NOTHING_NOTED: Noted = MappingProxyType({})


def noted_of(office: Office) -> Noted:
    """What the rows ought to say; `office` has what 文号登记 adds."""
    meetings: dict[str, dict[str, Cell]] = {
        meeting.id: {key: value for key in _MEETING if (value := getattr(meeting, key))} for meeting in office.meetings
    }
    changes: dict[str, dict[str, Cell]] = {
        change.id: {"doc_no": change.doc_no} for change in office.changes if read_number(change.doc_no)
    }
    decisions: dict[str, dict[str, Cell]] = {
        item.id: {"reported": item.reported} for item in office.decisions if item.reported
    }
    return {MEETINGS.sheet: meetings, DECISIONS.sheet: decisions, CHANGES.sheet: changes}


def note_rows(book: LedgerBook, work: Sequence[Work], noted: Noted) -> None:
    """Put it there, into blank cells of 工作制度, 会议台账, 议定事项 and 成员变动; what stands in a cell stays."""
    note_papers(book, work)
    for sheet, rows in noted.items():
        table = _TABLES[sheet]
        for line in book.lines(table):
            wanted = rows.get(str_key(line.cells.get(table.columns[0].key)), {})
            blank = {key: value for key, value in wanted.items() if line.cells.get(key) in (None, "")}
            if blank:
                book.put(table, line.number, blank)
