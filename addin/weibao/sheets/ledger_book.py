"""核定台账 opened for a surgical update: its tables where they stand now, single cells, and what its formulas show.

Used by everything that writes into an existing ledger; nothing here knows why a value is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from weibao.compute.settings import Settings
from weibao.compute.verdict import veto_window
from weibao.rulebook import load_calendar
from weibao.sheets.layout import (
    CALC,
    CALENDAR_FACTS,
    DAYS,
    LEDGER_META,
    LEDGER_NAMES,
    MEETINGS,
    REGISTER,
    ROUNDS,
    RULINGS,
    VERIFICATION,
)
from weibao.sheets.ledger_assessors import renew, standing
from weibao.sheets.ledger_calc import refresh_calc
from weibao.sheets.ledger_columns import COMPUTED, values_of
from weibao.sheets.ledger_facts import Facts, calendar_rows, sheet_rows
from weibao.sheets.ledger_formulas import Refs, Scene, pairs
from weibao.sheets.ledger_guard import prepared_rows
from weibao.sheets.ledger_head import Named, Shown, head_cells, veto_line
from weibao.sheets.ledger_legacy import is_old_column, is_old_name
from weibao.sheets.ledger_lines import STOPPED, Line, day_of, read_line, skeleton, str_key
from weibao.sheets.ledger_meta import meta_rows
from weibao.sheets.ledger_print import GROWING, extend_print_area
from weibao.sheets.ledger_read import check_identity, days_of, read_settings
from weibao.sheets.ledger_rows import headers, shown_height
from weibao.sheets.ledger_rulings import event_cells
from weibao.sheets.ledger_tables import AnyGrid, Found, locate
from weibao.sheets.ledger_task_columns import planned, points_by_indicator
from weibao.sheets.package import Package
from weibao.sheets.package_values import same

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_formulas import Computed, Row
    from weibao.sheets.package_sheet import SheetXml
    from weibao.sheets.package_values import Cell
    from weibao.workdays import WorkCalendar


@dataclass
class LedgerBook:
    """A ledger's package with the places of its tables. `rulebook` has the towns of the settings."""

    package: Package
    rulebook: Rulebook
    settings: Settings
    _found: dict[str, Found | None] = field(default_factory=dict)
    _own: dict[tuple[str, str, str], bool] = field(default_factory=dict)  # by table, column and kind of formula
    _lines: dict[str, list[Line]] = field(default_factory=dict)  # until `put` changes a cell

    @classmethod
    def open(cls, path: Path, rulebook: Rulebook, settings: Settings | None = None) -> LedgerBook:
        """Open a ledger. Raises WorkbookError where it is damaged or not one of this rulebook.

        Without `settings` those of its own sheet 设置 are taken, and their towns put into `rulebook`.
        """
        package = Package(path)
        meta = {name: package.sheet(name).grid() for name in package.sheets if name == LEDGER_META.sheet}
        check_identity(meta, rulebook, path)
        return cls(package, rulebook, settings) if settings else cls.of(package, rulebook)

    @classmethod
    def of(cls, package: Package, rulebook: Rulebook) -> LedgerBook:
        """An opened package with the settings that its sheet 设置 gives now."""
        grids = {name: package.sheet(name).grid() for name in package.sheets}
        settings, _ = Settings.build(rulebook, read_settings(grids, rulebook, package.path.name)[0])
        return cls(package, settings.apply(rulebook), settings)

    # --- tables ----------------------------------------------------------------------------------

    def grids(self) -> dict[str, AnyGrid]:
        """All sheets' cells as they stand now."""
        return {name: self.package.sheet(name).grid() for name in self.package.sheets}

    def heads(self, table: Table) -> dict[str, str]:
        """Column key → heading as it stands in the sheet."""
        if table is not VERIFICATION:
            return headers(table, ())
        own = (table.sheet, LEDGER_META.sheet)
        known = all(name in self.package.sheets for name in own)
        grids = {name: self.package.sheet(name).grid() for name in own} if known else self.grids()
        return headers(table, standing(grids, self.rulebook, self.settings))

    def find(self, table: Table) -> Found | None:
        """Where the table stands, None where its sheet or headings are gone."""
        if table.sheet not in self._found:
            heads = self.heads(table)
            own = {table.sheet: self.package.sheet(table.sheet).grid()} if table.sheet in self.package.sheets else {}
            self._found[table.sheet] = locate(table, own, heads) or locate(table, self.grids(), heads)
        return self._found[table.sheet]

    def forget(self, table: Table) -> None:
        """Look for a table anew: its headings have changed."""
        self._found.pop(table.sheet, None)
        self._lines.pop(table.sheet, None)

    def lines(self, table: Table) -> Sequence[Line]:
        """Every row below the headings that the sheet holds: values and whose formulas they are."""
        if table.sheet not in self._lines:
            self._lines[table.sheet] = list(self._read_lines(table))
        return self._lines[table.sheet]

    def _read_lines(self, table: Table) -> Iterator[Line]:
        found = self.find(table)
        if found is None:
            return
        sheet = self.package.sheet(found.sheet)
        computed = COMPUTED.get(table.sheet, (table, ()))[1]
        refs = Refs(table, 9, 99)
        skeletons = {c.key: {skeleton(c.formula(refs)), skeleton(c.native(refs))} for c in computed}
        shown = sheet.grid()
        for row in sheet.row_numbers():
            # A row of 核定 has something to show even without an indicator; no other row without anything in it has.
            if row > found.header_row and row not in shown and table is not VERIFICATION:
                yield Line(row, {}, blank=True)
            elif row > found.header_row:
                own = {
                    key
                    for key in skeletons
                    if key in found.columns and self._is_own(sheet, found, row, key, skeletons[key])
                }
                yield read_line(sheet, found, row, skeletons.keys() - own)

    def _is_own(self, sheet: SheetXml, found: Found, row: int, key: str, wanted: set[str]) -> bool:
        formula = sheet.formula(row, found.columns[key])
        # The formulas of a column differ in the row number only: each kind is taken apart once.
        kind = (found.table.sheet, key, formula.replace(str(row), "#"))
        if kind not in self._own:
            bare = skeleton(formula)
            self._own[kind] = bare in wanted or is_old_column(found.table.sheet, key, bare)
        return self._own[kind]

    def row_of(self, table: Table, key: str) -> int | None:
        """The row number of a key."""
        name = table.columns[0].key
        return next((line.number for line in self.lines(table) if str_key(line.cells.get(name)) == key.upper()), None)

    def empty_rows(self, table: Table) -> list[int]:
        """The prepared rows that nobody has used: nothing typed in any cell, and nothing that forbids typing there."""
        return prepared_rows(self, table)[0]

    def put(self, table: Table, row: int, cells: Mapping[str, Cell]) -> None:
        """Type values into a row by column key; columns that are gone are left out."""
        found = self.find(table)
        if found is not None:
            self._lines.pop(table.sheet, None)
            sheet = self.package.sheet(found.sheet)
            for key, value in cells.items():
                if key in found.columns:
                    sheet.put(row, found.columns[key], value)

    # --- what the formulas show ------------------------------------------------------------------

    @property
    def machine_tables(self) -> tuple[tuple[Table, dict[str, dict[str, Cell]]], ...]:
        """The machine sheets that are looked up by key, blank."""
        return Facts().tables

    def facts(self) -> Facts:
        """The machine sheets as they stand."""
        facts = Facts()
        for table, rows in facts.tables:
            grid = self.package.sheet(table.sheet).grid()
            names = {column: str(name) for column, name in grid.get(1, {}).items()}
            for number in sorted(grid):
                key = grid[number].get(1)
                if number > 1 and isinstance(key, str):
                    rows[key] = {names[c]: v for c, v in grid[number].items() if c > 1 and c in names}
        return facts

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The published calendar with the days that the office typed."""
        found = self.find(DAYS)
        own = {found.sheet: self.package.sheet(found.sheet).grid()} if found else {}
        days = days_of(own, self.rulebook, self.settings)
        return load_calendar().extended(days)

    def write_facts(self, facts: Facts) -> None:
        """Replace the machine sheets that differ."""
        for table, rows in facts.tables:
            self.package.replace_sheet(table.sheet, sheet_rows(table, rows))
        self.package.replace_sheet(CALENDAR_FACTS.sheet, calendar_rows(self.calendar))

    def named_value(self, key: str) -> str | float | bool | None:
        """The value of a named cell, None where the name is gone or the cell blank."""
        sheet, row, column = self.package.names.get(LEDGER_NAMES[key], ("", 0, 0))
        return self.package.sheet(sheet).value(row, column) if sheet in self.package.sheets else None

    def today(self, as_of: date) -> date:
        """The day that the workbook goes by: what stands in 基准日, else `as_of`."""
        return day_of(self.named_value("as_of")) or as_of

    def last_day(self) -> date | None:
        """The day of the last update: what the named cell of today's date shows."""
        return day_of(self.named_value("today"))

    def refresh(self, facts: Facts, as_of: date) -> dict[str, list[str]]:
        """Renew what every formula of ours shows. Returns the cells that a person took over, by sheet."""
        renew(self)
        scene = self._scene(facts, as_of)
        rows: dict[str, list[Row]] = {}
        overwritten: dict[str, list[str]] = {}
        for name, (table, columns) in COMPUTED.items():
            found = self.find(table)
            rows[name] = []
            if found is None:
                continue
            for line, values in values_of(columns, self.lines(table), scene):
                rows[name].append(values)
                if not line.blank:
                    self._fit(found, line, columns, values)
                    self._show(found, line, columns, values)
                if line.cells.get(table.columns[0].key):
                    taken = [key for key in line.overwritten if line.cells.get(key) != STOPPED]
                    cells = [found.cell(key, line.number) for key in taken]
                    overwritten.setdefault(found.sheet, []).extend(cells)
            if table is VERIFICATION:
                scene = replace(scene, points=points_by_indicator(rows[name]))
        for table in GROWING:
            self._fit_print_area(table)
        shown = Shown(scene, rows[VERIFICATION.sheet], rows[RULINGS.sheet])
        if CALC in self.package.sheets:
            refresh_calc(self.package.sheet(CALC), {name: self._places(name, rows[name]) for name in rows}, shown)
        self._refresh_named(shown)
        return {sheet: cells for sheet, cells in overwritten.items() if cells}

    def _places(self, name: str, rows: list[Row]) -> list[Row]:
        """A table's rows by place, up to the last one that the sheet holds; {} where the sheet holds none."""
        found = self.find(table := COMPUTED[name][0])
        if found is None:
            return []
        by_number = dict(zip((line.number for line in self.lines(table)), rows, strict=True))
        last = max(by_number, default=found.header_row)
        return [by_number.get(number, {}) for number in range(found.header_row + 1, last + 1)]

    def _fit_print_area(self, table: Table) -> None:
        if (found := self.find(table)) is not None:
            filled = [line.number for line in self.lines(table) if any(line.cells.values())]
            extend_print_area(self.package, table, found.sheet, max(filled, default=found.header_row + 1))

    def _fit(self, found: Found, line: Line, columns: tuple[Computed, ...], values: Row) -> None:
        """Give a row the height of its new texts, unless a person has given it another height than ours."""
        sheet = self.package.sheet(found.sheet)
        height = sheet.height(line.number)
        if found.table is VERIFICATION or height is None:
            return
        before = dict(values)
        for column in columns:
            if column.key in found.columns and column.key not in line.kept:
                before[column.key] = sheet.value(line.number, found.columns[column.key])
        if all(same(before.get(column.key), values.get(column.key)) for column in columns):  # type: ignore[arg-type]
            return
        wanted = shown_height(found.table, values)
        # Other programs round heights to their own grid.
        if abs(height - shown_height(found.table, before)) < 1 and abs(height - wanted) >= 1:
            sheet.set_height(line.number, wanted)

    def _show(self, found: Found, line: Line, columns: tuple[Computed, ...], values: Row) -> None:
        sheet = self.package.sheet(found.sheet)
        for column in columns:
            if column.key not in line.kept and column.key in found.columns:
                sheet.refresh(line.number, found.columns[column.key], values.get(column.key))

    def _scene(self, facts: Facts, as_of: date) -> Scene:
        wanted = ((ROUNDS, "number", "issued"), (REGISTER, "doc_no", "state"), (MEETINGS, "id", "kind"))
        rounds, register, meetings = (pairs((line.cells for line in self.lines(t)), *keys) for t, *keys in wanted)
        window = veto_window(self.settings.application_date, self.rulebook.veto_years)
        scene = Scene(self.rulebook, self.settings, self.calendar, self.today(as_of), window, facts, rounds=rounds)
        events = tuple(event_cells(line.cells) for line in self.lines(RULINGS) if line.cells.get("veto"))
        plans = planned(self.lines, scene.today)
        return replace(scene, events=events, register=register, meetings=meetings, planned=plans)

    def _refresh_named(self, shown: Shown) -> None:
        for cell in (*head_cells(9), veto_line()):
            self._refresh_name(cell, cell.value(shown))
        meta = self.package.sheet(LEDGER_META.sheet)
        rows = {str(meta.value(row, 1)): row for row in meta.row_numbers()}
        for item in meta_rows(self.rulebook, 9):
            row = rows.get(item.key)
            if row is None or item.once:
                continue
            if item.formula:
                meta.refresh(row, 2, item.value(shown))
            else:
                meta.put(row, 2, item.value(shown))
            if item.count is not None:
                meta.refresh(row, 4, item.count(shown))

    def _refresh_name(self, named: Named, value: Cell) -> None:
        sheet, row, column = self.package.names.get(LEDGER_NAMES[named.key], ("", 0, 0))
        if sheet in self.package.sheets:
            xml = self.package.sheet(sheet)
            bare = skeleton(xml.formula(row, column))
            own = bare in (skeleton(named.formula), skeleton(named.native))
            if own or is_old_name(named.key, bare, self.rulebook):
                xml.refresh(row, column, value)
