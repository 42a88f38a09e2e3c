"""Whose return it is, of which round, and who signed: the cells of 填报说明 and the hidden sheet `_meta`.

Cells of 填报说明 are found by their defined name, which Excel and WPS move along with the cell; where the names are
gone (some converters drop them), by the label to their left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from weibao.compute.model import People
from weibao.sheets.layout import (
    ANNUAL,
    ANNUAL_PRODUCT,
    GUIDE,
    INDICATORS,
    LAYOUT_VERSION,
    META,
    NAMES,
    OLD_PEOPLE,
    PEOPLE,
    column_letter,
)
from weibao.sheets.values import Raw, compact, read_text, shown

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.intake_book import Workbook
    from weibao.sheets.intake_rows import Reading
    from weibao.sheets.intake_table import Notes

_ROUND = re.compile(r"第?(\d{1,3})轮?")
_LABELS = {"unit": ("填报单位", "单位名称", "单位"), "round": ("轮次", "填报轮次")}
# Cells to the right of a label that may hold its value: labels are sometimes merged over a few columns.
LABEL_REACH = 6
# Of who fills and signs, the box for the seal begins behind the fourth.
PEOPLE_REACH = 4


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a file says it is. `unit` is by the visible name, `meta_unit` by the hidden sheet; ids, None where unknown.

    `visible_unit` and `meta_unit_name` are the names as they stand. Rounds are None where they cannot be read.
    """

    unit: str | None = None
    visible_unit: str = ""
    meta_unit: str | None = None
    meta_unit_name: str = ""
    visible_round: int | None = None
    meta_round: int | None = None
    has_meta: bool = False
    rulebook: str = ""
    digest: str = ""
    issued: date | None = None
    layout: int | None = None
    serial: str = ""
    product: str = ""  # what the workbook says it is in _meta
    counts: int = 0  # rows of 量化情况 that it was issued with
    annual: bool = False  # a workbook of 年度工作情况, not a checklist
    seen: bool = False  # False: the file could not be read so far


def unit_of(rulebook: Rulebook, name: Raw) -> str | None:
    """The unit of a name: canonical, formal or one of the plan's other spellings."""
    text = compact(name)
    for unit in rulebook.units if text else ():
        if text in map(compact, (unit.name, unit.formal, *unit.aliases)):
            return unit.id
    return None


def read_identity(book: Workbook, rulebook: Rulebook, notes: Notes) -> Identity:
    """The identity as far as it can be read; a missing `_meta` and a strange layout are findings."""
    meta = _meta(book)
    unit_cell, round_cell = _guide_value(book, "unit"), _guide_value(book, "round")
    name = read_text(meta.get("unit_name", ""))
    meta_id = read_text(meta.get("unit", ""))
    # Towns are numbered by the office's own list, which may change after issue: the name decides.
    meta_unit = unit_of(rulebook, name) or (meta_id if not name and meta_id in rulebook.unit_by_id else None)
    identity = Identity(
        unit=unit_of(rulebook, unit_cell),
        visible_unit=shown(unit_cell),
        meta_unit=meta_unit,
        meta_unit_name=name or meta_id,
        visible_round=_round(round_cell),
        meta_round=_round(meta.get("round", "")),
        has_meta=bool(meta),
        rulebook=read_text(meta.get("rulebook", "")),
        digest=read_text(meta.get("rulebook_digest", "")),
        issued=_issued(meta.get("issued", "")),
        layout=_round(meta.get("layout", "")),
        serial=read_text(meta.get("serial", "")),
        product=read_text(meta.get("product", "")),
        counts=_round(meta.get("counts", "")) or 0,
        annual=_is_annual(book, read_text(meta.get("product", ""))),
        seen=True,
    )
    if not meta:
        notes.add("meta-missing")
    elif identity.layout != LAYOUT_VERSION:
        notes.add("layout-differs", found=identity.layout or "空白", expected=LAYOUT_VERSION)
    elif identity.digest != rulebook.digest and identity.rulebook == rulebook.id:
        notes.add("rulebook-changed")
    return identity


def read_people(book: Workbook, reading: Reading) -> People:
    """Who filled, checked and signed."""
    texts = {key: read_text(_guide_value(book, key)) for key in PEOPLE if key != "filled_on"}
    raw = _guide_value(book, "filled_on")
    filled_on = reading.date(raw)
    if not filled_on.understood:
        place = _place(book, "filled_on")
        cell = f"{column_letter(place[2])}{place[1]}" if place else ""
        values = {"field": PEOPLE["filled_on"], "found": filled_on.found, "why": filled_on.why}
        reading.notes.add("date-unreadable", place[0] if place else GUIDE, cell, **values)
    return People(**texts, filled_on=filled_on.value)


def _is_annual(book: Workbook, product: str) -> bool:
    """By what _meta says; where that is gone, by the sheets."""
    sheets = {compact(name) for name in book.sheets}
    return product == ANNUAL_PRODUCT or (not product and ANNUAL.sheet in sheets and INDICATORS.sheet not in sheets)


def _meta(book: Workbook) -> dict[str, Raw]:
    """Keys and values of `_meta`, empty where the sheet is gone."""
    if META not in book.sheets:
        return {}
    return {str(row[0]).strip(): row[1] for row in book.grid(META) if len(row) > 1 and str(row[0]).strip()}


def _round(raw: Raw) -> int | None:
    if isinstance(raw, float) and raw.is_integer() and 0 < raw < 1000:
        return int(raw)
    match = _ROUND.search(compact(raw))
    return int(match[1]) if match else None


def _issued(raw: Raw) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(compact(raw)[:10])
    except ValueError:
        return None


def _place(book: Workbook, key: str) -> tuple[str, int, int] | None:
    """Where a cell of 填报说明 stands: by its defined name, else right of its label."""
    named = book.names.get(NAMES[key])
    if named and named[0] in book.sheets:
        return named
    sheet = next((name for name in book.sheets if compact(name) == GUIDE), None)
    labels = _LABELS.get(key) or (PEOPLE.get(key, ""), OLD_PEOPLE.get(key, PEOPLE.get(key, "")))
    place: tuple[str, int, int] | None = None
    for number, row in enumerate(book.grid(sheet) if sheet else (), 1):
        for column, raw in enumerate(row, 1):
            if isinstance(raw, str) and compact(raw).rstrip(":") in labels:
                reach = PEOPLE_REACH if key in PEOPLE else LABEL_REACH
                right = range(column + 1, min(column + reach, len(row)) + 1)
                filled = next((other for other in right if shown(row[other - 1])), column + 1)
                place = sheet or GUIDE, number, filled
                if key not in PEOPLE:
                    return place
    # Of who signs the last: a heading above the block is called 填报人, too.
    return place


def _guide_value(book: Workbook, key: str) -> Raw:
    place = _place(book, key)
    return book.value(*place) if place else ""
