"""Reading 会议台账 and 议定事项; older workbooks do not have them."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from weibao.compute.model import Decision, Meeting
from weibao.compute.setting_values import names
from weibao.sheets.layout import DECISIONS, MEETINGS
from weibao.sheets.values import compact, read_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_cells import Cells
    from weibao.sheets.ledger_reader import Reader
    from weibao.sheets.ledger_tables import TableRow
    from weibao.sheets.values import Raw


def read_meetings(reader: Reader) -> tuple[Meeting, ...]:
    """会议台账, in the order of the sheet. A kind that the rulebook does not know becomes the meeting's title."""
    kinds = {compact(f"{kind.body}{kind.name}"): kind.id for kind in reader.rulebook.meetings}
    meetings = []
    for cells, key, row in _rows(reader, MEETINGS):
        word = read_text(row.cells.get("kind"))
        kind = kinds.get(compact(word), "")
        meetings.append(
            Meeting(
                id=key,
                kind=kind,
                title=read_text(row.cells.get("title")) or ("" if kind else word),
                held_on=cells.day(row, "held_on"),
                time=_time(row.cells.get("time")),
                place=read_text(row.cells.get("place")),
                chair=read_text(row.cells.get("chair")),
                chair_post=read_text(row.cells.get("chair_post")),
                units=_units(reader.rulebook, row.cells.get("units")),
                present=read_text(row.cells.get("present")),
                absent=read_text(row.cells.get("absent")),
                listed=read_text(row.cells.get("listed")),
                recorder=read_text(row.cells.get("recorder")),
                agenda=_lines(row.cells.get("agenda")),
                content=_lines(row.cells.get("content")),
                reply_by=cells.day(row, "reply_by"),
                approver=read_text(row.cells.get("approver")),
                approved_on=cells.day(row, "approved_on"),
            )
        )
    return tuple(meetings)


def read_decisions(reader: Reader) -> tuple[Decision, ...]:
    """议定事项, in the order of the sheet."""
    return tuple(
        Decision(
            id=key,
            meeting=row.text("meeting").upper(),
            text=read_text(row.cells.get("text")),
            lead=_units(reader.rulebook, row.cells.get("lead")),
            co=_units(reader.rulebook, row.cells.get("co")),
            due=cells.day(row, "due"),
            progress=read_text(row.cells.get("progress")),
            closed=cells.day(row, "closed"),
        )
        for cells, key, row in _rows(reader, DECISIONS)
    )


def _rows(reader: Reader, table: Table) -> Iterator[tuple[Cells, str, TableRow]]:
    cells = reader.open_table(table)
    if cells is None:
        return
    for key, row in reader.keyed_rows(cells, "id"):
        yield cells, key, row


def _units(rulebook: Rulebook, raw: Raw) -> tuple[str, ...]:
    """Ids of the units that a list names, each once; the group stands for its towns, other organs stay as typed."""
    known: dict[str, tuple[str, ...]] = {
        compact(name): (unit.id,) for unit in rulebook.units for name in (unit.name, unit.formal, *unit.aliases)
    }
    if rulebook.group:
        towns = tuple(unit.id for unit in rulebook.towns)
        known |= {compact(name): towns for name in (rulebook.group.name, *rulebook.group.aliases)}
    found = (unit for name in names(read_text(raw)) for unit in known.get(compact(name), (name,)))
    return tuple(dict.fromkeys(found))


def _lines(raw: Raw) -> tuple[str, ...]:
    """One entry per line of the cell."""
    text = raw if isinstance(raw, str) else shown(raw) if raw is not None else ""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _time(raw: Raw) -> str:
    """A time of day as typed; Excel makes 9:00 a fraction of a day."""
    if isinstance(raw, time):
        return f"{raw.hour}:{raw.minute:02d}"
    if isinstance(raw, float) and 0 < raw < 1:
        hours, minutes = divmod(round(raw * 24 * 60), 60)
        return f"{hours}:{minutes:02d}"
    return read_text(raw)
