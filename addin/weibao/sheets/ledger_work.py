"""工作制度: reading it, and the numbers and days that 文号登记 already knows; older workbooks do not have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.work import Work
from weibao.sheets.layout import WORK
from weibao.sheets.ledger_meetings import lines_of, read_units
from weibao.sheets.values import compact, read_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from weibao.rulebook.model import Rulebook
    from weibao.sheets.ledger_book import LedgerBook
    from weibao.sheets.ledger_cells import Cells
    from weibao.sheets.ledger_reader import Reader
    from weibao.sheets.ledger_tables import TableRow
    from weibao.sheets.package_values import Cell


def read_work(reader: Reader) -> tuple[Work, ...]:
    """工作制度, in the order of the sheet."""
    cells = reader.open_table(WORK)
    found = []
    for key, row in reader.keyed_rows(cells, "id") if cells else ():
        assert cells is not None  # noqa: S101 - there are rows
        work = Work(
            id=key,
            system=_system(reader.rulebook, cells, key, row),
            topic=read_text(row.cells.get("topic")),
            organisers=read_units(reader.rulebook, cells, key, row, "organisers"),
            units=read_units(reader.rulebook, cells, key, row, "units"),
            start=cells.day(row, "start"),
            end=cells.day(row, "end"),
            place=read_text(row.cells.get("place")),
            facts=lines_of(row.cells.get("facts")),
            problems=lines_of(row.cells.get("problems")),
            advice=lines_of(row.cells.get("advice")),
            doc_no=read_text(row.cells.get("doc_no")),
            sent=cells.day(row, "sent"),
        )
        if work.start and work.end and work.end < work.start:
            cells.note("work-days-reversed", row, "end", key=key, start=work.start, end=work.end)
        found.append(work)
    return tuple(found)


def _system(rulebook: Rulebook, cells: Cells, key: str, row: TableRow) -> str:
    """The id of the row's system, "" for a word that the rulebook does not have; 制度 behind it does not matter."""
    word = row.text("system").removesuffix("制度")
    system = next((item.id for item in rulebook.work_systems if compact(item.name).removesuffix("制度") == word), "")
    if not system:
        known = "、".join(item.name for item in rulebook.work_systems) or "规则库没有写"
        found = f"填的是“{read_text(row.cells.get('system'))}”" if word else "空着"
        cells.note("work-system-unknown", row, "system", key=key, found=found, known=known)
    return system


def note_papers(book: LedgerBook, work: Sequence[Work]) -> None:
    """Put 文号 and 报送日期 into the rows that have none, or whose paper was taken back; `work` is with its papers."""
    rows = {str(line.cells.get("id") or "").strip().upper(): line for line in reversed(book.lines(WORK))}
    for item in work:
        line = rows.get(item.id)
        if line is None:
            continue
        values: dict[str, Cell] = {}
        if str(line.cells.get("doc_no") or "").strip() != item.doc_no:
            values["doc_no"] = item.doc_no or None
        if _day(line.cells.get("sent")) != item.sent:
            values["sent"] = item.sent
        if values:
            book.put(WORK, line.number, values)


def _day(value: Cell) -> date | None:
    from datetime import date

    return value if isinstance(value, date) else None
