"""Returned workbooks for the tests of intake, written straight from the layout: no checklist writer involved."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import xlsxwriter

from weibao.compute.roles import own_counts, own_indicators
from weibao.sheets.layout import (
    COUNTS,
    EVIDENCE,
    FEEDBACK,
    GUIDE,
    INDICATORS,
    LAYOUT_VERSION,
    META,
    NAMES,
    PEOPLE,
    VETOES,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from weibao.rulebook.model import Rulebook

Answers = dict[str, dict[str, Any]]


@dataclass
class Book:
    """What to write. Rows by indicator, veto or item; evidence as a list; `people` by key; `sheets` renames sheets."""

    unit: str
    round: int = 1
    rows: Answers = field(default_factory=dict)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    vetoes: Answers = field(default_factory=dict)
    feedback: Answers = field(default_factory=dict)
    counts: Answers = field(default_factory=dict)  # none: the sheet is left out, as in older checklists
    people: dict[str, Any] = field(default_factory=dict)
    meta: dict[str, Any] | None = field(default_factory=dict)  # None: no _meta sheet
    visible_unit: str | None = None
    visible_round: str | None = None
    sheets: dict[str, str] = field(default_factory=dict)
    leave_out: tuple[str, ...] = ()
    headers: dict[str, dict[str, str]] = field(default_factory=dict)  # sheet -> key -> another heading
    shift: dict[str, tuple[int, int]] = field(default_factory=dict)  # sheet -> rows and columns inserted before
    more_rows: list[dict[str, Any]] = field(default_factory=list)  # below 指标清单
    only: tuple[str, ...] | None = None  # indicators that stand in the sheet
    touch: Callable[[Any, dict[str, Any]], None] | None = None  # last changes with XlsxWriter

    def write(self, path: Path, rulebook: Rulebook) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(str(path)) as workbook:
            workbook.set_properties({"created": date(2023, 1, 1)})
            sheets = {name: workbook.add_worksheet(self.sheets.get(name, name)) for name in self._names()}
            self._guide(workbook, sheets[GUIDE], rulebook)
            own = [indicator.id for indicator, _ in own_indicators(rulebook, self.unit)]
            listed = [code for code in own if self.only is None or code in self.only]
            keyed = [{"id": code, **self.rows.get(code, {})} for code in listed]
            self._table(workbook, sheets, INDICATORS, [*keyed, *self.more_rows])
            self._table(workbook, sheets, EVIDENCE, self.evidence)
            self._table(workbook, sheets, VETOES, [{"id": v.id, **self.vetoes.get(v.id, {})} for v in rulebook.vetoes])
            self._table(workbook, sheets, FEEDBACK, [{"item": key, **row} for key, row in self.feedback.items()])
            asked = [count.id for count in own_counts(rulebook, self.unit)]
            self._table(workbook, sheets, COUNTS, [{"id": code, **self.counts.get(code, {})} for code in asked])
            if META in sheets:
                self._meta(sheets[META], rulebook)
            if self.touch:
                self.touch(workbook, sheets)
        return path

    def _names(self) -> list[str]:
        names = [GUIDE, *(table.sheet for table in (INDICATORS, EVIDENCE, VETOES, FEEDBACK)), COUNTS.sheet, META]
        gone = (*self.leave_out, *((META,) if self.meta is None else ()), *(() if self.counts else (COUNTS.sheet,)))
        return [name for name in names if name not in gone]

    def _guide(self, workbook: Any, sheet: Any, rulebook: Rulebook) -> None:
        unit = rulebook.unit_by_id[self.unit].name if self.visible_unit is None else self.visible_unit
        round_ = f"第{self.round}轮" if self.visible_round is None else self.visible_round
        cells = [("unit", "填报单位", unit), ("round", "轮次", round_)]
        cells += [(key, label, self.people.get(key, "")) for key, label in PEOPLE.items()]
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for row, (key, label, value) in enumerate(cells, 3):
            sheet.write_string(row, 0, label)
            _put(sheet, row, 1, value, day)
            workbook.define_name(NAMES[key], f"='{sheet.get_name()}'!$B${row + 1}")

    def _table(self, workbook: Any, sheets: dict[str, Any], table: Table, rows: list[dict[str, Any]]) -> None:
        sheet = sheets.get(table.sheet)
        if sheet is None:
            return
        down, right = self.shift.get(table.sheet, (0, 0))
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for column, item in enumerate(table.columns):
            header = self.headers.get(table.sheet, {}).get(item.key, item.header)
            sheet.write_string(table.header_row - 1 + down, column + right, header)
        for number, row in enumerate(rows):
            for key, value in row.items():
                _put(sheet, table.header_row + down + number, table.number(key) - 1 + right, value, day)

    def _meta(self, sheet: Any, rulebook: Rulebook) -> None:
        values = {
            "product": "weibao", "layout": LAYOUT_VERSION, "rulebook": rulebook.id,
            "rulebook_digest": rulebook.digest, "unit": self.unit, "unit_name": rulebook.unit_by_id[self.unit].name,
            "round": self.round, "issued": "2023-09-01",
            "serial": f"{rulebook.id}/{self.round}/{self.unit}/20230901",
            **(self.meta or {}),
        }  # fmt: skip
        for row, (key, value) in enumerate(values.items()):
            sheet.write_string(row, 0, key)
            _put(sheet, row, 1, value, None)


def _put(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    """One cell; a tuple is a formula with its stored result (None: no result)."""
    if isinstance(value, tuple):
        sheet.write_formula(row, column, value[0], None, "" if value[1] is None else value[1])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write(row, column, value)


def edit_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Rewrite one part of the package, as a hex editor would."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path
