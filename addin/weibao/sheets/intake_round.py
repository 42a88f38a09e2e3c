"""Which round an issued checklist belongs to, with the name and the dates that it tells its unit."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from weibao.compute.model import Round
from weibao.sheets.intake_book import Workbook
from weibao.sheets.intake_identity import read_identity
from weibao.sheets.intake_package import Package, PackageError
from weibao.sheets.intake_table import Notes
from weibao.sheets.layout import ANNUAL, GUIDE, META
from weibao.sheets.values import Raw

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.rulebook.model import Rulebook

# 填报说明 shows the rulebook's title in this cell, and the round's name behind it.
_ABOUT_ROW, _BETWEEN = 2, "　"


def read_round(path: Path, rulebook: Rulebook, unit: str) -> Round | None:
    """The round of the checklist that was issued to `unit` (an id); None where the file is no such checklist.

    Its name is "" where the checklist shows none; its kind is "" but for 年度工作情况.
    """
    try:
        book = Workbook(Package(path))
        who = read_identity(book, rulebook, Notes(path.name))
        meta = {str(row[0]).strip(): row[1] for row in book.grid(META) if len(row) > 1} if who.has_meta else {}
        about = _about(book)
    except PackageError:
        return None
    if who.meta_unit != unit or not who.meta_round or not who.serial:
        return None
    head, name = rulebook.title + _BETWEEN, ""
    if about.startswith(head):
        name = about.removeprefix(head).strip()
    return Round(
        who.meta_round, name, ANNUAL.sheet if who.annual else "", issued=who.issued, due=_day(meta.get("due", ""))
    )


def _about(book: Workbook) -> str:
    if GUIDE not in book.sheets:
        return ""
    rows = book.grid(GUIDE)
    cells = rows[_ABOUT_ROW - 1] if len(rows) >= _ABOUT_ROW else []
    return next((cell for cell in cells if isinstance(cell, str) and cell.strip()), "")


def _day(raw: Raw) -> date | None:
    return raw.date() if isinstance(raw, datetime) else raw if isinstance(raw, date) else None
