"""核定台账: the workbook in which the office types. Written once; afterwards only `ledger_update` touches it.

Nothing is protected, because the office must be able to sort, insert, colour and comment as it likes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.atomic import replace_file
from weibao.compute.settings import Settings
from weibao.compute.verdict import veto_window
from weibao.sheets.book import Book, write
from weibao.sheets.function_help import write_function_help
from weibao.sheets.layout import (
    CALENDAR_FACTS,
    CHANGES,
    DAYS,
    DECISIONS,
    INCOMING,
    INSPECTIONS,
    LEDGER_META,
    LEDGER_NAMES,
    MEETINGS,
    NODES,
    PUBLICITY,
    REGISTER,
    RETURNS,
    REVIEW,
    ROSTER,
    ROUNDS,
    RULINGS,
    SETTINGS,
    SUPERVISION,
    TASKS,
    VERIFICATION,
    WORK,
)
from weibao.sheets.ledger_calc import TABLES, write_calc
from weibao.sheets.ledger_columns import COMPUTED, computed_values
from weibao.sheets.ledger_facts import blank_facts, calendar_rows, sheet_rows
from weibao.sheets.ledger_formulas import Scene
from weibao.sheets.ledger_members import roster_rows
from weibao.sheets.ledger_meta import calendar_names, meta_names, meta_rows
from weibao.sheets.ledger_print import GROWING, first_end, print_formula, print_key
from weibao.sheets.ledger_rows import (
    return_rows,
    review_rows,
    round_rows,
    setting_rows,
    verification_rows,
)
from weibao.sheets.ledger_sheets import Writer, cached, write_head, write_sheet
from weibao.sheets.ledger_tasks import task_rows
from weibao.sheets.macro_book import put_macros, write_macro_sheets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from weibao.compute.model import Round
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_formulas import Row
    from weibao.sheets.ledger_head import Shown
    from weibao.sheets.ledger_meta import MetaRow
    from weibao.sheets.macro_book import Macros
    from weibao.sheets.package_values import Cell
    from weibao.workdays import WorkCalendar

# The tabs in the order in which the office works: what is typed daily first.
SHEETS = (
    VERIFICATION, REVIEW, SUPERVISION, RULINGS, RETURNS, ROUNDS, REGISTER, INCOMING, MEETINGS, DECISIONS, TASKS,
    NODES, PUBLICITY, WORK, INSPECTIONS, ROSTER, CHANGES, SETTINGS, DAYS,
)  # fmt: skip


def create_ledger(
    path: Path,
    rulebook: Rulebook,
    settings_typed: Mapping[str, str],
    rounds: Sequence[Round],
    calendar: WorkCalendar,
    *,
    as_of: date,
    pinned: bool = False,
    macros: Macros | None = None,
) -> None:
    """Write a new 核定台账 at `path`, replacing what is there.

    `settings_typed` are the values of 设置 that differ from the defaults, as a clerk types them. The cached values are
    those of `as_of`; with `pinned` that day stands in the cell 基准日, otherwise the workbook goes by today's date.
    With `macros` (and a `path` that ends in .xlsm) it carries them.
    """
    from weibao.sheets.xlsx import new_workbook

    settings, _ = Settings.build(rulebook, settings_typed)
    rulebook = settings.apply(rulebook)
    scene = Scene(
        rulebook, settings, calendar, as_of, veto_window(settings.application_date, rulebook.veto_years),
        blank_facts(rulebook, rounds),
    )  # fmt: skip
    with replace_file(path) as temporary:
        with new_workbook(temporary, as_of, title="核定台账", author=settings.office_short) as workbook:
            writer = Writer(Book(workbook, f"{settings.county}未成年人保护　核定台账"), rulebook, settings, scene)
            writer.rows = _all_rows(rulebook, settings_typed, rounds, scene)
            _write(writer, as_of if pinned else None)
            if macros is not None:
                write_macro_sheets(workbook, macros)
        if macros is not None:
            put_macros(temporary, macros)


def _write(writer: Writer, pinned: date | None) -> None:
    workbook = writer.book.workbook
    workbook.set_calc_mode("auto")
    for table in SHEETS:
        write_sheet(writer, table)
    write_head(writer, pinned)
    write_function_help(writer.book)
    _machine_sheets(writer)
    _calc(writer)
    workbook.get_worksheet_by_name(VERIFICATION.sheet).activate()


def _all_rows(
    rulebook: Rulebook, typed: Mapping[str, str], rounds: Sequence[Round], scene: Scene
) -> dict[str, list[Row]]:
    first: dict[Table, list[dict[str, Cell]]] = {
        VERIFICATION: verification_rows(rulebook), REVIEW: review_rows(rulebook),
        RETURNS: return_rows(rulebook, rounds), ROUNDS: round_rows(rounds), SETTINGS: setting_rows(rulebook, typed),
        ROSTER: roster_rows(rulebook), TASKS: task_rows(rulebook),
    }  # fmt: skip
    rows: dict[str, list[Row]] = {}
    for table in SHEETS:
        own = first.get(table, [])
        _, columns = COMPUTED.get(table.sheet, (table, ()))
        rows[table.sheet] = [computed_values(columns, row, scene) for row in own]
    return rows


def _machine_sheets(writer: Writer) -> None:
    workbook = writer.book.workbook
    for table, rows in writer.scene.facts.tables:
        _plain_sheet(workbook, table.sheet, sheet_rows(table, rows))
    _plain_sheet(workbook, CALENDAR_FACTS.sheet, calendar_rows(writer.scene.calendar))
    for name, target in calendar_names().items():
        workbook.define_name(name, target)
    _meta(writer)


def _plain_sheet(workbook: Any, name: str, rows: list[list[Cell]]) -> Any:
    sheet = workbook.add_worksheet(name)
    sheet.hide()
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            stored = cached(value)
            if stored != "":
                write(sheet, row, column, stored, None)
    return sheet


def _calc(writer: Writer) -> None:
    ends = {table.sheet: writer.last(table) for table in dict.fromkeys(TABLES.values())}
    places = {}
    for name, end in ends.items():
        table, columns = COMPUTED[name]
        rows = writer.rows[name]
        blank = computed_values(columns, {}, writer.scene)
        places[name] = [*rows, *[blank] * (end - table.header_row - len(rows))]
    write_calc(writer.book.workbook, ends, places, writer.shown)


def _meta(writer: Writer) -> None:
    rows = meta_rows(writer.rulebook, writer.last(RULINGS) - RULINGS.header_row)
    for name, target in meta_names(rows).items():
        writer.book.workbook.define_name(name, target)
    sheet = _plain_sheet(writer.book.workbook, LEDGER_META.sheet, [["key", "value", "dated", "count"]])
    for number, row in enumerate(rows, LEDGER_META.first_row):
        _meta_row(sheet, number, row, writer.shown)
        if row.key in LEDGER_NAMES:
            writer.name(row.key, LEDGER_META.sheet, f"$B${number}")
    for number, table in enumerate(GROWING, LEDGER_META.first_row + len(rows)):
        end = first_end(table, len(writer.rows[table.sheet]))
        sheet.write_string(number - 1, 0, print_key(table))
        sheet.write_formula(number - 1, 1, f"={print_formula(table, end)}", None, end)


def _meta_row(sheet: Any, number: int, row: MetaRow, shown: Shown) -> None:
    sheet.write_string(number - 1, 0, row.key)
    value = cached(row.value(shown))
    if row.formula:
        sheet.write_formula(number - 1, 1, row.formula, None, value)
    else:
        write(sheet, number - 1, 1, value, None)
    write(sheet, number - 1, 2, row.dated, None)
    if row.count is not None:
        sheet.write_formula(number - 1, 3, row.count_formula, None, cached(row.count(shown)))
