"""Reading 会议台账 and 议定事项; older workbooks do not have them."""

from __future__ import annotations

from collections import Counter
from datetime import time
from typing import TYPE_CHECKING

from weibao.compute.model import Decision, Meeting
from weibao.compute.near_units import meant
from weibao.compute.setting_values import names
from weibao.sheets.layout import DECISIONS, MEETINGS
from weibao.sheets.values import compact, read_text, shown

_OFFICE = ("office", "office_short")  # settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_cells import Cells
    from weibao.sheets.ledger_reader import Reader
    from weibao.sheets.ledger_tables import TableRow
    from weibao.sheets.values import Raw


def read_meetings(reader: Reader) -> tuple[Meeting, ...]:
    """会议台账, in the order of the sheet. A kind that the rulebook does not know becomes the meeting's title."""
    meetings = []
    for cells, key, row in _rows(reader, MEETINGS):
        kind, title = _kind(reader.rulebook, cells, key, row)
        meetings.append(
            Meeting(
                id=key,
                kind=kind,
                title=title,
                held_on=cells.day(row, "held_on"),
                time=_time(row.cells.get("time")),
                place=read_text(row.cells.get("place")),
                chair=read_text(row.cells.get("chair")),
                chair_post=read_text(row.cells.get("chair_post")),
                units=read_units(reader.rulebook, cells, key, row, "units"),
                present=read_text(row.cells.get("present")),
                absent=read_text(row.cells.get("absent")),
                listed=read_text(row.cells.get("listed")),
                recorder=read_text(row.cells.get("recorder")),
                agenda=lines_of(row.cells.get("agenda")),
                content=lines_of(row.cells.get("content")),
                reply_by=cells.day(row, "reply_by"),
                approver=read_text(row.cells.get("approver")),
                approved_on=cells.day(row, "approved_on"),
                commissioned=cells.day(row, "commissioned"),
                agenda_approver=read_text(row.cells.get("agenda_approver")),
                agenda_on=cells.day(row, "agenda_on"),
                papers=lines_of(row.cells.get("papers")),
                heard_on=cells.day(row, "heard_on"),
                agreed_on=cells.day(row, "agreed_on"),
                minutes_no=read_text(row.cells.get("minutes_no")),
                issued_on=cells.day(row, "issued_on"),
            )
        )
    return tuple(meetings)


def read_decisions(reader: Reader, meetings: Collection[str]) -> tuple[Decision, ...]:
    """议定事项, in the order of the sheet; `meetings` are the ids of 会议台账."""
    decisions = []
    for cells, key, row in _rows(reader, DECISIONS):
        meeting = row.text("meeting").upper()
        if meeting not in meetings and cells.typed(row):
            found = f"“{shown(row.cells.get('meeting'))}”写得不对" if meeting else "空着"
            cells.note("decision-meeting-unknown", row, "meeting", key=key, found=found)
        decisions.append(
            Decision(
                id=key,
                meeting=meeting,
                text=read_text(row.cells.get("text")),
                lead=read_units(reader.rulebook, cells, key, row, "lead"),
                co=read_units(reader.rulebook, cells, key, row, "co"),
                due=cells.day(row, "due"),
                progress=read_text(row.cells.get("progress")),
                closed=cells.day(row, "closed"),
                reported=cells.day(row, "reported"),
            )
        )
    return tuple(decisions)


def _rows(reader: Reader, table: Table) -> Iterator[tuple[Cells, str, TableRow]]:
    cells = reader.open_table(table)
    if cells is None:
        return
    for key, row in reader.keyed_rows(cells, "id"):
        yield cells, key, row


def _kind(rulebook: Rulebook, cells: Cells, key: str, row: TableRow) -> tuple[str, str]:
    """The id of the meeting's kind, "" for another sort, and the meeting's own title."""
    word, title = (read_text(row.cells.get(name)) for name in ("kind", "title"))
    kinds = {f"{kind.body}{kind.name}": kind.id for kind in rulebook.meetings}
    alone = Counter(kind.name for kind in rulebook.meetings)
    short = {kind.name: kind.id for kind in rulebook.meetings if alone[kind.name] == 1}  # of one body only
    kind = next((found for name, found in (short | kinds).items() if compact(name) == compact(word)), "")
    if word and not kind:
        effect = "这一栏没有采用" if title else "现在当作会议名称印在文书上"
        cells.note("meeting-kind-unknown", row, "kind", key=key, found=word, known="、".join(kinds), effect=effect)
    return kind, title or ("" if kind else word)


def read_units(rulebook: Rulebook, cells: Cells, key: str, row: TableRow, column: str) -> tuple[str, ...]:
    """Ids of the units that a list names, each once; the group stands for its towns, other organs stay as typed."""
    known: dict[str, tuple[str, ...]] = {
        compact(name): (unit.id,) for unit in rulebook.units for name in (unit.name, unit.formal, *unit.aliases)
    }
    if rulebook.group:
        towns = tuple(unit.id for unit in rulebook.towns)
        known |= {compact(name): towns for name in (rulebook.group.name, *rulebook.group.aliases)}
    found: list[str] = []
    ours = _ourselves(rulebook)
    for name in names(read_text(row.cells.get(column))):
        if compact(name) not in known and compact(name) not in ours:
            near = meant(rulebook, name)
            code = "meeting-unit-unknown" if near else "meeting-unit-outside"
            cells.note(code, row, column, key=key, column=cells.heading(column), found=name, near=near)
        found += known.get(compact(name), (name,))
    return tuple(dict.fromkeys(found))


def _ourselves(rulebook: Rulebook) -> set[str]:
    """The names of the group and its office: no member units, and no slip of the pen for one."""
    own = [item.default for item in rulebook.settings if item.id in _OFFICE]
    return {compact(name) for name in (*own, *(kind.body for kind in rulebook.meetings)) if name}


def lines_of(raw: Raw) -> tuple[str, ...]:
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
