"""The hidden sheet `_calc` of 核定台账: one array block per visible sheet (Python's answers), and a helper column.

A block has a row for each prepared row of its table, by place: row 1 of the block belongs to the first row below the
headings, wherever rows have been inserted or sorted since. `_calc` is not protected, because LibreOffice leaves array
formulas on protected sheets unresolved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from weibao.functions import change_functions, meeting_functions, rulings, task_functions, work_functions
from weibao.functions import office_functions as functions
from weibao.functions.cells import ErrorValue
from weibao.functions.changes import ChangeCells
from weibao.functions.head import FIGURES
from weibao.functions.meeting_rows import MeetingCells
from weibao.functions.meetings import DecisionCells
from weibao.sheets.layout import (
    CALC,
    CALC_FIRST_ROW,
    CALENDAR_FACTS,
    CHANGES,
    DECISIONS,
    EVENT_FACTS,
    INCOMING,
    INSPECTIONS,
    LEDGER_BLOCKS,
    LEDGER_CURRENT,
    LEDGER_RULINGS,
    LEDGER_SPARE,
    MEETINGS,
    NODES,
    REGISTER,
    ROUNDS,
    RULINGS,
    SUPERVISION,
    TASKS,
    VERIFICATION,
    WORK,
)
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.layout_inspections import STATE
from weibao.sheets.ledger_columns import COMPUTED
from weibao.sheets.ledger_formulas import framed_column, listed
from weibao.sheets.ledger_rulings import NAMES, counted_cell, event_cells, tally_cell
from weibao.sheets.ledger_supervision import current_formula, current_of
from weibao.sheets.package_values import plain, split_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_formulas import Row
    from weibao.sheets.ledger_head import Shown
    from weibao.sheets.package_sheet import SheetXml
    from weibao.sheets.package_values import Cell

# The table that a block's rows belong to.
TABLES = {
    "verification": VERIFICATION, "dues": SUPERVISION, "supervision": SUPERVISION, "head": RULINGS,
    "inspections": INSPECTIONS,
    "incoming": INCOMING, "meetings": MEETINGS, "decisions": DECISIONS, "changes": CHANGES,
    "tasks": TASKS, "nodes": NODES,
    "work": WORK,
}  # fmt: skip

# Rows of every table by place: the first is the one below the headings, an empty row a row without cells.
Places: TypeAlias = "Mapping[str, Sequence[Row]]"


def calls(ends: Mapping[str, int]) -> dict[str, str]:
    """The formula of every block (without "="); `ends` is the last prepared row of each table, by sheet."""

    def framed(table: Table, *keys: str) -> list[str]:
        return [framed_column(table, key, ends[table.sheet]) for key in keys]

    rounds = [ROUNDS.span(key) for key in ("number", "issued")]
    calendar = (listed(CALENDAR_FACTS, "key"), N["calendar_first"], N["calendar_last"])
    rows = ends[SUPERVISION.sheet] - SUPERVISION.header_row
    current = f"{CALC}!${LEDGER_CURRENT}${CALC_FIRST_ROW - 1}:${LEDGER_CURRENT}${CALC_FIRST_ROW + rows}"
    return {
        "verification": functions.VERIFICATION.call(
            *framed(VERIFICATION, "full", "claimed", "verified", "on", "round", "deadline"),
            N["step"], N["today"], N["row_deadline"], N["warn_days"], N["round"], *rounds,
        ),
        "dues": functions.DUES.call(
            *framed(SUPERVISION, "id", "opened", "extended", "mode"), N["rectify_limit"], N["rectify_unit"],
            N["immediate_limit"], N["listed_limit"], *calendar,
        ),
        "supervision": functions.SUPERVISION.call(
            *framed(SUPERVISION, "id", "opened", "due", "closed"), current, N["today"], N["item_warn_days"]
        ),
        "head": functions.HEAD.call(
            *framed(RULINGS, "veto", "happened_on", "ruling", "key"), N["veto_items"], listed(EVENT_FACTS, "key"),
            N["window_from"], N["window_to"], N["unruled_counts"],
            *framed(VERIFICATION, "id", "full", "effective"), N["veto_effects"], N["round"], N["veto_silent"],
        ),
        "incoming": functions.INCOMING.call(
            *framed(INCOMING, "no", "sender", "title", "receiver", "due", "done"), N["today"], N["item_warn_days"]
        ),
        **_of_meetings(framed, calendar),
        "tasks": task_functions.TASKS.call(
            *framed(TASKS, "key", "unit", "plan_on", "progress_on", "done"), N["today"], N["plan_due"],
            N["row_deadline"], N["warn_days"], N["progress_days"],
        ),
        "inspections": task_functions.NODES.call(*framed(INSPECTIONS, *STATE), N["today"], N["item_warn_days"]),
        "nodes": task_functions.NODES.call(
            *framed(NODES, "id", "text", "lead", "due", "closed"), N["today"], N["item_warn_days"]
        ),
        "work": work_functions.WORK.call(
            *framed(WORK, "id", "system", "topic", "start", "end", "sent"), N["today"], N["work_report_days"],
            N["work_must"], N["item_warn_days"],
        ),
    }  # fmt: skip


def _of_meetings(framed: Callable[..., list[str]], calendar: Sequence[str]) -> dict[str, str]:
    """The same of meetings, decisions and changes of persons."""
    return {
        "meetings": meeting_functions.MEETINGS.call(
            *framed(MEETINGS, *MeetingCells._fields), N["meeting_kinds"], N["today"], N["minutes_days"],
            N["issue_days"], N["item_warn_days"],
        ),
        "decisions": meeting_functions.DECISIONS.call(
            *framed(DECISIONS, *DecisionCells._fields), *framed(MEETINGS, "id", "kind"), N["meeting_kinds"],
            N["today"], N["item_warn_days"],
        ),
        "changes": change_functions.CHANGES.call(
            *framed(CHANGES, *ChangeCells._fields),
            *(framed_column(REGISTER, key, REGISTER.last_row()) for key in ("doc_no", "state")),
            N["posts"], N["today"], N["member_days"], N["item_warn_days"], *calendar,
        ),
    }  # fmt: skip


Helper = tuple[str, str, "Cell"]


def current_helpers(end: int, places: Places, shown: Shown) -> Iterator[Helper]:
    """Address, formula and value of the helper of every row of 督办: whether its problem is still there."""
    for number, row in enumerate(_rows(places, SUPERVISION, end - SUPERVISION.header_row)):
        item = f"INDEX({framed_column(SUPERVISION, 'id', end)},{number + 2})"
        yield f"{LEDGER_CURRENT}{CALC_FIRST_ROW + number}", current_formula(item), current_of(row, shown.scene)


def ruling_helpers(end: int, places: Places, shown: Shown) -> Iterator[Helper]:
    """The same of every row of 负面清单认定 and of rows that somebody may insert: what adds to the verdict."""
    letters, rows = LEDGER_RULINGS, end - RULINGS.header_row + LEDGER_SPARE
    spans = [
        f"${letters[key]}${CALC_FIRST_ROW}:${letters[key]}${CALC_FIRST_ROW + rows - 1}"
        for key in ("veto", "happened_on", "ruling")
    ]
    for number, row in enumerate(_rows(places, RULINGS, rows)):
        at = {key: f"{letter}{CALC_FIRST_ROW + number}" for key, letter in letters.items()}
        for key, value in zip(("veto", "happened_on", "ruling", "key"), event_cells(row), strict=True):
            frame = framed_column(RULINGS, key, end)
            cell = f"INDEX({frame},{number + 2})"
            yield at[key], f'IF({number + 2}>=ROWS({frame}),"",IF({cell}="","",{cell}))', value
        refs = rulings.Refs(*(f"${at[key]}" for key in ("veto", "happened_on", "ruling", "key")), *spans)
        yield at["counted"], rulings.counted(refs, NAMES), counted_cell(row, shown.scene)
        yield at["tally"], rulings.tally(refs, at["counted"]), tally_cell(row, shown.scene)


def _rows(places: Places, table: Table, count: int) -> list[Row]:
    """Exactly so many rows of a table by place."""
    rows = places[table.sheet][:count]
    return [*rows, *[{}] * (count - len(rows))]


def block_values(part: str, places: Sequence[Row], shown: Shown) -> list[list[Cell]]:
    """What a block shows; `places` are the rows of its table by place."""
    columns = [item for item in COMPUTED[TABLES[part].sheet][1] if item.block and item.block[0] == part]
    answers_of, count = columns[0].answers, len(columns)
    assert answers_of is not None  # noqa: S101 - every column of a block has them
    # Prepared rows share one mapping (`values_of`): its answers are asked for once.
    distinct = {id(row): row for row in places}
    answers = {at: list(answers_of(row, shown.scene)[:count]) for at, row in distinct.items()}
    rows: list[list[Cell]] = [answers[id(row)] for row in places]
    if part == "head":
        figures: list[Cell] = [shown.figures[key] for key in FIGURES]
        figures += [""] * (len(rows) - len(figures))
        rows = [[*row, figure] for row, figure in zip(rows, figures, strict=False)]
    return rows


def write_calc(workbook: Any, ends: Mapping[str, int], places: Places, shown: Shown) -> None:
    """Write the sheet into a new ledger; `places` are the rows of every table by place, up to its end."""
    sheet = workbook.add_worksheet(CALC)
    sheet.hide()
    for part, call in calls(ends).items():
        sheet.write_string(f"{LEDGER_BLOCKS[part][0]}{CALC_FIRST_ROW - 1}", call.split("(")[0])
        _write_block(sheet, part, call, block_values(part, places[TABLES[part].sheet], shown))
    for name, letter in ({"current": LEDGER_CURRENT} | LEDGER_RULINGS).items():
        sheet.write_string(f"{letter}{CALC_FIRST_ROW - 1}", name)
    helpers = (
        *current_helpers(ends[SUPERVISION.sheet], places, shown), *ruling_helpers(ends[RULINGS.sheet], places, shown)
    )  # fmt: skip
    for address, formula, value in helpers:
        sheet.write_formula(address, f"={formula}", None, _stored(value))


def _write_block(sheet: Any, part: str, call: str, values: Sequence[Sequence[Cell]]) -> None:
    """An array formula with the true value in every cell; the writer itself caches only the first."""
    top, left = CALC_FIRST_ROW - 1, split_address(f"{LEDGER_BLOCKS[part][0]}1")[1] - 1
    right, bottom = left + len(values[0]) - 1, top + len(values) - 1
    sheet.write_array_formula(top, left, bottom, right, f"{{={call}}}", None, _stored(values[0][0]))
    for r, line in enumerate(values):
        for c, value in enumerate(line):
            if (r, c) != (0, 0):
                stored = _stored(value)
                write = sheet.write_string if isinstance(stored, str) else sheet.write_number
                write(top + r, left + c, stored)


def _stored(value: Cell) -> str | float:
    stored = plain(value)
    return "" if stored is None else stored


def refresh_calc(sheet: SheetXml, places: Places, shown: Shown) -> None:
    """Renew what `_calc` shows in a ledger that exists.

    A block that shows an error value was saved where Python is not at hand: there the native formulas speak.
    """
    for part, (letter, _) in LEDGER_BLOCKS.items():
        left = split_address(f"{letter}1")[1]
        height = sheet.array_rows(CALC_FIRST_ROW, left)
        if isinstance(sheet.value(CALC_FIRST_ROW, left), ErrorValue):
            continue
        values = block_values(part, places[TABLES[part].sheet], shown)
        for r, line in enumerate(values[:height]):
            for c, value in enumerate(line):
                sheet.show(CALC_FIRST_ROW + r, left + c, value)
    ends = {table.sheet: table.header_row + table.rows for table in (SUPERVISION, RULINGS)}
    for helpers, table in ((current_helpers, SUPERVISION), (ruling_helpers, RULINGS)):
        for address, _, value in helpers(ends[table.sheet], places, shown):
            sheet.refresh(*split_address(address), value)
