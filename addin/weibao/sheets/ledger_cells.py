"""Single cells of 核定台账 as typed values, each misunderstanding noted with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from weibao.findings import Finding, finding
from weibao.sheets.day_faults import day_fault
from weibao.sheets.package_values import address
from weibao.sheets.values import Raw, read_date, read_points, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.rulebook.model import Indicator, Rulebook
    from weibao.sheets.ledger_tables import AnyGrid, Found, TableRow

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
# No campaign has so many rounds; a number of twenty digits, no database takes.
MOST_ROUNDS = 999


@dataclass
class Cells:
    """Reads the cells of one found table; `findings` collects what could not be understood."""

    found: Found
    file: str
    findings: list[Finding] = field(default_factory=list)

    def heading(self, key: str) -> str:
        """The column's heading for a message."""
        return next(column.header for column in self.found.table.columns if column.key == key)

    def note(self, code: str, row: TableRow, column: str, /, **values: object) -> None:
        """A finding at the row's cell of `column` (a column key)."""
        self._note(code, self.found.cell(column, row.number), "", **values)

    def _note(self, code: str, cell: str, indicator: str, /, **values: object) -> None:
        place = {"file": self.file, "sheet": self.found.sheet, "cell": cell, "indicator": indicator}
        self.findings.append(finding(code, **values).at(**place))  # type: ignore[arg-type]

    def typed(self, row: TableRow) -> bool:
        """Whether a person typed anything into the row's input columns."""
        return any(column.kind == "input" and column.key in row.cells for column in self.found.table.columns)

    def day(self, row: TableRow, key: str) -> date | None:
        """A date cell (or the day serial of one that lost its format). Text is a finding: formulas do not count it."""
        raw = row.cells.get(key)
        if raw is None:
            return None
        if isinstance(raw, (date, datetime)) or (_is_number(raw) and float(raw) < 1e5):  # type: ignore[arg-type]
            read = read_date(raw, FIRST_DAY, LAST_DAY)
            if read.value is not None:
                return read.value
        meant = read_date(raw, FIRST_DAY, LAST_DAY).value if isinstance(raw, str) else None
        if meant is not None:  # to ask for "a date such as 2023-09-30" of who typed just that helps nobody
            self.note("ledger-date-text", row, key, column=self.heading(key), found=shown(raw), day=meant.isoformat())
        else:
            why = day_fault(raw, FIRST_DAY, LAST_DAY)
            self.note("ledger-date-unreadable", row, key, column=self.heading(key), found=shown(raw), why=why)
        return None

    def round_number(self, row: TableRow, key: str, code: str) -> int | None:
        """The number of a round; a finding of `code` where it is none."""
        raw = row.cells.get(key)
        if raw is None:
            return None
        if _is_number(raw) and float(raw).is_integer() and 1 <= float(raw) <= MOST_ROUNDS:  # type: ignore[arg-type]
            return int(raw)  # type: ignore[arg-type]
        self.note(code, row, key, found=shown(raw))
        return None

    def points(self, row: TableRow, key: str, indicator: Indicator, rulebook: Rulebook) -> int | None:
        """A score in steps, between 0 and the indicator's full score; a finding otherwise."""
        return self._points(
            row.cells.get(key), self.found.cell(key, row.number), self.heading(key), indicator, rulebook
        )

    def whole_points(self, row: TableRow, key: str, rulebook: Rulebook) -> int | None:
        """A score of the whole county in steps, between 0 and the rubric's full score; a finding otherwise."""
        raw = row.cells.get(key)
        return self._steps(raw, self.found.cell(key, row.number), self.heading(key), "总分", rulebook.full, rulebook)

    def points_at(
        self,
        row: TableRow,
        column: int,
        name: str,
        indicator: Indicator,
        rulebook: Rulebook,
        grids: Mapping[str, AnyGrid],
    ) -> int | None:
        """The same for a column that the layout does not name."""
        raw = grids[self.found.sheet][row.number].get(column)
        return self._points(raw, address(row.number, column), name, indicator, rulebook)

    def _points(self, raw: Raw, cell: str, column: str, indicator: Indicator, rulebook: Rulebook) -> int | None:
        return self._steps(raw, cell, column, indicator.id, indicator.full, rulebook)

    def _steps(self, raw: Raw, cell: str, column: str, key: str, most: int, rulebook: Rulebook) -> int | None:
        """`key` is the indicator, or a word for what has none; `most` its full score in steps."""
        if raw is None:
            return None
        scale = rulebook.scale
        full, step = scale.points(most), scale.points(1)
        value = read_points(raw).value if _is_number(raw) else None
        steps = scale.steps(value) if value is not None else None
        if steps is not None and 0 <= steps <= most:
            return steps
        self._note(
            "ledger-score-unreadable", cell, key if key in rulebook.indicator_by_id else "",
            number=key, column=column, found=shown(raw), full=full, step=step,
        )  # fmt: skip
        return None


def _is_number(raw: Raw) -> bool:
    return isinstance(raw, (int, float)) and not isinstance(raw, bool)
