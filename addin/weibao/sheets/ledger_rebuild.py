"""A 核定台账 made anew beside one that cannot be updated: the same inputs, nothing of what was added around them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from weibao.sheets.layout import LEDGER_NAMES, RETURNS, REVIEW, SETTINGS, TASKS, VERIFICATION
from weibao.sheets.ledger import create_ledger
from weibao.sheets.ledger_book import LedgerBook
from weibao.sheets.ledger_columns import COMPUTED
from weibao.sheets.ledger_fill import TABLES
from weibao.sheets.ledger_lines import str_key
from weibao.sheets.ledger_read import office_of, read_grids, read_settings
from weibao.sheets.ledger_tables import locate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_tables import AnyGrid
    from weibao.sheets.package_values import Cell
    from weibao.sheets.values import Raw

# Tables whose rows a new ledger has already, told by their keys; the rows of the others are copied in their order.
_KEYED = (SETTINGS, RETURNS, VERIFICATION, REVIEW, TASKS)
_FROM_1904 = timedelta(days=1462)
_EPOCH = date(1899, 12, 30)


def rebuild_ledger(old: LedgerBook, target: Path, rulebook: Rulebook, as_of: date) -> None:
    """Write a new ledger at `target` with everything typed in the tables of `old`, as far as they are found."""
    path = old.package.path
    grids = read_grids(path)
    typed, _ = read_settings(grids, rulebook, path.name)
    office, _ = office_of(grids, rulebook, path.name)
    create_ledger(target, rulebook, typed, office.rounds, old.calendar, as_of=as_of)
    new = LedgerBook.open(target, rulebook)
    if all(table.sheet in old.package.sheets for table, _ in old.machine_tables):
        new.write_facts(old.facts())
    for table in TABLES.values():
        for row, cells in _rows(table, grids, old, new):
            new.put(table, row, cells)
    if (day := old.named_value("as_of")) and isinstance(day, float):
        sheet, row, column = new.package.names[LEDGER_NAMES["as_of"]]
        moved = _FROM_1904 if old.package.counts_from_1904 else timedelta()
        new.package.sheet(sheet).put(row, column, _EPOCH + timedelta(days=int(day)) + moved)
    new.package.save()


def _rows(
    table: Table, grids: Mapping[str, AnyGrid], old: LedgerBook, new: LedgerBook
) -> Iterator[tuple[int, dict[str, Cell]]]:
    """What was typed in the rows of a table, and the row of the new ledger that it goes into."""
    found = locate(table, grids, old.heads(table))
    if found is None:
        return
    computed = {column.key for column in COMPUTED.get(table.sheet, (table, ()))[1]}
    typed = {column.key for column in table.columns if column.kind == "input"}
    key = table.columns[0].key
    places = {}
    if table in _KEYED:
        places = {str_key(line.cells.get(key)): line.number for line in new.lines(table) if line.cells.get(key)}
    free = iter(new.empty_rows(table) if table in _KEYED else range(table.first_row, table.last_row(5000)))
    for line in found.rows(grids[found.sheet]):
        cells = {name: _cell(value) for name, value in line.cells.items() if name not in computed}
        if not cells:
            continue
        known = places.get(str_key(_cell(line.cells.get(key))))
        if known is not None:
            yield known, {name: value for name, value in cells.items() if name in typed}
        elif (row := next(free, None)) is not None:
            yield row, cells


def _cell(value: Raw) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    return str(value) if isinstance(value, (time, timedelta)) else value
