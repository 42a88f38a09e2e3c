"""What stands against writing into a 核定台账 as it is: looked for before anything is written.

An update that meets one of these goes to a new file beside, the ledger itself stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.errors import WorkbookError
from weibao.findings import Finding, Severity
from weibao.sheets.layout import CALENDAR_FACTS, RETURNS, REVIEW, ROUNDS, RULINGS, SUPERVISION
from weibao.sheets.ledger_columns import COMPUTED
from weibao.sheets.ledger_facts import Facts
from weibao.sheets.ledger_rows import headers
from weibao.sheets.ledger_tables import locate
from weibao.sheets.package_areas import Area, area_of
from weibao.sheets.package_values import address
from weibao.sheets.values import compact
from weibao.texts import FINDINGS
from weibao.texts_ledger import BESIDE, NOT_WRITTEN
from weibao.texts_ledger import REBUILT as REBUILT_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_book import LedgerBook
    from weibao.sheets.ledger_tables import Found

# The columns of each table that an update types into.
WRITTEN: Final[Mapping[str, tuple[str, ...]]] = {
    ROUNDS.sheet: ("number", "name", "kind", "issued", "due"),
    RETURNS.sheet: ("key", "round", "unit", "chosen"),
    REVIEW.sheet: ("key", "unit", "indicator", "title", "role"),
    SUPERVISION.sheet: ("id", "opened", "doc_no"),
    RULINGS.sheet: ("key", "veto", "happened_on"),
}
_TABLES: Final = (ROUNDS, RETURNS, REVIEW, SUPERVISION, RULINGS)
# What no copy with single cells changed would be right for: there the office's inputs go into a new ledger.
REBUILT: Final = frozenset({"ledger-1904", "ledger-machine-sheets-gone", "ledger-sheets-alike"})


def must_be_rebuilt(findings: Iterable[Finding]) -> bool:
    """Whether single cells changed in a copy would not help."""
    return any(item.code in REBUILT for item in findings)


def refuse(book: LedgerBook) -> None:
    """WorkbookError where the ledger is not to be written into."""
    if found := obstacles(book):
        raise WorkbookError(found[0].message)


def obstacles(book: LedgerBook, beside: str = "") -> tuple[Finding, ...]:
    """Why the ledger is not to be written into; `beside` is the file that the update goes to instead, if any."""
    package, name = book.package, book.package.path.name
    found: list[tuple[str, dict[str, str]]] = []
    if "origin" in package.kinds:
        found.append(("ledger-signed", {}))
    if "revisionHeaders" in package.kinds:
        found.append(("ledger-shared", {}))
    if package.counts_from_1904:
        found.append(("ledger-1904", {}))
    machine = [*(table.sheet for table, _ in Facts().tables), CALENDAR_FACTS.sheet]
    if gone := [sheet for sheet in machine if sheet not in package.sheets]:
        found.append(("ledger-machine-sheets-gone", {"sheets": "、".join(gone)}))
    for table in _TABLES:
        found += _of_table(book, table)
    outcome = NOT_WRITTEN
    if beside:
        outcome = (REBUILT_WORDS if any(code in REBUILT for code, _ in found) else BESIDE).format(
            name=name, beside=beside
        )
    return tuple(_finding(code, name, outcome, words) for code, words in found)


def _finding(code: str, name: str, outcome: str, words: dict[str, str]) -> Finding:
    values = {"sheet": "", "sheets": "", "column": "", "cells": ""} | words
    text = FINDINGS[code]
    message = text.message.format(name=name, outcome=outcome, **values)
    return Finding(code, Severity(text.severity), message, file=name, sheet=values["sheet"])


def _of_table(book: LedgerBook, table: Table) -> Iterator[tuple[str, dict[str, str]]]:
    grids = book.grids() if table.sheet not in book.package.sheets else {}
    heads = headers(table, book.settings.assessors)
    alike = [
        sheet for sheet, grid in grids.items() if not sheet.startswith("_") and locate(table, {sheet: grid}, heads)
    ]
    if len(alike) > 1:
        yield "ledger-sheets-alike", {"sheet": table.sheet, "sheets": "、".join(f"“{sheet}”" for sheet in alike)}
        return
    found = book.find(table)
    if found is None:
        return
    row = book.package.sheet(found.sheet).grid()[found.header_row]
    for key in WRITTEN[table.sheet]:
        same = [column for column, text in row.items() if compact(text) == compact(heads[key])]
        if len(same) > 1:
            cells = "、".join(address(found.header_row, column) for column in same)
            yield "ledger-headings-alike", {"sheet": found.sheet, "column": heads[key], "cells": cells}
    for area, linked in list_areas(book, found):
        if linked and _overlaps(area, found):
            cells = f"{address(*area[:2])}:{address(*area[2:])}"
            yield "ledger-table-linked", {"sheet": found.sheet, "cells": cells}


def list_areas(book: LedgerBook, found: Found) -> Iterator[tuple[Area, bool]]:
    """Where the list objects ("表格") of a table's sheet lie, and whether they take their rows from elsewhere."""
    for root in book.package.related(found.sheet, "table"):
        if area := area_of(str(root.get("ref"))):
            yield area, root.get("tableType") in ("queryTable", "xml")


def _overlaps(area: Area, found: Found) -> bool:
    return area[2] >= found.header_row and any(area[1] <= column <= area[3] for column in found.columns.values())


def prepared_rows(book: LedgerBook, table: Table) -> tuple[list[int], list[int]]:
    """The prepared rows that nobody has used, and those that look so and are not.

    The latter hold merged cells, formulas of a person, or a list object that somebody put below the headings.
    """
    found, empty, taken = book.find(table), list[int](), list[int]()
    if found is None:
        return empty, taken
    sheet = book.package.sheet(found.sheet)
    lists = [area for area, _ in list_areas(book, found) if area[0] > found.header_row and _overlaps(area, found)]
    computed = {column.key for column in COMPUTED.get(table.sheet, (table, ()))[1]}
    # A ledger that has no computed column is told by its cells, as a table that nothing is computed in.
    own = next((column for key, column in found.columns.items() if key in computed), 0)
    probe = own or found.columns.get(table.columns[0].key, 0)
    ours, grid = set(found.columns.values()), sheet.grid()
    typed = [column for key, column in found.columns.items() if key not in computed]
    for row in sheet.row_numbers():
        formulas = sheet.formulas_of(row)
        if row <= found.header_row or not (probe in formulas if own else sheet.has_cell(row, probe)):
            continue
        # What formulas of a person show beside the table says nothing of the row.
        if any(column in ours or column not in formulas for column in grid.get(row, ())):
            continue
        used = any(column in formulas or sheet.is_bound(row, column) for column in typed)
        (taken if used or any(area[0] <= row <= area[2] for area in lists) else empty).append(row)
    return empty, taken
