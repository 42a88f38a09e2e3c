"""核定台账: the workbook in which the office types. Written once; afterwards only `ledger_update` touches it.

Nothing is protected, because the office must be able to sort, insert, colour and comment as it likes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from weibao.atomic import replace_file
from weibao.compute.settings import Settings
from weibao.compute.verdict import veto_window
from weibao.sheets.console_book import Book, write
from weibao.sheets.layout import (
    CALENDAR_FACTS,
    DAYS,
    LEDGER_META,
    LEDGER_NAMES,
    REGISTER,
    RETURNS,
    REVIEW,
    ROUNDS,
    RULINGS,
    SETTINGS,
    SUPERVISION,
    VERIFICATION,
)
from weibao.sheets.ledger_columns import COMPUTED, Refs, Row, Scene, computed_values
from weibao.sheets.ledger_facts import blank_facts, calendar_rows, sheet_rows
from weibao.sheets.ledger_head import MetaRow, Named, Shown, calendar_names, head_cells, meta_rows, veto_line
from weibao.sheets.ledger_rows import (
    WORDS,
    headers,
    prepared_rows,
    return_rows,
    review_rows,
    round_rows,
    setting_rows,
    shown_height,
    verification_rows,
)
from weibao.sheets.ledger_styles import DATE, INPUT, cell_format, colour, date_rule, setting_rule, validate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from weibao.compute.model import Round
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table
    from weibao.sheets.package_sheet import Cell
    from weibao.workdays import WorkCalendar

# The tabs in the order in which the office works: what is typed daily first.
SHEETS = (VERIFICATION, REVIEW, SUPERVISION, RULINGS, RETURNS, ROUNDS, REGISTER, SETTINGS, DAYS)
FREEZE = {VERIFICATION.sheet: 3, REVIEW.sheet: 4, SUPERVISION.sheet: 3, RULINGS.sheet: 2, RETURNS.sheet: 3, SETTINGS.sheet: 3}
TAB_COLOURS = {VERIFICATION.sheet: "#C00000", REVIEW.sheet: "#C00000", SUPERVISION.sheet: "#C00000", SETTINGS.sheet: "#7F7F7F"}
# The last column of 核定 on paper: the later assessors' columns would make the type too small.
PRINTED_UNTIL = "light"


@dataclass
class _Writer:
    """A ledger being written."""

    book: Book
    rulebook: Rulebook
    settings: Settings
    scene: Scene
    rows: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def shown(self) -> Shown:
        return Shown(self.scene, self.rows[VERIFICATION.sheet], self.rows[RULINGS.sheet])


def create_ledger(
    path: Path,
    rulebook: Rulebook,
    settings_typed: Mapping[str, str],
    rounds: Sequence[Round],
    calendar: WorkCalendar,
    *,
    as_of: date,
    pinned: bool = False,
) -> None:
    """Write a new 核定台账 at `path`, replacing what is there.

    `settings_typed` are the values of 设置 that differ from the defaults, as a clerk types them. The cached values are
    those of `as_of`; with `pinned` that day stands in the cell 基准日, otherwise the workbook goes by today's date.
    """
    settings, _ = Settings.build(rulebook, settings_typed)
    rulebook = settings.apply(rulebook)
    scene = Scene(
        rulebook, settings, calendar, as_of, veto_window(settings.application_date, rulebook.veto_years),
        blank_facts(rulebook, rounds),
    )  # fmt: skip
    with replace_file(path) as temporary, _workbook(temporary) as workbook:
        workbook.set_properties(
            {"title": "核定台账", "author": settings.office_short, "created": datetime(as_of.year, as_of.month, as_of.day)}  # noqa: DTZ001
        )
        workbook.set_calc_mode("auto")
        writer = _Writer(Book(workbook, f"{settings.county}未成年人保护　核定台账"), rulebook, settings, scene)
        writer.rows = _all_rows(rulebook, settings_typed, rounds, scene)
        for table in SHEETS:
            _sheet(writer, table)
        _head(writer, as_of if pinned else None)
        _machine_sheets(writer)
        workbook.get_worksheet_by_name(VERIFICATION.sheet).activate()


def _workbook(path: Path) -> Any:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

    class PlainFormulas(Worksheet):  # type: ignore[misc]
        """Takes formulas as they are: looking for newer functions in 10,000 of them took most of the time."""

        def _prepare_formula(self, formula: str, *_: object) -> str:
            return formula.removeprefix("=")

    workbook = xlsxwriter.Workbook(str(path), {"in_memory": True})
    workbook.worksheet_class = PlainFormulas
    return workbook


def _all_rows(
    rulebook: Rulebook, typed: Mapping[str, str], rounds: Sequence[Round], scene: Scene
) -> dict[str, list[Row]]:
    first: dict[Table, list[dict[str, Cell]]] = {
        VERIFICATION: verification_rows(rulebook), REVIEW: review_rows(rulebook), RETURNS: return_rows(rulebook, rounds),
        ROUNDS: round_rows(rounds), SETTINGS: setting_rows(rulebook, typed),
    }  # fmt: skip
    rows: dict[str, list[Row]] = {}
    for table in SHEETS:
        own = first.get(table, [])
        _, columns = COMPUTED.get(table.sheet, (table, ()))
        rows[table.sheet] = [computed_values(columns, row, scene) for row in own]
    return rows


# --- visible sheets -----------------------------------------------------------------------------------


def _sheet(writer: _Writer, table: Table) -> None:
    sheet = writer.book.sheet(table.sheet)
    rows = writer.rows[table.sheet]
    last = table.header_row + prepared_rows(table, writer.rulebook, len(rows))
    _words(writer, sheet, table)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width)
    names = headers(table, writer.settings.assessors)
    for key, name in names.items():
        sheet.write_string(table.header_row - 1, table.number(key) - 1, name, writer.book.head())
    sheet.set_row(table.header_row - 1, 32)
    _table(writer, sheet, table, last)
    colour(writer.book, sheet, table, last)
    validate(sheet, table, writer.rulebook, last)
    if table is SETTINGS:
        for row, setting in enumerate(writer.rulebook.settings, table.first_row):
            if rule := setting_rule(setting):
                sheet.data_validation(row - 1, table.number("value") - 1, row - 1, table.number("value") - 1, rule)
    sheet.autofilter(table.header_row - 1, 0, last - 1, len(table.columns) - 1)
    sheet.freeze_panes(table.header_row, FREEZE.get(table.sheet, 0))
    sheet.repeat_rows(table.header_row - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:Z9999", "formula_differs": "A1:Z9999"})
    if colour_ := TAB_COLOURS.get(table.sheet):
        sheet.set_tab_color(colour_)
    _print_area(writer, sheet, table, last)


def _words(writer: _Writer, sheet: Any, table: Table) -> None:
    words = WORDS[table.sheet]
    sheet.write_string(0, 0, words.title, writer.book.format(bold=True, font_size=15))
    sheet.set_row(0, 26)
    note = writer.book.format(font_color="#595959")
    sheet.write_string(1, 0, words.notes[0], note)
    sheet.set_row(1, 20)


def _table(writer: _Writer, sheet: Any, table: Table, last: int) -> None:
    rows = writer.rows[table.sheet]
    formats = {column.key: cell_format(writer.book, table, column) for column in table.columns}
    dated = {key: cell_format(writer.book, table, column, value_format=DATE) for key, column in _typed(table).items()}
    _, computed = COMPUTED.get(table.sheet, (table, ()))
    by_key = {column.key: column for column in computed}
    blank = computed_values(computed, {}, writer.scene)
    for row in range(table.first_row, last + 1):
        index = row - table.first_row
        values = rows[index] if index < len(rows) else blank
        refs = Refs(table, row, last)
        for number, column in enumerate(table.columns):
            value = _stored(values.get(column.key))
            style = dated[column.key] if column.key in dated and isinstance(value, date) else formats[column.key]
            if column.key in by_key:
                sheet.write_formula(row - 1, number, by_key[column.key].formula(refs), style, _cached(value))
            else:
                write(sheet, row - 1, number, value, style)
        sheet.set_row(row - 1, shown_height(table, values))


def _typed(table: Table) -> dict[str, Any]:
    """Columns of 设置 that hold a date in some rows only."""
    return {column.key: column for column in table.columns if table is SETTINGS and column.key in ("value", "default")}


def _stored(value: Cell) -> Cell:
    return float(value) if isinstance(value, Decimal) else value


def _cached(value: Cell) -> str | float | int:
    if isinstance(value, date):
        return (value - date(1899, 12, 30)).days
    return "" if value is None else value  # type: ignore[return-value]


def _print_area(writer: _Writer, sheet: Any, table: Table, last: int) -> None:
    """Print what is filled in, not the prepared empty rows."""
    key = table.columns[0].key
    columns = table.number(PRINTED_UNTIL) if table is VERIFICATION else len(table.columns)
    if last == table.header_row + len(writer.rows[table.sheet]):
        sheet.print_area(0, 0, last - 1, columns - 1)
        return
    keys = table.span(key, last - table.header_row)
    used = f"MAX({table.first_row},SUMPRODUCT(MAX(({keys}<>\"\")*ROW({keys}))))"
    writer.book.workbook.define_name(
        f"'{table.sheet}'!_xlnm.Print_Area", f"=OFFSET('{table.sheet}'!$A$1,0,0,{used},{columns})"
    )


# --- the head of 核定 -----------------------------------------------------------------------------------

# Label and columns (first, last) of each figure above the table.
_PLACES = {
    "as_of": ("基准日", "A", "B"), "full": ("总分", "C", "C"), "earned": ("有效得分", "D", "E"),
    "possible": ("可能得分", "F", "G"), "unassessed": ("未评", "H", "I"), "lost": ("失分", "J", "J"),
    "verdict": ("推荐意见", "K", "M"), "provisional": ("暂定行数", "N", "O"),
}  # fmt: skip


def _head(writer: _Writer, as_of: date | None) -> None:
    book, shown = writer.book, writer.shown
    sheet = book.workbook.get_worksheet_by_name(VERIFICATION.sheet)
    cells = {cell.key: cell for cell in head_cells(writer.rulebook, VERIFICATION.header_row + len(writer.rows[VERIFICATION.sheet]))}
    label = book.head()
    for key, (text, first, last) in _PLACES.items():
        is_input = key == "as_of"
        style = book.cell(
            bold=not is_input, align="center", font_size=10 if is_input else 12, bg_color=INPUT if is_input else "#FFFFFF",
            **({"num_format": DATE} if is_input else {}),
        )  # fmt: skip
        _merged(sheet, 3, first, last, label, text)
        if is_input:
            _merged(sheet, 4, first, last, style, as_of)
            sheet.data_validation(f"{first}4", date_rule())
        else:
            _merged(sheet, 4, first, last, style, None)
            _formula(sheet, f"{first}4", cells[key], style, shown)
        _name(writer, key, VERIFICATION.sheet, f"${first}$4")
    remark = book.format(font_color="#595959")
    _formula(sheet, "A5", cells["remark"], remark, shown)
    _name(writer, "remark", VERIFICATION.sheet, "$A$5")
    for row, height in ((2, 18), (3, 26), (4, 20), (5, 6)):
        sheet.set_row(row, height)
    rulings = book.workbook.get_worksheet_by_name(RULINGS.sheet)
    line = book.format(font_color="#595959")
    _formula(rulings, "G1", veto_line(), line, shown)
    _name(writer, "veto_line", RULINGS.sheet, "$G$1")


def _merged(sheet: Any, row: int, first: str, last: str, style: Any, value: Cell) -> None:
    if first != last:
        sheet.merge_range(f"{first}{row}:{last}{row}", "", style)
    write(sheet, row - 1, ord(first) - 65, value, style)


def _formula(sheet: Any, cell: str, named: Named, style: Any, shown: Shown) -> None:
    sheet.write_formula(cell, named.formula, style, _cached(_stored(named.value(shown))))


def _name(writer: _Writer, key: str, sheet: str, cell: str) -> None:
    writer.book.workbook.define_name(LEDGER_NAMES[key], f"='{sheet}'!{cell}")


# --- machine sheets -------------------------------------------------------------------------------------


def _machine_sheets(writer: _Writer) -> None:
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
            stored = _cached(_stored(value))
            if stored != "":
                write(sheet, row, column, stored, None)
    return sheet


def _meta(writer: _Writer) -> None:
    rows = meta_rows(writer.rulebook, RULINGS.header_row + prepared_rows(RULINGS, writer.rulebook, 0))
    sheet = _plain_sheet(writer.book.workbook, LEDGER_META.sheet, [["key", "value", "dated", "count"]])
    for number, row in enumerate(rows, LEDGER_META.first_row):
        _meta_row(sheet, number, row, writer.shown)
        if row.key in LEDGER_NAMES:
            _name(writer, row.key, LEDGER_META.sheet, f"$B${number}")


def _meta_row(sheet: Any, number: int, row: MetaRow, shown: Shown) -> None:
    sheet.write_string(number - 1, 0, row.key)
    value = _cached(_stored(row.value(shown)))
    if row.formula:
        sheet.write_formula(number - 1, 1, row.formula, None, value)
    else:
        write(sheet, number - 1, 1, value, None)
    if row.count is not None:
        write(sheet, number - 1, 2, row.dated, None)
        sheet.write_formula(number - 1, 3, row.count_formula, None, _cached(row.count(shown)))
