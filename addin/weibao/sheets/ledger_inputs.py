"""What people have typed into 核定台账, cell by cell as text: to compare two copies of it, or one with what it was."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from weibao.compute.settings import Settings
from weibao.sheets.layout import CLAIM_FACTS, EVENT_FACTS, ITEM_FACTS, RETURN_FACTS
from weibao.sheets.ledger_assessors import standing
from weibao.sheets.ledger_cells import FIRST_DAY, LAST_DAY
from weibao.sheets.ledger_fill import TABLES
from weibao.sheets.ledger_read import check_identity, read_grids, read_settings
from weibao.sheets.ledger_rows import headers
from weibao.sheets.ledger_styles import DATES
from weibao.sheets.ledger_tables import locate
from weibao.sheets.values import read_date, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_tables import AnyGrid, TableRow
    from weibao.sheets.values import Raw

# The sheets that only the program writes, from what was returned.
_MACHINE = (CLAIM_FACTS, RETURN_FACTS, ITEM_FACTS, EVENT_FACTS)
# What tells a row of a table that has no fixed key, in this order: the first that is filled.
_ROW_NAMES: Mapping[str, tuple[str, ...]] = {
    "文号登记": ("file", "doc_no", "title"), "负面清单认定": ("key", "veto"), "收文登记": ("no", "doc_no", "title"),
    "宣传表彰": ("title", "kind"),
    "查验验收": ("remark", "request", "indicator", "level"),
}  # fmt: skip
# Tables of which only several columns together tell a row.
_JOINED: Mapping[str, tuple[str, ...]] = {"成员名册": ("body", "post", "unit")}


@dataclass(frozen=True, slots=True)
class Input:
    """One cell: its text, where it stands, the row's key and the column's heading."""

    text: str
    sheet: str
    cell: str
    row: str
    column: str


@dataclass(frozen=True)
class Inputs:
    """All inputs by sheet/row/heading, the digest of the machine sheets, and the names of all sheets.

    `blank`: where the others could be typed, of every row that is there.
    """

    cells: dict[str, Input]
    blank: dict[str, Input]
    machine: str
    sheets: tuple[str, ...]


def read_inputs(path: Path, rulebook: Rulebook) -> Inputs:
    """Raises WorkbookError where the file is damaged, encrypted, or no 核定台账 of this rulebook."""
    grids = read_grids(path)
    check_identity(grids, rulebook, path)
    settings, _ = Settings.build(rulebook, read_settings(grids, rulebook, path.name)[0])
    cells: dict[str, Input] = {}
    blank: dict[str, Input] = {}
    heads = standing(grids, rulebook, settings)
    for table in TABLES.values():
        _read_table(table, grids, headers(table, heads), cells, blank)
    return Inputs(cells, blank, _digest(grids), tuple(grids))


def _read_table(
    table: Table,
    grids: Mapping[str, AnyGrid],
    headings: Mapping[str, str],
    cells: dict[str, Input],
    blank: dict[str, Input],
) -> None:
    found = locate(table, grids, headings)
    if found is None:
        return
    seen: dict[str, int] = {}
    typed = [column.key for column in table.columns if column.kind == "input" and headings[column.key]]
    for row in found.rows(grids[found.sheet]):
        name = _row_name(table, row)
        if any(key in row.cells for key in typed):
            seen[name] = seen.get(name, 0) + 1
        shown = name if seen.get(name, 0) < 2 else f"{name}#{seen[name]}"
        for key in typed:
            text = _text(row.cells.get(key), key in DATES.get(table.sheet, ()))
            place = Input(text, found.sheet, found.cell(key, row.number), shown, headings[key])
            (cells if text else blank)[f"{table.sheet}/{shown}/{headings[key]}"] = place


def _row_name(table: Table, row: TableRow) -> str:
    if table.sheet in _JOINED:
        return " ".join(text for key in _JOINED[table.sheet] if (text := tidy(row.cells.get(key))))
    keys = _ROW_NAMES.get(table.sheet, (table.columns[0].key,))
    return next((text for key in keys if (text := tidy(row.cells.get(key)))), f"第{row.number}行")


def _text(raw: Raw, is_date: bool) -> str:
    """A cell for comparing: a date that lost its format is still that date."""
    if is_date and isinstance(raw, (int, float)) and not isinstance(raw, bool):
        day = read_date(raw, FIRST_DAY, LAST_DAY).value
        return day.isoformat() if isinstance(day, date) else tidy(raw)
    return tidy(raw)


def _digest(grids: Mapping[str, AnyGrid]) -> str:
    """Of the machine sheets' cells, however the program that saved last wrote them."""
    total = hashlib.sha256()
    for table in _MACHINE:
        for row, line in sorted(grids.get(table.sheet, {}).items()):
            for column, value in sorted(line.items()):
                total.update(f"{table.sheet}\0{row}\0{column}\0{tidy(value)}\n".encode("utf-8", "surrogatepass"))
    return total.hexdigest()
