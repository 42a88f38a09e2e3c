"""The organs above whose names the program has written into 核定台账: headings of 核定, choices of 查验验收.

The names come from the setting 上级评估机关 and follow it. _meta says which were written last: so one of ours, which is
renewed (and until then read as what it stands for), is told from a heading that a person has changed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from weibao.compute.inspections import levels_of, replaced
from weibao.compute.setting_values import names
from weibao.sheets.layout import INSPECTIONS, LEDGER_META, VERIFICATION
from weibao.sheets.ledger_guard import list_areas
from weibao.sheets.ledger_meta import ASSESSORS_KEY
from weibao.sheets.ledger_rows import ASSESSORS, headers
from weibao.sheets.ledger_tables import AnyGrid, locate
from weibao.sheets.package_grow import reword_choice
from weibao.sheets.values import compact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.ledger_book import LedgerBook

_SETTING: Final = "assessors"


def standing(grids: Mapping[str, AnyGrid], rulebook: Rulebook, settings: Settings) -> tuple[str, ...]:
    """What stands over the column of each organ of the setting: its name, or that of the organ whose place it took."""
    wanted, heads = settings.assessors, _heads(grids)
    if all(compact(name) in heads for name in wanted):
        return wanted
    was = replaced(written(grids.get(LEDGER_META.sheet, {}), rulebook), wanted)
    return tuple(
        was[name] if compact(name) not in heads and compact(was.get(name, "")) in heads else name for name in wanted
    )


def written(meta: AnyGrid, rulebook: Rulebook) -> tuple[str, ...]:
    """The names that the program has written last; a ledger that does not say so has those of the rulebook."""
    text = next((str(row.get(2, "")) for row in meta.values() if row.get(1) == ASSESSORS_KEY), "")
    return names(text or next(item.default for item in rulebook.settings if item.id == _SETTING))


def _heads(grids: Mapping[str, AnyGrid]) -> set[str]:
    """The headings of 核定."""
    found = locate(VERIFICATION, grids, headers(VERIFICATION, ()))
    return {compact(value) for value in grids[found.sheet][found.header_row].values()} if found else set()


def renew(book: LedgerBook) -> None:
    """Write the names that are in force over the columns of 核定 and into the choices of 查验验收, where ours stand."""
    was, wanted = written(book.package.sheet(LEDGER_META.sheet).grid(), book.rulebook), book.settings.assessors
    if was != wanted:
        _renew_headings(book, was)
    _renew_choices(book, was)


def _renew_headings(book: LedgerBook, was: Sequence[str]) -> None:
    found, wanted = book.find(VERIFICATION), book.settings.assessors
    if found is None:
        return
    sheet, row = book.package.sheet(found.sheet), found.header_row
    # The columns of a list object bear the same names in another part of the file.
    listed = any(top <= row <= bottom for (top, _, bottom, _), _ in list_areas(book, found))
    for key, name in zip(ASSESSORS, wanted, strict=False):
        if key in found.columns and not listed and not sheet.is_bound(row, found.columns[key]):
            sheet.put(row, found.columns[key], name)
    book.forget(VERIFICATION)
    heads = {compact(value) for value in sheet.grid()[row].values()}
    now = [name if compact(name) in heads or at >= len(was) else was[at] for at, name in enumerate(wanted)]
    meta = book.package.sheet(LEDGER_META.sheet)
    rows = {meta.value(number, 1): number for number in meta.row_numbers()}
    number = rows.get(ASSESSORS_KEY) or max(meta.row_numbers(), default=0) + 1
    meta.put(number, 1, ASSESSORS_KEY)
    meta.put(number, 2, "、".join(now))


def _renew_choices(book: LedgerBook, was: tuple[str, ...]) -> None:
    """The levels to choose from, where they are those of the rulebook or of the setting as it was."""
    found = book.find(INSPECTIONS)
    if found is None or "level" not in found.columns:
        return
    before = replace(book.settings, assessors=was)
    now = level_names(book.rulebook, book.settings)
    for old in (level_names(book.rulebook, before), tuple(item.name for item in book.rulebook.inspections)):
        if old != now:
            reword_choice(book.package.sheet(found.sheet), found.columns["level"], old, now)


def level_names(rulebook: Rulebook, settings: Settings) -> tuple[str, ...]:
    """What there is to choose from in 查验验收."""
    return tuple(level.name for level in levels_of(rulebook, settings))
