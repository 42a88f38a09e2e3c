"""The visible sheets of a new 核定台账: words, headings, rows, colours, print set-up, and the head of 核定."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from weibao.compute.words import POSSIBLE
from weibao.sheets.book import Book, write
from weibao.sheets.layout import (
    INCOMING,
    LEDGER_NAMES,
    MEETINGS,
    REGISTER,
    RETURNS,
    REVIEW,
    RULINGS,
    SETTINGS,
    SUPERVISION,
    TASKS,
    VERIFICATION,
    WORK,
)
from weibao.sheets.ledger_assessors import level_names
from weibao.sheets.ledger_columns import COMPUTED, computed_values
from weibao.sheets.ledger_formulas import Refs
from weibao.sheets.ledger_head import Shown, head_cells, veto_line
from weibao.sheets.ledger_print import GROWING, first_end
from weibao.sheets.ledger_rows import WORDS, headers, prepared_rows, shown_height
from weibao.sheets.ledger_styles import DATE, INPUT, cell_format, colour, date_rule, setting_rule, validate
from weibao.sheets.package_values import plain

if TYPE_CHECKING:
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_formulas import Row, Scene
    from weibao.sheets.ledger_head import Named
    from weibao.sheets.package_values import Cell

FREEZE = {
    VERIFICATION.sheet: 3,
    REVIEW.sheet: 4,
    SUPERVISION.sheet: 3,
    RULINGS.sheet: 2,
    RETURNS.sheet: 3,
    SETTINGS.sheet: 3,
    MEETINGS.sheet: 2,
    TASKS.sheet: 3,
}
TAB_COLOURS = {
    VERIFICATION.sheet: "#C00000",
    REVIEW.sheet: "#C00000",
    SUPERVISION.sheet: "#C00000",
    SETTINGS.sheet: "#7F7F7F",
}
# The last column on paper, where all of them would make the type too small: of the registers what a paper one has.
PRINTED_UNTIL = {
    VERIFICATION.sheet: "light",
    SUPERVISION.sheet: "note",
    REGISTER.sheet: "state",
    INCOMING.sheet: "done",
}
# Too wide for one page: how many side by side, and the first columns that each begins with.
PRINTED_ACROSS = {MEETINGS.sheet: (3, 2), WORK.sheet: (2, 2)}


@dataclass
class Writer:
    """A ledger being written."""

    book: Book
    rulebook: Rulebook
    settings: Settings
    scene: Scene
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def name(self, key: str, sheet: str, cell: str) -> None:
        """Give a cell its defined name."""
        self.book.workbook.define_name(LEDGER_NAMES[key], f"='{sheet}'!{cell}")

    def last(self, table: Table) -> int:
        """The last prepared row of a table."""
        return table.header_row + prepared_rows(table, self.rulebook, len(self.rows[table.sheet]))

    @property
    def shown(self) -> Shown:
        """What the tables show."""
        return Shown(self.scene, self.rows[VERIFICATION.sheet], self.rows[RULINGS.sheet])


def write_sheet(writer: Writer, table: Table) -> None:
    """One visible sheet, its prepared empty rows included."""
    sheet = writer.book.sheet(table.sheet)
    last = writer.last(table)
    _words(writer, sheet, table)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width)
    names = headers(table, writer.settings.assessors)
    for key, name in names.items():
        sheet.write_string(table.header_row - 1, table.number(key) - 1, name, writer.book.head())
    sheet.set_row(table.header_row - 1, 32)
    _table(writer, sheet, table, last)
    colour(writer.book, sheet, table, last)
    validate(sheet, table, writer.rulebook, last, level_names(writer.rulebook, writer.settings))
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


def _words(writer: Writer, sheet: Any, table: Table) -> None:
    words = WORDS[table.sheet]
    sheet.write_string(0, 0, words.title, writer.book.format(bold=True, font_size=15))
    sheet.set_row(0, 26)
    note = writer.book.format(font_color="#595959")
    sheet.write_string(1, 0, words.note, note)
    sheet.set_row(1, 20)


def _table(writer: Writer, sheet: Any, table: Table, last: int) -> None:
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
        is_day = isinstance(values.get("default"), date)  # a setting that is a date
        for number, column in enumerate(table.columns):
            value = values.get(column.key)
            style = dated[column.key] if column.key in dated and is_day else formats[column.key]
            if column.key in by_key:
                sheet.write_formula(row - 1, number, by_key[column.key].formula(refs), style, cached(value))
            else:
                write(sheet, row - 1, number, float(value) if isinstance(value, Decimal) else value, style)
        sheet.set_row(row - 1, shown_height(table, values))


def _typed(table: Table) -> dict[str, Any]:
    """Columns of 设置 that hold a date in some rows only."""
    return {column.key: column for column in table.columns if table is SETTINGS and column.key in ("value", "default")}


def cached(value: Cell) -> str | float:
    """A value as it is stored with a formula: days as serials, "" for blank."""
    stored = plain(value)
    return "" if stored is None else stored


def _print_area(writer: Writer, sheet: Any, table: Table, last: int) -> None:
    """Print what is filled in. Of the tables that grow, `ledger_print` moves the end along."""
    if across := PRINTED_ACROSS.get(table.sheet):
        pages, first = across
        sheet.fit_to_pages(pages, 0)
        sheet.repeat_columns(0, first - 1)
        sheet.print_across()
    until = PRINTED_UNTIL.get(table.sheet)
    columns = table.number(until) if until else len(table.columns)
    if table in GROWING:
        sheet.print_area(0, 0, first_end(table, len(writer.rows[table.sheet])) - 1, columns - 1)
    elif last == table.header_row + len(writer.rows[table.sheet]):
        sheet.print_area(0, 0, last - 1, columns - 1)


# Label and columns (first, last) of each figure above the table.
_PLACES = {
    "as_of": ("基准日", "A", "B"), "full": ("总分", "C", "C"), "earned": ("有效得分", "D", "E"),
    "possible": ("可能得分", "F", "G"), "unassessed": ("未评", "H", "I"), "lost": ("失分", "J", "J"),
    "verdict": ("推荐意见", "K", "M"), "provisional": ("暂计指标", "N", "O"),
}  # fmt: skip


def write_head(writer: Writer, as_of: date | None) -> None:
    """The figures above 核定 and the line above 负面清单认定; `as_of` goes into 基准日."""
    book, shown = writer.book, writer.shown
    sheet = book.workbook.get_worksheet_by_name(VERIFICATION.sheet)
    cells = {cell.key: cell for cell in head_cells(writer.last(VERIFICATION))}
    label = book.head()
    for key, (text, first, last) in _PLACES.items():
        is_input = key == "as_of"
        style = book.cell(
            bold=not is_input, align="center", font_size=10 if is_input else 12,
            bg_color=INPUT if is_input else "#FFFFFF", **({"num_format": DATE} if is_input else {}),
        )  # fmt: skip
        _merged(sheet, 3, first, last, label, text)
        if is_input:
            _merged(sheet, 4, first, last, style, as_of)
            sheet.data_validation(f"{first}4", date_rule())
        else:
            _merged(sheet, 4, first, last, style, None)
            _formula(sheet, f"{first}4", cells[key], style, shown)
        writer.name(key, VERIFICATION.sheet, f"${first}$4")
    _explain_head(book, sheet)
    remark = book.format(font_color="#595959")
    _formula(sheet, "A5", cells["remark"], remark, shown)
    writer.name("remark", VERIFICATION.sheet, "$A$5")
    for row, height in ((2, 18), (3, 26), (4, 20), (5, 6)):
        sheet.set_row(row, height)
    rulings = book.workbook.get_worksheet_by_name(RULINGS.sheet)
    line = book.format(font_color="#595959")
    _formula(rulings, "G1", veto_line(), line, shown)
    writer.name("veto_line", RULINGS.sheet, "$G$1")


def _explain_head(book: Book, sheet: Any) -> None:
    """Nothing claimed or verified yet does not read as 0 points, and 可能得分 says what it is."""
    (full, earned, unassessed, lost, possible) = (
        f"${_PLACES[key][1]}$4" for key in ("full", "earned", "unassessed", "lost", "possible")
    )
    # The values stay numbers: other cells may count on them.
    for cell, shown in ((earned, '"—（未评）"'), (lost, '"—"')):
        sheet.conditional_format(
            cell.replace("$", ""),
            {"type": "formula", "criteria": f"=AND({full}>0,{unassessed}={full})",
             "format": book.workbook.add_format({"num_format": shown})},
        )  # fmt: skip
    sheet.data_validation(
        possible.replace("$", ""),
        {"validate": "any", "input_title": "可能得分", "input_message": POSSIBLE.replace("可能得分", "", 1)},
    )


def _merged(sheet: Any, row: int, first: str, last: str, style: Any, value: Cell) -> None:
    if first != last:
        sheet.merge_range(f"{first}{row}:{last}{row}", "", style)
    write(sheet, row - 1, ord(first) - 65, value, style)


def _formula(sheet: Any, cell: str, named: Named, style: Any, shown: Shown) -> None:
    sheet.write_formula(cell, named.formula, style, cached(named.value(shown)))
